"""A language: its catalogue of the reader's words, its numbers and its dates. A view has one; nothing else imports it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any, get_args

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from analysis.display.runs import NOTHING, REASONS, Because, Part, Phrase, Reason, Shown, phrase, quoted, year
from analysis.indicators import Result, half_up

LOCALES = {"da": "da_DK"}
WRITTEN_DAY = re.compile(r"\b(\d{1,2})\. (\w+) (\d{4})\b")
MINUS = "\u2212"


class Language:
    """The words of one language, from the catalogue beside this file, and how it writes numbers and dates."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = LOCALES[code]
        text = files("analysis.display.language").joinpath(f"{code}.toml").read_text(encoding="utf-8")
        sections: dict[str, dict[str, str]] = tomllib.loads(text)
        self.messages = {f"{section}.{key}": message for section, group in sections.items() for key, message in group.items()}

    # Words

    def __call__(self, key: str, /, **values: Any) -> Phrase:
        """Return a message with the values put in. Raises ``KeyError`` for a key that the catalogue lacks.

        ``{sources}`` stands for a value: a phrase, a run, or a whole number, which is a year. ``{change:flere}`` is the word
        behind the colon, which says what the row ``change`` says. ``{method:95 %}`` is text without a row, and why.
        """
        pieces = pieces_of(self.messages[key])
        return phrase(*(part for literal, place, spec in pieces for part in (literal, filled(place, spec, values))))

    def sentence(self, template: str, /, **values: Any) -> Phrase:
        """Return a sentence of the data with the values put in; its own words are quoted from there."""
        pieces = pieces_of(template)
        return phrase(*(part for literal, place, spec in pieces for part in (quoted(literal), filled(place, spec, values))))

    def group(self, section: str) -> dict[str, str]:
        """Return the messages of a section as they stand, for what puts them in place itself."""
        begin = f"{section}."
        return {key.removeprefix(begin): said for key, said in self.messages.items() if key.startswith(begin)}

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has a message."""
        return key in self.messages

    def if_any(self, key: str, /, **values: Any) -> Phrase:
        """Return the message, or nothing when the catalogue has none."""
        return self(key, **values) if self.has(key) else NOTHING

    def text(self, key: str) -> str:
        """Return a message without values as plain text, for what is no page: a title, a contents list."""
        return self(key).text

    def listed(self, parts: Iterable[Part]) -> Phrase:
        """Return the parts as a list in a sentence: a, b og c."""
        found = [said for said in map(phrase, parts) if said]
        if not found:
            return NOTHING
        pieces: list[Part] = [found[0]]
        for index, part in enumerate(found[1:], 1):
            pieces += [self("list.last") if index == len(found) - 1 else self("list.between"), part]
        return phrase(*pieces)

    # Numbers and dates

    def number(self, value: Decimal, decimals: int | None = None, *, signed: bool = False) -> str:
        """Return the value as text (1.289.000; 26,0; −19), rounded half up first, with its own decimals by default."""
        places = decimals_of(value) if decimals is None else decimals
        rounded = half_up(value, places)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        text = str(format_decimal(abs(rounded), format=pattern, locale=self.locale))
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def thousands(self, value: Decimal) -> str:
        """Return the value in whole thousands, for a figure whose caption says so."""
        return self.number(value / 1000, 0)

    def quantity(self, value: Decimal, unit: str, decimals: int | None = None, *, signed: bool = False) -> str:
        """Return the value with its unit (17 %, 26,0, 1.200.000 kr.); a unit without a phrase of its own stands after it."""
        text = self.number(value, decimals, signed=signed)
        one = f"unit.{unit}_one"
        key = one if text.strip(f"+{MINUS}") == "1" and self.has(one) else f"unit.{unit}"
        return self(key, value=text).text if self.has(key) else f"{text} {unit}"

    def with_unit(self, said: Part, unit: str) -> Phrase:
        """Return a number that is a phrase already with its unit."""
        key = f"unit.{unit}"
        return self(key, value=said) if self.has(key) else phrase(said, " ", quoted(unit))

    def date(self, day: dt.date) -> Because:
        """Return the day as text (24. maj 2022)."""
        return Because(str(format_date(day, "d. MMMM y", locale=self.locale)), "date")

    def month(self, number: int) -> str:
        """Return the name of a month."""
        return str(get_month_names("wide", locale=self.locale)[number])

    def read_date(self, text: str) -> dt.date | None:
        """Return the first day that is written in a text as ``date`` writes it; ``None`` without one."""
        months = {name: number for number, name in get_month_names("wide", locale=self.locale).items()}
        found = WRITTEN_DAY.search(text)
        return dt.date(int(found[3]), months[found[2]], int(found[1])) if found and found[2] in months else None


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """Return a language by its code."""
    return Language(code)


@lru_cache(maxsize=1024)
def pieces_of(message: str) -> tuple[tuple[str, str | None, str], ...]:
    """Return a message as literal texts, each with the place that follows it and what stands behind its colon."""
    return tuple((literal, place, spec or "") for literal, place, spec, _ in Formatter().parse(message))


def filled(place: str | None, spec: str, values: dict[str, Any]) -> Part:
    """Return what stands in a place of a message."""
    if place is None:
        return ""
    if place not in values and place in REASONS:
        return Because(spec, reason_of(place))
    value = values[place]
    return Shown(rows_of(value), spec) if spec else part_of(value)


def reason_of(place: str) -> Reason:
    return next(reason for reason in get_args(Reason) if reason == place)


def rows_of(value: object) -> tuple[Result, ...]:
    """Return the rows that a word in a message says."""
    if isinstance(value, Result):
        return (value,)
    return value.rows if isinstance(value, Shown | Phrase) else ()


def part_of(value: Any) -> Part:
    """Return a value as part of a phrase: a whole number is a year."""
    return year(value) if isinstance(value, int) else value


def decimals_of(value: Decimal) -> int:
    """Return the number of decimals that a value is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
