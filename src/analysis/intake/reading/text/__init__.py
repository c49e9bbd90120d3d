"""Text files: which letters their bytes stand for, and tables of separated cells."""
