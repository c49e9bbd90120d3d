"""Lines over the years, one for each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import GREY, LIGHT, MARKERS, PALETTE, canvas, number_axis, svg_of
from analysis.display.language.language import Language

ROOM_FOR_TWO_LABELS = 3  # years between the first and the last number of a line


@dataclass(frozen=True)
class Line:
    """A series of points with their years.

    The line is whole between years that follow each other, dotted over years without a figure, and not drawn at all across a
    break: ``breaks`` are the first years after one. ``bars`` are intervals.
    """

    label: str
    points: tuple[Drawn, ...]
    strong: bool = False
    bars: tuple[tuple[Drawn, Drawn], ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def years(self) -> list[int]:
        """The years that have a point."""
        return [point.row.year for point in self.points]

    def broken(self, earlier: int, later: int) -> bool:
        """Tell whether a break lies between two years."""
        return any(earlier < year <= later for year in self.breaks)


def lines(series: Sequence[Line], *, breaks: Sequence[tuple[float, str]] = (), say: Language) -> str:
    """Return a line chart with a label at the end of each line and a number at its first and last point."""
    years = sorted({year for line in series for year in line.years})
    with canvas(3.4) as (figure, (axes,)):
        for index, line in enumerate(series):
            draw_line(axes, line, PALETTE[index % len(PALETTE)], MARKERS[index % len(MARKERS)])
        place_end_labels(axes, series)
        for at, text in breaks:
            axes.axvline(at, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
            axes.annotate(
                text,
                (at, 0.0),
                xycoords=("data", "axes fraction"),
                xytext=(-4, 4),
                textcoords="offset points",
                va="bottom",
                ha="right",
                fontsize=9,
                color=GREY,
            )
        axes.set(xlabel="", ylabel="", xticks=years)
        axes.set_ylim(0, None if highest(series) else 1)
        axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
        thin_year_labels(axes, years)
        number_axis(axes, say)
        axes.grid(axis="y", color=LIGHT, linewidth=0.8)
        return svg_of(figure)


def draw_line(axes: Axes, line: Line, colour: str, marker: str) -> None:
    frame = pd.DataFrame({"year": line.years, "value": [point.height for point in line.points], "part": parts_of(line)})
    width = 2.4 if line.strong else 1.4
    for _, part in frame.groupby("part"):
        sns.lineplot(
            part,
            x="year",
            y="value",
            ax=axes,
            color=colour,
            marker=marker,
            markersize=7,
            linewidth=width * 0.7,
            linestyle=(0, (1, 1.6)),
            legend=False,
            errorbar=None,
        )
    for low, high in line.bars:
        ends = [low.height, high.height]
        axes.plot([low.row.year] * 2, ends, color=colour, linewidth=3, alpha=0.25, solid_capstyle="butt")
    for first, then in pairwise(line.points):
        years = [first.row.year, then.row.year]
        if years[1] == years[0] + 1 and not line.broken(*years):
            axes.plot(years, [first.height, then.height], color=colour, linewidth=width)


def parts_of(line: Line) -> list[int]:
    """Return for each point the number of the part that it belongs to: a break begins a new one."""
    return [sum(year >= first for first in line.breaks) for year in line.years]


def highest(series: Sequence[Line]) -> float:
    """Return the largest number of all lines."""
    return max(point.height for line in series for point in line.points)


def thin_year_labels(axes: Axes, years: Sequence[int]) -> None:
    """Write six years at most, evenly, with the last always there."""
    step = -(-(years[-1] - years[0] + 1) // 6)
    ticks = [year for year in range(years[0], years[-1] + 1) if (years[-1] - year) % step == 0]
    axes.set_xticks(ticks, [str(year) for year in ticks])


def place_end_labels(axes: Axes, series: Sequence[Line]) -> None:
    """Write each line's name and last value to the right of it, moved apart where they would overlap."""
    top = highest(series) or 1.0
    gap = top * 0.085
    last_year = max(line.years[-1] for line in series)
    ends = sorted(((line.points[-1].height, index, line) for index, line in enumerate(series)), key=lambda end: end[:2])
    height = float("-inf")
    for value, index, line in ends:
        height = max(value, height + gap)
        text = f"{wrapped(line.label)} {line.points[-1].text}"
        if line.years[-1] != last_year:
            text += f" ({line.years[-1]})"
        axes.annotate(
            text,
            (1.0, height),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=PALETTE[index % len(PALETTE)],
            fontsize=10,
            annotation_clip=False,
            fontweight="bold" if line.strong else "normal",
        )
        first = line.points[0]
        if line.years[-1] - first.row.year >= ROOM_FOR_TWO_LABELS:
            axes.annotate(
                first.text,
                (first.row.year, first.height),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                fontsize=9,
                color=PALETTE[index % len(PALETTE)],
            )
