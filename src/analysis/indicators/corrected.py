"""Corrections of published numbers: which belong together, which follow from others, and how often an indicator's were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean, median

from analysis.data import Facts
from analysis.data.ledger import KINDS, WITHDRAWAL, Change, Number, Record
from analysis.indicators.revisions import revised_figures
from analysis.indicators.rows import AS_PUBLISHED, Result

Rows = Mapping[str, Result]
# What is only ever computed, where no row says so any more.
COMPUTED = frozenset({"change", "change_pct", "gap", "share", "rate", "p_value", "count", "lower", "upper", "baseline"})
# Units of numbers that say how sure another is.
WORKINGS = frozenset({"ratio", "probability"})
# Fields of a row that tell it from others of an edition, beside those that a ledger has.
ABOUT = (
    *("aspect", "rule", "agreement", "target", "plan", "activity", "deliverable", "kind", "against_year", "against_area"),
    *("line", "span", "breakdown", "group"),
)


@dataclass(frozen=True)
class Correction:
    """The same change in one or more editions."""

    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """The change in the first of its editions."""
        return self.changes[0]

    @property
    def editions(self) -> list[int]:
        """The editions in which it was made, oldest first."""
        return sorted({change.edition for change in self.changes})

    @property
    def weight(self) -> Decimal:
        """How large the change is, in parts of what the number was; what is no number weighs nothing."""
        if self.first.amounts is None:
            return Decimal(0)
        old, new = self.first.amounts
        return abs(new - old) / abs(old) if old else abs(new - old)


def together(changes: Iterable[Change], rows: Rows) -> list[Correction]:
    """Return changes with those that are the same in several editions as one, the largest first."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        said = (*said_of(change.before, rows), *said_of(change.after, rows), change.entry.day, change.entry.reason)
        found.setdefault(said, []).append(change)
    corrections = [Correction(tuple(same)) for same in found.values()]
    return sorted(corrections, key=lambda correction: (-correction.weight, -len(correction.changes), correction.first.after.id))


def said_of(number: Number | None, rows: Rows) -> tuple[object, ...]:
    """Return what a number is about and says, whatever edition it is in.

    What its row knows beside the ledger's fields tells it from others; of one that has no row any more the ledger's must do.
    """
    if number is None:
        return ()
    row = rows.get(number.id)
    fields = tuple(value for name, value in vars(number).items() if name != "id")
    return (*fields, *(getattr(row, name) for name in ABOUT)) if row else fields


def is_computed(rows: Rows, correction: Correction) -> bool:
    """Tell whether a number is made from others: a change, a sum, an interval. A verdict stands for itself."""
    number = correction.first.after
    row = rows.get(number.id)
    if row is None:
        return number.measure in COMPUTED
    return row.method not in AS_PUBLISHED and row.measure != "verdict"


def is_working(rows: Rows, correction: Correction) -> bool:
    """Tell whether a number only belongs to how sure another is: a p-value, a ratio, a limit. What was agreed or promised is none."""
    number = correction.first.after
    row = rows.get(number.id)
    if row is not None and (row.aspect == "step" or row.method in AS_PUBLISHED):
        return False
    return number.measure == "p_value" or number.unit in WORKINGS or (row is not None and row.measure in ("lower", "upper"))


@dataclass(frozen=True)
class Corrections:
    """Corrections, of one kind as a rule: how many there are can be said, for the reader sees them."""

    items: tuple[Correction, ...]

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self.items)


def parted(rows: Rows, changes: Iterable[Change]) -> tuple[Corrections, Corrections]:
    """Return the corrections that stand for themselves, and those that follow from one of them or only say how sure a number is."""
    found = together(changes, rows)
    roots = {(c.first.entry.day, c.first.entry.reason) for c in found if not is_computed(rows, c)}
    behind = {c for c in found if is_computed(rows, c) and (c.first.entry.day, c.first.entry.reason) in roots}
    following = [c for c in found if c in behind or is_working(rows, c)]
    return Corrections(tuple(c for c in found if c not in following)), Corrections(tuple(following))


