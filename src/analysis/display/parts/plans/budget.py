"""A plan's money as a reader sees it: cells, ranges, footnotes and sums, none of them ever an unknown shown as 0."""

from __future__ import annotations

from analysis.data import Activity, Plan
from analysis.display.blocks import EMPTY_NUMBER, Cell, cell
from analysis.display.runs import NOTHING, Because, Phrase, Shown, joined, name, phrase
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result

CELLS = ("published", "frame", "stated_total")
SUMS = ("sum_of_cells", "known_cells")
BudgetCell = list[Result]  # one row, or the lower and upper end of a range


def is_grant(view: View, plan: Plan) -> bool:
    """Tell whether a plan shares out the partnership's own money, and not its partners'."""
    return plan.indicator == view.indicator("grant")


def activities_of(view: View, plan: Plan) -> list[Activity]:
    """Return the plan's activities in the source's order."""
    return view.of_plan("activities", plan.id)


def effort_name(view: View, plan: Plan, effort_area: str) -> Phrase:
    """Return an effort area's number and name, or that the source does not give one."""
    for agreement in view.facts.agreements:
        for area in agreement.effort_areas:
            if agreement.id == plan.agreement and area.id == effort_area:
                return phrase(Because(f"{area.number}. {area.name}", "name"))
    return view.say("plan.no_effort")


def numbered(number: str, title: str) -> Because:
    """Return an activity's number in its plan, where it has one, and its name."""
    return name(f"{number}. {title}" if number.isdigit() else title)


# Cells


def cells_of(view: View, plan: Plan) -> dict[tuple[str, str, int], BudgetCell]:
    """Return the plan's budget cells by activity (empty for the source's own total), line and year."""
    cells: dict[tuple[str, str, int], BudgetCell] = {}
    for row in view.pick(indicator=plan.indicator, plan=plan.id, method=CELLS):
        cells.setdefault((row.activity, row.line, row.year), []).append(row)
    return cells


def shown_amount(view: View, found: BudgetCell) -> Phrase:
    """Return a budget cell: the amount, a range, or the word for why there is none. No unknown is ever shown as 0."""
    amounts = [Shown((row,), view.say.number(row.known)) for row in found if row.number is not None]
    if not amounts:
        return phrase(Shown((found[0],), view.say.text(f"status.{found[0].status}")))
    said = joined("–", amounts)
    return view.say("plan.approximate", value=said) if "approximate" in found[0].flags else said


def amount_cell(view: View, found: BudgetCell | None) -> Cell:
    """Return a budget cell with the number of its footnote below it."""
    if found is None:
        return EMPTY_NUMBER
    footnote = found[0].footnote
    second = view.say("plan.footnote_mark", number=Because(footnote, "ordinal")) if footnote else NOTHING
    return cell(shown_amount(view, found), second, numeric=True)


# Sums


def sum_of(rows: View | Rows, plan: Plan, year: int, area: str = "") -> Result | None:
    """Return the row with a year's sum as the newest edition that has it shows it: a total, or a lower bound."""
    found = rows.pick(indicator=plan.indicator, plan=plan.id, year=year, effort_area=area, method=SUMS)
    return found[-1] if found else None


def sum_text(view: View, row: Result | None) -> Phrase:
    """Return a sum: the amount, "mindst" an amount, or that it is not stated. At least 0 says nothing and is not said."""
    if row is None:
        return view.say("status.not_stated")
    if row.number is None or (row.measure == "lower" and row.number == 0):
        return phrase(Shown((row,), view.say.text(f"status.{row.status}")))
    said: Phrase = phrase(Shown((row,), view.say.number(row.number)))
    said = view.say("plan.approximate", value=said) if "approximate" in row.flags else said
    return view.say("plan.at_least", value=said) if row.measure == "lower" else said


def sum_cell(view: View, row: Result | None) -> Cell:
    """Return a sum as a cell."""
    return cell(sum_text(view, row), numeric=True)


def unknown_activities(view: View, plan: Plan, row: Result) -> Phrase:
    """Return the names of the activities that keep a sum from being a total."""
    return view.listed(view.activity(plan.id, activity) for activity in row.unknown)
