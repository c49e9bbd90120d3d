"""Stacked columns over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import PALETTE, canvas, svg_of


@dataclass(frozen=True)
class Column:
    """A year's stacked parts, in the order of the legend. ``open_end`` marks a sum that is only a lower bound."""

    label: str
    parts: tuple[Drawn | None, ...]
    text: str
    open_end: bool = False


AT_LEAST = "\u2265 "
HATCHES = ("", "///", "", "\\\\\\", "", "xx")


def stacked(columns: Sequence[Column], names: Sequence[str]) -> str:
    """Return a stacked column for each year; parts differ in colour and hatching, an open top means at least."""
    with canvas(4.4) as (figure, (axes,)):
        floor = [0.0] * len(columns)
        for index, name in enumerate(names):
            heights = [part.height if (part := column.parts[index]) else 0.0 for column in columns]
            axes.bar(
                [c.label for c in columns],
                heights,
                bottom=floor,
                color=PALETTE[index % len(PALETTE)],
                label=wrapped(name, 40),
                width=0.72,
                hatch=HATCHES[index % len(HATCHES)],
                edgecolor="white",
                linewidth=0.6,
            )
            floor = [low + high for low, high in zip(floor, heights, strict=True)]
        for place, (column, top) in enumerate(zip(columns, floor, strict=True)):
            text = f"{AT_LEAST}{column.text}" if column.open_end else column.text
            axes.annotate(text, (place, top), xytext=(0, 4), textcoords="offset points", ha="center", fontsize=8.5)
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9.5)
        axes.set(xlabel="", ylabel="")
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="x", rotation=0, labelsize=9.5)
        axes.margins(x=0.01, y=0.1)
        return svg_of(figure)
