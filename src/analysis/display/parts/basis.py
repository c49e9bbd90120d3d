"""The closing section of a chapter: what the figures are, how they are made, and what to be careful about."""

from __future__ import annotations

from analysis.data import texts
from analysis.display.blocks import Cell, Stack, Table, Text
from analysis.display.language.numbers import date
from analysis.display.language.words import say
from analysis.display.view.view import View


def basis(view: View, *themes: str) -> Stack:
    """Return the indicators of the themes that this view says something about, with definition and caveat, and the cut-off day."""
    rows = view.pick(theme=themes, measure=("verdict", "share", "lower", "total"))
    used = dict.fromkeys(row.indicator for row in rows if not view.facts.indicators[row.indicator].context)
    body = tuple(
        (Cell(definition.name), Cell(definition.definition), Cell(texts(definition.caveat, view.year)))
        for definition in (view.facts.indicators[key] for key in used)
    )
    columns = tuple(say(f"basis.{key}") for key in ("what", "definition", "caveat"))
    cutoff = Text((say("basis.published", as_of=date(view.as_of)),), note=True)
    return Stack((Table(say("basis.caption"), columns, body), cutoff))
