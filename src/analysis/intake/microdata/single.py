"""Whether a file has a row for each incident or person: such a file is no delivery, and is refused before anything of it is shown.

A table of figures has a row for each area, group or year. A file of incidents or persons is known by one of these: an id in each
row, times of day, numbers of persons, many rows that say the same, or more rows than any table of figures.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path

from analysis.intake.reading.kinds import is_zip
from analysis.intake.reading.opened import MOST_BYTES
from analysis.intake.reading.text.table import separator_of
from analysis.intake.sheets import Delivery, Finding, Refused

Rows = Sequence[Sequence[object]]
MOST_ROWS, LOOKED_AT = 100_000, 5_000
# From so many rows on an id, a running number or rows alike tell; from so few on an id with a day beside it, and times of day.
MANY, FEW, PERSONS = 300, 20, 5
MOSTLY = 0.8
DAY = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")
CLOCK = re.compile(r"(.*[T ])?\d{1,2}[:.]\d{2}(:\d{2}(\.\d+)?)?Z?")
PERSON = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-\d{4}")
NUMBER = re.compile(r"[-+]?[\d.,' ]+%?")
PERIOD = re.compile(r"\d{4}[A-Za-z]{1,2}\d{1,2}|\d{2,4}[-/]\d{2,4}")
SIGN, WHOLE = re.compile(r"(?=(.*\d){4})\S{5,}"), re.compile(r"\d{1,9}")


def refuse_single_text(path: Path) -> None:
    """Raise ``Refused`` for a text with a row for each incident or person, before any of it is read as a delivery."""
    with suppress(OSError, ValueError), path.open("rb") as file:
        content = file.read(MOST_BYTES)
        if not is_zip(content) and (content.count(b"\n") > MOST_ROWS or is_single(list(rows_of(content)))):
            raise refused(path.name)


def refuse_single(delivery: Delivery) -> None:
    """Raise ``Refused`` for a workbook with a sheet that has a row for each incident or person."""
    if delivery.form == "xlsx" and any(
        len(sheet.rows) > MOST_ROWS or is_single(sheet.rows[:LOOKED_AT]) for sheet in delivery.sheets
    ):
        raise refused(delivery.name)


def refused(name: str) -> Refused:
    """Return the refusal; it shows nothing that stands in the file."""
    return Refused(name, Finding("refuse", "microdata.single"))


def rows_of(content: bytes) -> Iterator[list[str]]:
    """Yield the first records of a text, whatever its encoding: only shapes are looked at."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    text = content.decode(encoding, errors="replace")
    with suppress(csv.Error):
        yield from islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)), LOOKED_AT)


def is_single(rows: Rows) -> bool:
    """Tell whether rows are incidents or persons."""
    width = max(map(len, rows), default=0)
    body = [
        tuple(map(shape_of, row)) + ("",) * (width - len(row)) for row in rows[1:] if any(cell not in (None, "") for cell in row)
    ]
    columns = list(zip(*body, strict=True))
    if any(sum(map(bool, map(PERSON.fullmatch, column))) >= PERSONS for column in columns):
        return True
    if len(body) < FEW or width == 1:
        return False
    has_day = any(mostly(column, DAY) for column in columns)
    has_clock = any(mostly(column, CLOCK) and not mostly(column, NUMBER) for column in columns)
    has_id = any(map(is_id, columns))
    tells_when_many = has_id or any(map(runs_on, columns)) or says_the_same(columns)
    return has_clock or (has_id and has_day) or (len(body) >= MANY and tells_when_many)


def shape_of(cell: object) -> str:
    """Return a cell as a text; a time of a workbook as ISO writes it, and a day without one as a day."""
    if isinstance(cell, dt.datetime):
        return cell.isoformat() if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def mostly(column: Sequence[str], form: re.Pattern[str]) -> bool:
    """Tell whether most cells of a column have a form, and that they are not all the same few."""
    filled = [cell for cell in column if cell]
    fitting = [cell for cell in filled if form.fullmatch(cell)]
    return len(filled) >= FEW / 2 and len(fitting) >= MOSTLY * len(filled) and len(set(fitting)) >= FEW / 2


def is_id(column: Sequence[str]) -> bool:
    """Tell whether a column has an id in nearly each row: a sign of its own with digits, which is no number, day or period."""
    filled = [cell for cell in column if cell]
    if len(filled) < MOSTLY * len(column) or len(set(filled)) < MOSTLY * len(filled):
        return False
    others = (DAY, CLOCK, NUMBER, PERIOD)
    signs = sum(bool(SIGN.fullmatch(cell)) and not any(form.fullmatch(cell) for form in others) for cell in filled)
    return signs >= MOSTLY * len(filled)


def runs_on(column: Sequence[str]) -> bool:
    """Tell whether a column numbers the rows."""
    numbers = sorted(int(cell) for cell in column if WHOLE.fullmatch(cell))
    return sum(after - before == 1 for before, after in pairwise(numbers)) >= MOSTLY * len(column)


def says_the_same(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether many rows say the same but for numbers of their own (weights): in a table each row is about something else."""
    count = len(columns[0])
    kept = [column for column in columns if not (len(set(column)) > MOSTLY * count / 2 and mostly(column, NUMBER))]
    return bool(kept) and len(set(zip(*kept, strict=True))) < MOSTLY * count
