"""Protection of small counts: which figures to hide, and the proof that they stay hidden.

A *cell* is a named count and a *total* says that one cell is the sum of others; a cell may take part in several totals
(the rows and columns of a table, an earlier edition's sum). A reader knows every shown cell, every total, and that
counts are whole and not negative. A hidden cell is protected when all that leaves it a range at least as wide as the
threshold. Two hidden cells in each row and column are not enough for that, so the range is computed, never assumed.

Nothing here knows why a cell was hidden: a reader may not be told which hidden cells are the small ones.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from scipy.optimize import linprog  # type: ignore[import-untyped]

from analysis.errors import UserError
from analysis.messages import message

Counts = Mapping[str, Decimal | int]

# Danish practice: cells below 5 are hidden. Statistics Denmark's own minimum is 3 observations.
THRESHOLD = 5

UNBOUNDED = 3  # linprog's status
NEARLY = 1e-6  # what a whole number may be off by when it comes from floating point


@dataclass(frozen=True)
class Total:
    """One cell is the sum of others. A name that is no cell is a figure that nobody has: unknown, but not negative."""

    whole: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    def __str__(self) -> str:
        return f"{self.whole} = {' + '.join(self.parts)}"


class Unprotectable(UserError):
    """What is public already gives a small count away, whatever else is hidden."""


class TotalsDisagree(UserError):
    """A whole is not the sum of its parts, so there is nothing to reckon a reader's knowledge from."""


def primary(cells: Counts, threshold: int = THRESHOLD) -> frozenset[str]:
    """Return the cells that are hidden for their own sake: from 1 up to, not including, the threshold.

    Danish practice hides counts below 5 (Statistics Denmark's minimum is 3). A 0 is shown: it is about
    nobody who could be recognised. Raises ``ValueError`` for what is no count.
    """
    for name, value in cells.items():
        if value < 0 or value != int(value):
            raise ValueError(f"{name} is {value}; a count is a whole number from 0 upwards")
    return frozenset(name for name, value in cells.items() if 0 < value < threshold)


def protect(
    cells: Counts, totals: Iterable[Total], *, threshold: int = THRESHOLD, published: Collection[str] = frozenset()
) -> frozenset[str]:
    """Return the names to hide: the small cells, and as few others as keep the totals from giving anything back.

    ``published`` are cells that the public knows anyway, from their owner or an earlier edition. They are never hidden,
    however small. An earlier figure that differs from today's is a cell of its own name.

    The others are found by a simple rule (the smallest cell of a total that gives too much away, again and again), then
    each is shown again if that does no harm, the largest first. So every one of them is needed; another choice might
    hide fewer. A zero is hidden only when nothing else is left, because a reader may know that it is one.

    Raises ``Unprotectable`` when published cells give a small one away, and only then; ``TotalsDisagree`` when the totals
    do not hold; ``ValueError`` for what is no count and for a published name that is no cell.
    """
    totals = tuple(totals)
    small = primary(cells, threshold) - frozenset(published)
    if unknown := frozenset(published) - cells.keys():
        raise ValueError(f"published, but no cell: {', '.join(sorted(unknown))}")
    for total in totals:
        if cells.keys() >= set(total.names) and cells[total.whole] != sum(cells[part] for part in total.parts):
            raise TotalsDisagree(message("indicators.disclosure.parts", total=total))
    reach = _reach(cells, totals, small, published)
    totals = tuple(total for total in totals if not reach.isdisjoint(total.names))
    most = _largest_protected(cells, totals, reach, threshold)
    if not small <= most:
        # Told by what is published alone, if that is enough; otherwise with the cells that cannot be kept hidden either.
        hidden = next(choice for choice in (reach, most | small) if small & _exposed(cells, totals, choice, threshold))
        given_away = sorted(small & _exposed(cells, totals, hidden, threshold))
        raise Unprotectable("\n".join(_how_given_away(cells, totals, hidden, name, threshold) for name in given_away))

    hidden = small
    while exposed := _exposed(cells, totals, hidden, threshold):
        hidden |= {_next_to_hide(cells, totals, hidden, exposed, most, threshold)}
    for name in sorted(hidden - small, key=lambda name: (-cells[name], name)):
        # What only stood there for this cell's sake goes with it.
        fewer = _largest_protected(cells, totals, hidden - {name}, threshold)
        if small <= fewer:
            hidden = fewer
    return hidden


class _Knowledge(NamedTuple):
    """What a reader knows of the cells not shown: the totals as equations, all counts whole and at least 0."""

    names: tuple[str, ...]
    rows: list[list[int]]
    sums: list[int]

    def range_of(self, name: str) -> tuple[float, float]:
        """Return the smallest and largest count that a cell can have."""
        index = self.names.index(name)
        low, high = self.extreme(index, 1), self.extreme(index, -1)
        return low[index] if low else 0.0, high[index] if high else math.inf

    def extreme(self, index: int, sign: int) -> list[float]:
        """Return counts that agree with everything, one of them at its least (its largest for a negative sign).

        Empty when nothing bounds it. The bounds of a table are whole numbers by themselves. Totals that overlap in odd
        ways can have fractional ones, and are then solved again in whole numbers: a reader knows that counts are whole.
        """
        wanted = [sign * (i == index) for i in range(len(self.names))]
        equations = {"A_eq": self.rows, "b_eq": self.sums} if self.rows else {}
        found = linprog(wanted, **equations, bounds=(0, None), method="highs")
        if found.status == UNBOUNDED:
            return []
        if found.success and any(abs(value - round(value)) > NEARLY for value in found.x):
            found = linprog(wanted, **equations, bounds=(0, None), method="highs", integrality=1)
        if not found.success:
            raise TotalsDisagree(message("indicators.disclosure.no_counts", names=", ".join(self.names)))
        return [float(round(value)) for value in found.x]


