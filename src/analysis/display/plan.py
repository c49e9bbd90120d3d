"""The chapter tryghedsplan: the plan's activities by effort area, its budget with notes and unknowns, what it promises."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from decimal import Decimal

from analysis.data import Activity, Budget, Plan
from analysis.display import figures
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.numbers import number, quantity
from analysis.display.view import View
from analysis.display.words import listed, say
from analysis.indicators import Result


def activities_of(view: View, plan: Plan) -> list[Activity]:
    """Return the plan's activities in the source's order."""
    return [activity for activity in view.facts.activities if activity.plan == plan.id]


def effort_name(view: View, plan: Plan, effort_area: str) -> str:
    """Return an effort area's number and name, or that the source does not give one."""
    for agreement in view.facts.agreements:
        for area in agreement.effort_areas:
            if agreement.id == plan.agreement and area.id == effort_area:
                return f"{area.number}. {area.name}"
    return say("plan.no_effort")


def note(view: View) -> Text:
    """Return what a reader must know about the plan."""
    return Text((view.plan.note,)) if view.plan and view.plan.note else Text(())


def activities(view: View) -> Stack:
    """Return a table of activities for each effort area: what, who is responsible, for whom."""
    plan = view.plan
    if plan is None:
        return Stack(())
    areas = dict.fromkeys(activity.effort_area for activity in activities_of(view, plan))
    return Stack(tuple(activities_table(view, plan, area, single=len(areas) == 1) for area in areas))


def activities_table(view: View, plan: Plan, area: str, *, single: bool) -> Table:
    rows = tuple(
        (
            Cell(f"{a.number}. {a.name}" if a.number.isdigit() else a.name, second=a.description),
            Cell(a.responsible or say("status.not_stated")),
            Cell(a.target_group or say("status.not_stated")),
        )
        for a in activities_of(view, plan)
        if a.effort_area == area
    )
    heading = say("plan.activities_caption", plan=plan.name)
    caption = heading if single else f"{heading}: {effort_name(view, plan, area)}"
    return Table(caption, (say("plan.activity"), say("plan.responsible"), say("plan.target_group")), rows)


# Budget


def shown_amount(cell: Budget) -> str:
    """Return a budget cell: the amount, a range, or the word for why there is none. No unknown is ever shown as 0."""
    if cell.amount_dkk is None:
        return say(f"status.{cell.status}")
    text = number(cell.amount_dkk)
    if cell.amount_to_dkk is not None:
        text = say("plan.range", low=text, high=number(cell.amount_to_dkk))
    return say("plan.approximate", value=text) if cell.approximate == "yes" else text


def amount_cell(cell: Budget | None) -> Cell:
    if cell is None:
        return Cell("", numeric=True)
    second = say("plan.footnote_mark", number=cell.footnote) if cell.footnote else ""
    return Cell(shown_amount(cell), second=second, numeric=True)


def budget(view: View) -> Stack:
    """Return the plan's budget, cell by cell, its sums, and the activities' own budgets."""
    plan = view.plan
    return Stack((budget_table(view, plan), unknowns(view, plan), lines_table(view, plan))) if plan else Stack(())


def cells_of(view: View, plan: Plan) -> dict[tuple[str, str, int], Budget]:
    return {(cell.activity, cell.line, cell.year): cell for cell in view.facts.budgets if cell.plan == plan.id}


def budget_table(view: View, plan: Plan) -> Table:
    """Return activities by years, then the computed sums, then what the source states as its own total."""
    cells = cells_of(view, plan)
    named = [a for a in activities_of(view, plan) if any((a.activity, "", year) in cells for year in plan.years)]
    rows = [(Cell(a.name), *(amount_cell(cells.get((a.activity, "", year))) for year in plan.years)) for a in named]
    rows.append((Cell(say("plan.sum")), *(sum_cell(sum_of(view, plan, year)) for year in plan.years)))
    stated = [cells.get(("", "", year)) for year in plan.years]
    strong = {len(rows) - 1}
    if any(cell is not None and cell.amount_dkk is not None for cell in stated):
        frames = [
            Cell(amount_cell(cell).text, second=say("plan.frame") if year in plan.frame_years else "", numeric=True)
            for year, cell in zip(plan.years, stated, strict=True)
        ]
        rows.append((Cell(say("plan.stated")), *frames))
    notes = [say("plan.footnote", number=key, text=text) for key, text in plan.footnotes.items()]
    notes += [say("plan.signs"), say("plan.source", sources=view.facts.sources[plan.source].short)]
    columns = (say("plan.activity"), *map(str, plan.years))
    caption = say(f"plan.{'budget' if plan.indicator == 'bevilling' else 'finance'}_caption", plan=plan.name)
    return Table(caption, columns, tuple(rows), tuple(notes), frozenset(strong))


def sum_of(view: View, plan: Plan, year: int, area: str = "") -> Result | None:
    """Return the row with a year's sum: a total, or a lower bound."""
    name = ".".join(filter(None, (plan.id, area, str(year))))
    return next((row for row in view.rows if row.id in (f"{view.year}.total.{name}", f"{view.year}.lower.{name}")), None)


