"""Which themes an edition has something new to say about."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.data import Facts
from analysis.indicators.edition import lags_in_force
from analysis.indicators.rows import Result

# What has news when there is something for the page about what no chapter has a place for.
OTHERS = "andre"
# Themes whose chapters are about a plan and have no place for other figures.
THEMES_OF_PLANS = frozenset({"oekonomi", "aktiviteter"})
WITHOUT_FIGURE = frozenset({"no_observation", "no_reference"})


def themes_with_news(facts: Facts, rows: Iterable[Result], edition: int) -> frozenset[str]:
    """Return the themes with a figure for the edition's own year, or with the baselines of an agreement that begins in it.

    A target without a figure, and figures that only stand beside others, are no news.
    """
    begins = {agreement.id for agreement in facts.agreements if agreement.from_year == edition}
    plans = {plan.id for plan in facts.plans_of(edition)}
    rows = list(rows)
    news = [row for row in rows if is_news(row, edition, begins, plans)]
    stray = {row.theme for row in news if row.theme in THEMES_OF_PLANS and not row.plan and is_unplaced(facts, row.indicator)}
    own = {row.theme for row in news if row.plan or row.theme not in stray or not is_unplaced(facts, row.indicator)}
    beyond = news_beyond(facts, rows, edition) | stray
    own |= beyond - THEMES_OF_PLANS
    return frozenset(own | ({OTHERS} if beyond & THEMES_OF_PLANS or own & facts.themes.keys() else set()))


def news_beyond(facts: Facts, rows: Iterable[Result], edition: int) -> set[str]:
    """Return the themes with a figure of the edition's own year that no chapter has a place of its own for."""
    lags = lags_in_force(facts, edition)
    new = (row for row in rows if row.measure == "observed" and not row.plan and is_unplaced(facts, row.indicator))
    return {row.theme for row in new if row.year == edition - facts.lag_of(row.indicator, lags)}


def is_unplaced(facts: Facts, indicator: str) -> bool:
    """Tell whether no chapter has a place of its own for an indicator: it has no role, and no other is made from it.

    What only stands beside the figures, and what a source claims, is none of them.
    """
    found, everyone = facts.indicators[indicator], facts.indicators.values()
    parts = {part for one in everyone if one.ratio for part in (one.ratio.numerator, one.ratio.denominator)}
    parts |= {part for one in everyone if (c := one.counted_by) and c.population for part in (c.population,)}
    parts |= {plan.indicator for plan in facts.plans}
    return not (found.role or found.context or found.unit in ("answer", "percent_change") or indicator in parts)


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
