"""What an edition is expected to have: what the edition before it had, and what the agreement's targets and the plan need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.data import Agreement, Edition, Facts, Plan, Target
from analysis.intake.expected.subjects import Answer, Figure, Grant, Reason, Reported, Subject

Expected = tuple[Subject, Reason]
# What an activity says of itself; what it promises or hopes for is the plan's.
REPORTED = frozenset({"observed", "expected"})


def expected(facts: Facts, year: int) -> dict[Subject, tuple[Reason, ...]]:
    """Return what the edition of ``year`` is expected to have, each with the reasons for it, in the order of the data.

    Raises ``UserError`` when the partnership has no such edition.
    """
    now = facts.as_of(facts.edition(year).as_of, year)
    before = edition_before(facts, year)
    last = facts.as_of(before.as_of, before.year) if before else None
    found: dict[Subject, tuple[Reason, ...]] = {}
    for subject, reason in (*of_figures(now, last, year), *of_plans(now, last, year)):
        found[subject] = tuple(dict.fromkeys((*found.get(subject, ()), reason)))
    return found


def edition_before(facts: Facts, year: int) -> Edition | None:
    """Return the newest edition before a year, if there is one."""
    return max((edition for edition in facts.partnership.editions if edition.year < year), key=lambda e: e.year, default=None)


def lag_of(facts: Facts, indicator: str, year: int) -> int:
    """Return by how many years an indicator's figures are behind the edition of a year.

    It is the agreement's that holds in the year; where none does, that of the last one before it.
    """
    holding = [a for a in facts.agreements if a.from_year <= year]
    in_force = [a for a in holding if year <= a.to_year]
    lags = [a.lags for a in in_force or holding[-1:]]
    instrument = facts.indicators[indicator].instrument
    return facts.lag_of(indicator, next((named for named in reversed(lags) if instrument in named), {}))


def of_figures(now: Facts, last: Facts | None, year: int) -> Iterator[Expected]:
    """Yield the figures that an edition is expected to have: of each series that the last edition had its own year of, and of targets."""
    areas = now.partnership.geographies
    for row in last.observations if last else ():
        before = year - 1 - lag_of(now, row.indicator, year - 1)
        asked = year - lag_of(now, row.indicator, year)
        if row.year == before and asked <= (areas[row.geography].to_year or asked):
            period = "" if row.span.is_year else row.span.of(asked).text
            yield Figure(row.indicator, row.category, row.geography, asked, period, row.breakdown, row.group), "last_edition"
    for agreement in now.agreements:
        if agreement.from_year <= year <= agreement.to_year:
            for target in agreement.targets:
                yield from ((figure, "target") for figure in of_target(now, agreement, target, year))


def of_target(facts: Facts, agreement: Agreement, target: Target, year: int) -> Iterator[Figure]:
    """Yield the figures without which an edition cannot judge a target."""
    judged = year - facts.lag_of(target.indicator, agreement.lags)
    if judged not in target.years:
        return
    ratio = facts.indicators[target.indicator].ratio
    parts = (ratio.numerator, ratio.denominator) if ratio else (target.indicator,)
    for area in filter(None, (target.geography, target.reference)):
        for when in filter(None, (judged, target.baseline_year)):
            for indicator in parts:
                yield Figure(indicator, target.category or "" if not ratio else "", area, when)


def of_plans(now: Facts, last: Facts | None, year: int) -> Iterator[Expected]:
    """Yield the answers, numbers and sums that an edition is expected to have of the activities of its plans."""
    begun = any(row.year == year for row in now.status)
    answers_are_usual = begun or any(row.year == year - 1 for row in (last.status if last else ()))
    for plan in now.plans_of(year):
        asked = now.activities_asked(plan, year)
        if answers_are_usual:
            yield from ((Answer(plan.id, activity.activity, year), "last_edition") for activity in asked)
        yield from of_deliverables(last, plan, {activity.activity for activity in asked}, year)
        granted = {row.activity for row in now.budgets if row.plan == plan.id and row.activity}
        for activity in now.activities:
            if activity.plan == plan.id and activity.activity in granted:
                yield Grant(plan.id, activity.activity, year), "plan"


def of_deliverables(last: Facts | None, plan: Plan, activities: Iterable[str], year: int) -> Iterator[Expected]:
    """Yield the numbers that activities of a plan reported in the edition before."""
    asked = set(activities)
    for row in last.deliverables if last else ():
        if row.plan == plan.id and row.activity in asked and row.year == year - 1 and row.kind in REPORTED:
            yield Reported(row.plan, row.activity, row.deliverable, year), "last_edition"
