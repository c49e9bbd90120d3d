"""Hides small counts that their owner has not published, in an edition's rows and in everything made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from analysis.data import Facts
from analysis.indicators import disclosure
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, name_of
from analysis.indicators.rows import Result
from analysis.indicators.vintages import Settled


@dataclass
class Counts:
    """Counts as cells, and the totals that bind them. A cell's name holds its value: a revised figure is another cell.

    ``ids`` are the observations and computed rows that show a cell; ``published`` the cells that are public anyway.
    """

    cells: dict[str, Decimal] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    totals: list[disclosure.Total] = field(default_factory=list)
    published: set[str] = field(default_factory=set)

    def add(self, name: str, value: Decimal, ids: Iterable[str]) -> None:
        self.cells[name] = value
        self.ids.setdefault(name, set()).update(ids)


def protect_rows(facts: Facts, editions: Sequence[Edition], rows: Iterable[Result]) -> list[Result]:
    """Return the last edition's rows with small counts hidden. ``editions``: it and those before it, oldest first.

    A source of kind ``delivery`` is not published by its owner; where no figure comes from one, nothing is hidden. What an
    earlier edition showed is known to everyone, so its cells and totals count as published in the later ones.
    """
    if not any(facts.sources[o.source].kind == "delivery" for o in facts.observations):
        return list(rows)
    threshold = facts.partnership.disclosure.threshold
    counts, hidden = Counts(), frozenset[str]()
    for edition in editions:
        counts.published |= counts.cells.keys() - hidden
        counts.ids.clear()
        add_counts(edition, counts)
        totals = tuple(dict.fromkeys(counts.totals))
        hidden = disclosure.protect(counts.cells, totals, threshold=threshold, published=counts.published)
    shown = [name for cell, names in counts.ids.items() if cell not in hidden for name in names]
    concealed = [name for cell, names in counts.ids.items() if cell in hidden for name in names]
    return list(hide(rows, frozenset(concealed), frozenset(shown)))


def hide(rows: Iterable[Result], hidden: frozenset[str], safe_totals: frozenset[str]) -> Iterator[Result]:
    """Yield the rows, in their order, with everything that comes from a hidden figure suppressed.

    ``hidden`` holds ids of observations and, for a total that was computed, of its row. A row is suppressed when it is
    one of them or has one among its inputs: no value and the status ``suppressed``. A verdict is then ``undetermined``
    and its flags say so; one that only monitors stays, because it says nothing about the figure.

    ``safe_totals`` are the ids of rows of measure ``total`` that ``protect`` was told of as cells and left shown. They
    keep their value although parts of theirs are hidden: that this does no harm is what ``protect`` proved. A total that
    it was not told of is suppressed like everything else. A total that a source states is an observation of its own.
    """
    for row in rows:
        is_safe = row.measure == "total" and row.id in safe_totals
        if row.id not in hidden and (is_safe or hidden.isdisjoint(fact.id for fact in row.inputs)):
            yield row
        elif row.measure != "verdict":
            yield replace(row, value=None, status="suppressed")
        elif row.value == "monitored":
            yield row
        else:
            yield replace(row, value="undetermined", status="suppressed", flags=(*row.flags, "suppressed"))


def add_counts(edition: Edition, counts: Counts) -> None:
    """Add the edition's counts and totals to those of the editions before."""
    for series, years in edition.history.items():
        if edition.facts.indicators[series.indicator].unit == "count":
            for year, settled in years.items():
                add_settled(edition, counts, series, year, settled)
    for agreement in edition.facts.agreements:
        for total in agreement.totals:
            for year in total.years:
                whole = Series(total.indicator, total.category, total.geography)
                add_total(edition, counts, whole, [Series(total.indicator, part, total.geography) for part in total.parts], year)


def add_settled(edition: Edition, counts: Counts, series: Series, year: int, settled: Settled) -> None:
    """Add the figure that counts, with those that agree, and each that contradicts it as a cell of its own."""
    for same in ((settled.counts, *settled.agree), *((other,) for other in settled.contradict)):
        value = same[0].value
        if value is not None:
            name = cell_name(series, year, value)
            counts.add(name, value, (o.id for o in same))
            if any(edition.facts.sources[o.source].kind != "delivery" for o in same):
                counts.published.add(name)


def add_total(edition: Edition, counts: Counts, whole: Series, parts: list[Series], year: int) -> None:
    """Add a total with the cells that it binds; a part that is unknown is a name without a cell.

    One that no source states becomes a cell when all its parts are known, because the book shows the sum.
    """
    values = [value_of(edition, part, year) for part in parts]
    names = [cell_name(part, year, value) for part, value in zip(parts, values, strict=True)]
    known = [value for value in values if value is not None]
    stated = value_of(edition, whole, year)
    if stated is None and len(known) < len(parts):
        return
    value = stated if stated is not None else sum(known, Decimal(0))
    name = cell_name(whole, year, value)
    row_id = f"{edition.year}.total.{name_of(whole, year)}"
    counts.add(name, value, [row_id] if len(known) == len(parts) else [])
    counts.totals.append(disclosure.Total(name, tuple(names)))


def value_of(edition: Edition, series: Series, year: int) -> Decimal | None:
    """Return the number that counts, if there is one."""
    found = edition.observed(series, year)
    return found.value if found is not None else None


def cell_name(series: Series, year: int, value: Decimal | None) -> str:
    """Return a cell's name: what, when, and how many."""
    return f"{name_of(series, year)}={'?' if value is None else value}"
