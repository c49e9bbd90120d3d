"""Takes figures out of tables; every other byte stays as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from pydantic import TypeAdapter

from analysis.data import Observation, Period
from analysis.data.periods import OptionalPeriod

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
BOM = b"\xef\xbb\xbf"
# What says a figure or how it came about.
EMPTIED = ("value", "level", "n", "deff", "note", "qualifier", "as_written", "lower", "upper")
PERIOD: TypeAdapter[Period | None] = TypeAdapter(OptionalPeriod)

# Indicator, category, area, breakdown, group, year, and the part of the year.
Cell = tuple[str, str, str, str, str, str, str]
Row = Mapping[str, str]


def cell_of(observation: Observation) -> Cell:
    """Return what a figure is about, whoever says it."""
    part = observation.period.text if observation.period else ""
    about = (observation.indicator, observation.category, observation.geography, observation.breakdown, observation.group)
    return (*about, str(observation.year), part)


def cell_of_row(row: Row) -> Cell:
    """Return what a line of a table is about."""
    period = PERIOD.validate_python(row.get("period", ""))
    about = ("indicator", "category", "geography", "breakdown", "group")
    names = (row.get(name, "").strip() for name in about)
    indicator, category, geography, breakdown, group = names
    return indicator, category, geography, breakdown, group, row["year"].strip(), period.text if period else ""


def without_figures(table: bytes, cells: Collection[Cell]) -> bytes:
    """Return a table of observations in which some cells have no figure and the status ``suppressed``."""

    def hidden(row: Row) -> dict[str, str] | None:
        return {name: "" for name in EMPTIED if name in row} | {"status": "suppressed"} if cell_of_row(row) in cells else dict(row)

    return changed(table, hidden)


def without_claims(table: bytes, cells: Collection[Cell]) -> bytes:
    """Return a table of what sources say about differences without the lines about some cells: such words tell of the figure."""
    about = {(cell[0], cell[1], cell[2], cell[5]) for cell in cells}

    def kept(row: Row) -> dict[str, str] | None:
        said = tuple(row[name].strip() for name in ("indicator", "category", "geography", "year"))
        return None if said in about else dict(row)

    return changed(table, kept)


def without_values(table: bytes, ids: Collection[str]) -> bytes:
    """Return a results table in which some rows have neither a value nor a method, and are withdrawn."""

    def blank(row: Row) -> dict[str, str] | None:
        return {"value": "", "method": "", "status": "withdrawn"} if row["id"] in ids else dict(row)

    return changed(table, blank)


def changed(table: bytes, change: Callable[[Row], dict[str, str] | None]) -> bytes:
    """Return a table whose rows were changed, or left out where ``change`` returns ``None``; other lines keep every byte."""
    text = table.decode("utf-8-sig")
    lines = LINE.findall(text)
    reader = csv.reader(lines)
    head: list[str] = []
    written: list[str] = []
    before = 0
    for cells in reader:
        own = "".join(lines[before : reader.line_num])
        before = reader.line_num
        if not head or not cells:
            head = head or [name.strip() for name in cells]
            written.append(own)
            continue
        row = dict(zip(head, cells, strict=False))
        new = change(row)
        if new is not None:
            written.append(own if new == row else line(head, row | new, own))
    return (BOM if table.startswith(BOM) else b"") + "".join(written).encode()


def line(head: Sequence[str], row: Row, before: str) -> str:
    """Return a row as a line that ends as it did before."""
    text = io.StringIO()
    end = before[len(before.rstrip("\r\n")) :]
    csv.writer(text, lineterminator=end).writerow([row.get(name, "") for name in head])
    return text.getvalue()
