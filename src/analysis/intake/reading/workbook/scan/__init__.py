"""A look at the XML of a workbook for what its values do not show."""
