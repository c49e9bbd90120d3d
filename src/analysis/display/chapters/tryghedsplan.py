"""The chapter tryghedsplan: the plan's activities by effort area, its budget with notes and unknowns, what it promises."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Activity, Plan
from analysis.display.blocks import Cell, Figure, Fold, Section, Table, Text, WholePlan, cell
from analysis.display.figures.bars import Bar, bars
from analysis.display.figures.drawn import Drawn
from analysis.display.parts.pictures import figure as figure_of
from analysis.display.parts.pictures import slug
from analysis.display.parts.plans.budget import (
    BudgetCell,
    activities_of,
    amount_cell,
    cells_of,
    effort_name,
    is_grant,
    numbered,
    shown_amount,
    sum_cell,
    sum_of,
    sum_text,
    unknown_activities,
)
from analysis.display.parts.plans.deliverables import background, deliverables_table
from analysis.display.parts.plans.flow import how_it_works
from analysis.display.parts.values import amount
from analysis.display.runs import NOTHING, Because, Phrase, joined, name, phrase, quoted, year
from analysis.display.view.view import View


def points(view: View) -> Text:
    """Return what the plan shares out in the edition's year, and what a reader must know about it."""
    said = [total_text(view), view.note(view.plan.note) if view.plan else NOTHING]
    return Text(tuple(filter(None, said)), bullets=True)


def changed(view: View) -> Section:
    """Return what the plan shares out otherwise than the year before; nothing in its first year."""
    table = changed_table(view, view.plan) if view.plan else Table()
    return Section("aendret", view.say("plan.changed", year=view.year), (table,))


def whole(view: View) -> WholePlan:
    """Return all of the plan, as known on the edition's day: budget, activities, and what they promise in numbers."""
    return WholePlan((budget(view), activities(view), deliverables(view)), plan=view.plan.id if view.plan else "")


def changed_table(view: View, plan: Plan) -> Table:
    """Return the activities whose amount is another than the year before."""
    cells, before = cells_of(view, plan), view.year - 1
    if before not in plan.years:
        return Table()
    pairs = [(a, cells.get((a.activity, "", before)), cells.get((a.activity, "", view.year))) for a in activities_of(view, plan)]
    rows: list[tuple[Cell, ...]] = [
        (cell(name(a.name)), amount_cell(view, old), amount_cell(view, new))
        for a, old, new in pairs
        if [(row.value, row.status) for row in old or ()] != [(row.value, row.status) for row in new or ()]
    ]
    rows.append((cell(view.say("plan.sum")), *(sum_cell(view, sum_of(view, plan, when)) for when in (before, view.year))))
    columns = (view.say("plan.activity"), *(phrase(year(when)) for when in (before, view.year)))
    used = [row for _, old, new in pairs for row in (*(old or ()), *(new or ()))]
    notes = (view.say("plan.signs"), view.say("plan.source", sources=view.sources(used)))
    return Table(view.say("plan.changed_caption"), columns, tuple(rows), notes, frozenset({len(rows) - 1}))


def activities(view: View) -> Section:
    """Return a table of activities for each effort area: what, who is responsible, for whom."""
    plan = view.plan
    if plan is None:
        return Section("aktiviteter", NOTHING)
    areas = dict.fromkeys(activity.effort_area for activity in activities_of(view, plan))
    tables = tuple(activities_table(view, plan, area, single=len(areas) == 1) for area in areas)
    return Section("aktiviteter", view.say("plan.activities_heading"), (how_it_works(view), *tables))


def activities_table(view: View, plan: Plan, area: str, *, single: bool) -> Table:
    heading = view.say("plan.activities_caption", plan=name(plan.name))
    caption = heading if single else joined(": ", [heading, effort_name(view, plan, area)])
    columns = tuple(view.say(f"plan.{key}") for key in ("activity", "responsible", "target_group"))
    return Table(caption, columns, tuple(activity_row(view, a) for a in activities_of(view, plan) if a.effort_area == area))


def activity_row(view: View, activity: Activity) -> tuple[Cell, ...]:
    unknown = view.say("status.not_stated")
    return (
        replace(
            cell(numbered(activity.number, activity.name), quoted(activity.description)),
            name=f"aktivitet-{slug(activity.activity)}",
        ),
        cell(quoted(activity.responsible) if activity.responsible else unknown),
        cell(quoted(activity.target_group) if activity.target_group else unknown),
    )


# Budget


def budget(view: View) -> Section:
    """Return the plan's budget: a figure of the year with every cell behind it, what is unknown, and the activities' own budgets."""
    plan = view.plan
    if plan is None:
        return Section("budget", NOTHING)
    table = budget_table(view, plan)
    lines = lines_table(view, plan)
    folds = (Fold(lines.caption, (lines,)) if lines else Text(),)
    drawn = figure(view, table)
    heading = view.say("plan.budget_heading" if is_grant(view, plan) else "plan.finance_heading")
    return Section("budget", heading, (drawn or table, unknowns(view, plan), *folds))


def budget_table(view: View, plan: Plan) -> Table:
    """Return activities by years, then the computed sums, then what the source states as its own total."""
    cells = cells_of(view, plan)
    named = [a for a in activities_of(view, plan) if any((a.activity, "", when) in cells for when in plan.years)]
    rows = [(cell(name(a.name)), *(amount_cell(view, cells.get((a.activity, "", when))) for when in plan.years)) for a in named]
    rows.append((cell(view.say("plan.sum")), *(sum_cell(view, sum_of(view, plan, when)) for when in plan.years)))
    first_sum = len(rows) - 1
    stated = [cells.get(("", "", when)) for when in plan.years]
    if any(found is not None and found[0].value is not None for found in stated):
        rows.append((cell(view.say("plan.stated")), *(stated_cell(view, found) for found in stated)))
    strong = frozenset(range(first_sum, len(rows)))
    caption = view.say(f"plan.{'budget' if is_grant(view, plan) else 'finance'}_caption", plan=name(plan.name))
    return Table(caption, year_columns(view, plan, "plan.activity"), tuple(rows), budget_notes(view, plan, cells), strong)


