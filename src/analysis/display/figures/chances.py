"""Chances of hitting a goal by luck and of proving it, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, named, wrapped
from analysis.display.figures.style import AREA, GRID, GROUND, OLD, Size, bare, canvas, number_axis, picture, svg_of
from analysis.display.language.language import Language


@dataclass(frozen=True)
class Chance:
    """Two chances in per cent: of hitting a goal by luck, and of proving it; the second ``None`` where there is none."""

    label: str
    luck: Drawn
    proof: Drawn | None


def chances(rows: Sequence[Chance], *, luck: str, proof: str, say: Language) -> Picture:
    """Return a row for each goal on an axis from 0 to 100 per cent, luck hollow, proof filled, each with its number."""
    return picture(lambda size: draw_chances(size, rows, (luck, proof), say))


def draw_chances(size: Size, rows: Sequence[Chance], words: tuple[str, str], say: Language) -> str:
    places = list(range(len(rows)))
    with canvas(size, 70 + (58 if size.is_narrow else 36) * len(rows)) as (figure, (axes,)):
        axes.hlines(places, 0, 100, color=GRID, linewidth=0.8, zorder=0)
        look: Any = {"facecolor": GROUND, "edgecolor": OLD, "linewidth": 1.6, "s": 46}
        axes.scatter([row.luck.height for row in rows], places, label=words[0], **look)
        proved = [(place, row.proof) for place, row in zip(places, rows, strict=True) if row.proof is not None]
        where = [drawn.height for _, drawn in proved], [place for place, _ in proved]
        axes.scatter(*where, color=AREA, marker="D", s=40, label=words[1])
        for place, row in zip(places, rows, strict=True):
            write_row(axes, size, row, place)
        axes.set_yticks([])
        axes.set_ylim(len(rows) - 0.4, -0.9 if size.is_narrow else -0.6)
        axes.set_xlim(-2, 110)
        bare(axes)
        number_axis(axes, say, "x")
        figure.legend(loc="outside upper left", ncols=1 if size.is_narrow else 2)
        return svg_of(figure)


def write_row(axes: Axes, size: Size, row: Chance, place: int) -> None:
    """Write a row's name, beside its line or on a phone above it, and its numbers."""
    if size.is_narrow:
        named(axes, wrapped(row.label, 46, 2), (-2, place - 0.28), ha="left", va="bottom")
    else:
        named(axes, wrapped(row.label, 46, 2), (-2, place), (-6, 0), ha="right")
    for drawn, colour in ((row.luck, OLD), (row.proof, AREA)):
        if drawn is not None:
            beside(axes, drawn, (drawn.height, place), (8, 0), ha="left", color=colour)
