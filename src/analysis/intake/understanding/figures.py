"""The figure in one cell: its number as it is meant, or the mark that stands for one; and what is wrong with the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.intake.language import words
from analysis.intake.mapping.model import FileMapping, Mark
from analysis.intake.sheets import Look, Sheet, Value
from analysis.intake.values.formats import is_percent, percentage, shown
from analysis.intake.values.numbers import Written, written
from analysis.intake.words import bare, one_line

# A number format that shows nothing of a number.
NOTHING_SHOWN = re.compile(r";{2,3}@?")
LONGEST_SIGN = 4
# Where the sign and the note of a cube's figure stand, seen from the figure.
STATUS_BESIDE, NOTE_BESIDE = 1, 3


@dataclass(frozen=True)
class Figure:
    """What a cell says: a number as stored and as shown, a status, or ``trouble``: the reason why it is not read.

    ``said`` are reasons to name the cell although it is read. ``blank``: nothing stands there. ``stored`` has all its digits.
    """

    stored: Decimal | None = None
    value: Decimal | None = None
    status: str = "ok"
    text: str = ""
    trouble: str = ""
    said: tuple[str, ...] = ()
    qualifier: str = ""
    note: str = ""
    blank: bool = False
    doubtful: bool = False
    number_format: str = ""
    sign: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number that may be read."""
        return self.value is not None and not self.trouble


def trouble_of_look(look: Look, found: Figure) -> str:
    """Return why a cell is not read because of what was seen at it; empty where nothing was."""
    if look.struck or look.struck_part:
        return "struck"
    if look.error:
        return "error"
    if look.formula and (not look.stored or found.blank):
        return "no_result"
    if look.outdated:
        return "outdated"
    return "unseen" if NOTHING_SHOWN.fullmatch(look.number_format) else ""


class Cells:
    """Reads the cells of a sheet as a mapping says: its number style and its marks."""

    def __init__(self, sheet: Sheet, mapping: FileMapping, footnotes: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.footnotes = footnotes
        self.style = mapping.numbers
        self.marks = {mark.sign.strip().casefold(): mark for mark in mapping.marks}

    def figure(self, row: int, column: int) -> Figure:
        """Return what a cell says."""
        value, look = self.sheet.value(row, column), self.sheet.look(row, column)
        found = self.bare_figure(value, look)
        found = replace(found, number_format=look.number_format)
        if trouble := trouble_of_look(look, found):
            return replace(found, trouble=trouble)
        if self.sheet.places:
            found = self.of_cube(found, row, column)
        return self.with_comment(found, look)

    def of_cube(self, found: Figure, row: int, column: int) -> Figure:
        """Return the figure of a cube with the sign that stands in its place, and its note."""
        status, note = (self.sheet.value(row, column + beside) for beside in (STATUS_BESIDE, NOTE_BESIDE))
        if status not in {None, ""}:
            found = self.of_sign(one_line(str(status))) if found.blank else found
        return replace(found, note=one_line(str(note))) if note not in {None, ""} else found

    def bare_figure(self, value: Value, look: Look) -> Figure:
        """Return what a cell's value says, whatever else was seen at it."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return Figure(blank=True)
        if isinstance(value, bool):
            return Figure(text=str(value), trouble="no_figure")
        if isinstance(value, int | float | Decimal):
            number = percentage(value, look.number_format)
            # The decimals of a decimal number are those that its source shows.
            as_shown = number if isinstance(value, Decimal) else shown(number, look.number_format)
            said = ("percent_format",) if is_percent(look.number_format) else ()
            rounded = ("rounded",) if as_shown != number else ()
            return Figure(number, as_shown, text=str(as_shown), said=said + rounded)
        text = one_line(str(value))
        as_text = written(text)
        return self.of_number(text, as_text) if as_text else self.of_sign(text)

    def of_number(self, text: str, number: Written) -> Figure:
        """Return what a number written as text says."""
        value = number.value(self.style)
        if value is None:
            return Figure(text=text, trouble="other_style")
        if number.bracketed:
            return Figure(text=text, trouble="bracketed")
        # A number with a mark behind it can be nothing but text.
        said = (*(() if number.mark else ("text_number",)), *(("percent_sign",) if number.percent else ()))
        found = Figure(value, value, text=text, said=said, qualifier=number.qualifier, doubtful=number.doubtful)
        if not number.mark:
            return found
        mark = self.marks.get(number.mark.casefold())
        if mark is None and bare(number.mark) in self.footnotes:
            return replace(found, note=self.footnotes[bare(number.mark)], said=(*said, "footnote"))
        if mark is None:
            return replace(found, trouble="unknown_mark", sign=number.mark)
        return replace(found, status=mark.status, sign=mark.sign)

    def of_sign(self, text: str) -> Figure:
        """Return what a sign in the place of a number says: as the mapping has it, or that a small number is hidden."""
        mark: Mark | None = self.marks.get(text.casefold())
        if mark is not None and mark.zero:
            return Figure(Decimal(0), Decimal(0), text=text, sign=mark.sign)
        if mark is not None:
            return Figure(status=mark.status, text=text, sign=mark.sign)
        if text[:1] in "<\u2264" and text[1:].strip().isdigit():
            return Figure(status="suppressed", text=text, sign=text)
        is_word = any(map(str.isalpha, text)) and len(text) > LONGEST_SIGN
        return Figure(text=text, trouble="no_figure" if is_word else "unknown_sign", sign=text)

    def with_comment(self, found: Figure, look: Look) -> Figure:
        """Return the figure with its comment: one that doubts it or gives another has to be answered."""
        comment = one_line(look.comment)
        if not comment:
            return found
        if any(map(str.isdigit, comment)):
            return replace(found, trouble=found.trouble or "another_figure", note=comment)
        if any(word in comment.casefold() for word in words("remarks", "doubt")):
            return replace(found, trouble=found.trouble or "doubted", note=comment)
        return replace(found, note=comment)
