"""What chapters of one's own are written with: results as a frame, values that keep their receipts, tables and figures."""
