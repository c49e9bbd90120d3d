"""What figures draw: a number with the text beside it and the row that it is, and labels that fit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

from analysis.display.figures.style import Size
from analysis.indicators import Result

LINE_HEIGHT = 1.15  # of a label's lines, in sizes of its type


@dataclass(frozen=True)
class Drawn:
    """A row of the results as it is drawn: its number, and the text that stands beside it.

    ``more`` are the rows that the text says beside it: the upper end of a range, which is drawn by its lower one.
    """

    row: Result
    text: str
    more: tuple[Result, ...] = ()

    @property
    def value(self) -> Decimal:
        """The number that is drawn."""
        return self.row.known

    @property
    def height(self) -> float:
        """The number as matplotlib wants it."""
        return float(self.row.known)


def rows_of(drawn: Iterable[Drawn | None]) -> tuple[Result, ...]:
    """Return the rows that are drawn, each once."""
    return tuple(dict.fromkeys(row for one in drawn if one is not None for row in (one.row, *one.more)))


def wrapped(label: str, width: int = 26, lines: int = 2) -> str:
    """Return a label on a few short lines, for the side of a figure; what does not fit is left out with a sign for it."""
    return "\n".join(textwrap.wrap(label, width, max_lines=lines, placeholder=" …"))


def name_rows(axes: Axes, labels: Iterable[str], size: Size) -> None:
    """Write the names of rows to the left of the axes, each as wide as the size has room for."""
    for place, label in enumerate(labels):
        text = wrapped(label, 15, 3) if size.is_narrow else wrapped(label, 30, 3)
        named(axes, text, (0, place), (-6, 0), ha="right", xycoords=("axes fraction", "data"))
    axes.set_yticks([])


def beside(axes: Axes, drawn: Drawn, at: tuple[float, float], offset: tuple[float, float], **style: Any) -> None:
    """Write a number beside its place, as a link to its receipt."""
    rows = " ".join(row.id for row in (drawn.row, *drawn.more))
    write(axes, drawn.text, at, offset, gid=f"row:{rows}", **style)


def named(axes: Axes, text: str, at: tuple[float, float], offset: tuple[float, float] = (0, 0), **style: Any) -> None:
    """Write a name, whose digits are its own."""
    write(axes, text, at, offset, gid="no:name", **style)


def write(axes: Axes, text: str, at: tuple[float, float], offset: tuple[float, float], **style: Any) -> None:
    """Write a text at a place of the axes, moved by an offset in points.

    Each line is a text of its own, for the page's font is not the one that is measured here: several lines in one would all
    begin where that one has them, whatever side they are aligned to.
    """
    style = {"va": "center", "annotation_clip": False, "textcoords": "offset points", **style}
    lines = text.split("\n")
    high = LINE_HEIGHT * float(mpl.rcParams["font.size"])
    first = {"bottom": len(lines) - 1.0, "center": (len(lines) - 1) / 2, "top": 0.0}[style["va"]]
    for number, line in enumerate(lines):
        axes.annotate(line, at, xytext=(offset[0], offset[1] + (first - number) * high), **style)
