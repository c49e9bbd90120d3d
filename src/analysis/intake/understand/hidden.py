"""Rows and columns that are hidden: never read, and never dropped in silence where they hold figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from analysis.intake.sheets import Cell, Finding, Sheet, spans
from analysis.intake.tables import Table
from analysis.intake.understand.fit import finding
from analysis.intake.values.numbers import written


def hidden_findings(sheet: Sheet, tables: Iterable[Table]) -> list[Finding]:
    """Return what is said of the hidden rows and columns of a sheet that hold figures."""
    found = []
    plain_rows = sheet.hidden_rows - sheet.filtered_rows
    if cells := filled(sheet, [(row, column) for row in plain_rows for column in width(sheet, row)]):
        found.append(finding("warn", "hidden_rows", sheet.name, spans(cells), rows=listed(row for row, _ in cells)))
    if cells := filled(sheet, [(row, column) for row in sheet.filtered_rows for column in width(sheet, row)]):
        inside = [cell for cell in cells if any(cell[1] in range(t.area.left, t.area.right + 1) for t in tables)] or cells
        values = {"rows": len({row for row, _ in inside}), "names": names(sheet, inside)}
        found.append(finding("ask", "filtered_rows", sheet.name, spans(inside), **values))
    shown = [row for row in range(1, len(sheet.rows) + 1) if row not in sheet.hidden_rows]
    if cells := filled(sheet, [(row, column) for column in sheet.hidden_columns for row in shown], by_column=True):
        found.append(finding("warn", "hidden_columns", sheet.name, spans(cells)))
    return found


def width(sheet: Sheet, row: int) -> range:
    """Return the columns of a row."""
    return range(1, len(sheet.rows[row - 1]) + 1) if row <= len(sheet.rows) else range(0)


def filled(sheet: Sheet, cells: list[Cell], *, by_column: bool = False) -> list[Cell]:
    """Return the cells in which something stands, of those rows or columns that hold a figure."""
    held = [(row, column) for row, column in cells if sheet.value(row, column) not in {None, ""}]
    lines = {cell[1 if by_column else 0] for cell in held if is_number(sheet, cell)}
    return [cell for cell in held if cell[1 if by_column else 0] in lines]


def is_number(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a cell holds a number, as such or as text."""
    value = sheet.value(*cell)
    if isinstance(value, str):
        return written(value) is not None
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def listed(rows: Iterable[int]) -> str:
    """Return row numbers once each, in order."""
    return ", ".join(map(str, sorted(set(rows))))


def names(sheet: Sheet, cells: list[Cell]) -> str:
    """Return the different texts in the first column of some cells."""
    first = min(column for _, column in cells)
    return ", ".join(dict.fromkeys(str(sheet.value(row, column)) for row, column in sorted(cells) if column == first))
