"""Results as a pandas DataFrame, for those who would rather ask in pandas. ``View.frame`` explains the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from analysis.display.own.said import said_of
from analysis.display.parts.plans.budget import effort_name
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.kinds.plans import WITHOUT_EFFORT_AREA

# Plain strings and not categories: grouping by several categories gives a line for every pair that no row has.
TEXT, WHOLE, NUMBER, MAYBE_WHOLE, YES_NO = "string", "int64", "float64", "Int64", "bool"
COLUMNS: Mapping[str, str] = {
    "id": TEXT,
    "edition": WHOLE,
    "theme": TEXT,
    "indicator": TEXT,
    "category": TEXT,
    "geography": TEXT,
    "geography_name": TEXT,
    "year": WHOLE,
    "measure": TEXT,
    "value": NUMBER,
    "word": TEXT,
    "said": TEXT,
    "label": TEXT,
    "unit": TEXT,
    "status": TEXT,
    "method": TEXT,
    "approximate": YES_NO,
    "agreement": TEXT,
    "target": TEXT,
    "rule": TEXT,
    "against_year": MAYBE_WHOLE,
    "against_area": TEXT,
    "plan": TEXT,
    "effort_area": TEXT,
    "effort_area_name": TEXT,
    "activity": TEXT,
    "activity_name": TEXT,
    "line": TEXT,
    "deliverable": TEXT,
    "kind": TEXT,
    "n": NUMBER,
    "period": TEXT,
    "breakdown": TEXT,
    "group": TEXT,
}
NAMES = ("label", "geography_name", "effort_area_name", "activity_name")
AS_THEY_ARE = (
    *("id", "edition", "theme", "indicator", "category", "geography", "year", "measure", "unit", "status", "method"),
    *("agreement", "target", "rule", "against_year", "against_area", "plan", "activity", "line", "deliverable", "kind"),
    *("period", "breakdown", "group"),
)


class Names:
    """The names in the data of what rows are about. Only those that a row needs are asked for."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.activities = lru_cache(maxsize=None)(self.read_activities)
        self.deliverables = lru_cache(maxsize=None)(self.read_deliverables)

    def read_activities(self, plan: str) -> dict[str, Any]:
        return {row.activity: row for row in self.view.of_plan("activities", plan)}

    def read_deliverables(self, plan: str) -> dict[tuple[str, str], str]:
        return {(row.activity, row.deliverable): row.label for row in self.view.of_plan("deliverables", plan)}

    @cached_property
    def targets(self) -> dict[tuple[str, str], str]:
        """The labels of all targets by their agreement and id."""
        return {(a.id, t.id): t.label for a in self.view.facts.agreements for t in a.targets}

    def activity(self, row: Result) -> str:
        """Return the name of a row's activity."""
        found = self.activities(row.plan).get(row.activity) if row.activity else None
        return found.name if found else ""

    def effort_area(self, row: Result) -> str:
        """Return the id of a row's effort area: its own, or that of its activity; what lies outside a plan's areas has one too."""
        if row.effort_area or not row.activity:
            return row.effort_area
        found = self.activities(row.plan)
        own = found[row.activity].effort_area if row.activity in found else ""
        return own or (WITHOUT_EFFORT_AREA if any(a.effort_area for a in found.values()) else "")

    def effort_area_name(self, row: Result) -> str:
        """Return the number and name of a row's effort area, or the word for why there is none; empty outside plans."""
        area = self.effort_area(row)
        plan = next((plan for plan in self.view.facts.plans if plan.id == row.plan), None) if row.activity or area else None
        if plan is None:
            return ""
        return (
            self.view.say.text("economy.without_effort") if area == WITHOUT_EFFORT_AREA else effort_name(self.view, plan, area).text
        )

    def label(self, row: Result) -> str:
        """Return what a row is about: its deliverable, target, activity or effort area, its category, or its indicator."""
        if row.deliverable:
            return self.deliverables(row.plan).get((row.activity, row.deliverable), row.deliverable)
        if row.target:
            return self.targets.get((row.agreement, row.target), row.target)
        if said := self.activity(row) or self.effort_area_name(row):
            return said
        return self.view.category(row.indicator, row.category).text if row.indicator in self.view.facts.indicators else ""


def frame_of(view: View, rows: Iterable[Result]) -> pd.DataFrame:
    """Return rows as a frame with ``COLUMNS`` and their types, in the rows' order; without rows an empty one with the same."""
    names = Names(view)
    records = [record_of(view, names, row) for row in rows]
    view.named.update(str(record[column]) for record in records for column in NAMES)
    return pd.DataFrame(records, columns=list(COLUMNS)).astype(dict(COLUMNS))


def record_of(view: View, names: Names, row: Result) -> dict[str, object]:
    """Return a row as one record of the frame."""
    return {field: getattr(row, field) for field in AS_THEY_ARE} | {
        "geography_name": view.geography_name(row.geography),
        "value": None if row.number is None else float(row.number),
        "word": row.value if isinstance(row.value, str) else "",
        "said": said_of(view, [row]).text,
        "label": names.label(row),
        "approximate": "approximate" in row.flags,
        "effort_area": names.effort_area(row),
        "effort_area_name": names.effort_area_name(row),
        "activity_name": names.activity(row),
        "n": None if row.n is None else float(row.n),
    }
