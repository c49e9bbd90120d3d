"""Workbooks: unpacked within bounds, values by calamine, and a look at the XML for what values do not show."""

from analysis.intake.reading.workbook.book import read_workbook

__all__ = ["read_workbook"]
