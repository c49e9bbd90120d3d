"""The page udvikling: long series, drawn and printed only as far as they can be compared."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.chapters.tryghed import (
    areas_in_order,
    context_of,
    current,
    is_partnership,
    line_of,
    question_table,
    survey_figure,
)
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import quantity
from analysis.display.language.words import say
from analysis.display.parts.values import number_cell, shown
from analysis.display.view.view import View
from analysis.indicators import Result


def survey(view: View, indicator: str) -> Stack:
    """Return a survey question over all years: each area its own line, so the partnership's breaks where the area changed."""
    rows = [row for row in current(view, indicator) if isinstance(row.value, Decimal)]
    if not rows:
        return Stack(())
    series = [line_of(view, [row for row in rows if row.geography == area]) for area in areas_in_order(view, rows)]
    return Stack((survey_figure(view, indicator, series), question_table(view, indicator)))


def area_breaks(view: View) -> Text:
    """Return what each of the partnership's areas is and when it holds, in words."""
    areas = [g for g in view.facts.partnership.geographies.values() if g.kind == "partnership"]
    return Text(tuple(f"{area.short}: {area.name}. {texts(area.note, view.year)}".strip() for area in areas), bullets=True)


def crime_rows(view: View) -> list[Result]:
    """Return the partnership's counts of reports, by category, of all years."""
    rows = current(view, "anmeldelser") if "anmeldelser" in view.facts.indicators else []
    return [row for row in rows if is_partnership(view, row.geography)]


def crime_table(view: View) -> Stack:
    """Return a table of reports for each area; a category that was redefined is a row of its own."""
    rows = crime_rows(view)
    return Stack(tuple(crime_table_of(view, [r for r in rows if r.geography == area]) for area in areas_in_order(view, rows)))


def crime_table_of(view: View, rows: list[Result]) -> Table:
    years = sorted({row.year for row in rows})
    found = {(row.category, row.year): row for row in rows}
    categories = [c for c in view.facts.indicators["anmeldelser"].categories if any((c, y) in found for y in years)]
    body = tuple(
        (
            Cell(view.category("anmeldelser", c)),
            *(number_cell(view, found[c, y]) if (c, y) in found else Cell("", numeric=True) for y in years),
        )
        for c in categories
    )
    caption = f"{say('trends.crime_caption')}: {view.area(rows[0].geography)}"
    columns = (say("trends.gerningstype"), *map(str, years))
    return Table(caption, columns, body, (say("trends.note", sources=view.sources(rows)),))


def crime_figure(view: View) -> Stack:
    """Return, for each area, the counts that have more than one year, as dumbbells."""
    rows = crime_rows(view)
    return Stack(tuple(crime_figure_of(view, [r for r in rows if r.geography == area]) for area in areas_in_order(view, rows)))


def crime_figure_of(view: View, rows: list[Result]) -> Figure:
    years = sorted({row.year for row in rows})
    found = {(row.category, row.year): row.value for row in rows}
    first, last = str(years[0]), str(years[-1])
    pairs = []
    for category in view.facts.indicators["anmeldelser"].categories:
        before, after = found.get((category, years[0])), found.get((category, years[-1]))
        if isinstance(before, Decimal) and isinstance(after, Decimal) and category != "samlet" and first != last:
            pairs.append(figures.Pair(view.category("anmeldelser", category), before, after))
    caption = f"{say('crime.figure_caption', first=first, last=last)}: {view.area(rows[0].geography)}"
    if not pairs:
        return Figure(caption, "", "")
    points = [
        say(
            "crime.point",
            category=p.label,
            before=quantity(p.before, "count"),
            after=quantity(p.after, "count"),
            first=first,
            last=last,
        )
        for p in pairs
    ]
    return Figure(
        caption, say("crime.description", points="; ".join(points)), figures.pairs(pairs, first=first, last=last, goal="")
    )


def rate(view: View, indicator: str) -> Table:
    """Return a rate over the years in a table of areas; it has too few years in common for a figure."""
    rows = current(view, indicator) if indicator in view.facts.indicators else []
    years = sorted({row.year for row in rows})
    found = {(row.geography, row.year): shown(view, row) for row in rows}
    body = tuple(
        (Cell(view.area(area)), *(Cell(found.get((area, year), ""), numeric=True) for year in years))
        for area in areas_in_order(view, rows)
    )
    columns = (say("safety.area"), *map(str, years))
    return Table(say("trends.rate_caption"), columns, body, (say("trends.note", sources=view.sources(rows)),))


def ssp(view: View) -> Table:
    """Return the activations of all years."""
    rows = view.pick(theme="ssp", measure="observed")
    body = tuple((Cell(str(row.year)), Cell(view.area(row.geography)), number_cell(view, row)) for row in rows)
    columns = (say("cooperation.ssp_year"), say("safety.area"), say("cooperation.ssp_value"))
    return Table(say("cooperation.ssp_caption"), columns, body, (say("cooperation.ssp_note", sources=view.sources(rows)),))


def breaks(view: View) -> Text:
    """Return each break in the series, as the list of discrepancies has it."""
    found = [d for d in view.facts.discrepancies if d.kind == "break" and d.severity == "high"]
    return Text(tuple(f"{d.title}. {d.decision}" for d in found), bullets=True)


def other_surveys(view: View) -> Table:
    """Return all figures of other surveys, with their own questions and areas."""
    rows = [r for r in view.pick(measure="observed", theme="tryghed") if view.facts.indicators[r.indicator].context]
    return context_of(view, rows)


def categories(view: View) -> Text:
    """Return what each category covers and which it replaced."""
    found = view.facts.indicators["anmeldelser"].categories if "anmeldelser" in view.facts.indicators else {}
    said = [
        say("trends.follows", name=c.name, before=found[c.follows].name, note=texts(c.note, view.year))
        for c in found.values()
        if c.follows
    ]
    return Text(tuple(said), bullets=True)


def significance(view: View) -> Table:
    """Return everything that the sources say about whether differences could be chance."""
    rows = []
    for said in view.facts.significance:
        against = said.against if said.against.isdigit() else view.area(said.against)
        what = f"{view.facts.indicators[said.indicator].short}, {view.area(said.geography)} {said.year}"
        source = view.facts.sources[said.source]
        rows.append(
            (
                Cell(what),
                Cell(against),
                Cell(say(f"trends.significance_{said.significant}")),
                Cell(source.short, link=source.address),
            )
        )
    columns = (*(say(f"trends.significance_{key}") for key in ("what", "against", "said")), say("safety.source"))
    return Table(say("trends.significance_caption"), columns, tuple(rows))
