"""Begins an edition from the one before: its place in the book, drafts of its rows and sources, and files for comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Edition, Facts, load
from analysis.data.tables import Row
from analysis.data.writing import one_writer, put
from analysis.errors import UserError
from analysis.intake.expected import shifted, source_key
from analysis.messages import message
from analysis.year import comments, drafts
from analysis.year.definitions import part_of, with_edition
from analysis.year.prefill import draft_rows, stub_of
from analysis.year.status import Completeness, completeness
from analysis.year.words import written

PARTNERSHIP = "partnership.toml"


@dataclass(frozen=True)
class Begun:
    """An edition that has been begun: the files that were written, how many rows wait in each draft, and what lacks."""

    edition: Edition
    files: tuple[str, ...]
    rows: Mapping[str, int]
    lacking: Completeness
    has_agreement: bool
    has_plan: bool


def begin(folder: Path, year: int) -> Begun:
    """Begin the edition of a year in a data folder; all files are written, or none.

    Raises ``UserError`` when the edition is there already, when a year would be skipped, and when a file that would be written
    is there; ``DataFaults`` when the data have faults.
    """
    with one_writer(folder):
        facts = load(folder)
        refuse_year(facts, year)
        before = facts.newest_edition()
        edition = Edition(year=year, as_of=shifted(before.as_of, before.as_of.year + 1))
        begun, files = planned(folder, facts, edition)
        refuse_files(folder, [name for name in files if name != PARTNERSHIP])
        put(folder, files)
    return begun


def refuse_year(facts: Facts, year: int) -> None:
    """Raise ``UserError`` unless a year is the one after the newest edition's."""
    newest = facts.newest_edition().year
    if any(edition.year == year for edition in facts.partnership.editions):
        raise UserError(message("year.new_year.there", year=year, next=newest + 1))
    if year != newest + 1:
        raise UserError(message("year.new_year.skipped", year=year, newest=newest, next=newest + 1))


def refuse_files(folder: Path, names: list[str]) -> None:
    """Raise ``UserError`` when one of some files is there: somebody has written it."""
    there = [name for name in names if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        raise UserError(message("year.new_year.file", files=", ".join(there)))


def planned(folder: Path, facts: Facts, edition: Edition) -> tuple[Begun, dict[str, bytes]]:
    """Return what beginning an edition gives, and the files to write."""
    year = edition.year
    editions = (*facts.partnership.editions, edition)
    grown = replace(facts, partnership=facts.partnership.model_copy(update={"editions": editions}))
    lacking = completeness(grown, year)
    stubs: dict[str, dict[str, object]] = {}

    def rename(row: Row | None, instrument: str) -> str:
        key = source_key(facts, year, row, instrument)
        if key and key not in facts.sources and key not in stubs:
            stubs[key] = stub(facts, year, key, row)
        return key

    rows = draft_rows(grown, lacking, rename)
    files = {PARTNERSHIP: with_edition((folder / PARTNERSHIP).read_bytes(), year, edition.as_of)}
    files |= {drafts.file_of(year, table): drafts.table_of(table, found) for table, found in rows.items()}
    if stubs:
        parts = "\n".join(part_of(key, fields) for key, fields in stubs.items())
        files[drafts.file_of(year, drafts.SOURCES)] = (written("draft/sources.toml", year=year) + "\n" + parts).encode()
    files[drafts.file_of(year, "README.md")] = written("draft/README.md", year=year).encode()
    there = {name for name in comments.stubs(year, "") if (folder / name).exists()}
    hints = comments.stubs(year, written("comment.txt").strip())
    files |= {name: text for name, text in hints.items() if name not in there}
    agreed = any(a.from_year <= year <= a.to_year for a in facts.agreements)
    counts = {table: len(found) for table, found in rows.items()}
    return Begun(edition, tuple(files), counts, lacking, agreed, bool(facts.plans_of(year))), files


def stub(facts: Facts, year: int, key: str, row: Row | None) -> dict[str, object]:
    """Return the source that rows of a new edition wait for: a supplier's delivery, or last time's document anew."""
    for supplier, entry in facts.partnership.suppliers.items():
        if key == f"{supplier}-{year}":
            title = written("delivery.txt", supplier=entry.name, year=year).strip()
            kept = {"kind": "delivery", "role": "primary", "publisher": entry.name, "published": "", "precision": "day"}
            return {"title": title, "short": title, **kept}
    return stub_of(facts.sources[row.source], year) if row else {}
