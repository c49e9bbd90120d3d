"""The workbook says what the document and the results say: each number as it is shown, each word, and nothing lost or made up."""

import datetime as dt
import io
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook
from workbooks import EDITIONS, area_of, book_of, document_of

from analysis.data.definitions import Licence
from analysis.display.blocks import Section, Table, cell
from analysis.display.runs import Because, Shown, phrase
from analysis.output.records import records_of
from analysis.output.sequence import NumberedTable, sequence
from analysis.output.workbook import workbook_of
from analysis.output.workbook.looks import number_format
from analysis.output.workbook.pages import pages_of
from analysis.output.workbook.sheet import Grid, Line, Number, Sheet, Way
from analysis.output.workbook.tables import grid_of
from analysis.output.workbook.writing import Properties, written

READ = [("own", 2013), ("own", 2022), ("mini", 2033), ("broad", 2033)]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NO_NUMBER, NOTHING = "intet tal", "ingen"
PROPERTIES = Properties("Titel", "Emne", "Udgiver", "ord", "Om", dt.date(2031, 5, 1), "da", "Side {page} af {pages}")


@pytest.fixture(scope="module", params=EDITIONS, ids=lambda edition: f"{edition[0]}-{edition[1]}")
def pairs(request, view_of):
    """The tables of an edition's document, each with the table of its sheet."""
    view = view_of(*request.param)
    document = document_of(view)
    tables = [part.table for part in sequence(document) if isinstance(part, NumberedTable)]
    return [(table, page.sheet.grid) for table, page in zip(tables, pages_of(view, document), strict=True)]


@pytest.fixture(scope="module", params=READ, ids=lambda edition: f"{edition[0]}-{edition[1]}")
def read(request, view_of):
    """An edition with its workbook as it is read back."""
    view = view_of(*request.param)
    return view, book_of(request.param[0], view)


def as_spreadsheet(value, code):
    """Return what a Danish spreadsheet shows of a number: the part of the format for its sign, rounded half up."""
    parts = [part.replace('"', "") for part in code.split(";")]
    number = Decimal(repr(float(value)))
    part = parts[1] if number < 0 else parts[2] if number == 0 and len(parts) > 2 else parts[0]
    digits = part.lstrip("+\u2212")
    places = len(digits.partition(".")[2])
    text = f"{abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):{',' if ',' in digits else ''}f}"
    return part[: len(part) - len(digits)] + text.translate(str.maketrans(",.", ".,"))


def said(entry):
    """Return an entry as a reader sees it."""
    return as_spreadsheet(entry.value, number_format(entry)) if isinstance(entry, Number) else str(entry)


def columns_for(table, place, grid):
    """Return the places in a grid of what a column's cells say first and below that."""
    title = table.columns[place].text
    first = next(p for p, name in enumerate(grid.columns) if name == title or re.fullmatch(re.escape(title) + r" \([^()]+\)", name))
    second = [p for p, name in enumerate(grid.columns) if re.fullmatch(re.escape(title) + r": (uddybning|år)( \([^()]+\))?", name)]
    return first, *second


def cells_with_places(table, grid):
    """Yield each cell of a page's table with its row in the grid and where in it the cell's two lines stand."""
    for place in range(len(table.columns)):
        found = columns_for(table, place, grid)
        for row, entries in zip(table.rows, grid.rows, strict=True):
            yield row[place], entries, found


def unit_in(text, entries, title):
    """Tell whether what a text says besides its number stands in the column's title or in the row."""
    unit = text.replace("\u00a0", " ").strip()
    words = {"%": "procent", "kr.": "kr."}.get(unit, unit)
    return not unit or f"({unit})" in title or words in entries or unit in entries


def test_what_a_cell_shows_is_what_the_page_shows(pairs):
    """A number in its format, then its unit in the title or the row; everything else word for word."""
    numbers = 0
    for table, grid in pairs:
        for cell_, entries, (first, *_) in cells_with_places(table, grid):
            entry, text = entries[first], cell_.text.text
            if isinstance(entry, Number):
                shown = said(entry)
                rest = text.removeprefix(shown)
                assert text.startswith(shown), (text, shown)
                assert rest in ("*", " (rettet)") or unit_in(rest, entries, grid.columns[first]), (text, shown, grid.columns)
                numbers += 1
            elif cell_.verdict:
                assert re.fullmatch(rf"\W {re.escape(entry)}", text)
            else:
                assert entry == (text or (NO_NUMBER if cell_.numeric else NOTHING))
    assert numbers > 0


