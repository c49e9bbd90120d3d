"""Which facts are not what they were: the reason, where data and not the program have changed a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.data import Facts
from analysis.indicators.rows import fact_of_cell, fact_of_deliverable, fact_of_observation, fact_of_significance

Contents = Mapping[str, str]


def contents_of(facts: Facts) -> Contents:
    """Return what each fact says, by the id under which it stands among the inputs of rows."""
    found: dict[str, str] = {}
    for observation in facts.observations:
        found[fact_of_observation(observation).id] = said(observation)
    for cell in facts.budgets:
        found[fact_of_cell(cell).id] = said(cell)
    for item in facts.deliverables:
        found[fact_of_deliverable(item).id] = said(item)
    for claim in facts.significance:
        found[fact_of_significance(claim).id] = said(claim)
    return found


def said(row: Any) -> str:
    """Return a row as text; what a later program has columns for that were empty is not said."""
    return str({name: value for name, value in row.model_dump().items() if value not in (None, "")})


def changed_facts(inputs: Iterable[str], before: Contents, now: Contents) -> tuple[str, ...]:
    """Return those of some facts that say something else now, are new or are gone, each once."""
    return tuple(name for name in dict.fromkeys(inputs) if before.get(name) != now.get(name))
