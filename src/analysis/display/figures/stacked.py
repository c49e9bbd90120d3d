"""Stacked columns over the years."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, wrapped
from analysis.display.figures.style import GROUND, INK, PALETTE, SOFT, Size, bare, canvas, picture, svg_of


@dataclass(frozen=True)
class Column:
    """A year's stacked parts, in the order of the legend, and its whole, which is written above them."""

    label: str
    parts: tuple[Drawn | None, ...]
    whole: Drawn


HATCHES = ("", "///", "", "\\\\\\", "", "xx")


def stacked(columns: Sequence[Column], names: Sequence[str], hollow: Collection[str] = ()) -> Picture:
    """Return a stacked column for each year; parts differ in colour and hatching. On a phone the columns lie down.

    ``hollow`` are the names of parts that are only outlined: what is not known to be anything else.
    """
    return picture(lambda size: draw_stacked(size, columns, names, hollow))


def draw_stacked(size: Size, columns: Sequence[Column], names: Sequence[str], hollow: Collection[str]) -> str:
    height = 60 + 20 * len(names) + 34 * len(columns) if size.is_narrow else 380
    with canvas(size, height) as (figure, (axes,)):
        floor = [0.0] * len(columns)
        for index, name in enumerate(names):
            heights = [part.height if (part := column.parts[index]) else 0.0 for column in columns]
            colour, hatch = PALETTE[index % len(PALETTE)], HATCHES[index % len(HATCHES)]
            look = {"facecolor": colour, "hatch": hatch, "edgecolor": GROUND, "linewidth": 0.6}
            if name in hollow:
                look = {"facecolor": GROUND, "edgecolor": SOFT, "linewidth": 1.0, "linestyle": (0, (3, 2))}
            draw_part(axes, size, heights, floor, look | {"label": wrapped(name, 42, 1)})
            floor = [low + high for low, high in zip(floor, heights, strict=True)]
        for place, (column, top) in enumerate(zip(columns, floor, strict=True)):
            at, offset, side = ((top, place), (5, 0), "left") if size.is_narrow else ((place, top), (0, 9), "center")
            beside(axes, column.whole, at, offset, ha=side, color=INK)
        figure.legend(loc="outside upper left", ncols=1 if size.is_narrow else 2, labelspacing=0.3)
        write_years(axes, size, [column.label for column in columns])
        return svg_of(figure)


def draw_part(axes: Axes, size: Size, heights: list[float], floor: list[float], look: Any) -> None:
    places = list(range(len(heights)))
    if size.is_narrow:
        axes.barh(places, heights, left=floor, height=0.72, **look)
    else:
        axes.bar(places, heights, bottom=floor, width=0.72, **look)


def write_years(axes: Axes, size: Size, years: list[str]) -> None:
    """Write the years along their axis, and take the other one away."""
    places = list(range(len(years)))
    bare(axes)
    if size.is_narrow:
        axes.set_yticks(places, years)
        axes.set(xticks=[], ylim=(len(years) - 0.5, -0.5))
        axes.spines["bottom"].set_visible(False)
        axes.margins(x=0.2)
    else:
        axes.set_xticks(places, years)
        axes.set_yticks([])
        axes.margins(x=0.01, y=0.12)
