"""Dumbbells: a before and an after on one line for each category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import BLACK, BLUE, GREY, LIGHT, ORANGE, canvas, number_axis, svg_of
from analysis.display.language.language import Language

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


def pairs(rows: Sequence[Pair], *, first: str, last: str, goal: str, say: Language) -> str:
    """Return a dumbbell for each row: hollow before, filled after, a bar for the goal, and both numbers beside them."""
    frame = pd.DataFrame(
        {
            "place": list(range(len(rows))) * 2,
            "value": [row.before.height for row in rows] + [row.after.height for row in rows],
            "when": [first] * len(rows) + [last] * len(rows),
        }
    )
    with canvas(0.9 + 0.48 * len(rows)) as (figure, (axes,)):
        places = list(range(len(rows)))
        axes.hlines(
            places, [row.before.height for row in rows], [row.after.height for row in rows], color=LIGHT, linewidth=3, zorder=1
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
                    axes.plot([end.height for end in ends], [place + below] * 2, color=colour, linewidth=1.3, alpha=0.6)
            if row.goal is not None:
                axes.plot([row.goal.height] * 2, [place - 0.32, place + 0.32], color=ORANGE, linewidth=2.2, zorder=2)
        handles, labels = axes.get_legend_handles_labels()
        if any(row.goal is not None for row in rows):
            (mark,) = axes.plot([], [], color=ORANGE, linewidth=2.2, label=goal)
            handles, labels = [*handles, mark], [*labels, goal]
        figure.legend(handles, labels, loc="outside upper left", ncols=3, frameon=False, handlelength=1.2)
        axes.legend().remove()
        axes.set_yticks(places, [wrapped(row.label) for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set(xlabel="", ylabel="")
        axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
        axes.margins(x=0.12)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        number_axis(axes, say, "x")
        return svg_of(figure)


def write_beside(axes: Axes, row: Pair, place: int) -> None:
    """Write the two numbers of a dumbbell on the outer side of each end."""
    low, high = sorted((row.before, row.after), key=lambda end: end.height)
    ends = ((row.after, 8, "left"),) if low.height == high.height else ((low, -8, "right"), (high, 8, "left"))
    for end, offset, side in ends:
        bold = "bold" if end.height == row.after.height else "normal"
        axes.annotate(
            end.text,
            (end.height, place),
            xytext=(offset, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=9.5,
            fontweight=bold,
            color=BLACK,
        )
