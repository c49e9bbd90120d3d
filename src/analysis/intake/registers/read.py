"""Reads a register by its mapping: counts for the tables, and a note of each file. The rows are never kept."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from analysis.errors import DataFaults, fault
from analysis.intake.microdata.files import RowFile, files_at, lost_lines, note_of, opened, unchanged
from analysis.intake.microdata.result import Tallied
from analysis.intake.registers.cases import Counted
from analysis.intake.registers.codes import unknown_codes
from analysis.intake.registers.counting import Plan, count
from analysis.intake.registers.counts import findings_of, rows_of
from analysis.intake.registers.model import RegisterMapping
from analysis.intake.registers.planning import plan_of

# So many rows are in memory at once, as numbers: about 350 MB.
MOST_ROWS = 12_000_000
MOST_SHARES = 1024


def read_register(places: Sequence[Path], mapping: RegisterMapping, scheduler: str = "") -> Tallied:
    """Return the counts of the register at some places, and what has to be said of it.

    Raises ``DataFaults`` for files that cannot be read, ``UserError`` where the cluster of a ``scheduler`` cannot count.
    """
    files = opened(files_at(places), mapping)
    plan = plan_of(mapping, files)
    with ThreadPoolExecutor(1) as beside:
        noted = beside.submit(lambda: [note_of(file) for file in files])
        counted = counted_by(plan, files, scheduler)
        codes = unknown_codes_of(plan, files) if counted.cells else []
        notes = noted.result()
    unchanged(files)
    findings = findings_of(counted, codes, lost_lines(files, notes, counted.rows + counted.broken))
    rows = rows_of(counted, mapping, plan)
    return Tallied(tuple(rows), tuple(findings), tuple(notes), counted.rows)


def counted_by(plan: Plan, files: Sequence[RowFile], scheduler: str) -> Counted:
    """Return the counts, found here or on a cluster. Raises ``DataFaults`` where the engine cannot read the files."""
    if scheduler:
        from analysis.intake.registers.cluster import count_there  # noqa: PLC0415 - Dask is an extra

        return count_there(plan, scheduler)
    shares = -(-sum(file.rows for file in files) // MOST_ROWS) or 1
    while True:
        try:
            return count(plan, shares)
        except duckdb.OutOfMemoryException:
            if shares >= MOST_SHARES:
                raise unreadable(files, "memory") from None
            shares *= 2
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except (duckdb.Error, OSError):  # what it says may hold what stands in a row
            raise unreadable(files, "damaged") from None


def unreadable(files: Sequence[RowFile], key: str) -> DataFaults:
    """Return the error of files that the engine cannot read."""
    more = len(files) - 1
    return DataFaults([fault(f"microdata.files.{key}", file=files[0].path.name + (f" (+{more})" if more else ""))])


def unknown_codes_of(plan: Plan, files: Sequence[RowFile]) -> list[str]:
    """Return a few codes that are on no list. Raises ``DataFaults`` where the engine cannot read the files."""
    try:
        return unknown_codes(plan)
    except (duckdb.Error, OSError):
        raise unreadable(files, "damaged") from None
