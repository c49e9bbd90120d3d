"""What is noticed about labels and figures: why one is not read, and what has to be said of one that is."""
