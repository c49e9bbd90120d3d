"""Who has not answered how it goes half-way through the year."""

from __future__ import annotations

from analysis.display.runs import NOTHING, Phrase, name
from analysis.display.view.view import View
from analysis.indicators import Result


def count_of_answers(view: View) -> Result | None:
    """Return the row that counts the activities that have said whether they go as planned, with those that have not."""
    indicator = view.indicator("on_plan")
    return view.one(measure="count", indicator=indicator) if indicator else None


def silent(view: View, given: Result) -> Phrase:
    """Return the names of the activities that were asked and are not in a count of answers; nothing where all are."""
    if not given.unknown or view.plan is None:
        return NOTHING
    names = {activity.activity: activity.name for activity in view.of_plan("activities", view.plan.id)}
    return view.listed(name(names.get(activity, activity)) for activity in given.unknown)
