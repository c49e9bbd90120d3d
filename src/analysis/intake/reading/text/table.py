"""A table of separated cells: which sign separates them, and its records. No cell is converted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from analysis.intake.reading.refusal import Unreadable
from analysis.intake.sheets import Sheet

SEPARATORS = ("\t", ";", "|", ",")  # where two fit equally well, the first: a comma is also a decimal sign
SAMPLE = 2_000
MOST_CELLS = 2_000_000
LONGEST_CELL = 100_000
TOLD = re.compile(r"\"?sep=(.)\"?[;,\t|]*", re.IGNORECASE)
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)


def table_of(text: str) -> tuple[Sheet, str]:
    """Return the table of a text and its separator. Raises ``Unreadable`` for a text without one.

    Row 1 is the first line; an empty line is an empty row, so that rows are lines. A cell that holds a line break counts as one.
    """
    refuse_conflict(text)
    first, _, rest = text.partition("\n")
    told = TOLD.fullmatch(first.strip("\r"))
    body = rest if told else text
    separator = told[1] if told else separator_of(body)
    if text.count(separator) + text.count("\n") > MOST_CELLS:
        raise Unreadable("many_text_cells", most=MOST_CELLS)
    rows: list[tuple[str | None, ...]] = [()] if told else []
    rows.extend(cut(record) for record in records(body, separator, first=2 if told else 1))
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Unreadable("empty")
    if max(map(len, rows)) == 1:
        raise Unreadable("no_columns", start=text.strip()[:60])
    return Sheet("", tuple(rows)), separator


def refuse_conflict(text: str) -> None:
    """Refuse a text in which two versions stand side by side, as git leaves them."""
    lines = [text.count("\n", 0, found.start()) + 1 for found in islice(CONFLICT.finditer(text), 4)]
    if lines:
        raise Unreadable("conflict", lines=", ".join(map(str, lines)))


def separator_of(text: str) -> str:
    """Return the sign that parts most lines into the same number of cells."""
    sample = "".join(islice(io.StringIO(text, newline=""), SAMPLE))
    return max(SEPARATORS, key=lambda sign: evenness(sample, sign))


def evenness(sample: str, separator: str) -> int:
    """Return how many records have the commonest number of cells, where that is at least two."""
    try:
        widths = Counter(len(record) for record in csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
    except csv.Error:
        return 0
    return max((count for width, count in widths.items() if width > 1), default=0)


def records(text: str, separator: str, *, first: int) -> Iterator[list[str]]:
    """Yield the records of a text. Raises ``Unreadable`` for quotes that do not close, with the line of the record they are in."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = first
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("quotes", line=begins) from error
        begins = reader.line_num + first
        yield record


def cut(record: list[str]) -> tuple[str | None, ...]:
    """Return a record without the empty cells at its end. A cell of blanks alone is empty."""
    cells = [cell if cell.strip() else None for cell in record]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
