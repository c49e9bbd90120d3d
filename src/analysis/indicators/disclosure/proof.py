"""Proofs that hidden cells are protected: other counts that look the same to a reader, as changes of the true ones.

Moves that lie far enough apart in a cell prove that it is protected. A linear program is solved only for a cell that no known move
proves, and what it finds is a move again, checked like every other. So no cell is called protected on a solver's word.

Source: Fischetti and Salazar (2000), Journal of the American Statistical Association 95:916-928.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.indicators.disclosure.grid import Grid, blocks
from analysis.indicators.disclosure.moves import Move, Moves, Numbers, move_of
from analysis.indicators.disclosure.solver import Equation, Model, Shortest

NEARLY = 1e-6  # what a whole number may be off by when it comes from floating point
AVOIDED = 3.0  # how much rather a move changes other cells than an insider's, so that it holds against them too
MANY = 20  # columns that it pays to look for moves of at once
SMOOTH = 12  # how far a move may go instead: many a fraction of it is whole, and it holds steps of two, three and four
AT_ONCE = 4  # one in so many of them is raised at once
INSIDERS = (1, 2)  # the counts whose people know what they are


class Programs:
    """The linear programs of some columns of one block: about their moves, in fractions and, when those do not do, in whole numbers."""

    def __init__(self, grid: Grid, columns: Collection[int], insiders: Collection[int]) -> None:
        self.columns = np.array(sorted(columns), np.int64)
        self.place = {column: number for number, column in enumerate(self.columns.tolist())}
        lines = dict.fromkeys(line for column in self.place for line in grid.lines_of[column])
        factors = ({self.place[c]: factor for c, factor in line.factors.items() if factor and c in self.place} for line in lines)
        equations = [Equation(own) for own in factors if own]
        lower = [float(-grid.counts[column]) for column in self.place]
        weights = [AVOIDED if column in insiders else 1.0 for column in self.place]
        self.shortest = Shortest(lower, equations, weights)
        self.wholes = Model(lower, equations, whole=True)
        self.models = (self.shortest, self.wholes)

    def fix(self, column: int) -> None:
        for model in self.models:
            model.fix(self.place[column])

    def raise_floor(self, column: int, lower: int) -> None:
        for model in self.models:
            model.raise_floor(self.place[column], lower)

    def free(self, column: int) -> None:
        for model in self.models:
            model.free(self.place[column])

    def most(self, column: int, sign: int, limit: int, *, lowest: int, whole: bool) -> tuple[float, Move] | None:
        """Return how far a column can move one way, with the move in whole numbers; ``None`` when nothing was found."""
        found = (self.wholes if whole else self.shortest).most(self.place[column], sign, limit, lowest)
        return None if found is None else (found.best, self.as_move(np.asarray(found.values)))

    def risen(self, columns: Iterable[int], limit: int) -> Move | None:
        """Return a move that raises as many columns as far as can be at once; ``None`` when nothing was found."""
        found = self.shortest.risen([self.place[column] for column in columns], limit)
        return None if found is None else self.as_move(found)

    def as_move(self, values: NDArray[np.float64]) -> Move:
        changes = np.rint(values).astype(np.int64)
        moved = np.flatnonzero(changes)
        return Move(self.columns[moved], changes[moved])


class TooNarrow(Exception):
    """No move leaves a column a range that is wide enough, not even in fractions."""


class Proofs:
    """What is hidden in a grid, and which columns known moves prove to be protected. ``hide`` and ``show`` change it.

    ``insiders`` says whether there are any, ``watched`` which columns are protected against them.
    """

    def __init__(
        self, grid: Grid, hidden: Iterable[int], threshold: int, *, insiders: bool, watched: Collection[int] | None = None
    ) -> None:
        self.grid = grid
        self.wide = max(threshold, 1)
        self.insiders = frozenset(c for c in range(grid.known) if insiders and grid.counts[c] in INSIDERS)
        self.watched = frozenset(range(len(grid.names)) if watched is None else watched)
        self.hidden = {*hidden, *grid.unknown, *grid.leftovers}
        self.moves = Moves(grid, self.insiders)
        self.block_of = {column: block for block in blocks(grid) for column in block}
        self.programs: dict[frozenset[int], Programs] = {}
        self.failures = [0] * len(grid.names)
        self.known_by = lru_cache(None)(self.worked_out_for)

    @property
    def guarded(self) -> set[int]:
        """The hidden columns that have to be protected: all but the figures that nobody has."""
        return self.hidden - set(self.grid.unknown)

    def hide(self, column: int) -> None:
        """Hide a column."""
        self.hidden.add(column)
        self.moves.hide(column)
        programs = self.programs.get(self.block_of[column])
        if programs is not None and column in programs.place:
            programs.free(column)
        else:
            self.programs.pop(self.block_of[column], None)  # made again when it is needed, with this column

    def show(self, column: int) -> set[int]:
        """Show a column; return the guarded columns that may not be proved any more."""
        self.hidden.discard(column)
        programs = self.programs.get(self.block_of[column])
        if programs is not None:
            programs.fix(column)
        return self.moves.show(column) & self.guarded

    def proves(self, column: int) -> bool:
        """Tell whether a hidden column is protected from everybody; what no known move proves is worked out."""
        if not self.is_wide(column) and not self.is_lifted(column) and not self.works_out(column):
            return False
        while doubtful := self.doubtful(column):
            if not self.works_out(column, doubtful[0]):
                return False
        return True

    def proves_all(self, columns: Collection[int]) -> bool:
        """Tell whether all of some hidden columns are protected from everybody, those first that have failed most often.

        Fractions come before whole numbers for all of them: where one fails already there, the others need no whole numbers.
        """
        ordered = sorted(columns, key=lambda column: (-self.failures[column], column))
        could_be = all(self.could_be(column, whole=whole) for whole in (False, True) for column in ordered)
        return could_be and all(self.proves(column) for column in ordered)

    def could_be(self, column: int, *, whole: bool) -> bool:
        """Look for moves that prove a column against the stranger; tell whether there can be any."""
        try:
            if not self.is_wide(column) and not self.is_lifted(column):
                self.is_moved(self.programs_of(column), column, None, self.wide, whole=whole)
        except TooNarrow:
            self.failures[column] += 1
            return False
        return True

    def look_together(self, columns: Iterable[int]) -> None:
        """Learn moves that prove many columns at once against the stranger, as long as they prove more of them.

        Where some rise others have to fall, so it is only some of them that are raised at once.
        """
        unproved = [column for column in columns if not self.is_wide(column)]
        for block in dict.fromkeys(self.block_of[column] for column in unproved):
            waiting = [column for column in unproved if column in block]
            before = len(waiting) + 1
            while MANY <= len(waiting) < before:
                before = len(waiting)
                for start in range(AT_ONCE):
                    move = self.programs_of(waiting[0]).risen(waiting[start::AT_ONCE], self.wide)
                    if move is not None:
                        self.learn(move)
                waiting = [column for column in waiting if not self.is_wide(column)]

    def is_lifted(self, column: int) -> bool:
        """Tell whether the column can be raised with every whole above it, and learn that move."""
        self.learn(move_of(lifted(self.grid, column, self.wide, self.hidden)))
        return self.is_wide(column)

    def is_wide(self, column: int, insider: int | None = None) -> bool:
        """Tell whether known moves leave a column a range that is wide enough."""
        if insider is None:
            return self.moves.width(column, self.lowest(column)) >= self.wide
        return insider not in self.doubtful(column)

    def doubtful(self, column: int) -> list[int]:
        """Return the insiders against whom no known move proves a column."""
        if not self.insiders or column not in self.watched:
            return []
        floors, needed = self.known_by(column)
        widths = self.moves.widths(column, self.lowest(column), floors)
        return [int(one) for one in self.moves.insiders[widths < needed] if one != column and one in self.hidden]

    def worked_out_for(self, column: int) -> tuple[Numbers, Numbers]:
        """Return for each insider by how much they must think it possible that their own count has fallen, and the width needed.

        They know their count. Only one of two who looks at a part of their own cell knows no more than that it counts them.
        What is in the cell that somebody is alone in is about nobody else. They must not be told that they are, so a range of two
        counts will do; of a total with one part only they cannot but be.
        """
        floors, needed = np.zeros(len(self.insiders), np.int64), np.full(len(self.insiders), self.wide)
        ones = {other for line in self.grid.lines_of[column] if line.is_same for other in line.columns}
        for place, insider in enumerate(self.moves.insiders.tolist()):
            if insider in ones:
                needed[place] = 0
            elif column in self.grid.inside[insider]:
                floors[place] = self.lowest(insider) if self.grid.counts[insider] > 1 else 0
                needed[place] = self.wide if self.grid.counts[insider] > 1 else 1
        return floors, needed

    def lowest(self, column: int) -> int:
        """Return how far a column can fall: to 0, or to 1 where one of two knows that it counts them."""
        count = self.grid.counts[column]
        return 1 - count if column in self.insiders and count > 1 else -count

    def learn(self, move: Move) -> None:
        """Keep a move if it is one of hidden columns."""
        if self.hidden.issuperset(move.columns.tolist()):
            self.moves.add(move)

    def works_out(self, column: int, insider: int | None = None) -> bool:
        """Solve for moves of a column, in fractions and, where those are needed, in whole numbers; tell whether they are wide."""
        programs = self.programs_of(column)
        needed = self.wide
        if insider is not None:
            place = int(np.searchsorted(self.moves.insiders, insider))
            floor, needed = (int(values[place]) for values in self.known_by(column))
            programs.raise_floor(insider, floor) if floor else programs.fix(insider)
        try:
            return any(self.is_moved(programs, column, insider, needed, whole=whole) for whole in (False, True))
        except TooNarrow:
            return False
        finally:
            if insider is not None:
                programs.free(insider)

    def is_moved(self, programs: Programs, column: int, insider: int | None, needed: int, *, whole: bool) -> bool:
        """Learn the farthest moves of a column and tell whether they are wide enough. Raises ``TooNarrow`` when none can be."""
        reached, lowest = 0.0, self.lowest(column)
        for sign in (1, -1):
            limit = self.wide - (self.moves.reach(column, -sign, lowest) if insider is None else 0)
            farthest = 0.0
            for end in (limit, SMOOTH * math.ceil(limit / SMOOTH)):
                found = programs.most(column, sign, end, lowest=lowest, whole=whole)
                if found is None:
                    return False
                self.learn(found[1])
                if self.is_wide(column, insider):
                    return True
                farthest = max(farthest, found[0])
                if whole == (farthest > end - NEARLY):
                    break  # further on there are neither whole numbers instead of fractions nor larger steps
            reached += farthest
        if reached < needed - NEARLY:
            raise TooNarrow
        return False

    def programs_of(self, column: int) -> Programs:
        """Return the linear programs of a column's block."""
        block = self.block_of[column]
        if block not in self.programs:
            self.programs[block] = Programs(self.grid, block & self.hidden, self.insiders)
        return self.programs[block]


def lifted(grid: Grid, column: int, by: int, hidden: Collection[int]) -> dict[int, int]:
    """Return a move that raises a column, or a hidden part of it, and every whole above it; empty where that leads nowhere."""
    start = lowest_part(grid, column, hidden)
    move = {start: by}
    waiting = [start]
    for _ in grid.names:
        if not waiting:
            break
        raised = waiting.pop()
        for line in grid.lines_of[raised]:
            if line.whole != raised:
                needed = sum(move.get(part, 0) for part in line.parts)
                if move.get(line.whole, 0) != needed:
                    move[line.whole] = needed
                    waiting.append(line.whole)
                if line.whole not in hidden:
                    return {}
    return move if column in move else {}


def lowest_part(grid: Grid, column: int, hidden: Collection[int]) -> int:
    """Return a hidden part of a part, and so on, of a column: the last one that has no hidden parts of its own."""
    seen = set()
    while column not in seen:
        seen.add(column)
        parts = (part for line in grid.lines_of[column] if line.whole == column for part in line.parts if part in hidden)
        column = next(parts, column)
    return column
