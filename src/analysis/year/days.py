"""Puts days on the sources that an edition waits for, and moves those that have one to where facts are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from analysis.data import Facts, load, parse_day
from analysis.data.writing import one_writer, put
from analysis.errors import DataFaults, UserError, fault
from analysis.messages import message
from analysis.year import drafts
from analysis.year.definitions import part_of, with_sources
from analysis.year.words import written

Stubs = Mapping[str, Mapping[str, object]]
Days = Mapping[str, dt.date | None]


def give_days(folder: Path, year: int, given: Mapping[str, str]) -> tuple[str, ...]:
    """Put days on sources that an edition waits for and move those sources to ``sources.toml``; no row of a draft is touched.

    Returns the sources that are too late for the edition to see them. Raises ``UserError`` where there are no drafts or nobody
    waits for a source, and ``DataFaults`` for a day that is none and for a source that cannot be one.
    """
    with one_writer(folder):
        facts = load(folder)
        as_of = facts.edition(year).as_of
        refuse_none(folder, year)
        stubs = with_days(drafts.read_stubs(folder, year), given)
        days = days_of(facts, year, {key: stubs[key] for key in given})
        put(folder, files_of_sources(folder, year, stubs, {key: days[key] for key in given}))
    return tuple(key for key in given if (day := days[key]) and day > as_of)


def refuse_none(folder: Path, year: int) -> None:
    """Raise ``UserError`` where an edition has no drafts."""
    if not drafts.has_drafts(folder, year):
        raise UserError(message("year.finish.none", year=year, folder=drafts.file_of(year, "")))


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


def files_of_sources(folder: Path, year: int, stubs: Stubs, days: Days) -> dict[str, bytes]:
    """Return the files to write: ``sources.toml`` with the sources that have a day, and the draft's with those that wait for one."""
    moved = {key: {**stub, "published": days[key]} for key, stub in stubs.items() if days.get(key)}
    left = {key: stub for key, stub in stubs.items() if key not in moved}
    parts = "\n".join(part_of(key, stub) for key, stub in left.items())
    own = (written("draft/sources.toml", year=year) + ("\n" + parts if parts else "")).encode()
    files = {drafts.file_of(year, drafts.SOURCES): own}
    return {drafts.SOURCES: with_sources((folder / drafts.SOURCES).read_bytes(), moved), **files} if moved else files
