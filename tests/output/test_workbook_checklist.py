"""The public checklist of accessible spreadsheets (the United Kingdom's Analysis Function; 36 points), held against every workbook.

Each test is a point, by its number in the list. A machine cannot tell whether all that is written is plain enough (point 15), nor
does it know Danish spelling and grammar (point 33); those two have no test. Two points are kept in a weaker form, because the
workbook is to have what they advise against: frozen panes (point 7) hold little and no filter is there, and what stands above and
below the pages on paper (point 20) stands in cells too, or counts pages.
"""

import re
import unicodedata

import pytest
from openpyxl.cell.rich_text import CellRichText
from workbooks import COVER, EDITIONS, NOTES, book_of, widths_of

BOOKS = [edition for edition in EDITIONS if edition[0] != "mini"]
INK, LINK, GROUND = "FF000000", "FF0B4F9E", "FFFFFFFF"
EXACT, VALUE, STATUS = "Value", "Værdi", "Status"
SECOND = "uddybning"
SIGNS_FOR_NOTHING = {"–", "..", "."}
SCREEN = 450.0  # points that a small screen shows of a sheet


@pytest.fixture(scope="module")
def books(view_of):
    """Every edition's workbook, of our partnership and of one that says everything that can be said."""
    return [book_of(name, view_of(name, year)) for name, year in BOOKS]


@pytest.fixture(scope="module")
def sheets(books):
    """Every sheet, with its book."""
    return [(book, sheet) for book in books for sheet in book.sheets]


@pytest.fixture(scope="module")
def tables(books):
    """Every table, with its sheet."""
    return [(sheet, area) for book in books for sheet, area in book.with_tables]


@pytest.fixture(scope="module")
def cells(books):
    """Every cell in which something stands, with its sheet."""
    return [found for book in books for found in book.cells]


@pytest.fixture(scope="module")
def looks(books):
    """One cell of each look in each book, for words and for others, with a link and without."""
    return {
        (book.edition, cell.style_id, is_words(cell.value), cell.is_date, cell.hyperlink is not None): cell
        for book in books
        for _, cell in book.cells
    }.values()


@pytest.fixture(scope="module")
def widths(books):
    """How wide the columns are, by sheet."""
    return {sheet: widths_of(sheet) for book in books for sheet in book.sheets}


@pytest.fixture(scope="module")
def in_tables(tables):
    """Every cell of every table below its titles, with its sheet and its column's title."""
    return [
        (sheet, title.value, cell)
        for sheet, area in tables
        for row in area.cells
        for title, cell in zip(area.titles, row, strict=True)
    ]


def is_words(value):
    return isinstance(value, str | CellRichText)


def height(sheet, rows):
    return sum(sheet.row_dimensions[row].height or 15 for row in rows)


# Tables


def test_01_tables_are_marked_up(sheets):
    """Every sheet but the cover has a table object, and the cover has none."""
    assert [len(sheet.tables) for _, sheet in sheets] == [int(sheet.title != COVER) for _, sheet in sheets]


def test_02_tables_have_meaningful_names(books):
    """The sheet's own, as one word; no two in a workbook are the same."""
    for book in books:
        names = [area.table.displayName for _, area in book.with_tables]
        assert names == [re.sub(r"\W+", "_", sheet.title) for sheet, _ in book.with_tables]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(re.match(r"[^\W\d]{4,}", name) for name in names)


def test_03_no_cell_is_merged_or_split_and_no_table_lies_in_another(sheets, cells):
    """Nor does a cell hold several lines."""
    assert not any(sheet.merged_cells.ranges for _, sheet in sheets)
    assert [cell.value for _, cell in cells if is_words(cell.value) and re.search(r"[\r\n\t]", str(cell.value))] == []


def test_04_no_row_or_column_of_a_table_is_blank(tables):
    """Space is made with heights and widths."""
    for _, area in tables:
        assert all(any(cell.value is not None for cell in row) for row in area.cells)
        assert all(any(cell.value is not None for cell in column) for column in zip(*area.cells, strict=True))


def test_05_a_table_has_one_row_of_titles_that_is_marked(tables):
    """Each column has a title of its own, and the table knows it by that."""
    for _, area in tables:
        titles = [cell.value for cell in area.titles]
        assert area.table.headerRowCount == 1
        assert titles == [column.name for column in area.table.tableColumns]
        assert all(titles)
        assert len({title.casefold() for title in titles}) == len(titles)


def test_06_text_is_wrapped(books, in_tables):
    """In tables and on the cover, and the row is as high as the text; what runs on above a table is short."""
    for _, _, cell in in_tables:
        assert cell.alignment.wrap_text or not is_words(cell.value), cell
    for book in books:
        assert all(cell.alignment.wrap_text for sheet, cell in book.texts if sheet.title == COVER and cell.style == "Normal")
        assert all(len(line) <= 140 for sheet, _ in book.with_tables for line in book.lines(sheet))


