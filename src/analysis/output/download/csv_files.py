"""Tables of records as CSV: plain, for programs, and as a Danish spreadsheet opens it with a double click.

A spreadsheet takes some texts for what they are not: a formula, which it runs, or a number or a day, which it changes. Such a text
has an apostrophe before it. One that began with apostrophes before such a text already has one more, so that nothing is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from analysis.indicators.frame import MARK, RUNS, harmless
from analysis.output.records import Records
from analysis.output.tables.entries import Entry

# A whole number stands as it is written: without noughts before it, and within what a spreadsheet holds exactly.
WHOLE = re.compile(r"0|[1-9]\d{0,14}")
MONTHS = "jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec"
# Digits with the signs of numbers, days, times, fractions and amounts around them; days with the name of a month; true and false.
CHANGED = re.compile(
    rf"""'*\s*(
    (?=.*\d) (kr\.?|dkk)?\s* [\d(.,][\d\s.,:/()eE+%-]* (kr\.?|dkk|am|pm)?
    | (?=.*\d) [\d\s./-]* ({MONTHS})[a-z]*\.? [\d\s./-]*
    | sand | falsk | true | false
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)


def plain_csv(table: Records) -> bytes:
    """Return a table as UTF-8 with commas, decimal points, days as year-month-day and a newline after each row."""
    return written(table, plain_entry, ",", "\n").encode("utf-8")


def danish_csv(table: Records) -> bytes:
    """Return a table as a Danish spreadsheet reads it: byte order mark, semicolons, decimal commas, and CR and LF after each row."""
    return written(table, danish_entry, ";", "\r\n").encode("utf-8-sig")


def written(table: Records, write: Callable[[Entry], str], separator: str, ending: str) -> str:
    """Return a table with its columns' names as the first row."""
    rows = [table.names, *(map(write, row) for row in table.rows)]
    return "".join(line(cells, separator) + ending for cells in rows)


def line(cells: Iterable[str], separator: str) -> str:
    """Return a row, quoted where a reader would lose a cell's end; the library's writer forgets CR where LF ends its rows."""
    special = {separator, '"', "\r", "\n"}
    return separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if special & set(cell) else cell for cell in cells)


def plain_entry(entry: Entry) -> str:
    """Return a cell for programs: nothing in it runs, and numbers have a decimal point."""
    return harmless(entry) if isinstance(entry, str) else as_text(entry)


def danish_entry(entry: Entry) -> str:
    """Return a cell for a Danish spreadsheet: nothing in it runs, a text stays a text, and numbers have a decimal comma."""
    return kept_as_text(entry) if isinstance(entry, str) else as_text(entry).replace(".", ",")


def as_text(entry: int | Decimal | dt.date | None) -> str:
    """Return a number with all its decimals, a day as year-month-day, and nothing for nothing."""
    if entry is None:
        return ""
    return entry.isoformat() if isinstance(entry, dt.date) else f"{entry:f}" if isinstance(entry, Decimal) else str(entry)


def kept_as_text(text: str) -> str:
    """Return a text so that a spreadsheet neither runs nor changes it: ``9.10`` is no day, ``1/3`` no third of January."""
    is_changed = CHANGED.fullmatch(text) and not WHOLE.fullmatch(text)
    return MARK + text if is_changed or RUNS.match(text) else text
