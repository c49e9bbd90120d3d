"""Figures over years and areas: as tables and lines, with their breaks, what contradicts them, and what was revised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.data import Break
from analysis.display.blocks import Cell, Figure, Table, cell
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.lines import Line, lines
from analysis.display.parts.pictures import figure, not_drawn
from analysis.display.parts.values import (
    group_name,
    interval_text,
    is_current,
    is_hidden,
    limits,
    number_cell,
    shown,
    signed,
    significance,
    time_of,
)
from analysis.display.runs import NOTHING, Because, Phrase, joined, lower_first, name, phrase, quoted, year
from analysis.display.view.view import View
from analysis.indicators import Result

# The measures that a figure can have: as its source has it, or as the book made it.
FIGURES = ("observed", "total", "rate")
KIND_ORDER = ("partnership", "district", "city", "other")


def current(view: View, indicator: str) -> list[Result]:
    """Return the rows of whole years that count, with those that the book made of others because no source has them.

    Those that contradict them, or that they correct, are said in a note.
    """
    return [row for row in view.pick(measure=FIGURES, indicator=indicator) if is_figure(row)] if indicator else []


def every_figure(view: View, indicator: str) -> list[Result]:
    """Return every figure that counts: of whole years, of parts of them and of groups."""
    return [row for row in view.pick(measure=FIGURES, indicator=indicator, is_whole=(True, False)) if is_figure(row)]


def is_figure(row: Result) -> bool:
    """Tell whether a row is a figure that counts: published, or made by the book of others."""
    return is_current(row) and (row.measure == "observed" or row.aspect == "made")


def survey_indicators(view: View, theme: str) -> list[str]:
    """Return the indicators of a theme that a survey asks the partnership's residents, in the order of the data."""
    return [
        key
        for key, found in view.facts.indicators.items()
        if found.theme == theme and found.unit == "percent" and not found.context and not found.ratio and current(view, key)
    ]


def areas_in_order(view: View, rows: Iterable[Result]) -> list[str]:
    """Return the areas of the rows: the partnership's first, newest first, then district, city and others."""
    geographies = view.facts.partnership.geographies
    areas = {row.geography for row in rows}
    return sorted(
        areas, key=lambda a: (KIND_ORDER.index(geographies[a].kind), -(geographies[a].from_year or 0), geographies[a].short)
    )


def is_partnership(view: View, row: Result) -> bool:
    """Tell whether a row is about one of the partnership's own areas."""
    return view.geography(row).kind == "partnership"


def years_of(rows: Iterable[Result]) -> list[int]:
    """Return the years of the rows, each once, oldest first."""
    return sorted({row.year for row in rows})


# What else is published


def others(view: View, indicator: str, shown_rows: Iterable[Result] | None = None) -> list[Phrase]:
    """Return a sentence for each figure that contradicts the one that counts, or that it has taken the place of.

    With ``shown_rows`` only for the figures that they are about: what a table does not show needs no word below it.
    """
    counting = {series_of(row): row for row in current(view, indicator)}
    wanted = counting.keys() if shown_rows is None else {series_of(row) for row in shown_rows}
    other = [row for row in view.pick(measure="observed", indicator=indicator) if not is_current(row) and series_of(row) in wanted]
    return list(dict.fromkeys(other_figure(view, row, counting[series_of(row)]) for row in other))


def series_of(row: Result) -> tuple[str, str, str, int]:
    """Return what tells a figure from all others: indicator, category, area and year."""
    return row.indicator, row.category, row.geography, row.year


def other_figure(view: View, row: Result, used: Result) -> Phrase:
    key = "series.revised" if "superseded" in row.flags else "series.conflict"
    return view.say(
        key,
        source=view.sources([row]),
        value=shown(view, row),
        about=about(view, row),
        year=row.year,
        used=shown(view, used),
        used_source=view.sources([used]),
    )


def about(view: View, row: Result) -> Phrase:
    """Return the category, where there is one, and the area of a row."""
    category = lower_first(view.category(row.indicator, row.category)) if row.category else NOTHING
    return joined(", ", [category, view.area(row.geography)])


def notes_on(view: View, rows: Iterable[Result]) -> list[Phrase]:
    """Return what the data note about single figures, with area and year."""
    notes = view.notes_on_figures
    return [
        view.say("series.note_on", about=about(view, row), year=row.year, note=quoted(notes[fact.id]))
        for row in rows
        for fact in row.inputs[:1]
        if fact.id in notes
    ]


# Breaks


def breaks_of(view: View, indicator: str, rows: Iterable[Result]) -> list[Break]:
    """Return the breaks of supplier or question that lie within the rows' years and areas."""
    rows = list(rows)
    return [found for found in view.facts.indicators[indicator].breaks if lies_within(found, rows)]


