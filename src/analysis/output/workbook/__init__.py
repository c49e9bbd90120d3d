"""An edition as a workbook: cover, contents, notes, a sheet for each table of its status, and all its records."""

from analysis.output.workbook.workbook import workbook_of

__all__ = ["workbook_of"]
