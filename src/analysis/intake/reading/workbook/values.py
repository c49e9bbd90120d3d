"""The values of a workbook's sheets, by calamine, within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.workbook.package import repacked
from analysis.intake.reading.workbook.parts import Parts, SheetPart
from analysis.intake.reading.workbook.scan.cells import CellScan
from analysis.intake.reading.workbook.scan.references import column_number
from analysis.intake.reading.workbook.scan.shared import SharedTexts
from analysis.intake.sheets import Value, address

MOST_CELLS = 2_000_000  # of all sheets together, counted as rectangles from A1, which is what they take when read
MOST_LETTERS = 100_000_000  # of texts that cells share: a text counts for each cell that shows it
# A cell that may hold something (empty ones that only have a format close at once), and its address where it is as usual.
FILLED = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?(?<!/)>")
ADDRESS = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})([1-9]\d{0,6})["'][^>]*(?<!/)>""")
SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
SHOWN = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v\s*>\s*(\d{1,9})""")
Rows = tuple[tuple[Value, ...], ...]


def values_of(sheets: Sequence[SheetPart], parts: Parts, shared: SharedTexts) -> list[Rows]:
    """Return the rows of each worksheet, dense from A1. Raises ``Unreadable`` for what is too large or cannot be read."""
    refuse_by_cells(sheets, parts, shared)
    try:
        book = CalamineWorkbook.from_filelike(repacked(parts.by_name))
        return [trimmed(book.get_sheet_by_index(sheet.number).to_python(skip_empty_area=False)) for sheet in sheets]
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise Unreadable("damaged") from error
    except BaseException as error:
        # The library's way to fail at what it did not foresee is no Exception, so that it is not caught by chance.
        if type(error).__name__ == "PanicException":
            raise Unreadable("damaged") from error
        raise


def refuse_by_cells(sheets: Sequence[SheetPart], parts: Parts, shared: SharedTexts) -> None:
    """Refuse a workbook whose cells would take too much room: too many, too far apart, or long texts in many of them."""
    contents = [parts.content(sheet.path) for sheet in sheets]
    cells = 0
    for sheet, content in zip(sheets, contents, strict=True):
        rows, columns = extent(content, sheet.path, MOST_CELLS - cells)
        cells += rows * columns
        if cells > MOST_CELLS:
            raise Unreadable("many_cells", sheet=sheet.name, last=address(rows, columns), most=MOST_CELLS)
    shown = sum(len(SHARED.findall(content)) for content in contents) if shared.longest else 0
    if shown * shared.longest > MOST_LETTERS and sum(letters_in(content, shared) for content in contents) > MOST_LETTERS:
        raise Unreadable("long_texts", count=shown, longest=shared.longest)


def letters_in(content: bytes, shared: SharedTexts) -> int:
    """Return the letters of all shared texts that the cells of a sheet show."""
    places = (int(place) for place in SHOWN.findall(content))
    return sum(shared.lengths[place] for place in places if place < len(shared.lengths))


def extent(content: bytes, part: str, most: int) -> tuple[int, int]:
    """Return the last row and column that may hold something: fast where all addresses are as usual, else by the XML itself."""
    addresses = ADDRESS.findall(content)
    if len(addresses) == len(FILLED.findall(content)):
        columns = max((column_number(letters.decode()) for letters in {letters for letters, _ in addresses}), default=0)
        rows = max((int(row) for row in {row for _, row in addresses}), default=0)
        if rows * columns <= most:
            return rows, columns
    seen = CellScan([], SharedTexts()).run(content, part)
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
