"""The figure in one cell: its number as it is meant, or the mark that stands for one; and what is wrong with the cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.intake.language import words
from analysis.intake.mapping.model import FileMapping, Mark
from analysis.intake.sheets import Look, Sheet, Value
from analysis.intake.understand.formulas import again, agrees
from analysis.intake.values.formats import decimals, is_percent, percentage, shown
from analysis.intake.values.numbers import Written, written
from analysis.intake.words import one_line


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
    number_format: str = ""
    sign: str = ""
    worked_out: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number that may be read."""
        return self.value is not None and not self.trouble


class Cells:
    """Reads the cells of a sheet as a mapping says: its number style and its marks."""

    def __init__(self, sheet: Sheet, mapping: FileMapping) -> None:
        self.sheet = sheet
        self.style = mapping.numbers
        self.marks = {mark.sign.strip().casefold(): mark for mark in mapping.marks}

    def figure(self, row: int, column: int) -> Figure:
        """Return what a cell says."""
        value, look = self.sheet.value(row, column), self.sheet.look(row, column)
        found = self.bare_figure(value, look)
        found = replace(found, number_format=look.number_format)
        if look.struck or look.struck_part:
            return replace(found, trouble="struck")
        if look.formula or look.error:
            found = self.of_formula(found, look, value)
        return self.with_comment(found, look)

    def bare_figure(self, value: Value, look: Look) -> Figure:
        """Return what a cell's value says, whatever else was seen at it."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return Figure(blank=True)
        if isinstance(value, bool):
            return Figure(text=str(value), trouble="no_figure")
        if isinstance(value, int | float | Decimal):
            number = percentage(value, look.number_format)
            as_shown = shown(number, look.number_format)
            said = ("percent_format",) if is_percent(look.number_format) else ()
            rounded = ("rounded",) if as_shown != number else ()
            return Figure(number, as_shown, text=str(as_shown), said=said + rounded)
        text = one_line(str(value))
        number = written(text)
        return self.of_number(text, number) if number else self.of_sign(text)

    def of_number(self, text: str, number: Written) -> Figure:
        """Return what a number written as text says."""
        value = number.value(self.style)
        if value is None:
            return Figure(text=text, trouble="other_style")
        if number.bracketed:
            return Figure(text=text, trouble="bracketed")
        said = ("text_number", *(("percent_sign",) if number.percent else ()))
        found = Figure(value, value, text=text, said=said, qualifier=number.qualifier)
        if not number.mark:
            return found
        mark = self.marks.get(number.mark.casefold())
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
        return Figure(text=text, trouble="no_figure" if any(map(str.isalpha, text)) and len(text) > 4 else "unknown_sign", sign=text)  # noqa: PLR2004

    def of_formula(self, found: Figure, look: Look, value: Value) -> Figure:
        """Return the figure of a formula: refused without a result, with an error, and where the result is out of date."""
        if look.error:
            return replace(found, trouble="error", text=look.error)
        if not look.stored or found.blank:
            return replace(found, trouble="no_result", text=look.formula)
        worked_out = again(self.sheet, look.formula)
        if worked_out is not None and isinstance(value, int | float | Decimal) and not agrees(value, worked_out):
            return replace(found, trouble="stale", worked_out=worked_out)
        return replace(found, said=(*found.said, "formula" if worked_out is not None else "formula_unchecked"))

    def with_comment(self, found: Figure, look: Look) -> Figure:
        """Return the figure with its comment: one that doubts it or gives another has to be answered."""
        comment = one_line(look.comment)
        if not comment:
            return found
        doubted = any(word in comment.casefold() for word in words("remarks", "doubt"))
        if doubted or any(map(str.isdigit, comment)):
            return replace(found, trouble=found.trouble or "doubted", note=comment)
        return replace(found, said=(*found.said, "comment"), note=comment)


def places(figure: Figure) -> int | None:
    """Return how many decimals the source shows of a figure."""
    exponent = figure.value.as_tuple().exponent if figure.value is not None else None
    shown_places = decimals(figure.number_format)
    return shown_places if shown_places is not None else (-exponent if isinstance(exponent, int) else None)
