"""Rows as a few numbers each, and which of them hold: of each case the latest.

This module is sent to workers of a cluster as it stands, so it knows nothing but NumPy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Why an incident is not placed, in the order in which it is looked at. What is placed has a number from FIRST_CELL on.
REASONS = (
    "id_blank",
    "withdrawn",
    "date_unreadable",
    "date_outside",
    "code_unknown",
    "code_skipped",
    "area_blank",
    "area_skipped",
    "area_unknown",
    "contradicted",
)
REASON = {name: number for number, name in enumerate(REASONS)}
FIRST_CELL = 16
# A row of which nobody knows when it was written is older than all others.
NEVER = -(2**62)
# On a cluster rows lie in so many buckets, all rows of a case in the same.
BUCKETS = 8
# So many marks tell cases of several rows from most of those of one.
MARKS = 1 << 24
NUMBERS = ("one", "other", "time", "cell")
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Slim:
    """Rows as four numbers each: two of 64 bits that are made of the case's id, when the row was written (microseconds), and its cell.

    The chance that two ids share both numbers is nil.
    """

    one: NDArray[np.uint64]
    other: NDArray[np.uint64]
    time: NDArray[np.int64]
    cell: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.one)

    def at(self, places: NDArray[Any]) -> Slim:
        """Return the rows at some places."""
        return Slim(self.one[places], self.other[places], self.time[places], self.cell[places])


@dataclass(frozen=True)
class Counted:
    """How many incidents there are in each cell, and rows: all of them, those of no known time, and lines that are no rows."""

    cells: Mapping[int, int] = field(default_factory=dict)
    rows: int = 0
    untimed: int = 0
    broken: int = 0

    def __add__(self, other: Counted) -> Counted:
        cells = Counter(self.cells)
        cells.update(other.cells)
        return Counted(dict(cells), self.rows + other.rows, self.untimed + other.untimed, self.broken + other.broken)


def parted(rows: Slim) -> list[Slim]:
    """Return rows by their buckets: not by the lowest bits of the case's number, by which the shares go."""
    places = ((rows.one >> np.uint64(32)) % np.uint64(BUCKETS)).astype(np.uint8)
    ends = np.cumsum(np.bincount(places, minlength=BUCKETS))[:-1]
    return [rows.at(piece) for piece in np.split(np.argsort(places, kind="stable"), ends)]


def settle(pieces: Sequence[Slim]) -> Counted:
    """Return the counts of the cases whose rows are in some pieces: of each the latest row.

    Where two rows of a case are equally late and do not say the same, nobody can tell which holds: the case is not placed.
    """
    if not any(map(len, pieces)):
        return Counted()
    marks = marks_of_several([piece.one for piece in pieces])
    several = [marks[mark_of(piece.one)] for piece in pieces]
    alone = [piece.cell[~flags] for piece, flags in zip(pieces, several, strict=True)]
    cells = np.concatenate([*alone, latest(joined([piece.at(flags) for piece, flags in zip(pieces, several, strict=True)]))])
    numbers, counts = np.unique(cells, return_counts=True)
    found = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    return Counted(found, sum(map(len, pieces)), sum(int((piece.time == NEVER).sum()) for piece in pieces))


def marks_of_several(numbers: Sequence[NDArray[np.uint64]]) -> Flags:
    """Return a flag for each mark that a case can have: whether one with several rows has it. A case of one row may share it."""
    ordered = np.concatenate(numbers)
    ordered.sort()
    marks = np.zeros(MARKS, bool)
    marks[mark_of(ordered[1:][ordered[1:] == ordered[:-1]])] = True
    return marks


def mark_of(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the marks of cases: the lowest bits of their numbers."""
    return numbers & np.uint64(MARKS - 1)


def joined(pieces: Sequence[Slim]) -> Slim:
    """Return the rows of some pieces in one."""
    return Slim(*(np.concatenate([getattr(piece, name) for piece in pieces]) for name in NUMBERS))


def latest(rows: Slim) -> NDArray[np.int32]:
    """Return the cell of each case of some rows: that of its latest row."""
    if not len(rows):
        return rows.cell
    rows = rows.at(by_case(rows))
    first = np.flatnonzero(np.append(True, (rows.one[1:] != rows.one[:-1]) | (rows.other[1:] != rows.other[:-1])))
    last_time = np.repeat(np.maximum.reduceat(rows.time, first), np.diff(np.append(first, len(rows))))
    is_late = rows.time == last_time
    lowest = np.minimum.reduceat(np.where(is_late, rows.cell, np.iinfo(np.int32).max), first)
    highest = np.maximum.reduceat(np.where(is_late, rows.cell, -1), first)
    return np.where(lowest == highest, highest, REASON["contradicted"]).astype(np.int32)


def by_case(rows: Slim) -> NDArray[np.int64]:
    """Return the order of some rows in which those of a case stand together."""
    order = np.argsort(rows.one)
    one, other = rows.one[order], rows.other[order]
    two_of_one_number = (one[1:] == one[:-1]) & (other[1:] != other[:-1])
    return np.lexsort((rows.other, rows.one)) if two_of_one_number.any() else order
