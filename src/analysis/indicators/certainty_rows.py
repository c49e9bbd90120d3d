"""Rows of how sure the figures are: intervals, tests of the targets' comparisons, and whether a target could be seen at all.

Only what the sources allow: a share has an interval when its sample size is known, a comparison of counts a test when both
counts are. Where the population is not published it is taken to be the same in both years, and the method says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.data import Agreement, Observation, Target
from analysis.indicators import inference
from analysis.indicators.comparability import Series, series_of
from analysis.indicators.edition import Edition, Result, has_number, series_name
from analysis.indicators.vintages import Settled

CONFIDENCE = 0.95
POWER = 0.8
SAME_POPULATION = "equal population assumed"


@dataclass(frozen=True)
class Comparison:
    """A target's count in the baseline's year and in the edition's own: the same series, and both known."""

    agreement: Agreement
    target: Target
    before: Observation
    after: Observation

    @property
    def name(self) -> str:
        return f"{self.agreement.id}.{self.target.id}.{self.after.year}"


def decimal(value: float) -> Decimal:
    """Return a float as the shortest decimal that reads back as it."""
    return Decimal(repr(float(value)))


# Intervals


def interval_rows(edition: Edition) -> Iterator[Result]:
    """Yield the 95 % interval of each count, rate and share of a target's series that can have one, in all its years."""
    targeted = {
        Series(t.indicator, t.category or "", area)
        for agreement in edition.facts.agreements
        for t in agreement.targets
        for area in (t.geography, t.reference or t.geography)
    }
    for series, years in edition.history.items():
        if series in targeted:
            for year, settled in years.items():
                yield from rows_of_interval(edition, series, year, settled)


def rows_of_interval(edition: Edition, series: Series, year: int, settled: Settled) -> Iterator[Result]:
    """Yield the lower and the upper limit of one figure; nothing when it cannot have them.

    A source that repeats the figure may be the one that says how many answered.
    """
    sized = next((o for o in (settled.counts, *settled.agree) if o.n is not None), settled.counts)
    found = limits_of(edition, settled.counts.model_copy(update={"n": sized.n, "deff": sized.deff}))
    if found is None:
        return
    (lower, upper), method, inputs = found
    inputs = list(dict.fromkeys([*inputs, sized.id]))
    name = ".".join((*series_name(series), str(year), "interval"))
    yield edition.row(name, series, year, "lower", decimal(lower), method, inputs)
    yield edition.row(name, series, year, "upper", decimal(upper), method, inputs)


def limits_of(edition: Edition, observation: Observation) -> tuple[tuple[float, float], str, list[str]] | None:
    """Return the limits in the indicator's unit, the method, and what they rest on; ``None`` when they cannot be had."""
    if not has_number(observation) or observation.value is None:
        return None
    definition, value = edition.facts.indicators[observation.indicator], observation.value
    unit = definition.unit
    if unit == "count":
        found = inference.count_interval(value, confidence=CONFIDENCE)
        return (found.lower, found.upper), f"{count_method(value)} 95 %", [observation.id]
    if unit == "percent" and observation.n is not None:
        found = inference.share_interval(
            value * observation.n / 100, observation.n, confidence=CONFIDENCE, deff=observation.deff or 1
        )
        about = "" if observation.deff else "; approximate"
        return (100 * found.lower, 100 * found.upper), f"wilson 95 %; n {observation.n}{about}", [observation.id]
    if definition.counted_by is not None and value:
        counted = Series(definition.counted_by.indicator, definition.counted_by.category, observation.geography)
        count = edition.observed(counted, observation.year)
        if has_number(count) and count.value:
            found = inference.rate_interval(count.value, count.value * 1000 / value, per=1000, confidence=CONFIDENCE)
            return (
                (found.lower, found.upper),
                f"{count_method(count.value)} 95 %; population as the rate implies",
                [observation.id, count.id],
            )
    return None


def count_method(value: Decimal) -> str:
    """Return which of the two methods ``count_interval`` uses."""
    return "exact poisson" if value < inference.SMALLEST_COUNT_FOR_BYAR else "byar"


# Comparisons with the baseline


