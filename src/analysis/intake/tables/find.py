"""Finds the tables on a sheet: by what is filled, what is merged and what is a figure; never by where they stood last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.intake.sheets import Area, Sheet
from analysis.intake.tables.cube import cube_table
from analysis.intake.tables.grid import Grid
from analysis.intake.tables.header import begins_with_name, header_depth, is_header_again
from analysis.intake.tables.labels import table_of
from analysis.intake.tables.table import Headings, Line, Table
from analysis.intake.words import one_line


@dataclass(frozen=True)
class Block:
    """Rows and columns that hang together: no empty row and no empty column between them."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def filled(self, grid: Grid, row: int) -> list[int]:
        """Return the columns of a row within the block in which something stands, a merged cell counted once."""
        return [column for column in grid.rows.get(row, ()) if column in self.columns]


NOTHING_KNOWN = Headings()


def find_tables(sheet: Sheet, headings: Headings = NOTHING_KNOWN) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Return the tables on a sheet, from the top and from the left, and the lines of text that belong to none of them."""
    if (cube := cube_table(sheet)) is not None:
        return (cube,), ()
    grid = Grid(sheet)
    named = [table for known in sheet.tables if (table := named_table(grid, known.area, known.has_totals, headings))]
    taken = [known.area for known in sheet.tables]
    found: list[Table] = []
    lines: list[Line] = []
    for block in blocks_of(grid, taken):
        tables, beside = in_block(grid, block, headings, found)
        found.extend(tables)
        lines.extend(beside)
    return with_lines(sorted([*named, *found], key=lambda table: (table.area.top, table.area.left)), lines)


def named_table(grid: Grid, area: Area, has_totals: bool, headings: Headings) -> Table | None:
    """Return a table that the spreadsheet program itself knows; None where it holds no rows."""
    rows = [row for row in range(area.top, area.bottom + 1) if row in grid.rows or row == area.top]
    columns = tuple(column for column in grid.columns if area.left <= column <= area.right)
    totals = frozenset({area.bottom}) if has_totals else frozenset()
    if len(rows) < 2 or not columns:  # noqa: PLR2004
        return None
    return table_of(grid, (tuple(rows), columns), 1, headings, totals)


def blocks_of(grid: Grid, taken: list[Area]) -> Iterable[Block]:
    """Yield the blocks of a sheet, in order, without what lies in a table that is known already."""
    rows = {
        row: [column for column in columns if not any((row, column) in area for area in taken)]
        for row, columns in grid.rows.items()
    }
    shown = [row for row in range(1, len(grid.sheet.rows) + 1) if row not in grid.sheet.hidden_rows]
    for chunk in runs([row for row in shown if rows.get(row)], {row: place for place, row in enumerate(shown)}):
        yield from side_by_side(grid, chunk, rows)


def side_by_side(grid: Grid, chunk: list[int], rows: dict[int, list[int]]) -> Iterable[Block]:
    """Yield the blocks of some rows, split at empty columns; what has no labels of its own belongs to what stands to its left."""
    filled = {column for row in chunk for column in rows[row]}
    filled |= {
        column
        for area in grid.sheet.merged
        if area.top in chunk
        for column in range(area.left, area.right + 1)
        if area.left in filled
    }
    groups = runs(sorted(filled & set(grid.columns)), {column: place for place, column in enumerate(grid.columns)})
    joined: list[list[int]] = []
    for group in groups:
        first = [row for row in chunk if group[0] in rows[row]]
        figures = [row for row in first if grid.is_figure(row, group[0])]
        if (
            joined
            and is_beside(rows, joined[-1], figures)
            and not any(grid.is_text(row, group[0]) for row in first if row >= figures[0])
        ):
            joined[-1].extend(group)
        else:
            joined.append(group)
    for group in joined:
        inside = tuple(row for row in chunk if set(rows[row]) & set(group))
        if inside:
            yield Block(inside, tuple(group))


def is_beside(rows: dict[int, list[int]], group: list[int], figures: list[int]) -> bool:
    """Tell whether something of a group stands in every row with figures."""
    return bool(figures) and all(set(rows[row]) & set(group) for row in figures)


def runs(numbers: list[int], place: dict[int, int]) -> list[list[int]]:
    """Return numbers in runs whose places follow one another."""
    found: list[list[int]] = []
    for number in numbers:
        if found and place[number] == place[found[-1][-1]] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def in_block(grid: Grid, block: Block, headings: Headings, above: list[Table]) -> tuple[list[Table], list[Line]]:
    """Return the tables of a block and its lines. A block without a heading of its own continues the table above it."""
    lines: list[Line] = []
    tables: list[Table] = []
    rows = list(block.rows)
    lone = block
    block = replace(block, columns=columns_of_tables(grid, block))
    while rows:
        row = rows[0]
        if len(lone.filled(grid, row)) == 1 or len(block.columns) == 1:
            lines.append(line_of(grid, row, lone.filled(grid, row)))
            rows = rows[1:]
            continue
        end = end_of_table(grid, block, rows, headings)
        part = replace(block, rows=tuple(rows[:end]))
        table = table_in(grid, part, headings, [*above, *tables])
        if isinstance(table, Table):
            before = [known for known in [*above, *tables] if known.area == table.area or known.area.top == table.area.top]
            for known in before:
                if known in above and known.area.left == table.area.left:
                    above.remove(known)
            tables.append(table)
        else:
            lines.extend(line_of(grid, row, filled) for row in part.rows if (filled := lone.filled(grid, row)))
        rows = rows[end:]
    return tables, lines


def columns_of_tables(grid: Grid, block: Block) -> tuple[int, ...]:
    """Return the columns of a block between the first and the last in which a row with several cells has one.

    A title may begin further to the left than the table below it.
    """
    wide = [row for row in block.rows if len(block.filled(grid, row)) > 1]
    # Between rows with several cells, one that stands alone names what is below it.
    inside = [row for row in block.rows if wide and wide[0] <= row <= wide[-1]]
    reach = {column for row in inside for column in block.filled(grid, row)}
    reach |= {
        column for area in grid.sheet.merged if area.top in block.rows and area.left in reach for column in (area.left, area.right)
    }
    return tuple(column for column in block.columns if min(reach) <= column <= max(reach)) if reach else block.columns


def end_of_table(grid: Grid, block: Block, rows: list[int], headings: Headings) -> int:
    """Return how many of the rows belong to one table: up to lines of text at its end, or to a new heading."""
    depth = header_depth(grid, tuple(rows), block.columns, headings)
    end, first_line = len(rows), None
    for place in range(depth, len(rows)):
        single = len(block.filled(grid, rows[place])) == 1 and not grid.is_figure(rows[place], block.filled(grid, rows[place])[0])
        if single:
            first_line = place if first_line is None else first_line
        elif is_header_again(grid, rows[place], block.columns, headings, after_line=first_line is not None):
            return first_line if first_line is not None else place
        else:
            first_line = None
    return end if first_line is None else first_line


def table_in(grid: Grid, block: Block, headings: Headings, above: list[Table]) -> Table | None:
    """Return the table of a block's rows, with its heading or as more rows of the table above; None where it is none."""
    depth = header_depth(grid, block.rows, block.columns, headings)
    first = block.rows[0]
    if grid.is_sign(first, block.columns[0]):
        return None
    numbers = any(grid.is_number(first, column) and not grid.is_time(first, column) for column in block.columns)
    if numbers or begins_with_name(grid, first, block.columns, headings):
        known = next(
            (table for table in reversed(above) if set(block.columns) <= set(table.heads) | set(table.label_columns)), None
        )
        if known is None:
            return None
        rows = (*known.header_rows, *known.labels, *block.rows)
        columns = tuple(sorted({*known.heads, *known.label_columns}))
        return table_of(grid, (rows, columns), len(known.header_rows), headings, known.totals_rows)
    if depth >= len(block.rows):
        return None
    return table_of(grid, (block.rows, block.columns), depth, headings, frozenset())


