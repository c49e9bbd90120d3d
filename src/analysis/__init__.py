"""The status book: facts in files, methods in code, one results table, a book that rebuilds itself."""
