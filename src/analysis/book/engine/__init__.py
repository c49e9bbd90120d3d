"""Runs notebooks in clean copies of a warm process."""
