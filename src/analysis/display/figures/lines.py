"""Lines over the years, one for each area."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.data import PARTS_OF_A_YEAR
from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, named, wrapped
from analysis.display.figures.style import GRID, MARKERS, PALETTE, SOFT, Size, canvas, number_axis, picture, svg_of
from analysis.display.language.language import Language
from analysis.indicators import Result

ROOM_FOR_TWO_LABELS = 3  # years between the first and the last number of a line
ROOM_BEFORE = 0.9  # years, so that the first number stands clear of the axis
HEIGHT = 300
MONTHS = 12
LONGEST_NAME = 30
# Points: from the line above the axes to the next, between a line's end and its number, between two texts, what years take left of the axes.
NEXT_LINE, AFTER_LINE, BETWEEN, LEFT = 15, 6, 8, 30


@dataclass(frozen=True)
class Line:
    """A series of points with their years.

    The line is whole between years that follow each other, dotted over years without a figure, and not drawn at all across a
    break: ``breaks`` are the first years after one. ``bars`` are intervals. ``step`` is how far apart two points are that
    follow each other, in years; ``None`` where none do.
    """

    label: str
    points: tuple[Drawn, ...]
    strong: bool = False
    bars: tuple[tuple[Drawn, Drawn], ...] = ()
    breaks: tuple[int, ...] = ()
    step: Fraction | None = Fraction(1)

    @property
    def years(self) -> list[Fraction]:
        """The places of the points on the axis of years: a part of a year stands where it begins."""
        return [place_of(point.row) for point in self.points]

    def broken(self, earlier: Fraction, later: Fraction) -> bool:
        """Tell whether a break lies between two places."""
        return any(earlier < year <= later for year in self.breaks)

    def follows(self, earlier: Fraction, later: Fraction) -> bool:
        """Tell whether nothing is missing between two places."""
        return later - earlier == self.step and not self.broken(earlier, later)


def place_of(row: Result) -> Fraction:
    """Return where a row stands on the axis of years: that of a whole year at its number, a part of it where it begins."""
    begins = row.span.of(row.year).first
    start = dt.date(begins.year, 1, 1)
    if row.span.part in PARTS_OF_A_YEAR:
        return begins.year + Fraction(begins.month - 1, MONTHS)
    return begins.year + Fraction((begins - start).days, (dt.date(begins.year + 1, 1, 1) - start).days)


def lines(series: Sequence[Line], *, breaks: Sequence[tuple[float, str]] = (), say: Language) -> Picture:
    """Return a line chart with each line's name and last number at its end: on a phone the names stand above."""
    return picture(lambda size: draw_lines(size, series, breaks, say))