def comparisons(edition: Edition, agreement: Agreement) -> list[Comparison]:
    """Return the agreement's counted targets that have a baseline and a later count in the same series."""
    found = []
    for target in agreement.targets:
        indicator = edition.facts.indicators[target.indicator]
        year = edition.year - agreement.lags.get(indicator.instrument, 0)
        series = Series(target.indicator, target.category or "", target.geography)
        before = edition.observed(series, target.baseline_year or 0)
        after = edition.observed(series, year) if year in target.years else None
        # Of none and none again there is nothing to compare.
        if indicator.unit == "count" and has_number(before) and has_number(after) and (before.value or after.value):
            found.append(Comparison(agreement, target, before, after))
    return found


def comparison_rows(edition: Edition) -> Iterator[Result]:
    """Yield, for each comparison, the ratio of the counts with its interval, its p-value, and that after Holm.

    A family for Holm's correction is an agreement's categories of one indicator; a sum of others is not one more.
    """
    for agreement in edition.facts.agreements:
        sums = {total.category for total in agreement.totals}
        found = comparisons(edition, agreement)
        tested = {c.name: inference.rate_ratio(number(c.after), 1, number(c.before), 1, confidence=CONFIDENCE) for c in found}
        for indicator in dict.fromkeys(c.target.indicator for c in found):
            family = [c for c in found if c.target.indicator == indicator and c.target.category not in sums]
            adjusted = inference.holm([tested[c.name].p_value or 0.0 for c in family])
            for comparison, p_value in zip(family, adjusted, strict=True):
                yield from rows_of_comparison(edition, comparison, tested[comparison.name])
                yield holm_row(edition, comparison, p_value, family)


def holm_row(edition: Edition, comparison: Comparison, p_value: float, family: list[Comparison]) -> Result:
    """Return a p-value corrected for its family. It rests on every member: one that is hidden would show through it."""
    word = "hardly chance" if p_value < 1 - CONFIDENCE else "could be chance"
    method = f"holm over {len(family)}; {SAME_POPULATION}; {word}"
    row = comparison_row(edition, comparison, "p_value", p_value, method, "probability", ".holm")
    return replace(row, inputs=" ".join(name for member in family for name in (member.before.id, member.after.id)))


def rows_of_comparison(edition: Edition, comparison: Comparison, ratio: inference.Interval) -> Iterator[Result]:
    yield comparison_row(
        edition, comparison, "rate", ratio.estimate, f"ratio to {comparison.before.year}; {SAME_POPULATION}", "ratio"
    )
    yield comparison_row(edition, comparison, "lower", ratio.lower, f"score 95 %; {SAME_POPULATION}", "ratio")
    yield comparison_row(edition, comparison, "upper", ratio.upper, f"score 95 %; {SAME_POPULATION}", "ratio")
    yield comparison_row(
        edition, comparison, "p_value", ratio.p_value or 0.0, f"exact conditional; {SAME_POPULATION}", "probability"
    )


def comparison_row(
    edition: Edition, comparison: Comparison, measure: str, value: float, method: str, unit: str, suffix: str = ""
) -> Result:
    """Return a row about a comparison. What is infinite has no number."""
    inputs = [comparison.before.id, comparison.after.id]
    shown = decimal(value) if math.isfinite(value) else None
    name = f"{comparison.name}.ratio{suffix}" if unit == "ratio" else f"{comparison.name}{suffix}"
    return edition.row(name, series_of(comparison.after), comparison.after.year, measure, shown, method, inputs, unit=unit)


def number(observation: Observation) -> Decimal:
    """Return the number of an observation that has one."""
    return observation.value or Decimal(0)


# Can we see it?


def visibility_rows(edition: Edition) -> Iterator[Result]:
    """Yield, for each counted target with a baseline: what could be seen, luck's share, the power, and the years it takes."""
    for agreement in edition.facts.agreements:
        for target in agreement.targets:
            indicator = edition.facts.indicators[target.indicator]
            year = edition.year - agreement.lags.get(indicator.instrument, 0)
            series = Series(target.indicator, target.category or "", target.geography)
            before = edition.observed(series, target.baseline_year or 0)
            judged = target.rule != "monitor" and year in {target.baseline_year, *target.years}
            if not judged or not has_number(before) or not before.value:
                continue
            name = f"{agreement.id}.{target.id}"
            if indicator.unit == "count":
                yield from rows_of_visibility(edition, name, target, before, target.years[-1])
            elif indicator.unit == "percent" and before.n is not None:
                yield row_of_detectable_fall(edition, name, before, target.years[-1])


