"""Writes sheets as a workbook with XlsxWriter: the only place that knows the program."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis.output.workbook.layout import A4, LEFT_OF_TABLE, Layout, layout_of
from analysis.output.workbook.looks import FONT, SIZE, Looks
from analysis.output.workbook.package import packed
from analysis.output.workbook.sheet import Entry, Grid, Line, Number, Sheet, Way

# Text stays text whatever it begins with: no formula, no link and no number is made of it.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROW_HEIGHT, COLUMN_WIDTH = 20, 80  # in pixels, of the font in its size
LONGEST_HEADER = 200  # what a sheet takes above a page is 255 signs, with those that say where it stands


@dataclass(frozen=True)
class Properties:
    """What a workbook says of itself. ``page`` is how pages are counted, with room for ``{page}`` and ``{pages}``."""

    title: str
    subject: str
    author: str
    keywords: str
    about: str
    day: dt.date
    language: str
    page: str


def written(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """Return sheets as a workbook. The same sheets give the same bytes."""
    content = io.BytesIO()
    font = {"font_name": FONT, "font_size": SIZE}  # a new one for each workbook: the library changes it
    sizes = {"default_row_height": ROW_HEIGHT, "default_column_width": COLUMN_WIDTH}
    book = xlsxwriter.Workbook(content, {**OPTIONS, **sizes, "default_format_properties": font})
    book.set_properties(
        {
            "title": properties.title,
            "subject": properties.subject,
            "author": properties.author,
            "company": properties.author,
            "keywords": properties.keywords,
            "comments": properties.about,
            "created": dt.datetime.combine(properties.day, dt.time()),
        }
    )
    looks = Looks(book)
    looks.title(1)
    looks.title(2)
    for sheet in sheets:
        page, layout = book.add_worksheet(sheet.name), layout_of(sheet)
        write(page, sheet, layout, looks)
        settle(page, sheet, layout, properties)
    book.close()
    return packed(content.getvalue(), properties.language)


def write(page: Worksheet, sheet: Sheet, layout: Layout, looks: Looks) -> None:
    """Write a sheet: its title, its lines, and its table."""
    page.write_string(0, 0, sheet.title, looks.title(1))
    for place, line in enumerate(layout.lines, 1):
        write_line(page, place, line, looks, wrap=sheet.grid is None)
    if sheet.grid:
        write_grid(page, sheet.grid, layout.head, looks)


def write_line(page: Worksheet, row: int, line: Line, looks: Looks, *, wrap: bool) -> None:
    """Write a line into its row; it runs on over the cells beside it where it is not wrapped."""
    if line.sheet or line.address:
        place = address_of(line.sheet) if line.sheet else line.address
        page.write_url(row, 0, place, looks.link(wrap=wrap), line.text)
    else:
        page.write_string(row, 0, line.text, looks.title(2) if line.heading else looks.line(wrap=wrap))


def address_of(sheet: str) -> str:
    """Return the first cell of a sheet as a link names it."""
    return f"internal:'{sheet}'!A1"


def write_grid(page: Worksheet, grid: Grid, head: int, looks: Looks) -> None:
    """Write a table below its row of titles, and mark it as one."""
    last_row, last_column = head + len(grid.rows), len(grid.columns) - 1
    right = [any(isinstance(row[place], Number) for row in grid.rows) for place in range(len(grid.columns))]
    for number, row in enumerate(grid.rows):
        for place, entry in enumerate(row):
            write_entry(page, head + 1 + number, place, entry, looks, strong=number in grid.strong)
    columns = [
        {"header": title, "header_format": looks.head(right=right[place], indent=place > 0)}
        for place, title in enumerate(grid.columns)
    ]
    page.add_table(
        head,
        0,
        last_row,
        last_column,
        {
            "name": grid.name,
            "columns": columns,
            "style": None,
            "autofilter": False,
            "banded_rows": False,
            "title": grid.name,
            "description": grid.about,
        },
    )
    # Years and ids among words are words on purpose.
    page.ignore_errors({"number_stored_as_text": f"A{head + 2}:{xlsxwriter.utility.xl_rowcol_to_cell(last_row, last_column)}"})


def write_entry(page: Worksheet, row: int, column: int, entry: Entry, looks: Looks, *, strong: bool) -> None:
    """Write an entry into its cell; words are never read as anything else."""
    words = looks.text(strong=strong, indent=column > 0)
    match entry:
        case Number():
            page.write_number(row, column, entry.value, looks.number(entry, strong=strong))
        case Way():
            page.write_url(row, column, address_of(entry.to), looks.link(wrap=True, indent=column > 0), entry.text)
        case dt.date():
            page.write_datetime(row, column, entry, looks.day(strong=strong))
        case None:
            page.write_blank(row, column, None, words)
        case _:
            page.write_string(row, column, entry, words)


def settle(page: Worksheet, sheet: Sheet, layout: Layout, properties: Properties) -> None:
    """Set a sheet's widths and heights, what stays in sight, and how it prints."""
    for place, width in enumerate(layout.widths):
        page.set_column(place, place, width)
    for row, height in enumerate(layout.heights):
        page.set_row(row, height)
    if sheet.grid:
        page.freeze_panes(layout.head + 1 if layout.frozen else 0, LEFT_OF_TABLE)
        page.repeat_rows(layout.head)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{properties.title[:LONGEST_HEADER].replace('&', '&&')}")
    page.set_footer(f"&C{properties.page.format(page='&P', pages='&N')}")
