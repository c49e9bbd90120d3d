"""The moves of a grid that are known, and how far each column lies apart in them, to the stranger and to each insider.

A *move* changes hidden columns so that every equation still holds and no count is negative. To a reader who sees only the columns
that it leaves alone, the table before and after it are one. A move is checked in whole numbers before it is kept, and stays true
when more is hidden; hiding less takes away only those that change what is shown.

Source: Kelly, Golden and Assad (1992), Networks 22:397-417 (moves as cycles in a table).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from analysis.indicators.disclosure.grid import Grid

Numbers = NDArray[np.int64]


class Move(NamedTuple):
    """The columns that are changed, in order, and by how much."""

    columns: Numbers
    changes: Numbers

    @property
    def key(self) -> bytes:
        """What tells the move from others."""
        return self.columns.tobytes() + self.changes.tobytes()


def move_of(changes: dict[int, int]) -> Move:
    """Return changes of columns as a move; those by nothing are left out."""
    found = sorted((column, change) for column, change in changes.items() if change)
    return Move(np.array([column for column, _ in found], np.int64), np.array([change for _, change in found], np.int64))


class Moves:
    """Moves, those that only change what is hidden told from the others. ``add``, ``show`` and ``hide`` change it."""

    def __init__(self, grid: Grid, insiders: Iterable[int]) -> None:
        self.grid = grid
        self.insiders = np.array(sorted(insiders), np.int64)
        self.moves: list[Move] = []
        self.known: set[bytes] = set()
        self.numbers_of: list[list[int]] = [[] for _ in grid.names]
        self.changes_of: list[list[int]] = [[] for _ in grid.names]
        self.blocked = np.zeros(64, np.int64)  # of each move, how many of its columns are shown
        self.own = np.zeros((64, len(self.insiders)), np.int64)  # of each move, how it changes the insiders' cells

    @cached_property
    def equations(self) -> csr_array:
        """The factors of each equation, by column."""
        entries = [(row, column, factor) for row, line in enumerate(self.grid.lines) for column, factor in line.factors.items()]
        rows, columns, factors = (np.array(part, np.int64) for part in zip(*entries, strict=True)) if entries else ([], [], [])
        return csr_array((factors, (rows, columns)), shape=(len(self.grid.lines), len(self.grid.names)))

    @cached_property
    def counts(self) -> Numbers:
        """The true counts."""
        return np.array(self.grid.counts, np.int64)

    def holds(self, move: Move) -> bool:
        """Tell whether counts changed by so much agree with every equation, and none is negative. Exact, in whole numbers."""
        changed = np.zeros(len(self.counts), np.int64)
        changed[move.columns] = move.changes
        return not (self.equations @ changed).any() and bool((self.counts[move.columns] + move.changes >= 0).all())

    def add(self, move: Move) -> None:
        """Keep a move of hidden columns; one that is known, or is none, is forgotten."""
        key = move.key
        if key in self.known or not len(move.columns) or not self.holds(move):
            return
        self.known.add(key)
        number = len(self.moves)
        if number == len(self.blocked):
            self.blocked = np.concatenate([self.blocked, np.zeros_like(self.blocked)])
            self.own = np.concatenate([self.own, np.zeros_like(self.own)])
        self.moves.append(move)
        changes = dict(zip(move.columns.tolist(), move.changes.tolist(), strict=True))
        for column, change in changes.items():
            self.numbers_of[column].append(number)
            self.changes_of[column].append(change)
        self.own[number] = [changes.get(one, 0) for one in self.insiders.tolist()]

    def show(self, column: int) -> set[int]:
        """Let a column be shown; return the columns of the moves that this takes away."""
        numbers = np.array(self.numbers_of[column], np.int64)
        self.blocked[numbers] += 1
        lost = [self.moves[number].columns for number in numbers[self.blocked[numbers] == 1].tolist()]
        return set(np.unique(np.concatenate(lost)).tolist()) if lost else set()

    def hide(self, column: int) -> None:
        """Let a column be hidden."""
        self.blocked[np.array(self.numbers_of[column], np.int64)] -= 1

    def seen(self, column: int) -> tuple[Numbers, Numbers]:
        """Return the moves of a column that change nothing shown, as numbers, and by how much they change it."""
        numbers = np.array(self.numbers_of[column], np.int64)
        free = self.blocked[numbers] == 0
        return numbers[free], np.array(self.changes_of[column], np.int64)[free]

    def width(self, column: int, lowest: int) -> int:
        """Return how wide a range the moves leave to a column that can fall by so much; ``lowest`` is not positive."""
        return self.reach(column, 1, lowest) + self.reach(column, -1, lowest)

    def reach(self, column: int, sign: int, lowest: int) -> int:
        """Return how far the moves take a column that can fall by so much, up or, for a negative ``sign``, down."""
        _, changes = self.seen(column)
        return int(changes.max(initial=0)) if sign > 0 else min(-lowest, -int(changes.min(initial=0)))

    def widths(self, column: int, lowest: int, floors: Numbers) -> Numbers:
        """Return the same for each insider, who knows that their own cell has not changed, or by no more than its floor down."""
        numbers, changes = self.seen(column)
        own = self.own[numbers]
        possible = np.where(floors < 0, own >= floors, own == 0)
        up = np.where(possible, changes[:, None], 0).max(axis=0, initial=0)
        down = np.where(possible, changes[:, None], 0).min(axis=0, initial=0)
        return np.asarray(up - np.maximum(down, lowest))