def rows_of_visibility(edition: Edition, name: str, target: Target, before: Observation, year: int) -> Iterator[Result]:
    """Yield a target's rows, about its last year.

    The visible change stands as a lower and an upper limit of the change: what lies between cannot be told from chance.
    """
    series, inputs, base = series_of(before), [before.id], int(number(before))
    seen = inference.smallest_visible_change(base, confidence=CONFIDENCE)
    method = f"smallest visible change; exact conditional 95 %; {SAME_POPULATION}"
    fall, status = (None, "not_applicable") if seen.fall is None else (Decimal(-seen.fall), "ok")
    yield edition.row(f"{name}.{year}.visible", series, year, "lower", fall, method, inputs, status=status)
    yield edition.row(f"{name}.{year}.visible", series, year, "upper", Decimal(seen.rise), method, inputs)
    reduction = Decimal(target.percent_by_year.get(year, 0)) / 100
    luck = inference.chance_of_hitting(base, reduction)
    if target.rule == "falls_from_baseline":
        luck = 1 - luck  # with no real change, fewer is as likely as more
    luck_method = "chance of hitting by luck; both years poisson"
    yield edition.row(f"{name}.{year}.luck", series, year, "p_value", decimal(100 * luck), luck_method, inputs, unit="percent")
    if reduction:
        power = decimal(100 * inference.power_of_reduction(base, reduction, confidence=CONFIDENCE))
        yield edition.row(
            f"{name}.{year}.power", series, year, "p_value", power, "power; exact conditional 95 %", inputs, unit="percent"
        )
        years = inference.years_needed(base, reduction, power=POWER, confidence=CONFIDENCE)
        method = "years needed for 80 % power; exact conditional 95 %"
        wait = Decimal(int(years)) if math.isfinite(years) else None
        yield edition.row(f"{name}.{year}.years", series, year, "rate", wait, method, inputs, unit="years")


def row_of_detectable_fall(edition: Edition, name: str, before: Observation, year: int) -> Result:
    """Return the smallest fall of a share that two samples of the baseline's effective size would show."""
    effective = int((before.n or Decimal(0)) / (before.deff or 1))
    fall = inference.smallest_detectable_change(number(before) / 100, effective, power=POWER, confidence=CONFIDENCE)
    value, status = (decimal(-100 * fall), "ok") if math.isfinite(fall) else (None, "not_applicable")
    method = f"smallest detectable fall; power 80 %; n {effective} in both years"
    points = "percentage_points"
    return edition.row(
        f"{name}.{year}.visible", series_of(before), year, "lower", value, method, [before.id], unit=points, status=status
    )


# Doubts beside the verdicts


def with_doubts(edition: Edition, rows: Iterable[Result]) -> list[Result]:
    """Return the rows, with what can be said about chance added to the method of each verdict that is met or not met."""
    rows = list(rows)
    adjusted = {row.id.split(".", 2)[2].removesuffix(".holm"): row for row in rows if row.id.endswith(".holm")}
    targets = {f"{a.id}.{t.id}": t for a in edition.facts.agreements for t in a.targets}
    return [
        replace(row, method=f"{row.method}; {doubt(edition, row, targets, adjusted)}")
        if row.measure == "verdict" and row.value in ("met", "not_met")
        else row
        for row in rows
    ]


def doubt(edition: Edition, row: Result, targets: dict[str, Target], adjusted: Mapping[str, Result]) -> str:
    """Return whether chance could explain a verdict's figure, or why that cannot be judged."""
    name = row.id.split(".", 2)[2]
    target = targets[name.rsplit(".", 1)[0]]
    indicator = edition.facts.indicators[target.indicator]
    if "category changed" in row.method:
        return "cannot be judged: category changed"
    if indicator.ratio:
        return "full count"
    if indicator.unit == "percent":
        known = all(has_sample_size(edition, name) for name in row.inputs.split())
        return "cannot be judged: rounded shares" if known else "cannot be judged: no sample size"
    if name in adjusted:
        shown = adjusted[name].value is not None
        return adjusted[name].method.rsplit("; ", 1)[1] if shown else "cannot be judged: suppressed"
    return "cannot be judged: no counts"


def has_sample_size(edition: Edition, observation_id: str) -> bool:
    """Tell whether it is known how many answered."""
    return any(o.id == observation_id and o.n is not None for o in edition.facts.observations)
