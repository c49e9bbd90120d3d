"""Rows that count verdicts: of an edition, and of all editions up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, get_args

from analysis.indicators.edition import Edition
from analysis.indicators.rows import Aspect, Input, Result, once
from analysis.indicators.targets import Verdict

# A verdict as it is counted: in its baseline's own year there is nothing to judge yet.
Standing = Literal["met", "not_met", "undetermined", "monitored", "baseline"]
assert set(get_args(Verdict)) < set(get_args(Standing))  # noqa: S101 - read by people, and true at import


def standing_of(verdict: Result) -> Standing:
    """Return a verdict's name; in the baseline's own year, where there is nothing to judge, it is ``baseline``."""
    if "baseline_year" in verdict.flags:
        return "baseline"
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
    judged = [row for row in verdicts if standing_of(row) in ("met", "not_met")]
    yield count_row(edition, aspect, "judged", judged)


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
