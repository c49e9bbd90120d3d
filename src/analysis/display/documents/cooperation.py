"""Cooperation on paper: the share of activities with several partners, SSP where a target is about it, and whatever else there is."""

from __future__ import annotations

from analysis.display.blocks import Block, Section, Text
from analysis.display.chapters import samarbejde
from analysis.display.documents.told import told
from analysis.display.parts.indicators.section import details, unplaced
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import activations_table, current
from analysis.display.parts.targets import judged_row, verdict_row
from analysis.display.parts.values import statement_with_change
from analysis.display.runs import Phrase, joined, name, phrase
from analysis.display.view.view import View


def cooperation(view: View) -> tuple[Block, ...]:
    """Return the share with its target, the activations, and a section for each other indicator of the themes."""
    return (share(view), activations(view), *(told(view, key) for key in unplaced(view, samarbejde.THEMES)))


def share(view: View) -> Text:
    """Return the share from its two counts and what it should be, in words: a table would say the same again."""
    found = samarbejde.share(view)
    if not found:
        return Text()
    goals = (said for block in found.blocks if isinstance(block, Text) and not block.note for said in block.paragraphs)
    return Text((joined(" ", [phrase(found.heading, "."), *goals]),))


def activations(view: View) -> Section:
    """Return the activations with the figure that a target is about; nothing where no agreement of the edition has one."""
    indicator = view.indicator("activations")
    targets = [(a, t) for a, t in view.targets if t.indicator == indicator]
    heading = view.say("cooperation.ssp_caption")
    if not targets or "ssp" not in view.news:
        return Section("ssp", heading)
    said: list[Phrase] = []
    for agreement, target in targets:
        row = judged_row(view, agreement, target)
        unknown = view.say("sentence.unknown", label=name(target.label), year=verdict_row(view, agreement, target).year)
        said.append(phrase(statement_with_change(view, row), ".") if row is not None else unknown)
    table = activations_table(view, current(view, indicator))
    return Section(slug(indicator), heading, (Text(tuple(dict.fromkeys(said))), table, *details(view, indicator)))
