"""What a page says because of other pages: receipts, terms, whole plans, and what has been corrected since."""
