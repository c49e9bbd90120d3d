"""One edition: what was public, which years it shows of what, and the shape of a row of the results table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from analysis.data import Facts, Observation
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.vintages import History, settle

Value = Decimal | str | None


@dataclass(frozen=True)
class Result:
    """One row of the results table."""

    id: str
    edition: int
    theme: str
    indicator: str
    category: str
    geography: str
    year: int
    measure: str
    value: Value
    unit: str
    status: str
    method: str
    inputs: str


class Edition:
    """One edition of the results: what was public, which years it shows, and how a row is made. Nothing in it changes."""

    def __init__(self, facts: Facts, year: int) -> None:
        self.facts = facts
        self.year = year
        in_force = [a for a in facts.agreements if a.from_year <= year <= a.to_year]
        self.lags = {instrument: lag for agreement in in_force for instrument, lag in agreement.lags.items()}
        self.history: History = {
            series: {when: settled for when, settled in years.items() if self.shows(series.indicator, when)}
            for series, years in settle(facts).items()
        }

    def observation_year(self, indicator: str) -> int:
        """Return the newest year that this edition shows of an indicator: the edition's less the instrument's lag."""
        return self.year - self.lags.get(self.facts.indicators[indicator].instrument, 0)

    def shows(self, indicator: str, year: int) -> bool:
        """Tell whether the edition shows a year of an indicator: up to its own, and of context whatever was public."""
        return self.facts.indicators[indicator].context or year <= self.observation_year(indicator)

    def observed(self, series: Series, year: int) -> Observation | None:
        """Return the figure that counts, if there is one."""
        settled = self.history.get(series, {}).get(year)
        return settled.counts if settled else None

    def row(
        self,
        name: str,
        series: Series,
        year: int,
        measure: str,
        value: Value,
        method: str,
        inputs: Iterable[str],
        *,
        unit: str = "",
        status: str = "ok",
    ) -> Result:
        """Return a row; ``name`` makes its id, which is the same in every build."""
        indicator = self.facts.indicators[series.indicator]
        return Result(
            f"{self.year}.{measure}.{name}",
            self.year,
            indicator.theme,
            series.indicator,
            series.category,
            series.geography,
            year,
            measure,
            value,
            unit or indicator.unit,
            status,
            method,
            " ".join(inputs),
        )

    def gap_at(self, series: Series, reference: str, year: int) -> tuple[Decimal | None, list[str]]:
        """Return the gap to the reference in a year, with its inputs; ``None`` when either side is unknown."""
        part, whole = self.observed(series, year), self.observed(Series(series.indicator, series.category, reference), year)
        if not has_number(part) or not has_number(whole):
            return None, [o.id for o in (part, whole) if o]
        return measures.gap(part, whole, self.facts.partnership), [part.id, whole.id]


def has_number(observation: Observation | None) -> TypeGuard[Observation]:
    """Tell whether there is an observation with a number in it."""
    return observation is not None and observation.value is not None


def series_name(series: Series) -> list[str]:
    """Return the parts of a series that are filled, for an id."""
    return [part for part in (series.indicator, series.category, series.geography) if part]


def difference_unit(unit: str) -> str:
    """Return the unit of a difference between two figures: of percentages it is percentage points."""
    return "percentage_points" if unit == "percent" else unit
