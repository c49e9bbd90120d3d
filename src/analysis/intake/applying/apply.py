"""Takes deliveries in: every row of every file, or none; and takes the last one back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Facts, Source, load
from analysis.data.folder import files_read
from analysis.data.tables import TABLES
from analysis.data.writing import one_writer, put, with_rows
from analysis.errors import DataFaults, fault
from analysis.intake.applying.changes import Change, Changes, Given, as_row, changes_by, tables_of
from analysis.intake.applying.kept import FOLDER, LIST, Kept, checksum, free_name, kept_in, list_of, standing, to_take_back
from analysis.intake.applying.noted import NOTES, noted_as, noted_in, notes_as_written
from analysis.intake.applying.plausible import first_cells_of, is_for_a_reason, questions_about
from analysis.intake.microdata.note import Note
from analysis.intake.sheets import Finding, gathered
from analysis.intake.statbank.record import ENDING, Record, record_beside
from analysis.intake.statbank.source import Described, with_part, without_part

MAPPINGS = "intake"
QUESTIONS, SOURCES = "questions.csv", "sources.toml"
ASKED = ("file", "sheet", "cells", "question", "reason")


@dataclass(frozen=True)
class Package:
    """A file that was understood: where it is, its rows, what was said of them, and the mapping that it was read by.

    ``figures`` are its rows as they are shown, before they are those of a table. ``mapping`` is the mapping's file name, ``mapping_text`` its content where the data folder does not have it yet. ``source`` is
    the source in ``sources.toml`` that the rows are from. ``notes`` are of files with rows of incidents or persons, which are not
    kept: ``row_count`` is how many rows they have. ``fetched`` is where a table is from that was got from a bank, and ``described``
    its source, which is new in ``sources.toml`` unless that has it.
    """

    path: Path
    sha256: str
    given: tuple[Given, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Mapping[str, object], ...]
    source: str
    mapping: str = ""
    mapping_text: bytes = b""
    notes: tuple[Note, ...] = ()
    row_count: int = 0
    fetched: Record | None = None
    described: Described | None = None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(note.size for note in self.notes) if self.notes else self.path.stat().st_size


@dataclass(frozen=True)
class Weighed:
    """A package held against the data folder: what it would change, and what has to be answered before it may."""

    package: Package
    changes: Changes
    questions: tuple[Finding, ...]

    @property
    def refusals(self) -> list[Finding]:
        """What no reason makes acceptable: parts that are asked about in the mapping, and refused files and rows."""
        asked = [finding for finding in self.package.findings if finding.kind == "ask" and not is_for_a_reason(finding)]
        return [*asked, *(question for question in self.questions if question.kind == "refuse"), *refused_rows(self.changes)]

    @property
    def to_accept(self) -> list[Finding]:
        """What a person may accept, with a reason."""
        return [question for question in self.questions if question.kind != "refuse"]


def refused_rows(changes: Changes) -> list[Finding]:
    """Return a refusal for each row that cannot be: its source says another thing of the same already."""
    found = []
    for change in changes.of("refused"):
        given = change.given
        values = {"about": " ".join(filter(None, given.key)), "table": given.table}
        key = "intake.apply.twice" if change.before is None else "intake.apply.same_source"
        found.append(Finding("refuse", key, given.sheet, given.cell, values))
    return gathered(found)


def weigh(package: Package, facts: Facts, kept: Sequence[Kept]) -> Weighed:
    """Return what a package would change, and what is to be asked."""
    changes = changes_by(package.given, facts, package.source)
    last = next((line for line in reversed(standing(kept)) if package.mapping and line.mapping == package.mapping), None)
    first_cells = first_cells_of(changes.rows)
    source = package.described.source if package.described else facts.sources.get(package.source)
    published = source.published if source else None
    return Weighed(package, changes, tuple(questions_about(changes, facts, package.findings, first_cells, last, published)))


def take_in(folder: Path, packages: Sequence[Package], reason: str, day: str = "") -> list[Weighed]:
    """Write the rows of packages into the tables, and keep the originals; of rows of persons a note with the ``day``, no original.

    Returns what was done.

    Raises ``DataFaults`` for what is refused, asked, or not accepted with a ``reason``, and for what would be a fault in the data;
    ``UserError`` for a file that is there already. Then nothing is changed.
    """
    with one_writer(folder):
        kept = kept_in(folder)
        weighed = [weigh(package, load(folder), kept) for package in packages]
        refuse(weighed, kept, reason)
        put(folder, files_of(folder, weighed, kept, reason, day))
    return weighed


def refuse(weighed: Sequence[Weighed], kept: Sequence[Kept], reason: str) -> None:
    """Raise ``DataFaults`` with everything that keeps packages from being taken in."""
    faults = []
    for one in weighed:
        name = one.package.path.name
        same = next((line for line in standing(kept) if line.sha256 == one.package.sha256), None)
        if same is not None:
            faults.append(fault("intake.apply.same_file", file=name, kept=same.file))
        faults += [finding.fault(name) for finding in one.refusals]
        faults += [] if reason else [finding.fault(name) for finding in one.to_accept]
        if not one.package.source:
            faults.append(fault("intake.apply.no_source", file=name))
    if faults:
        raise DataFaults(faults, "not_taken_in")


def files_of(folder: Path, weighed: Sequence[Weighed], kept: Sequence[Kept], reason: str, day: str) -> dict[str, bytes]:
    """Return the files that change when packages are taken in, by their paths below the folder."""
    sources, files = with_described(folder, weighed)
    lines, asked, noted = list(kept), read_if_there(folder / FOLDER / QUESTIONS), list(noted_in(folder))
    for one in weighed:
        package = one.package
        # Rows that are counted once more after they were taken back are the same delivery, under the same name.
        same = {line.file for line in kept if line.sha256 == package.sha256}
        name = free_name(package.path.name, package.sha256, folder, {line.delivery for line in noted} - same)
        noted = [line for line in noted if line.delivery != name]
        if not package.notes:
            files[f"{FOLDER}/{name}"] = package.path.read_bytes()
        if package.fetched:
            files[f"{FOLDER}/{name}{ENDING}"] = package.fetched.content
        written = [change for change in one.changes.rows if change.what in ("added", "revised")]
        for table in tables_of(written):
            rows = [
                as_row(change, sources[package.source], package.source, name, package.path.name)
                for change in written
                if change.given.table == table
            ]
            files[table] = with_rows(files.get(table) or table_or_header(folder, table), rows)
            noted += [noted_as(note, name, package.row_count, day, rows) for note in package.notes]
        if package.mapping_text:
            files[f"{MAPPINGS}/{package.mapping}"] = package.mapping_text
        lines.append(line_of(one, name, reason))
        asked = with_questions(asked, one, name, reason)
    files[f"{FOLDER}/{LIST}"] = list_of(lines)
    if noted:
        files[f"{FOLDER}/{NOTES}"] = notes_as_written(noted)
    if asked:
        files[f"{FOLDER}/{QUESTIONS}"] = asked
    return files


def with_described(folder: Path, weighed: Sequence[Weighed]) -> tuple[dict[str, Source], dict[str, bytes]]:
    """Return the sources that there will be, and ``sources.toml`` where some of them are new in it."""
    sources = dict(load(folder).sources)
    text = before = read_if_there(folder / SOURCES)
    for one in weighed:
        new = one.package.described
        if new is not None and new.key not in sources:
            sources[new.key] = new.source
            text = with_part(text, new.text)
    return sources, {} if text == before else {SOURCES: text}


def read_if_there(path: Path) -> bytes:
    """Return a file's content; nothing where there is no such file."""
    return path.read_bytes() if path.is_file() else b""


