"""The same figure of several partnerships: which of them may be held against each other, and what can be said of their order.

Which figure is the same is decided by its indicator's role, never by its name. Comparable are figures of one year, in one unit,
with one definition, one question and one supplier. A place in the order is given only to a figure whose interval
overlaps no other: without an interval nothing is known of the order, and where two intervals overlap it could be chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, get_args

from analysis.data import Break, Facts, Indicator, Role
from analysis.indicators.rows import Result

# The roles that say how it goes in an area. Those of plans are about what was planned there, and nowhere else.
COMPARED: tuple[Role, ...] = (
    "safety",
    "safety_at_night",
    "safety_level",
    "crime_rate",
    "crime",
    "activations",
    "cooperation",
)
# How much there is of these depends on how many live there: they are shown, and say nothing of the order.
AMOUNTS = frozenset({"count", "dkk"})
FIGURES = frozenset({"observed", "total", "rate", "share"})
MADE = frozenset({"total", "rate"})

Difference = Literal["unit", "definition", "category", "question", "supplier", "year"]
Refusal = Literal["", "hidden", "no_figure", "not_comparable", "alone", "amount", "no_interval", "overlap"]


@dataclass(frozen=True)
class Terms:
    """What two figures must have in common to be comparable; each field is one way to differ."""

    unit: str
    definition: str
    category: str
    question: str
    supplier: str
    year: int


@dataclass(frozen=True)
class Figure:
    """A partnership's newest figure of a role: its row, the limits of its interval where it has one, and its terms."""

    row: Result
    terms: Terms
    lower: Result | None = None
    upper: Result | None = None

    @property
    def limits(self) -> tuple[Decimal, Decimal] | None:
        """The limits of the interval as numbers; ``None`` where one is not known."""
        low, high = (end.number if end is not None else None for end in (self.lower, self.upper))
        return (low, high) if low is not None and high is not None else None


@dataclass(frozen=True)
class Standing:
    """What may be said of a figure among others.

    ``place`` counts from the lowest, of so many comparable ones with an interval (``of``); ``refusal`` says why there is none. ``differs`` says in
    what the figure is no match for most others, ``overlaps`` which figures, by their numbers in the list, it cannot be told from.
    """

    place: int | None = None
    of: int = 0
    refusal: Refusal = ""
    differs: tuple[Difference, ...] = ()
    overlaps: tuple[int, ...] = ()


# One partnership's figure


def figure_of(facts: Facts, rows: Iterable[Result], role: Role) -> Figure | None:
    """Return the newest figure of a role in a partnership's own area, from its results; ``None`` where it has none.

    Of reported crime it is the total that the sources state. Where areas of two agreements have the same year the newer one counts.
    """
    key = facts.indicator_with(role)
    if key is None:
        return None
    own = {name: area.from_year or 0 for name, area in facts.partnership.geographies.items() if area.kind == "partnership"}
    category = total_of(facts.indicators[key]) if role == "crime" else None
    table = [row for row in rows if row.indicator == key and row.geography in own and row.is_whole]
    found = [row for row in table if is_current(row) and category in (None, row.category)]
    newest = max(found, key=lambda row: (row.year, own[row.geography], row.measure in ("share", *MADE)), default=None)
    if newest is None:
        return None
    low, high = (limit_of(table, newest, measure) for measure in ("lower", "upper"))
    return Figure(newest, terms_of(facts, newest), low, high)


def total_of(indicator: Indicator) -> str:
    """Return the category that is an indicator's total; no category at all where it has none."""
    return next((key for key, category in indicator.categories.items() if category.role == "total"), "")


def is_current(row: Result) -> bool:
    """Tell whether a row is a figure that counts: published, or made by the book of others."""
    is_made = row.aspect == "made" or row.measure not in MADE
    return row.measure in FIGURES and is_made and not {"contradicts", "superseded"} & set(row.flags)


def limit_of(table: Iterable[Result], row: Result, measure: str) -> Result | None:
    """Return a limit of a figure's interval."""
    about = (row.category, row.geography, row.year)
    found = (r for r in table if r.measure == measure and r.aspect == "interval" and (r.category, r.geography, r.year) == about)
    return next(found, None)


