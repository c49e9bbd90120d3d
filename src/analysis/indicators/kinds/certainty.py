"""Rows of how sure the figures are: intervals, tests of the targets' comparisons, and whether a target could be seen at all.

Only what the sources allow: a share has an interval when its sample size is known, a comparison of counts a test when both
counts are. Where the population is not published it is taken to be the same in both years, and the row says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from analysis.data import Agreement, Observation, Target
from analysis.indicators.comparability import Series, series_of
from analysis.indicators.edition import Edition, has_number, name_of, named, series_of_target
from analysis.indicators.kinds.figures import targeted_series
from analysis.indicators.kinds.targets import about_target, held_against
from analysis.indicators.made import Made, people_in
from analysis.indicators.measures import number_of
from analysis.indicators.methods import inference
from analysis.indicators.rows import Aspect, Flag, Input, Method, Result, facts_of, once
from analysis.indicators.vintages import Settled

CONFIDENCE = 0.95
POWER = 0.8
UNCOMPARED = frozenset({"at_least", "at_most", "within", "at_most_times"})
# The rules that ask for another figure than that of the year before; with no real change, one side is as likely as the other.
MOVES = frozenset({"falls_from_baseline", "falls_each_year", "rises_each_year"})
RISES = frozenset({"rises_each_year", "at_least_baseline"})
SAME_POPULATION: tuple[Flag, ...] = ("same_population",)


def decimal(value: float) -> Decimal:
    """Return a float as the shortest decimal that reads back as it."""
    return Decimal(repr(float(value)))


def chance_flag(p_value: float) -> Flag:
    """Return what a p-value says: that a difference is hardly chance, or that it could be."""
    return "hardly_chance" if p_value < 1 - CONFIDENCE else "could_be_chance"


# Intervals


@dataclass(frozen=True)
class Limits:
    """An interval in the indicator's unit, how it was made, and what it rests on."""

    lower: float
    upper: float
    method: Method
    inputs: list[Input]
    flags: tuple[Flag, ...] = ()
    n: Decimal | None = None


def interval_rows(edition: Edition) -> Iterator[Result]:
    """Yield the 95 % interval of each count, rate and share of a target's series that can have one, in all its years.

    Where a source gives a figure limits of its own, those stand instead, whether a target is about the series or not.
    """
    targeted = targeted_series(edition)
    for series, years in edition.history.items():
        for year, settled in years.items():
            if settled.limited is not None:
                yield from rows_of_own_interval(edition, series, year, settled.limited)
            elif series in targeted:
                yield from rows_of_interval(edition, series, year, settled)


def rows_of_own_interval(edition: Edition, series: Series, year: int, said: Observation) -> Iterator[Result]:
    """Yield the limits that a figure's own source gives it; the book then makes none."""
    name, inputs = name_of(series, year, "interval"), facts_of(said)
    for measure, value in (("lower", said.lower), ("upper", said.upper)):
        yield edition.row(name, series, year, measure, value, "published_interval", inputs, aspect="interval", n=said.n)


def rows_of_interval(edition: Edition, series: Series, year: int, settled: Settled) -> Iterator[Result]:
    """Yield the lower and the upper limit of one figure; nothing when it cannot have them."""
    found = limits_of(edition, settled)
    if found is None:
        return
    name = name_of(series, year, "interval")
    for measure, value in (("lower", found.lower), ("upper", found.upper)):
        yield edition.row(
            name, series, year, measure, decimal(value), found.method, found.inputs, aspect="interval", flags=found.flags, n=found.n
        )


def limits_of(edition: Edition, settled: Settled) -> Limits | None:
    """Return a figure's interval; ``None`` when it cannot be had."""
    observation, unit = settled.counts, edition.facts.indicators[settled.counts.indicator].unit
    if not has_number(observation):
        return None
    if unit == "count":
        found = inference.count_interval(number_of(observation), confidence=CONFIDENCE)
        return Limits(found.lower, found.upper, count_method(number_of(observation)), facts_of(observation))
    if unit == "percent" and settled.sized.n:
        return limits_of_share(observation, settled.sized)
    return limits_of_rate(edition, observation)