def test_06_rows_are_high_enough_for_their_text(in_tables, widths):
    """At twelve points a line is at least fifteen high; a row ends where a spreadsheet's highest does."""
    for sheet, _, cell in in_tables:
        if is_words(cell.value):
            least = min(len(str(cell.value)) / (widths[sheet][cell.column_letter] * 1.25), 24) * 15
            assert sheet.row_dimensions[cell.row].height >= least, (sheet.title, cell.coordinate)


def test_07_no_filter_and_little_is_frozen(tables, widths):
    """The first column stays in sight, and the titles only where little stands above them: most of a small screen is left."""
    for sheet, area in tables:
        assert area.table.autoFilter is None
        assert sheet.auto_filter.ref is None
        frozen = re.fullmatch(r"B(\d+)", sheet.freeze_panes)
        last = int(frozen[1]) - 1
        assert last in (0, area.titles[0].row)
        assert height(sheet, range(1, last + 1)) < SCREEN * 0.4
        assert widths[sheet]["A"] < 80


def test_07_the_titles_of_long_tables_stay_in_sight(tables):
    """Those that no screen shows whole."""
    long = [sheet.freeze_panes for sheet, area in tables if len(area.cells) > 100 and sheet.title != NOTES]
    assert len(long) > 20
    assert "B1" not in long


def test_08_a_cell_is_empty_only_where_the_sheet_says_why(books, in_tables):
    """In one column, for one reason, which stands above the table; the value beside it is a word that says why."""
    empty = [(sheet, title, cell) for sheet, title, cell in in_tables if cell.value is None or cell.value == ""]
    assert {title for _, title, _ in empty} == {EXACT}
    assert all(is_words(cell.offset(column=-1).value) for _, _, cell in empty)
    for book in books:
        lines = [book.lines(sheet) for sheet, area in book.with_tables if any(cell.value == EXACT for cell in area.titles)]
        assert len(lines) == 1
        assert f"Den er tom, hvor der ikke er en {VALUE.lower()}." in " ".join(lines[0])


