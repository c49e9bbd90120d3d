"""What those who are responsible for activities are asked: how it goes, in fixed words, in their own, and in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Activity, Deliverable, Facts, Plan
from analysis.intake.expected import REPORTED, Owner, period, responsible_owner
from analysis.intake.forms.layout.shown import number
from analysis.intake.forms.model import COLUMNS, Form, Question
from analysis.intake.forms.words import word

CHOICES = {"on_plan": ("yes", "partly", "no"), "concern": ("yes", "no"), "adjustment": ("yes", "partly", "no")}
# Room for numbers that nobody has asked for.
MORE = 2
STATUS, DELIVERABLES = "status.csv", "deliverables.csv"


def forms_of_answers(facts: Facts, year: int) -> Iterator[Form]:
    """Yield a form for each who is responsible for activities, in the order of the plans."""
    owners: dict[str, Owner] = {}
    asked: dict[str, list[tuple[Plan, Activity]]] = {}
    for plan in facts.plans_of(year):
        for activity in facts.activities_asked(plan, year):
            owner = responsible_owner(facts, activity.responsible, year)
            owners.setdefault(owner.id, owner)
            asked.setdefault(owner.id, []).append((plan, activity))
    for key, activities in asked.items():
        questions = tuple(question for plan, activity in activities for question in questions_of(facts, plan, activity, year))
        name = f"{word('file.answers')}-{key}"
        yield Form(name, "answers", year, facts.partnership.id, owners[key], questions, period(facts, year), COLUMNS["answers"])


def questions_of(facts: Facts, plan: Plan, activity: Activity, year: int) -> Iterator[Question]:
    """Yield what is asked about an activity."""
    about = {"plan": plan.id, "activity": activity.activity}
    key = f"{plan.id} {activity.activity}"
    before = [row for row in facts.status if (row.plan, row.activity) == (plan.id, activity.activity) and row.year < year]
    last = max(before, key=lambda row: row.year, default=None)
    first, final = period(facts, year)
    cells = {**about, "year": year, "period_from": first, "period_to": final}
    for column, codes in CHOICES.items():
        options = tuple((word(f"choice.{code}"), code) for code in codes)
        text = word(f"question.{column}")
        shown = word(f"choice.{getattr(last, column)}") if last else ""
        yield Question(f"{key} {column}", activity.name, text, "choice", STATUS, cells, column, shown, options=options)
    yield Question(
        f"{key} comment", activity.name, word("question.comment"), "words", STATUS, cells, "comment", last.comment if last else ""
    )
    yield from numbers_of(facts, activity, key, year)


def numbers_of(facts: Facts, activity: Activity, key: str, year: int) -> Iterator[Question]:
    """Yield the numbers that an activity is asked for: those of the last time, those it has promised, and room for others."""
    known: dict[str, Deliverable] = {}
    for row in facts.deliverables:
        is_own = (row.plan, row.activity) == (activity.plan, activity.activity)
        reported = row.kind in REPORTED and row.year == year - 1
        if is_own and (reported or (row.kind == "target" and row.year == year)):
            known.setdefault(row.deliverable, row)
    about = {"plan": activity.plan, "activity": activity.activity, "year": year, "kind": "observed", "at_least": "no"}
    for name, row in known.items():
        kind = "observed" if row.kind == "target" else row.kind
        cells = {**about, "kind": kind, "deliverable": name, "label": row.label, "unit": row.unit}
        shown = number(row.value, row.value_to) if row.year < year else ""
        text = word(f"question.{kind}", label=row.label, year=year)
        line = f"{key} number {name}"
        yield Question(line, activity.name, text, "number", DELIVERABLES, cells, "value", shown, unit=row.unit, is_optional=True)
    for place in range(1, MORE + 1):
        more = f"{key} more {place}"
        yield Question(more, activity.name, word("question.more"), "number", DELIVERABLES, about, "value", is_free=True)
