"""Plans: that their money is money, and that nothing is said of an activity before the activity itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from analysis.data import tables as t
from analysis.data.checks.case import Case
from analysis.errors import Fault, fault

FILE = "plans.toml"
# Under this name the results have a plan's own total.
TAKEN = frozenset({"i-alt"})


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
    known: dict[tuple[str, str], dt.date] = {}
    for activity in (row for row in case.facts.activities if row.source in days):
        key = activity.plan, activity.activity
        known[key] = min(days[activity.source], known.get(key, dt.date.max))
    early: dict[tuple[str, str, str], list[int]] = {}
    for file, rows in case.tables():
        for row in rows:
            if not isinstance(row, t.Budget | t.Deliverable | t.ActivityStatus):
                continue
            day = days.get(row.source, dt.date.max)
            if day < known.get((row.plan, row.activity), day):
                early.setdefault((file, row.plan, row.activity), []).append(case.row(row))
    for (file, plan, name), numbers in early.items():
        yield fault(
            "data.plans.early", file=file, rows=numbers, column="published", activity=name, plan=plan, day=known[plan, name]
        )
