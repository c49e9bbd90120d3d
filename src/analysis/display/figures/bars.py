"""Horizontal bars with their text at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, name_rows, named
from analysis.display.figures.style import AREA, INK, SOFT, Size, bare, canvas, picture, svg_of


@dataclass(frozen=True)
class Bar:
    """A bar with the text that stands at its end; ``drawn`` is ``None`` when there is no amount to draw."""

    label: str
    drawn: Drawn | None
    text: str


def bars(rows: Sequence[Bar]) -> Picture:
    """Return a horizontal bar for each row with its text at the end; a row without an amount has only the text."""
    return picture(lambda size: draw_bars(size, rows))


def draw_bars(size: Size, rows: Sequence[Bar]) -> str:
    frame = pd.DataFrame({"place": range(len(rows)), "value": [row.drawn.height if row.drawn else 0.0 for row in rows]})
    with canvas(size, 30 + (54 if size.is_narrow else 46) * len(rows)) as (figure, (axes,)):
        sns.barplot(frame, x="value", y="place", ax=axes, color=AREA, orient="h", errorbar=None, width=0.6, saturation=1)
        for place, row in enumerate(rows):
            if row.drawn:
                beside(axes, row.drawn, (row.drawn.height, place), (5, 0), color=INK)
            else:
                named(axes, row.text, (0.0, place), (5, 0), color=SOFT)
        name_rows(axes, (row.label for row in rows), size)
        axes.set(xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.margins(x=0.34 if size.is_narrow else 0.16)
        bare(axes)
        return svg_of(figure)
