"""What a mapping is, how it is read, and which one fits a file."""
