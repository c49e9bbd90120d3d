"""The page maal: every target of every agreement with baseline, target path and result in each edition."""

from __future__ import annotations

from analysis.data import Agreement, Target, texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.figures.kinds import Mark, marks
from analysis.display.language.words import listed, lower_first, say
from analysis.display.parts.values import flags_of, reason, shown, verdict_key, verdict_text
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result


def rows_of(history: Rows, agreement: Agreement, target: Target, measure: str) -> list[Result]:
    """Return a target's rows of a measure over the editions, oldest first."""
    rows = history.pick(measure=measure, indicator=target.indicator)
    return [row for row in rows if row.id.split(".")[2:4] == [agreement.id, target.id]]


def counts(history: Rows) -> Text:
    """Return how many verdicts could be given, and how they fell."""
    found = [verdict_key(row) for row in history.pick(measure="verdict")]
    met, not_met = found.count("met"), found.count("not_met")
    undetermined = found.count("undetermined")
    return Text((say("goals.summary", judged=met + not_met, met=met, not_met=not_met, undetermined=undetermined),))


def tables(view: View, history: Rows) -> Stack:
    """Return a table for each agreement, newest first. ``history``: the rows of all editions."""
    return Stack(tuple(agreement_table(view, agreement, history) for agreement in reversed(view.facts.agreements)))


def agreement_table(view: View, agreement: Agreement, history: Rows) -> Table:
    """Return each target with its baseline, its goals year by year, and its verdicts year by year."""
    rows = tuple(target_row(view, agreement, target, history) for target in agreement.targets)
    columns = tuple(say(key) for key in ("resume.target", "resume.baseline", "resume.goal", "goals.results"))
    said = dict.fromkeys(texts(target.note, view.year) for target in agreement.targets)
    notes = tuple(filter(None, (texts(agreement.note, view.year), *said)))
    return Table(say("goals.caption", agreement=agreement.name), columns, rows, notes)


def target_row(view: View, agreement: Agreement, target: Target, history: Rows) -> tuple[Cell, ...]:
    # A distance that is to shrink starts from what it was: the goal's own number.
    measure = "target" if target.rule == "approaches" else "baseline"
    baseline = next(iter(rows_of(history, agreement, target, measure)), None)
    year = str(target.baseline_year or "")
    first = Cell(shown(view, baseline, brief=True), second=year, numeric=True) if baseline else Cell("", numeric=True)
    verdicts = rows_of(history, agreement, target, "verdict")
    return Cell(target.label), first, Cell(goal_path(view, agreement, target, history)), result_cell(view, target, verdicts)


def result_cell(view: View, target: Target, verdicts: list[Result]) -> Cell:
    """Return the newest verdict that could be given, with its year and its doubts."""
    if target.rule == "monitor":
        return Cell(f"{say('icon.monitored')} {say('verdict.monitored')}", verdict="monitored")
    judged = [row for row in verdicts if row.value != "undetermined"]
    if not judged:
        return Cell(f"{say('icon.undetermined')} {say('goals.never')}", verdict="undetermined")
    newest = judged[-1]
    remarks = " ".join(reason(view, newest, flag) for flag in flags_of(newest))
    return Cell(say("goals.year_judged", verdict=verdict_text(newest), year=newest.year), second=remarks, verdict=str(newest.value))


def goal_path(view: View, agreement: Agreement, target: Target, history: Rows) -> str:
    """Return the goals year by year where they differ, otherwise the one that they share."""
    if target.rule == "monitor":
        return say("goal.monitor")
    reference = view.area(target.reference) if target.reference else ""
    goals = {
        row.year: say(f"goal.{target.rule}", goal=shown(view, row, brief=True), reference=reference)
        for row in rows_of(history, agreement, target, "target")
    }
    if not goals:
        return say("goal.unknown")
    first, *others = sorted(goals.items())
    if len(set(goals.values())) == 1:
        return first[1]
    return listed(say("goals.step", goal=goal, year=year) for year, goal in (first, *((y, lower_first(g)) for y, g in others)))


def figure(view: View, history: Rows) -> Figure:
    """Return a grid of targets by editions with the verdict as a mark in each cell."""
    rows, points = [], []
    for agreement in reversed(view.facts.agreements):
        for target in agreement.targets:
            found = {row.edition: verdict_key(row) for row in rows_of(history, agreement, target, "verdict")}
            if target.rule != "monitor" and found:
                rows.append(Mark(target.label, agreement.name, found))
                said = listed(
                    say("goals.point", verdict=say(f"verdict.{value}").lower(), year=year) for year, value in found.items()
                )
                points.append(f"{target.label}: {said}")
    if not rows:
        return Figure("", "", "")
    words = {key: say(f"verdict.{key}") for key in ("met", "not_met", "undetermined", "baseline")}
    return Figure(say("goals.figure_caption"), say("goals.description", points="; ".join(points)), marks(rows, words))