def limits_of_share(share: Observation, sized: Observation) -> Limits:
    """Return a share's interval; ``sized`` is the figure whose source says how many answered."""
    n = sized.n or Decimal(0)
    found = inference.share_interval(number_of(share) * n / 100, n, confidence=CONFIDENCE, deff=sized.deff or 1)
    flags: tuple[Flag, ...] = () if sized.deff else ("approximate",)
    inputs = facts_of(share, sized)
    return Limits(100 * found.lower, 100 * found.upper, "wilson", inputs, flags, n)


def limits_of_rate(edition: Edition, rate: Observation) -> Limits | None:
    """Return a rate's interval from the counts it was made from; ``None`` when they are not known."""
    counted = edition.facts.indicators[rate.indicator].counted_by
    if counted is None or not rate.value:
        return None
    count = edition.observed(Series(counted.indicator, counted.category, rate.geography), rate.year)
    if not has_number(count) or not count.value:
        return None
    known = people_in(rate.made_of[-1]) if isinstance(rate, Made) else None
    flags: tuple[Flag, ...] = () if known else ("population_from_rate",)
    people = known or count.value * 1000 / rate.value
    found = inference.rate_interval(count.value, people, per=1000, confidence=CONFIDENCE)
    return Limits(found.lower, found.upper, count_method(count.value), facts_of(rate, count), flags)


def count_method(value: Decimal) -> Method:
    """Return which of the two methods ``count_interval`` uses."""
    return "exact_poisson" if value < inference.SMALLEST_COUNT_FOR_BYAR else "byar"


# Comparisons


@dataclass(frozen=True)
class Comparison:
    """A target's count in the edition's own year and in the one that it is held against: the same series, and both known.

    Of rates that the book made, ``exposed`` is the population of the earlier and the later year.
    """

    agreement: Agreement
    target: Target
    before: Observation
    after: Observation
    exposed: tuple[Decimal, Decimal] | None = None

    @property
    def name(self) -> str:
        return named(self.agreement.id, self.target.id, self.after.year)

    @property
    def facts(self) -> list[Input]:
        return facts_of(self.before, self.after)

    def ratio(self) -> inference.Interval:
        """Return the ratio of the counts with its interval and p-value."""
        before, after = self.exposed or (1, 1)
        return inference.rate_ratio(counted(self.after), after, counted(self.before), before, confidence=CONFIDENCE)

    @property
    def assumed(self) -> tuple[Flag, ...]:
        """What has to be assumed: the same population in both years, where it is not known."""
        return () if self.exposed else SAME_POPULATION


def counted(figure: Observation) -> Decimal:
    """Return what was counted: of a rate that the book made, the count behind it."""
    return number_of(figure.made_of[0] if isinstance(figure, Made) and figure.way == "rate_of_counts" else figure)


def comparisons(edition: Edition, agreement: Agreement) -> list[Comparison]:
    """Return the agreement's counted targets that have a later count in the same series, with no break between."""
    found = (comparison_of(edition, agreement, target) for target in agreement.targets)
    return [comparison for comparison in found if comparison is not None]


def comparison_of(edition: Edition, agreement: Agreement, target: Target) -> Comparison | None:
    year, series = edition.judged_year(agreement, target), series_of_target(target)
    if edition.facts.indicators[target.indicator].unit != "count" or year not in target.years or year == target.baseline_year:
        return None
    if target.rule in UNCOMPARED:
        return None  # held against a threshold or another area, not against what was counted in another year
    earlier = held_against(target, year) or target.baseline_year
    before, after = edition.observed(series, earlier), edition.observed(series, year)
    if not has_number(before) or not has_number(after) or edition.break_between(series, before.year, year):
        return None
    # Of none and none again there is nothing to compare.
    return Comparison(agreement, target, before, after) if before.value or after.value else None


def comparison_of_rates(edition: Edition, agreement: Agreement, target: Target) -> Comparison | None:
    """Return a target's two rates as counts with their populations; ``None`` unless the book made both, for then it knows them."""
    year, series = edition.judged_year(agreement, target), series_of_target(target)
    earlier = held_against(target, year)
    if earlier is None or year not in target.years or year == target.baseline_year or edition.break_between(series, earlier, year):
        return None
    before, after = edition.observed(series, earlier), edition.observed(series, year)
    if not isinstance(before, Made) or not isinstance(after, Made) or "rate_of_counts" not in (before.way, after.way):
        return None
    exposed = people_in(before.made_of[-1]), people_in(after.made_of[-1])
    is_nothing = not before.value and not after.value
    return None if is_nothing else Comparison(agreement, target, before, after, exposed)


