"""Cells and totals: what they are, which cells are hidden for their own sake, and that the totals hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar, get_args

from analysis.errors import UserError
from analysis.messages import message

Counts = Mapping[str, Decimal | int]
Name = TypeVar("Name", bound=str)

# Danish practice: cells below 5 are hidden. Statistics Denmark's own minimum is 3 observations.
THRESHOLD = 5

# Who a table is protected against. The ``stranger`` knows totals and shown cells, and is always thought of. The ``insider`` is the
# one behind a hidden 1 or one of the two behind a hidden 2, and knows that count. To the ``group`` protection gives it that
# everybody in a row is in one and the same cell.
# Nobody is thought of who runs this program on other tables to see for which it would have hidden the same cells.
Attacker = Literal["stranger", "insider", "group"]
STRANGER: tuple[Attacker, ...] = ("stranger",)

LARGEST = 10**15  # beyond it a solver's floating point tells no two whole numbers apart


@dataclass(frozen=True)
class Total:
    """One cell is the sum of others. A name that is no cell is a figure that nobody has: unknown, but not negative."""

    whole: str
    parts: tuple[str, ...]

    def __post_init__(self) -> None:
        """Take a list of parts for a tuple. Raises ``TypeError`` for one text, which would be taken for its letters."""
        object.__setattr__(self, "parts", tuple(names_in("parts", self.parts)))

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


def primary(cells: Counts, threshold: int = THRESHOLD, *, zero_is_public: bool = True) -> frozenset[str]:
    """Return the cells that are hidden for their own sake: from 1 up to, not including, the threshold.

    Danish practice hides counts below 5 (Statistics Denmark's minimum is 3). A 0 is shown: it is about
    nobody who could be recognised; unless ``zero_is_public`` is false. Raises ``ValueError`` for what is no count.
    """
    ensure_counts(cells)
    return frozenset(name for name, value in cells.items() if value < threshold and (value > 0 or not zero_is_public))


def ensure_counts(cells: Counts) -> None:
    """Raise ``ValueError`` that names every cell whose value is no whole number from 0 to ``LARGEST``."""
    if wrong := [f"{name} is {value}" for name, value in cells.items() if not is_count(value)]:
        raise ValueError(f"{', '.join(wrong)}; a count is a whole number from 0 upwards, at most {LARGEST}")


def is_count(value: object) -> bool:
    """Tell whether a value is a count, whatever kind of number it is written as."""
    try:
        return 0 <= int(value) <= LARGEST and int(value) == value  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError, ArithmeticError):
        return False


def names_in(what: str, given: Iterable[Name]) -> Iterable[Name]:
    """Return names as they are given. Raises ``TypeError`` for one text, which would be taken for its letters."""
    if isinstance(given, str):
        raise TypeError(f"{what} is one text, {given!r}; expected a collection of names")
    return given


def attackers_in(given: Iterable[Attacker]) -> frozenset[Attacker]:
    """Return attackers. Raises ``TypeError`` for one text, ``ValueError`` for a name that is none of them."""
    found = frozenset(names_in("attackers", given))
    if unknown := found - set(get_args(Attacker)):
        raise ValueError(f"attackers: found {', '.join(sorted(unknown))}; expected some of {', '.join(get_args(Attacker))}")
    return found


def ensure_totals_hold(cells: Counts, totals: Iterable[Total]) -> None:
    """Raise ``TotalsDisagree`` for the first total whose cells are all there and do not add up."""
    for total in totals:
        if cells.keys() >= set(total.names) and cells[total.whole] != sum(cells[part] for part in total.parts):
            raise TotalsDisagree(message("indicators.disclosure.parts", total=total))


def groups(cells: Counts, totals: Iterable[Total], published: Collection[str]) -> list[tuple[Total, str]]:
    """Return the totals in which everybody is in one part, with that part; the others are all 0.

    Left out is what the public knows anyway: the whole with the part, or every other part. Source: k-disclosure with k = 0, in
    Hundepool and others (2012), section 5.3.1 on group disclosure.
    """
    found = []
    for total in totals:
        if len(set(total.parts)) == 1 or not cells.keys() >= set(total.names) or not cells[total.whole]:
            continue
        full = [part for part in total.parts if cells[part] == cells[total.whole]]
        known = published_together(total, full, published)
        found += [(total, full[0])] if len(full) == 1 and not known else []
    return found


def published_together(total: Total, full: list[str], published: Collection[str]) -> bool:
    """Tell whether what is public says by itself that all others of a total are 0."""
    others = [part for part in total.parts if part not in full]
    return set(published) >= {total.whole, *full} or set(published) >= set(others)
