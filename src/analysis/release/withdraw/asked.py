"""Which figures are to be withdrawn: those behind the rows that somebody names, with everything that rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.data import Facts, Observation
from analysis.data.ledger import Ledger
from analysis.errors import UserError
from analysis.indicators import Result, edition_rows
from analysis.messages import message
from analysis.release.withdraw.tables import Cell, cell_of

OBSERVED = "observed"


@dataclass(frozen=True)
class Asked:
    """Cells to be withdrawn, and the ids of the facts that give a figure for one of them."""

    cells: frozenset[Cell]
    facts: frozenset[str]
    deliveries: tuple[str, ...]


def asked_for(facts: Facts, ledger: Ledger, names: Sequence[str]) -> Asked:
    """Return what the rows of an edition that somebody names are about. Raises ``UserError`` with each that cannot be withdrawn.

    Whatever source gives a figure of the same cell, it goes with it. What is hidden by now can have been published before.
    """
    rows = {row.id: row for row in edition_rows(facts, ledger.year)}
    known = {observation.id: observation for observation in facts.observations}
    found = [why for name in names for why in wrong(facts, ledger, name, rows, known)]
    chosen = [known[rows[name].inputs[0].id] for name in names] if not found else []
    limit = facts.partnership.disclosure.threshold
    if chosen and not any(o.value is not None and o.value < limit for o in chosen):
        found.append(message("release.withdraw.refused.large", threshold=limit))
    if found:
        raise UserError("\n  ".join([message("release.withdraw.refused.head", count=len(found)), *found]))
    cells = frozenset(map(cell_of, chosen))
    same = [observation for observation in facts.observations if cell_of(observation) in cells]
    return Asked(cells, frozenset(o.id for o in same), tuple(dict.fromkeys(o.delivery for o in same if o.delivery)))


def wrong(facts: Facts, ledger: Ledger, name: str, rows: dict[str, Result], known: dict[str, Observation]) -> Iterator[str]:
    """Yield why a row cannot be withdrawn: it is not there, was never shown, is computed, or is no count."""
    row = rows.get(name)
    if row is None:
        yield message("release.withdraw.refused.unknown", row=name, year=ledger.year)
        return
    if row.status == "suppressed" and name not in ledger.hidden_since:
        yield message("release.withdraw.refused.hidden", row=name)
        return
    own = [fact.id for fact in row.inputs if fact.id in known]
    beside = [r.id for r in rows.values() if r.measure == OBSERVED and {f.id for f in r.inputs} & set(own)]
    if beside and (row.measure != OBSERVED or len(own) != 1 or len(row.inputs) != 1):
        yield message("release.withdraw.refused.computed", row=name, rows=", ".join(beside))
    elif not beside or facts.indicators[row.indicator].unit != "count" or known[own[0]].value is None:
        yield message("release.withdraw.refused.no_count", row=name)
