"""The values of a workbook's sheets, by calamine, within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.workbook.cells import CellScan
from analysis.intake.reading.workbook.package import repacked
from analysis.intake.reading.workbook.parts import SheetPart
from analysis.intake.reading.workbook.references import column_number
from analysis.intake.reading.workbook.styles import SharedTexts
from analysis.intake.sheets import Value, address

MOST_CELLS = 2_000_000  # of all sheets together, counted as rectangles from A1, which is what they take when read
MOST_LETTERS = 100_000_000  # of texts that cells share: a text counts for each cell that shows it
# A cell that may hold something: empty ones that only have a format close at once.
FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})\d+"[^>]*[^/>]>|<(?:\w+:)?c\b(?![^>]*\br=)[^>]*(?<!/)>')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
SHARED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\bt="s"')
Rows = tuple[tuple[Value, ...], ...]


def values_of(sheets: Sequence[SheetPart], parts: Mapping[str, bytes], shared: SharedTexts) -> list[Rows]:
    """Return the rows of each worksheet, dense from A1. Raises ``Unreadable`` for what is too large or cannot be read."""
    refuse_by_cells(sheets, parts, shared)
    try:
        book = CalamineWorkbook.from_filelike(repacked(parts))
        return [trimmed(book.get_sheet_by_index(sheet.number).to_python(skip_empty_area=False)) for sheet in sheets]
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise Unreadable("damaged") from error
    except BaseException as error:
        # The library's way to fail at what it did not foresee is no Exception, so that it is not caught by chance.
        if type(error).__name__ == "PanicException":
            raise Unreadable("damaged") from error
        raise


def refuse_by_cells(sheets: Sequence[SheetPart], parts: Mapping[str, bytes], shared: SharedTexts) -> None:
    """Refuse a workbook whose cells would take too much room: too many, too far apart, or long texts in many of them."""
    small = {name.lower(): content for name, content in parts.items()}
    contents = {sheet.name: small.get(sheet.path.lower(), b"") for sheet in sheets}
    cells = 0
    for name, content in contents.items():
        rows, columns = extent(content, name, MOST_CELLS - cells)
        cells += rows * columns
        if cells > MOST_CELLS:
            raise Unreadable("many_cells", sheet=name, last=address(rows, columns), most=MOST_CELLS)
    if shared.longest:
        shown = sum(sum(1 for _ in SHARED.finditer(content)) for content in contents.values())
        if shown * shared.longest > MOST_LETTERS:
            raise Unreadable("long_texts", count=shown, longest=shared.longest)


def extent(content: bytes, name: str, most: int) -> tuple[int, int]:
    """Return the last row and column that may hold something: roughly and fast, and exactly where roughly is too much."""
    rows = max(content.count(b"<row"), *map(int, ROW.findall(content)), 0)
    names = set(FILLED.findall(content))
    columns = max((column_number(letters.decode()) for letters in names), default=0)
    if b"" not in names and rows * columns <= most:
        return rows, columns
    seen = CellScan([], SharedTexts({}, 0)).run(content, name)
    return seen.bottom, seen.right


def trimmed(rows: Sequence[Sequence[Value]]) -> Rows:
    """Return rows without the empty cells at their end and the empty rows at the end of all; an empty cell is None."""
    cut = [cut_row(row) for row in rows]
    while cut and not cut[-1]:
        cut.pop()
    return tuple(cut)


def cut_row(row: Sequence[Value]) -> tuple[Value, ...]:
    """Return a row without the empty cells at its end. A cell of blanks alone is empty: nobody sees them."""
    values = [None if isinstance(value, str) and not value.strip() else value for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)
