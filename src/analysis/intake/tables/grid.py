"""What stands in the cells that everybody sees: which are filled, and which hold figures."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from analysis.intake.sheets import Area, Cell, Sheet, Value
from analysis.intake.values.numbers import written
from analysis.intake.values.periods import time_of

# Short texts without a word in them: what stands where a figure would.
SIGN = re.compile(r"[^\w\s]{1,4}|[<>\u2264\u2265]\s*\d+|[xX]|[a-zA-Z]/[a-zA-Z]\.?|\d+\s*[-\u2013]\s*\d+")


@dataclass(frozen=True)
class Grid:
    """A sheet without its hidden rows and columns. Cells under a merged one count as filled."""

    sheet: Sheet

    @cached_property
    def columns(self) -> list[int]:
        """The columns that are shown, in order."""
        width = max((len(row) for row in self.sheet.rows), default=0)
        return [column for column in range(1, width + 1) if column not in self.sheet.hidden_columns]

    @cached_property
    def under(self) -> dict[Cell, Area]:
        """Each cell of a merged area, and that area."""
        return {
            (row, column): area
            for area in self.sheet.merged
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= len(self.sheet.rows) * (len(self.columns) + 1)
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """For each row that is shown and not empty, the columns in which something stands."""
        hidden = self.sheet.hidden_rows
        seen = ((row, self.filled_columns(row)) for row in range(1, len(self.sheet.rows) + 1) if row not in hidden)
        return {row: columns for row, columns in seen if columns}

    def filled_columns(self, row: int) -> list[int]:
        """Return the columns of a row in which something stands."""
        cells = self.sheet.rows[row - 1]
        looks = self.sheet.looks
        return [
            column
            for column in self.columns
            if (column <= len(cells) and not is_empty(cells[column - 1]))
            or ((row, column) in looks and self.has_formula(row, column))
        ]

    def has_formula(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a formula or an error, with or without a result."""
        look = self.sheet.look(row, column)
        return bool(look.formula or look.error)

    def origin(self, row: int, column: int) -> Cell:
        """Return the cell whose content a cell shows: itself, or the first of its merged area."""
        area = self.under.get((row, column))
        return (area.top, area.left) if area else (row, column)

    def value(self, row: int, column: int) -> Value:
        """Return the value that a cell shows, through merged areas."""
        value = self.sheet.value(*self.origin(row, column))
        return None if is_empty(value) else value

    def is_time(self, row: int, column: int) -> bool:
        """Tell whether a cell is a label of a year or a period."""
        return time_of(self.value(row, column), self.sheet.look(row, column).number_format) is not None

    def is_figure(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a figure or a sign in the place of one. What may be a year is none."""
        if self.is_time(row, column):
            return False
        return self.is_number(row, column) or self.is_sign(row, column)

    def is_number(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a number, as such or as text, a formula or an error."""
        value = self.value(row, column)
        if isinstance(value, str):
            return written(value) is not None
        return (isinstance(value, int | float | Decimal) and not isinstance(value, bool)) or self.has_formula(row, column)

    def is_sign(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a sign that stands where a figure would."""
        value = self.value(row, column)
        return isinstance(value, str) and bool(SIGN.fullmatch(value.strip()))

    def is_text(self, row: int, column: int) -> bool:
        """Tell whether a cell holds words."""
        value = self.value(row, column)
        return isinstance(value, str) and not self.is_figure(row, column) and not self.is_time(row, column)

    def is_date(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a date."""
        return isinstance(self.value(row, column), dt.date | dt.datetime)


def is_empty(value: Value) -> bool:
    """Tell whether a cell is empty, or holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())
