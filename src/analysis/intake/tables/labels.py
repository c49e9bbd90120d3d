"""The headings over each column of figures, and the labels beside each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.intake.sheets import Area
from analysis.intake.tables.grid import Grid
from analysis.intake.tables.table import Headings, Label, Table
from analysis.intake.words import plain

Place = tuple[tuple[int, ...], tuple[int, ...]]  # rows and columns


def table_of(grid: Grid, place: Place, depth: int, headings: Headings, totals: frozenset[int]) -> Table | None:
    """Return the table in some rows and columns whose first ``depth`` rows are its heading; None where it holds no figures."""
    rows, columns = place
    header, body = rows[:depth], rows[depth:]
    above = {column: heads_of(grid, header, columns, column) for column in columns}
    label_columns = label_columns_of(grid, body, columns, above, headings)
    figures = tuple(column for column in columns if column not in label_columns)
    if not figures or not body:
        return None
    corners = {column: above[column][-1] for column in label_columns if above[column]}
    labels = labels_of(grid, body, label_columns, figures)
    if not labels:
        return None
    area = Area(rows[0], columns[0], max(rows), columns[-1])
    heads = {column: above[column] for column in figures}
    unnamed = frozenset(column for column in figures if is_unnamed(grid, header[-1], column, heads))
    return Table(grid.sheet, area, header, label_columns, corners, heads, labels, totals_rows=totals, unnamed=unnamed)


def is_unnamed(grid: Grid, last: int, column: int, heads: Mapping[int, tuple[Label, ...]]) -> bool:
    """Tell whether a column only shares its headings with others: it has none of its own in the last row of the heading."""
    if grid.value(last, column) is not None and grid.origin(last, column)[1] == column:
        return False
    own = {label.cell for label in heads[column]}
    return not own or any(own & {label.cell for label in labels} for other, labels in heads.items() if other != column)


def heads_of(grid: Grid, header: tuple[int, ...], columns: tuple[int, ...], column: int) -> tuple[Label, ...]:
    """Return the headings over a column, from the top; a merged one counts once."""
    found: list[Label] = []
    for row in header:
        label = label_at(grid, row, column) or label_to_the_left(grid, row, columns, column, header)
        if label and label.cell not in {other.cell for other in found}:
            found.append(label)
    return tuple(found)


def label_at(grid: Grid, row: int, column: int) -> Label | None:
    """Return the label that a cell shows; None for an empty one."""
    origin = grid.origin(row, column)
    value = grid.value(row, column)
    return None if value is None else Label(value, *origin, grid.sheet.look(*origin).number_format)


def label_to_the_left(grid: Grid, row: int, columns: tuple[int, ...], column: int, header: tuple[int, ...]) -> Label | None:
    """Return the heading that reaches over a column although nothing is merged: in a row above the last, the nearest to the left."""
    merged_here = any(area.top <= row <= area.bottom and area.right > area.left for area in grid.sheet.merged)
    if row == header[-1] or merged_here:
        return None
    before = [other for other in columns if columns[0] < other < column and grid.value(row, other) is not None]
    label = label_at(grid, row, before[-1]) if before else None
    return Label(label.value, label.row, label.column, label.number_format, guessed=True) if label else None


def label_columns_of(
    grid: Grid, body: tuple[int, ...], columns: tuple[int, ...], above: Mapping[int, tuple[Label, ...]], headings: Headings
) -> tuple[int, ...]:
    """Return the columns that say what a row is about: by their heading, or because words stand in them from the left on."""
    found: list[int] = []
    leading = True
    for column in columns:
        names = {plain(label.text) for label in above[column]}
        if any(code in name for name in names for code in headings.codes):
            continue
        if names & headings.values or any(label.time for label in above[column]):
            leading = False
        elif (leading or names & headings.labels) and is_wordy(grid, body, column):
            found.append(column)
        else:
            leading = False
    return tuple(found)


def is_wordy(grid: Grid, body: tuple[int, ...], column: int) -> bool:
    """Tell whether words, or years, stand in most filled cells of a column."""
    filled = [row for row in body if grid.value(row, column) is not None]
    wordy = [row for row in filled if grid.is_text(row, column) or grid.is_time(row, column)]
    return bool(filled) and 2 * len(wordy) > len(filled)


def labels_of(
    grid: Grid, body: tuple[int, ...], columns: tuple[int, ...], figures: tuple[int, ...]
) -> dict[int, tuple[Label, ...]]:
    """Return the labels of each row with figures: its own, those that reach down to it, and the group that it stands in."""
    found: dict[int, tuple[Label, ...]] = {}
    group: Label | None = None
    last: dict[int, Label] = {}
    for row in body:
        own = {column: label for column in columns if (label := label_at(grid, row, column))}
        filled = [column for column in figures if column in grid.rows.get(row, ())]
        if not filled and is_outline(grid, own, row, body, columns):
            last = {column: label for column, label in last.items() if column < min(own)} | own
            continue
        if not filled and len(own) == 1 and len(figures) > 1 and followed(grid, row, body, figures):
            group, last = next(iter(own.values())), {}
            continue
        if not filled and not own:
            continue
        reached = reaching(columns, own, last)
        last = {label.column: label for label in reached.values()}
        found[row] = tuple(filter(None, (group, *reached.values())))
    return found


def is_outline(grid: Grid, own: Mapping[int, Label], row: int, body: tuple[int, ...], columns: tuple[int, ...]) -> bool:
    """Tell whether a row names what the rows below it, labelled further to the right, are about."""
    after = next((other for other in body if other > row), None)
    if not own or after is None:
        return False
    below = [column for column in columns if label_at(grid, after, column)]
    return bool(below) and min(below) > max(own)


def followed(grid: Grid, row: int, body: tuple[int, ...], figures: tuple[int, ...]) -> bool:
    """Tell whether a row with figures comes at once after a row, so that this one may be the name of a group."""
    after = [other for other in body if other > row]
    return bool(after) and any(column in grid.rows.get(after[0], ()) for column in figures)


def reaching(columns: Iterable[int], own: Mapping[int, Label], last: Mapping[int, Label]) -> dict[int, Label]:
    """Return a row's labels; a blank before a filled label column is filled from above."""
    order = list(columns)
    found: dict[int, Label] = {}
    for place, column in enumerate(order):
        if column in own:
            found[column] = own[column]
        elif column in last and any(later in own for later in order[place + 1 :]):
            above = last[column]
            found[column] = Label(above.value, above.row, above.column, above.number_format, guessed=True)
    return found
