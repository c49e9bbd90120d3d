"""Plans: that their money is money, and that nothing is said of an activity before the activity itself."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import tables as t
from analysis.data.checks.case import Case
from analysis.errors import Fault, fault
from analysis.messages import message

FILE = "plans.toml"
# Under this name the results have a plan's own total.
TAKEN = frozenset({"i-alt"})
MOST_PLACES = 5


def faults_of_plans(case: Case) -> Iterator[Fault]:
    """Yield the faults of plans and their tables that show only beside each other."""
    for plan in case.facts.plans:
        indicator = case.facts.indicators.get(plan.indicator)
        if indicator and indicator.unit != "dkk":
            yield fault(
                "data.plans.unit", file=FILE, column=f"plans.{plan.id}.indicator", indicator=plan.indicator, unit=indicator.unit
            )
    for activity in case.facts.activities:
        if activity.activity in TAKEN:
            yield fault(
                "data.plans.taken", file="activities.csv", row=case.row(activity), column="activity", found=activity.activity
            )
    yield from faults_of_early_rows(case)


def faults_of_early_rows(case: Case) -> Iterator[Fault]:
    """Yield a fault for each activity that a table speaks of before any row of activities.csv was published."""
    days = {key: source.published for key, source in case.facts.sources.items()}
    known: dict[tuple[str, str], t.Activity] = {}
    for activity in sorted((row for row in case.facts.activities if row.source in days), key=lambda row: days[row.source]):
        known.setdefault((activity.plan, activity.activity), activity)
    early: dict[tuple[str, str], list[str]] = {}
    for file, rows in case.tables():
        for row in rows:
            if not isinstance(row, t.Budget | t.Deliverable | t.ActivityStatus) or row.source not in days:
                continue
            first = known.get((row.plan, row.activity))
            if first and days[row.source] < days[first.source]:
                early.setdefault((row.plan, row.activity), []).append(message("data.plans.place", file=file, row=case.row(row)))
    for key, places in early.items():
        day, where = days[known[key].source], ", ".join(places[:MOST_PLACES])
        yield fault("data.plans.early", file="activities.csv", row=case.row(known[key]), column="published", day=day, where=where)
