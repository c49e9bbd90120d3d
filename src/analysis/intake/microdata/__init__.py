"""Files with a row for each incident or person: they are read where they lie, counted, and never copied, logged or kept."""
