"""Hides small counts that their owner has not published, in an edition's rows and in everything made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.data import Facts
from analysis.indicators import disclosure
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, Result, series_name
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
    return disclosure.apply(rows, concealed, shown)


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
    row_id = f"{edition.year}.total.{'.'.join((*series_name(whole), str(year)))}"
    counts.add(name, value, [row_id] if len(known) == len(parts) else [])
    counts.totals.append(disclosure.Total(name, tuple(names)))


def value_of(edition: Edition, series: Series, year: int) -> Decimal | None:
    """Return the number that counts, if there is one."""
    found = edition.observed(series, year)
    return found.value if found is not None else None


def cell_name(series: Series, year: int, value: Decimal | None) -> str:
    """Return a cell's name: what, when, and how many."""
    return f"{'.'.join(series_name(series))}.{year}={'?' if value is None else value}"
