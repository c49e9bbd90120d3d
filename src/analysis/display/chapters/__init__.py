"""The chapters and pages of the book, one module for each notebook, with its name."""
