"""Numbers and days as people who fill in forms write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "da"


def number(value: Decimal | None, upper: Decimal | None = None) -> str:
    """Return a number, or a range, as it is written: 1.289.000 and 7,5; nothing where there is none."""
    if value is None:
        return ""
    shown = [format_decimal(part, locale=LOCALE, decimal_quantization=False) for part in (value, upper) if part is not None]
    return "–".join(shown)


def day(date: dt.date) -> str:
    """Return a day: 10. maj 2023."""
    return str(format_date(date, "d. MMMM y", locale=LOCALE))
