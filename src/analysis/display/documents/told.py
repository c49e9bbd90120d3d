"""What a document says of an indicator: the finding in words, a figure with its table, and its parts and groups."""

from __future__ import annotations

from dataclasses import replace

from analysis.display.blocks import Block, Figure, Section, Table, Text
from analysis.display.parts.indicators.section import details, newest_rows, over_the_years
from analysis.display.parts.pictures import slug, under
from analysis.display.parts.series import current, is_partnership, question_table, years_of
from analysis.display.parts.statements import explanations
from analysis.display.parts.values import change_of, gap_sentences, significance, statement_with_change
from analysis.display.runs import Because, Phrase, joined, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result

FEWEST_YEARS = 3  # fewer are read more easily in the table alone


def told(view: View, indicator: str, *, pictured: bool = True) -> Section:
    """Return a section about an indicator, under its name. What is to be careful about stands in the notes."""
    definition, rows = view.facts.indicators[indicator], newest_rows(view, indicator)
    said = (*(finding(view, row) for row in rows), *explanations(view, rows))
    shown = drawn(view, indicator, over_the_years(view, indicator)) if pictured else own_years(view, indicator)
    return Section(slug(indicator), phrase(name(definition.short)), (Text(said), shown, *details(view, indicator)))


def finding(view: View, row: Result) -> Phrase:
    """Return a figure, its movement and its distance to larger areas in words, with what the source says about chance."""
    sure = significance(view, change_of(view, row), "change")
    return joined(" ", [phrase(statement_with_change(view, row), "."), sure, *gap_sentences(view, row)])


def drawn(view: View, indicator: str, block: Block) -> Block:
    """Return an indicator's years as a figure with its table, or the table alone. What was found is said in the text."""
    years = years_of(block.rows) if isinstance(block, Figure) else []
    if not isinstance(block, Figure) or len(years) < FEWEST_YEARS:
        return alone(view, tabled(view, indicator, block), current(view, indicator))
    span = Because(f"{years[0]}–{years[-1]}", "year")
    subtitle = view.say("document.figure_subtitle", unit=view.unit_of(indicator), years=span)
    title = phrase(name(view.facts.indicators[indicator].name))
    return under(block, title, subtitle, tabled(view, indicator, block))


def own_years(view: View, indicator: str) -> Block:
    """Return the table of the years that the partnership's own areas have a figure of, with the larger areas beside them."""
    every = current(view, indicator)
    years = {row.year for row in every if is_partnership(view, row)}
    rows = [row for row in every if row.year in years]
    return alone(view, tabled(view, indicator, question_table(view, indicator, rows)), rows)


def alone(view: View, block: Block, rows: list[Result]) -> Block:
    """Return a table that no figure stands before: its note does not say how one is drawn. ``rows`` are those that it shows."""
    if not isinstance(block, Table):
        return block
    of_a_figure, own = (view.say(key, sources=view.sources(rows)) for key in ("series.note", "period.source"))
    return replace(block, notes=tuple(own if note == of_a_figure else note for note in block.notes))


def tabled(view: View, indicator: str, block: Block) -> Block:
    """Return the table of an indicator's years. An indicator whose name has its unit in it is its caption."""
    table = block.behind[0] if isinstance(block, Figure) and block else block
    whole = view.facts.indicators[indicator].name
    if isinstance(table, Table) and view.unit_of(indicator).text in whole:
        return replace(table, caption=phrase(name(whole)))
    return table
