"""Hides small counts that their owner has not published, in an edition's rows and in everything made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.data import Facts, Observation
from analysis.indicators import disclosure
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, Result, series_name


@dataclass(frozen=True)
class Shown:
    """What an edition has of counts: every cell by its name, the totals that bind them, and the names that are hidden."""

    cells: dict[str, Decimal]
    computed: dict[str, str]
    hidden: frozenset[str]


def protect_rows(facts: Facts, editions: Sequence[Edition], rows: Iterable[Result]) -> list[Result]:
    """Return the last edition's rows with small counts hidden. ``editions``: it and those before it, oldest first.

    A source of kind ``delivery`` is not published by its owner; where no figure comes from one, nothing is hidden. What an
    earlier edition showed is known to everyone, and so counts as published in the later ones.
    """
    if not any(facts.sources[o.source].kind == "delivery" for o in facts.observations):
        return list(rows)
    known: frozenset[str] = frozenset()
    shown = Shown({}, {}, frozenset())
    for edition in editions:
        shown = shown_by(edition, known)
        known |= shown.cells.keys() - shown.hidden
    safe = [name for cell, name in shown.computed.items() if cell not in shown.hidden]
    return disclosure.apply(rows, [shown.computed.get(cell, cell) for cell in shown.hidden], safe)


def shown_by(edition: Edition, known: frozenset[str]) -> Shown:
    """Return what an edition shows of counts when ``known`` is public already."""
    observations = [s.counts for years in edition.history.values() for s in years.values() if is_count(edition, s.counts)]
    cells = {o.id: o.value for o in observations if o.value is not None}
    published = {o.id for o in observations if edition.facts.sources[o.source].kind != "delivery"}
    totals, computed = totals_of(edition, cells)
    hidden = disclosure.protect(
        cells, totals, threshold=edition.facts.partnership.disclosure.threshold, published=(published | known) & cells.keys()
    )
    return Shown(cells, computed, hidden)


def is_count(edition: Edition, observation: Observation) -> bool:
    """Tell whether an observation counts people or reports."""
    return edition.facts.indicators[observation.indicator].unit == "count" and observation.value is not None


def totals_of(edition: Edition, cells: dict[str, Decimal]) -> tuple[list[disclosure.Total], dict[str, str]]:
    """Return the totals that bind the cells; one that no source states becomes a cell, with the id of its computed row."""
    totals, computed = [], {}
    for agreement in edition.facts.agreements:
        for total in agreement.totals:
            for year in total.years:
                series = Series(total.indicator, total.category, total.geography)
                parts = [edition.observed(Series(total.indicator, part, total.geography), year) for part in total.parts]
                names = [part.id for part in parts if part is not None and part.id in cells]
                if len(names) < len(parts):
                    continue
                stated = edition.observed(series, year)
                row_id = f"{edition.year}.total.{'.'.join((*series_name(series), str(year)))}"
                whole = (
                    stated.id
                    if stated is not None and stated.id in cells
                    else ".".join((*series_name(series), str(year), "computed"))
                )
                if whole not in cells:
                    cells[whole] = sum((cells[name] for name in names), Decimal(0))
                    computed[whole] = row_id
                totals.append(disclosure.Total(whole, tuple(names)))
    return totals, computed
