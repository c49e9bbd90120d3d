"""The page maal: every target of every agreement with baseline, target path and result in each edition."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Agreement, Target
from analysis.display.blocks import Cell, Figure, Fold, Section, Stack, Table, Text, cell
from analysis.display.figures.marks import Mark, marks
from analysis.display.parts.certainty import visibility_figure, visibility_sentences, visibility_tables
from analysis.display.parts.pictures import figure as figure_of
from analysis.display.parts.targets import SAID, goal_words, page_sources, remarks, verdict_key, verdict_words
from analysis.display.parts.values import number_cell, shown, significance
from analysis.display.runs import NOTHING, Phrase, joined, lower_first, name, phrase, year
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import DISTANCES, JUDGED, Result, has_figure, standing_of

MARKED = ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "baseline")


def rows_of(history: Rows, agreement: Agreement, target: Target, measure: str) -> list[Result]:
    """Return a target's rows of a measure over the editions, oldest first."""
    return history.pick(measure=measure, indicator=target.indicator, agreement=agreement.id, target=target.id, aspect="")


def counts(view: View) -> Text:
    """Return how many verdicts could be given in all editions, and how they fell."""
    found = {row.category: shown(view, row) for row in view.pick(measure="count", aspect="so_far")}
    return Text((view.say("goals.summary", **{key: found[key] for key in ("judged", *SAID)}),))


def agreements(view: View, history: Rows) -> Stack:
    """Return a section with a table for each agreement, newest first, the older ones folded. ``history``: the rows of all editions."""
    tables = [(a, agreement_table(view, a, history)) for a in reversed(view.facts.agreements)]
    return Stack(tuple(agreement_section(a, table, folded=index > 0) for index, (a, table) in enumerate(tables)))


def agreement_section(agreement: Agreement, table: Table, *, folded: bool) -> Section:
    """Return an agreement's table under its name."""
    return Section(agreement.id, phrase(name(agreement.name)), (Fold(table.caption, (table,)) if folded else table,))


def grid(view: View, history: Rows) -> Section:
    """Return the verdicts of all editions as a grid."""
    return Section("aar-for-aar", view.say("goals.figure_caption"), (figure(view, history),))


def visibility(view: View, history: Rows) -> Section:
    """Return whether the targets can be seen at all: a figure with the tables behind it, and a sentence for each of the others."""
    tables = visibility_tables(view, history)
    drawn = visibility_figure(view, history, tables)
    text = Text((view.say("visibility.lead"),))
    others = Fold(view.say("visibility.others"), (visibility_sentences(view, history),))
    return Section("kan-vi-se-det", view.say("visibility.heading"), (text, drawn or tables, others))


def agreement_table(view: View, agreement: Agreement, history: Rows) -> Table:
    """Return each target with its baseline, its goals year by year, and its verdicts year by year."""
    rows = tuple(target_row(view, agreement, target, history) for target in agreement.targets)
    columns = tuple(view.say(key) for key in ("resume.target", "resume.baseline", "resume.goal", "goals.results"))
    notes = dict.fromkeys([view.note(agreement.note), *(view.note(target.note) for target in agreement.targets)])
    return Table(view.say("goals.caption", agreement=name(agreement.name)), columns, rows, tuple(filter(None, notes)))


def target_row(view: View, agreement: Agreement, target: Target, history: Rows) -> tuple[Cell, ...]:
    # A distance that is to shrink starts from what it was: the goal's own number.
    measure = "target" if target.rule == "approaches" else "baseline"
    start = next(iter(rows_of(history, agreement, target, measure)), None) if target.baseline_year else None
    first = number_cell(view, start, phrase(year(target.baseline_year)) if target.baseline_year else NOTHING)
    path = goal_path(view, agreement, target, history)
    return cell(name(target.label)), first, cell(path), result_cell(view, agreement, target, history)