def terms_of(facts: Facts, row: Result) -> Terms:
    """Return the terms of a figure, from the definitions of its partnership."""
    indicator = facts.indicators[row.indicator]
    levels = (indicator.level_names.get(level, level) for level in indicator.levels)
    base = f"{indicator.base.year} {indicator.base.value}" if indicator.base else ""
    definition = " ".join(map(plain, (indicator.definition, *levels, base)))
    category = indicator.categories.get(row.category)
    return Terms(
        row.unit,
        definition,
        plain(category.name) if category else "",
        plain(in_force(indicator, row, "question", "")),
        plain(in_force(indicator, row, "supplier", facts.instruments.get(indicator.instrument, ""))),
        row.year,
    )


def plain(text: str) -> str:
    """Return a text without what makes no difference: small and large letters, spaces, and a full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".")


def in_force(indicator: Indicator, row: Result, kind: str, otherwise: str) -> str:
    """Return the supplier or the question of a figure, as the breaks before and after it say; ``otherwise`` where there are none."""
    breaks = [b for b in sorted(indicator.breaks, key=lambda b: b.from_year) if b.kind == kind and holds_in(b, row.geography)]
    earlier = [b.after for b in breaks if b.from_year <= row.year]
    later = [b.before for b in breaks if b.from_year > row.year]
    return (earlier[-1:] or later[:1] or [otherwise])[0]


def holds_in(found: Break, geography: str) -> bool:
    """Tell whether a break is one of an area's figures."""
    return not found.geographies or geography in found.geographies


# Several


def standings(figures: Sequence[Figure]) -> tuple[Standing, ...]:
    """Return what may be said of each of some partnerships' figures of one role, in their order."""
    wanted = most_common(figures)
    alike = [number for number, figure in enumerate(figures) if is_known(figure) and figure.terms == wanted]
    return tuple(standing(number, figure, figures, alike, wanted) for number, figure in enumerate(figures))


def most_common(figures: Sequence[Figure]) -> Terms | None:
    """Return the terms that most known figures have; of several the newest year's, then those that come first."""
    counts = Counter(figure.terms for figure in figures if is_known(figure))
    return max(counts, key=lambda terms: (counts[terms], terms.year), default=None)


def is_known(figure: Figure) -> bool:
    """Tell whether a figure has a value, be it a number or a word."""
    return figure.row.value is not None


def standing(number: int, figure: Figure, figures: Sequence[Figure], alike: list[int], wanted: Terms | None) -> Standing:
    """Return what may be said of one figure; ``alike`` are the numbers of those with the terms that are ``wanted``."""
    if wanted is None or not is_known(figure):
        return Standing(refusal="hidden" if figure.row.status == "suppressed" else "no_figure")
    if number not in alike:
        return Standing(refusal="not_comparable", differs=differences(figure.terms, wanted))
    if len(alike) == 1:
        return Standing(refusal="alone")
    if figure.terms.unit in AMOUNTS:
        return Standing(refusal="amount")
    if figure.limits is None:
        return Standing(refusal="no_interval")
    return in_order(number, figures, [other for other in alike if figures[other].limits is not None])


def differences(terms: Terms, wanted: Terms) -> tuple[Difference, ...]:
    """Return in what terms differ from others."""
    differing = {field.name for field in fields(Terms) if getattr(terms, field.name) != getattr(wanted, field.name)}
    return tuple(name for name in get_args(Difference) if name in differing)


def in_order(number: int, figures: Sequence[Figure], rivals: list[int]) -> Standing:
    """Return the place of a figure among those that have an interval, or those of them that keep it from having one."""
    others = [other for other in rivals if other != number]
    if not others:
        return Standing(refusal="alone")
    overlaps = tuple(other for other in others if overlap(limits_of(figures[number]), limits_of(figures[other])))
    if overlaps:
        return Standing(of=len(rivals), refusal="overlap", overlaps=overlaps)
    lower = [other for other in others if limits_of(figures[other]) < limits_of(figures[number])]
    return Standing(place=len(lower) + 1, of=len(rivals))


def limits_of(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return the limits of a figure that has them. Raises ``ValueError`` for one that has none."""
    if figure.limits is None:
        raise ValueError(figure.row.id)
    return figure.limits


def overlap(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    """Tell whether two intervals have a point in common."""
    return one[0] <= other[1] and other[0] <= one[1]