def test_what_a_cell_says_below_stands_beside_it(pairs):
    """Word for word, or as a number; where no cell of a column says more there is no such column."""
    for table, grid in pairs:
        for cell_, entries, (_, *second) in cells_with_places(table, grid):
            text = cell_.second.text
            assert second or not text
            for place in second:
                shown = said(entries[place])
                rest = text.removeprefix(shown)
                marks = {"foreløbigt tal", "rettet tal"} & set(shown.split("; "))
                assert shown == (text or NOTHING) or marks or unit_in(rest, entries, grid.columns[place]), (text, shown)


def test_a_number_is_the_row_s_with_all_its_digits(pairs):
    """And whatever one row's number says alone is written as one."""
    for table, grid in pairs:
        for cell_, entries, (first, *_) in cells_with_places(table, grid):
            rows, entry = cell_.text.rows, entries[first]
            if isinstance(entry, Number) and rows:
                assert entry.value == rows[0].number or said(entry) in ("0", "0,0", "0,00", "0,000")
            if (
                len(rows) == 1
                and rows[0].number is not None
                and re.fullmatch(r"[+\u2212]?[\d.,]+(\u00a0%)?", cell_.text.text)
                and first
            ):
                assert isinstance(entry, Number), cell_.text.text


def test_no_entry_is_empty_and_no_two_titles_are_the_same(pairs):
    """In a page's table."""
    for _, grid in pairs:
        assert all(entry not in (None, "") for row in grid.rows for entry in row)
        assert len({title.casefold() for title in grid.columns}) == len(grid.columns)


def test_the_file_has_the_tables_as_they_were_made(read):
    """Every number as a number with its format, every word as words."""
    view, book = read
    pages = pages_of(view, document_of(view))
    assert [sheet.title for sheet, _ in book.of_document] == [page.sheet.name for page in pages]
    for (_, area), page in zip(book.of_document, pages, strict=True):
        assert [title.value for title in area.titles] == list(page.sheet.grid.columns)
        for cells, entries in zip(area.cells, page.sheet.grid.rows, strict=True):
            for found, entry in zip(cells, entries, strict=True):
                assert found.value == (pytest.approx(float(entry.value)) if isinstance(entry, Number) else entry)
                assert found.number_format == (number_format(entry) if isinstance(entry, Number) else "General")


def test_the_results_stand_in_the_workbook_with_every_value(read):
    """By their id: real numbers, words, and beside them each value sign for sign."""
    view, book = read
    (area,) = [area for sheet, area in book.with_tables if sheet.title == "Resultater"]
    titles = [cell_.value for cell_ in area.titles]
    identity, value, exact = (titles.index(name) for name in ("Id", "Værdi", "Value"))
    found = {row[identity].value: (row[value].value, row[exact].value) for row in area.cells}
    assert list(found) == [row.id for row in view.rows.table]
    for row in view.rows.table:
        number, text = found[row.id]
        if row.number is not None:
            assert (number, Decimal(text)) == (pytest.approx(float(row.number), rel=1e-14), row.number)
        elif row.value:
            assert (number, text) == (row.value, row.value)
        else:
            assert (number, text) == (view.say.text(f"status.{row.status}"), None)


def test_all_records_stand_in_the_workbook(read):
    """Each table that has rows, with as many as it has, and each column in a note."""
    view, book = read
    areas = {sheet.title: area for sheet, area in book.with_tables}
    notes = {(row[1].value, row[0].value): row[2].value for row in areas["Noter"].cells}
    for records in records_of(view):
        if records.rows:
            assert len(areas[records.title].cells) == len(records.rows)
            for column in records.columns:
                assert notes[records.title, f"Kolonnen »{column.title}«"] == column.about
        else:
            assert records.title not in areas