def result_cell(view: View, agreement: Agreement, target: Target, history: Rows) -> Cell:
    """Return every verdict that could be given, with its year, and the doubts about the newest."""
    verdicts = rows_of(history, agreement, target, "verdict")
    if target.rule == "monitor":
        monitored = view.say("goals.monitored")
        return cell(monitored, remarks(view, verdicts[-1]) if verdicts else NOTHING, verdict="monitored")
    judged = [row for row in verdicts if standing_of(row) in JUDGED]
    if not judged:
        return undecided_cell(view, [row for row in verdicts if standing_of(row) == "undetermined"])
    said = joined(", ", (view.say("goals.year_judged", verdict=verdict_words(view, row), year=row.year) for row in judged))
    newest = joined(" ", filter(None, (remarks(view, judged[-1]), said_of_change(view, target, judged[-1], history))))
    if newest and len(judged) > 1:
        newest = view.say("goals.about_newest", year=judged[-1].year, said=newest)
    return cell(said, joined(" ", filter(None, (newest, *other_pages(view, judged)))), verdict=verdict_key(judged[-1]))


def said_of_change(view: View, target: Target, verdict: Result, history: Rows) -> Phrase:
    """Return what the source says about chance of the change that a verdict is about; nothing for a distance between areas."""
    wanted = {"edition": verdict.edition, "category": verdict.category, "geography": verdict.geography, "year": verdict.year}
    changes = [] if target.rule in DISTANCES else history.pick(measure="change", indicator=target.indicator, **wanted)
    about = [row for row in changes if verdict.against_year in (None, row.against_year)]
    return significance(view, max(about, key=lambda row: row.against_year or 0, default=None), "change")


def other_pages(view: View, judged: list[Result]) -> list[Phrase]:
    """Return the pages that earlier verdicts rest on, where they are others than those of the newest."""
    newest = page_sources(view, judged[-1]).text
    return [
        view.say("goals.earlier_pages", year=row.year, sources=pages)
        for row in judged[:-1]
        if (pages := page_sources(view, row)) and pages.text != newest
    ]


def undecided_cell(view: View, undecided: list[Result]) -> Cell:
    """Return that no verdict could be given, and why: of the newest that had a figure, else of the newest."""
    if not undecided:
        return cell(view.say("goals.not_yet"), verdict="undetermined")
    newest = max(undecided, key=lambda row: (has_figure(row), row.edition))
    said = view.say("goals.year_judged", verdict=verdict_words(view, newest), year=newest.year)
    return cell(said, remarks(view, newest), verdict="undetermined")


def goal_path(view: View, agreement: Agreement, target: Target, history: Rows) -> Phrase:
    """Return the goals year by year where they differ, otherwise the one that they share."""
    rows = {row.year: row for row in rows_of(history, agreement, target, "target")}
    goals = {when: goal_words(view, target, row, history) for when, row in sorted(rows.items())}
    if target.rule == "monitor" or not goals:
        return goal_words(view, target, None)
    if len({goal.text for goal in goals.values()}) == 1:
        return next(iter(goals.values()))
    first, *others = goals.items()
    return view.listed(
        view.say("goals.step", goal=goal, year=when) for when, goal in (first, *((y, lower_first(g)) for y, g in others))
    )


def figure(view: View, history: Rows) -> Figure:
    """Return a grid of targets by editions with the verdict as a mark in each cell."""
    drawn, points = [], []
    for agreement in reversed(view.facts.agreements):
        for target in agreement.targets:
            found = rows_of(history, agreement, target, "verdict")
            if target.rule != "monitor" and found:
                by_year = {row.edition: verdict_key(row) for row in found}
                drawn.append(Mark(target.label, agreement.name, by_year, tuple(found)))
                points.append(mark_point(view, target, found))
    if not drawn:
        return Figure()
    words = {key: view.say.text(f"verdict.{key}") for key in MARKED}
    picture = figure_of(
        view,
        "vurderinger",
        marks(drawn, words),
        (),
        title=view.say("goals.figure_title"),
        subtitle=view.say("goals.figure_subtitle"),
        description=view.say("goals.description", points=joined("; ", points)),
    )
    return replace(picture, rows=tuple(row for one in drawn for row in one.rows))


def mark_point(view: View, target: Target, found: list[Result]) -> Phrase:
    """Return a target's verdicts in words."""
    said = view.listed(
        view.say("goals.point", verdict=view.say(f"goals.said_{verdict_key(row)}", row=row), year=row.edition) for row in found
    )
    return joined(": ", [name(target.label), said])
