"""Kinds of figures. Each takes plain labels and numbers and returns SVG text; what they mean is the caller's to say."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Path2D
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from analysis.display.figures.style import BLACK, BLUE, GREY, LIGHT, MARKERS, ORANGE, PALETTE, canvas, danish_axis, svg_of
from analysis.display.language.numbers import number

ROOM_FOR_TWO_LABELS = 3  # years between the first and the last number of a line


@dataclass(frozen=True)
class Line:
    """A series of (year, value). The line is whole between years that follow each other, dotted over years without a figure."""

    label: str
    points: tuple[tuple[int, Decimal], ...]
    strong: bool = False
    bars: tuple[tuple[int, Decimal, Decimal], ...] = ()


Limits = tuple[Decimal, Decimal] | None


@dataclass(frozen=True)
class Pair:
    """A before and an after on one line, with an optional goal."""

    label: str
    before: Decimal
    after: Decimal
    goal: Decimal | None = None
    limits: tuple[Limits, Limits] = (None, None)


@dataclass(frozen=True)
class Bar:
    """A bar with the text that stands at its end; ``value`` is ``None`` when there is no amount to draw."""

    label: str
    value: Decimal | None
    text: str


@dataclass(frozen=True)
class Column:
    """A year's stacked parts, in the order of the legend. ``open_end`` marks a sum that is only a lower bound."""

    label: str
    parts: tuple[Decimal, ...]
    text: str
    open_end: bool = False


