"""Tables for people at a terminal: one line for each row, no wider than a page."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100
GAP = "  "
NARROWEST = 8
CUT = "…"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), below: Sequence[str] = ()) -> str:
    """Return rows under their heads in columns, those with ``numbers`` flush right. What is too wide is cut in its widest column.

    ``below`` has for each row what stands uncut on a line of its own below it; nothing where it is empty.
    """
    widths = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    while sum(widths) + len(GAP) * (len(widths) - 1) > WIDTH and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    lines = [line(row, widths, numbers) for row in (heads, *rows)]
    notes = ["", *(below or [""] * len(rows))]
    return "\n".join(said for row, note in zip(lines, notes, strict=True) for said in (row, note and GAP + note) if said)


def line(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    """Return one row."""
    cut = [cell if len(cell) <= width else cell[: width - 1] + CUT for cell, width in zip(cells, widths, strict=True)]
    placed = [
        cell.rjust(width) if n in numbers else cell.ljust(width) for n, (cell, width) in enumerate(zip(cut, widths, strict=True))
    ]
    return GAP.join(placed).rstrip()
