"""The page udvikling: long series, drawn and printed only as far as they can be compared."""

from __future__ import annotations

from typing import get_args

from analysis.data import Theme
from analysis.display.blocks import Block, Cell, Figure, Fold, Section, Stack, Table, Text, cell
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.pairs import Pair, pairs
from analysis.display.parts.certainty import notes_on_series
from analysis.display.parts.indicators.section import details, sections
from analysis.display.parts.pictures import figure, not_drawn, slug
from analysis.display.parts.series import (
    activations_table,
    areas_in_order,
    break_sentence,
    breaks_of,
    context_tables,
    current,
    is_partnership,
    notes_on,
    others,
    question_table,
    source_cell,
    survey_figure,
    survey_indicators,
    years_of,
)
from analysis.display.parts.values import is_hidden, number_cell, said_of_chance, shown
from analysis.display.runs import Phrase, joined, lower_first, name, phrase, quoted, year
from analysis.display.view.view import View
from analysis.indicators import Result


def surveys(view: View) -> Stack:
    """Return a section for each question that the survey asks: each area its own line, broken where it cannot be compared."""
    asked = [key for key in survey_indicators(view, "tryghed") if view.facts.indicators[key].role]
    return Stack(tuple(survey(view, indicator) for indicator in asked))


def survey(view: View, indicator: str) -> Section:
    heading = phrase(name(view.facts.indicators[indicator].name))
    title = view.say("trends.figure_title", indicator=name(view.facts.indicators[indicator].short))
    return Section(
        slug(indicator),
        heading,
        (survey_figure(view, indicator, title) or question_table(view, indicator), *details(view, indicator)),
    )


def areas(view: View) -> Section:
    """Return what each of the partnership's areas is."""
    return Section("omraader", view.say("trends.areas"), (area_breaks(view),))


def significant(view: View) -> Section:
    """Return what the sources say about differences, folded."""
    table = significance(view)
    return Section(
        "signifikans", view.say("trends.significance_caption"), (Fold(view.say("figure.numbers"), (table,)),) if table else ()
    )


def crime(view: View) -> Section:
    """Return the counts of reports for each area, as figures with the tables behind them, and what the categories cover."""
    blocks = [crime_figure_of(view, rows) or crime_table_of(view, rows) for rows in by_area(view, crime_rows(view))]
    folds = (Fold(view.say("crime.categories"), (categories(view), notes(view))),) if blocks else ()
    parts = details(view, view.indicator("crime")) if blocks else ()
    return Section(slug(view.indicator("crime") or "anmeldelser"), view.say("trends.crime_heading"), (*blocks, *parts, *folds))


def rates(view: View) -> Section:
    """Return the rate over the years."""
    table = rate(view)
    return Section(
        slug(view.indicator("crime_rate") or "rate"), table.caption, (table, *details(view, view.indicator("crime_rate")))
    )


def activations(view: View) -> Block:
    """Return the activations of all years, and a section for every indicator that no other has a place for."""
    indicator = view.indicator("activations")
    table = activations_table(view, current(view, indicator))
    own = Section(slug(indicator or "ssp"), table.caption, (table, *details(view, indicator)))
    themes = (*get_args(Theme), *view.facts.themes)
    beyond = sections(view, themes)
    return Stack((own, *beyond)) if beyond else own


def beside(view: View) -> Section:
    """Return all figures of other surveys, and those about the survey itself, folded."""
    rows = [row for row in view.pick(measure="observed", theme="tryghed") if view.definition(row).context]
    folds = tuple(Fold(table.caption, (table,)) for table in context_tables(view, rows) if table)
    return Section("andre-undersoegelser", view.say("series.beside"), folds)


def broken(view: View) -> Section:
    """Return each break in the series."""
    return Section("brud", view.say("trends.breaks"), (breaks(view),))


def area_breaks(view: View) -> Text:
    """Return what each of the partnership's areas is and when it holds, in words."""
    areas = [g for g in view.facts.partnership.geographies.values() if g.kind == "partnership"]
    return Text(tuple(area_sentence(view, area.short, area.name, view.note(area.note)) for area in areas), bullets=True)


def area_sentence(view: View, short: str, whole: str, note: Phrase) -> Phrase:
    return joined(" ", [view.say("series.area_is", short=name(short), name=name(whole)), note])


# Crime


def crime_rows(view: View) -> list[Result]:
    """Return the partnership's counts of reports, by category, of all years."""
    return [row for row in current(view, view.indicator("crime")) if is_partnership(view, row)]


def by_area(view: View, rows: list[Result]) -> list[list[Result]]:
    """Return the rows of each area."""
    return [[row for row in rows if row.geography == area] for area in areas_in_order(view, rows)]


def crime_table_of(view: View, rows: list[Result]) -> Table:
    years, indicator = years_of(rows), rows[0].indicator
    found = {(row.category, row.year): row for row in rows}
    categories = [c for c in view.facts.indicators[indicator].categories if any((c, when) in found for when in years)]
    body = tuple(
        (cell(view.category(indicator, c)), *(number_cell(view, found.get((c, when))) for when in years)) for c in categories
    )
    caption = joined(": ", [view.say("trends.crime_caption"), view.area(rows[0].geography)])
    columns = (view.say("trends.gerningstype"), *(phrase(year(when)) for when in years))
    about = [said for said in others(view, indicator) if {row.geography for row in said.rows} == {rows[0].geography}]
    return Table(caption, columns, body, (view.say("trends.note", sources=view.sources(rows)), *about))


