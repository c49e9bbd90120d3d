"""What has to be said of a workbook before anybody reads its figures: what is hidden, withdrawn, doubted or not worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.intake.reading.refusal import KEYS
from analysis.intake.sheets import Cell, Finding, Kind, Look, Sheet, Value, address, span, spans

PATH = re.compile(r"[/\\]|\.\.")
DIGITS = re.compile(r"\d")
NOTHING_SHOWN = re.compile(r";{2,3}(@?)")
# Parts of the zip file that stand for something that is not read: the beginning of their names, and the message.
NOT_READ = {"xl/externallinks/": "external_links", "xl/connections.xml": "connections"}


def said_of_book(sheets: Sequence[Sheet], names: Iterable[str], *, protected: bool) -> Iterator[Finding]:
    """Yield what is true of the file as a whole."""
    small = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in small):
        yield said("warn", "macros")
    for beginning, key in NOT_READ.items():
        if any(name.startswith(beginning) for name in small):
            yield said("warn", key)
    if protected:
        yield said("read", "protected")
    for sheet in sheets:
        if PATH.search(sheet.name):
            yield said("warn", "path_name", sheet)


def said_of_sheet(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is true of a sheet. Of a hidden one only that it is hidden: nothing else of it is read."""
    if sheet.visible != "visible":
        if any(sheet.rows):
            yield said("warn", "hidden_sheet", sheet, extent(sheet))
        return
    yield from said_of_hidden(sheet)
    looks = sorted((item for item in own_looks(sheet) if not is_hidden(sheet, item[0])), key=lambda item: item[0])
    yield from said_of_struck(sheet, looks)
    yield from said_of_comments(sheet, looks)
    yield from said_of_formulas(sheet, looks)


def said(kind: Kind, key: str, sheet: Sheet | None = None, cells: str = "", **values: object) -> Finding:
    """Return a finding of this room."""
    return Finding(kind, KEYS + key, sheet.name if sheet else "", cells, values)


def own_looks(sheet: Sheet) -> list[tuple[Cell, Look]]:
    """Return the looks that say more than a number format, a bold font or an indent."""
    return [
        (cell, look)
        for cell, look in sheet.looks.items()
        if look.comment
        or look.struck
        or look.struck_part
        or look.formula
        or look.error
        or NOTHING_SHOWN.fullmatch(look.number_format)
    ]


def is_hidden(sheet: Sheet, cell: Cell) -> bool:
    """Return whether a cell is in a hidden row or column."""
    return cell[0] in sheet.hidden_rows or cell[1] in sheet.hidden_columns


def extent(sheet: Sheet) -> str:
    """Return the address of the rectangle that holds all that a sheet holds."""
    rows = [place for place, row in enumerate(sheet.rows, 1) if row]
    columns = [place for row in sheet.rows for place, value in enumerate(row, 1) if value is not None]
    return span(rows[0], min(columns), rows[-1], max(columns)) if rows else ""


def said_of_hidden(sheet: Sheet) -> Iterator[Finding]:
    """Yield the hidden rows and columns that hold something, those that a filter hides apart."""
    by_hand = strips(sheet, sheet.hidden_rows - sheet.filtered_rows)
    if by_hand:
        yield said(
            "warn", "hidden_rows", sheet, ",".join(span(row, first, row, last) for row, first, last in by_hand), count=len(by_hand)
        )
    by_filter = strips(sheet, sheet.filtered_rows)
    if by_filter:
        left, right = min(first for _, first, _ in by_filter), max(last for *_, last in by_filter)
        cells = spans([(row, column) for row, *_ in by_filter for column in range(left, right + 1)])
        yield said("ask", "filtered_rows", sheet, cells, count=len(by_filter))
    columns = [found for column in sorted(sheet.hidden_columns) if (found := column_extent(sheet, column))]
    if columns:
        names = ", ".join(found.rstrip("0123456789").partition(":")[0].rstrip("0123456789") for found in columns)
        yield said("warn", "hidden_columns", sheet, ",".join(columns), columns=names)


def strips(sheet: Sheet, rows: Iterable[int]) -> list[tuple[int, int, int]]:
    """Return each of some rows that holds something, with its first and last filled column."""
    found = []
    for row in sorted(rows):
        filled = (
            [place for place, value in enumerate(sheet.rows[row - 1], 1) if value is not None] if row <= len(sheet.rows) else []
        )
        if filled:
            found.append((row, filled[0], filled[-1]))
    return found


def column_extent(sheet: Sheet, column: int) -> str:
    """Return the address of what a column holds; empty where it holds nothing."""
    rows = [place for place, row in enumerate(sheet.rows, 1) if len(row) >= column and row[column - 1] is not None]
    return span(rows[0], column, rows[-1], column) if rows else ""


def has_digits(value: Value) -> bool:
    """Return whether a cell holds a figure, as a number or as text."""
    return value is not None and (not isinstance(value, str) or bool(DIGITS.search(value)))


def said_of_struck(sheet: Sheet, looks: Sequence[tuple[Cell, Look]]) -> Iterator[Finding]:
    """Yield the figures that are struck through, and the words and parts of texts that are."""
    struck = [cell for cell, look in looks if look.struck and sheet.value(*cell) is not None]
    figures = [cell for cell in struck if has_digits(sheet.value(*cell))]
    if figures:
        yield said("refuse", "struck", sheet, spans(figures), count=len(figures))
    words = [cell for cell in struck if cell not in set(figures)]
    if words:
        yield said("ask", "struck_words", sheet, spans(words), text=sheet.value(*words[0]))
    for cell, look in looks:
        if look.struck_part:
            yield said("ask", "struck_part", sheet, address(*cell), text=sheet.value(*cell), part=look.struck_part)
    unseen = [cell for cell, look in looks if NOTHING_SHOWN.fullmatch(look.number_format) and sheet.value(*cell) is not None]
    if unseen:
        yield said("ask", "unseen", sheet, spans(unseen), count=len(unseen))


def said_of_comments(sheet: Sheet, looks: Sequence[tuple[Cell, Look]]) -> Iterator[Finding]:
    """Yield every comment whole. One that holds a number beside a figure may be another figure: a person says."""
    for cell, look in looks:
        if look.comment:
            doubted = has_digits(sheet.value(*cell)) and DIGITS.search(look.comment)
            values = {"text": look.comment, "value": plain(sheet.value(*cell))}
            yield (
                said("ask", "comment_with_number", sheet, address(*cell), **values)
                if doubted
                else said("warn", "comment", sheet, address(*cell), **values)
            )


def plain(value: Value) -> str:
    """Return a value as it is said in a message: a whole number without a decimal point."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def said_of_formulas(sheet: Sheet, looks: Sequence[tuple[Cell, Look]]) -> Iterator[Finding]:
    """Yield the cells that are errors, formulas without a result, with one that is out of date, and all others that are formulas."""
    errors = {cell: look.error for cell, look in looks if look.error}
    if errors:
        yield said("refuse", "error_cells", sheet, spans(list(errors)), errors=", ".join(sorted(set(errors.values()))))
    formulas = {cell: look for cell, look in looks if look.formula and not look.error}
    without = [cell for cell, look in formulas.items() if not look.stored]
    if without:
        yield said("refuse", "no_result", sheet, spans(without), count=len(without), formula=formulas[without[0]].formula)
    for cell, look in formulas.items():
        if look.outdated:
            yield said("refuse", "outdated", sheet, address(*cell), value=plain(sheet.value(*cell)), formula=look.formula)
    if formulas:
        yield said("warn", "formulas", sheet, spans(list(formulas)), count=len(formulas))