def sum_text(row: Result | None) -> str:
    """Return a sum: the amount, "mindst" an amount, or that it is not stated. At least 0 says nothing and is not said."""
    if row is None:
        return say("status.not_stated")
    if not isinstance(row.value, Decimal) or (row.measure == "lower" and row.value == 0):
        return say(f"status.{row.status}")
    text = number(row.value)
    return say("plan.at_least", value=text) if row.measure == "lower" else text


def sum_cell(row: Result | None) -> Cell:
    return Cell(sum_text(row), numeric=True)


def unknowns(view: View, plan: Plan) -> Text:
    """Return, for each year whose sum is not a total, which activities are unknown."""
    said = []
    for year in plan.years:
        row = sum_of(view, plan, year)
        if row is not None and row.measure == "lower":
            names = row.method.removeprefix("at least; unknown: ").split()
            key = "plan.unknown_years" if row.value else "plan.unknown_total"
            said.append(say(key, year=year, sum=sum_text(row), unknown=listed(view.activity(plan.id, name) for name in names)))
    return Text(tuple(said), note=True)


def lines_table(view: View, plan: Plan) -> Table:
    """Return the parts of the activities' own budgets."""
    cells = cells_of(view, plan)
    lines = dict.fromkeys((activity, line) for activity, line, _ in cells if line)
    rows = tuple(
        (
            Cell(view.activity(plan.id, activity)),
            Cell(plan.line_names.get(line, line)),
            *(amount_cell(cells.get((activity, line, year))) for year in plan.years),
        )
        for activity, line in lines
    )
    columns = (say("plan.activity"), say("plan.line"), *map(str, plan.years))
    return Table(
        say("plan.lines_caption", plan=plan.name),
        columns,
        rows,
        (say("plan.source", sources=view.facts.sources[plan.source].short),),
    )


def figure(view: View) -> Figure:
    """Return the edition's year of the budget as bars, the unknown ones with their word instead of a length."""
    plan = view.plan
    if plan is None:
        return Figure("", "", "")
    cells = cells_of(view, plan)
    year = [(a, cells[a.activity, "", view.year]) for a in activities_of(view, plan) if (a.activity, "", view.year) in cells]
    stated = [(a, cell) for a, cell in year if cell.amount_dkk is not None or cell.status == "not_decided"]
    if not any(cell.amount_dkk for _, cell in stated):
        return Figure("", "", "")
    rows = [figures.Bar(wrapped(a.name), cell.amount_dkk, shown_amount(cell)) for a, cell in stated]
    points = [say("plan.point", name=a.name, value=shown_amount(cell)) for a, cell in stated]
    caption = say("plan.figure_caption", year=view.year, plan=plan.name)
    return Figure(caption, say("plan.description", year=view.year, points="; ".join(points)), figures.bars(rows))


def wrapped(name: str) -> str:
    """Return a name on at most two lines, for the side of a figure."""
    return "\n".join(textwrap.wrap(name, 26, max_lines=2, placeholder="…"))


# Deliverables


def deliverables(view: View) -> Table:
    """Return the numbers that the plan's activities promise and report."""
    plan = view.plan
    items = [d for d in view.facts.deliverables if plan and d.plan == plan.id]
    if plan is None or not items:
        return Table("", (), ())
    rows = []
    for activity, key in dict.fromkeys((d.activity, d.deliverable) for d in items):
        own = [d for d in items if (d.activity, d.deliverable) == (activity, key)]
        values = {kind: deliverable_text(view, plan, activity, key, kind) for kind in ("target", "expected", "observed")}
        rows.append((Cell(own[0].label, second=view.activity(plan.id, activity)), *(Cell(text) for text in values.values())))
    columns = tuple(say(f"plan.{key}") for key in ("deliverable", "target", "expected", "observed"))
    source = say("plan.source", sources=view.facts.sources[plan.source].short)
    return Table(say("plan.deliverables_caption", plan=plan.name), columns, tuple(rows), (source,))


def deliverable_text(view: View, plan: Plan, activity: str, deliverable: str, kind: str) -> str:
    """Return a deliverable of one kind with its unit (mindst 8 job, 200–400 løbere), or nothing."""
    prefix = f".{plan.id}.{activity}.{deliverable}."
    rows = [r for r in view.rows if r.indicator == "leverance" and prefix in r.id and r.id.endswith(f".{kind}")]
    return listed(deliverable_values(rows))


def deliverable_values(rows: Iterable[Result]) -> list[str]:
    by_id: dict[str, list[Result]] = {}
    for row in rows:
        by_id.setdefault(row.inputs, []).append(row)
    said = []
    for same in by_id.values():
        values = [number(r.value) for r in same if isinstance(r.value, Decimal)]
        text = f"{'–'.join(values)} {same[0].unit}"
        said.append(say("plan.at_least_number", value=text) if "at least" in same[0].method else text)
    return said


def total_text(view: View) -> Text:
    """Return the year's sum in a sentence."""
    plan = view.plan
    row = sum_of(view, plan, view.year) if plan else None
    if plan is None or row is None or not isinstance(row.value, Decimal) or not row.value:
        return Text(())
    key = "plan.sum_sentence" if row.measure == "total" else "plan.sum_sentence_at_least"
    return Text((say(key, plan=plan.name, year=view.year, amount=quantity(row.value, "dkk")),))
