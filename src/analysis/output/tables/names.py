"""What the ids and codes in an edition's tables mean: names of categories, and the words of columns that hold codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.output.tables.entries import Entries, Entry

# The columns that hold codes.
CODED = ("theme", "measure", "value", "unit", "status", "kind", "qualifier", "precision")


@dataclass(frozen=True)
class Places:
    """Names that stand in plans and agreements, by what names them."""

    activities: Mapping[tuple[str, str], str]
    deliverables: Mapping[tuple[str, str, str], str]
    lines: Mapping[tuple[str, str], str]
    effort_areas: Mapping[str, str]


def places_of(view: View) -> Places:
    """Return the names in the edition's plans and agreements."""
    known = view.known
    return Places(
        {(row.plan, row.activity): row.name for row in known.activities},
        {(row.plan, row.activity, row.deliverable): row.label for row in known.deliverables},
        {(plan.id, line): said for plan in known.plans for line, said in plan.line_names.items()},
        {area.id: area.name for agreement in known.agreements for area in agreement.effort_areas},
    )


def categories_of(view: View) -> Iterator[Entries]:
    """Yield indicator, category and name of each category that results are about."""
    places, seen = places_of(view), set()
    for row in view.rows.table:
        key = (row.indicator, row.category)
        if row.category and key not in seen:
            seen.add(key)
            yield (*key, name_of(view, places, row))


def name_of(view: View, places: Places, row: Result) -> str:
    """Return the name of a row's category: of the indicator, of a plan, or of what the book counts."""
    indicator = view.known.indicators.get(row.indicator)
    if indicator and row.category in indicator.categories:
        return indicator.categories[row.category].name
    own = [places.activities.get((row.plan, row.activity)), places.lines.get((row.plan, row.line))]
    own += [places.deliverables.get((row.plan, row.activity, row.deliverable))]
    if any(own):
        return ", ".join(filter(None, own))
    if row.effort_area in places.effort_areas:
        return places.effort_areas[row.effort_area]
    return view.say.if_any(f"code.category_{row.category}").text


def codes_of(view: View, tables: Iterable[tuple[Sequence[str], Sequence[Entries]]]) -> Iterator[Entries]:
    """Yield column, code and meaning of each code that tables use, in the catalogue's order of columns.

    ``tables`` are given as their columns and rows. A unit in a source's own words, or a step of an index, is no code and has no line.
    """
    found: dict[str, set[str]] = {column: set() for column in CODED}
    for columns, rows in tables:
        for place, column in enumerate(columns):
            if column in found:
                found[column] |= texts_in(row[place] for row in rows)
    for column, codes in found.items():
        yield from ((column, code, said) for code in sorted(codes) if (said := meaning_of(view, column, code)))


def texts_in(entries: Iterable[Entry]) -> set[str]:
    """Return the texts among entries."""
    return {entry for entry in entries if isinstance(entry, str) and entry}


def meaning_of(view: View, column: str, code: str) -> str:
    """Return what a code means; empty for what is none."""
    if column == "theme":
        return view.theme(code).text
    if column == "measure":
        return view.say.if_any(f"measure.{code}").text
    said = view.say.if_any(f"code.{column}_{code}").text
    return said or (level_name(view, code) if column == "value" else "")


def level_name(view: View, level: str) -> str:
    """Return the name of an index's step; empty for what is none."""
    names = (indicator.level_names for indicator in view.known.indicators.values())
    return next((named[level] for named in names if level in named), "")
