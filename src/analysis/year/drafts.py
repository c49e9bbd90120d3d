"""Rows that nobody has filled in yet: they wait in ``draft/<year>/`` of a data folder, and are no facts until they are moved.

A draft's table has the columns of the table that its rows are for, without what the source settles, and beside them what
stood there last time.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data.folder import inside
from analysis.data.reading import Findings, read_text
from analysis.data.tables import TABLES, WITH_VALUE
from analysis.errors import DataFaults, fault

DRAFTS, SOURCES = "draft", "sources.toml"
LAST = "last_time"
SETTLED = ("published", "delivery", "sheet", "cell", "counted_rows")
# In which columns a person fills a row in, and so by which it is seen that one is.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "observations.csv": ("value", "level", "status"),
    "significance.csv": ("significant",),
    "budgets.csv": ("amount_dkk", "status"),
    "deliverables.csv": ("value",),
    "status.csv": ("on_plan", "concern", "adjustment", "comment"),
}
Cells = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """A row of a draft: the table it is for, its number in the draft's file, and its cells by their columns."""

    table: str
    number: int
    cells: Cells

    @property
    def is_filled(self) -> bool:
        """Whether somebody has written an answer into it."""
        return any(self.cells.get(column, "").strip() for column in ANSWERS[self.table])

    @property
    def key(self) -> tuple[str, ...]:
        """What the row is about, whoever says it."""
        return tuple(self.cells.get(column, "") for column in TABLES[self.table].KEY)


def file_of(year: int, name: str) -> str:
    """Return where in a data folder a draft's file lies."""
    return f"{DRAFTS}/{year}/{name}"


def has_drafts(folder: Path, year: int) -> bool:
    """Tell whether drafts of an edition are there."""
    return bool(inside(folder / DRAFTS / str(year)))


def columns_of(table: str) -> list[str]:
    """Return a table's columns in the order in which they are written: what it is about first, its source last."""
    settled = ("source", "section", *SETTLED)
    fields = list(TABLES[table].model_fields)
    return [*(name for name in fields if name not in settled), "source", "section", "published"]


def table_of(table: str, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return the file of a draft: a header, then the rows."""
    header = [*(column for column in columns_of(table) if column not in SETTLED), LAST]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if row.get(name) is None else row.get(name) for name in header] for row in rows)
    return text.getvalue().encode()


def read_drafts(folder: Path, year: int) -> list[Draft]:
    """Return every row of an edition's drafts. Raises ``DataFaults`` for a file that is no table with its columns."""
    findings = Findings()
    found: list[Draft] = []
    for table in ANSWERS:
        if (folder / file_of(year, table)).exists():
            found += read_table(folder, year, table, findings)
    if findings.faults:
        raise DataFaults(findings.faults)
    return found


def read_table(folder: Path, year: int, table: str, findings: Findings) -> list[Draft]:
    """Return the rows of one draft; a fault where its columns are not those that it was written with."""
    name = file_of(year, table)
    text = read_text(folder / name, name, findings)
    if text is None:
        return []
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    expected = {*columns_of(table), LAST, *SETTLED}
    if unknown := [column for column in header if column not in expected] or lacking(table, header):
        findings.give_up(fault("year.drafts.columns", file=name, row=1, found=", ".join(sorted(unknown))))
        return []
    rows = [(number, line) for number, line in enumerate(lines, 2) if any(cell.strip() for cell in line)]
    for number, line in rows:
        if len(line) != len(header):
            findings.add(fault("year.drafts.cells", file=name, row=number, found=len(line), columns=len(header)))
    return [Draft(table, number, {c: v.strip() for c, v in zip(header, line, strict=False)}) for number, line in rows]


def lacking(table: str, header: Sequence[str]) -> list[str]:
    """Return the columns that tell rows apart, may not be left out, and are not there."""
    fields = TABLES[table].model_fields
    return [column for column in TABLES[table].KEY if fields[column].is_required() and column not in header]


def read_stubs(folder: Path, year: int) -> dict[str, dict[str, Any]]:
    """Return the sources that an edition waits for, by their keys. Raises ``DataFaults`` for a file that cannot be read."""
    path, name, findings = folder / file_of(year, SOURCES), file_of(year, SOURCES), Findings()
    if not path.exists():
        return {}
    text = read_text(path, name, findings)
    try:
        sources = tomllib.loads(text or "").get("sources", {})
    except tomllib.TOMLDecodeError as error:
        findings.give_up(fault("year.drafts.toml", file=name, why=error))
        sources = {}
    if findings.faults:
        raise DataFaults(findings.faults)
    return {str(key): dict(stub) for key, stub in sources.items()}


def as_row(draft: Draft, published: object) -> Cells:
    """Return a filled draft as a row of its table: with its source's day, and ``ok`` where a figure has no other status."""
    cells = {column: value for column, value in draft.cells.items() if column != LAST}
    has_value = any(cells.get(column) for column in ("value", "level", "amount_dkk"))
    if "status" in cells and not cells["status"] and has_value and "ok" in WITH_VALUE:
        cells["status"] = "ok"
    return cells | {"published": str(published)}
