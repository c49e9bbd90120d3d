"""A plan's money on paper: activities by years with sums, footnotes and unknowns, each activity under its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.data import Plan
from analysis.display.blocks import Block, Cell, Table, Text
from analysis.display.chapters import tryghedsplan
from analysis.display.chapters.resume import undecided_money
from analysis.display.parts.plans.budget import activities_of, numbered, sum_of
from analysis.display.runs import Because, phrase
from analysis.display.view.view import View


def money(view: View) -> tuple[Block, ...]:
    """Return what the plan shares out in the edition's year, what is not decided, the table, and what must be known about it."""
    if view.plan is None:
        return ()
    said = (tryghedsplan.total_text(view), *undecided_money(view), view.note(view.plan.note))
    return (Text(tuple(filter(None, said))), budget(view, view.plan))


def budget(view: View, plan: Plan) -> Table:
    """Return each activity's amount in each year, with the sums; what keeps a sum from being a total stands in its column."""
    table = tryghedsplan.budget_table(view, plan)
    names = {activity.name: numbered(activity.number, activity.name) for activity in activities_of(view, plan)}
    is_bound = any(row is not None and row.measure == "lower" for row in (sum_of(view, plan, when) for when in plan.years))
    *notes, source = table.notes
    bound = (view.say("document.at_least"),) if is_bound else ()
    return replace(table, rows=tuple(with_number(row, names) for row in table.rows), notes=(*notes, *bound, source))


def with_number(row: tuple[Cell, ...], names: Mapping[str, Because]) -> tuple[Cell, ...]:
    """Return a row whose activity has its number before its name."""
    first, *others = row
    found = names.get(first.text.text)
    return (replace(first, text=phrase(found)) if found else first, *others)
