"""Begins an edition from the one before: its place in the book, drafts of its rows and sources, and files for comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Edition, Facts, load
from analysis.data.writing import one_writer, put
from analysis.errors import UserError
from analysis.intake.expected import shifted
from analysis.messages import message
from analysis.year import comments, drafts
from analysis.year.definitions import part_of, with_edition
from analysis.year.status import Completeness, completeness
from analysis.year.waiting import waiting_of
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
    waiting = waiting_of(grown, lacking)
    files = {PARTNERSHIP: with_edition((folder / PARTNERSHIP).read_bytes(), year, edition.as_of)}
    files |= {drafts.file_of(year, table): drafts.table_of(table, found) for table, found in waiting.rows.items()}
    if waiting.stubs:
        parts = "\n".join(part_of(key, fields) for key, fields in waiting.stubs.items())
        files[drafts.file_of(year, drafts.SOURCES)] = (written("draft/sources.toml", year=year) + "\n" + parts).encode()
    files[drafts.file_of(year, "README.md")] = written("draft/README.md", year=year).encode()
    there = {name for name in comments.stubs(year, "") if (folder / name).exists()}
    hints = comments.stubs(year, written("comment.txt").strip())
    files |= {name: text for name, text in hints.items() if name not in there}
    agreed = any(a.from_year <= year <= a.to_year for a in facts.agreements)
    counts = {table: len(found) for table, found in waiting.rows.items()}
    return Begun(edition, tuple(files), counts, lacking, agreed, bool(facts.plans_of(year))), files
