"""A figure and its interval as a small picture in a row of a table. All rows of a table have one axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WIDTH, HEIGHT, MARGIN = 160, 16, 5


@dataclass(frozen=True)
class Axis:
    """From where to where the pictures of a table reach."""

    first: Decimal
    last: Decimal

    def place(self, value: Decimal) -> Decimal:
        """Return how far from the left a value lies in a picture, in its own units, to a tenth."""
        share = (value - self.first) / (self.last - self.first)
        return (MARGIN + share * (WIDTH - 2 * MARGIN)).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Span:
    """A row's picture: where its dot lies and where its line begins and ends."""

    dot: Decimal
    begin: Decimal
    end: Decimal


def axis_of(values: Iterable[Decimal]) -> Axis:
    """Return an axis that some values lie on, with ends that are round: as many digits of theirs as they lie apart.

    Raises ``ValueError`` without any values.
    """
    known = list(values)
    low, high = min(known), max(known)
    step = Decimal(1).scaleb((high - low or Decimal(1)).adjusted())
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Axis(first, last if last > first else first + step)


def span(axis: Axis, value: Decimal, limits: tuple[Decimal, Decimal]) -> Span:
    """Return the picture of a value and its interval."""
    return Span(axis.place(value), axis.place(limits[0]), axis.place(limits[1]))
