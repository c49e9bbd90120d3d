"""What stands in a cell: numbers as text, number formats, marks and labels of time."""
