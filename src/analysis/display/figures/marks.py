"""A grid of verdicts: targets by editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import named, wrapped
from analysis.display.figures.style import AREA, GRID, OLD, SOFT, Size, bare, canvas, picture, svg_of
from analysis.indicators import Result


@dataclass(frozen=True)
class Mark:
    """A row of the verdict grid: a label, the group it belongs to, and a verdict for some years."""

    label: str
    group: str
    by_year: dict[int, str]
    rows: tuple[Result, ...] = ()


def question_mark() -> Path:
    """Return a question mark as a marker: an outline around its own middle."""
    outline = TextPath((0, 0), "?", prop=FontProperties(family="DejaVu Sans", weight="bold"))
    box = outline.get_extents()
    return Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).transform_path(outline)


SYMBOLS: dict[str, tuple[Any, str]] = {
    "met": ("o", AREA),
    "not_met": ("X", OLD),
    "interim_met": ("^", AREA),
    "interim_not_met": ("v", OLD),
    "undetermined": (question_mark(), SOFT),
    "baseline": ("|", SOFT),
}


def marks(rows: Sequence[Mark], words: dict[str, str]) -> Picture:
    """Return a grid of rows by years with a mark for each verdict: its shape and its colour say the same."""
    return picture(lambda size: draw_marks(size, rows, words))


def draw_marks(size: Size, rows: Sequence[Mark], words: dict[str, str]) -> str:
    years = sorted({year for row in rows for year in row.by_year})
    labels = [wrapped(row.label, 46, 2) for row in rows]
    # On a phone a label stands above its marks, for there is no room for it beside them.
    places, heads, end = places_of(rows, [size.is_narrow + 1.0 + 0.75 * label.count("\n") for label in labels])
    with canvas(size, 70 + 21 * end) as (figure, (axes,)):
        draw_symbols(axes, rows, places, words)
        first = years[0] - 0.6
        for place, group in heads:
            named(axes, wrapped(group, 44, 1), (first, place), fontweight="bold", ha="left")
        for index, label in enumerate(labels):
            look: Any = {"ha": "left", "va": "bottom"} if size.is_narrow else {"ha": "right", "va": "center"}
            named(axes, label, (first, places[index] - 0.5 * size.is_narrow), **look)
        axes.set_yticks([])
        axes.set_xticks(years, [f"'{year % 100:02d}" for year in years])
        axes.set_xlim(first, years[-1] + 0.6)
        axes.set_ylim(end - 0.6, -0.8)
        axes.hlines(list(places.values()), years[0] - 0.5, years[-1] + 0.5, color=GRID, linewidth=0.6, zorder=0)
        bare(axes)
        figure.legend(loc="outside upper left", ncols=2 if size.is_narrow else 3, handletextpad=0.2, columnspacing=1.2)
        return svg_of(figure)


def places_of(rows: Sequence[Mark], heights: Sequence[float]) -> tuple[dict[int, float], list[tuple[float, str]], float]:
    """Return where each row, as high as it is, and each group's head stand, and where the grid ends."""
    places: dict[int, float] = {}
    heads: list[tuple[float, str]] = []
    at = 0.0
    for group in dict.fromkeys(row.group for row in rows):
        heads.append((at, group))
        before = 1.0
        for index in (index for index, row in enumerate(rows) if row.group == group):
            at += max(before, heights[index])
            places[index], before = at, heights[index]
        at += 1.4
    return places, heads, at


def draw_symbols(axes: Axes, rows: Sequence[Mark], places: dict[int, float], words: dict[str, str]) -> None:
    for key, (marker, colour) in SYMBOLS.items():
        points = [(year, places[i]) for i, row in enumerate(rows) for year, value in row.by_year.items() if value == key]
        if points:
            where = [x for x, _ in points], [y for _, y in points]
            axes.scatter(*where, marker=marker, color=colour, s=56, label=words[key])
