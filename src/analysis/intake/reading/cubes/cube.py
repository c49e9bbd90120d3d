"""A cube of figures, and the long table that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import prod

from analysis.intake.reading.refusal import KEYS, Unreadable
from analysis.intake.sheets import Cell, Finding, Sheet, Value, spans

# The columns after those of the dimensions.
AFTER = ("value", "status", "unit", "note")
MOST_CELLS = 500_000
HEADINGS = 1  # rows above the figures
Figure = int | Decimal | None


@dataclass(frozen=True)
class Dimension:
    """A dimension and its categories, in the order of the file; ``units`` is the unit of a category, where categories have one."""

    name: str
    labels: tuple[str, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cube:
    """The figures of a file: the last dimension runs fastest. ``statuses`` and ``notes`` by a figure's number from 0."""

    dimensions: tuple[Dimension, ...]
    figures: Sequence[Figure]
    statuses: Mapping[int, str]
    notes: Mapping[int, str]
    unit: str = ""


@dataclass(frozen=True)
class CubeTable:
    """The long table of a cube, what the file says of itself, and what has to be said of it."""

    sheet: Sheet
    meta: Mapping[str, str]
    findings: tuple[Finding, ...] = field(default=())


class Places(Mapping[Cell, str]):
    """How the figures of a long table are named in their file: ``DATA[1]`` is the first of PX, ``value[0]`` that of JSON-stat."""

    def __init__(self, word: str, first: int, column: int, count: int) -> None:
        self.word, self.first, self.column, self.count = word, first, column, count

    def __getitem__(self, cell: Cell) -> str:
        row, column = cell
        if column != self.column or not HEADINGS < row <= self.count + HEADINGS:
            raise KeyError(cell)
        return f"{self.word}[{row - HEADINGS - 1 + self.first}]"

    def __iter__(self) -> Iterator[Cell]:
        return ((row, self.column) for row in range(HEADINGS + 1, self.count + HEADINGS + 1))

    def __len__(self) -> int:
        return self.count


def refuse_size(sizes: Sequence[int]) -> None:
    """Refuse a cube of more cells than can be read."""
    if prod(sizes) > MOST_CELLS:
        raise Unreadable("many_text_cells", most=MOST_CELLS)


def long_table(cube: Cube, name: str, word: str, first: int) -> Sheet:
    """Return a sheet with a column for each dimension, then value, status, unit and note; headings in row 1."""
    dimensions = cube.dimensions
    heading = (*(dimension.name for dimension in dimensions), *AFTER)
    labels = product(*(dimension.labels for dimension in dimensions))
    rows: list[tuple[Value, ...]] = [heading]
    units = [dict(zip(dimension.labels, dimension.units, strict=False)) for dimension in dimensions]
    for number, (categories, figure) in enumerate(zip(labels, cube.figures, strict=True)):
        own = (unit[category] for unit, category in zip(units, categories, strict=True) if unit.get(category))
        ends = (figure, cube.statuses.get(number), next(own, cube.unit) or None, cube.notes.get(number))
        rows.append((*categories, *ends))
    return Sheet(name, tuple(rows), places=Places(word, first, len(dimensions) + 1, len(cube.figures)))


def cells_of(sheet: Sheet, numbers: Iterable[int]) -> str:
    """Return the addresses of some figures, by their numbers from 0, in the long table."""
    column = len(sheet.rows[0]) - len(AFTER) + 1
    return spans([(number + HEADINGS + 1, column) for number in numbers])


def said_of_signs(sheet: Sheet, signs: Mapping[int, str]) -> Iterator[Finding]:
    """Yield each sign that stands instead of figures: what it means, the file says at best in its notes."""
    for sign in sorted(set(signs.values())):
        where = [number for number, written in signs.items() if written == sign]
        yield Finding("ask", KEYS + "sign", sheet.name, cells_of(sheet, where), {"count": len(where), "sign": sign})
