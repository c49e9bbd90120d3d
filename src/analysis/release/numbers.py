"""What of an edition is a published number, and where two sets of them differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.data import Facts
from analysis.data.ledger import Number
from analysis.indicators import Result, edition_rows
from analysis.indicators.frame import plain

# A p-value ends differently from machine to machine; nobody reads so far.
SAME_DIGITS_COUNT = 9
SAME_DIGITS = Decimal(10) ** -SAME_DIGITS_COUNT
INTERIM = "interim"

Numbers = Mapping[str, Number]


def numbers_of(facts: Facts, year: int, as_of: dt.date | None = None) -> dict[str, Number]:
    """Return every number of an edition by its id: each row of the results table stands on a page or in the files beside them."""
    return {row.id: number_of(row) for row in edition_rows(facts, year, as_of)}


def number_of(row: Result) -> Number:
    """Return what a row says to the public."""
    about = (row.id, row.indicator, row.category, row.geography, row.year, row.measure)
    return Number(*about, plain(row.value), row.unit, row.status, INTERIM if INTERIM in row.flags else row.qualifier)


def same(one: Number, other: Number) -> bool:
    """Tell whether two numbers say the same; of numbers that were computed the first nine digits count."""
    if replace(one, value="") != replace(other, value=""):
        return False
    a, b = one.amount, other.amount
    if a is None or b is None:
        return one.value == other.value
    return abs(a - b) <= SAME_DIGITS * max(abs(a), abs(b))


@dataclass(frozen=True)
class Difference:
    """A number before and after; ``None`` where there was, or is, none."""

    before: Number | None
    after: Number | None

    @property
    def id(self) -> str:
        """The number's id."""
        return next(number.id for number in (self.before, self.after) if number)


def differences(before: Numbers, after: Numbers) -> Iterator[Difference]:
    """Yield where two sets differ: the numbers that changed or are gone in the order of the first, then the new ones."""
    for name, number in before.items():
        found = after.get(name)
        if found is None or not same(number, found):
            yield Difference(number, found)
    yield from (Difference(None, number) for name, number in after.items() if name not in before)
