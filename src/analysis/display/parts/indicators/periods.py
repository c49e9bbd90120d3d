"""Figures about parts of years: quarters, months, single days and spans, each held only against the same part of another year."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from analysis.data import PARTS_OF_A_YEAR, Part
from analysis.display.blocks import Block, Cell, Figure, Fold, Table, Text, cell
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.lines import Line, lines
from analysis.display.parts.pictures import figure
from analysis.display.parts.series import areas_in_order, current, is_figure, is_partnership, years_of
from analysis.display.parts.values import change_of, interval_text, number_cell, shown, signed, statement_with_change, time_of
from analysis.display.runs import NOTHING, Because, Phrase, joined, lower_first, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result

MOST_LINES = 6


def parts_of_years(view: View, indicator: str) -> tuple[Block, ...]:
    """Return what is known of an indicator's parts of years, a fold for each kind of part; nothing where there is none."""
    rows = [row for row in view.pick(measure="observed", indicator=indicator, is_whole=False, breakdown="") if is_figure(row)]
    kinds = {part: [row for row in rows if row.span.part == part] for part in get_args(Part)}
    return tuple(kind_of_part(view, indicator, part, found) for part, found in kinds.items() if found)


def kind_of_part(view: View, indicator: str, part: Part, rows: list[Result]) -> Block:
    """Return the figures of one kind of part: the newest in words, and a figure with its table."""
    caption = view.say(f"period.caption_{part}", indicator=name(view.facts.indicators[indicator].short))
    table = table_of_parts(view, indicator, part, rows, caption)
    newest = [phrase(statement_with_change(view, row), ".") for row in newest_rows(view, rows)]
    return Fold(caption, (Text(tuple(newest), bullets=True), figure_of_parts(view, indicator, part, rows, table) or table))


def newest_rows(view: View, rows: list[Result]) -> list[Result]:
    """Return the newest part of the partnership's own area, of each category."""
    found: dict[str, Result] = {}
    for row in sorted(filter(lambda row: is_partnership(view, row), rows), key=when_it_is):
        found[row.category] = row
    return list(found.values())


def when_it_is(row: Result) -> tuple[object, ...]:
    """Order rows by their last day, then by their first."""
    period = row.span.of(row.year)
    return period.last, period.first


def table_of_parts(view: View, indicator: str, part: Part, rows: list[Result], caption: Phrase) -> Table:
    """Return the figure of each part (rows, newest first) for each area (columns), by category, with the change to the newest."""
    areas, found = areas_in_order(view, rows), {(row.category, row.geography, when_it_is(row)): row for row in rows}
    body: list[tuple[Cell, ...]] = []
    groups: dict[int, Phrase] = {}
    for category in dict.fromkeys(row.category for row in rows):
        if category:
            groups[len(body)] = phrase(view.category(indicator, category))
        own = {when_it_is(row): row for row in rows if row.category == category}
        for time in sorted(own, reverse=True):
            cells = (part_cell(view, found.get((category, area, time))) for area in areas)
            body.append((cell(time_of(view, own[time])), *cells))
    columns = (view.say("period.column"), *(phrase(view.area(area)) for area in areas))
    return Table(caption, columns, tuple(body), tuple(filter(None, notes_on_parts(view, indicator, part, rows))), groups=groups)


def part_cell(view: View, row: Result | None) -> Cell:
    """Return a figure, and below it its interval and the change from the same part of an earlier year."""
    change = change_of(view, row)
    moved = NOTHING
    if row is not None and change is not None:
        moved = joined(" ", [signed(view, change), view.say("period.since", when=time_of(view, row, change.against_year))])
    return number_cell(view, row, joined("; ", [interval_text(view, row), moved]))


def notes_on_parts(view: View, indicator: str, part: Part, rows: list[Result]) -> tuple[Phrase, ...]:
    """Return what parts of a year may be held against, whether they were added up, and where they come from."""
    kind = part if part in ("day", "span") else "part"
    added = any(row.method == "sum_of_periods" for row in current(view, indicator))
    return (
        view.say(f"period.note_{kind}"),
        view.say("period.note_sum") if added and kind == "part" else NOTHING,
        view.say("period.source", sources=view.sources(rows)),
    )


def figure_of_parts(view: View, indicator: str, part: Part, rows: list[Result], table: Table) -> Figure:
    """Return the parts as lines, one for each category of the partnership's own areas, or else for each area.

    Empty without a line of two points, where there would be too many lines, and for spans, which lie over each other.
    """
    definition = view.facts.indicators[indicator]
    drawn = [row for row in rows if row.number is not None and (not row.category or is_partnership(view, row))]
    series: dict[tuple[str, str], list[Result]] = {}
    for row in sorted(drawn, key=when_it_is):
        series.setdefault((row.geography, row.category), []).append(row)
    if part == "span" or len(series) > MOST_LINES or not any(len(points) > 1 for points in series.values()):
        return Figure()
    found = [line_of_parts(view, part, points) for points in series.values()]
    span = Because(f"{years_of(drawn)[0]}–{years_of(drawn)[-1]}", "year")
    points = joined("; ", (points_in_words(view, line) for line in found))
    return figure(
        view,
        f"{indicator}-{part}",
        lines(found, say=view.say),
        [point for line in found for point in line.points],
        title=table.caption,
        subtitle=view.say("period.subtitle", indicator=name(definition.name), unit=view.unit_of(indicator), years=span),
        description=view.say("period.description", indicator=lower_first(name(definition.name)), years=span, points=points),
        behind=(table,),
    )


def line_of_parts(view: View, part: Part, rows: list[Result]) -> Line:
    first = rows[0]
    label = joined(
        ", ", [view.category(first.indicator, first.category) if first.category else NOTHING, view.area(first.geography)]
    )
    points = tuple(Drawn(row, shown(view, row).text) for row in rows)
    step = Fraction(1, PARTS_OF_A_YEAR[part]) if part in PARTS_OF_A_YEAR else None
    breaks = tuple(found.from_year for found in view.definition(first).breaks if row_is_in(found.geographies, first))
    return Line(label.text, points, is_partnership(view, first), breaks=breaks, step=step)


def row_is_in(geographies: tuple[str, ...], row: Result) -> bool:
    """Tell whether a row's area is among some; none stand for all."""
    return not geographies or row.geography in geographies


def points_in_words(view: View, line: Line) -> Phrase:
    values = view.listed(view.say("series.value_in_year", value=shown(view, p.row), year=time_of(view, p.row)) for p in line.points)
    return view.say("series.point", area=name(line.label), values=values)
