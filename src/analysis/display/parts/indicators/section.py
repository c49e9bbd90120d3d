"""A section about any indicator: what was found, how its targets stand, a figure with its table, and its parts and groups."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.data import Agreement, Target
from analysis.display.blocks import Block, Cell, Section, Table, Text, cell
from analysis.display.parts.certainty import no_interval
from analysis.display.parts.indicators.groups import groups_of
from analysis.display.parts.indicators.periods import parts_of_years
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import (
    about,
    areas_in_order,
    current,
    every_figure,
    is_partnership,
    levels_table,
    others,
    question_table,
    survey_figure,
    years_of,
)
from analysis.display.parts.statements import explanations
from analysis.display.parts.targets import standing_sentence
from analysis.display.parts.values import gap_sentences, shown, statement_with_change, time_of, with_interval
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase, year
from analysis.display.view.view import View
from analysis.indicators import Result, is_unplaced


def unplaced(view: View, themes: Iterable[str]) -> list[str]:
    """Return the indicators of themes that no chapter has a place of its own for and that there are figures of, in the data's order."""
    wanted, found = set(themes), view.facts.indicators
    return [key for key, one in found.items() if one.theme in wanted and is_unplaced(view.facts, key) and every_figure(view, key)]


def sections(view: View, themes: Iterable[str]) -> tuple[Section, ...]:
    """Return a section for each such indicator."""
    return tuple(section(view, key) for key in unplaced(view, themes))


def section(view: View, indicator: str) -> Section:
    """Return all there is about an indicator: the findings, how its targets stand, a figure with its table, parts and groups."""
    definition, rows = view.facts.indicators[indicator], newest_rows(view, indicator)
    is_one = len(rows) == 1
    heading = statement_with_change(view, rows[0]) if is_one else phrase(name(definition.name))
    said = [] if is_one else [phrase(statement_with_change(view, row), ".") for row in rows]
    gaps = [sentence for row in rows for sentence in gap_sentences(view, row)]
    standing = [standing_sentence(view, agreement, target) for agreement, target in targets_about(view, indicator)]
    whys = explanations(view, rows)
    texts = (Text(tuple(said), bullets=True), Text(tuple(filter(None, [joined(" ", gaps), *standing, *whys]))))
    caveat = no_interval(view, rows[0]) if is_one and definition.unit == "percent" else NOTHING
    caveats = tuple(filter(None, (caveat, view.note(definition.caveat), owner(view, indicator))))
    blocks = (*texts, over_the_years(view, indicator), *details(view, indicator), Text(caveats, note=True))
    return Section(slug(indicator), heading, blocks)


def newest_rows(view: View, indicator: str) -> list[Result]:
    """Return the newest figure of the partnership's newest own area, of each category; of the first area where it has none."""
    rows = current(view, indicator)
    own = [row for row in rows if is_partnership(view, row)] or rows
    first = areas_in_order(view, own)[:1]
    found: dict[str, Result] = {}
    for row in sorted(own, key=lambda row: row.year):
        if row.geography in first:
            found[row.category] = row
    last = max((row.year for row in found.values()), default=0)
    order = [*view.facts.indicators[indicator].categories, ""]
    return sorted((row for row in found.values() if row.year == last), key=lambda row: order.index(row.category))


def targets_about(view: View, indicator: str) -> list[tuple[Agreement, Target]]:
    """Return the edition's targets about an indicator."""
    return [(agreement, target) for agreement, target in view.targets if target.indicator == indicator]


def owner(view: View, indicator: str) -> Phrase:
    """Return who answers for an indicator's theme, where it is one that the data folder adds."""
    theme = view.facts.themes.get(view.facts.indicators[indicator].theme)
    return view.say("theme_of.owner", theme=name(theme.name), owner=name(theme.owner)) if theme else NOTHING


def over_the_years(view: View, indicator: str) -> Block:
    """Return an indicator's whole years: as lines with their table, as a table of levels, or by category."""
    definition, rows = view.facts.indicators[indicator], current(view, indicator)
    if not rows:
        return Table()
    if definition.unit == "level":
        return levels_table(view, indicator)
    if definition.categories:
        return categories_table(view, indicator, rows)
    areas = areas_in_order(view, rows)
    title = view.say("trends.figure_title", indicator=name(definition.short)) if len(areas) > 1 else phrase(name(definition.name))
    return survey_figure(view, indicator, title) or question_table(view, indicator)


def categories_table(view: View, indicator: str, rows: list[Result]) -> Table:
    """Return each category (rows) in each year (columns), by area."""
    years, found = years_of(rows), {(row.geography, row.category, row.year): row for row in rows}
    body: list[tuple[Cell, ...]] = []
    heads: dict[int, Phrase] = {}
    for area in areas_in_order(view, rows):
        heads[len(body)] = phrase(view.area(area))
        kinds = [key for key in view.facts.indicators[indicator].categories if any((area, key, when) in found for when in years)]
        for key in kinds:
            cells = (with_interval(view, found.get((area, key, when))) for when in years)
            body.append((cell(view.category(indicator, key)), *cells))
    definition = view.facts.indicators[indicator]
    caption = view.say("series.caption_unit", indicator=name(definition.name), unit=view.unit_of(indicator))
    columns = (view.say("group.category"), *(phrase(year(when)) for when in years))
    notes = (view.say("period.source", sources=view.sources(rows)), *others(view, indicator))
    return Table(caption, columns, tuple(body), notes, groups=heads)


# What there can be beside the whole years of any indicator


def details(view: View, indicator: str) -> tuple[Block, ...]:
    """Return how the book made figures of an indicator, its parts of years and its groups; nothing where there are none."""
    if indicator not in view.facts.indicators:
        return ()
    made = [
        said
        for row in current(view, indicator)
        if row.aspect == "made" and row.year == newest_year(view, indicator)
        for said in [how_made(view, row)]
        if said
    ]
    return Text(tuple(dict.fromkeys(made)), note=True), *parts_of_years(view, indicator), *groups_of(view, indicator)


def newest_year(view: View, indicator: str) -> int:
    """Return the newest year with a figure."""
    return max(row.year for row in current(view, indicator))


def how_made(view: View, row: Result) -> Phrase:
    """Return of what the book made a figure that no source has, in words with those figures."""
    if row.method == "sum_of_periods":
        return view.say("made.sum_of_periods", value=shown(view, row), about=about(view, row), year=row.year)
    parts = [found for fact in row.inputs if (found := view.published_as(fact))]
    counted = view.definition(row).counted_by
    people = next((one for one in parts if counted and one.indicator == counted.population), None)
    if counted is None or people is None:
        return NOTHING
    same = {"geography": row.geography, "category": counted.category, "year": row.year}
    count = next((one for one in current(view, counted.indicator) if all(getattr(one, k) == v for k, v in same.items())), None)
    counts = name(view.facts.indicators[counted.indicator].short)
    said = {"about": about(view, row), "year": row.year, "count": shown(view, count), "counts": counts}
    return view.say("made.rate_of_counts", value=shown(view, row), people=shown(view, people), when=time_of(view, people), **said)
