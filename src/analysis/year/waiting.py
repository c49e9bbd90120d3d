"""What an edition waits for: the rows and the sources that its drafts are written with, when it begins and when something is owed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.data import Facts
from analysis.data.tables import Row
from analysis.intake.expected import source_key
from analysis.year.drafts import Draft
from analysis.year.prefill import draft_rows, stub_of
from analysis.year.status import OPEN, Completeness
from analysis.year.words import written


@dataclass(frozen=True)
class Waiting:
    """The rows that an edition waits for by their table, and the sources of them that are not there by their keys."""

    rows: Mapping[str, Sequence[Mapping[str, object]]]
    stubs: Mapping[str, Mapping[str, object]]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The rows as those of a draft, of no line of it yet."""
        return tuple(Draft(table, 0, cells_of(row)) for table, rows in self.rows.items() for row in rows)


def cells_of(row: Mapping[str, object]) -> dict[str, str]:
    """Return a row's cells as a draft's file has them."""
    return {column: "" if cell is None else str(cell) for column, cell in row.items()}


def waiting_of(facts: Facts, lacking: Completeness) -> Waiting:
    """Return what an edition waits for: what it lacks, as rows without answers, and the sources that these will be from."""
    stubs: dict[str, Mapping[str, object]] = {}

    def rename(row: Row | None, instrument: str) -> str:
        key = source_key(facts, lacking.year, row, instrument)
        if key and key not in facts.sources and key not in stubs:
            stubs[key] = stub(facts, lacking.year, key, row)
        return key

    return Waiting(draft_rows(facts, lacking, rename), stubs)


def stub(facts: Facts, year: int, key: str, row: Row | None) -> Mapping[str, object]:
    """Return the source that rows of a new edition wait for: a supplier's delivery, or last time's document anew."""
    for supplier, entry in facts.partnership.suppliers.items():
        if key == f"{supplier}-{year}":
            title = written("delivery.txt", supplier=entry.name, year=year).strip()
            kept = {"kind": "delivery", "role": "primary", "publisher": entry.name, "published": "", "precision": "day"}
            return {"title": title, "short": title, **kept}
    return stub_of(facts.sources[row.source], year) if row else {}


def is_there(facts: Facts, draft: Draft) -> bool:
    """Tell whether the tables say what a row waits for: its own source does, or another has settled it.

    What an older source has not stated or decided is still waited for.
    """
    own = draft.cells.get("source")
    return any(row.source == own or getattr(row, "status", "ok") not in OPEN for row in rows_about(facts, draft))


def rows_about(facts: Facts, draft: Draft) -> list[Row]:
    """Return the rows of a draft's table that are about the same, whoever says it."""
    rows = getattr(facts, draft.table.removesuffix(".csv"))
    return [row for row in rows if tuple(as_written(getattr(row, column)) for column in row.KEY) == draft.key]


def as_written(cell: object) -> str:
    """Return a cell that tells rows apart as a table has it; a part of a year has a text of its own."""
    return "" if cell is None else str(getattr(cell, "text", cell))
