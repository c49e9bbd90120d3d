"""Unknown codes that may be named: those that look like the codes of a mapping. A name or an address does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_NAMED = 5
# A listed code that is longer is no pattern: the first part of a person's number has six digits.
LONGEST_SHOWN = 5
DIGIT = re.compile(r"[0-9]")
LETTER = re.compile(r"[^\W\d_]")


def pattern_of(codes: Iterable[str]) -> str:
    """Return the pattern of what looks like some folded codes; empty where none of them is short and has a digit."""
    return "|".join(sorted({shape_of(code) for code in codes if len(code) <= LONGEST_SHOWN and DIGIT.search(code)}))


def shape_of(code: str) -> str:
    """Return the pattern of what looks like a code: digits where it has digits, letters where it has letters, the rest as it is."""
    return "".join("[0-9]" if DIGIT.match(sign) else "[a-z]" if LETTER.match(sign) else re.escape(sign) for sign in code)
