"""Empty cells: a figure that nobody states, or a series that has not begun or is over. Neither is ever nought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.intake.sheets import Cell
from analysis.intake.tables import Table
from analysis.intake.understanding.results import Remark
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.periods import Time


@dataclass(frozen=True)
class Series:
    """The cells of a row that differ only in time, in order of time, and which of them are empty."""

    cells: tuple[Cell, ...]
    times: tuple[Time, ...]
    empty: tuple[bool, ...]

    @property
    def before(self) -> int:
        """How many cells are empty before the first figure."""
        return self.empty.index(False) if False in self.empty else len(self.empty)

    @property
    def after(self) -> int:
        """How many cells are empty after the last figure."""
        return self.empty[::-1].index(False) if False in self.empty else 0


def series_of(reader: TableReader) -> list[Series]:
    """Return the series of a table whose times are headings; none where they are not."""
    groups: dict[tuple[str, ...], list[tuple[Time, int]]] = {}
    for column, axis in reader.columns.items():
        time = next((sense.time for sense in axis.senses if sense.time), None)
        if time is not None and time.last is None and time.year is not None and not (axis.is_total or axis.unnamed):
            names = tuple(label.name for label in axis.labels if label.time is None)
            groups.setdefault(names, []).append((time, column))
    found = []
    for columns in groups.values():
        order = sorted(columns, key=lambda pair: (pair[0].year or 0, pair[0].part))
        for row in reader.table.labels:
            cells = tuple((row, column) for _, column in order)
            empty = tuple(reader.cells.figure(*cell).blank for cell in cells)
            if len(cells) > 1:
                found.append(Series(cells, tuple(time for time, _ in order), empty))
    return found


def outside(reader: TableReader) -> dict[Cell, str]:
    """Return the empty cells that lie before a series begins or after it ends, and which of the two.

    A series has ended where another one of the table begins at that very time, and only there; one that has no figure yet has not
    begun.
    """
    series = series_of(reader)
    begins = {one.times[one.before] for one in series if 0 < one.before < len(one.cells)}
    found: dict[Cell, str] = {}
    for one in series:
        if False not in one.empty:
            continue
        found.update(dict.fromkeys(one.cells[: one.before], "not_begun"))
        ended = len(one.cells) - one.after
        if one.after and one.times[ended] in begins:
            found.update(dict.fromkeys(one.cells[ended:], "over"))
    return found


def mostly_empty(table: Table, blanks: list[Cell]) -> bool:
    """Tell whether more than half of the cells of a table are empty."""
    return 2 * len(blanks) > len(table.labels) * len(table.heads)


def without_blanks(reader: TableReader, blank_rule: str) -> tuple[list[Cell], list[Remark]]:
    """Return the empty cells that become no row, and what is said of all empty cells."""
    blanks = [read.cell for read in reader.reads if read.figure.blank]
    beside = outside(reader)
    unnamed = [cell for cell in beside if cell not in blanks]
    if not blanks and not unnamed:
        return [], []
    if blank_rule == "no_row" or mostly_empty(reader.table, blanks):
        return blanks, [Remark("warn", "blank_no_row", cell) for cell in blanks]
    remarks = [said(cell, beside) for cell in blanks]
    return [cell for cell in blanks if cell in beside], [*remarks, *(said(cell, beside) for cell in unnamed)]


def said(cell: Cell, beside: Mapping[Cell, str]) -> Remark:
    """Return what is said of an empty cell."""
    return Remark("warn", "blank_outside" if cell in beside else "blank_not_stated", cell)
