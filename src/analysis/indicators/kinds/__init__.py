"""One file for each kind of row of the results table."""
