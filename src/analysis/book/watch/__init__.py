"""Shows at once what was saved: the page that is open first, then the whole book."""
