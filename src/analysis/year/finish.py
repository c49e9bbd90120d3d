"""Moves the rows of a draft that somebody has filled in to where facts are, and leaves the others waiting."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Facts, load, parse_day
from analysis.data.writing import one_writer, put, with_rows
from analysis.errors import DataFaults, Fault, UserError, fault
from analysis.messages import message
from analysis.year import drafts
from analysis.year.definitions import part_of, with_sources
from analysis.year.drafts import Draft
from analysis.year.words import written

Stubs = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Moved:
    """What was moved: rows by their table and the sources; ``waiting`` rows are still empty, ``late`` sources too late to be seen."""

    rows: Mapping[str, int]
    sources: tuple[str, ...]
    waiting: int
    late: tuple[str, ...]


def finish(folder: Path, year: int, given: Mapping[str, str] | None = None) -> Moved:
    """Move what is filled in in an edition's drafts into the tables and ``sources.toml``; all of it, or nothing.

    ``given`` are days of sources that are not written in the draft. Raises ``UserError`` where there are no drafts, and ``DataFaults``, with places in the drafts, for what cannot be a fact.
    """
    with one_writer(folder):
        facts = load(folder)
        as_of = facts.edition(year).as_of
        if not drafts.has_drafts(folder, year):
            raise UserError(message("year.finish.none", year=year, folder=drafts.file_of(year, "")))
        rows, stubs = drafts.read_drafts(folder, year), with_days(drafts.read_stubs(folder, year), given or {})
        filled = [row for row in rows if row.is_filled]
        days = days_of(facts, year, stubs)
        if faults := [*faults_of_sources(year, filled, days)]:
            raise DataFaults(faults)
        known = {key: stub for key, stub in stubs.items() if days.get(key)}
        waiting = [row for row in rows if not row.is_filled and not is_there(facts, row)]
        files = files_of(folder, year, filled, waiting, stubs, days)
        try:
            put(folder, files)
        except DataFaults as error:
            raise DataFaults([in_draft(wrong, folder, year, filled) for wrong in error.faults]) from None
    counts = {table: sum(row.table == table for row in filled) for table in dict.fromkeys(row.table for row in filled)}
    late = tuple(key for key in known if (day := days[key]) and day > as_of)
    return Moved(counts, tuple(known), len(waiting), late)


def with_days(stubs: Stubs, given: Mapping[str, str]) -> Stubs:
    """Return the sources with the days that are given. Raises ``UserError`` for a day of a source that nobody waits for."""
    if unknown := [key for key in given if key not in stubs]:
        raise UserError(message("year.finish.unknown", key=unknown[0], keys=", ".join(stubs) or message("year.finish.no_keys")))
    return {key: {**stub, "published": given[key]} if key in given else stub for key, stub in stubs.items()}


def days_of(facts: Facts, year: int, stubs: Stubs) -> dict[str, dt.date | None]:
    """Return the day of each source that is known, and of each that is waited for as far as somebody has written it."""
    days: dict[str, dt.date | None] = {key: source.published for key, source in facts.sources.items()}
    for key, stub in stubs.items():
        day = stub.get("published", "")
        try:
            days[key] = day if isinstance(day, dt.date) else parse_day(str(day))
        except UserError:
            column = f"sources.{key}.published"
            name = drafts.file_of(year, drafts.SOURCES)
            raise DataFaults([fault("year.finish.day", file=name, column=column, found=repr(day))]) from None
    return days


def faults_of_sources(year: int, filled: Iterable[Draft], days: Mapping[str, dt.date | None]) -> Iterable[Fault]:
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


def is_there(facts: Facts, draft: Draft) -> bool:
    """Tell whether the facts have a row about the same already, from whomever."""
    rows = getattr(facts, draft.table.removesuffix(".csv"))
    return any(
        tuple("" if (cell := getattr(row, column)) is None else str(cell) for column in row.KEY) == draft.key for row in rows
    )


def files_of(
    folder: Path,
    year: int,
    filled: Sequence[Draft],
    waiting: Sequence[Draft],
    stubs: Stubs,
    days: Mapping[str, dt.date | None],
) -> dict[str, bytes]:
    """Return the files to write: tables and sources with what is moved, drafts with what is left."""
    files: dict[str, bytes] = {}
    for table in drafts.ANSWERS:
        name, rows = drafts.file_of(year, table), [row for row in filled if row.table == table]
        if rows:
            added = [drafts.as_row(row, days[row.cells["source"]]) for row in rows]
            files[table] = with_rows((folder / table).read_bytes(), added)
        if (folder / name).exists():
            files[name] = drafts.table_of(table, [row.cells for row in waiting if row.table == table])
    moved = {key: {**stub, "published": days[key]} for key, stub in stubs.items() if days[key]}
    if moved:
        files[drafts.SOURCES] = with_sources((folder / drafts.SOURCES).read_bytes(), moved)
        left = "\n".join(part_of(key, stub) for key, stub in stubs.items() if key not in moved)
        head = written("draft/sources.toml", year=year)
        files[drafts.file_of(year, drafts.SOURCES)] = (head + ("\n" + left if left else "")).encode()
    return files


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
