"""Cells and totals as numbered columns and equations, with what has to be protected beside the cells themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.indicators.disclosure.solver import Equation, some_counts
from analysis.indicators.disclosure.tables import Counts, Total, TotalsDisagree
from analysis.messages import message


@dataclass(frozen=True)
class Line:
    """An equation of a table: one column is the sum of others."""

    whole: int
    parts: tuple[int, ...]

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The whole and its parts, each once."""
        return tuple(dict.fromkeys((self.whole, *self.parts)))

    @property
    def is_same(self) -> bool:
        """Whether the whole has one part only, and so is the same thing under another name."""
        return len(set(self.parts)) == 1

    @cached_property
    def factors(self) -> dict[int, int]:
        """The factor of each column when the equation has 0 on its other side."""
        found = dict.fromkeys(self.columns, 0)
        found[self.whole] += 1
        for part in self.parts:
            found[part] -= 1
        return found


@dataclass(frozen=True)
class Grid:
    """A table in numbers: the name and the count of each column, and the equations between columns.

    Columns from ``known`` on are not cells: figures that nobody has, with counts that agree with all others, and from ``rests`` on
    what is left of a total beside the one part that everybody is in.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    lines: tuple[Line, ...]
    known: int
    rests: int

    @cached_property
    def lines_of(self) -> tuple[tuple[Line, ...], ...]:
        """The equations that each column is in."""
        found: list[list[Line]] = [[] for _ in self.names]
        for line in self.lines:
            for column in line.columns:
                found[column].append(line)
        return tuple(map(tuple, found))

    @cached_property
    def inside(self) -> tuple[frozenset[int], ...]:
        """The parts of each column, their parts, and so on, with whatever is only made of those."""
        found: dict[int, frozenset[int]] = {}

        def within(column: int, above: frozenset[int]) -> frozenset[int]:
            if column not in found:
                parts = {part for line in self.lines_of[column] if line.whole == column for part in line.parts} - above
                deeper = (within(part, above | {column}) for part in sorted(parts))
                found[column] = frozenset(parts).union(*deeper)
            return found[column]

        return tuple(self.made_of(within(column, frozenset({column}))) for column in range(len(self.names)))

    def made_of(self, columns: frozenset[int]) -> frozenset[int]:
        """Return columns with those that are sums of them alone."""
        wider = {line.whole for column in columns for line in self.lines_of[column] if columns.issuperset(line.parts)}
        return columns if columns.issuperset(wider) else self.made_of(columns | wider)

    @property
    def unknown(self) -> range:
        """The columns that nobody has a figure for."""
        return range(self.known, self.rests)

    @property
    def leftovers(self) -> range:
        """The columns of what is left beside a full part."""
        return range(self.rests, len(self.names))

    def columns(self, names: Iterable[str]) -> frozenset[int]:
        """Return the columns of some cells."""
        place = {name: column for column, name in enumerate(self.names[: self.known])}
        return frozenset(place[name] for name in names if name in place)

    def named(self, columns: Iterable[int]) -> frozenset[str]:
        """Return the names of those columns that are cells."""
        return frozenset(self.names[column] for column in columns if column < self.known)


def grid_of(cells: Counts, totals: Collection[Total], full: Sequence[tuple[Total, str]] = ()) -> Grid:
    """Return cells and totals as a grid; ``full`` are the totals that everybody is in one part of.

    Raises ``TotalsDisagree`` when no counts of what nobody has agree with the cells.
    """
    ordered = sorted(totals, key=lambda total: total.names)
    known = sorted(cells)
    unknown = sorted({name for total in ordered for name in total.names} - cells.keys())
    place = {name: column for column, name in enumerate([*known, *unknown])}
    lines = [Line(place[total.whole], tuple(place[part] for part in total.parts)) for total in ordered]
    counts = [int(cells[name]) for name in known]
    counts += completed(counts, lines, unknown)
    rests = sorted(full, key=lambda one: one[0].names)
    for column, (total, part) in enumerate(rests, len(place)):
        others = tuple(place[other] for other in total.parts if other != part)
        lines += [Line(place[total.whole], (place[part], column)), Line(column, others)]
    labels = [f"{total.whole} - {part}" for total, part in rests]
    return Grid((*place, *labels), (*counts, *[0] * len(rests)), tuple(dict.fromkeys(lines)), len(known), len(place))


def completed(counts: Sequence[int], lines: Iterable[Line], unknown: Sequence[str]) -> list[int]:
    """Return counts of the figures that nobody has, such that all equations hold."""
    if not unknown:
        return []
    first = len(counts)
    equations = []
    for line in lines:
        own = {column - first: factor for column, factor in line.factors.items() if column >= first}
        if own:
            said = -sum(factor * counts[column] for column, factor in line.factors.items() if column < first)
            equations.append(Equation(own, said))
    found = some_counts(len(unknown), equations)
    if found is None:
        raise TotalsDisagree(message("indicators.disclosure.no_counts", names=", ".join(unknown)))
    return found


def blocks(grid: Grid) -> list[frozenset[int]]:
    """Return the columns in blocks that no equation ties together."""
    root = list(range(len(grid.names)))

    def top(column: int) -> int:
        while root[column] != column:
            root[column] = root[root[column]]
            column = root[column]
        return column

    for line in grid.lines:
        for column in line.columns:
            root[top(column)] = top(line.whole)
    found: dict[int, set[int]] = {}
    for column in range(len(root)):
        found.setdefault(top(column), set()).add(column)
    return [frozenset(block) for block in found.values()]
