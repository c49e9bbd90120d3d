"""What a phrase of a page is in a cell: a number with its unit, a year, or words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis.display.language.language import Language
from analysis.display.runs import Because, Phrase, Shown
from analysis.display.view.view import View
from analysis.indicators import Result, half_up
from analysis.output.workbook.sheet import Number

MOST_DECIMALS = 6
# Why a cell without a number has none, and how sure one is that has: both are words of the results' own.
EMPTY_STATES = ("not_stated", "not_decided", "no_grant", "suppressed", "not_applicable")
MARKS = ("provisional", "revised")


@dataclass(frozen=True)
class Said:
    """A phrase as an entry: a number or words, the unit that is said with the number, the row behind it, and how sure it is."""

    entry: Number | str
    unit: str = ""
    row: Result | None = None
    mark: str = ""

    @property
    def number(self) -> Number | None:
        """The entry where it is a number with a row behind it."""
        return self.entry if isinstance(self.entry, Number) and self.row is not None else None


def said(view: View, phrase: Phrase) -> Said:
    """Return a phrase as an entry; a number where all that it says is the number of one row, as a reader sees it."""
    match phrase.runs:
        case (Shown(rows=(row,)),) if row.number is not None:
            return number_of(view.say, row, row.number, phrase.text) or Said(phrase.text, row=row)
        case (Shown(rows=(row,)),):
            return Said(phrase.text, row=row)
        case (Because(reason="year", text=text),) if text.isdecimal():
            return Said(Number(int(text)))
        case _:
            return Said(phrase.text)


def number_of(say: Language, row: Result, value: Decimal, text: str) -> Said | None:
    """Return a row's number with the decimals that a text shows; ``None`` where the text says more, such as "ca." or "mindst".

    The text is not read: the number is written in every way that the language has until one is the text.
    """
    for number, with_unit in ways(value):
        written = (
            say.quantity(value, row.unit, number.decimals, signed=number.signed)
            if with_unit
            else say.number(value, number.decimals, signed=number.signed)
        )
        unit = unit_text(say, row.unit) if with_unit else ""
        if written == text:
            return Said(number, unit, row)
        if row.status in MARKS and say(f"marked.{row.status}", value=written).text == text:
            return Said(number, unit, row, say.text(f"workbook.{row.status}"))
    return None


def ways(value: Decimal) -> Iterator[tuple[Number, bool]]:
    """Yield the ways in which a number may be written, each without and with its unit."""
    for decimals in range(MOST_DECIMALS + 1):
        # A number that is 0 when it is rounded has no sign on a page, and would have one in a spreadsheet.
        kept = value if half_up(value, decimals) else Decimal(0)
        for signed in (False, True):
            yield Number(kept, decimals, signed), False
            yield Number(kept, decimals, signed), True


def unit_text(say: Language, unit: str) -> str:
    """Return a unit as it stands in a title or a cell; one of the source's own as it is."""
    return say.text(f"unit_name.{unit}") if say.has(f"unit_name.{unit}") else unit


def unit_of(view: View, said: Said) -> str:
    """Return the unit of an entry that stands among others with other units: in words also where a page says none."""
    if said.row is None:
        return ""
    if said.unit:
        key = f"catalogue.unit_{said.row.unit}"
        return view.say.text(key) if view.say.has(key) else said.unit
    indicator = view.known.indicators.get(said.row.indicator)
    known = indicator is not None and view.say.has(f"catalogue.unit_{indicator.unit}")
    return view.unit_of(said.row.indicator).text if known else ""
