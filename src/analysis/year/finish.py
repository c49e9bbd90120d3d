"""Moves the rows of a draft that somebody has filled in to where facts are, and leaves the others waiting."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from analysis.data import Facts, load
from analysis.data.writing import one_writer, put, with_rows
from analysis.errors import DataFaults, Fault, fault
from analysis.year import drafts
from analysis.year.days import Days, Stubs, days_of, files_of_sources, refuse_none, with_days
from analysis.year.drafts import Draft
from analysis.year.status import completeness
from analysis.year.waiting import Waiting, is_there, rows_about, waiting_of


@dataclass(frozen=True)
class Moved:
    """What was done with a draft.

    ``rows`` were moved by their table, and ``sources``; ``late`` of those are too late to be seen. ``there`` rows were taken out
    because the tables say the same already, ``waiting`` rows are still empty, and ``again`` of them were added, being owed again.
    """

    rows: Mapping[str, int]
    sources: tuple[str, ...]
    waiting: int
    late: tuple[str, ...]
    there: int
    again: int


def finish(folder: Path, year: int, given: Mapping[str, str] | None = None) -> Moved:
    """Move what is filled in in an edition's drafts into the tables and ``sources.toml``; all of it, or nothing.

    A row leaves the draft only when it is in the tables; what is owed and stands in neither comes into the draft again. ``given``
    are days of sources that are not written in the draft. Raises ``UserError`` where there are no drafts, and ``DataFaults``, with
    places in the drafts, for what cannot be a fact.
    """
    with one_writer(folder):
        facts = load(folder)
        as_of = facts.edition(year).as_of
        refuse_none(folder, year)
        rows, wait = drafts.read_drafts(folder, year), waiting_of(facts, completeness(facts, year))
        again = owed_again(facts, rows, wait)
        stubs = with_days(drafts.read_stubs(folder, year), given or {})
        filled = [row for row in rows if row.is_filled and not is_said(facts, row)]
        days = days_of(facts, year, stubs)
        if faults := [*faults_of_sources(year, filled, days)]:
            raise DataFaults(faults)
        kept = [row for row in rows if not row.is_filled and not is_there(facts, row)]
        try:
            put(folder, files_of(folder, year, filled, [*kept, *again], {**new_stubs(again, wait, stubs), **stubs}, days))
        except DataFaults as error:
            raise DataFaults([in_draft(wrong, folder, year, filled) for wrong in error.faults]) from None
    moved = tuple(key for key in stubs if days.get(key))
    late = tuple(key for key in moved if (day := days[key]) and day > as_of)
    there = len(rows) - len(filled) - len(kept)
    return Moved(counted(filled), moved, len(kept) + len(again), late, there, len(again))


def counted(rows: Sequence[Draft]) -> dict[str, int]:
    """Return how many rows there are of each table."""
    return dict(Counter(row.table for row in rows))


def owed_again(facts: Facts, rows: Iterable[Draft], wait: Waiting) -> list[Draft]:
    """Return the rows that are owed and stand neither in the draft nor in the tables, as after a delivery was taken back."""
    drafted = {(row.table, row.key) for row in rows}
    return [row for row in wait.drafts if (row.table, row.key) not in drafted and not is_there(facts, row)]


def new_stubs(again: Iterable[Draft], wait: Waiting, stubs: Stubs) -> Stubs:
    """Return the sources of rows that are owed again and that nobody waits for yet."""
    used = {row.cells.get("source", "") for row in again}
    return {key: stub for key, stub in wait.stubs.items() if key in used and key not in stubs}


def is_said(facts: Facts, draft: Draft) -> bool:
    """Tell whether the tables have a filled row already, word for word: a delivery brought it, and a person wrote it too."""
    answers = [(column, draft.cells[column]) for column in drafts.ANSWERS[draft.table] if draft.cells.get(column)]
    own = [row for row in rows_about(facts, draft) if row.source == draft.cells.get("source")]
    return any(all(is_same(getattr(row, column), written) for column, written in answers) for row in own)


def is_same(cell: object, written: str) -> bool:
    """Tell whether a draft's cell says what a table's does; 26 and 26.0 are one number."""
    try:
        return Decimal(written) == cell if isinstance(cell, Decimal) else str(cell) == written
    except InvalidOperation:
        return False


def faults_of_sources(year: int, filled: Iterable[Draft], days: Days) -> Iterable[Fault]:
    """Yield a fault for each source of filled rows that nobody knows, or whose day nobody has written."""
    users: dict[str, list[Draft]] = {}
    for row in filled:
        users.setdefault(row.cells.get("source", ""), []).append(row)
    for key, rows in users.items():
        if key not in days:
            first = rows[0]
            numbers = [row.number for row in rows if row.table == first.table]
            name = drafts.file_of(year, first.table)
            yield fault("year.finish.source", file=name, rows=numbers, column="source", found=repr(key))
        elif days[key] is None:
            name = drafts.file_of(year, drafts.SOURCES)
            yield fault("year.finish.no_day", file=name, column=f"sources.{key}.published", count=len(rows), key=key)


def files_of(
    folder: Path,
    year: int,
    filled: Sequence[Draft],
    waiting: Sequence[Draft],
    stubs: Stubs,
    days: Days,
) -> dict[str, bytes]:
    """Return the files to write: tables and sources with what is moved, drafts with what is left."""
    files: dict[str, bytes] = {}
    for table in drafts.ANSWERS:
        name, rows = drafts.file_of(year, table), [row for row in filled if row.table == table]
        if rows:
            added = [drafts.as_row(row, days[row.cells["source"]]) for row in rows]
            files[table] = with_rows((folder / table).read_bytes(), added)
        left = [row.cells for row in waiting if row.table == table]
        if left or (folder / name).exists():
            files[name] = drafts.table_of(table, left)
    return {**files, **files_of_sources(folder, year, stubs, days)} if stubs else files


def in_draft(wrong: Fault, folder: Path, year: int, filled: Sequence[Draft]) -> Fault:
    """Return a fault of the folder as it would become with its place in the draft, where the row stands now."""
    rows = [row for row in filled if row.table == wrong.file]
    if not rows or not wrong.row:
        return wrong
    place = {number: row.number for number, row in enumerate(rows, lines_of(folder / wrong.file) + 1)}
    if wrong.row not in place:
        return wrong
    also = tuple(place[number] for number in wrong.also if number in place)
    return replace(wrong, file=drafts.file_of(year, wrong.file), row=place[wrong.row], also=also)


def lines_of(path: Path) -> int:
    """Return how many rows a table has, as a spreadsheet counts them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file))
