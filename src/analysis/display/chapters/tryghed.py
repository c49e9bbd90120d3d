"""The chapter tryghed: the survey's questions for the area, the district and the city, and other surveys beside them."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.chapters.resume import gap_sentence
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import number, quantity
from analysis.display.language.words import listed, lower_first, say
from analysis.display.parts.certainty import interval_text, limits
from analysis.display.parts.values import flags_of, number_cell, said_about_change, shown, shown_change, statement_with_change
from analysis.display.view.view import View
from analysis.indicators import Result

KIND_ORDER = ("partnership", "district", "city", "other")


def question_table(view: View, indicator: str) -> Table:
    """Return the share of each year (rows, newest first) for each area (columns), with the change that leads to this year."""
    rows = current(view, indicator)
    areas = areas_in_order(view, rows)
    found = {(row.geography, row.year): row for row in rows}
    changes = [view.one(measure="change", indicator=indicator, geography=area) for area in areas]
    body = []
    for year in sorted({row.year for row in rows}, reverse=True):
        rows_of_year = (found.get((area, year)) for area in areas)
        cells = (number_cell(view, row, interval_text(view, row)) if row else Cell("", numeric=True) for row in rows_of_year)
        body.append((Cell(str(year)), *cells))
    if any(changes):
        body.insert(1, (Cell(say("safety.change")), *map(change_cell, changes)))
    columns = (say("safety.year"), *(view.area(area) for area in areas))
    notes = [say("safety.note", sources=view.sources(rows)), *conflicts(view, indicator)]
    return Table(say("safety.caption", indicator=view.facts.indicators[indicator].name), columns, tuple(body), tuple(notes))


def change_cell(change: Result | None) -> Cell:
    """Return a change, and below it the year it is from and what the source says about chance."""
    if change is None:
        return Cell("", numeric=True)
    since = say("safety.since", year=change.method.split(";")[0].removeprefix("difference from "))
    remarks = [said_about_change(flag) for flag in flags_of(change)]
    return Cell(shown_change(change), second=" ".join(filter(None, [since, *remarks])), numeric=True)


def current(view: View, indicator: str) -> list[Result]:
    """Return the observed rows that count (those that contradict them are said in a note)."""
    return [row for row in view.pick(measure="observed", indicator=indicator) if "contradicts" not in row.method]


def areas_in_order(view: View, rows: list[Result]) -> list[str]:
    """Return the areas of the rows: the partnership's first, newest first, then district, city and others."""
    geographies = view.facts.partnership.geographies
    areas = {row.geography for row in rows}
    return sorted(
        areas, key=lambda a: (KIND_ORDER.index(geographies[a].kind), -(geographies[a].from_year or 0), geographies[a].short)
    )


def conflicts(view: View, indicator: str) -> list[str]:
    """Return a sentence for each figure that contradicts the one that counts."""
    said = []
    for other in view.pick(measure="observed", indicator=indicator):
        if "contradicts" in other.method:
            used = next(row for row in current(view, indicator) if (row.geography, row.year) == (other.geography, other.year))
            said.append(
                say(
                    "safety.conflict",
                    source=view.sources([other]),
                    value=shown(view, other),
                    area=view.area(other.geography),
                    year=other.year,
                    used=shown(view, used),
                    used_source=view.sources([used]),
                )
            )
    return said


def question_text(view: View, indicator: str) -> Text:
    """Return what the edition's figure says: level, movement, distance to district and city, and how sure it is."""
    newest = [row for row in current(view, indicator) if row.year == view.year and is_partnership(view, row.geography)]
    paragraphs = [" ".join([f"{statement_with_change(view, row)}.", *gap_sentences(view, row)]) for row in newest]
    said = (no_interval(view, row) for row in newest)
    return Text((*paragraphs, *list(filter(None, said))[:1]))


def no_interval(view: View, row: Result) -> str:
    """Return why nothing is said of how sure a share is: nobody has published how many answered. Empty where they have."""
    observation = view.observation(row.inputs.split()[0])
    if observation is None or observation.n is not None or not isinstance(row.value, Decimal):
        return ""
    half = Decimal("0.5")
    low, high = number(row.value - half, 1), quantity(row.value + half, row.unit, 1)
    return say("safety.no_interval", value=shown(view, row), low=low, high=high)


def gap_sentences(view: View, row: Result) -> list[str]:
    """Return where the area lies against each larger area, with what the source says about the difference."""
    said = []
    for gap in view.pick(measure="gap", indicator=row.indicator, geography=row.geography, year=row.year):
        reference = view.area(gap.method.split(";")[0].removeprefix("difference to "))
        remarks = [say.get(f"reason.{flag.replace('published: ', 'gap ')}") for flag in flags_of(gap)]
        said.append(" ".join([gap_sentence(view, gap, reference), *filter(None, remarks)]))
    return said


