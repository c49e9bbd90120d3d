"""Puts an edition's numbers into its ledger with a frozen copy beside it; later, in the open, other numbers in their place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from analysis.archive import sha256
from analysis.book.files import files_below
from analysis.book.notebooks.update import Runner
from analysis.book.project import Project, pages_of
from analysis.data import Facts, examine
from analysis.data.folder import PUBLISHED
from analysis.data.ledger import (
    VERIFIED,
    Cause,
    Entry,
    Kind,
    Ledger,
    Number,
    Record,
    chained,
    ledger_name,
    read_record,
    written,
)
from analysis.data.writing import one_writer, put
from analysis.errors import UserError
from analysis.indicators import csv_of, edition_rows
from analysis.messages import message
from analysis.release.attack.secrets import hidden_in
from analysis.release.frozen import FROZEN_DATA, Release, data_files, frozen, hash_of
from analysis.release.numbers import Difference, differences, numbers_of
from analysis.release.ready import Case, refusals
from analysis.release.verify import Proof, verify


@dataclass(frozen=True)
class Wish:
    """What somebody wants published: of which editions, on which day, and why; and why what lacks is accepted."""

    years: tuple[int, ...]
    day: dt.date
    note: str
    accepted: str = ""


@dataclass(frozen=True)
class Done:
    """What was published of an edition: its release, and its new lines."""

    year: int
    release: int
    entries: tuple[Entry, ...]


def publish(project: Project, wish: Wish, runner: Runner) -> list[Done]:
    """Publish editions for the first time and return their lines. Raises ``UserError`` with all that stands in the way."""
    with one_writer(project.data):
        facts, warnings = examine(project.data)
        record = read_record(project.data)
        proof = verify(project.data, facts, record.ledgers.values())
        found = [*day_fault(record, wish.day), *broken(proof)]
        ledgers = record.ledgers.values()
        for year in wish.years:
            facts.edition(year)
            found += [
                *published_already(record, facts, year),
                *refusals(Case(project, facts, warnings, year, runner, ledgers, wish.accepted, wish.note)),
            ]
        refuse(found)
        new = {year: tuple(first_entries(facts, year, wish)) for year in wish.years}
        return write(project, facts, record, wish, new, proof)


def correct(project: Project, wish: Wish, kind: Kind, runner: Runner) -> list[Done]:
    """Publish what has become of the numbers of editions, old and new side by side, and return the new lines.

    Raises ``UserError`` with all that stands in the way, and where no number is another.
    """
    with one_writer(project.data):
        facts, warnings = examine(project.data)
        record = read_record(project.data)
        found = [*day_fault(record, wish.day)]
        new: dict[int, tuple[Entry, ...]] = {}
        for year in wish.years:
            facts.edition(year)
            ledger = record.ledgers.get(year)
            new[year] = tuple(corrections(facts, ledger, wish, kind)) if ledger else ()
            if not new[year]:
                found.append(message(f"release.refused.{'same' if ledger else 'unpublished'}", year=year))
        ledgers = [Ledger(one.year, (*one.entries, *new.get(one.year, ()))) for one in record.ledgers.values()]
        said = (wish.accepted, wish.note)
        for year in wish.years:
            found += refusals(Case(project, facts, warnings, year, runner, ledgers, *said, is_first=False))
        refuse(found)
        others = [ledger for year, ledger in record.ledgers.items() if year not in wish.years]
        return write(project, facts, record, wish, new, verify(project.data, facts, others))


# What stands in the way


def refuse(found: Sequence[str]) -> None:
    """Raise ``UserError`` with everything that was found."""
    if found:
        found = list(dict.fromkeys(found))
        raise UserError("\n  ".join([message("release.refused.head", count=len(found)), *found]))


def day_fault(record: Record, day: dt.date) -> Iterator[str]:
    """Yield that a day lies before the last one on which something was published."""
    if record.last_day and day < record.last_day:
        yield message("release.refused.day", day=day, last=record.last_day)


def broken(proof: Proof) -> Iterator[str]:
    """Yield the published editions whose numbers can no longer be computed as they were published."""
    for part in proof.parts:
        if part.lines or part.faults or part.agreed < part.of:
            yield message("release.refused.changed", year=part.year, count=len(part.lines) or part.of)


def published_already(record: Record, facts: Facts, year: int) -> Iterator[str]:
    """Yield that an edition has been published, and whether its numbers are others now."""
    if ledger := record.ledgers.get(year):
        changed = len(list(corrections_of(facts, ledger)))
        key = "release.refused.published_changed" if changed else "release.refused.published"
        yield message(key, year=year, day=ledger.entries[0].day, count=changed)


# New lines


def first_entries(facts: Facts, year: int, wish: Wish) -> Iterator[Entry]:
    """Yield the lines of an edition that is published for the first time."""
    for number in numbers_of(facts, year).values():
        yield entry(1, wish, "first", number, "")


def corrections_of(facts: Facts, ledger: Ledger) -> Iterator[Difference]:
    """Yield where an edition's numbers are no longer those in force."""
    yield from differences({name: line.number for name, line in ledger.in_force.items()}, numbers_of(facts, ledger.year))