def lies_within(found: Break, rows: list[Result]) -> bool:
    """Tell whether some area has figures on both sides of a break."""
    sides: dict[str, set[bool]] = {}
    for row in rows:
        if row.value is not None and (not found.geographies or row.geography in found.geographies):
            sides.setdefault(row.geography, set()).add(row.year < found.from_year)
    return any(len(both) > 1 for both in sides.values())


def break_sentence(view: View, found: Break) -> Phrase:
    """Return a break in words, with what the data note about it."""
    said = view.say(f"break.{found.kind}", year=found.from_year, before=name(found.before), after=name(found.after))
    return joined(" ", [said, quoted(found.note) if found.note else NOTHING])


# Tables


def question_table(view: View, indicator: str, rows: Sequence[Result] = ()) -> Table:
    """Return the share of each year (rows, newest first) for each area (columns), with the change that leads to this year.

    ``rows`` are the figures that it shows, where these are not all of the indicator's.
    """
    rows = rows or current(view, indicator)
    areas = areas_in_order(view, rows)
    found = {(row.geography, row.year): row for row in rows}
    changes = [newest_change(view, indicator, area) for area in areas]
    body = []
    for when in reversed(years_of(rows)):
        figures = (found.get((area, when)) for area in areas)
        body.append((cell(year(when)), *(number_cell(view, row, interval_text(view, row)) for row in figures)))
    if any(changes):
        body.insert(1, (cell(view.say("series.change")), *(change_since(view, change) for change in changes)))
    columns = (view.say("series.year"), *(phrase(view.area(area)) for area in areas))
    breaks = [break_sentence(view, found) for found in breaks_of(view, indicator, rows)]
    own = [area for area in areas if view.facts.partnership.geographies[area].kind == "partnership"]
    apart = [view.say("series.areas")] if len(own) > 1 else []
    notes = [
        view.say("series.note", sources=view.sources(rows)),
        *apart,
        *breaks,
        *others(view, indicator, rows),
        *notes_on(view, rows),
    ]
    definition = view.facts.indicators[indicator]
    key = "series.caption" if definition.unit == "percent" else "series.caption_unit"
    caption = view.say(key, indicator=name(definition.name), unit=view.unit_of(indicator))
    return Table(caption, columns, tuple(body), tuple(notes))


def newest_change(view: View, indicator: str, area: str) -> Result | None:
    """Return the change from the measurement before, in an area."""
    found = view.pick(measure="change", indicator=indicator, geography=area, category="")
    return max(found, key=lambda change: change.against_year or 0, default=None)


def change_since(view: View, change: Result | None) -> Cell:
    """Return a change, and below it the year it is from and what the source says about chance."""
    if change is None or change.against_year is None:
        return Cell(numeric=True)
    second = joined(" ", [view.say("series.since", year=change.against_year), significance(view, change, "change")])
    return cell(signed(view, change), second, numeric=True)


def levels_table(view: View, indicator: str) -> Table:
    """Return an indicator of ordered levels: the level of each area and year."""
    rows, definition = current(view, indicator), view.facts.indicators[indicator]
    body = tuple((cell(view.area(row.geography)), cell(year(row.year)), cell(shown(view, row))) for row in rows)
    columns = tuple(view.say(f"series.{key}") for key in ("area", "year", "level"))
    order = view.listed(name(definition.level_names.get(level, level)) for level in definition.levels)
    notes = (
        view.say("series.level_order", levels=order),
        joined(" ", [view.note(definition.caveat), view.say("plan.source", sources=view.sources(rows))]),
    )
    return Table(view.say("series.levels_caption", indicator=name(definition.name)), columns, body, notes)


def activations_table(view: View, rows: Sequence[Result]) -> Table:
    """Return the activations of each year and area."""
    body = tuple((cell(year(row.year)), cell(view.area(row.geography)), number_cell(view, row)) for row in rows)
    columns = tuple(view.say(key) for key in ("series.year", "series.area", "cooperation.ssp_value"))
    notes = (view.say("cooperation.ssp_note", sources=view.sources(rows)),) if rows else ()
    return Table(view.say("cooperation.ssp_caption"), columns, body, notes)


def figures_table(view: View, rows: Iterable[Result], caption: str, note: str) -> Table:
    """Return figures of their own kinds as a table of question, area, year, figure and source."""
    body = tuple(
        (
            cell(joined(", ", [name(view.definition(row).name), group_name(view, row)])),
            cell(view.area(row.geography)),
            cell(time_of(view, row), numeric=row.span.is_year),
            number_cell(view, row),
            source_cell(view, row),
        )
        for row in sorted(rows, key=lambda row: (row.indicator, row.geography, row.year))
    )
    columns = tuple(view.say(f"series.{key}") for key in ("question", "area", "year", "value", "source"))
    return Table(view.say(caption), columns, body, (view.say(note),) if note else ())