def is_partnership(view: View, geography: str) -> bool:
    """Tell whether an area is the partnership's own."""
    return view.facts.partnership.geographies[geography].kind == "partnership"


def question_figure(view: View, indicator: str) -> Figure:
    """Return the shares as lines, one for each area; empty when no area has more than one year."""
    rows = [row for row in current(view, indicator) if isinstance(row.value, Decimal)]
    series = [line_of(view, [row for row in rows if row.geography == area]) for area in areas_in_order(view, rows)]
    return survey_figure(view, indicator, series)


def line_of(view: View, rows: list[Result]) -> figures.Line:
    """Return an area's rows as a line, the partnership's own a strong one."""
    points = tuple((row.year, row.value) for row in sorted(rows, key=lambda r: r.year) if isinstance(row.value, Decimal))
    bars = tuple((row.year, *found) for row in rows if (found := limits(view, row)))
    return figures.Line(view.area(rows[0].geography), points, strong=is_partnership(view, rows[0].geography), bars=bars)


def survey_figure(view: View, indicator: str, series: list[figures.Line]) -> Figure:
    """Return lines as a figure with caption and description; empty without a line of two points."""
    definition = view.facts.indicators[indicator]
    if not any(len(line.points) > 1 for line in series):
        return Figure(definition.name, "", "")
    years = sorted({year for line in series for year, _ in line.points})
    points = [
        say("safety.point", area=line.label, values=listed(f"{quantity(v, definition.unit)} i {y}" for y, v in line.points))
        for line in series
    ]
    span = f"{years[0]}–{years[-1]}"
    areas = view.facts.partnership.geographies.values()
    ends = {area.to_year for area in areas if area.kind == "partnership" and area.to_year}
    breaks = [(end + 0.5, say("safety.break")) for end in sorted(ends) if years[0] <= end < years[-1]]
    description = say("safety.description", indicator=lower_first(definition.name), years=span, points="; ".join(points))
    return Figure(definition.name, description, figures.lines(series, suffix="\u00a0%", breaks=breaks))


def levels_table(view: View, indicator: str) -> Table:
    """Return an indicator of ordered levels: the level of each area and year."""
    rows = current(view, indicator)
    definition = view.facts.indicators[indicator]
    body = tuple((Cell(view.area(row.geography)), Cell(str(row.year)), Cell(shown(view, row))) for row in rows)
    columns = (say("safety.area"), say("safety.year"), say("safety.level"))
    order = listed(definition.level_names.get(level, level) for level in definition.levels)
    notes = (
        say("safety.level_order", levels=order),
        f"{texts(definition.caveat, view.year)} {say('plan.source', sources=view.sources(rows))}",
    )
    return Table(say("safety.levels_caption", indicator=definition.name), columns, body, notes)


def context_table(view: View) -> Table:
    """Return the other surveys' figures of the edition's year, each with its own question and area."""
    rows = [
        row
        for row in view.pick(theme="tryghed", measure="observed")
        if view.facts.indicators[row.indicator].context and is_of_the_year(view, row)
    ]
    return context_of(view, rows)


def is_of_the_year(view: View, row: Result) -> bool:
    """Tell whether a figure is about the edition's year, or came out in it."""
    source = view.facts.sources[view.source_of[row.inputs.split()[0]]]
    return view.year in (row.year, source.published.year) and row.year <= view.year


def context_of(view: View, rows: list[Result]) -> Table:
    """Return rows as a table of question, area, year, figure and source."""
    body = tuple(
        (
            Cell(view.facts.indicators[row.indicator].name),
            Cell(view.area(row.geography)),
            Cell(str(row.year), numeric=True),
            number_cell(view, row),
            Cell(view.sources([row])),
        )
        for row in sorted(rows, key=lambda r: (r.indicator, r.geography, r.year))
    )
    columns = tuple(say(f"safety.{key}") for key in ("question", "area", "year", "value", "source"))
    return Table(say("safety.context_caption"), columns, body, (say("safety.context_note"),))


def question(view: View, indicator: str) -> Stack:
    """Return all there is about one survey question: text, figure and table; empty when nothing is known."""
    if not current(view, indicator):
        return Stack(())
    return Stack((question_text(view, indicator), question_figure(view, indicator), question_table(view, indicator)))


def levels(view: View, indicator: str) -> Stack:
    """Return the table of levels in the editions that judge them; nothing in later ones."""
    judged = view.pick(measure="verdict", indicator=indicator)
    return Stack((levels_table(view, indicator),)) if judged else Stack(())