def families(edition: Edition, agreement: Agreement) -> Iterator[tuple[str, list[Comparison]]]:
    """Yield each family for Holm's correction, with its name: an agreement's categories of one indicator, but no sum of others."""
    sums = {(total.indicator, total.category) for total in agreement.totals}
    found = [c for c in comparisons(edition, agreement) if not is_sum(edition, c.target, sums)]
    for indicator in dict.fromkeys(c.target.indicator for c in found):
        yield named(agreement.id, indicator), [c for c in found if c.target.indicator == indicator]


def is_sum(edition: Edition, target: Target, sums: set[tuple[str, str]]) -> bool:
    """Tell whether a target is about a sum of other categories: an agreement says so, or the category's role does."""
    category = edition.facts.indicators[target.indicator].categories.get(target.category or "")
    return (target.indicator, target.category or "") in sums or (category is not None and category.role == "total")


def comparison_rows(edition: Edition) -> Iterator[Result]:
    """Yield, for each comparison, the ratio of the counts with its interval, its p-value, and that after Holm."""
    for agreement in edition.facts.agreements:
        for name, family in families(edition, agreement):
            adjusted = inference.holm([c.ratio().p_value or 0.0 for c in family])
            for comparison, p_value in zip(family, adjusted, strict=True):
                yield from rows_of_comparison(edition, comparison)
                yield holm_row(edition, comparison, p_value, family)
            yield family_row(edition, name, family)
        for target in agreement.targets:
            rates = comparison_of_rates(edition, agreement, target)
            if rates is not None:
                yield from rows_of_comparison(edition, rates)


def facts_of_family(family: list[Comparison]) -> list[Input]:
    return [fact for member in family for fact in member.facts]


def holm_row(edition: Edition, comparison: Comparison, p_value: float, family: list[Comparison]) -> Result:
    """Return a p-value corrected for its family. It rests on every member: one that is hidden would show through it."""
    flags = (*SAME_POPULATION, chance_flag(p_value))
    row = comparison_row(edition, comparison, "p_value", p_value, "holm", "holm", flags)
    return replace(row, inputs=once(facts_of_family(family)), family=len(family))


def family_row(edition: Edition, name: str, family: list[Comparison]) -> Result:
    """Return how many tests a correction is for."""
    first = family[0]
    series = Series(first.target.indicator, "", first.after.geography)
    value = Decimal(len(family))
    agreement = first.agreement.id
    return edition.row(
        named(name, "tests"),
        series,
        first.after.year,
        "count",
        value,
        "count_of_tests",
        facts_of_family(family),
        unit="count",
        aspect="holm",
        agreement=agreement,
    )


def rows_of_comparison(edition: Edition, comparison: Comparison) -> Iterator[Result]:
    ratio = comparison.ratio()
    yield comparison_row(edition, comparison, "rate", ratio.estimate, "ratio", "ratio")
    yield comparison_row(edition, comparison, "lower", ratio.lower, "score", "ratio")
    yield comparison_row(edition, comparison, "upper", ratio.upper, "score", "ratio")
    yield comparison_row(edition, comparison, "p_value", ratio.p_value or 0.0, "exact_conditional", "chance")


def comparison_row(
    edition: Edition,
    comparison: Comparison,
    measure: str,
    value: float,
    method: Method,
    aspect: Aspect,
    flags: tuple[Flag, ...] | None = None,
) -> Result:
    """Return a row about a comparison. What is infinite has no number."""
    return edition.row(
        named(comparison.name, "" if aspect == "chance" else aspect),
        series_of(comparison.after),
        comparison.after.year,
        measure,
        decimal(value) if math.isfinite(value) else None,
        method,
        comparison.facts,
        unit="ratio" if aspect == "ratio" else "probability",
        aspect=aspect,
        against_year=comparison.before.year,
        flags=comparison.assumed if flags is None else flags,
        **about_target(comparison.agreement, comparison.target),
    )


