"""What a workbook is made of, without the program that writes it: sheets with lines above one table, and what stands in a cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Number:
    """A number with all its digits, and how it is shown: with so many decimals, and with its sign where it is a change.

    ``decimals`` are ``None`` for what is shown as it is and without thousands, such as a year.
    """

    value: Decimal | int
    decimals: int | None = None
    signed: bool = False


@dataclass(frozen=True)
class Way:
    """Words that lead to another sheet."""

    text: str
    to: str


Entry = Number | Way | str | dt.date | None


@dataclass(frozen=True)
class Line:
    """A line above a table: plain text, a heading, or words that lead to a sheet or to an address on the web."""

    text: str
    heading: bool = False
    sheet: str = ""
    address: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: its name as the spreadsheet knows it, what it shows, one title for each column, and rows of as many entries.

    Nothing (``None``) stands only where the lines above say what that means. ``strong`` are rows with sums.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its title in the first cell, the lines below it, and a table or none."""

    name: str
    title: str
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None


def shown(entry: Entry) -> str:
    """Return about what a reader sees of an entry: as many signs, though not the spreadsheet's own."""
    match entry:
        case Number(value=value, decimals=decimals, signed=signed):
            sign = "+" if signed else ""
            return str(value) if decimals is None else f"{value:{sign},.{decimals}f}"
        case Way(text=text):
            return text
        case None:
            return ""
        case _:
            return str(entry)