def draw_lines(size: Size, series: Sequence[Line], breaks: Sequence[tuple[float, str]], say: Language) -> str:
    years = sorted({float(year) for line in series for year in line.years})
    with canvas(size, HEIGHT + 18 * len(series) * size.is_narrow) as (figure, (axes,)):
        for index, line in enumerate(series):
            draw_line(axes, line, PALETTE[index % len(PALETTE)], MARKERS[index % len(MARKERS)])
        axes.set(xlabel="", ylabel="", xticks=years)
        axes.set_ylim(0, 1.12 * highest(series) or 1)
        axes.set_xlim(years[0] - ROOM_BEFORE, years[-1] + 0.4)
        place_end_labels(axes, series, size)
        for (at, text), above in zip(breaks, heights_of(breaks, points_of_a_year(axes, series, size), size), strict=True):
            axes.axvline(at, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
            named(axes, text, (at, axes.get_ylim()[1]), (0, above), va="bottom", ha="center", color=SOFT)
        write_years(axes, years, size)
        number_axis(axes, say)
        axes.grid(axis="y", color=GRID, linewidth=0.8)
        if size.is_narrow:
            figure.legend(loc="outside upper left", ncols=1, handletextpad=0.4, labelspacing=0.25)
        return svg_of(figure)


def draw_line(axes: Axes, line: Line, colour: str, marker: str) -> None:
    frame = pd.DataFrame(
        {"year": [float(year) for year in line.years], "value": [point.height for point in line.points], "part": parts_of(line)}
    )
    width = 2.6 if line.strong else 1.5
    for number, (_, part) in enumerate(frame.groupby("part")):
        style = {"color": colour, "marker": marker, "markersize": 7, "linewidth": width * 0.7, "linestyle": (0, (1, 1.6))}
        label = wrapped(line.label, 40, 1) if number == 0 else None
        sns.lineplot(part, x="year", y="value", ax=axes, legend=False, errorbar=None, label=label, **style)
    for low, high in line.bars:
        ends = [low.height, high.height]
        axes.plot([float(place_of(low.row))] * 2, ends, color=colour, linewidth=3, alpha=0.3, solid_capstyle="butt")
    for first, then in pairwise(line.points):
        years = place_of(first.row), place_of(then.row)
        if line.follows(*years):
            axes.plot([float(year) for year in years], [first.height, then.height], color=colour, linewidth=width)


def parts_of(line: Line) -> list[int]:
    """Return for each point the number of the part that it belongs to: a break begins a new one."""
    return [sum(year >= first for first in line.breaks) for year in line.years]


def highest(series: Sequence[Line]) -> float:
    """Return the largest number of all lines and of their intervals."""
    return max(drawn.height for line in series for drawn in (*line.points, *(high for _, high in line.bars)))


def write_years(axes: Axes, places: Sequence[float], size: Size) -> None:
    """Write a few years, evenly, with the last always there."""
    first, last = math.floor(places[0]), math.floor(places[-1])
    step = -(-(last - first + 1) // (4 if size.is_narrow else 8))
    ticks = [year for year in range(first, last + 1) if (last - year) % step == 0]
    axes.set_xticks(ticks, [str(year) for year in ticks])


def beside_numbers(series: Sequence[Line], size: Size) -> float:
    """Return how far from the ends of lines their names stand, in points: behind the longest number."""
    return AFTER_LINE + BETWEEN + size.letter * max(len(line.points[-1].text) for line in series)


def points_of_a_year(axes: Axes, series: Sequence[Line], size: Size) -> float:
    """Return how wide a year is, in points, when numbers and names have got their room."""
    end = float(max(line.years[-1] for line in series))
    names = 0 if size.is_narrow else size.letter * max(len(name_of(line, end)) for line in series)
    first, last = axes.get_xlim()
    return (size.width - LEFT - beside_numbers(series, size) - names) / (last - first)


def name_of(line: Line, last: float) -> str:
    """Return what stands behind a line's last number: its name, with the year where others go on longer."""
    ended = f" ({line.points[-1].row.year})" if line.years[-1] != last else ""
    return f"{wrapped(line.label, LONGEST_NAME, 1)}{ended}"


def heights_of(breaks: Sequence[tuple[float, str]], year: float, size: Size) -> list[int]:
    """Return how high above the axes the words at breaks stand, in points: on the next line where they would touch the one before."""
    levels: list[int] = []
    for number, (at, text) in enumerate(breaks):
        before, word = breaks[number - 1] if number else (float("-inf"), "")
        is_close = (at - before) * year < size.letter * (len(word) + len(text)) / 2 + BETWEEN
        levels.append(int(is_close and not levels[-1]))
    return [2 + NEXT_LINE * level for level in levels]


def place_end_labels(axes: Axes, series: Sequence[Line], size: Size) -> None:
    """Write each line's last value to the right of it, moved apart where they would overlap; on a wide page with its name."""
    gap = (highest(series) or 1.0) * (0.085 if size.is_narrow else 0.075)
    last = float(max(line.years[-1] for line in series))
    ends = sorted(((line.points[-1].height, index, line) for index, line in enumerate(series)), key=lambda end: end[:2])
    height = float("-inf")
    for value, index, line in ends:
        height = max(value, height + gap)
        style = {"color": PALETTE[index % len(PALETTE)], "fontweight": "bold" if line.strong else "normal"}
        at = (last + 0.4, height)
        beside(axes, line.points[-1], at, (AFTER_LINE, 0), **style)
        if not size.is_narrow:
            named(axes, name_of(line, last), at, (beside_numbers(series, size), 0), **style)
        first = line.points[0]
        if line.years[-1] - line.years[0] >= ROOM_FOR_TWO_LABELS:
            beside(axes, first, (float(line.years[0]), first.height), (0, 11), ha="center", **style)