def _knowledge(cells: Counts, totals: Iterable[Total], hidden: Collection[str]) -> _Knowledge:
    """Return what a reader knows when these cells are hidden."""
    totals = tuple(totals)
    nobody_has = {name for total in totals for name in total.names} - cells.keys()
    names = tuple(sorted(nobody_has.union(hidden)))
    rows, sums = [], []
    for total in totals:
        row, shown = dict.fromkeys(names, 0), 0
        for name, sign in ((total.whole, 1), *((part, -1) for part in total.parts)):
            if name in row:
                row[name] += sign
            else:
                shown += sign * int(cells[name])
        if any(row.values()):
            rows.append(list(row.values()))
            sums.append(-shown)
    return _Knowledge(names, rows, sums)


def _exposed(cells: Counts, totals: Iterable[Total], hidden: Collection[str], threshold: int) -> frozenset[str]:
    """Return the hidden cells whose range is too narrow.

    Counts found for one cell are an example of what agrees with everything shown, so two of them that are far enough
    apart in another cell prove that its range is wide without computing it.
    """
    known = _knowledge(cells, totals, hidden)
    wide = max(threshold, 1)
    examples: list[list[float]] = []
    found = set()
    for index, name in enumerate(known.names):
        seen = [example[index] for example in examples]
        if name not in hidden or (seen and max(seen) - min(seen) >= wide):
            continue
        low, high = known.extreme(index, 1), known.extreme(index, -1)
        examples += filter(None, (low, high))
        if high and high[index] - low[index] < wide:
            found.add(name)
    return frozenset(found)


def _reach(cells: Counts, totals: Sequence[Total], small: Collection[str], published: Collection[str]) -> frozenset[str]:
    """Return the small cells and all that can be hidden for their sake: a total leads on to its other cells."""
    found: frozenset[str] = frozenset()
    wider = frozenset(small)
    while wider != found:
        found = wider
        touched = (name for total in totals if not found.isdisjoint(total.names) for name in total.names)
        wider = found.union(touched) - frozenset(published)
    return found & cells.keys()


def _largest_protected(cells: Counts, totals: Sequence[Total], names: Collection[str], threshold: int) -> frozenset[str]:
    """Return the largest set among the names that is protected when it alone is hidden; it may be empty.

    Hiding more never narrows a range. So a cell that is exposed when all of them are hidden is exposed in every choice
    from them, and what remains after leaving out such cells, as long as there are any, contains every protected choice.
    """
    found = frozenset(names)
    while exposed := _exposed(cells, totals, found, threshold):
        found -= exposed
    return found


def _next_to_hide(
    cells: Counts, totals: Sequence[Total], hidden: frozenset[str], exposed: frozenset[str], most: frozenset[str], threshold: int
) -> str:
    """Return the cell to hide next: the smallest in a total that gives an exposed cell away by itself.

    When only several totals together do, the smallest cell in any total of an exposed one, or else the smallest of all:
    not every one of those helps, and those that do not are shown again in the end. Of equals the first by name; zeros last.
    """
    spare = sorted(most - hidden, key=lambda name: (not cells[name], cells[name], name))
    near = [total for total in totals if not exposed.isdisjoint(total.names)]
    tight = [total for total in near if _room(cells, total, hidden) < threshold]
    for choice in (tight, near):
        names = {name for total in choice for name in total.names}
        for name in spare:
            if name in names:
                return name
    return spare[0]


def _width(limits: tuple[float, float]) -> float:
    return limits[1] - limits[0]


def _room(cells: Counts, total: Total, hidden: Collection[str]) -> float:
    """Return how wide a range this total alone leaves to its hidden cells."""
    unseen = [name for name in total.names if name in hidden or name not in cells]
    if len(unseen) == 1:
        return 0
    if total.whole in unseen:
        return math.inf
    return float(cells[total.whole] - sum(cells[part] for part in total.parts if part not in unseen))


def _how_given_away(cells: Counts, totals: Sequence[Total], hidden: frozenset[str], name: str, threshold: int) -> str:
    """Return the message for a cell that cannot be protected: the totals that it takes, and no figure."""
    needed = list(totals)
    for total in totals:
        fewer = [other for other in needed if other != total]
        if _width(_knowledge(cells, fewer, hidden).range_of(name)) < threshold:
            needed = fewer
    known = dict.fromkeys(other for total in needed for other in total.names if other in cells and other not in hidden)
    said = message("indicators.disclosure.and").join(map(str, needed))
    return message("indicators.disclosure.given_away", name=name, totals=said, known=", ".join(known), threshold=threshold)
