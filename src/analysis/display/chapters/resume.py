"""The chapter resume: each target with its figures and verdict, in a table and in sentences, and what is missing."""

from __future__ import annotations

from typing import get_args

from analysis.data import Agreement, Target, Theme, texts
from analysis.display.blocks import Cell, Stack, Table, Text
from analysis.display.language.numbers import date, quantity
from analysis.display.language.words import listed, lower_first, say
from analysis.display.parts.values import (
    baseline_row,
    change_of,
    flags_of,
    gap_row,
    goal_text,
    judged_row,
    number_cell,
    shown,
    shown_change,
    statement_with_change,
    verdict_cell,
    verdict_key,
)
from analysis.display.view.view import View
from analysis.indicators import Result


def introduction(view: View) -> Text:
    """Return which years the edition is about, which agreement holds, and how its targets stand."""
    known = [
        row for row in view.pick(measure="verdict") if row.inputs and not row.method.endswith(("no observation", "no reference"))
    ]
    years = {row.theme: row.year for row in known}
    opening = [say("resume.intro", partnership=view.facts.partnership.name, year=view.year)]
    opening += [say("resume.survey_year", year=years["tryghed"])] if "tryghed" in years else []
    opening += [say("resume.police_year", year=years["kriminalitet"])] if "kriminalitet" in years else []
    opening.append(say("resume.cutoff", as_of=date(view.as_of)))
    said = [" ".join(opening), counts(view), texts(view.facts.partnership.editions_note, view.year)]
    return Text(tuple(filter(None, said)))


def counts(view: View) -> str:
    """Return how many targets are met, not met and undetermined."""
    verdicts = view.pick(measure="verdict")
    found = [verdict_key(row) for row in verdicts]
    if not found:
        return say("resume.no_targets")
    words = [word for word in ("met", "not_met", "undetermined") if word in found]
    said = (
        [say("resume.counts", counts=listed(say(f"resume.count_{word}", count=found.count(word)) for word in words))]
        if words
        else []
    )
    if "baseline" in found:
        said.append(say("resume.counts_baseline", count=found.count("baseline")))
    if "monitored" in found:
        said.append(say("resume.counts_monitored", monitored=found.count("monitored")))
    return " ".join(said)


def target_tables(view: View) -> Stack:
    """Return a table of targets for each agreement that the edition judges."""
    return Stack(tuple(target_table(view, agreement) for agreement in view.agreements))


def target_table(view: View, agreement: Agreement) -> Table:
    """Return each target with baseline, goal, newest figure, change and verdict."""
    targets = [target for target in agreement.targets if view.of_target(agreement, target, "verdict")]
    rows = tuple(target_row(view, agreement, target) for target in targets)
    used = [row for target in targets for row in rows_of(view, agreement, target)]
    columns = tuple(say(f"resume.{key}") for key in ("target", "verdict", "value", "change", "goal", "baseline"))
    caption = say("resume.caption", agreement=agreement.name)
    return Table(caption, columns, rows, (say("resume.note", sources=view.sources(used)),))


def target_row(view: View, agreement: Agreement, target: Target) -> tuple[Cell, ...]:
    verdict = view.of_target(agreement, target, "verdict")[0]
    baseline = baseline_row(view, agreement, target)
    judged = judged_row(view, agreement, target)
    change = change_of(view, judged)
    return (
        Cell(target.label),
        verdict_cell(view, verdict, change),
        number_cell(view, judged, str(verdict.year)),
        Cell(shown_change(change), numeric=True),
        Cell(goal_text(view, agreement, target, brief=True)),
        number_cell(view, baseline, str(baseline.year)) if baseline else Cell("", numeric=True),
    )


def rows_of(view: View, agreement: Agreement, target: Target) -> list[Result]:
    """Return every row that a target's line rests on."""
    judged = judged_row(view, agreement, target)
    named = [row for measure in ("baseline", "verdict") for row in view.of_target(agreement, target, measure)]
    return [*named, judged] if judged else named


def sentences(view: View) -> Text:
    """Return one generated sentence or two for each target."""
    said = [sentence(view, agreement, target) for agreement in view.agreements for target in agreement.targets]
    return Text(tuple(filter(None, said)), bullets=True)


def sentence(view: View, agreement: Agreement, target: Target) -> str:
    """Return a target's figure, its movement and its verdict in words; empty when the edition does not judge it."""
    rows = view.of_target(agreement, target, "verdict")
    if not rows:
        return ""
    verdict, judged = rows[0], judged_row(view, agreement, target)
    goal = lower_first(goal_text(view, agreement, target))
    key = verdict_key(verdict)
    ending = say("sentence.baseline", goal=goal) if key == "baseline" else say(f"sentence.verdict_{key}", goal=goal)
    if target.rule == "monitor" and judged is None:
        ending = ""
    remarks = " ".join(verdict_remarks(view, verdict))
    if judged is None:
        said = say("sentence.unknown", label=target.label, year=verdict.year)
        return f"{said}. {ending}".strip()
    said = gap_statement(view, target, judged) if target.rule == "approaches" else f"{statement_with_change(view, judged)}."
    return f"{said} {ending} {remarks}".strip()


def verdict_remarks(view: View, verdict: Result) -> list[str]:
    second = verdict_cell(view, verdict, None).second
    return [second] if second else []


def gap_statement(view: View, target: Target, now: Result) -> str:
    """Return the distance to the reference now and at the baseline, in words."""
    reference = view.area(target.reference or "")
    then = gap_row(view, target, target.baseline_year or 0)
    if then is None or then.year == now.year:
        return f"{view.facts.indicators[now.indicator].short}: {gap_sentence(view, now, reference)}"
    return say(
        "sentence.gap_now_then",
        indicator=view.facts.indicators[now.indicator].short,
        reference=reference,
        gap=shown(view, now),
        year=now.year,
        baseline_gap=shown(view, then),
        baseline_year=then.year,
    )


def gap_sentence(view: View, gap: Result, reference: str) -> str:
    """Return where the area lies in relation to a larger one."""
    value = gap.value
    if isinstance(value, str) or value is None:
        return ""
    direction = "level" if value == 0 else "above" if value > 0 else "below"
    difference = quantity(abs(value), gap.unit)
    return say(f"sentence.gap_{direction}", area=view.area(gap.geography), difference=difference, reference=reference)


def missing(view: View) -> Table:
    """Return what the edition lacks and why: themes, targets without a verdict, and what its documents had as pictures."""
    rows = [
        (Cell(say(f"theme.{theme}")), Cell(say("resume.theme_missing_why"))) for theme in get_args(Theme) if theme not in view.news
    ]
    for agreement in view.agreements:
        for target in agreement.targets:
            for verdict in view.of_target(agreement, target, "verdict"):
                if verdict_key(verdict) == "undetermined":
                    why = " ".join(say(f"reason.{flag}", year=verdict.year) for flag in flags_of(verdict))
                    rows.append((Cell(target.label), Cell(why)))
    for source in view.facts.sources.values():
        if source.role == "primary" and source.published.year == view.year:
            why = say("resume.missing_image", source=source.short)
            rows += [(Cell(what), Cell(why)) for what in source.missing]
    columns = (say("resume.missing_what"), say("resume.missing_why"))
    return Table(say("resume.missing_caption"), columns, tuple(rows))
