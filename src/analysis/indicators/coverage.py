"""Which themes an edition has something new to say about."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.data import Facts
from analysis.indicators.rows import Result

WITHOUT_FIGURE = frozenset({"no_observation", "no_reference"})


def themes_with_news(facts: Facts, rows: Iterable[Result], edition: int) -> frozenset[str]:
    """Return the themes with a figure for the edition's own year, or with the baselines of an agreement that begins in it.

    A target without a figure, and figures that only stand beside others, are no news.
    """
    begins = {agreement.id for agreement in facts.agreements if agreement.from_year == edition}
    plans = {plan.id for plan in facts.plans_of(edition)}
    return frozenset(row.theme for row in rows if is_news(row, edition, begins, plans))


def has_figure(verdict: Result) -> bool:
    """Tell whether a verdict is about a figure that is there, whatever could be said of it."""
    return bool(verdict.inputs) and WITHOUT_FIGURE.isdisjoint(verdict.flags)


def is_news(row: Result, edition: int, begins: set[str], plans: set[str]) -> bool:
    """Tell whether a row alone gives its theme something to say."""
    if row.measure == "verdict":
        return has_figure(row)
    if row.measure == "baseline":
        return row.agreement in begins
    if row.measure == "observed" and row.year == edition:
        return row.unit == "answer" or (row.plan in plans and not row.deliverable)
    return False
