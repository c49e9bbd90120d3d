"""A table with its header row marked, its first column naming the rows, and widths by what stands in the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.display.blocks import Cell, Table
from analysis.output.word.markup import made, on_one_line, paragraph, run
from analysis.output.word.styles import CELL, SECOND, TABLE

# A letter of Arial is half as wide as it is high, more or less; in twentieths of a point, for the sizes of a cell's two lines.
LETTER, BOLD_LETTER, SMALL_LETTER = 92, 100, 80
MARGINS = 240
# Up to this many rows a table is kept on one page.
SMALL = 6
# The first row and the first column are headers, and no row or column has a colour of its own.
HEADERS: Mapping[str, str | int] = {
    "val": "06A0",
    "firstRow": 1,
    "lastRow": 0,
    "firstColumn": 1,
    "lastColumn": 0,
    "noHBand": 1,
    "noVBand": 1,
}


def table_of(table: Table, width: int, styles: Mapping[str, str]) -> Any:
    """Return a table that is as wide as the text (``width`` in twentieths of a point).

    A group is a row of its own whose first cell names it in bold and whose other cells are empty: no cell is merged, for screen
    readers lose count of columns in merged ones. They read it as a row header without values, and then the group's rows.
    """
    numeric = numeric_columns(table)
    widths = widths_of(table, width)
    properties = made(
        "tblPr", made("tblStyle", val=styles[TABLE]), made("tblW", w=width, type="dxa"), made("tblLayout", type="fixed")
    )
    properties.append(made("tblLook", **HEADERS))
    properties.append(made("tblCaption", val=on_one_line(table.caption.text)))
    properties.append(made("tblDescription", val=on_one_line(", ".join(column.text for column in table.columns))))
    grid = made("tblGrid", *(made("gridCol", w=column) for column in widths))
    rows = [row_of(cells, widths, styles, strong=strong, keep=keep) for cells, strong, keep in kept(table, numeric)]
    head = [Cell(column, numeric=numeric[place]) for place, column in enumerate(table.columns)]
    return made("tbl", properties, grid, row_of(head, widths, styles, strong=True, keep=True, header=True), *rows)


def numeric_columns(table: Table) -> list[bool]:
    """Return of each column whether all that stands in it is numbers."""
    return [all(row[place].numeric or not row[place].text for row in table.rows) for place in range(len(table.columns))]


def kept(table: Table, numeric: Sequence[bool]) -> Iterator[tuple[Sequence[Cell], bool, bool]]:
    """Yield the rows below the header: their cells, whether they are bold, and whether the next thing stands on the same page."""
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        if number in table.groups:
            yield [Cell(table.groups[number]), *(Cell(numeric=is_number) for is_number in numeric[1:])], True, True
        is_kept = number < last and (last < SMALL or number in (0, last - 1))
        yield row, number in table.strong_rows, is_kept or (number == last and bool(table.notes))


def row_of(
    cells: Sequence[Cell], widths: Sequence[int], styles: Mapping[str, str], *, strong: bool, keep: bool, header: bool = False
) -> Any:
    """Return a row that is not split between pages; a header stands again at the top of each page."""
    properties = made("trPr", made("cantSplit"), *([made("tblHeader")] if header else []))
    return made("tr", properties, *(cell_of(c, w, styles, strong=strong, keep=keep) for c, w in zip(cells, widths, strict=True)))


def cell_of(cell: Cell, width: int, styles: Mapping[str, str], *, strong: bool, keep: bool) -> Any:
    """Return a cell; a second line is a smaller paragraph in it, and a verdict is bold."""
    align = "right" if cell.numeric else ""
    bold = strong or bool(cell.verdict)
    content = [run(cell.text.text, bold=bold)] if cell.text else []
    lines = [paragraph(styles[CELL], *content, keep=keep, align=align)]
    if cell.second:
        lines.append(paragraph(styles[SECOND], run(cell.second.text), keep=keep, align=align))
    return made("tc", made("tcPr", made("tcW", w=width, type="dxa")), *lines)


def widths_of(table: Table, width: int) -> list[int]:
    """Return the widths of a table's columns, which add up to ``width``.

    Each has room for its longest word; what is left goes to those that have more to say below their heads, and after that to all.
    """
    columns = [(Cell(head), [row[place] for row in table.rows]) for place, head in enumerate(table.columns)]
    least = [MARGINS + max(map(longest_word, (head, *cells))) for head, cells in columns]
    wanted = [MARGINS + max(longest_word(head), *map(whole_line, cells)) for head, cells in columns]
    if sum(least) > width:
        widths = [need * width // sum(least) for need in least]
    else:
        more = shared(width - sum(least), [want - need for want, need in zip(wanted, least, strict=True)])
        widths = [need + extra for need, extra in zip(least, more, strict=True)]
        widths = [column + (width - sum(widths)) // len(widths) for column in widths]
    widths[0] += width - sum(widths)
    return widths


def shared(spare: int, wanted: Sequence[int]) -> list[int]:
    """Return of each who wants something what it gets when all get the same as long as they want more."""
    got = [0] * len(wanted)
    for taken, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        got[place] = min(wanted[place], (spare - sum(got)) // (len(wanted) - taken))
    return got


def longest_word(cell: Cell) -> int:
    """Return the width of a cell's longest word, with what is written together by hard spaces as one."""
    return max(
        max((len(word) for word in cell.text.text.split(" ")), default=0) * BOLD_LETTER,
        max((len(word) for word in cell.second.text.split(" ")), default=0) * SMALL_LETTER,
    )


def whole_line(cell: Cell) -> int:
    """Return the width of a cell whose lines are not broken."""
    return max(len(cell.text.text) * LETTER, len(cell.second.text) * SMALL_LETTER, longest_word(cell))
