"""The sheets of an edition's records: all its results, what they rest on, and what their codes mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.display.language.language import decimals_of
from analysis.display.view.view import View
from analysis.output.records import Column, Entry, Records
from analysis.output.workbook.entries import EMPTY_STATES, MOST_DECIMALS
from analysis.output.workbook.names import sheet_name, table_name
from analysis.output.workbook.pages import explained
from analysis.output.workbook.sheet import Entry as Shown
from analysis.output.workbook.sheet import Grid, Line, Number, Sheet
from analysis.output.workbook.tables import unique, words_in

VALUE, STATUS = "value", "status"
# The table whose values are kept sign for sign beside their numbers: a spreadsheet keeps fifteen digits of a number.
EXACT = "results"


def listing_of(view: View, records: Records, taken: Sequence[str]) -> Sheet:
    """Return a table of records as a sheet."""
    name = sheet_name(records.title, taken)
    places = [place for place, column in enumerate(records.columns) if column.kind == "value"] if records.name == EXACT else []
    titles = [column.title for column in records.columns]
    for place in reversed(places):
        titles.insert(place + 1, view.say.text("workbook.exact"))
    rows = tuple(tuple(entries_of(view, records, row, places)) for row in records.rows)
    grid = Grid(table_name(name), records.about, unique(titles), rows)
    return Sheet(name, records.title, tuple(lines_of(view, records, grid, exact=bool(places))), grid)


def lines_of(view: View, records: Records, grid: Grid, *, exact: bool) -> Iterator[Line]:
    """Yield what stands between title and table."""
    yield Line(view.say.text("workbook.to_contents"), sheet=view.say.text("workbook.contents"))
    yield Line(records.about)
    words = words_in(view, grid.rows)
    nothing = view.say("workbook.nothing_in_records", notes=view.say("workbook.notes")).text if "nothing" in words else ""
    yield Line(f"{view.say.text('workbook.source_of_records')} {nothing}".strip())
    if exact:
        yield Line(view.say("workbook.exact_about", column=view.say("workbook.exact"), value=view.say("column.value")).text)
    if others := [word for word in words if word != "nothing"]:
        yield Line(explained(view, others))


def entries_of(view: View, records: Records, row: Sequence[Entry], exact: Sequence[int]) -> Iterator[Shown]:
    """Yield what stands in a row, with the exact value beside each value that is to have it."""
    status = row[records.names.index(STATUS)] if STATUS in records.names else ""
    for place, (column, entry) in enumerate(zip(records.columns, row, strict=True)):
        yield entry_of(view, column, entry, str(status))
        if place in exact:
            yield None if entry is None or entry == "" else exactly(entry)


def entry_of(view: View, column: Column, entry: Entry, status: str) -> Shown:
    """Return what stands in a cell: numbers with the decimals that they have, days, words, and a word where there is nothing."""
    if entry is None or entry == "":
        has_reason = column.name == VALUE and status in EMPTY_STATES
        return view.say.text(f"status.{status}" if has_reason else "workbook.nothing")
    match entry:
        case Decimal():
            return Number(entry, min(decimals_of(entry), MOST_DECIMALS))
        case int():
            return Number(entry)
        case dt.date():
            return entry
        case _:
            return str(entry)


def exactly(entry: Entry) -> str:
    """Return a value sign for sign as the results have it."""
    return f"{entry:f}" if isinstance(entry, Decimal) else str(entry)
