"""Tables on a sheet: where they are, what their headings and label columns say, and the lines around them."""

from analysis.intake.tables.find import find_tables
from analysis.intake.tables.table import Headings, Label, Line, Table

__all__ = ["Headings", "Label", "Line", "Table", "find_tables"]