# Can we see it?


def visibility_rows(edition: Edition) -> Iterator[Result]:
    """Yield, for each counted target with a baseline: what could be seen, luck's share, the power, and the years it takes."""
    for agreement in edition.facts.agreements:
        for target in agreement.targets:
            year = edition.judged_year(agreement, target)
            if target.rule not in {"monitor", *UNCOMPARED} and year in {target.baseline_year, *target.years}:
                yield from visibility_of_target(edition, agreement, target)


def visibility_of_target(edition: Edition, agreement: Agreement, target: Target) -> Iterator[Result]:
    series, unit = series_of_target(target), edition.facts.indicators[target.indicator].unit
    before = edition.observed(series, target.baseline_year)
    if not has_number(before) or not before.value:
        return
    seen = Visibility(edition, agreement, target, before)
    if unit == "count":
        yield from rows_of_visibility(seen)
    elif unit == "percent":
        sized = edition.history[series][before.year].sized
        if sized.n:
            yield row_of_detectable_change(seen, sized)


UPWARDS: tuple[str, Method] = ("upper", "smallest_detectable_rise")
DOWNWARDS: tuple[str, Method] = ("lower", "smallest_detectable_fall")


@dataclass(frozen=True)
class Visibility:
    """A target and the count or share that it starts from."""

    edition: Edition
    agreement: Agreement
    target: Target
    before: Observation

    def row(self, aspect: Aspect, measure: str, value: Decimal | None, method: Method, unit: str = "", **more: Any) -> Result:
        """Return a row about the target's last year."""
        year = self.target.years[-1]
        name = named(self.agreement.id, self.target.id, year, aspect)
        series, inputs = series_of(self.before), facts_of(self.before)
        about = about_target(self.agreement, self.target)
        return self.edition.row(name, series, year, measure, value, method, inputs, unit=unit, aspect=aspect, **about, **more)


def rows_of_visibility(seen: Visibility) -> Iterator[Result]:
    """Yield a target's rows, about its last year.

    The visible change stands as a lower and an upper limit of the change: what lies between cannot be told from chance.
    """
    base = int(number_of(seen.before))
    change = inference.smallest_visible_change(base, confidence=CONFIDENCE)
    fall, status = (None, "not_applicable") if change.fall is None else (Decimal(-change.fall), "ok")
    yield seen.row("visible", "lower", fall, "smallest_visible_change", status=status, flags=SAME_POPULATION)
    yield seen.row("visible", "upper", Decimal(change.rise), "smallest_visible_change", flags=SAME_POPULATION)
    reduction = Decimal(seen.target.percent_by_year.get(seen.target.years[-1], 0)) / 100
    luck = inference.chance_of_hitting(base, reduction)
    if seen.target.rule in MOVES:
        luck = 1 - luck  # with no real change, fewer is as likely as more
    yield seen.row("luck", "p_value", decimal(100 * luck), "luck", "percent")
    if reduction:
        power = decimal(100 * inference.power_of_reduction(base, reduction, confidence=CONFIDENCE))
        yield seen.row("power", "p_value", power, "power", "percent")
        years = inference.years_needed(base, reduction, power=POWER, confidence=CONFIDENCE)
        wait = Decimal(int(years)) if math.isfinite(years) else None
        yield seen.row("years", "rate", wait, "years_needed", "years")


def row_of_detectable_change(seen: Visibility, sized: Observation) -> Result:
    """Return the smallest fall of a share that two samples of the baseline's effective size would show; a rise where one is asked for.

    A rise of a share is a fall of the share of the others.
    """
    rises = seen.target.rule in RISES
    effective = int((sized.n or Decimal(0)) / (sized.deff or 1))
    share = number_of(seen.before) / 100
    start = 1 - share if rises else share
    change = inference.smallest_detectable_change(start, effective, power=POWER, confidence=CONFIDENCE) if effective else math.inf
    value, status = (decimal((100 if rises else -100) * change), "ok") if math.isfinite(change) else (None, "not_applicable")
    measure, method = UPWARDS if rises else DOWNWARDS
    return seen.row("visible", measure, value, method, "percentage_points", status=status, n=Decimal(effective))
