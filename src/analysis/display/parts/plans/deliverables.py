"""What activities promise and report in numbers, as a reader sees it."""

from __future__ import annotations

from analysis.data import Plan
from analysis.display.blocks import Table, cell
from analysis.display.runs import NOTHING, Phrase, Shown, joined, name, phrase, year
from analysis.display.view.view import View
from analysis.indicators import Result

MANY_YEARS = 2


def deliverable_text(view: View, plan: Plan, activity: str, deliverable: str, kind: str, year: int | None = None) -> Phrase:
    """Return a deliverable of one kind with its unit (mindst 8 job, 200–400 løbere), or nothing: of one year, or of all.

    Numbers of several years have their years beside them.
    """
    indicator = view.indicator("deliverable")
    if not indicator:
        return NOTHING
    wanted = {"plan": plan.id, "activity": activity, "deliverable": deliverable, "kind": kind}
    by_fact: dict[str, list[Result]] = {}
    for row in view.pick(indicator=indicator, **wanted, **({"year": year} if year is not None else {})):
        by_fact.setdefault(row.inputs[0].id, []).append(row)
    one_year = len({same[0].year for same in by_fact.values()}) < MANY_YEARS
    return view.listed(
        said if one_year else view.say("plan.value_in_year", value=said, year=same[0].year)
        for same in by_fact.values()
        if (said := value_text(view, same))
    )


def value_text(view: View, same: list[Result]) -> Phrase:
    """Return a number or a range with its unit, and what the source says of its precision."""
    said = joined("–", (Shown((row,), view.say.number(row.known)) for row in same))
    said = view.say.with_unit(said, same[0].unit)
    if same[0].qualifier:
        return view.say(f"qualifier.{same[0].qualifier}", value=said, words=Shown(tuple(same), same[0].as_written))
    return view.say("plan.at_least_number", value=said) if "at_least" in same[0].flags else phrase(said)


def deliverables_table(view: View) -> Table:
    plan = view.plan
    items = [item for item in view.of_plan("deliverables", plan.id) if item.kind != "background"] if plan else []
    if plan is None or not items:
        return Table()
    kinds = ("target", "expected", *(["hope"] if any(item.kind == "hope" for item in items) else []), "observed")
    rows, used = [], []
    for activity, key in dict.fromkeys((d.activity, d.deliverable) for d in items):
        label = next(d.label for d in items if (d.activity, d.deliverable) == (activity, key))
        values = [deliverable_text(view, plan, activity, key, kind) for kind in kinds]
        rows.append((cell(name(label), view.activity(plan.id, activity)), *map(cell, values)))
        used += [row for said in values for row in said.rows]
    columns = (view.say("plan.deliverable"), *(view.say(f"plan.{kind}") for kind in kinds))
    notes = (view.say("plan.source", sources=view.sources(used)),)
    return Table(view.say("plan.deliverables_caption", plan=name(plan.name)), columns, tuple(rows), notes)


def background(view: View) -> Table:
    """Return the background figures that the plan mentions, which no activity promises or reports."""
    plan = view.plan
    items = [item for item in view.of_plan("deliverables", plan.id) if item.kind == "background"] if plan else []
    if plan is None or not items:
        return Table()
    values = [(item, deliverable_text(view, plan, item.activity, item.deliverable, "background")) for item in items]
    rows = tuple(
        (cell(name(item.label), view.activity(plan.id, item.activity)), cell(year(item.year)), cell(said)) for item, said in values
    )
    columns = tuple(view.say(key) for key in ("plan.background_what", "series.year", "series.value"))
    notes = (view.say("plan.source", sources=view.sources(row for _, said in values for row in said.rows)),)
    return Table(view.say("plan.background_caption", plan=name(plan.name)), columns, rows, notes)
