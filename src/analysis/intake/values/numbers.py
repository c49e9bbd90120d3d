"""Numbers that stand as text: what they are the Danish way and with a decimal point, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from analysis.intake.language import words
from analysis.intake.words import MARKS, mark_of, one_line

Style = Literal["danish", "point"]
BLANK = "[ \u00a0\u202f\u2007\u2009]"
MINUS = "[-\u2212\u2013]"
# Whole numbers, and with blanks between the thousands, are the same in both styles.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("both", re.compile(r"\d+")),
    ("both", re.compile(rf"\d{{1,3}}(?:{BLANK}\d{{3}})+")),
    ("danish", re.compile(rf"(?:\d+|\d{{1,3}}(?:[.]\d{{3}})+|\d{{1,3}}(?:{BLANK}\d{{3}})+),\d+")),
    ("danish", re.compile(r"\d{1,3}(?:[.]\d{3})+")),
    ("point", re.compile(rf"(?:\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{BLANK}\d{{3}})+)[.]\d+")),
    ("point", re.compile(r"\d{1,3}(?:,\d{3})+")),
)
QUALIFIERS = ("about", "nearly", "up_to", "at_least", "more_than", "less_than")


@dataclass(frozen=True)
class Written:
    """A number as it is written: its value in each style that it can be read in, and the words and marks around it.

    ``bracketed`` is a number in parentheses, which means minus to some and a small base to others.
    """

    readings: tuple[tuple[Style, Decimal], ...]
    qualifier: str = ""
    mark: str = ""
    bracketed: bool = False
    percent: bool = False
    currency: bool = False

    def value(self, style: Style) -> Decimal | None:
        """Return the number in a style; None where it cannot be one in it."""
        return dict(self.readings).get(style)

    @property
    def sure(self) -> Style | None:
        """The style that the number must be in; None where it may be in both."""
        return self.readings[0][0] if len(self.readings) == 1 else None

    @property
    def doubtful(self) -> bool:
        """Whether the two styles give different numbers."""
        return len({value for _, value in self.readings}) > 1


@lru_cache(maxsize=1)
def around() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of what may stand before and after a number: qualifiers, currency, scale."""

    def either(names: list[str]) -> str:
        return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))

    before = "|".join(f"(?P<{name}>(?:{either(words('numbers', name))})\\.?)" for name in QUALIFIERS)
    currency = either(words("numbers", "currency"))
    scale = f"(?P<million>{either(words('numbers', 'million'))})|(?P<thousand>{either(words('numbers', 'thousand'))})"
    head = re.compile(rf"^(?:(?:{before})\s+|(?P<tilde>~)\s*)?(?:(?P<currency>{currency})\.?\s*)?", re.IGNORECASE)
    tail = re.compile(
        rf"(?:\s*(?P<percent>%|pct\.?|procent))?(?:\s*(?:{scale})\.?)?\s*(?:(?P<currency>{currency})\.?|(?P<dash>,-))?\s*$",
        re.IGNORECASE,
    )
    return head, tail


def readings_of(core: str) -> dict[Style, Decimal]:
    """Return a bare number's value in each style that it can be read in."""
    found: dict[Style, Decimal] = {}
    minus = -1 if re.match(MINUS, core) else 1
    digits = re.sub(rf"^{MINUS}\s*", "", core)
    for style, shape in SHAPES:
        if shape.fullmatch(digits):
            bare = re.sub(BLANK, "", digits)
            if style in {"danish", "both"}:
                found.setdefault("danish", minus * Decimal(bare.replace(".", "").replace(",", ".")))
            if style in {"point", "both"}:
                found.setdefault("point", minus * Decimal(bare.replace(",", "")))
    return found


@lru_cache(maxsize=50000)
def written(text: str) -> Written | None:
    """Return the number that a text is; None for a text that is none."""
    line = one_line(text)
    mark = mark_of(line) if re.search(r"\d", line) else ""
    line = MARKS.sub("", line) if mark else line
    bracketed = bool(re.fullmatch(r"\(.*\d.*\)", line))
    line = line[1:-1].strip() if bracketed else line
    head, tail = around()
    before = head.match(line)
    rest = line[before.end() :] if before else line
    after = tail.search(rest)
    core = (rest[: after.start()] if after else rest).strip()
    readings = readings_of(core)
    if not readings or before is None or after is None:
        return None
    scale = Decimal(1000000) if after["million"] else Decimal(1000) if after["thousand"] else Decimal(1)
    qualifier = next((name for name in QUALIFIERS if before[name]), "about" if before["tilde"] else "")
    return Written(
        tuple((style, value * scale if scale != 1 else value) for style, value in readings.items()),
        qualifier,
        mark,
        bracketed,
        percent=bool(after["percent"]),
        currency=bool(before["currency"] or after["currency"] or after["dash"]),
    )