def test_09_nothing_is_hidden(sheets):
    """No sheet, row or column, and nothing is protected."""
    for _, sheet in sheets:
        assert sheet.sheet_state == "visible"
        assert not any(size.hidden for size in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
        assert not sheet.protection.sheet


def test_10_columns_have_a_sensible_width(in_tables, widths):
    """Numbers fit, and no column is wider than a screen."""
    for sheet, _, cell in in_tables:
        width = widths[sheet][cell.column_letter]
        assert 9 <= width <= 130
        assert is_words(cell.value) or cell.value is None or len(shown(cell)) <= width


def shown(cell):
    """Return about as many signs as a spreadsheet shows of a number or a day."""
    decimals = len(cell.number_format.split(";")[0].partition(".")[2])
    return str(cell.value.date()) if cell.is_date else f"{cell.value:+,.{decimals}f}"


# Footnotes


def test_11_no_sign_stands_for_a_note(books, cells):
    """No star, dagger or raised digit."""
    assert [cell.value for _, cell in cells if is_words(cell.value) and re.search("[*†‡¹²³⁰-⁹]", str(cell.value))] == []
    assert not any(isinstance(cell.value, CellRichText) for _, cell in cells)
    assert not any("vertAlign" in book.parts["xl/styles.xml"] for book in books)


def test_12_the_word_note_is_used(books):
    """A note above a table begins with the word and a number, which is that of its table and its place."""
    found = 0
    for book in books:
        for sheet, _ in book.of_document:
            number = sheet.title.split()[1]
            names = [match[1] for line in book.lines(sheet) if (match := re.match(r"Note (\d+\.\d+): .", line))]
            assert names == [f"{number}.{place}" for place in range(1, len(names) + 1)]
            found += len(names)
    assert found > 100


def test_13_a_mark_for_a_note_stands_in_a_column_of_its_own(in_tables):
    """Those that a plan has itself; never with a number."""
    marked = {
        title
        for sheet, title, cell in in_tables
        if sheet.title != NOTES and re.search(r"\bnote \d", str(cell.value), re.IGNORECASE)
    }
    assert marked
    assert all(title.endswith(SECOND) for title in marked)


def test_14_notes_stand_in_a_table_of_their_own_sheet(books):
    """Every note of every table, word for word, with the way to its table."""
    for book in books:
        (notes,) = [area for sheet, area in book.with_tables if sheet.title == NOTES]
        found = {(row[0].value, row[1].value): row[2].value for row in notes.cells if row[0].value.startswith("Note ")}
        for sheet, _ in book.of_document:
            there = " ".join(book.lines(sheet))
            for (name, place), text in found.items():
                assert place != sheet.title or f"{name}: {text}" in there
        assert {place for _, place in found} <= {sheet.title for sheet, _ in book.of_document}


# Formatting


def test_16_links_say_where_they_lead(books):
    """By the name of a sheet that is there; no address and no "click here"."""
    links = [(book, cell) for book in books for _, cell in book.cells if cell.hyperlink]
    assert len(links) > 1000
    for book, cell in links:
        target = re.fullmatch(r"'(.+)'!A1", cell.hyperlink.location)[1]
        assert target in book.book.sheetnames
        assert cell.value in (target, f"Gå til fanen {target}")


def test_17_text_is_easy_to_read(looks, cells):
    """A sans-serif in twelve points or more, upright, underlined only where it leads somewhere, words left and numbers right."""
    for cell in looks:
        font, right = cell.font, cell.alignment.horizontal == "right"
        assert font.name == "Arial"
        assert font.scheme is None
        assert font.sz >= 12
        assert not font.i
        assert not font.strike
        assert bool(font.u) == (cell.hyperlink is not None)
        assert cell.alignment.horizontal in ("left", "right")
        assert right or is_words(cell.value) or cell.is_date
    in_rows = [(sheet, cell) for sheet, cell in words(cells) if sheet.tables and cell.row > area_start(sheet)]
    assert {cell.alignment.horizontal for cell in {cell.style_id: cell for _, cell in in_rows}.values()} == {"left"}


def words(cells):
    return [(sheet, cell) for sheet, cell in cells if is_words(cell.value)]


def area_start(sheet):
    (table,) = sheet.tables.values()
    return int(re.match(r"A(\d+):", table.ref)[1])


def test_18_every_sheet_has_a_title_that_is_a_heading(sheets):
    """In its first cell, unlike all others of the workbook, and nothing else is a heading of the first level."""
    for _, sheet in sheets:
        levels = {cell.coordinate: cell.style for row in sheet.iter_rows(max_col=1) for cell in row if cell.style != "Normal"}
        assert [place for place, style in levels.items() if style == "Heading 1"] == ["A1"]
        assert set(levels.values()) <= {"Heading 1", "Heading 2"}
        assert len(sheet["A1"].value) >= 5
    titles = [(book.edition, sheet["A1"].value) for book, sheet in sheets]
    assert len(set(titles)) == len(titles)


def test_19_symbols_are_avoided(books, cells):
    """No picture signs anywhere; a cell that is nothing but a sign has one that the lines above explain."""
    assert [
        cell.value for _, cell in cells if any(unicodedata.category(sign) in ("So", "Sk", "Co") for sign in str(cell.value))
    ] == []
    for book in books:
        for sheet, area in book.with_tables:
            said = " ".join(map(str, book.lines(sheet)))
            signs = {str(c.value) for row in area.cells for c in row if is_words(c.value) and not re.search(r"\w", str(c.value))}
            assert signs <= SIGNS_FOR_NOTHING
            assert all(f"»{sign}«: " in said for sign in signs), (sheet.title, signs)


def test_20_nothing_stands_only_above_or_below_the_pages_and_nothing_floats(sheets):
    """On paper stands the workbook's title, which the cover has, and which page it is; there are no boxes and no comments."""
    for book, sheet in sheets:
        assert sheet.oddHeader.left.text == book.sheets[0]["A1"].value.replace("&", "&&")
        assert sheet.oddFooter.center.text == "Side &P af &N"
        others = (sheet.oddHeader.center, sheet.oddHeader.right, sheet.oddFooter.left, sheet.oddFooter.right)
        assert not any(part.text for part in others)
        assert not sheet._charts
        assert not sheet._images
    for book, _ in sheets:
        assert not [name for name in book.parts if re.search("drawing|comment|ctrlProp|activeX", name)]


def test_21_no_lines_divide_the_data(looks, tables):
    """One below the titles, and no style that colours rows in turn."""
    for cell in looks:
        assert not any(side and side.style for side in (cell.border.left, cell.border.right, cell.border.top))
        assert not (cell.border.bottom and cell.border.bottom.style) or (cell.font.b and cell.border.bottom.style == "thin")
    for _, area in tables:
        style = area.table.tableStyleInfo
        assert style.name is None
        assert not style.showRowStripes
        assert not style.showColumnStripes
        assert {cell.border.bottom.style for cell in area.titles} == {"thin"}
        assert not any(cell.border.bottom and cell.border.bottom.style for cell in area.cells[0])


def test_22_there_is_no_fill(looks):
    """The ground is the spreadsheet's own."""
    assert {cell.fill.fill_type for cell in looks} == {None}


def test_23_colour_says_nothing_alone(books, looks):
    """Only links have a colour, and they are underlined; none comes and goes with a number."""
    assert {(cell.font.color.rgb, bool(cell.font.u)) for cell in looks} == {(INK, False), (LINK, True)}
    assert not any(re.search(r"\[(Red|Color)", cell.number_format, re.IGNORECASE) for cell in looks)
    assert not any(sheet.conditional_formatting for book in books for sheet in book.sheets)
    assert not any(sheet.sheet_properties.tabColor for book in books for sheet in book.sheets)


@pytest.mark.parametrize("colour", [INK, LINK])
def test_24_contrast_is_enough(colour):
    """Seven to one or more against white."""
    assert 1.05 / (luminance(colour) + 0.05) >= 7


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (2, 4, 6)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_25_there_are_no_images(books):
    """Nor any other part that is not text."""
    assert {name.rpartition(".")[2] for book in books for name in book.parts} == {"xml", "rels"}


def test_26_there_are_no_macros_and_nothing_computes(books, cells):
    """No formula, no way to another file, no name but that of the row of titles on paper."""
    for book in books:
        assert not [name for name in book.parts if re.search("vba|macro|externalLink|connection|query|custom", name, re.IGNORECASE)]
        assert not any("<f>" in part or "<f " in part for name, part in book.parts.items() if "worksheets/sheet" in name)
        assert not book.book.defined_names
        assert {name for sheet in book.sheets for name in sheet.defined_names} <= {"Print_Titles"}
    assert {cell.data_type for _, cell in cells} == {"s", "n", "d"}


# Structure


def test_27_sheets_have_names_of_their_own(books):
    """That say something, and that every spreadsheet takes."""
    for book in books:
        names = book.book.sheetnames
        assert len({name.casefold() for name in names}) == len(names)
        assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)
        assert not any(re.fullmatch(r"(sheet|ark|table|tabel)\s*\d*", name, re.IGNORECASE) for name in names)


