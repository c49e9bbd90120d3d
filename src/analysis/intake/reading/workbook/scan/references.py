"""Addresses and areas as workbooks write them, and formulas that are meant for another cell."""

from __future__ import annotations

import re

from analysis.intake.sheets import Area, Cell, letters

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
REFERENCE = re.compile(r"(\"[^\"]*\"|'[^']*'!?)|(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_(.])")


def column_number(name: str) -> int:
    """Return a column's number from 1 by its letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(reference: str) -> Area | None:
    """Return the rectangle of a reference such as ``A1:C4``; None for one that is none."""
    found = RANGE.fullmatch(reference)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    last = (bottom or top, right or left)
    return Area(int(top), column_number(left), int(last[0]), column_number(last[1]))


def cell_of(reference: str) -> Cell | None:
    """Return row and column of an address; None for text that is none."""
    area = area_of(reference)
    return (area.top, area.left) if area else None


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads that many rows and columns further on; what is fixed by $ stays."""

    def reference(found: re.Match[str]) -> str:
        quoted, fixed_column, column, fixed_row, row = found.groups()
        if quoted:
            return str(quoted)
        new_column = column if fixed_column else letters(column_number(column) + columns)
        return f"{fixed_column}{new_column}{fixed_row}{row if fixed_row else int(row) + rows}"

    return REFERENCE.sub(reference, formula)
