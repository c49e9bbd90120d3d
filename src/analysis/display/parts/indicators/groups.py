"""Figures about groups of those who were asked or counted, by sex, age or whatever else the data name: never added up."""

from __future__ import annotations

from analysis.data import Breakdown
from analysis.display.blocks import Block, Cell, Figure, Fold, Table, cell
from analysis.display.figures.bars import Bar, bars
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.lines import Line, lines
from analysis.display.parts.pictures import figure
from analysis.display.parts.series import areas_in_order, current, is_figure, is_partnership, years_of
from analysis.display.parts.values import interval_text, number_cell, plain, shown
from analysis.display.runs import NOTHING, Because, Phrase, joined, lower_first, name, phrase, year
from analysis.display.view.view import View
from analysis.indicators import Result

MOST_LINES = 6


def groups_of(view: View, indicator: str) -> tuple[Block, ...]:
    """Return a fold for each breakdown of an indicator that there are figures for, in the order of the data."""
    rows = [
        row for row in view.pick(measure="observed", indicator=indicator, is_whole=False) if is_figure(row) and row.span.is_year
    ]
    found = view.facts.indicators[indicator].breakdowns
    parted = {key: [row for row in rows if row.breakdown == key] for key in found}
    return tuple(breakdown_of(view, indicator, found[key], own) for key, own in parted.items() if own)


def breakdown_of(view: View, indicator: str, breakdown: Breakdown, rows: list[Result]) -> Block:
    """Return the figures of a breakdown's groups: a figure of the partnership's own area, with the table behind it."""
    caption = view.say("group.caption", indicator=name(view.facts.indicators[indicator].short), breakdown=name(breakdown.name))
    table = groups_table(view, indicator, breakdown, rows, caption)
    return Fold(caption, (groups_figure(view, indicator, breakdown, rows, table) or table,))


def groups_table(view: View, indicator: str, breakdown: Breakdown, rows: list[Result], caption: Phrase) -> Table:
    """Return each group (rows) in each year (columns, newest first), by area and category, and below them everybody."""
    years = list(reversed(years_of(rows)))
    body: list[tuple[Cell, ...]] = []
    heads: dict[int, Phrase] = {}
    strong: set[int] = set()
    for area in areas_in_order(view, rows):
        for category in dict.fromkeys(row.category for row in rows if row.geography == area):
            own = {(row.group, row.year): row for row in rows if (row.geography, row.category) == (area, category)}
            everybody = {row.year: row for row in current(view, indicator) if (row.geography, row.category) == (area, category)}
            kind = view.category(indicator, category) if category else NOTHING
            heads[len(body)] = joined(", ", [view.area(area), kind])
            present = [group for group in breakdown.groups if any((group, when) in own for when in years)]
            body += [
                group_cells(view, name(breakdown.groups[group]), [own.get((group, when)) for when in years]) for group in present
            ]
            if any(when in everybody for when in years):
                strong.add(len(body))
                body.append(group_cells(view, view.say("group.everybody"), [everybody.get(when) for when in years]))
    columns = (phrase(name(breakdown.name)), *(phrase(year(when)) for when in years))
    notes = (view.say("group.note"), view.say("group.small") if has_small_group(rows) else NOTHING)
    said = (*filter(None, notes), view.say("period.source", sources=view.sources(rows)))
    return Table(caption, columns, tuple(body), said, frozenset(strong), heads)


def has_small_group(rows: list[Result]) -> bool:
    """Tell whether few answered in some group."""
    return any("small_group" in row.flags for row in rows)


def group_cells(view: View, label: Phrase | Because, rows: list[Result | None]) -> tuple[Cell, ...]:
    return cell(label), *(number_cell(view, row, joined("; ", [interval_text(view, row), answered(view, row)])) for row in rows)


def answered(view: View, row: Result | None) -> Phrase:
    """Return how many answered in a group, and that they are few where they are; nothing where no source says it."""
    size = view.beside(row, "n") if row is not None and row.breakdown else None
    if row is None or size is None:
        return NOTHING
    return view.say("group.answered_few" if "small_group" in row.flags else "group.answered", n=plain(view, size))


def groups_figure(view: View, indicator: str, breakdown: Breakdown, rows: list[Result], table: Table) -> Figure:
    """Return the groups of the partnership's newest area: lines over the years where there are some, else bars.

    Empty where the indicator has categories, for then every one of them would need a figure, and where there is one group.
    """
    areas = [area for area in areas_in_order(view, rows) if view.facts.partnership.geographies[area].kind == "partnership"]
    own = [row for row in rows if areas and row.geography == areas[0] and row.number is not None]
    series = {group: [row for row in own if row.group == group] for group in breakdown.groups}
    found = {group: sorted(points, key=lambda row: row.year) for group, points in series.items() if points}
    if len(found) < 2 or any(row.category for row in own):  # noqa: PLR2004 - one group alone is compared with nothing
        return Figure()
    over_years = len(found) <= MOST_LINES and any(len(points) > 1 for points in found.values())
    shown_rows = own if over_years else [row for row in own if row.year == years_of(own)[-1]]
    order = list(breakdown.groups)
    in_order = sorted(shown_rows, key=lambda row: (order.index(row.group), row.year))
    drawn = [Drawn(row, shown(view, row).text) for row in in_order]
    if over_years:
        picture = lines([line_of_group(view, breakdown, points) for points in found.values()], say=view.say)
    else:
        picture = bars([Bar(breakdown.groups[one.row.group], one, one.text) for one in drawn])
    definition = view.facts.indicators[indicator]
    said = view.listed(group_in_words(view, breakdown, row) for row in in_order)
    return figure(
        view,
        f"{indicator}-{own[0].breakdown}",
        picture,
        drawn,
        title=table.caption,
        subtitle=view.say(
            "group.subtitle", indicator=name(definition.name), unit=view.unit_of(indicator), area=view.area(areas[0])
        ),
        description=view.say("group.description", indicator=lower_first(name(definition.name)), points=said),
        behind=(table,),
    )


def line_of_group(view: View, breakdown: Breakdown, rows: list[Result]) -> Line:
    breaks = tuple(found.from_year for found in view.definition(rows[0]).breaks)
    points = tuple(Drawn(row, shown(view, row).text) for row in rows)
    return Line(breakdown.groups[rows[0].group], points, is_partnership(view, rows[0]), breaks=breaks)


def group_in_words(view: View, breakdown: Breakdown, row: Result) -> Phrase:
    return view.say("group.point", group=name(breakdown.groups[row.group]), value=shown(view, row), year=row.year)
