"""What one partnership's book hides and another one shows: both say something of the same area, the municipality for one.

Each book is protected against whoever reads that book. Areas, indicators and categories are the same in two books when they have
the same words, for keys are each partnership's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.data import Facts, Span
from analysis.indicators.compare.across import FIGURES, plain
from analysis.indicators.rows import Result


@dataclass(frozen=True)
class Told:
    """What a figure is about, in the words of its book as they are held against another's; ``said`` is how the book says them."""

    area: str
    indicator: str
    category: str
    year: int
    span: Span
    breakdown: str
    group: str
    said: str = field(default="", compare=False)


@dataclass(frozen=True)
class Known:
    """What a book says: which figures stand in it, and which are hidden in every one of its editions."""

    shown: frozenset[Told] = frozenset()
    hidden: frozenset[Told] = frozenset()


@dataclass(frozen=True)
class GivenAway:
    """The figures that one book hides and another one shows, by the places of the two books in the list."""

    hidden_in: int
    shown_in: int
    figures: tuple[Told, ...]


def known_of(facts: Facts, rows: Iterable[Result]) -> Known:
    """Return what a book says, from the rows of all its editions."""
    found = [row for row in rows if is_figure(row)]
    shown = frozenset(told(facts, row) for row in found if row.value is not None)
    return Known(shown, frozenset(told(facts, row) for row in found if row.status == "suppressed") - shown)


def is_figure(row: Result) -> bool:
    """Tell whether a row is a figure of an area, and nothing about a target there."""
    return row.measure in FIGURES and row.aspect in ("", "made") and not row.target and bool(row.geography and row.indicator)


def told(facts: Facts, row: Result) -> Told:
    """Return what a row is about."""
    indicator = facts.indicators[row.indicator]
    category = indicator.categories.get(row.category)
    area = facts.partnership.geographies[row.geography].name
    words = (area, indicator.name, category.name if category else row.category)
    where, what, kind, breakdown, group = map(plain, (*words, row.breakdown, row.group))
    said = ", ".join(filter(None, (*words[1:], area, str(row.year))))
    return Told(where, what, kind, row.year, row.span, breakdown, group, said)


def given_away(books: Sequence[Known]) -> list[GivenAway]:
    """Return what books hide and others show, by pairs of books."""
    hiding = [place for place, book in enumerate(books) if book.hidden]
    held = ((one, other, books[one].hidden & book.shown) for one in hiding for other, book in enumerate(books))
    return [GivenAway(one, other, tuple(sorted(found, key=in_words))) for one, other, found in held if found]


def in_words(about: Told) -> tuple[int, str, str, str, str, str]:
    """Return what figures are sorted by."""
    return about.year, about.indicator, about.category, about.area, about.breakdown, about.group
