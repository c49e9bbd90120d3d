"""The same runs and rows in other forms: CSV, workbooks, data packages, PDF and Word. Knows no notebooks and no Sphinx."""
