"""The closing section of a chapter: what the figures are, how they are made, and what to be careful about."""

from __future__ import annotations

from analysis.display.blocks import Fold, Section, Stack, Table, Text, cell
from analysis.display.parts.indicators.section import unplaced
from analysis.display.runs import name, quoted
from analysis.display.view.view import View


def method(view: View, *themes: str) -> Section:
    """Return, folded, what a chapter's figures are, how they are made, and what to be careful about."""
    return Section("metode", view.say("basis.heading"), (Fold(view.say("basis.summary"), (basis(view, *themes),)),))


def basis(view: View, *themes: str) -> Stack:
    """Return the indicators of the themes that this view says something about, with definition and caveat, and the cut-off day."""
    rows = view.pick(theme=themes, measure=("verdict", "share", "lower", "total"))
    used = dict.fromkeys([*(row.indicator for row in rows if not view.definition(row).context), *unplaced(view, themes)])
    body = tuple(
        (cell(name(definition.name)), cell(quoted(definition.definition)), cell(view.note(definition.caveat)))
        for definition in (view.facts.indicators[key] for key in used)
    )
    columns = tuple(view.say(f"basis.{key}") for key in ("what", "definition", "caveat"))
    cutoff = Text((view.say("basis.published", as_of=view.say.date(view.as_of)),), note=True)
    return Stack((Table(view.say("basis.caption"), columns, body), cutoff))
