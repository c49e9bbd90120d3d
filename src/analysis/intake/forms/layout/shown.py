"""Numbers and days as people who fill in forms write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "da"


def number(value: Decimal | None, upper: Decimal | None = None) -> str:
    """Return a number, or a range, with the decimals that it has: 1.289.000, 7,5 and 26,0; nothing where there is none."""
    if value is None:
        return ""
    return "–".join(format_decimal(part, format=pattern(part), locale=LOCALE) for part in (value, upper) if part is not None)


def pattern(value: Decimal) -> str:
    """Return how a number is written with as many decimals as it has."""
    places = max(0, -int(value.as_tuple().exponent))
    return "#,##0" + ("." + "0" * places if places else "")


def day(date: dt.date) -> str:
    """Return a day: 10. maj 2023."""
    return str(format_date(date, "d. MMMM y", locale=LOCALE))