def test_every_sheet_says_where_its_numbers_come_from(read):
    """And what the words in it mean that stand for no number."""
    _, book = read
    explained = ("ikke oplyst", "ikke fastlagt", "–", "..", "ikke i kilderne", NO_NUMBER)
    for sheet, area in book.with_tables[2:]:
        lines = " ".join(book.lines(sheet))
        assert "Kilde: " in lines or "Kilder" in sheet.title
        standing = {cell_.value for row in area.cells for cell_ in row}
        assert [word for word in explained if word in standing and f"»{word}«: " not in lines] == []
    cover = " ".join(book.lines(book.sheets[0]))
    assert "Tallene kommer fra " in cover
    assert "Bygger på det, der var offentliggjort til og med: " in cover


def test_contents_lead_to_every_other_sheet(read):
    """In their order, with how many rows each has."""
    _, book = read
    (area,) = [area for sheet, area in book.with_tables if sheet.title == "Indhold"]
    others = [sheet for sheet in book.sheets if sheet.title not in ("Forside", "Indhold")]
    assert [row[0].value for row in area.cells] == [sheet.title for sheet in others]
    assert [row[2].value for row in area.cells] == [len(area_of(sheet).cells) for sheet in others]


def test_another_reader_reads_the_same(read):
    """One that shares no code with the first."""
    _, book = read
    other = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    assert other.sheet_names == book.book.sheetnames
    for sheet, area in book.of_document:
        rows = other.get_sheet_by_name(sheet.title).to_python()[-len(area.cells) :]
        assert [[cell_.value for cell_ in row] for row in area.cells] == rows


def test_the_same_edition_gives_the_same_bytes(view_of):
    """Twice, whatever was made between."""
    view = view_of("mini", 2032)
    document = document_of(view)
    first = workbook_of(view, document)
    workbook_of(view_of("mini", 2031), document_of(view_of("mini", 2031)))
    assert workbook_of(view, document) == first


# Single cases


def row_of(view, **wanted):
    return next(row for row in view.rows.table if all(getattr(row, name) == value for name, value in wanted.items()))


def grid_from(view, columns, rows, **more):
    table = Table(phrase("Prøve"), tuple(map(phrase, columns)), tuple(rows), **more)
    return grid_of(view, table, "Tabel_1")


def test_groups_become_a_column(view_of):
    """What stands as a head above rows stands in each of them."""
    view = view_of("mini", 2033)
    rows = [(cell("a"), cell("x")), (cell("b"), cell("y")), (cell("c"), cell("z"))]
    grid = grid_from(view, ["Navn", "Ord"], rows, groups={1: phrase("Nord"), 2: phrase("Syd")})
    assert grid.columns == ("Gruppe", "Navn", "Ord")
    assert [row[0] for row in grid.rows] == [NOTHING, "Nord", "Syd"]


def test_units_that_are_not_the_same_have_a_column(view_of):
    """One for the row where its numbers share it, else one for each column."""
    view = view_of("mini", 2033)
    share, count = row_of(view, unit="percent", measure="observed"), row_of(view, unit="dkk", measure="observed", status="ok")

    def number(row):
        return cell(Shown((row,), view.say.quantity(row.number, row.unit)), numeric=True)

    together = grid_from(
        view, ["Navn", "Før", "Nu"], [(cell("a"), number(share), number(share)), (cell("b"), number(count), cell())]
    )
    assert together.columns == ("Navn", "Enhed", "Før", "Nu")
    assert [row[1] for row in together.rows] == ["procent", "kr."]
    rows = [(cell("a"), number(share), number(count)), (cell("b"), number(count), number(count))]
    apart = grid_from(view, ["Navn", "Før", "Nu"], rows)
    assert apart.columns == ("Navn", "Før", "Før: enhed", "Nu (kr.)")


