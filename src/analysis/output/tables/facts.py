"""The facts behind an edition's results, each as its source gives it, and never more of it than the results show.

A fact is read off the row that shows it. Where several sources say the same, one row shows them all by the words of the first;
the others are then looked up, but only where that row is not hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.data import Observation
from analysis.display.view.view import View
from analysis.indicators import Input, Result
from analysis.indicators.frame import COLUMNS_OF_PARTS, parts_of
from analysis.indicators.rows import AS_PUBLISHED
from analysis.output.tables.entries import Entries, Entry

HIDDEN = "suppressed"
ABOUT = ("id", "kind", "indicator", "category", "geography", "year")
SAID = ("against", "value", "value_to", "unit", "status", "qualifier", "as_written", "source", "section", "published")
READ = ("delivery", "sheet", "cell")
COUNTED = ("counted_rows",)


@dataclass(frozen=True)
class Said:
    """What a source says: one figure or word, or the ends of a span; and the row that shows it."""

    row: Result
    value: Entry
    value_to: Decimal | None
    status: str
    qualifier: str
    as_written: str


def columns_of_facts(view: View) -> tuple[str, ...]:
    """Return the columns of the facts: those for parts of years, groups and counted rows only where a row has one."""
    parts, counted = COLUMNS_OF_PARTS if has_parts(view) else (), COUNTED if has_counted(view) else ()
    return (*ABOUT, *parts, *SAID, *READ, *counted)


def has_parts(view: View) -> bool:
    """Tell whether any result is about a part of a year or a group."""
    return any(not row.is_whole for row in view.rows.table)


def has_counted(view: View) -> bool:
    """Tell whether any result rests on a figure that was counted from rows."""
    return any(fact.counted_rows is not None for row in view.rows.table for fact in row.inputs)


def facts_of(view: View) -> Iterator[Entries]:
    """Yield the facts that results rest on, in the order in which results first name them; columns as ``columns_of_facts``."""
    shown = rows_by_fact(view)
    observed = {observation.id: observation for observation in view.known.observations}
    parts, counted = has_parts(view), has_counted(view)
    for key, fact in named_facts(view).items():
        said = discreet(said_of(fact, shown[key], observed.get(key)))
        of_parts, of_rows = parts_of(said.row) if parts else (), (fact.counted_rows,) if counted else ()
        yield (*about(key, said.row), *of_parts, *said_in_columns(said), *read_in_columns(fact), *of_rows)


def named_facts(view: View) -> dict[str, Input]:
    """Return the facts that results rest on, by their ids."""
    return {fact.id: fact for row in view.rows.table for fact in row.inputs}


def rows_by_fact(view: View) -> dict[str, list[Result]]:
    """Return, for each fact, the rows that show it as it was published: one, or the two ends of a span."""
    found: dict[str, list[Result]] = {}
    for row in view.rows.table:
        if row.method in AS_PUBLISHED and row.measure != "n":
            for fact in row.inputs:
                found.setdefault(fact.id, []).append(row)
    return found


def said_of(fact: Input, rows: list[Result], observation: Observation | None) -> Said:
    """Return what a source says, from the rows that show it, or from the observation where they speak with another's words."""
    first, last = rows[0], rows[-1]
    if fact != first.inputs[0] and observation is not None:
        value = observation.level or observation.value
        words = (observation.qualifier, observation.as_written)
        return Said(first, value, None, observation.status if first.status != HIDDEN else HIDDEN, *words)
    upper = last.number if (first.measure, last.measure) == ("lower", "upper") else None
    return Said(first, first.value, upper, first.status, first.qualifier, first.as_written)


def discreet(said: Said) -> Said:
    """Return what a source says, and of a figure that the results hide neither the figure nor the source's own words for it."""
    return said if said.status != HIDDEN else replace(said, value=None, value_to=None, qualifier="", as_written="")


def about(key: str, row: Result) -> Entries:
    """Return what a fact is about."""
    return key, kind_of(row), row.indicator, row.category, row.geography, row.year


def kind_of(row: Result) -> str:
    """Return what a source says: a figure, something that a plan grants or promises, an answer, or a difference."""
    if row.kind or row.measure in ("change_pct", "significance"):
        return row.kind or row.measure
    return "answer" if row.unit == "answer" else "granted" if row.plan else "observed"


def said_in_columns(said: Said) -> Entries:
    """Return what a source says, without where."""
    row = said.row
    against = row.against_area or (str(row.against_year) if row.against_year else "")
    return against, said.value, said.value_to, row.unit, said.status, said.qualifier, said.as_written


def read_in_columns(fact: Input) -> Entries:
    """Return where a fact is said, and where it was read."""
    return fact.source, fact.section, fact.published, fact.delivery, fact.sheet, fact.cell
