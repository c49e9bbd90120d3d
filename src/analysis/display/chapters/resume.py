"""The chapter resume: the targets with their verdicts, what deviates, what needs deciding, what was revised, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from analysis.data import Role, Theme
from analysis.display.blocks import Cell, Fold, Link, Links, Stack, Table, Text, cell
from analysis.display.parts.plans.answers import count_of_answers, silent
from analysis.display.parts.plans.budget import sum_of, sum_text, unknown_activities
from analysis.display.parts.series import about
from analysis.display.parts.targets import (
    chance_of_change,
    counts_sentence,
    judged_row,
    reason,
    reservations,
    target_table,
    verdict_key,
)
from analysis.display.parts.values import group_name, is_current, shown, statement_with_change, time_of
from analysis.display.runs import NOTHING, Phrase, Shown, joined, name, phrase
from analysis.display.view.view import View, series_of
from analysis.indicators import Flag, Result, has_figure


def introduction(view: View) -> Text:
    """Return how the edition's targets stand, and from which years its figures are."""
    paragraphs = (counts_sentence(view), joined(" ", years_of_instruments(view)), view.note(view.facts.partnership.editions_note))
    return Text(tuple(filter(None, paragraphs)))


def years_of_instruments(view: View) -> list[Phrase]:
    """Return from which year each instrument's figures are that verdicts rest on."""
    years: dict[str, set[int]] = {}
    for row in view.pick(measure="verdict"):
        if has_figure(row):
            years.setdefault(view.definition(row).instrument, set()).add(row.year)
    return [
        view.say("resume.instrument_year", instrument=name(view.facts.instruments[instrument]), year=max(found))
        for instrument, found in years.items()
    ]


def has_figures(view: View) -> bool:
    """Tell whether any target of the edition has a figure."""
    return any(has_figure(row) for row in view.pick(measure="verdict"))


def targets(view: View) -> Stack:
    """Return a table of targets for each agreement, and what must be known about the verdicts; a sentence where nothing is known."""
    if not has_figures(view):
        return Stack((Text((view.say("resume.no_figures"),)),)) if view.targets else Stack()
    tables = tuple(target_table(view, agreement) for agreement in view.agreements)
    said = tuple(reservations(view, [(a, t) for a, t in view.targets if t.rule != "monitor"]))
    return Stack((*tables, Fold(view.say("resume.reservations"), (Text(said, bullets=True),))))


def noteworthy(view: View) -> Text:
    """Return the figures without a target whose change is hardly chance."""
    said = []
    for agreement, target in view.targets:
        row, chance = judged_row(view, agreement, target), view.of_target(agreement, target, "p_value", "holm")
        if row is not None and target.rule == "monitor" and chance and "hardly_chance" in chance[0].flags:
            statement = phrase(statement_with_change(view, row), ".")
            said.append(joined(" ", [statement, chance_of_change(view, agreement, target)]))
    return Text(tuple(said), bullets=True)


def decisions(view: View) -> Text:
    """Return what the plan leaves open: money that is not decided, and activities that do not go as planned."""
    return Text((*undecided_money(view), *troubled_activities(view)), bullets=True)


def undecided_money(view: View) -> list[Phrase]:
    """Return the years from the edition's own whose plan has undecided money."""
    plan, said = view.plan, []
    for when in plan.years if plan else ():
        row = sum_of(view, plan, when) if plan else None
        if plan and row is not None and when >= view.year and row.status == "not_decided":
            said.append(
                view.say("resume.undecided", year=when, sum=sum_text(view, row), unknown=unknown_activities(view, plan, row))
            )
    return said


TROUBLE: dict[Role, tuple[str, ...]] = {"on_plan": ("partly", "no"), "concern": ("yes",), "adjustment": ("yes",)}


def troubled_activities(view: View) -> list[Phrase]:
    """Return the activities that do not go as planned, or have a concern or a need for adjustment."""
    said = []
    for role, answers in TROUBLE.items():
        rows = [row for row in view.pick(measure="observed", indicator=view.indicator(role)) if row.value in answers]
        if rows:
            names = view.listed(view.activity(row.plan, row.activity) for row in rows)
            said.append(view.say(f"resume.{role}", row=Shown(tuple(rows), ""), activities=names))
    return said


def revised(view: View) -> Table:
    """Return each figure that a newer one has taken the place of, beside the new one."""
    old = [row for row in view.pick(measure="observed", is_whole=(True, False)) if "superseded" in row.flags]
    rows = tuple(dict.fromkeys(revised_row(view, row) for row in old))
    columns = tuple(
        view.say(f"resume.{key}") for key in ("revised_what", "revised_year", "revised_old", "revised_new", "revised_source")
    )
    return Table(view.say("resume.revised_caption"), columns, rows)


def revised_row(view: View, old: Result) -> tuple[Cell, ...]:
    new = next(row for row in view.pick(measure=old.measure, year=old.year, **series_of(old)) if is_current(row))
    what = joined(", ", [name(view.definition(old).short), about(view, old), group_name(view, old)])
    time = cell(view.say("resume.year", year=time_of(view, old)), numeric=True)
    return cell(what), time, cell(shown(view, old), numeric=True), cell(shown(view, new), numeric=True), cell(view.sources([new]))


def missing(view: View) -> Stack:
    """Return what the edition lacks: themes, verdicts, answers of activities, and the way to what its documents could not give."""
    said = themes_missing(view)
    if has_figures(view):
        said += missing_verdicts(view)
    said += missing_answers(view)
    return Stack((Text(tuple(said), bullets=True), Links(tuple(lost_documents(view)))))


def themes_missing(view: View) -> list[Phrase]:
    """Return the themes that the edition has nothing new on, in a sentence."""
    every = (*get_args(Theme), *view.facts.themes)
    themes = [view.theme(theme) for theme in every if theme not in view.news]
    return [view.say("resume.theme_missing", themes=view.listed(themes))] if themes else []


def lost_documents(view: View) -> Iterator[Link]:
    """Yield the way to what could not be had from each document of the edition's year."""
    for source in view.facts.sources.values():
        if source.role == "primary" and source.published.year == view.year and source.missing:
            yield Link("../kilder.html#dokumenter", view.say("resume.missing_image", source=name(source.short)))


def missing_answers(view: View) -> list[Phrase]:
    """Return the activities that were asked how they go and have not said, where others have."""
    given = count_of_answers(view)
    silence = silent(view, given) if given is not None else NOTHING
    return [view.say("resume.answers_missing", activities=silence)] if silence else []


def missing_verdicts(view: View, without: frozenset[Flag] = frozenset()) -> list[Phrase]:
    """Return the targets whose verdict could not be given, by the reason. ``without`` are reasons that are said elsewhere."""
    found: dict[Phrase, list[Phrase]] = {}
    for agreement, target in view.targets:
        verdict = view.of_target(agreement, target, "verdict")[0]
        if verdict_key(verdict) == "undetermined" and not set(verdict.flags) <= without:
            why = joined(" ", [reason(view, verdict, flag) for flag in verdict.flags])
            found.setdefault(why, []).append(phrase(name(target.label)))
    return [view.say("resume.verdict_missing", targets=view.listed(labels), why=why) for why, labels in found.items()]