@pytest.mark.parametrize(("text", "is_number"), [("{}\u00a0%", True), ("{}", True), ("ca. {}\u00a0%", False), ("{}–40", False)])
def test_only_a_number_alone_is_written_as_one(view_of, text, is_number):
    """What says more of it, such as "ca." or a range, stays words."""
    view = view_of("mini", 2033)
    row = row_of(view, unit="percent", measure="observed", status="ok")
    (entries,) = grid_from(view, ["Navn", "Tal"], [(cell("a"), cell(Shown((row,), text.format(view.say.number(row.number)))))]).rows
    assert isinstance(entries[1], Number) == is_number


def test_a_mark_of_how_sure_a_number_is_stands_beside_it_in_words(view_of):
    """The number stays one."""
    view = view_of("mini", 2033)
    row = row_of(view, status="revised")
    said_ = cell(Shown((row,), f"{view.say.number(row.number)} (rettet)"), Because("2032", "year"), numeric=True)
    (entries,) = grid_from(view, ["Navn", "Tal"], [(cell("a"), said_)]).rows
    assert entries == ("a", Number(row.number, 0), "rettet tal; 2032")


def test_what_is_hidden_is_nowhere_in_the_workbook(view_of):
    """A small count that the results hide stands as two dots in its row, and its observation has no value."""
    view = view_of("mini", 2033)
    book = book_of("mini", view)
    hidden = [row for row in view.rows.table if row.status == "suppressed"]
    assert hidden
    areas = {sheet.title: area for sheet, area in book.with_tables}
    for title, ids in (
        ("Resultater", {row.id for row in hidden}),
        ("Observationer", {f.id for row in hidden for f in row.inputs[:1]}),
    ):
        place = [cell_.value for cell_ in areas[title].titles].index("Værdi")
        found = [row[place].value for row in areas[title].cells if row[0].value in ids]
        assert found == [".."] * len(ids)


@pytest.mark.parametrize("text", ["=1+1", "+45", "-x", "@SUM(A1)", "\tx", "https://example.org", "12", "{=1}", "<b>&amp;</b>"])
def test_words_stay_words(text):
    """Whatever they begin with: no formula, no number and no link is made of them."""
    grid = Grid("Tabel_1", text, ("Navn", "Ord"), ((text, text), ("a", Way("Et", "Et"))))
    book = written([Sheet("Et", text, (Line(text),), grid)], PROPERTIES)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[3] == [text, text]
    assert rows[0][0] == rows[1][0] == text


def test_wide_tables_and_long_words_have_room():
    """No column is lost and none is narrower than its title's longest word."""
    titles = tuple(f"Kolonne{'n' * place}" for place in range(30))
    book = written([Sheet("Et", "Et", (), Grid("T", "T", titles, (("x" * 900,) * 30,)))], PROPERTIES)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python()[1] == list(titles)
    assert get_column_letter(len(titles)) == "AD"


def test_who_answers_for_the_book_stands_on_the_cover(view_of):
    """Contact, address and licence, where the data have them; that there is no licence is said."""
    view = view_of("broad", 2033)
    partnership = view.facts.partnership.model_copy(
        update={
            "contact": "post@example.org",
            "address": "https://example.org/bog/",
            "licence": Licence(name="CC BY 4.0", url=LICENCE),
        }
    )
    changed = type(view)(replace(view.known, partnership=partnership), view.year, view.as_of, view.rows.table)
    book = book_of("broad", changed)
    lines = book.lines(book.sheets[0])
    assert "Kontakt: post@example.org" in lines
    links = {cell_.value: cell_.hyperlink.target for sheet, cell_ in book.cells if cell_.hyperlink and cell_.hyperlink.target}
    assert links == {"Gå til bogens hjemmeside": "https://example.org/bog/", f"Licens: CC BY 4.0, {LICENCE}": LICENCE}
    without = book_of("own", view_of("own", 2013))
    assert any(line.startswith("Der er ikke oplyst nogen licens") for line in without.lines(without.sheets[0]))


def test_a_document_without_tables_is_a_workbook_too(view_of):
    """With all records."""
    view = view_of("mini", 2031)
    document = replace(document_of(view), blocks=(Section("a", phrase("A"), ()),))
    assert CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(view, document))).sheet_names[:4] == [
        "Forside",
        "Indhold",
        "Noter",
        "Resultater",
    ]