def corrections(facts: Facts, ledger: Ledger, wish: Wish, kind: Kind) -> Iterator[Entry]:
    """Yield the lines that an edition's ledger lacks. What was not there before takes the place of nothing."""
    hidden = {row.id for row in hidden_in(facts, ledger.year).rows}
    for found in corrections_of(facts, ledger):
        number = found.after or (found.before.withdrawn(withheld=found.id in hidden) if found.before else None)
        if number is not None:
            cause: Cause = kind if found.before else "new_figure"
            yield entry(ledger.last.release + 1, wish, cause, number, wish.note)


def entry(release: int, wish: Wish, cause: Cause, number: Number, reason: str) -> Entry:
    return Entry(release, wish.day, version("statusbog"), cause, number, reason)


# Writing


def write(
    project: Project, facts: Facts, record: Record, wish: Wish, new: Mapping[int, tuple[Entry, ...]], proof: Proof
) -> list[Done]:
    """Write ledgers, frozen copies and the record of what could be computed again: all of them or nothing.

    ``proof`` is that of the editions that get no new lines; what gets some follows from the data as they are now.
    """
    ledgers = {year: extended(record.ledgers.get(year), year, lines) for year, lines in new.items()}
    data, notebooks = data_files(project.data), notebook_hashes(pages_of(project, facts))
    files: dict[str, bytes] = {}
    for year, ledger in ledgers.items():
        files[ledger_name(year)] = written(ledger.entries).encode()
        files |= frozen(release_of(project, facts, ledger, wish, data, notebooks), results_csv(facts, year), data)
    everything = record.ledgers | ledgers
    in_force = sum(len(ledger.in_force) for ledger in ledgers.values())
    agreed = in_force + sum(part.agreed for part in proof.parts if part.year not in ledgers)
    files[VERIFIED] = verified(everything, wish.day, agreed)
    put(project.data, without_kept(project.data, files, ledgers), check=False)
    return [Done(year, ledger.last.release, tuple(ledger.releases[ledger.last.release])) for year, ledger in ledgers.items()]


def without_kept(folder: Path, files: Mapping[str, bytes], ledgers: Mapping[int, Ledger]) -> dict[str, bytes]:
    """Return what is to be written: frozen data that are there already are the same, for their name is what they say.

    Raises ``UserError`` where a frozen copy lies in the place of a release that no ledger has.
    """
    releases = {f"{PUBLISHED}/{year}/{ledger.last.release}" for year, ledger in ledgers.items()}
    there = [name for name in files if name.rpartition(".")[0] in releases and (folder / name).exists()]
    refuse([message("release.refused.there", file=name) for name in there])
    return {name: content for name, content in files.items() if not (name.startswith(FROZEN_DATA) and (folder / name).exists())}


def extended(ledger: Ledger | None, year: int, lines: Iterable[Entry]) -> Ledger:
    """Return a ledger with new lines behind those that it has."""
    entries = ledger.entries if ledger else ()
    return Ledger(year, (*entries, *chained(lines, entries[-1].mark if entries else str(year))))


def results_csv(facts: Facts, year: int) -> bytes:
    """Return an edition's results table as it is published."""
    return csv_of(edition_rows(facts, year)).encode()


def release_of(
    project: Project, facts: Facts, ledger: Ledger, wish: Wish, data: Mapping[str, bytes], notebooks: Mapping[str, str]
) -> Release:
    """Return what the newest release of an edition is made of."""
    lock = project.root / "requirements.txt"
    return Release(
        edition=ledger.year,
        release=ledger.last.release,
        day=ledger.last.day.isoformat(),
        note=wish.note,
        accepted=wish.accepted,
        version=ledger.last.version,
        as_of=facts.edition(ledger.year).as_of.isoformat(),
        data=hash_of(data),
        results=sha256(results_csv(facts, ledger.year)),
        lock=sha256(lock.read_bytes()) if lock.is_file() else "",
        notebooks={name: mark for name, mark in notebooks.items() if name.startswith(f"{ledger.year}/")},
        lines=len(ledger.entries),
        mark=ledger.last.mark,
    )


def notebook_hashes(pages: Path) -> dict[str, str]:
    """Return the hash of every published notebook by its path below the book."""
    found = (path for path in files_below(pages) if path.suffix == ".ipynb")
    return {path.relative_to(pages).as_posix(): sha256(path.read_bytes()) for path in found}


def verified(ledgers: Mapping[int, Ledger], day: dt.date, agreed: int) -> bytes:
    """Return what is recorded of a publishing: the day, how many of all numbers could be computed again, and where ledgers end."""
    of = sum(len(ledger.in_force) for ledger in ledgers.values())
    marks = {str(year): ledgers[year].last.mark for year in sorted(ledgers)}
    said = {"day": day.isoformat(), "agreed": agreed, "of": of, "marks": marks}
    return (json.dumps(said, indent=1) + "\n").encode()
