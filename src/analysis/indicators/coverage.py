"""Which themes an edition has something new to say about."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.data import Facts
from analysis.indicators.edition import Result

WITHOUT_FIGURE = ("no observation", "no reference")


def themes_with_news(facts: Facts, rows: Iterable[Result], edition: int) -> frozenset[str]:
    """Return the themes with a figure for the edition's own year, or with the baselines of an agreement that begins in it.

    A target without a figure, and figures that only stand beside others, are no news.
    """
    begins = {agreement.id for agreement in facts.agreements if agreement.from_year == edition}
    plans = {plan.indicator for plan in facts.plans_of(edition)}
    return frozenset(row.theme for row in rows if is_news(row, edition, begins, plans))


def is_news(row: Result, edition: int, begins: set[str], plans: set[str]) -> bool:
    """Tell whether a row alone gives its theme something to say."""
    if row.measure == "verdict":
        return bool(row.inputs) and not row.method.endswith(WITHOUT_FIGURE)
    if row.measure == "baseline":
        return row.id.split(".")[2] in begins
    if row.measure == "observed" and row.year == edition:
        return row.unit == "answer" or (row.indicator in plans and "." in row.inputs and row.category != "ramme")
    return False
