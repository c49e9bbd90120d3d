"""Horizontal bars with their text at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import BLACK, BLUE, GREY, canvas, svg_of


@dataclass(frozen=True)
class Bar:
    """A bar with the text that stands at its end; ``drawn`` is ``None`` when there is no amount to draw."""

    label: str
    drawn: Drawn | None
    text: str


def bars(rows: Sequence[Bar]) -> str:
    """Return a horizontal bar for each row with its text at the end; a row without an amount has only the text."""
    places = list(range(len(rows)))
    frame = pd.DataFrame({"place": places, "value": [row.drawn.height if row.drawn else 0.0 for row in rows]})
    with canvas(0.5 + 0.42 * len(rows)) as (figure, (axes,)):
        sns.barplot(frame, x="value", y="place", ax=axes, color=BLUE, orient="h", errorbar=None, width=0.62)
        for place, row in enumerate(rows):
            colour = BLACK if row.drawn else GREY
            axes.annotate(
                row.text,
                (row.drawn.height if row.drawn else 0.0, place),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                color=colour,
                annotation_clip=False,
            )
        axes.set_yticks(places, [wrapped(row.label) for row in rows])
        axes.set(xlabel="", ylabel="", xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.2)
        return svg_of(figure)
