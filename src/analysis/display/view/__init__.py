"""What a chapter looks at: an edition's facts and results, and what it asked of them."""
