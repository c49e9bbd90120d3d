"""A figure that was drawn with matplotlib or seaborn, as one of the book's: with words, in both sizes, and with receipts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.display.blocks import Block, Figure
from analysis.display.figures.style import PALETTE, WIDE, picture, settings
from analysis.display.language.language import Language
from analysis.display.own.sheet import Sheet
from analysis.display.own.value import Value, each, found_row, speaker
from analysis.display.parts.pictures import WORDS
from analysis.display.runs import NOTHING, Part, phrase
from analysis.errors import UserError
from analysis.messages import message

AWAY_POINTS = 5


def style() -> None:
    """Let what this notebook draws from now on have the book's colours and type. They follow the page, light and dark."""
    mpl.rcParams.update(settings(WIDE) | {"axes.prop_cycle": cycler(color=PALETTE)})


def figure(
    drawn: object,
    *,
    title: Part,
    description: Part,
    rows: object = None,
    subtitle: Part = NOTHING,
    name: str = "",
    behind: Iterable[Block] = (),
) -> Figure:
    """Return what was drawn as a figure of the book, for a wide page and for a phone.

    ``drawn`` is what seaborn or matplotlib gave back: axes, a figure or a grid; it is shown once, here. ``title`` says what it
    shows, ``subtitle`` in which measure, and ``description`` what somebody who cannot see it needs to know. ``rows`` are the
    records that it draws, which readers can take along as CSV; where there are none, nothing is shown. ``name`` is its place in
    the page, by default made from the title, and ``behind`` the tables with its numbers.

    Raises ``UserError`` without a title or a description, and for what is no drawing.
    """
    if not phrase(title) or not phrase(description):
        raise UserError(message("display.own.no_words"))
    canvas, found = canvas_of(drawn), [] if rows is None else [found_row(one)[1] for one in each(rows)]
    plt.close(canvas)
    if rows is not None and not found:
        return Figure()
    say = speaker().say
    sheet = Sheet(canvas, say)
    return Figure(
        name=name or place_of(phrase(title).text, say),
        title=phrase(title),
        subtitle=phrase(subtitle),
        description=phrase(description),
        picture=picture(sheet.draw),
        rows=tuple(dict.fromkeys(found)),
        behind=tuple(behind),
        words={key: say(f"figure.{key}") for key in WORDS},
    )


def label(axes: Axes, x: float, y: float, said: Value, *, above: bool = False) -> None:
    """Write a value beside a place of the axes, or above it, as a link to its receipt."""
    offset: dict[str, Any] = {"xytext": (0, AWAY_POINTS), "ha": "center", "va": "bottom"} if above else {}
    look = {"xytext": (AWAY_POINTS, 0), "ha": "left", "va": "center"} | offset
    ids = " ".join(row.id for row in said.rows)
    axes.annotate(said.text, (x, y), textcoords="offset points", annotation_clip=False, gid=f"row:{ids}" if ids else None, **look)


def canvas_of(drawn: object) -> Canvas:
    """Return the whole figure that axes or a grid of seaborn's belong to. Raises ``UserError`` for what is none."""
    found: Any = drawn if isinstance(drawn, Canvas) else getattr(drawn, "figure", None)
    if isinstance(drawn, Axes):
        found = drawn.get_figure(root=True)
    if not isinstance(found, Canvas):
        raise UserError(message("display.own.no_drawing", found=type(drawn).__name__))
    return found


def place_of(title: str, say: Language) -> str:
    """Return a title as a place in the page, in the letters that every address has."""
    pairs = (pair.partition("=") for pair in say.text("search.letters").split())
    letters = {ord(letter): plain for letter, _, plain in pairs}
    return "-".join(re.findall("[a-z0-9]+", title.lower().translate(letters)))
