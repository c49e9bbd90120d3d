"""From observations that were understood to rows of the tables: money and answers of activities belong in tables of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.data import Facts, Indicator, Plan
from analysis.data.tables import TABLES
from analysis.intake.applying.changes import Given
from analysis.intake.sheets import Finding, gathered
from analysis.intake.understanding import Delivered

# The roles of indicators that are an activity's answers, and the columns of status.csv that they stand in.
ANSWERS = {"on_plan": "on_plan", "concern": "concern", "adjustment": "adjustment"}
Answered = tuple[str, str, int, str]


@dataclass(frozen=True)
class Rows:
    """Rows for the tables, and what there was no place for."""

    given: tuple[Given, ...]
    findings: tuple[Finding, ...]


def rows_of(observations: Iterable[Delivered], facts: Facts) -> Rows:
    """Return observations as rows of the tables that they belong in."""
    given: list[Given] = []
    findings: list[Finding] = []
    answers: dict[Answered, list[Delivered]] = {}
    for one in observations:
        indicator = facts.indicators.get(one.indicator)
        plan = plan_of(one, indicator, facts)
        if indicator is None or one.year is None or (one.unit in ("dkk", "answer") and one.category and plan is None):
            findings.append(no_place(one))
        elif plan and one.unit == "answer":
            answers.setdefault((plan.id, one.category, one.year, one.period), []).append(one)
        elif plan:
            given.append(budget_of(one, plan))
        else:
            given.append(observation_of(one))
    for answered, of_activity in answers.items():
        status = status_of(answered, of_activity, facts)
        if isinstance(status, Given):
            given.append(status)
        else:
            findings.append(status)
    return Rows(tuple(given), tuple(gathered(findings)))


def no_place(one: Delivered) -> Finding:
    """Return what is said of an observation that no table has a place for."""
    about = " ".join(filter(None, (one.indicator, one.category, one.geography, str(one.year or ""), one.period)))
    return Finding("ask", "intake.apply.no_place", one.sheet, one.cell, {"about": about})


def plan_of(one: Delivered, indicator: Indicator | None, facts: Facts) -> Plan | None:
    """Return the newest plan that has the activity which stands as the observation's category; None for what is no activity's."""
    if indicator is None or one.unit not in ("dkk", "answer") or one.category in indicator.categories or one.year is None:
        return None
    with_activity = {activity.plan for activity in facts.activities if activity.activity == one.category}
    plans = [plan for plan in facts.plans if plan.id in with_activity and one.year in plan.years]
    if one.unit == "dkk":
        plans = [plan for plan in plans if plan.indicator == one.indicator]
    return max(plans, key=lambda plan: facts.sources[plan.source].published, default=None)


def observation_of(one: Delivered) -> Given:
    """Return an observation as a row of ``observations.csv``; columns that it does not fill are left out."""
    names = ("indicator", "category", "geography", "year", "period", "value", "level", "status", "n", "lower", "upper", "note")
    cells = {name: getattr(one, name) for name in (*names, "qualifier", "as_written")}
    known = {name for name in cells if name in TABLES["observations.csv"].model_fields or cells[name] not in (None, "")}
    return Given("observations.csv", {name: cells[name] for name in cells if name in known}, one.sheet, one.cell)


def budget_of(one: Delivered, plan: Plan) -> Given:
    """Return an activity's money as a row of ``budgets.csv``."""
    cells = {
        "plan": plan.id,
        "activity": one.category,
        "line": "",
        "year": one.year,
        "amount_dkk": one.value,
        "approximate": "yes" if one.qualifier else "no",
        "sign": one.as_written,
        "status": one.status,
        "note": one.note,
    }
    return Given("budgets.csv", cells, one.sheet, one.cell)


def status_of(answered: Answered, of_activity: list[Delivered], facts: Facts) -> Given | Finding:
    """Return an activity's answers as a row of ``status.csv``; a finding where an answer is missing."""
    plan, activity, year, period = answered
    answers = {ANSWERS[role]: one for one in of_activity if (role := facts.indicators[one.indicator].role or "") in ANSWERS}
    first = of_activity[0]
    missing = [column for column in ANSWERS.values() if column not in answers or not answers[column].level]
    from_day, _, to_day = period.partition("/")
    if missing or not to_day:
        values = {"activity": activity, "missing": ", ".join(missing) or "period"}
        return Finding("ask", "intake.apply.unanswered", first.sheet, first.cell, values)
    cells: dict[str, object] = {"plan": plan, "activity": activity, "year": year, "period_from": from_day, "period_to": to_day}
    cells |= {column: one.level for column, one in answers.items()}
    cells["comment"] = " ".join(dict.fromkeys(one.note for one in of_activity if one.note))
    return Given("status.csv", cells, first.sheet, "+".join(cell for cell in cells_of(of_activity)))


def cells_of(observations: Iterable[Delivered]) -> Iterator[str]:
    """Yield the cells of observations, each once."""
    yield from dict.fromkeys(one.cell for one in observations)