def source_cell(view: View, row: Result) -> Cell:
    """Return the sources of a row; where there is one with an address, as a link to it."""
    sources = dict.fromkeys(fact.source for fact in row.inputs)
    link = view.facts.sources[next(iter(sources))].address if len(sources) == 1 else ""
    return cell(view.sources([row]), link=link)


def is_about_survey(view: View, row: Result) -> bool:
    """Tell whether a figure is about how the partnership's own survey was made: a count, or a share of counts, of its instrument.

    A share of those who answered is an answer to one of the survey's other questions.
    """
    own, definition = view.indicator("safety"), view.definition(row)
    counted = definition.unit == "count" or definition.ratio is not None
    return bool(own) and counted and definition.instrument == view.facts.indicators[own].instrument


def context_tables(view: View, rows: Iterable[Result]) -> tuple[Table, Table]:
    """Return what is known about the survey itself, and what other questions and other surveys say."""
    rows = list(rows)
    own, other = ([row for row in rows if is_about_survey(view, row) is about_it] for about_it in (True, False))
    return (
        figures_table(view, own, "series.survey_caption", "series.survey_note"),
        figures_table(view, other, "series.context_caption", "series.context_note"),
    )


# Lines


def survey_figure(view: View, indicator: str, title: Phrase) -> Figure:
    """Return the figures as lines, one for each area, broken where they cannot be compared, with the table behind them.

    Empty without a line of two points.
    """
    rows = [row for row in current(view, indicator) if row.number is not None]
    series = [line_of(view, [row for row in rows if row.geography == area]) for area in areas_in_order(view, rows)]
    if not any(len(line.points) > 1 for line in series):
        return Figure()
    definition = view.facts.indicators[indicator]
    span = Because(f"{years_of(rows)[0]}–{years_of(rows)[-1]}", "year")
    return figure(
        view,
        indicator,
        lines(series, breaks=marked_breaks(view, indicator, rows), say=view.say),
        [point for line in series for point in (*line.points, *(end for ends in line.bars for end in ends))],
        title=title,
        subtitle=view.say(
            "series.subtitle" if definition.unit == "percent" else "series.subtitle_unit",
            indicator=name(definition.name),
            unit=view.unit_of(indicator),
            years=span,
        ),
        description=survey_description(view, indicator, rows),
        behind=(question_table(view, indicator),),
        hidden=not_drawn(view, (place_and_year(view, row) for row in current(view, indicator) if is_hidden(row))),
    )


def place_and_year(view: View, row: Result) -> Phrase:
    """Return a row's area and its time."""
    return joined(" ", [view.area(row.geography), time_of(view, row)])


def line_of(view: View, rows: list[Result]) -> Line:
    """Return an area's rows as a line, the partnership's own a strong one."""
    rows = sorted(rows, key=lambda row: row.year)
    bars = tuple((Drawn(low, ""), Drawn(high, "")) for row in rows if (found := limits(view, row)) for low, high in (found,))
    broken = tuple(found.from_year for found in breaks_of(view, rows[0].indicator, rows))
    points = tuple(Drawn(row, shown(view, row).text) for row in rows)
    return Line(view.area(rows[0].geography).text, points, is_partnership(view, rows[0]), bars, broken)


def survey_description(view: View, indicator: str, rows: list[Result]) -> Phrase:
    """Return in words what the lines show."""
    points = [area_points(view, area, rows) for area in areas_in_order(view, rows)]
    span = Because(f"{years_of(rows)[0]}–{years_of(rows)[-1]}", "year")
    broken = [break_sentence(view, found) for found in breaks_of(view, indicator, rows)]
    said = view.say(
        "series.description",
        indicator=lower_first(name(view.facts.indicators[indicator].name)),
        years=span,
        points=joined("; ", points),
    )
    return joined(" ", [said, *broken])


def area_points(view: View, area: str, rows: list[Result]) -> Phrase:
    own = sorted((row for row in rows if row.geography == area), key=lambda row: row.year)
    values = view.listed(view.say("series.value_in_year", value=shown(view, row), year=row.year) for row in own)
    return view.say("series.point", area=view.area(area), values=values)


def marked_breaks(view: View, indicator: str, rows: list[Result]) -> list[tuple[float, str]]:
    """Return where a line stands for a break, and its word: between the last year before it and the first after."""
    years = years_of(rows)
    areas = view.facts.partnership.geographies.values()
    ends = {area.to_year for area in areas if area.kind == "partnership" and area.to_year}
    found = {end: "break.area_mark" for end in ends if years[0] <= end < years[-1]}
    found |= {b.from_year - 1: f"break.{b.kind}_mark" for b in breaks_of(view, indicator, rows)}
    return [(end + 0.5, view.say.text(key)) for end, key in sorted(found.items())]