def figures_first(rows: Rows, changes: Iterable[Change]) -> tuple[Corrections, Corrections]:
    """Return the corrected figures, each once whatever editions it is in, and all that only follows from figures, goals and verdicts too.

    Where no figure is among them, all stand for themselves.
    """
    figures: dict[tuple[object, ...], list[Change]] = {}
    following = []
    for one in together(changes, rows):
        number, entry = one.first.after, one.first.entry
        if number.measure in ("verdict", "target") or is_computed(rows, one) or is_working(rows, one):
            following.append(one)
        else:
            about: tuple[object, ...] = (
                number.measure,
                number.indicator,
                number.category,
                number.geography,
                number.year,
                entry.day,
                entry.reason,
            )
            row = rows.get(number.id)
            about += (row.span, row.breakdown, row.group) if row else ()
            figures.setdefault(about, []).extend(one.changes)
    found = [Correction(tuple(same)) for same in figures.values()]
    return (Corrections(tuple(found)), Corrections(tuple(following))) if found else (Corrections(tuple(following)), Corrections(()))


@dataclass(frozen=True)
class Made:
    """How many published numbers were changed, by kind, and how many were added later."""

    changed: int
    added: int
    by_kind: Mapping[str, int]


def made(record: Record) -> Made:
    """Return how many corrections the ledgers have."""
    kinds = Counter(change.entry.cause for change in record.changes if change.before)
    return Made(
        kinds.total(), sum(change.before is None for change in record.changes), {kind: kinds[kind] for kind in (*KINDS, WITHDRAWAL)}
    )


@dataclass(frozen=True)
class BySources:
    """How many of the sources' own figures the sources have revised, of how many, and after how many days (the median)."""

    revised: int
    observations: int
    days: int


def by_sources(facts: Facts) -> BySources:
    """Return how often sources have revised their own figures."""
    days = [one.days for one in revised_figures(facts)]
    return BySources(len(days), len(facts.observations), round(median(days)) if days else 0)


@dataclass(frozen=True)
class Sizes:
    """Of an indicator: how many numbers were published, and of those that were revised by how much and after how many days."""

    published: int
    sizes: tuple[Decimal, ...]
    days: tuple[int, ...]
    changed: int

    @property
    def mean(self) -> Decimal | None:
        """The mean size; ``None`` where no number moved."""
        return mean(self.sizes) if self.sizes else None

    @property
    def median(self) -> Decimal | None:
        """The median size; ``None`` where no number moved."""
        return median(self.sizes) if self.sizes else None

    @property
    def largest(self) -> Decimal | None:
        """The largest size; ``None`` where no number moved."""
        return max(self.sizes, default=None)

    @property
    def median_days(self) -> int:
        """After how many days numbers were changed, the median."""
        return round(median(self.days)) if self.days else 0


def sizes_by_indicator(facts: Facts, record: Record) -> Mapping[str, Sizes]:
    """Return what happened to the published numbers of each indicator, in the order of the data."""
    changes = [change for change in record.changes if change.before]
    published: dict[str, int] = {}
    for ledger in record.ledgers.values():
        for entry in ledger.entries:
            if entry.cause in ("first", "new_figure"):
                published[entry.number.indicator] = published.get(entry.number.indicator, 0) + 1
    return {
        key: sizes_of([c for c in changes if c.after.indicator == key], published.get(key, 0), indicator.unit)
        for key, indicator in facts.indicators.items()
    }


def sizes_of(changes: list[Change], published: int, unit: str) -> Sizes:
    """Return the sizes, without sign, of an indicator's changes in its own unit, and the days of all of them."""
    moved = (change.amounts for change in changes if change.after.unit == unit)
    sizes = tuple(abs(found[1] - found[0]) for found in moved if found and found[0] != found[1])
    return Sizes(published, sizes, tuple((c.entry.day - c.first_day).days for c in changes), len(changes))