def test_28_no_sheet_is_blank(tables):
    """Every table has a row at least."""
    assert all(area.cells for _, area in tables)


def test_29_the_first_column_is_read_from_top_to_bottom(books):
    """No row of it is empty, and all that is outside a table stands there."""
    for book in books:
        for sheet in book.sheets:
            assert all(sheet.cell(row, 1).value not in (None, "") for row in range(1, sheet.max_row + 1))
            start = area_start(sheet) if sheet.tables else sheet.max_row + 1
            assert not any(cell.value is not None for row in sheet.iter_rows(1, start - 1, 2) for cell in row)


def test_30_tables_lie_against_the_left_edge(tables):
    """They begin in the first column."""
    assert all(area.table.ref.startswith("A") and area.titles[0].column == 1 for _, area in tables)


def test_31_nothing_stands_below_or_beside_a_table(tables):
    """The last cell of the sheet is the table's."""
    for sheet, area in tables:
        assert (area.cells[-1][-1].row, area.cells[-1][-1].column) == (sheet.max_row, sheet.max_column)


def test_32_no_sheet_has_several_tables(sheets):
    """One each at most."""
    assert max(len(sheet.tables) for _, sheet in sheets) == 1


# Before publishing


def test_34_what_a_checker_looks_for_is_there(books):
    """The rules of Office's own: a text for each object, titles of tables, names of sheets, no merged cells, no red alone."""
    for book in books:
        found = [part for name, part in book.parts.items() if name.startswith("xl/tables/")]
        assert len(found) == len(book.with_tables)
        for part in found:
            assert re.search(r'altText="[^"]+"', part)
            assert re.search(r'altTextSummary="[^"]{5,}"', part)
            assert 'headerRowCount="0"' not in part


def test_35_the_workbook_says_what_it_is(books, view_of):
    """Its title, subject, author, key words, what it holds, its day and its language, where a spreadsheet looks for them."""
    for (name, year), book in zip(BOOKS, books, strict=True):
        view, core = view_of(name, year), book.book.properties
        partnership = view.facts.partnership
        assert partnership.name in core.title
        assert str(year) in core.title
        assert core.creator == (partnership.publisher or partnership.name)
        assert f"<Company>{core.creator}</Company>" in book.parts["docProps/app.xml"]
        assert all((core.subject, core.keywords, core.description))
        assert core.language == "da-DK"
        assert core.created.date() == core.modified.date() == view.as_of


def test_36_the_cursor_waits_in_the_first_cell(books):
    """Of every sheet, and the first sheet is the one that opens."""
    for book in books:
        assert book.book.active.title == COVER
        assert [sheet.sheet_view.tabSelected for sheet in book.sheets] == [True] + [None] * (len(book.sheets) - 1)
        for sheet in book.sheets:
            view = sheet.sheet_view
            active = [one.activeCell for one in view.selection if not view.pane or one.pane == view.pane.activePane]
            assert active == ["A1"]
            assert view.topLeftCell in (None, "A1")
