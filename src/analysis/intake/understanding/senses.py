"""What texts say of a figure, and what several of them say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from analysis.intake.sheets import Cell
from analysis.intake.values.periods import Time

FIELDS = ("indicator", "category", "geography", "unit", "figure", "status")


@dataclass(frozen=True)
class Sense:
    """What one text says, or several together; empty fields are left to other texts.

    ``firm``: its time is what a line says of all figures. ``asked`` are the cells of names that nobody has confirmed yet, ``from_year`` and ``to_year`` the years in which it holds.
    """

    indicator: str = ""
    category: str = ""
    geography: str = ""
    unit: str = ""
    figure: str = ""
    status: str = ""
    times: int = 1
    ask: str = ""
    time: Time | None = None
    firm: bool = False
    total: bool = False
    skip: str = ""
    note: str = ""
    from_year: int | None = None
    to_year: int | None = None
    asked: frozenset[Cell] = frozenset()

    def joined(self, other: Sense) -> Sense | None:
        """Return what both say together; None where they contradict one another."""
        merged: dict[str, str] = {}
        for name in FIELDS:
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine and theirs and mine != theirs:
                return None
            merged[name] = mine or theirs
        if self.times != other.times and 1 not in {self.times, other.times}:
            return None
        time = self.time.joined(other.time) if self.time and other.time else self.time or other.time
        if self.time and other.time and time is None:
            return None
        return Sense(
            **merged,
            times=max(self.times, other.times),
            firm=self.firm or other.firm,
            ask=self.ask or other.ask,
            time=time,
            total=self.total or other.total,
            skip=self.skip or other.skip,
            note=" ".join(dict.fromkeys(filter(None, (self.note, other.note)))),
            from_year=max(filter(None, (self.from_year, other.from_year)), default=None),
            to_year=min(filter(None, (self.to_year, other.to_year)), default=None),
            asked=self.asked | other.asked,
        )

    def contradicts(self, context: Sense) -> bool:
        """Tell whether the year is another than the one that a line says all figures are about."""
        years = {time.year for time in (self.time, context.time) if time is not None and time.year is not None}
        return context.firm and len(years) > 1

    def filled(self, other: Sense) -> Sense:
        """Return the sense with those fields that it leaves open as another, weaker one has them."""
        open_fields = {name: getattr(other, name) for name in FIELDS if not getattr(self, name) and getattr(other, name)}
        if self.indicator and "indicator" not in open_fields:
            open_fields.pop("category", None)
        time = self.time
        if other.time and time is None:
            time = other.time
        elif other.time and time and time.year is None:
            time = time.joined(Time(other.time.year))
        used = bool(open_fields) or time != self.time or self.times < other.times
        times = max(self.times, other.times)
        return replace(
            self,
            **open_fields,
            times=times,
            firm=self.firm or other.firm,
            ask=self.ask or other.ask,
            time=time,
            asked=self.asked | other.asked if used else self.asked,
        )

    def holds_in(self, year: int | None) -> bool:
        """Tell whether the sense holds in a year."""
        return year is None or (self.from_year or year) <= year <= (self.to_year or year)


NOTHING = Sense()
Senses = tuple[Sense, ...]  # what a text may mean; empty: it is not known


def together(parts: Iterable[Senses]) -> Senses:
    """Return every way in which some texts agree with one another."""

    def both(one: Senses, other: Senses) -> Senses:
        pairs = (a.joined(b) for a in one for b in other)
        return tuple(dict.fromkeys(pair for pair in pairs if pair is not None))

    return reduce(both, parts, (NOTHING,))
