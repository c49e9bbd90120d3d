"""The table of a cube (PX, JSON-stat): one row for each figure, a column for each dimension, and beside the figure its sign, unit and note."""

from __future__ import annotations

from analysis.intake.sheets import Area, Sheet
from analysis.intake.tables.table import Label, Table

# After the dimensions: value, status, unit, note.
BESIDE = 4


def cube_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet that was made from a cube; None for another one, and for one without figures."""
    if not sheet.places or len(sheet.rows) < 2:  # noqa: PLR2004
        return None
    width = len(sheet.rows[0])
    value, unit = width - BESIDE + 1, width - BESIDE + 3
    dimensions = range(1, value)
    corners = {column: Label(sheet.value(1, column), 1, column) for column in (*dimensions, unit)}
    columns = tuple(
        column for column in (*dimensions, unit) if any(sheet.value(row, column) for row in range(2, len(sheet.rows) + 1))
    )
    labels = {
        row: tuple(Label(sheet.value(row, column), row, column) for column in columns if sheet.value(row, column) not in {None, ""})
        for row in range(2, len(sheet.rows) + 1)
    }
    area = Area(1, 1, len(sheet.rows), value)
    return Table(sheet, area, (1,), columns, corners, {value: ()}, labels)
