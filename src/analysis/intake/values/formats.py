"""Numbers as a workbook shows them: the percent format applied exactly, and the decimals that the format shows."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# A workbook keeps fifteen digits; what a float has beyond them was never typed.
DIGITS = 15
LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@lru_cache(maxsize=1000)
def is_percent(number_format: str) -> bool:
    """Tell whether a format shows a share as a percentage."""
    return "%" in LITERALS.sub("", number_format)


@lru_cache(maxsize=1000)
def decimals(number_format: str) -> int | None:
    """Return how many decimals a format shows; None where the number is shown as it is."""
    bare = LITERALS.sub("", number_format.split(";", maxsplit=1)[0])
    if not re.search(r"[0#]", bare) or re.search(r"[ymdhsE]", bare, re.IGNORECASE):
        return None
    places = re.search(r"\.([0#?]+)", bare)
    return len(places[1]) if places else 0


@lru_cache(maxsize=1000)
def shows_year_only(number_format: str) -> bool:
    """Tell whether a format shows a date as its year."""
    return bool(re.fullmatch(r"y{2,4}", LITERALS.sub("", number_format).strip().lower()))


def exact(value: float | Decimal) -> Decimal:
    """Return a stored number with the digits that a workbook keeps: 0.1 and not 0.1000000000000000055."""
    if isinstance(value, Decimal):
        return value
    found = Decimal(f"{value:.{DIGITS}g}")
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def percentage(value: float | Decimal, number_format: str) -> Decimal:
    """Return a number as it is meant: times a hundred where the format is of percent, exactly."""
    return exact(value).scaleb(2) if is_percent(number_format) else exact(value)


def shown(value: Decimal, number_format: str) -> Decimal:
    """Return a number with the decimals that the format shows, half up."""
    places = decimals(number_format)
    if places is None:
        return value.normalize() + 0 if value != value.to_integral_value() else value.quantize(Decimal(1))
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