def lines(series: Sequence[Line], *, suffix: str = "", breaks: Sequence[tuple[float, str]] = ()) -> str:
    """Return a line chart with a label at the end of each line and a number at its first and last point."""
    years = sorted({year for line in series for year, _ in line.points})
    with canvas(3.4) as (figure, (axes,)):
        for index, line in enumerate(series):
            frame = pd.DataFrame({"year": [y for y, _ in line.points], "value": [float(v) for _, v in line.points]})
            colour, marker = PALETTE[index % len(PALETTE)], MARKERS[index % len(MARKERS)]
            width = 2.4 if line.strong else 1.4
            sns.lineplot(
                frame,
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
            for when, low, high in line.bars:
                axes.plot([when, when], [float(low), float(high)], color=colour, linewidth=3, alpha=0.25, solid_capstyle="butt")
            for (year, value), (after, then) in pairwise(line.points):
                if after == year + 1:
                    axes.plot([year, after], [float(value), float(then)], color=colour, linewidth=width)
        place_end_labels(axes, series, suffix)
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
        axes.set(xlabel="", ylabel="", xticks=years, ylim=(0, None))
        axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
        thin_year_labels(axes, years)
        danish_axis(axes)
        axes.grid(axis="y", color=LIGHT, linewidth=0.8)
        return svg_of(figure)


def thin_year_labels(axes: Axes, years: Sequence[int]) -> None:
    """Write six years at most, evenly, with the last always there."""
    step = -(-(years[-1] - years[0] + 1) // 6)
    ticks = [year for year in range(years[0], years[-1] + 1) if (years[-1] - year) % step == 0]
    axes.set_xticks(ticks, [str(year) for year in ticks])


def place_end_labels(axes: Axes, series: Sequence[Line], suffix: str) -> None:
    """Write each line's name and last value to the right of it, moved apart where they would overlap."""
    top = max(float(v) for line in series for _, v in line.points) or 1.0
    gap = top * 0.085
    last_year = max(year for line in series for year, _ in line.points)
    ends = sorted(((float(line.points[-1][1]), index, line) for index, line in enumerate(series)), key=lambda end: end[:2])
    height = float("-inf")
    for value, index, line in ends:
        height = max(value, height + gap)
        text = f"{line.label} {number(line.points[-1][1])}{suffix}"
        if line.points[-1][0] != last_year:
            text += f" ({line.points[-1][0]})"
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
        year, first = line.points[0]
        if line.points[-1][0] - year >= ROOM_FOR_TWO_LABELS:
            axes.annotate(
                number(first) + suffix,
                (year, float(first)),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                fontsize=9,
                color=PALETTE[index % len(PALETTE)],
            )


def pairs(rows: Sequence[Pair], *, first: str, last: str, goal: str) -> str:
    """Return a dumbbell for each row: hollow before, filled after, a bar for the goal, and both numbers beside them."""
    frame = pd.DataFrame(
        {
            "place": list(range(len(rows))) * 2,
            "value": [float(row.before) for row in rows] + [float(row.after) for row in rows],
            "when": [first] * len(rows) + [last] * len(rows),
        }
    )
    with canvas(0.9 + 0.48 * len(rows)) as (figure, (axes,)):
        places = list(range(len(rows)))
        axes.hlines(
            places, [float(row.before) for row in rows], [float(row.after) for row in rows], color=LIGHT, linewidth=3, zorder=1
        )
        sns.scatterplot(
            frame,
            x="value",
            y="place",
            hue="when",
            style="when",
            markers={first: "o", last: "D"},
            palette={first: GREY, last: BLUE},
            s=70,
            ax=axes,
            zorder=3,
        )
        for place, row in zip(places, rows, strict=True):
            write_beside(axes, row, place)
            for ends, colour, below in zip(row.limits, (GREY, BLUE), (0.2, 0.3), strict=True):
                if ends is not None:
                    axes.plot([float(end) for end in ends], [place + below] * 2, color=colour, linewidth=1.3, alpha=0.6)
            if row.goal is not None:
                axes.plot([float(row.goal)] * 2, [place - 0.32, place + 0.32], color=ORANGE, linewidth=2.2, zorder=2)
        handles, labels = axes.get_legend_handles_labels()
        if any(row.goal is not None for row in rows):
            (mark,) = axes.plot([], [], color=ORANGE, linewidth=2.2, label=goal)
            handles, labels = [*handles, mark], [*labels, goal]
        figure.legend(handles, labels, loc="outside upper left", ncols=3, frameon=False, handlelength=1.2)
        axes.legend().remove()
        axes.set_yticks(places, [row.label for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set(xlabel="", ylabel="")
        axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
        axes.margins(x=0.12)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        danish_axis(axes, "x")
        return svg_of(figure)


def write_beside(axes: Axes, row: Pair, place: int) -> None:
    """Write the two numbers of a dumbbell on the outer side of each end."""
    low, high = sorted((row.before, row.after))
    ends = ((high, 8, "left"),) if low == high else ((low, -8, "right"), (high, 8, "left"))
    for value, offset, side in ends:
        bold = "bold" if value == row.after else "normal"
        axes.annotate(
            number(value),
            (float(value), place),
            xytext=(offset, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=9.5,
            fontweight=bold,
            color=BLACK,
        )


def bars(rows: Sequence[Bar]) -> str:
    """Return a horizontal bar for each row with its text at the end; a row without an amount has only the text."""
    places = list(range(len(rows)))
    frame = pd.DataFrame({"place": places, "value": [float(row.value or 0) for row in rows]})
    with canvas(0.5 + 0.42 * len(rows)) as (figure, (axes,)):
        sns.barplot(frame, x="value", y="place", ax=axes, color=BLUE, orient="h", errorbar=None, width=0.62)
        for place, row in enumerate(rows):
            colour = BLACK if row.value is not None else GREY
            axes.annotate(
                row.text,
                (float(row.value or 0), place),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                color=colour,
                annotation_clip=False,
            )
        axes.set_yticks(places, [row.label for row in rows])
        axes.set(xlabel="", ylabel="", xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.2)
        return svg_of(figure)


HATCHES = ("", "///", "", "\\\\\\", "", "xx")


def stacked(columns: Sequence[Column], names: Sequence[str]) -> str:
    """Return a stacked column for each year; parts differ in colour and hatching, an open top means at least."""
    with canvas(4.4) as (figure, (axes,)):
        floor = [0.0] * len(columns)
        for index, name in enumerate(names):
            heights = [float(column.parts[index]) for column in columns]
            axes.bar(
                [c.label for c in columns],
                heights,
                bottom=floor,
                color=PALETTE[index % len(PALETTE)],
                label=name,
                width=0.72,
                hatch=HATCHES[index % len(HATCHES)],
                edgecolor="white",
                linewidth=0.6,
            )
            floor = [low + high for low, high in zip(floor, heights, strict=True)]
        for place, (column, top) in enumerate(zip(columns, floor, strict=True)):
            text = f"≥ {column.text}" if column.open_end else column.text
            axes.annotate(text, (place, top), xytext=(0, 4), textcoords="offset points", ha="center", fontsize=8.5)
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9.5)
        axes.set(xlabel="", ylabel="")
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="x", rotation=0, labelsize=9.5)
        axes.margins(x=0.01, y=0.1)
        return svg_of(figure)


@dataclass(frozen=True)
class Path:
    """A target path over the years with what was observed: one small panel."""

    label: str
    baseline: tuple[int, Decimal]
    goals: tuple[tuple[int, Decimal], ...]
    observed: tuple[tuple[int, Decimal], ...]


def paths(panels: Sequence[Path], *, goal: str, observed: str) -> str:
    """Return a small panel for each target: its path as steps from the baseline, and diamonds for what was observed."""
    rows = -(-len(panels) // 2)
    with canvas(0.6 + 1.55 * rows, rows, 2) as (figure, axes):
        for axis, panel in zip(axes, panels, strict=False):
            draw_path(axis, panel, goal, observed)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper left", ncols=2, frameon=False)
        return svg_of(figure)


def draw_path(axis: Axes, panel: Path, goal: str, observed: str) -> None:
    points = [panel.baseline, *panel.goals]
    frame = pd.DataFrame({"year": [year for year, _ in points], "value": [float(value) for _, value in points]})
    sns.lineplot(
        frame,
        x="year",
        y="value",
        ax=axis,
        color=ORANGE,
        marker="_",
        markersize=12,
        linewidth=1.4,
        label=goal,
        legend=False,
        errorbar=None,
        markeredgecolor=ORANGE,
        markeredgewidth=2,
    )
    seen = [panel.baseline, *panel.observed]
    axis.scatter(
        [year for year, _ in seen], [float(value) for _, value in seen], color=BLUE, marker="D", s=42, zorder=3, label=observed
    )
    for year, value in seen:
        above = 8 if year == panel.baseline[0] else -14
        axis.annotate(
            number(value),
            (year, float(value)),
            xytext=(0, above),
            textcoords="offset points",
            ha="center",
            fontsize=9.5,
            color=BLUE,
        )
    year, value = panel.goals[-1]
    axis.annotate(
        number(value), (year, float(value)), xytext=(8, 0), textcoords="offset points", va="center", fontsize=9.5, color=ORANGE
    )
    axis.set_title(panel.label, fontsize=10.5, loc="left")
    years = [year for year, _ in points]
    axis.set(xlabel="", ylabel="", xticks=years, ylim=(0, max(float(v) for _, v in [*points, *panel.observed]) * 1.35))
    axis.set_xticks(years, [f"'{year % 100:02d}" for year in years], fontsize=9)
    axis.set_xlim(years[0] - 0.4, years[-1] + 0.9)
    axis.set_yticks([])
    axis.spines["left"].set_visible(False)


@dataclass(frozen=True)
class Mark:
    """A row of the verdict grid: a label, the group it belongs to, and a verdict for some years."""

    label: str
    group: str
    by_year: dict[int, str]


def question_mark() -> Path2D:
    """Return a question mark as a marker: an outline around its own middle."""
    outline = TextPath((0, 0), "?", prop=FontProperties(family="DejaVu Sans", weight="bold"))
    box = outline.get_extents()
    return Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).transform_path(outline)


SYMBOLS: dict[str, tuple[Any, str]] = {
    "met": ("o", BLUE),
    "not_met": ("X", ORANGE),
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
        axes.set_yticks(
            [places[i] for i in range(len(rows))], [textwrap.shorten(row.label, 46, placeholder=" …") for row in rows], fontsize=8.5
        )
        axes.set_xticks(years, [f"'{year % 100:02d}" for year in years])
        axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        axes.set_ylim(at - 0.6, -0.8)
        axes.hlines(list(places.values()), years[0] - 0.5, years[-1] + 0.5, color=LIGHT, linewidth=0.6, zorder=0)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper left", ncols=4, frameon=False, fontsize=9, handletextpad=0.2, columnspacing=1.2)
        return svg_of(figure)


@dataclass(frozen=True)
class Chance:
    """Two chances in per cent: of hitting a goal by luck, and of proving it; the second ``None`` where there is none."""

    label: str
    luck: Decimal
    proof: Decimal | None


def chances(rows: Sequence[Chance], *, luck: str, proof: str) -> str:
    """Return a row for each goal on an axis from 0 to 100 per cent, luck hollow, proof filled, each with its number."""
    with canvas(0.9 + 0.33 * len(rows)) as (figure, (axes,)):
        places = list(range(len(rows)))
        axes.hlines(places, 0, 100, color=LIGHT, linewidth=0.7, zorder=0)
        axes.scatter(
            [float(row.luck) for row in rows], places, facecolor="white", edgecolor=ORANGE, linewidth=1.6, s=46, label=luck
        )
        proved = [(place, row.proof) for place, row in zip(places, rows, strict=True) if row.proof is not None]
        axes.scatter(
            [float(value) for _, value in proved], [place for place, _ in proved], color=BLUE, marker="D", s=40, label=proof
        )
        for place, row in zip(places, rows, strict=True):
            for value, colour in ((row.luck, ORANGE), (row.proof, BLUE)):
                if value is not None:
                    axes.annotate(
                        number(value, 0),
                        (float(value), place),
                        xytext=(7, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=9,
                        color=colour,
                    )
        axes.set_yticks(places, [textwrap.shorten(row.label, 44, placeholder=" …") for row in rows], fontsize=8.5)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(-2, 108)
        axes.set(xlabel="", ylabel="")
        danish_axis(axes, "x")
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9.5)
        return svg_of(figure)
