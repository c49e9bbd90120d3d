"""The chapter samarbejde: SSP's extraordinary activations and the share of activities with several partners."""

from __future__ import annotations

from analysis.display.blocks import Block, Fold, Section, Stack, Table, Text, cell
from analysis.display.parts.indicators.section import details, sections
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import activations_table
from analysis.display.parts.targets import sentence
from analysis.display.parts.values import is_current, number_cell, shown
from analysis.display.runs import NOTHING, joined, name
from analysis.display.view.view import View

THEMES = ("samarbejde", "ssp")


def ssp(view: View) -> Block:
    """Return the activations year by year, with the sentences about the targets for them, and whatever else there is."""
    own, beyond = activations(view), sections(view, THEMES)
    return Stack((own, *beyond)) if beyond else own


def activations(view: View) -> Section:
    """Return the activations year by year, with the sentences about the targets for them."""
    indicator = view.indicator("activations")
    rows = [row for row in view.pick(indicator=indicator, measure="observed") if is_current(row)]
    if not rows:
        return Section("ssp", NOTHING)
    targets = [(agreement, target) for agreement, target in view.targets if target.indicator == indicator]
    said = (joined(" ", [sentence(view, agreement, target), view.note(target.note)]) for agreement, target in targets)
    heading = view.say("cooperation.ssp_caption")
    return Section(
        slug(indicator), heading, (Text(tuple(filter(None, said))), activations_table(view, rows), *details(view, indicator))
    )


def share(view: View) -> Section:
    """Return the share of the plan's activities with several partners, from its two counts."""
    indicator = view.indicator("cooperation")
    row = view.one(indicator=indicator, measure="share", year=view.year)
    ratio = view.facts.indicators[indicator].ratio if indicator else None
    if row is None or ratio is None:
        return Section("samarbejde", NOTHING)
    counts = [view.one(measure="observed", indicator=key, year=row.year) for key in (ratio.numerator, ratio.denominator)]
    goal = view.one(measure="target", indicator=indicator, year=row.year)
    said = view.say(
        "cooperation.share_sentence",
        numerator=shown(view, counts[0]),
        denominator=shown(view, counts[1]),
        share=shown(view, row),
    )
    wanted = view.say("cooperation.share_goal", goal=shown(view, goal)) if goal is not None else NOTHING
    body = tuple((cell(name(view.definition(r).name)), number_cell(view, r)) for r in (*counts, row) if r)
    columns = (view.say("cooperation.what"), view.say("cooperation.value"))
    note = view.say("cooperation.share_note", sources=view.sources([row]))
    table = Table(view.say("cooperation.share_caption"), columns, body, (note,))
    blocks = (Text((wanted,)) if wanted else Text(), Fold(view.say("figure.numbers"), (table,)), *details(view, indicator))
    return Section(slug(indicator), said, blocks)
