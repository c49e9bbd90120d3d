"""The chapter resume: each target with its figures and verdict, in a table and in sentences, what was revised, and what is missing."""

from __future__ import annotations

from typing import get_args

from analysis.data import Theme
from analysis.display.blocks import Cell, Stack, Table, Text, cell
from analysis.display.parts.series import about
from analysis.display.parts.targets import counts_sentence, reason, sentence, target_table, verdict_key
from analysis.display.parts.values import is_current, shown
from analysis.display.runs import Phrase, joined, name, quoted
from analysis.display.view.view import View
from analysis.indicators import Result, has_figure


def introduction(view: View) -> Text:
    """Return which years the edition is about, which agreement holds, and how its targets stand."""
    said = [
        view.say("resume.intro", partnership=name(view.facts.partnership.name), year=view.year),
        *years_of_instruments(view),
        view.say("resume.cutoff", as_of=view.say.date(view.as_of)),
    ]
    paragraphs = (joined(" ", said), counts_sentence(view), view.note(view.facts.partnership.editions_note))
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


def target_tables(view: View) -> Stack:
    """Return a table of targets for each agreement that the edition judges."""
    return Stack(tuple(target_table(view, agreement) for agreement in view.agreements))


def sentences(view: View) -> Text:
    """Return one generated sentence or two for each target."""
    said = (sentence(view, agreement, target) for agreement, target in view.targets)
    return Text(tuple(filter(None, said)), bullets=True)


def revised(view: View) -> Table:
    """Return each figure that a newer one has taken the place of, beside the new one."""
    old = [row for row in view.pick(measure="observed") if "superseded" in row.flags]
    rows = tuple(revised_row(view, row) for row in old)
    columns = tuple(
        view.say(f"resume.{key}") for key in ("revised_what", "revised_year", "revised_old", "revised_new", "revised_source")
    )
    return Table(view.say("resume.revised_caption"), columns, rows)


def revised_row(view: View, old: Result) -> tuple[Cell, ...]:
    new = next(row for row in view.pick(**series(old)) if is_current(row))
    what = joined(", ", [name(view.definition(old).short), about(view, old)])
    when = cell(view.say("resume.year", year=old.year), numeric=True)
    return cell(what), when, cell(shown(view, old), numeric=True), cell(shown(view, new), numeric=True), cell(view.sources([new]))


def series(row: Result) -> dict[str, object]:
    fields = ("measure", "indicator", "category", "geography", "year")
    return {field: getattr(row, field) for field in fields}


def missing(view: View) -> Table:
    """Return what the edition lacks and why: themes, targets without a verdict, and what its documents had as pictures."""
    why = view.say("resume.theme_missing_why")
    rows: list[tuple[Cell, ...]] = [
        (cell(view.say(f"theme.{theme}")), cell(why)) for theme in get_args(Theme) if theme not in view.news
    ]
    rows += [
        row
        for agreement, target in view.targets
        for row in missing_verdict(view, target.label, view.of_target(agreement, target, "verdict")[0])
    ]
    for source in view.facts.sources.values():
        if source.role == "primary" and source.published.year == view.year:
            why = view.say("resume.missing_image", source=name(source.short))
            rows += [(cell(quoted(what)), cell(why)) for what in source.missing]
    columns = (view.say("resume.missing_what"), view.say("resume.missing_why"))
    return Table(view.say("resume.missing_caption"), columns, tuple(rows))


def missing_verdict(view: View, label: str, verdict: Result) -> list[tuple[Cell, ...]]:
    """Return a target whose verdict could not be given, with the reason."""
    if verdict_key(verdict) != "undetermined":
        return []
    return [(cell(name(label)), cell(joined(" ", [reason(view, verdict, flag) for flag in verdict.flags])))]
