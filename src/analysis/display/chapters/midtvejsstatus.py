"""The chapter midtvejsstatus: the activities half-way through the year, at a glance and one by one."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import ActivityStatus
from analysis.display.blocks import Cell, Profile, Profiles, Table, Text
from analysis.display.chapters.tryghedsplan import deliverable_text
from analysis.display.language.numbers import date
from analysis.display.language.words import say
from analysis.display.parts.values import shown
from analysis.display.view.view import View

QUESTIONS = ("paa_plan", "bekymring", "justering")


def answers(view: View) -> list[ActivityStatus]:
    """Return the year's answers in the order of the plan."""
    return [s for s in view.of_plan("status", view.plan.id) if s.year == view.year] if view.plan else []


def glance(view: View) -> Text:
    """Return the period, and how many activities go as planned, have concerns and need adjustment."""
    given = answers(view)
    if not given:
        return Text(())
    period = say("midway.period", start=date(given[0].period_from), end=date(given[0].period_to))
    counts = {
        "yes": count(view, "paa_plan", "yes"),
        "partly": count(view, "paa_plan", "partly"),
        "concern": count(view, "bekymring", "yes"),
        "adjustment": count(view, "justering", "yes"),
    }
    return Text((f"{period} {say('midway.glance', all=len(given), **counts)}",))


def count(view: View, indicator: str, answer: str) -> str:
    """Return how many gave an answer, in digits or as the word for none."""
    row = view.one(measure="total", indicator=indicator, category=answer)
    return shown(view, row) if row and isinstance(row.value, Decimal) and row.value else say("midway.none")


def glance_table(view: View) -> Table:
    """Return each activity with its answers to the three questions."""
    rows = tuple((Cell(name_of(view, s)), *(Cell(answer(view, s, question)) for question in QUESTIONS)) for s in answers(view))
    columns = (say("midway.activity"), *(view.facts.indicators[question].name for question in QUESTIONS if rows))
    used = view.plan.source if view.plan else ""
    note = say("midway.note", sources=view.facts.sources[used].short) if rows else ""
    return Table(say("midway.caption"), columns, rows, (note,))


def answer(view: View, status: ActivityStatus, question: str) -> str:
    """Return an activity's answer to a question, as the results table has it."""
    return shown(view, view.one(measure="observed", indicator=question, category=status.activity, year=status.year))


def name_of(view: View, status: ActivityStatus) -> str:
    """Return the activity's number and name."""
    found = next(a for a in view.of_plan("activities", status.plan) if a.activity == status.activity)
    return f"{found.number}. {found.name}" if found.number.isdigit() else found.name


def one_by_one(view: View) -> Profiles:
    """Return each activity: its answers, how it goes in words, what it has delivered in numbers, who is responsible."""
    return Profiles(tuple(profile(view, status) for status in answers(view)))


def profile(view: View, status: ActivityStatus) -> Profile:
    activity = next(a for a in view.of_plan("activities", status.plan) if a.activity == status.activity)
    badges = tuple(Cell(answer(view, status, q), second=view.facts.indicators[q].short) for q in QUESTIONS)
    facts = [(say("midway.responsible"), activity.responsible)] if activity.responsible else []
    facts += deliverable_facts(view, status)
    return Profile(name_of(view, status), badges, tuple(filter(None, (status.comment,))), tuple(facts))


def deliverable_facts(view: View, status: ActivityStatus) -> list[tuple[str, str]]:
    """Return each deliverable's label with what was observed, what is the target and what is expected."""
    if view.plan is None:
        return []
    own = [d for d in view.of_plan("deliverables", status.plan) if d.activity == status.activity]
    facts = []
    for key in dict.fromkeys(d.deliverable for d in own):
        label = next(d.label for d in own if d.deliverable == key)
        said = []
        for kind in ("observed", "target", "expected"):
            text = deliverable_text(view, view.plan, status.activity, key, kind)
            if text:
                said.append(say(f"midway.{kind}", value=text))
        facts.append((label, ", ".join(said)))
    return facts