def line_of(grid: Grid, row: int, columns: list[int]) -> Line:
    """Return the text of a row as a line."""
    # A sign and its meaning side by side are a key.
    between = " = " if len(columns) == 2 and grid.is_sign(row, columns[0]) else "  "  # noqa: PLR2004
    text = between.join(str(grid.value(row, column)) for column in columns)
    return Line(one_line(text), row, columns[0])


def with_lines(tables: list[Table], lines: list[Line]) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Return the tables with the lines that stand over and under them in their own columns, and the lines of no table."""
    if not tables:
        return (), tuple(lines)
    found = []
    for table in tables:
        start = max(
            (other.area.bottom for other in tables if other.area.bottom < table.area.top and overlap(other, table)), default=0
        )
        after = min((other.area.top for other in tables if other.area.top > table.area.bottom), default=10**9)
        over = [line for line in lines if start < line.row < table.area.top and belongs(line, table, tables)]
        under = [line for line in lines if table.area.bottom < line.row < after and belongs(line, table, tables)]
        found.append((table, over, under))
    return finish(found, lines)


def finish(found: list[tuple[Table, list[Line], list[Line]]], lines: list[Line]) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Return the tables with their lines: between two tables, a line over the second is a title unless it follows the first at once."""
    tables = []
    for table, over, under in found:
        touching = {line.row for line in closely_below(table, under)}
        later = [line for line in under if line.row in touching or all(line not in above for _, above, _ in found)]
        mine = [line for line in over if not any(line in closely_below(other, below) for other, _, below in found)]
        tables.append(replace(table, titles=tuple(mine), notes=tuple(later)))
    used = {line.cell for table in tables for line in (*table.titles, *table.notes)}
    return tuple(tables), tuple(line for line in lines if line.cell not in used)


def closely_below(table: Table, under: list[Line]) -> list[Line]:
    """Return those lines that follow a table without an empty row."""
    found, next_row = [], table.area.bottom + 1
    for line in sorted(under, key=lambda line: line.row):
        if line.row == next_row:
            found.append(line)
            next_row += 1
    return found


def overlap(one: Table, other: Table) -> bool:
    """Tell whether two tables stand over one another."""
    return one.area.left <= other.area.right and other.area.left <= one.area.right


def belongs(line: Line, table: Table, tables: list[Table]) -> bool:
    """Tell whether a line is about a table: it begins over it, or over no table at all."""
    if table.area.left <= line.column <= table.area.right:
        return True
    return not any(other.area.left <= line.column <= other.area.right for other in tables)
