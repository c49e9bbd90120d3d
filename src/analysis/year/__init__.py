"""A year in commands: a new partnership, a new edition, and what it still lacks."""