def table_or_header(folder: Path, table: str) -> bytes:
    """Return a table as it is; where it is left out, its header."""
    return read_if_there(folder / table) or (",".join(TABLES[table].model_fields) + "\n").encode()


def line_of(one: Weighed, name: str, reason: str) -> Kept:
    """Return the line of ``deliveries.csv`` for a package."""
    package, changes = one.package, one.changes
    return Kept(
        file=name,
        arrived_as=package.path.name,
        sha256=package.sha256,
        size=package.size,
        mapping=package.mapping,
        source=package.source,
        added=len(changes.of("added")),
        revised=len(changes.of("revised")),
        known=len(changes.of("known")),
        questions=len(one.to_accept),
        accepted=reason if one.to_accept else "",
        first_cells="" if package.notes else first_cells_of(changes.rows),
    )


def with_questions(asked: bytes, one: Weighed, name: str, reason: str) -> bytes:
    """Return ``questions.csv`` with what was accepted of a package, each question with the reason."""
    rows: list[Mapping[str, object]] = [
        {"file": name, "sheet": found.sheet, "cells": found.cells, "question": found.text(name), "reason": reason}
        for found in one.to_accept
    ]
    return with_rows(asked or (",".join(ASKED) + "\n").encode(), rows) if rows else asked


def take_back(folder: Path, name: str = "") -> Kept:
    """Take a delivery back, the last one or that of a ``name``: its rows go out of the tables, its original stays, and the list says so.

    Returns its line. Raises ``UserError`` when there is none to take back.
    """
    with one_writer(folder):
        kept = kept_in(folder)
        last = to_take_back(kept, name)
        files = {
            table: without for table in TABLES if (without := without_rows(read_if_there(folder / table), last.file)) is not None
        }
        lines = [replace(line, undone="yes") if line is last else line for line in kept]
        put(folder, {**files, **without_described(folder, last, files), f"{FOLDER}/{LIST}": list_of(lines)})
    return last


def without_described(folder: Path, last: Kept, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``sources.toml`` without the source that was written for a table from a bank; nothing where anything still names it."""
    record = record_beside(folder / FOLDER / last.file)
    if record is None or not record.described:
        return {}
    text = read_if_there(folder / SOURCES)
    others = (path.relative_to(folder).as_posix() for path in files_read(folder) if path != folder / SOURCES)
    if any(record.source.encode() in files.get(name, read_if_there(folder / name)) for name in others):
        return {}
    found = without_part(text, record.described)
    return {} if found == text else {SOURCES: found}


def without_rows(table: bytes, delivery: str) -> bytes | None:
    """Return a table without the rows that were read in a delivery, every other byte as it was; None where it has none of them."""
    text = table.decode("utf-8")
    lines = text.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if "delivery" not in header:
        return None
    column, kept, before = header.index("delivery"), lines[: reader.line_num], reader.line_num
    for cells in reader:
        if not (len(cells) > column and cells[column] == delivery):
            kept += lines[before : reader.line_num]
        before = reader.line_num
    found = "".join(kept).encode("utf-8")
    return None if found == table else found


__all__ = ["Change", "Package", "Weighed", "checksum", "take_back", "take_in", "weigh"]
