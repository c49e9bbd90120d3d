"""Figures that no source has and that the book makes of others: a year of its quarters, or a rate of a count and a population."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from analysis.data import PARTS_OF_A_YEAR, WHOLE_YEAR, Facts, Observation, Part, part_of_year
from analysis.indicators.comparability import Series
from analysis.indicators.methods.rounding import half_up
from analysis.indicators.vintages import History, Settled

# What is added up when several kinds of parts are all there: the fewest numbers have the fewest slips.
IN_ORDER: tuple[Part, ...] = ("quarter", "month", "half")
ADDED = frozenset({"ok", "provisional", "revised"})
THOUSAND = Decimal(1000)


class Made(Observation):
    """A figure with the ones that it was made of; its source, section and day are those of the newest of them."""

    made_of: tuple[Observation, ...]
    way: Literal["sum_of_periods", "rate_of_counts"]


def with_made_figures(facts: Facts, history: History) -> History:
    """Return the figures that count, with those that the book makes where no source has one, for the same series and year."""
    found: History = {series: dict(years) for series, years in history.items()}
    for series, year, figure in years_of_parts(facts, history):
        found.setdefault(series, {}).setdefault(year, Settled(figure, (), ()))
    for series, year, figure in rates(facts, found):
        found.setdefault(series, {}).setdefault(year, Settled(figure, (), ()))
    return found


def made(way: str, like: Observation, value: Decimal, made_of: tuple[Observation, ...], **changed: Any) -> Made:
    """Return a figure made of others: ``like`` one of them but for what has ``changed``."""
    newest = max(made_of, key=lambda part: part.published)
    kept = {name: getattr(like, name) for name in ("indicator", "category", "geography", "year", "breakdown", "group")}
    said = {name: getattr(newest, name) for name in ("source", "section", "published")}
    statuses = {part.status for part in made_of}
    status = next((status for status in ("provisional", "revised") if status in statuses), "ok")
    empty = {"level": "", "n": None, "deff": None, "note": ""}
    return Made.model_validate(kept | said | empty | {"value": value, "status": status, "made_of": made_of, "way": way} | changed)


# A year of its parts


def years_of_parts(facts: Facts, history: History) -> Iterator[tuple[Series, int, Made]]:
    """Yield, for each flow, each year whose halves, quarters or months are all known and that no source has a figure of its own for."""
    wholes = dict.fromkeys(replace(series, span=WHOLE_YEAR) for series in history if not series.span.is_year)
    for whole in (series for series in wholes if facts.indicators[series.indicator].adds_up):
        years = {year for series in history if replace(series, span=WHOLE_YEAR) == whole for year in history[series]}
        for year in sorted(years - set(history.get(whole, {}))):
            parts = parts_of(history, whole, year)
            if parts:
                total = sum((part.value for part in parts if part.value is not None), Decimal(0))
                yield whole, year, made("sum_of_periods", parts[0], total, parts)


def parts_of(history: Mapping[Series, Mapping[int, Settled]], whole: Series, year: int) -> tuple[Observation, ...]:
    """Return the parts that a year can be added up from: all halves, quarters or months, each with a number; else nothing."""
    for part in IN_ORDER:
        spans = [part_of_year(year, part, number).span(year) for number in range(1, PARTS_OF_A_YEAR[part] + 1)]
        settled = [history.get(replace(whole, span=span), {}).get(year) for span in spans]
        found = tuple(one.counts for one in settled if one and one.counts.value is not None and one.counts.status in ADDED)
        if len(found) == len(spans):
            return found
    return ()


# A rate of a count and a population


def rates(facts: Facts, history: History) -> Iterator[tuple[Series, int, Made]]:
    """Yield, for each rate that says of which count and which population it is, the years that no source has it for."""
    for key, indicator in facts.indicators.items():
        counted = indicator.counted_by
        if counted is None or not counted.population:
            continue
        for series in [s for s in history if (s.indicator, s.category) == (counted.indicator, counted.category) and s.is_whole]:
            own = Series(key, "", series.geography)
            for year, settled in history[series].items():
                people = population_of(history, counted.population, series.geography, year)
                if year not in history.get(own, {}) and settled.counts.value is not None and people is not None:
                    value = half_up(THOUSAND * settled.counts.value / people_in(people), indicator.decimals)
                    yield (
                        own,
                        year,
                        made("rate_of_counts", settled.counts, value, (settled.counts, people), indicator=key, category=""),
                    )


def population_of(
    history: Mapping[Series, Mapping[int, Settled]], population: str, geography: str, year: int
) -> Observation | None:
    """Return the population of an area in a year: on the first day of the year that it is known for, else for the whole year."""
    known = [
        settled.counts
        for series, years in history.items()
        if (series.indicator, series.geography, series.breakdown) == (population, geography, "")
        if (settled := years.get(year)) and settled.counts.value and series.span.part in ("day", "year")
    ]
    return min(known, key=lambda one: (one.span.is_year, one.span), default=None)


def people_in(population: Observation) -> Decimal:
    """Return a population's number. Raises ``ValueError`` when it has none."""
    if not population.value:
        raise ValueError(f"{population.id} has no number")
    return population.value
