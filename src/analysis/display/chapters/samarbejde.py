"""The chapter samarbejde: SSP's extraordinary activations and the share of activities with several partners."""

from __future__ import annotations

from decimal import Decimal

from analysis.display.blocks import Cell, Stack, Table, Text
from analysis.display.chapters.resume import sentence
from analysis.display.language.numbers import quantity
from analysis.display.language.words import say
from analysis.display.parts.values import number_cell, shown
from analysis.display.view.view import View


def ssp(view: View) -> Stack:
    """Return the activations year by year, with the sentences about the targets for them."""
    rows = view.pick(theme="ssp", measure="observed")
    if not rows:
        return Stack(())
    said = [
        sentence(view, agreement, target)
        for agreement in view.agreements
        for target in agreement.targets
        if view.facts.indicators[target.indicator].theme == "ssp"
    ]
    body = tuple((Cell(str(row.year)), Cell(view.area(row.geography)), number_cell(view, row)) for row in rows)
    columns = (say("cooperation.ssp_year"), say("safety.area"), say("cooperation.ssp_value"))
    note = say("cooperation.ssp_note", sources=view.sources(rows))
    return Stack((Text(tuple(filter(None, said))), Table(say("cooperation.ssp_caption"), columns, body, (note,))))


def share(view: View) -> Stack:
    """Return the share of the plan's activities with several partners, from its two counts."""
    row = view.one(theme="samarbejde", measure="share", year=view.year)
    if row is None:
        return Stack(())
    ratio = view.facts.indicators[row.indicator].ratio
    if ratio is None:
        return Stack(())
    counts = [view.one(measure="observed", indicator=key, year=row.year) for key in (ratio.numerator, ratio.denominator)]
    goal = view.one(measure="target", indicator=row.indicator, year=row.year)
    said = say(
        "cooperation.share_sentence",
        numerator=shown(view, counts[0]),
        denominator=shown(view, counts[1]),
        share=shown(view, row),
        goal=quantity(goal.value, goal.unit) if goal and isinstance(goal.value, Decimal) else "",
    )
    body = tuple((Cell(view.facts.indicators[r.indicator].name), number_cell(view, r)) for r in (*counts, row) if r)
    columns = (say("cooperation.what"), say("cooperation.value"))
    note = say("cooperation.share_note", sources=view.sources([row]))
    return Stack((Text((said,)), Table(say("cooperation.share_caption"), columns, body, (note,))))