def year_columns(view: View, plan: Plan, *first: str) -> tuple[Phrase, ...]:
    """Return column heads: words, and then the plan's years."""
    return (*(view.say(key) for key in first), *(phrase(year(when)) for when in plan.years))


def budget_notes(view: View, plan: Plan, cells: dict[tuple[str, str, int], BudgetCell]) -> tuple[Phrase, ...]:
    """Return the source's own footnotes, what is noted about cells, what the signs mean, and the source."""
    footnotes = [
        view.say("plan.footnote", number=Because(key, "ordinal"), text=quoted(said)) for key, said in plan.footnotes.items()
    ]
    rows = [row for found in cells.values() for row in found]
    return (*footnotes, *remarks(view, plan), view.say("plan.signs"), view.say("plan.source", sources=view.sources(rows)))


def stated_cell(view: View, found: BudgetCell | None) -> Cell:
    """Return the source's own total, marked where it is a frame and not a sum."""
    is_frame = found is not None and found[0].method == "frame"
    second = view.say("plan.frame") if is_frame else NOTHING
    return cell(shown_amount(view, found) if found else NOTHING, second, numeric=True)


def remarks(view: View, plan: Plan) -> list[Phrase]:
    """Return what is noted about single cells, once for each activity."""
    noted = [b for b in view.of_plan("budgets", plan.id) if b.note and b.activity and not b.line]
    said = (joined(": ", [view.activity(plan.id, b.activity), quoted(b.note)]) for b in noted)
    return list(dict.fromkeys(said))


def unknowns(view: View, plan: Plan) -> Text:
    """Return, for each year whose sum is not a total, which activities are unknown."""
    said = []
    for when in plan.years:
        row = sum_of(view, plan, when)
        if row is not None and row.measure == "lower":
            key = "plan.unknown_years" if row.number else "plan.unknown_total"
            said.append(view.say(key, year=when, sum=sum_text(view, row), unknown=unknown_activities(view, plan, row)))
    return Text(tuple(said), note=True)


def lines_table(view: View, plan: Plan) -> Table:
    """Return the parts of the activities' own budgets."""
    cells = cells_of(view, plan)
    lines = dict.fromkeys((activity, line) for activity, line, _ in cells if line)
    rows = tuple(line_row(view, plan, activity, line, cells) for activity, line in lines)
    found = [row for (_, line, _), rows in cells.items() if line for row in rows]
    notes = (view.say("plan.source", sources=view.sources(found)),)
    caption = view.say("plan.lines_caption", plan=name(plan.name))
    return Table(caption, year_columns(view, plan, "plan.activity", "plan.line"), rows, notes)


def line_row(view: View, plan: Plan, activity: str, line: str, cells: dict[tuple[str, str, int], BudgetCell]) -> tuple[Cell, ...]:
    amounts = (amount_cell(view, cells.get((activity, line, when))) for when in plan.years)
    return cell(view.activity(plan.id, activity)), cell(name(plan.line_names.get(line, line))), *amounts


def figure(view: View, table: Table) -> Figure:
    """Return the edition's year of the budget as bars, the unknown ones with their word instead of a length."""
    plan = view.plan
    cells = cells_of(view, plan) if plan else {}
    own = [(a, cells.get((a.activity, "", view.year))) for a in activities_of(view, plan)] if plan else []
    stated = [(a, found) for a, found in own if found and (found[0].value is not None or found[0].status == "not_decided")]
    if plan is None or not any(found[0].number for _, found in stated):
        return Figure()
    rows = [Bar(a.name, drawn(view, found), shown_amount(view, found).text) for a, found in stated]
    points = [view.say("plan.point", name=name(a.name), value=shown_amount(view, found)) for a, found in stated]
    return figure_of(
        view,
        "budget",
        bars(rows),
        (row.drawn for row in rows),
        title=total_text(view) or view.say("plan.figure_caption", year=view.year, plan=name(plan.name)),
        subtitle=view.say("plan.subtitle", year=view.year),
        description=view.say("plan.description", year=view.year, points=joined("; ", points)),
        behind=(table,),
    )


def drawn(view: View, found: BudgetCell) -> Drawn | None:
    """Return a cell as it is drawn: a range by its lower end; ``None`` where there is no amount."""
    return Drawn(found[0], shown_amount(view, found).text, tuple(found[1:])) if found[0].number is not None else None


# Deliverables


def deliverables(view: View) -> Section:
    """Return the numbers that the plan's activities promise and report, what it hopes for, and its background figures."""
    tables = filter(None, (deliverables_table(view), background(view)))
    folds = tuple(Fold(table.caption, (table,)) for table in tables)
    return Section("leverancer", view.say("plan.deliverables_heading"), folds)


def total_text(view: View) -> Phrase:
    """Return the year's sum in a sentence; nothing where it is not known."""
    plan = view.plan
    row = sum_of(view, plan, view.year) if plan else None
    if plan is None or row is None or not row.number:
        return NOTHING
    said = amount(view, row, unit="dkk")
    said = view.say("plan.approximate", value=said) if "approximate" in row.flags else said
    kind = "" if row.measure == "total" else "_at_least_grant" if is_grant(view, plan) else "_at_least_partners"
    return view.say(f"plan.sum_sentence{kind}", plan=name(plan.name), year=view.year, amount=said)
