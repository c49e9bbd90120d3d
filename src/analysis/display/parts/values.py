"""Rows of the results table as a reader sees them: values, goals, changes and verdicts in Danish."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import Agreement, Target
from analysis.display.blocks import Cell
from analysis.display.language.numbers import quantity
from analysis.display.language.words import lower_first, say
from analysis.display.view.view import View
from analysis.indicators import Result


def shown(view: View, row: Result | None, *, brief: bool = False) -> str:
    """Return the row's value with its unit, or the word for why there is none."""
    if row is None:
        return say("status.not_stated")
    if row.value is None:
        return say(f"status.{row.status}")
    indicator = view.facts.indicators[row.indicator]
    if isinstance(row.value, str):
        return indicator.level_names.get(row.value, row.value)
    computed = row.measure in ("share", "change_pct")
    text = quantity(row.value, row.unit, indicator.decimals if computed else None, brief=brief)
    return say(f"status.{row.status}", value=text) if row.status in ("provisional", "revised") else text


def shown_change(row: Result | None) -> str:
    """Return a change with its sign (+4 procentpoint, −14, 0), or nothing when there is none."""
    if row is None or not isinstance(row.value, Decimal):
        return ""
    return quantity(row.value, row.unit, signed=True, brief=True)


def change_cell(view: View, row: Result | None) -> Cell:
    """Return the change that leads up to a row, with the percentage below it where the baseline can carry one."""
    change = change_of(view, row)
    if row is None or change is None:
        return Cell("", numeric=True)
    wanted = {"indicator": row.indicator, "category": row.category, "geography": row.geography, "year": row.year}
    percent = view.one(measure="change_pct", **wanted)
    return Cell(shown_change(change), second=signed_percent(percent), numeric=True)


def signed_percent(row: Result | None) -> str:
    """Return a percentage change without decimals (+53 %), or nothing."""
    return quantity(row.value, row.unit, 0, signed=True) if row and isinstance(row.value, Decimal) else ""


def number_cell(view: View, row: Result | None, second: str = "") -> Cell:
    """Return a cell with the row's value, aligned as a number."""
    return Cell(shown(view, row, brief=True), second=second, numeric=True)


def flags_of(row: Result) -> list[str]:
    """Return what a reader must know about a row: everything in its method after the rule."""
    return row.method.split("; ")[1:]


def judged_row(view: View, agreement: Agreement, target: Target) -> Result | None:
    """Return the row that a target's verdict is about: the figure of its year, the gap, or the share made of two counts."""
    verdict = view.of_target(agreement, target, "verdict")[0]
    if target.rule == "approaches":
        return gap_row(view, target, verdict.year)
    category = target.category or ""
    for flag in flags_of(verdict):
        if flag.startswith("category changed to "):
            category = flag.removeprefix("category changed to ")
    wanted = {"indicator": target.indicator, "category": category, "geography": target.geography, "year": verdict.year}
    rows = [row for row in view.pick(**wanted) if row.measure in ("share", "observed") and "contradicts" not in row.method]
    return max(rows, key=lambda row: row.measure == "share", default=None)


def gap_row(view: View, target: Target, year: int) -> Result | None:
    """Return a target's distance to its reference area in a year."""
    gaps = view.pick(measure="gap", indicator=target.indicator, geography=target.geography, year=year)
    return next((row for row in gaps if row.id.endswith(f".{target.reference}")), None)


def baseline_row(view: View, agreement: Agreement, target: Target) -> Result | None:
    """Return what a target starts from: the baseline, or the gap in the baseline's year."""
    if target.rule == "approaches":
        return gap_row(view, target, target.baseline_year or 0)
    return next(iter(view.of_target(agreement, target, "baseline")), None)


def goal_text(view: View, agreement: Agreement, target: Target, *, brief: bool = False) -> str:
    """Return the target as words: Højst 53, Under 17 %, Afstand til København under 8 procentpoint."""
    year = view.of_target(agreement, target, "verdict")[0].year
    goals = view.of_target(agreement, target, "target")
    goal = next((row for row in goals if row.year == year), None) or (goals[0] if goals else None)
    if target.rule == "monitor":
        return say("goal.monitor")
    if goal is None:
        return say("goal.unknown")
    reference = view.area(target.reference) if target.reference else ""
    return say(f"goal.{target.rule}", goal=shown(view, goal, brief=brief), reference=reference)


def change_of(view: View, row: Result | None) -> Result | None:
    """Return the change that leads up to a row."""
    if row is None or row.measure == "gap":
        return None
    return view.one(measure="change", indicator=row.indicator, category=row.category, geography=row.geography, year=row.year)


def verdict_cell(view: View, row: Result, change: Result | None) -> Cell:
    """Return a verdict as icon and word, with its reason and what the source says about chance on the second line."""
    remarks = [reason(view, row, flag) for flag in flags_of(row)]
    if change is not None:
        remarks += [said_about_change(flag) for flag in flags_of(change)]
    return Cell(verdict_text(row), second=" ".join(filter(None, remarks)), verdict=verdict_key(row))


def verdict_key(row: Result) -> str:
    """Return a verdict's name; in the baseline's own year, where there is nothing to judge, it is "baseline"."""
    return "baseline" if "baseline year" in flags_of(row) else str(row.value)


def verdict_text(row: Result) -> str:
    """Return a verdict as icon and word."""
    key = verdict_key(row)
    return f"{say(f'icon.{key}')} {say(f'verdict.{key}')}"


def reason(view: View, row: Result, flag: str) -> str:
    """Return a flag of a verdict in words."""
    if flag.startswith("category changed to "):
        category = view.category(row.indicator, flag.removeprefix("category changed to "))
        return say("reason.category changed", category=lower_first(category))
    return say(f"reason.{flag}", year=row.year)


def said_about_change(flag: str) -> str:
    """Return what a source said about a change's significance, in words; nothing for other flags."""
    return say.get(f"reason.{flag.replace('published: ', 'published ')}")


def statement(view: View, row: Result) -> str:
    """Return a figure as a sentence without full stop, from the indicator's own sentence."""
    indicator = view.facts.indicators[row.indicator]
    found = indicator.categories.get(row.category)
    if row.value is None:
        label = f"{indicator.short}, {lower_first(found.name)}" if found else indicator.short
        return say("sentence.no_value", label=label, year=row.year, status=say(f"sentence.{row.status}"))
    category = (found.phrase or say("sentence.about", category=lower_first(found.name))) if found else ""
    return indicator.sentence.format(value=shown(view, row), year=row.year, category=category)


def statement_with_change(view: View, row: Result) -> str:
    """Return a figure and how it has moved since the measurement before, as a sentence without full stop."""
    said, change = statement(view, row), change_of(view, row)
    if change is None or not isinstance(change.value, Decimal):
        return said
    earlier = change.method.split(";")[0].removeprefix("difference from ")
    if change.value == 0:
        return say("sentence.same", statement=said, earlier=earlier)
    unit = {"percentage_points": "percent", "per_1000": "per_1000"}.get(change.unit, "count")
    direction = "up" if change.value > 0 else "down"
    if unit == "count" and abs(change.value) == 1:
        return say(f"sentence.{direction}_one", statement=said, earlier=earlier)
    difference = quantity(abs(change.value), "count")
    return say(f"sentence.{direction}_{unit}", statement=said, difference=difference, earlier=earlier)
