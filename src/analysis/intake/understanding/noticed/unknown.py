"""Names that the mapping does not know: asked about, never matched by likeness, never dropped in silence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from analysis.intake.sheets import Cell
from analysis.intake.tables import Label
from analysis.intake.understanding.axes import Axis
from analysis.intake.understanding.results import Remark
from analysis.intake.understanding.table import TableReader
from analysis.intake.words import plain

NEAR = 0.75


def unknown_remarks(reader: TableReader, areas: Sequence[str], tails: Sequence[str]) -> list[Remark]:
    """Return what is to be said of the rows and columns whose labels the mapping does not know."""
    found: list[Remark] = []
    for row, axis in reader.rows.items():
        for label in axis.unknown:
            cells = [label.cell, *((row, column) for column in reader.columns)]
            found.extend(of_label(reader, label, cells, Place(is_area(reader, label), areas, tails), row))
    for column, axis in reader.columns.items():
        if axis.unknown and is_text_column(reader, column):
            found.extend(text_column(reader, column, axis))
            continue
        for label in axis.unknown:
            cells = [label.cell, *((row, column) for row in reader.rows)]
            found.extend(of_label(reader, label, cells, Place(is_area(reader, label), areas, tails), None))
    return found


class Place:
    """Where an unknown name stands, and what names there are for such a place."""

    def __init__(self, area: bool, areas: Sequence[str], tails: Sequence[str]) -> None:
        self.area = area
        self.areas = areas
        self.tails = tails


def of_label(reader: TableReader, label: Label, cells: list[Cell], place: Place, row: int | None) -> Iterable[Remark]:
    """Return the remarks on one unknown name: an area that is not among those of the data, a sum, or a name to be asked about."""
    if (
        place.area
        and row is not None
        and knows_others(reader, label)
        and not difflib.get_close_matches(label.name, place.areas, n=1, cutoff=NEAR)
    ):
        return [Remark("skip", "other_area", cell, label.text) for cell in cells]
    if row is not None and any(label.name.endswith(f" {plain(tail)}") for tail in place.tails) and (parts := sums(reader, row)):
        return [Remark("warn", "unknown_total", cell, label.text, {"parts": parts}) for cell in cells]
    return [Remark("ask", "unknown_area" if place.area else "unknown_name", cell, label.text) for cell in cells]


def knows_others(reader: TableReader, label: Label) -> bool:
    """Tell whether other areas in the column of a label are known, so that this one is none of those that are wanted."""
    return any(
        sense.geography
        for axis in reader.rows.values()
        for other in axis.labels
        if other.column == label.column
        for sense in axis.senses
    )


def is_area(reader: TableReader, label: Label) -> bool:
    """Tell whether an area should stand where a label does: by its column's heading, or by the other labels beside it."""
    if label.column in reader.table.label_columns and label.row in reader.table.labels:
        return reader.lookup.column_of(reader.table.corner(label.column)) == "geography"
    beside = [
        other for axis in reader.columns.values() for other in axis.labels if other.row == label.row and other.cell != label.cell
    ]
    return any(sense.geography for other in beside for sense in reader.lookup.senses(other))


def sums(reader: TableReader, row: int) -> str:
    """Return the names of the rows just above that a row is the sum of in every column; empty where there are none."""
    above = [other for other, axis in reader.rows.items() if other < row and axis.labels]
    for first in range(len(above) - 2, -1, -1):
        parts = above[first:]
        if all(is_sum(reader, row, parts, column) for column in reader.columns):
            return " + ".join(reader.rows[part].labels[-1].text for part in parts)
    return ""


def is_sum(reader: TableReader, row: int, parts: list[int], column: int) -> bool:
    """Tell whether the figure of a row is the sum of those of other rows."""
    figures = [reader.cells.figure(part, column) for part in parts]
    total = reader.cells.figure(row, column)
    if total.value is None or any(figure.value is None for figure in figures):
        return False
    return total.value == sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


def is_text_column(reader: TableReader, column: int) -> bool:
    """Tell whether nothing but words stands in a column of figures."""
    figures = [reader.cells.figure(row, column) for row in reader.rows]
    filled = [figure for figure in figures if not figure.blank]
    return bool(filled) and all(figure.value is None and figure.trouble == "no_figure" for figure in filled)


def text_column(reader: TableReader, column: int, axis: Axis) -> list[Remark]:
    """Return the remark on a column of words."""
    return [Remark("skip", "text_column", (row, column), axis.labels[-1].text) for row in reader.rows]
