"""One edition: what was public, which years it shows of what, and how a row of it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeGuard

from analysis.data import Agreement, Break, Facts, Observation, Target
from analysis.indicators import measures
from analysis.indicators.comparability import Series, break_between
from analysis.indicators.made import with_made_figures
from analysis.indicators.rows import Input, Method, Result, Value, facts_of, once
from analysis.indicators.vintages import History, settle


def lags_in_force(facts: Facts, year: int) -> dict[str, int]:
    """Return by how many years each instrument is behind the edition of a year, as the agreements in force say."""
    in_force = [a for a in facts.agreements if a.from_year <= year <= a.to_year]
    return {instrument: lag for agreement in in_force for instrument, lag in agreement.lags.items()}


class Edition:
    """One edition of the results: what was public, which years it shows, and how a row is made. Nothing in it changes."""

    def __init__(self, facts: Facts, year: int) -> None:
        self.facts = facts
        self.year = year
        self.lags = lags_in_force(facts, year)
        self.history: History = {
            series: {when: settled for when, settled in years.items() if self.shows(series.indicator, when)}
            for series, years in with_made_figures(facts, settle(facts)).items()
        }

    def observation_year(self, indicator: str) -> int:
        """Return the newest year that this edition shows of an indicator: the edition's less the instrument's lag."""
        return self.year - self.facts.lag_of(indicator, self.lags)

    def judged_year(self, agreement: Agreement, target: Target) -> int:
        """Return the observation year that this edition judges a target by, with the lag of the target's own agreement."""
        return self.year - self.facts.lag_of(target.indicator, agreement.lags)

    def shows(self, indicator: str, year: int) -> bool:
        """Tell whether the edition shows a year of an indicator: up to its own, and of context whatever was public."""
        return self.facts.indicators[indicator].context or year <= self.observation_year(indicator)

    def observed(self, series: Series, year: int | None) -> Observation | None:
        """Return the figure that counts, if there is one."""
        settled = self.history.get(series, {}).get(year or 0)
        return settled.counts if settled else None

    def break_between(self, series: Series, earlier: int, later: int) -> Break | None:
        """Return the break that lies between two years of a series, if there is one."""
        return break_between(self.facts.indicators[series.indicator], series.geography, earlier, later)

    def row(
        self,
        name: str,
        series: Series,
        year: int,
        measure: str,
        value: Value,
        method: Method,
        inputs: Iterable[Input],
        *,
        unit: str = "",
        status: str = "ok",
        **more: Any,
    ) -> Result:
        """Return a row; ``name`` makes its id, which is the same in every build. ``more`` are further fields of ``Result``."""
        indicator = self.facts.indicators[series.indicator]
        return Result(
            id=f"{self.year}.{measure}.{name}",
            edition=self.year,
            theme=indicator.theme,
            indicator=series.indicator,
            category=series.category,
            geography=series.geography,
            year=year,
            measure=measure,
            value=value,
            unit=unit or indicator.unit,
            status=status,
            method=method,
            inputs=once(list(inputs)),
            breakdown=series.breakdown,
            group=series.group,
            span=series.span,
            **more,
        )

    def gap_at(self, series: Series, reference: str, year: int) -> tuple[Decimal | None, list[Input]]:
        """Return the gap to the reference in a year, with its inputs; ``None`` when either side is unknown."""
        part, whole = self.observed(series, year), self.observed(replace(series, geography=reference), year)
        if not has_number(part) or not has_number(whole):
            return None, facts_of(*(o for o in (part, whole) if o))
        return measures.gap(part, whole, self.facts.partnership), facts_of(part, whole)


def has_number(observation: Observation | None) -> TypeGuard[Observation]:
    """Tell whether there is an observation with a number in it."""
    return observation is not None and observation.value is not None


def series_of_target(target: Target) -> Series:
    """Return the series that a target is about."""
    return Series(target.indicator, target.category or "", target.geography)


def named(*parts: object) -> str:
    """Return the filled ones of some parts as a name for an id."""
    return ".".join(str(part) for part in parts if part not in ("", None))


def name_of(series: Series, *more: object) -> str:
    """Return a series, and what else tells a row from others, as a name for an id."""
    part = (series.breakdown, series.group, series.span.name)
    return named(series.indicator, series.category, series.geography, *part, *more)


DIFFERENCES = {"percent": "percentage_points", "index": "index_points"}


def difference_unit(unit: str) -> str:
    """Return the unit of a difference between two figures: of percentages it is percentage points."""
    return DIFFERENCES.get(unit, unit)
