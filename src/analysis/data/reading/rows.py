"""Reads CSV into typed rows. Every fault is collected, none is raised on the way."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from analysis.data import tables as t
from analysis.data.reading.files import another_kind, read_text
from analysis.data.reading.findings import Findings
from analysis.data.reading.kinds import kind_of_header, kind_of_text
from analysis.data.reading.validate import shown, validate
from analysis.errors import fault

Row = TypeVar("Row", bound=t.Row)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
# After so many faults in one file its other rows are not looked at: they have the same fault, or nobody would read theirs.
MOST_FAULTS = 1000
# A hundred times more than the longest table of facts so far. What is longer is a register, or the wrong file.
MOST_ROWS = 50_000


class Unreadable(Exception):
    """The quotes in a row of a table do not match."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def read_csv(path: Path, name: str, model: type[Row], findings: Findings) -> list[tuple[int, Row]]:
    """Return the CSV file's good rows as (row number, ``model``); the bad ones are faults."""
    text = read_text(path, name, findings)
    if text is None:
        return []
    first = text.lstrip().partition("\n")[0].partition("\r")[0]
    if kind := kind_of_text(text) or kind_of_header(first, set(model.model_fields)):
        findings.give_up(another_kind(name, kind, row=1))
        return []
    if is_cut(text):
        findings.give_up(fault("data.rows.cut", file=name, row=text.count("\n") + 1))
        return []
    rows = records(text)
    try:
        _, header = next(((number, cells) for number, cells in rows if any(cells)), (1, [first]))
        return check_rows(name, header, rows, model, findings)
    except Unreadable as error:
        findings.give_up(fault("data.rows.quotes", file=name, row=error.row))
        return []


def is_cut(text: str) -> bool:
    """Tell whether a table ends in the middle of its last row: without a line end, and with fewer cells than the header."""
    lines = text.rstrip("\r\n").splitlines() if not text.endswith(("\r", "\n")) else []
    if len(lines) <= 1 or '"' in lines[-1]:
        return False
    header, last = (next(csv.reader([line])) for line in (lines[0], lines[-1]))
    return len(last) < len(header)


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number, as a spreadsheet counts. Raises ``Unreadable`` with the row whose quotes do not match."""
    number = 0
    reader = csv.reader((line.group() for line in LINE.finditer(text)), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [cell.strip() for cell in cells]
    except csv.Error:
        raise Unreadable(number + 1) from None


@dataclass
class Seen(Generic[Row]):
    """What was found in a table so far: good rows, and for what was said again the row that said it first."""

    good: list[tuple[int, Row]] = field(default_factory=list)
    first: dict[tuple[str, ...], int] = field(default_factory=dict)
    again: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def is_repeat(self, key: tuple[str, ...], number: int) -> bool:
        """Tell whether an earlier good row has the key; remember it when so."""
        if key in self.first:
            self.again.setdefault(key, []).append(number)
        return key in self.first

    def keep(self, key: tuple[str, ...], number: int, row: Row) -> None:
        """Keep a good row."""
        self.first[key] = number
        self.good.append((number, row))


def check_rows(
    name: str, header: list[str], rows: Iterable[tuple[int, list[str]]], model: type[Row], findings: Findings
) -> list[tuple[int, Row]]:
    """Return the rows of a table from anywhere (file, spreadsheet, frame) as ``model``, with their row numbers."""
    if not check_header(name, header, model, findings):
        return []
    seen: Seen[Row] = Seen()
    rows = iter(rows)
    before = len(findings.faults)
    places = [header.index(column) if column in header else None for column in (*model.KEY, "source")]
    for number, cells in rows:
        if len(findings.faults) - before >= MOST_FAULTS:
            left = 1 + sum(1 for _ in rows)
            findings.add(fault("data.rows.too_many", file=name, row=number, most=MOST_FAULTS, count=left))
            break
        if any(cells) and has_all_cells(name, number, header, cells, findings):
            key = tuple("" if place is None else cells[place] for place in places)
            if seen.is_repeat(key, number):
                continue
            if len(seen.good) == MOST_ROWS:
                findings.give_up(fault("data.rows.too_long", file=name, row=number, most=MOST_ROWS))
                return []
            row = read_row(name, number, dict(zip(header, cells, strict=True)), model, findings)
            if row is not None:
                seen.keep(key, number, row)
    for key, numbers in seen.again.items():
        said = " ".join(filter(None, key))
        findings.add(fault("data.rows.again", file=name, rows=numbers, said=said, first=seen.first[key]))
    return seen.good


def read_row(name: str, number: int, cells: dict[str, str], model: type[Row], findings: Findings) -> Row | None:
    """Return a row, or ``None`` with faults; then the name that it would have defined is remembered as lost."""
    row = validate(model, cells, name, findings, row=number)
    if row is None and model.NAMES:
        findings.lose(name, cells.get(model.NAMES, ""))
    return row


def has_all_cells(name: str, number: int, header: list[str], cells: list[str], findings: Findings) -> bool:
    """Tell whether a row has as many cells as the header; when not, say what it probably is."""
    if len(cells) == len(header):
        return True
    key = "open_quote" if any("\n" in cell or "\r" in cell for cell in cells) else "many" if len(cells) > len(header) else "few"
    findings.add(fault(f"data.rows.{key}", file=name, row=number, count=len(cells), wanted=len(header)))
    return False


def check_header(name: str, header: list[str], model: type[t.Row], findings: Findings) -> bool:
    """Tell whether the rows below can be read; add a fault for each missing, extra or repeated column.

    A column whose field has a default may be missing. A misspelt column is one fault, not a missing and an extra one.
    """
    columns, known = list(model.model_fields), ", ".join(model.model_fields)
    extra = [column for column in dict.fromkeys(header) if column not in columns]
    missing = [column for column, field in model.model_fields.items() if column not in header and field.is_required()]
    near = {column: nearest(column, set(columns) - set(header)) for column in extra}
    if sum(not name for name in near.values()) > len(set(header) & set(columns)):
        findings.give_up(fault("data.rows.no_header", file=name, row=1, found=shown(",".join(header)), columns=known))
        return False
    faults = []
    for column, meant in near.items():
        key = "misspelt" if meant else "extra" if column else "nameless"
        faults.append(fault(f"data.rows.{key}", file=name, row=1, column=column, name=column, columns=known, near=meant))
    missing = [column for column in missing if column not in near.values()]
    faults += [fault("data.rows.no_column", file=name, row=1, column=column, name=column, columns=known) for column in missing]
    repeated = sorted({column for column in header if header.count(column) > 1 and column in columns})
    faults += [fault("data.rows.column_twice", file=name, row=1, column=column, name=column) for column in repeated]
    findings.add(*faults)
    findings.unread |= {name} if faults else set()
    return not faults


def nearest(column: str, columns: Collection[str]) -> str:
    """Return the column that a misspelt one was meant to be; empty where none is near."""
    return "".join(difflib.get_close_matches(column, sorted(columns), n=1))
