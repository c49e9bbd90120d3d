"""What the tests of workbooks read them with: the book as openpyxl has it, its parts, and the tables of its sheets."""

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from functools import cached_property
from unittest.mock import patch

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter, range_boundaries

from analysis.display.blocks import Picture
from analysis.display.documents.status import status
from analysis.output.workbook import workbook_of

COVER, NOTES = "Forside", "Noter"
EDITIONS = (
    [("own", year) for year in range(2013, 2023)]
    + [(name, year) for name in ("mini", "broad") for year in (2031, 2032, 2033)]
    + [("counted", 2032)]
)


def document_of(view):
    """Return the status of an edition without drawing its figures, which no workbook has."""
    rooms = [module for name, module in sys.modules.items() if name.startswith("analysis.display.figures.")]
    drawing = [patch.object(room, "picture", lambda _: Picture("-", "-")) for room in rooms if hasattr(room, "picture")]
    for one in drawing:
        one.start()
    try:
        return status(view)
    finally:
        for one in drawing:
            one.stop()


@dataclass(frozen=True)
class Area:
    """A table of a sheet: its object, its titles, and its cells without them."""

    table: object
    titles: tuple
    cells: tuple


@dataclass(frozen=True)
class Book:
    """A workbook that was read back."""

    edition: str
    content: bytes

    @cached_property
    def book(self):
        return openpyxl.load_workbook(io.BytesIO(self.content), rich_text=True)

    @cached_property
    def parts(self):
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    @property
    def sheets(self):
        return self.book.worksheets

    @cached_property
    def with_tables(self):
        """The sheets that have a table, each with it."""
        return [(sheet, area_of(sheet)) for sheet in self.sheets if sheet.tables]

    @property
    def of_document(self):
        """The sheets with the tables of the document."""
        return [(sheet, area) for sheet, area in self.with_tables if re.match(r"Tabel \d+ ", sheet.title)]

    @cached_property
    def cells(self):
        """Every cell that something is written in, with its sheet."""
        return [(sheet, cell) for sheet in self.sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    @property
    def texts(self):
        """Every cell with words."""
        return [(sheet, cell) for sheet, cell in self.cells if isinstance(cell.value, str | CellRichText)]

    def lines(self, sheet):
        """Return what stands between title and table, or below the title of a sheet without one."""
        last = area_of(sheet).titles[0].row - 1 if sheet.tables else sheet.max_row
        return [sheet.cell(row, 1).value for row in range(2, last + 1)]


def area_of(sheet):
    """Return the table of a sheet."""
    (table,) = sheet.tables.values()
    first_column, first_row, last_column, last_row = range_boundaries(table.ref)
    rows = tuple(sheet.iter_rows(first_row, last_row, first_column, last_column))
    return Area(table, rows[0], rows[1:])


def widths_of(sheet):
    """Return how wide the columns of a sheet are, by their letters; those that are alike stand together in the file."""
    sizes = sheet.column_dimensions.values()
    return {get_column_letter(place): size.width for size in sizes for place in range(size.min, size.max + 1)}


def book_of(name, view):
    """Return an edition's workbook."""
    return Book(f"{name}-{view.year}", workbook_of(view, document_of(view)))
