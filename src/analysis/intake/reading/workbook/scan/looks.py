"""The looks of a sheet's cells, in little memory: most cells have the look of their style and nothing of their own."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from analysis.intake.sheets import Cell, Look

NONE = -1


class Looks(Mapping[Cell, Look]):
    """What was seen at each cell, by row and column from 1. A cell's own look goes before that of its style."""

    def __init__(self, styles: Sequence[Look | None]) -> None:
        self.styles = styles
        self.own: dict[Cell, Look] = {}
        self.rows: dict[int, array[int]] = {}

    def style(self, row: int, column: int, style: int) -> None:
        """Remember that a cell has a style."""
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = array("i")
        if len(cells) < column:
            cells.extend(repeat(NONE, column - len(cells)))
        cells[column - 1] = style

    def __getitem__(self, cell: Cell) -> Look:
        if cell in self.own:
            return self.own[cell]
        row, column = cell
        cells = self.rows.get(row, ())
        style = cells[column - 1] if 0 < column <= len(cells) else NONE
        look = self.styles[style] if style != NONE else None
        if look is None:
            raise KeyError(cell)
        return look

    def __iter__(self) -> Iterator[Cell]:
        for row, cells in self.rows.items():
            yield from ((row, column) for column, style in enumerate(cells, 1) if style != NONE and (row, column) not in self.own)
        yield from self.own

    def __len__(self) -> int:
        return sum(1 for _ in self)
