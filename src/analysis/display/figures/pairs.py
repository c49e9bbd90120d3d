"""Dumbbells: a before and an after on one line for each category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, name_rows
from analysis.display.figures.style import AREA, GRID, INK, OLD, SOFT, Size, bare, canvas, number_axis, picture, svg_of
from analysis.display.language.language import Language

# Where the axis begins when nothing needs more room, as a part of where it ends.
BEGIN = -0.08
# How far from its dot a number stands, in points; what the names leave of a figure's width.
OFFSET = 9
ROOM_NARROW, ROOM_WIDE = 0.62, 0.68
Limits = tuple[Drawn, Drawn] | None


@dataclass(frozen=True)
class Pair:
    """A before and an after on one line, with an optional goal."""

    label: str
    before: Drawn
    after: Drawn
    goal: Drawn | None = None
    limits: tuple[Limits, Limits] = (None, None)

    @property
    def drawn(self) -> tuple[Drawn | None, ...]:
        """Everything that is drawn."""
        return (self.before, self.after, self.goal, *(end for ends in self.limits for end in ends or ()))


def pairs(rows: Sequence[Pair], *, first: str, last: str, goal: str, say: Language) -> Picture:
    """Return a dumbbell for each row: grey before, coloured after, a bar for the goal, and both numbers beside them."""
    return picture(lambda size: draw_pairs(size, rows, (first, last, goal), say))


def draw_pairs(size: Size, rows: Sequence[Pair], words: tuple[str, str, str], say: Language) -> str:
    places, (first, last, goal) = list(range(len(rows))), words
    with canvas(size, 70 + (54 if size.is_narrow else 42) * len(rows)) as (figure, (axes,)):
        before, after = [row.before.height for row in rows], [row.after.height for row in rows]
        axes.hlines(places, before, after, color=GRID, linewidth=3, zorder=1)
        frame = pd.DataFrame({"place": places * 2, "value": before + after, "when": [first] * len(rows) + [last] * len(rows)})
        look = {"markers": {first: "o", last: "D"}, "palette": {first: SOFT, last: AREA}, "s": 72, "zorder": 3}
        sns.scatterplot(frame, x="value", y="place", hue="when", style="when", ax=axes, **look)
        for place, row in zip(places, rows, strict=True):
            draw_row(axes, row, place)
        handles, labels = axes.get_legend_handles_labels()
        if any(row.goal is not None for row in rows):
            (mark,) = axes.plot([], [], color=OLD, linewidth=2.4, label=goal)
            handles, labels = [*handles, mark], [*labels, goal]
        figure.legend(handles, labels, loc="outside upper left", ncols=3, handlelength=1.2)
        axes.legend().remove()
        name_rows(axes, (row.label for row in rows), size)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.margins(x=0.12)
        axes.set_xlim(left=leftmost(rows, axes.get_xlim()[1], size))
        bare(axes)
        number_axis(axes, say, "x")
        if axes.get_xlim()[0] < BEGIN * axes.get_xlim()[1]:
            axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= axes.get_xlim()[1]])  # no count is below 0
        return svg_of(figure)


def leftmost(rows: Sequence[Pair], last: float, size: Size) -> float:
    """Return where the axis begins, so that no number left of a dot runs into the names of the rows."""
    room = size.width * (ROOM_NARROW if size.is_narrow else ROOM_WIDE)
    begin = BEGIN * last
    for row in rows:
        low = min((row.before, row.after), key=lambda end: end.height)
        share = min((OFFSET + size.letter * len(low.text)) / room, 0.5)  # of the axis, by the number and its distance
        if row.before.height != row.after.height:
            begin = min(begin, (low.height - share * last) / (1 - share))
    return begin


def draw_row(axes: Axes, row: Pair, place: int) -> None:
    """Draw a dumbbell's numbers, intervals and goal."""
    write_beside(axes, row, place)
    for ends, colour, below in zip(row.limits, (SOFT, AREA), (0.24, 0.34), strict=True):
        if ends is not None:
            axes.plot([end.height for end in ends], [place + below] * 2, color=colour, linewidth=1.3, alpha=0.6)
    if row.goal is not None:
        axes.plot([row.goal.height] * 2, [place - 0.32, place + 0.32], color=OLD, linewidth=2.4, zorder=2)


def write_beside(axes: Axes, row: Pair, place: int) -> None:
    """Write the two numbers of a dumbbell on the outer side of each end."""
    low, high = sorted((row.before, row.after), key=lambda end: end.height)
    ends = ((row.after, OFFSET, "left"),) if low.height == high.height else ((low, -OFFSET, "right"), (high, OFFSET, "left"))
    for end, offset, side in ends:
        bold = "bold" if end.height == row.after.height else "normal"
        beside(axes, end, (end.height, place), (offset, 0), ha=side, fontweight=bold, color=INK)
