"""What activities promise and report in numbers, as a reader sees it."""

from __future__ import annotations

from analysis.data import Plan
from analysis.display.runs import NOTHING, Phrase, Shown, joined, phrase
from analysis.display.view.view import View
from analysis.indicators import Result


def deliverable_text(view: View, plan: Plan, activity: str, deliverable: str, kind: str) -> Phrase:
    """Return a deliverable of one kind with its unit (mindst 8 job, 200–400 løbere), or nothing."""
    indicator = view.indicator("deliverable")
    if not indicator:
        return NOTHING
    wanted = {"plan": plan.id, "activity": activity, "deliverable": deliverable, "kind": kind}
    by_fact: dict[str, list[Result]] = {}
    for row in view.pick(indicator=indicator, **wanted):
        by_fact.setdefault(row.inputs[0].id, []).append(row)
    return view.listed(value_text(view, same) for same in by_fact.values())


def value_text(view: View, same: list[Result]) -> Phrase:
    """Return a number or a range with its unit, and what the source says of its precision."""
    said = joined("–", (Shown((row,), view.say.number(row.known)) for row in same))
    said = view.say.with_unit(said, same[0].unit)
    if same[0].qualifier:
        return view.say(f"qualifier.{same[0].qualifier}", value=said, words=Shown(tuple(same), same[0].as_written))
    return view.say("plan.at_least_number", value=said) if "at_least" in same[0].flags else phrase(said)
