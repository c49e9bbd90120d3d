"""Rows that count verdicts: of an edition, and of all editions up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, get_args

from analysis.indicators.edition import Edition
from analysis.indicators.rows import Aspect, Input, Result, once

# A verdict as it is said and counted: one before its target's deadline is an interim reading, and in its baseline's own year
# there is nothing to judge yet.
Standing = Literal["met", "not_met", "interim_met", "interim_not_met", "undetermined", "monitored", "baseline"]
JUDGED: frozenset[Standing] = frozenset({"met", "not_met", "interim_met", "interim_not_met"})
INTERIM: dict[object, Standing] = {"met": "interim_met", "not_met": "interim_not_met"}


def standing_of(verdict: Result) -> Standing:
    """Return how a verdict is said and counted."""
    if "baseline_year" in verdict.flags:
        return "baseline"
    if "interim" in verdict.flags and verdict.value in INTERIM:
        return INTERIM[verdict.value]
    return next(name for name in get_args(Standing) if name == verdict.value)


def count_rows(edition: Edition, rows: Iterable[Result], earlier: Iterable[Result]) -> Iterator[Result]:
    """Yield how many verdicts of each standing the edition gives; and with those of the ``earlier`` editions, in all."""
    own = [row for row in rows if row.measure == "verdict"]
    yield from counts_of(edition, own, "verdicts")
    yield from counts_of(edition, [*(row for row in earlier if row.measure == "verdict"), *own], "so_far")


def counts_of(edition: Edition, verdicts: list[Result], aspect: Aspect) -> Iterator[Result]:
    for standing in get_args(Standing):
        found = [row for row in verdicts if standing_of(row) == standing]
        yield count_row(edition, aspect, standing, found)
    yield count_row(edition, aspect, "judged", [row for row in verdicts if standing_of(row) in JUDGED])
    yield count_row(edition, aspect, "targets", [row for row in verdicts if standing_of(row) in (*JUDGED, "undetermined")])


def count_row(edition: Edition, aspect: Aspect, category: str, found: list[Result]) -> Result:
    inputs: list[Input] = [fact for row in found for fact in row.inputs]
    return Result(
        id=f"{edition.year}.count.{aspect}.{category}",
        edition=edition.year,
        theme="",
        indicator="",
        category=category,
        geography="",
        year=edition.year,
        measure="count",
        value=Decimal(len(found)),
        unit="count",
        status="ok",
        method="count_of_verdicts",
        inputs=once(inputs),
        aspect=aspect,
    )
