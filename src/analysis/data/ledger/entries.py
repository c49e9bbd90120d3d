"""One line of a ledger: a number, when and why it was published, and a mark that follows from every line before it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from analysis.data.fingerprint import fingerprint
from analysis.errors import Fault, fault

# Why a number was published: with the edition, as one that was not there before, or in place of another; ``withdrawal``: it was
# published by mistake and is not to be known, so no line has its value any more.
Kind = Literal["revision", "method", "error"]
Cause = Literal["first", "new_figure", "revision", "method", "error", "withdrawal"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CAUSES: tuple[Cause, ...] = get_args(Cause)
# What stands for a number that the book no longer has: a reader may know what it was; or it rests on what is hidden by now.
WITHDRAWN, WITHHELD = "withdrawn", "withheld"
WITHDRAWAL: Cause = "withdrawal"


@dataclass(frozen=True)
class Number:
    """A published number: the row of the results table that it is, and what it says.

    ``value`` is written as the table writes it: a plain number with a decimal point, a word, or nothing. ``qualifier`` is
    what stands with it and changes what it says: how exact it is, or that a verdict is only read on the way.
    """

    id: str
    indicator: str
    category: str
    geography: str
    year: int
    measure: str
    value: str
    unit: str
    status: str
    qualifier: str

    @property
    def amount(self) -> Decimal | None:
        """The value where it is a number."""
        try:
            found = Decimal(self.value)
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    @property
    def is_withdrawn(self) -> bool:
        """Whether this says that the book no longer publishes the number."""
        return self.status in (WITHDRAWN, WITHHELD)

    def withdrawn(self, *, withheld: bool = False) -> Number:
        """Return what stands in the ledger when the number is no longer published; ``withheld`` when nobody may know what it was."""
        return replace(self, value="", status=WITHHELD if withheld else WITHDRAWN, qualifier="")


@dataclass(frozen=True)
class Entry:
    """A line: a number in the ``release`` of its edition (1, 2 …) on a ``day``, by the program's ``version``, and why.

    ``mark`` is the hash of this line and of the mark before it.
    """

    release: int
    day: dt.date
    version: str
    cause: Cause
    number: Number
    reason: str
    mark: str = ""


NUMBER_COLUMNS = tuple(field.name for field in fields(Number))
COLUMNS = ("release", "day", "version", "cause", *NUMBER_COLUMNS, "reason", "mark")


def cells_of(entry: Entry) -> list[str]:
    """Return the cells of a line, in the order of the columns, without its mark."""
    said = [entry.release, entry.day, entry.version, entry.cause, *vars(entry.number).values(), entry.reason]
    return [str(cell) for cell in said]


def mark_of(before: str, cells: Iterable[str]) -> str:
    """Return the mark of a line from its cells and from the mark before it."""
    return fingerprint(before.encode(), *(cell.encode() for cell in cells))


def chained(entries: Iterable[Entry], before: str) -> Iterator[Entry]:
    """Yield new lines, each with the mark that follows from the one ``before`` them all."""
    for entry in entries:
        before = mark_of(before, cells_of(entry))
        yield replace(entry, mark=before)


def written(entries: Iterable[Entry]) -> str:
    """Return lines as a file with its head."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*cells_of(entry), entry.mark] for entry in entries)
    return text.getvalue()


def parse(text: str, file: str, start: str) -> tuple[list[Entry], list[Fault]]:
    """Return the lines of a ledger, and what shows that it is not as it was written.

    ``start`` is what the first line follows. A line that does not follow from the one before it is one fault: of what comes
    after it each line is held against its own predecessor.
    """
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or tuple(rows[0]) != COLUMNS:
        return [], [fault("data.ledger.head", file=file, row=1, columns=",".join(COLUMNS))]
    entries: list[Entry] = []
    faults: list[Fault] = []
    before = start
    for number, cells in enumerate(rows[1:], 2):
        entry = entry_of(cells)
        if entry is None:
            faults.append(fault("data.ledger.line", file=file, row=number))
            continue
        if entry.mark != mark_of(before, cells_of(entry)):
            faults.append(fault("data.ledger.chain", file=file, row=number, id=entry.number.id))
        before = entry.mark
        entries.append(entry)
    return entries, faults


def entry_of(cells: list[str]) -> Entry | None:
    """Return what a line says; ``None`` where it cannot have been written by the program."""
    if len(cells) != len(COLUMNS):
        return None
    said = dict(zip(COLUMNS, cells, strict=True))
    cause = next((cause for cause in CAUSES if cause == said["cause"]), None)
    try:
        about = {name: said[name] for name in NUMBER_COLUMNS if name != "year"}
        number = Number(year=int(said["year"]), **about)
        day, release = dt.date.fromisoformat(said["day"]), int(said["release"])
    except ValueError:
        return None
    return Entry(release, day, said["version"], cause, number, said["reason"], said["mark"]) if cause else None
