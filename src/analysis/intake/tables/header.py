"""How many rows a heading has, and where a new one begins."""

from __future__ import annotations

from analysis.intake.tables.grid import Grid

MOST_ROWS = 6


def header_depth(grid: Grid, rows: tuple[int, ...], columns: tuple[int, ...]) -> int:
    """Return how many of the first rows are the heading: those that merged cells tie together, and those that hold only labels."""
    depth = 1
    while depth < min(len(rows), MOST_ROWS) and is_more_header(grid, rows, columns, depth):
        depth += 1
    return depth


def is_more_header(grid: Grid, rows: tuple[int, ...], columns: tuple[int, ...], depth: int) -> bool:
    """Tell whether the row after ``depth`` rows of heading belongs to the heading as well."""
    row, above = rows[depth], rows[depth - 1]
    areas = [grid.under[row_, column] for row_ in rows[:depth] for column in columns if (row_, column) in grid.under]
    if any(area.top <= above and area.bottom >= row and area.top >= rows[0] for area in areas):
        return True
    if any(area.top <= above <= area.bottom and area.right > area.left for area in areas):
        return not any(grid.is_figure(row, column) for column in columns)
    filled = [column for column in columns if column in grid.rows.get(row, ())]
    if not filled or any(grid.is_figure(row, column) for column in filled):
        return False
    corner_free = columns[0] not in filled or all(grid.value(row_, columns[0]) is None for row_ in rows[:depth])
    return corner_free and len(filled) > 1


def is_header_again(grid: Grid, row: int, columns: tuple[int, ...], *, after_line: bool) -> bool:
    """Tell whether a row in the middle is the heading of a new table: labels only, among them times, and a line of text above."""
    filled = [column for column in columns if column in grid.rows.get(row, ())]
    times = [column for column in filled if grid.is_time(row, column)]
    return after_line and bool(times) and len(filled) > 1 and not any(grid.is_figure(row, column) for column in filled)
