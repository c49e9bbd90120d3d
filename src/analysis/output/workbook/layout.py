"""Where things stand on a sheet: how wide its columns and how high its rows are, how its lines are broken, what stays in sight."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.output.workbook.sheet import Grid, Line, Sheet, shown

A4 = 9
LEFT_OF_TABLE = 1  # how many columns stay in sight
COVER_WIDTH = 90
# Signs of a table: as many as a screen shows, or where there are many columns as many as each is to have.
ACROSS, EACH = 140, 15
NARROWEST, MARGIN = 9, 3
# A title breaks between words, so a column is as wide as the longest of them, and a little wider where its title is long.
TITLE_LINE = 16
# Signs of a line above a table: as wide as the table, within what can be read without moving the sheet.
SHORTEST_LINE, LONGEST_LINE = 80, 140
SENTENCE = re.compile(r"(?<=[.!?]) (?=»|[^\W\d_a-z])")
# How much may stay in sight down to a row of titles, in points: the rest of a small screen is to have most of the room.
MOST_IN_SIGHT = 170.0
# The height of a line in points, by how large its letters are; a spreadsheet takes no row that is higher than the last.
LINE, HEADING_LINE, TITLE_HEIGHT, HIGHEST = 16.0, 22.0, 26.0, 400.0


@dataclass(frozen=True)
class Layout:
    """Where things stand: how wide the columns are in signs, how high the rows in points, and the lines as they stand in rows.

    ``head`` is the row of a table's titles, from 0; ``frozen`` says whether it stays in sight with all that stands above it.
    """

    widths: tuple[int, ...]
    heights: tuple[float, ...]
    lines: tuple[Line, ...]
    head: int
    frozen: bool


def layout_of(sheet: Sheet) -> Layout:
    """Return where things stand on a sheet."""
    widths = widths_of(sheet.grid) if sheet.grid else (COVER_WIDTH,)
    length = min(max(sum(widths), SHORTEST_LINE), LONGEST_LINE)
    lines = tuple(part for line in sheet.lines for part in broken(line, length)) if sheet.grid else sheet.lines
    head = 1 + len(lines)
    heights = tuple(heights_of(sheet.grid, lines, widths))
    return Layout(widths, heights, lines, head, sum(heights[: head + 1]) <= MOST_IN_SIGHT)


# Widths


def widths_of(grid: Grid) -> tuple[int, ...]:
    """Return how wide the columns are, in signs: as their entries are, and what is left is shared by those that are to be wrapped."""
    wishes = [wish_of(grid, place) for place in range(len(grid.columns))]
    widths, left = dict.fromkeys(range(len(wishes)), 0), max(ACROSS, EACH * len(wishes))
    for done, place in enumerate(sorted(widths, key=lambda place: wishes[place])):
        share = left // (len(wishes) - done)
        widths[place] = min(wishes[place], max(share, longest_word(grid.columns[place])))
        left -= widths[place]
    return tuple(width + MARGIN for width in widths.values())


def wish_of(grid: Grid, place: int) -> int:
    """Return how wide a column would be if nothing in it but its title was wrapped."""
    title = grid.columns[place]
    entries = max((len(shown(row[place])) for row in grid.rows), default=0)
    return max(NARROWEST, longest_word(title), min(len(title), TITLE_LINE), entries)


def longest_word(text: str) -> int:
    """Return how long the longest word of a text is."""
    return max(map(len, text.split()))


# Lines above a table


def broken(line: Line, length: int) -> Iterator[Line]:
    """Yield a line in parts: where it is too long, as many whole sentences as fit, and of those that are too long what fits."""
    if len(line.text) <= length or line.sheet or line.address:
        yield line
        return
    parts: list[str] = []
    for sentence in SENTENCE.split(line.text):
        if parts and len(f"{parts[-1]} {sentence}") <= length:
            parts[-1] += f" {sentence}"
        else:
            parts += textwrap.wrap(sentence, length, break_long_words=False)
    yield from (replace(line, text=part) for part in parts)


# Heights


def heights_of(grid: Grid | None, lines: Iterable[Line], widths: Sequence[int]) -> Iterator[float]:
    """Yield how high each row of a sheet is, in points; not every program finds that out by itself."""
    yield TITLE_HEIGHT
    for line in lines:
        yield HEADING_LINE if line.heading else LINE if grid else height_of([line.text], widths)
    if grid:
        yield height_of(grid.columns, widths)
        yield from (height_of(map(shown, row), widths) for row in grid.rows)


def height_of(texts: Iterable[str], widths: Iterable[int]) -> float:
    """Return how high a row is in points, whose texts are wrapped in columns of some widths."""
    return min(LINE * max(lines_of(text, width - 1) for text, width in zip(texts, widths, strict=True)), HIGHEST)


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return 1 if len(text) <= width else len(textwrap.wrap(text, width))
