"""Danish numbers and dates, from exact decimals. The one place that turns a value into what a reader sees."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from analysis.display.language.words import say
from analysis.indicators import half_up

LOCALE = "da_DK"
MINUS = "\u2212"


def decimals_of(value: Decimal) -> int:
    """Return the number of decimals that a value is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number(value: Decimal, decimals: int | None = None, *, signed: bool = False) -> str:
    """Return the value as Danish text (1.289.000; 26,0; −19), rounded half up first, with its own decimals by default."""
    places = decimals_of(value) if decimals is None else decimals
    rounded = half_up(value, places)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    text = str(format_decimal(abs(rounded), format=pattern, locale=LOCALE))
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text


def quantity(value: Decimal, unit: str, decimals: int | None = None, *, signed: bool = False, brief: bool = False) -> str:
    """Return the value with its unit (17 %, 26,0, 1.200.000 kr.); a unit without a phrase of its own stands after it.

    ``brief`` takes the short form of a unit that has one, for the cells of a table.
    """
    text = number(value, decimals, signed=signed)
    phrase = (say.get(f"unit.{unit}_brief") if brief else "") or say.get(f"unit.{unit}")
    return phrase.format(value=text) if phrase else f"{text} {unit}"


def date(day: dt.date) -> str:
    """Return the day as Danish text (24. maj 2022)."""
    return str(format_date(day, "d. MMMM y", locale=LOCALE))
