"""The agreements' targets on paper: what was promised, how it stands, and what chance can explain, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data import Agreement, Target
from analysis.display.blocks import Block, Cell, Table, Text, cell
from analysis.display.chapters.resume import has_figures, missing_verdicts
from analysis.display.parts.targets import (
    DOUBTS,
    NO_RESERVATION,
    counts_sentence,
    dated_cell,
    goal_text,
    judged_row,
    reservations,
    rows_of_target,
    verdict_key,
    verdict_row,
    verdict_words,
)
from analysis.display.runs import NOTHING, Phrase, name
from analysis.display.view.view import View
from analysis.indicators import Flag, Result

# What the table says itself of a target that cannot be judged.
IN_THE_TABLE: frozenset[Flag] = frozenset({"no_observation"})
ON_THE_WAY = frozenset({"interim_met", "interim_not_met"})


def goals(view: View) -> tuple[Block, ...]:
    """Return how many targets stand how, a table of them for each agreement, and what must be known about the verdicts."""
    kept = [(agreement, target) for agreement, target in view.targets if target.rule != "monitor"]
    known = has_figures(view)
    summary = (counts_sentence(view), view.say("resume.no_figures") if kept and not known else NOTHING)
    said = [*reservations(view, kept, NO_RESERVATION | DOUBTS), *(missing_verdicts(view, IN_THE_TABLE) if known else ())]
    tables = (goals_table(view, a, [t for b, t in kept if b is a]) for a in view.agreements)
    return (Text(tuple(filter(None, summary))), *tables, Text(tuple(said), bullets=True))


def goals_table(view: View, agreement: Agreement, targets: Sequence[Target]) -> Table:
    """Return each target with verdict, newest figure, goal, and what chance can explain where that is said of any."""
    chances = [chance_words(view, verdict_row(view, agreement, target)) for target in targets]
    keys = ("resume.target", "resume.verdict", "resume.value", "resume.goal", *(("document.chance",) if any(chances) else ()))
    rows = tuple(goal_row(view, agreement, t, said if any(chances) else None) for t, said in zip(targets, chances, strict=True))
    caption = view.say("document.goals_caption", agreement=name(agreement.name))
    return Table(caption, tuple(view.say(key) for key in keys), rows, notes(view, agreement, targets))


def goal_row(view: View, agreement: Agreement, target: Target, chance: Phrase | None) -> tuple[Cell, ...]:
    verdict = verdict_row(view, agreement, target)
    return (
        cell(name(target.label)),
        cell(verdict_words(view, verdict), verdict=verdict_key(verdict)),
        dated_cell(view, judged_row(view, agreement, target), verdict.year),
        cell(goal_text(view, agreement, target)),
        *([] if chance is None else [cell(chance or view.say("document.no_chance"))]),
    )


def chance_words(view: View, row: Result) -> Phrase:
    """Return in a few words what chance can explain of what a verdict or a test is about; nothing where that is no question."""
    said = (view.say.if_any(f"document.chance_{flag}", row=row) for flag in row.flags)
    return next(filter(None, said), NOTHING)


def notes(view: View, agreement: Agreement, targets: Sequence[Target]) -> tuple[Phrase, ...]:
    """Return what the data note about targets, what a reading on the way is, and the sources."""
    verdicts = [verdict_row(view, agreement, target) for target in targets]
    interim = any(verdict_key(row) in ON_THE_WAY for row in verdicts)
    used = [row for target in targets for row in rows_of_target(view, agreement, target)]
    own = dict.fromkeys(view.note(target.note) for target in targets)
    said = (*own, view.say("document.interim") if interim else NOTHING, view.say("resume.note", sources=view.sources(used)))
    return tuple(filter(None, said))
