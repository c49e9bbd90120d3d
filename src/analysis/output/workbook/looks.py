"""How cells look: one sans-serif in twelve points, words to the left and numbers to the right, and nothing said by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from analysis.output.workbook.sheet import Number

FONT, SIZE = "Arial", 12
INK, LINK = "#000000", "#0B4F9E"
TITLE_SIZES = {1: 16, 2: 13}
MINUS = "\u2212"
DAY = "yyyy-mm-dd"


@dataclass
class Looks:
    """The looks of a workbook's cells, each made when it is first needed."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def look(self, **more: object) -> Format:
        """Return the look of a cell with some properties beside those that all have."""
        # Without ``font_scheme`` the font is this one, and not the one of a theme.
        plain = {"font_name": FONT, "font_size": SIZE, "font_scheme": "", "font_color": INK, "valign": "top", "align": "left"}
        properties = plain | more
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def title(self, level: int) -> Format:
        """Return the look of a title; ``packed`` makes it a heading by its place among the styles of cells."""
        found = self.look(bold=True, font_size=TITLE_SIZES[level])
        found.xf_id = level
        return found

    def line(self, *, wrap: bool = False) -> Format:
        """Return the look of a line above a table, or of a line on the cover, which is wrapped."""
        return self.look(text_wrap=wrap)

    def link(self, *, wrap: bool = False, indent: bool = False) -> Format:
        """Return the look of words that lead somewhere."""
        return self.look(font_color=LINK, underline=1, text_wrap=wrap, indent=int(indent))

    def head(self, *, right: bool, indent: bool) -> Format:
        """Return the look of a column's title."""
        place = {"align": "right"} if right else {"indent": int(indent)}
        return self.look(bold=True, text_wrap=True, bottom=1, valign="bottom", **place)

    def text(self, *, strong: bool, indent: bool) -> Format:
        """Return the look of words in a table; those beside a number stand off from it."""
        return self.look(text_wrap=True, indent=int(indent), **bold(strong=strong))

    def day(self, *, strong: bool) -> Format:
        """Return the look of a day."""
        return self.look(num_format=DAY, indent=1, **bold(strong=strong))

    def number(self, number: Number, *, strong: bool) -> Format:
        """Return the look of a number, as many decimals and the same minus as on a page."""
        return self.look(num_format=number_format(number), align="right", **bold(strong=strong))


def bold(*, strong: bool) -> Mapping[str, object]:
    """Return what a row with a sum has more."""
    return {"bold": True} if strong else {}


def number_format(number: Number) -> str:
    """Return how a spreadsheet is to show a number: its language's own signs for decimals and thousands, our minus."""
    if number.decimals is None:
        return "0"
    plain = "#,##0" + (f".{'0' * number.decimals}" if number.decimals else "")
    return f'+{plain};"{MINUS}"{plain};{plain}' if number.signed else f'{plain};"{MINUS}"{plain}'
