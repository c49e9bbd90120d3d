"""Numbers as people write them, and whether one of them says a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

# A number as people write it; ``3.`` before a small letter is a day or a place in an order.
NUMBER = re.compile(r"(?<![\w.])(?<!\d,)\d+(?:[.,]\d+)*(?!\.?\d)(?!\.\s?[a-z\u00e6\u00f8\u00e5])(?!\w)")
# Thousands apart, and a list of values with nothing but commas between them.
THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.,])")
LEAST_COMMAS = 3
LISTED = re.compile(r"[^\s,]+(?:,[^\s,]*){3,}")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")
# What stands in a text unseen and cuts words.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# The same numbers are held against the same values in one text after another.
REMEMBERED = 1 << 18


def number_of(text: str) -> Decimal | None:
    """Return a text as the number that it is."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(text: str) -> str:
    """Return a text with its letters and spaces in one form, and its lists of values apart."""
    text = unicodedata.normalize("NFKC", text).translate(UNSEEN)
    return LISTED.sub(lambda found: found[0].replace(",", " "), text) if text.count(",") >= LEAST_COMMAS else text


def written(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers in a text that are written with digits, each with where it begins and ends."""
    yield from ((found[0], *found.span()) for found in NUMBER.finditer(text))
    yield from ((found[0].replace(" ", ""), *found.span()) for found in THOUSANDS.finditer(text))


def numbers(text: str) -> list[str]:
    """Return the numbers in a text that are written with digits."""
    return [token for token, _, _ in written(text)]


@lru_cache(maxsize=REMEMBERED)
def says(token: str, value: Decimal) -> bool:
    """Tell whether a written number is a value: in Danish or in English, rounded to the decimals that it has, without its sign."""
    for text in (token.replace(".", "").replace(",", "."), token):
        found = number_of(text)
        if found is None:
            continue
        places, own = (-int(number.as_tuple().exponent) for number in (found, value))
        is_whole = value == value.to_integral_value()
        rounded = value if is_whole or places >= own else round(value, max(places, 0))
        if found == abs(rounded) and (is_whole or places > 0):
            return True
    return False
