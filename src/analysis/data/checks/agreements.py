"""Agreements: that each target has what its rule needs, that totals do not meet, and that two agreements agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from analysis.data import definitions as d
from analysis.data.checks.case import Case, file_of
from analysis.data.checks.indicators import DISTANT
from analysis.data.checks.values import outside_unit
from analysis.errors import Fault, fault
from analysis.messages import message

NEEDED_BY_RULE = {
    "reduce_by": ("baseline_year", "percent_by_year"),
    "approaches": ("baseline_year", "reference"),
    "falls_each_year": ("baseline_year",),
    "falls_from_baseline": ("baseline_year",),
    "rises_each_year": ("baseline_year",),
    "at_least_baseline": ("baseline_year",),
    "within": ("reference", "points"),
    "at_most_times": ("reference", "times"),
    "at_most_baseline": ("baseline_year",),
    "monitor": ("baseline_year",),
    "at_least": ("threshold",),
    "at_most": ("threshold",),
    "level": ("baseline_year", "level"),
}
# The numbers and the direction that a rule can use; elsewhere they would say something that nobody reads.
RULES_OF_NUMBERS: dict[str, frozenset[d.RuleName]] = {
    "points": frozenset({"within"}),
    "times": frozenset({"at_most_times"}),
    "direction": frozenset({"within", "level", "monitor"}),
}
# What a rule can judge. A change that a source claims is no series that a target can be about.
UNITS_OF_NUMBERS: frozenset[d.Unit] = frozenset({"percent", "count", "per_1000", "dkk", "dkk_per_head", "minutes", "index"})
UNITS_OF_RULES: dict[d.RuleName, frozenset[d.Unit]] = {
    "level": frozenset({"level"}),
    "approaches": DISTANT,
    "within": DISTANT,
    "at_most_times": DISTANT,
    "monitor": UNITS_OF_NUMBERS | {"level"},
}


def faults_of_agreements(case: Case) -> Iterator[Fault]:
    """Yield the faults of the agreements that their parts show only together, or beside the other definitions."""
    for agreement in case.facts.agreements:
        for target in agreement.targets:
            yield from faults_of_target(case, file_of(agreement.id), target)
    yield from faults_of_totals(case)
    yield from faults_of_lags(case)


def faults_of_target(case: Case, file: str, target: d.Target) -> Iterator[Fault]:
    """Yield a fault for each thing that a target's rule needs and it has not, or cannot use."""
    at, indicator = f"targets.{target.id}", case.facts.indicators.get(target.indicator)
    for name in NEEDED_BY_RULE[target.rule]:
        if getattr(target, name) in (None, {}):
            yield fault("data.agreements.needed", file=file, column=at, name=name, rule=target.rule)
    if target.rule == "reduce_by" and target.percent_by_year and set(target.percent_by_year) != set(target.years):
        yield fault(
            "data.agreements.percents", file=file, column=at, found=sorted(target.percent_by_year), years=list(target.years)
        )
    if target.baseline_year and target.baseline_year > target.years[-1]:
        yield fault(
            "data.agreements.baseline_late",
            file=file,
            column=f"{at}.baseline_year",
            found=target.baseline_year,
            last=target.years[-1],
        )
    if target.final_year and target.final_year not in target.years:
        yield fault(
            "data.agreements.final_year", file=file, column=f"{at}.final_year", found=target.final_year, years=list(target.years)
        )
    for name, rules in RULES_OF_NUMBERS.items():
        if getattr(target, name) is not None and target.rule not in rules:
            rules_that_do = ", ".join(sorted(rules))
            yield fault(
                "data.agreements.unused", file=file, column=f"{at}.{name}", name=name, rule=target.rule, rules=rules_that_do
            )
    yield from faults_of_reference(case, file, target)
    if indicator:
        yield from faults_of_rule(file, target, indicator)


def faults_of_reference(case: Case, file: str, target: d.Target) -> Iterator[Fault]:
    """Yield a fault for a reference that is no area around the target's own."""
    areas = case.facts.partnership.geographies
    own = areas.get(target.geography)
    if own and target.reference in areas and target.reference not in own.part_of:
        yield fault(
            "data.agreements.reference",
            file=file,
            column=f"targets.{target.id}.reference",
            found=target.reference,
            geography=target.geography,
            larger=", ".join(own.part_of) or "[]",
        )


def faults_of_rule(file: str, target: d.Target, indicator: d.Indicator) -> Iterator[Fault]:
    """Yield a fault for a rule, category or threshold that the indicator does not fit."""
    at = f"targets.{target.id}"
    if indicator.categories and not target.category:
        yield fault("data.agreements.category", file=file, column=at, indicator=target.indicator)
    if target.category and not indicator.categories:
        yield fault(
            "data.agreements.no_category",
            file=file,
            column=f"{at}.category",
            indicator=target.indicator,
            found=repr(target.category),
        )
    if indicator.unit not in UNITS_OF_RULES.get(target.rule, UNITS_OF_NUMBERS):
        yield fault(
            "data.agreements.rule_unit",
            file=file,
            column=f"{at}.rule",
            rule=target.rule,
            unit=indicator.unit,
            indicator=target.indicator,
            units=", ".join(sorted(UNITS_OF_RULES.get(target.rule, UNITS_OF_NUMBERS))),
        )
    elif target.threshold is not None:
        yield from outside_unit(file, f"{at}.threshold", target.threshold, indicator.unit)


def faults_of_totals(case: Case) -> Iterator[Fault]:
    """Yield a fault for a total that is part of itself, and for two that say how the same total is made."""
    known: dict[tuple[str, str, str, int], str] = {}
    for agreement in case.facts.agreements:
        file = file_of(agreement.id)
        for number, total in enumerate(agreement.totals, 1):
            at = f"totals.{message('data.values.entry', number=number)}"
            if total.category in total.parts:
                yield fault("data.agreements.total_in_itself", file=file, column=f"{at}.parts", category=total.category)
            keys = [(total.indicator, total.category, total.geography, year) for year in total.years]
            if twice := [key for key in keys if key in known]:
                yield fault(
                    "data.agreements.total_twice",
                    file=file,
                    column=at,
                    category=total.category,
                    years=", ".join(str(key[-1]) for key in twice),
                    other=known[twice[0]],
                )
            known |= {key: f"{file}, {at}" for key in keys if key not in known}


def faults_of_lags(case: Case) -> Iterator[Fault]:
    """Yield a fault for each instrument that two agreements which hold in one year report with different lags."""
    for first, second in overlapping(case):
        for instrument in sorted(instruments_of(case, first) & instruments_of(case, second)):
            one, other = first.lags.get(instrument, 0), second.lags.get(instrument, 0)
            if one != other:
                at, file = f"lags.{instrument}", file_of(first.id)
                yield fault(
                    "data.agreements.lags",
                    file=file_of(second.id),
                    column=at,
                    instrument=instrument,
                    other=file,
                    lag=other,
                    other_lag=one,
                )


def instruments_of(case: Case, agreement: d.Agreement) -> set[str]:
    """Return the instruments that an agreement gives a lag or has targets on."""
    indicators = case.facts.indicators
    return {*agreement.lags, *(indicators[t.indicator].instrument for t in agreement.targets if t.indicator in indicators)}


def overlapping(case: Case) -> Iterator[tuple[d.Agreement, d.Agreement]]:
    """Yield each two agreements that hold in the same year."""
    for first, second in combinations(case.facts.agreements, 2):
        if first.from_year <= second.to_year and second.from_year <= first.to_year:
            yield first, second