def crime_figure_of(view: View, rows: list[Result]) -> Figure:
    """Return the first and the last count of each category, but for the total, which would dwarf them."""
    first, last = years_of(rows)[0], years_of(rows)[-1]
    found = {(row.category, row.year): row for row in rows if row.number is not None}
    categories = view.facts.indicators[rows[0].indicator].categories
    known = [(found.get((key, first)), found.get((key, last))) for key, c in categories.items() if c.role != "total"]
    drawn = [pair_of(view, before, after) for before, after in known if before and after and first != last]
    if not drawn:
        return Figure()
    return figure(
        view,
        f"{rows[0].indicator}-{rows[0].geography}",
        pairs(drawn, first=str(first), last=str(last), goal="", say=view.say),
        (one for pair in drawn for one in pair.drawn),
        title=view.say("trends.crime_title", first=first, last=last, area=view.area(rows[0].geography)),
        subtitle=view.say("crime.subtitle"),
        description=view.say("crime.description", points=joined("; ", (pair_point(view, pair) for pair in drawn))),
        behind=(crime_table_of(view, rows),),
        hidden=not_drawn(view, hidden_categories(view, rows)),
    )


def hidden_categories(view: View, rows: list[Result]) -> list[Phrase]:
    """Return the categories, but for the total, whose first or last count is hidden."""
    ends, categories = (years_of(rows)[0], years_of(rows)[-1]), view.facts.indicators[rows[0].indicator].categories
    found = [row for row in rows if row.year in ends and is_hidden(row) and categories[row.category].role != "total"]
    return [lower_first(view.category(row.indicator, row.category)) for row in found]


def pair_of(view: View, before: Result, after: Result) -> Pair:
    label = view.category(before.indicator, before.category).text
    return Pair(label, Drawn(before, shown(view, before).text), Drawn(after, shown(view, after).text))


def pair_point(view: View, pair: Pair) -> Phrase:
    before, after = pair.before.row, pair.after.row
    return view.say(
        "crime.point",
        category=name(pair.label),
        before=shown(view, before),
        after=shown(view, after),
        first=before.year,
        last=after.year,
    )


def notes(view: View) -> Text:
    """Return what cannot be said about the series, and why."""
    return notes_on_series(view, crime_rows(view))


def rate(view: View) -> Table:
    """Return the rate over the years in a table of areas; it has too few years in common for a figure."""
    rows = current(view, view.indicator("crime_rate"))
    if not rows:
        return Table()
    found = {(row.geography, row.year): row for row in rows}
    body = tuple(
        (cell(view.area(area)), *(number_cell(view, found.get((area, when))) for when in years_of(rows)))
        for area in areas_in_order(view, rows)
    )
    columns = (view.say("series.area"), *(phrase(year(when)) for when in years_of(rows)))
    said = (view.say("trends.note", sources=view.sources(rows)), *others(view, rows[0].indicator), *notes_on(view, rows))
    return Table(view.say("trends.caption", indicator=name(view.definition(rows[0]).name)), columns, body, said)


# Breaks and categories


def breaks(view: View) -> Text:
    """Return each break in the series, as the list of discrepancies has it, and those of supplier and question."""
    found = [d for d in view.facts.discrepancies if d.kind == "break" and d.severity == "high"]
    said = [joined(". ", [quoted(d.title), quoted(d.decision)]) for d in found]
    inside = [
        break_sentence(view, found)
        for key, indicator in view.facts.indicators.items()
        for found in (breaks_of(view, key, current(view, key)) if indicator.breaks else ())
    ]
    return Text((*said, *dict.fromkeys(inside)), bullets=True)


def categories(view: View) -> Text:
    """Return what each category covers and which it replaced."""
    indicator = view.indicator("crime")
    found = view.facts.indicators[indicator].categories if indicator else {}
    said = [
        view.say("trends.follows", name=name(c.name), before=name(found[c.follows].name), note=view.note(c.note))
        for c in found.values()
        if c.follows
    ]
    return Text(tuple(said), bullets=True)


# Significance


def significance(view: View) -> Table:
    """Return everything that the sources say about whether differences could be chance."""
    rows = tuple(significance_row(view, row) for row in view.pick(measure="significance"))
    columns = tuple(
        view.say(key) for key in ("trends.significance_what", "trends.significance_against", "trends.significance_said")
    )
    return Table(view.say("trends.significance_caption"), (*columns, view.say("series.source")), rows)


def significance_row(view: View, row: Result) -> tuple[Cell, ...]:
    short, area = name(view.definition(row).short), view.area(row.geography)
    what = view.say("trends.significance_about", indicator=short, area=area, year=row.year)
    against = year(row.against_year) if row.against_year else view.area(row.against_area)
    return cell(what), cell(against), cell(said_of_chance(view, row)), source_cell(view, row)
