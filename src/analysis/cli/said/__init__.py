"""What commands print and are spoken to with: words of rows, lines of tables, and the language."""
