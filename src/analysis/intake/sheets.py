"""What a delivery holds, before anybody has said what it means: sheets of cells, and what was seen at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from analysis.errors import Fault, UserError, listing
from analysis.messages import message

# None is an empty cell. Numbers of a workbook are float as stored; cells of a text file are text, never converted.
Value = str | int | Decimal | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Kind = Literal["read", "warn", "ask", "refuse", "skip"]
Form = Literal["xlsx", "docx", "csv", "px", "jsonstat"]
Visibility = Literal["visible", "hidden", "very_hidden"]
Cell = tuple[int, int]  # row and column, both from 1

LETTERS = 26


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns from 1, both ends within."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return span(self.top, self.left, self.bottom, self.right)

    def __contains__(self, cell: Cell) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the spreadsheet program itself knows by a name; ``area`` holds its heading, and its totals where it has them."""

    name: str
    area: Area
    has_totals: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one cell beside its value. Only cells that have something have one.

    ``number_format`` is the code as stored, empty for General. ``struck_part`` is the part of a text that is struck through
    where the rest is not; ``struck`` says that all of it is. ``stored`` is whether a formula came with its result,
    ``outdated`` whether that result is another than the formula gives today.
    """

    number_format: str = ""
    comment: str = ""
    struck: bool = False
    struck_part: str = ""
    formula: str = ""
    stored: bool = True
    outdated: bool = False
    error: str = ""
    indent: int = 0
    bold: bool = False


NO_LOOK = Look()


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands: ``rows`` are dense from A1, may differ in length, and end with the last cell that holds something.

    ``name`` is as written in the file, empty for a text file, PX and JSON-stat. ``filtered_rows`` are those of ``hidden_rows``
    that a filter hides. ``places`` is how a cell is named in the source itself, where that is not by its address (PX, JSON-stat).
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    visible: Visibility = "visible"
    looks: Mapping[Cell, Look] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    tables: tuple[Table, ...] = ()
    places: Mapping[Cell, str] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value:
        """Return the value of a cell, rows and columns from 1; None where the sheet does not reach."""
        if not 0 < row <= len(self.rows) or not 0 < column <= len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]

    def look(self, row: int, column: int) -> Look:
        """Return what was seen at a cell; a look that says nothing where there was nothing to see."""
        return self.looks.get((row, column), NO_LOOK)


@dataclass(frozen=True)
class Finding:
    """One thing that has to be said of a delivery: what kind of thing, its key in the catalogue, where, and what fills the message."""

    kind: Kind
    key: str
    sheet: str = ""
    cells: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def fault(self, file: str) -> Fault:
        """Return the finding in the shape of all messages: where, found, expected, what to do."""
        place = "!".join(filter(None, (self.sheet, self.cells)))
        found, expected, todo = (message(f"{self.key}.{part}", **self.values) for part in ("found", "expected", "todo"))
        return Fault(", ".join(filter(None, (file, place))), found, expected, todo)

    def text(self, file: str) -> str:
        """Return the whole message, with the name of the file it is about."""
        return str(self.fault(file))


@dataclass(frozen=True)
class Delivery:
    """A file as it was delivered: what it is by its content (never by its name), its sheets, and what the reading has to say.

    ``size`` in bytes; ``encoding`` and ``separator`` of text files; ``meta`` are title, units, source, updated and notes of PX
    and JSON-stat. Who made a workbook is not kept.
    """

    name: str
    sha256: str
    size: int
    form: Form
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    macros: bool = False
    protected: bool = False
    active: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


MOST_NAMED = 5


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of the same kind on a sheet as one, with all their cells and the first few of what they are about."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.kind, finding.key, finding.sheet), []).append(finding)
    found = []
    for same in alike.values():
        abouts = list(dict.fromkeys(str(finding.values.get("about", "")) for finding in same))
        about = ", ".join(abouts[:MOST_NAMED]) + (", …" if len(abouts) > MOST_NAMED else "")
        cells = ",".join(dict.fromkeys(finding.cells for finding in same if finding.cells))
        found.append(replace(same[0], cells=cells, values={**same[0].values, "about": about}))
    return found


class Refused(UserError):
    """A file cannot be read as a whole: carries its findings, the reason among them."""

    def __init__(self, file: str, *findings: Finding) -> None:
        self.file = file
        self.findings = findings
        super().__init__(listing("refused", [finding.fault(file) for finding in findings]))


def letters(column: int) -> str:
    """Return the letters of a column that is counted from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """Return a cell's address: ``B4``."""
    return f"{letters(column)}{row}"


def span(top: int, left: int, bottom: int, right: int) -> str:
    """Return the address of a rectangle: ``B4:D6``, or ``B4`` where it is one cell."""
    first, last = address(top, left), address(bottom, right)
    return first if first == last else f"{first}:{last}"


def spans(cells: Sequence[Cell]) -> str:
    """Return the addresses of cells, joined where they stand side by side in a row or, alike, below one another: ``A4:E4,A7:E7``."""
    strips: list[Area] = []
    for row, column in sorted(set(cells)):
        if strips and strips[-1].top == row and strips[-1].right == column - 1:
            strips[-1] = Area(row, strips[-1].left, row, column)
        else:
            strips.append(Area(row, column, row, column))
    blocks: dict[tuple[int, int], list[Area]] = {}
    for strip in strips:
        above = blocks.setdefault((strip.left, strip.right), [])
        if above and above[-1].bottom == strip.top - 1:
            above[-1] = Area(above[-1].top, strip.left, strip.bottom, strip.right)
        else:
            above.append(strip)
    found = [area for areas in blocks.values() for area in areas]
    return ",".join(str(area) for area in sorted(found, key=lambda area: (area.top, area.left)))


def place_of(sheet: Sheet, row: int, column: int) -> str:
    """Return where a value stands, in the words of its source: ``B4``, ``DATA[17]`` of PX, ``value[16]`` of JSON-stat."""
    return sheet.places.get((row, column), address(row, column))
