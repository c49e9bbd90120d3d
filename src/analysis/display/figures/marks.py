"""A grid of verdicts: targets by editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from analysis.display.figures.drawn import wrapped
from analysis.display.figures.style import BLUE, GREY, LIGHT, ORANGE, canvas, svg_of
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
    "met": ("o", BLUE),
    "not_met": ("X", ORANGE),
    "interim_met": ("^", BLUE),
    "interim_not_met": ("v", ORANGE),
    "undetermined": (question_mark(), GREY),
    "baseline": ("|", GREY),
}


def marks(rows: Sequence[Mark], words: dict[str, str]) -> str:
    """Return a grid of rows by years with a mark for each verdict: its shape and its colour say the same."""
    years = sorted({year for row in rows for year in row.by_year})
    groups = list(dict.fromkeys(row.group for row in rows))
    places: dict[int, float] = {}
    heads: list[tuple[float, str]] = []
    at = 0.0
    for group in groups:
        heads.append((at, group))
        for index, row in enumerate(rows):
            if row.group == group:
                at += 1
                places[index] = at
        at += 1.4
    with canvas(0.9 + 0.27 * at) as (figure, (axes,)):
        for key, (marker, colour) in SYMBOLS.items():
            points = [(year, places[i]) for i, row in enumerate(rows) for year, value in row.by_year.items() if value == key]
            axes.scatter([x for x, _ in points], [y for _, y in points], marker=marker, color=colour, s=52, label=words[key])
        for place, group in heads:
            axes.annotate(
                group, (years[0] - 0.6, place), fontsize=10.5, fontweight="bold", va="center", annotation_clip=False, ha="left"
            )
        axes.set_yticks([places[i] for i in range(len(rows))], [wrapped(row.label, 46, 1) for row in rows], fontsize=8.5)
        axes.set_xticks(years, [f"'{year % 100:02d}" for year in years])
        axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        axes.set_ylim(at - 0.6, -0.8)
        axes.hlines(list(places.values()), years[0] - 0.5, years[-1] + 0.5, color=LIGHT, linewidth=0.6, zorder=0)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper left", ncols=3, frameon=False, fontsize=9, handletextpad=0.2, columnspacing=1.2)
        return svg_of(figure)
