"""The chapter tryghedsplan: the plan's activities by effort area, its budget with notes and unknowns, what it promises."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from decimal import Decimal

from analysis.data import Activity, Plan, texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import number, quantity
from analysis.display.language.words import listed, say
from analysis.display.parts.values import flags_of
from analysis.display.view.view import View
from analysis.indicators import Result

GRANT = "bevilling"
CELL_METHODS = ("published", "frame", "stated total")


def activities_of(view: View, plan: Plan) -> list[Activity]:
    """Return the plan's activities in the source's order."""
    return view.of_plan("activities", plan.id)


def effort_name(view: View, plan: Plan, effort_area: str) -> str:
    """Return an effort area's number and name, or that the source does not give one."""
    for agreement in view.facts.agreements:
        for area in agreement.effort_areas:
            if agreement.id == plan.agreement and area.id == effort_area:
                return f"{area.number}. {area.name}"
    return say("plan.no_effort")


def note(view: View) -> Text:
    """Return what a reader must know about the plan."""
    return Text((texts(view.plan.note, view.year),)) if view.plan and view.plan.note else Text(())


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


BudgetCell = list[Result]  # one row, or the lower and upper end of a range


def cells_of(view: View, plan: Plan) -> dict[tuple[str, int], BudgetCell]:
    """Return the plan's budget cells by category (activity, activity.line, or samlet for the source's total) and year."""
    cells: dict[tuple[str, int], BudgetCell] = {}
    for row in view.pick(indicator=plan.indicator):
        if row.inputs.startswith(f"{plan.id}.") and row.method.startswith(CELL_METHODS):
            cells.setdefault((row.category, row.year), []).append(row)
    return cells


def shown_amount(cell: BudgetCell) -> str:
    """Return a budget cell: the amount, a range, or the word for why there is none. No unknown is ever shown as 0."""
    amounts = [number(row.value) for row in cell if isinstance(row.value, Decimal)]
    if not amounts:
        return say(f"status.{cell[0].status}")
    text = "–".join(amounts)
    return say("plan.approximate", value=text) if "approximate" in flags_of(cell[0]) else text


def amount_cell(cell: BudgetCell | None) -> Cell:
    """Return a budget cell with the number of its footnote below it."""
    if cell is None:
        return Cell("", numeric=True)
    notes = [flag.removeprefix("footnote ") for flag in flags_of(cell[0]) if flag.startswith("footnote ")]
    second = say("plan.footnote_mark", number=notes[0]) if notes else ""
    return Cell(shown_amount(cell), second=second, numeric=True)


def budget(view: View) -> Stack:
    """Return the plan's budget, cell by cell, its sums, and the activities' own budgets."""
    plan = view.plan
    return Stack((budget_table(view, plan), unknowns(view, plan), lines_table(view, plan))) if plan else Stack(())


def budget_table(view: View, plan: Plan) -> Table:
    """Return activities by years, then the computed sums, then what the source states as its own total."""
    cells = cells_of(view, plan)
    named = [a for a in activities_of(view, plan) if any((a.activity, year) in cells for year in plan.years)]
    rows = [(Cell(a.name), *(amount_cell(cells.get((a.activity, year))) for year in plan.years)) for a in named]
    rows.append((Cell(say("plan.sum")), *(sum_cell(sum_of(view, plan, year)) for year in plan.years)))
    strong = {len(rows) - 1}
    stated = [cells.get(("samlet", year)) for year in plan.years]
    if any(cell is not None and cell[0].value is not None for cell in stated):
        rows.append((Cell(say("plan.stated")), *map(stated_cell, stated)))
    notes = [say("plan.footnote", number=key, text=text) for key, text in plan.footnotes.items()]
    notes += [*remarks(view, plan), say("plan.signs"), say("plan.source", sources=view.facts.sources[plan.source].short)]
    columns = (say("plan.activity"), *map(str, plan.years))
    caption = say(f"plan.{'budget' if is_grant(plan) else 'finance'}_caption", plan=plan.name)
    return Table(caption, columns, tuple(rows), tuple(notes), frozenset(strong))


def stated_cell(cell: BudgetCell | None) -> Cell:
    """Return the source's own total, marked where it is a frame and not a sum."""
    is_frame = cell is not None and cell[0].method.startswith("frame")
    return Cell(shown_amount(cell) if cell else "", second=say("plan.frame") if is_frame else "", numeric=True)


def remarks(view: View, plan: Plan) -> list[str]:
    """Return what is noted about single cells, once for each activity."""
    noted = [b for b in view.of_plan("budgets", plan.id) if b.note and b.activity and not b.line]
    return list(dict.fromkeys(f"{view.activity(plan.id, b.activity)}: {b.note}" for b in noted))


def is_grant(plan: Plan) -> bool:
    """Tell whether a plan shares out the partnership's own money, and not its partners'."""
    return plan.indicator == GRANT


def sum_of(view: View, plan: Plan, year: int, area: str = "") -> Result | None:
    """Return the row with a year's sum: a total, or a lower bound."""
    name = ".".join(filter(None, (plan.id, area, str(year))))
    sums = view.pick(indicator=plan.indicator, measure=("total", "lower"))
    return next((row for row in sums if row.id in (f"{view.year}.total.{name}", f"{view.year}.lower.{name}")), None)


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
    lines = dict.fromkeys(category for category, _ in cells if "." in category)
    rows = tuple(line_row(view, plan, line, [cells.get((line, year)) for year in plan.years]) for line in lines)
    columns = (say("plan.activity"), say("plan.line"), *map(str, plan.years))
    return Table(
        say("plan.lines_caption", plan=plan.name),
        columns,
        rows,
        (say("plan.source", sources=view.facts.sources[plan.source].short),),
    )


def line_row(view: View, plan: Plan, category: str, cells: list[BudgetCell | None]) -> tuple[Cell, ...]:
    activity, line = category.split(".")
    return Cell(view.activity(plan.id, activity)), Cell(plan.line_names.get(line, line)), *map(amount_cell, cells)


def figure(view: View) -> Figure:
    """Return the edition's year of the budget as bars, the unknown ones with their word instead of a length."""
    plan = view.plan
    if plan is None:
        return Figure("", "", "")
    cells = cells_of(view, plan)
    year = [(a, cells[a.activity, view.year]) for a in activities_of(view, plan) if (a.activity, view.year) in cells]
    stated = [(a, cell) for a, cell in year if cell[0].value is not None or cell[0].status == "not_decided"]
    amounts = [cell[0].value if isinstance(cell[0].value, Decimal) else None for _, cell in stated]
    if not any(amounts):
        return Figure("", "", "")
    rows = [figures.Bar(wrapped(a.name), v, shown_amount(cell)) for (a, cell), v in zip(stated, amounts, strict=True)]
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
    items = view.of_plan("deliverables", plan.id) if plan else []
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
    rows = [r for r in view.pick(indicator="leverance") if prefix in r.id and r.id.endswith(f".{kind}")]
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
    key = (
        "plan.sum_sentence" if row.measure == "total" else f"plan.sum_sentence_at_least_{'grant' if is_grant(plan) else 'partners'}"
    )
    return Text((say(key, plan=plan.name, year=view.year, amount=quantity(row.value, "dkk")),))
