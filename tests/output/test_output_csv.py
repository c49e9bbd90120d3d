"""CSV for programs and for a Danish spreadsheet: what is written reads back, nothing in it runs, and a text stays a text."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.indicators import csv_of
from analysis.indicators.frame import NUMBER, RUNS
from analysis.output.download.csv_files import CHANGED, WHOLE, danish_csv, danish_entry, plain_csv, plain_entry
from analysis.output.records import Column, Records, records_of

FORMULAS = ["=1+1", "+1+1", "-1+1", "-", "- en streg", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "\uff1d1+1", "'=1"]
READ_AS_ELSE = [
    "9.10",
    "1/3",
    "10-12",
    "2022-12",
    "10:30",
    "0101",
    "1.234",
    "17 %",
    "1E5",
    "150.000 kr.",
    "kr. 5",
    "maj 2022",
    "3. marts",
]
READ_AS_ELSE += ["1234567890123456", ",5", "(5)", "31. december 2022", "sand", "FALSE", "'9.10", "-5", "+5", "1 1/2", "dec-20"]
LEFT = [
    "",
    "17",
    "0",
    "abc",
    "status-2022",
    "2. halvår",
    "5 af 7 unge",
    "a=b",
    "maj",
    "partnerskab-2021",
    "'",
    "'abc",
    "1.a",
    "E5",
    "B7:C9",
]


def table_of(*rows, kind="text"):
    columns = tuple(Column(f"c{place}", "", "", kind) for place in range(len(rows[0])))
    return Records("t", "", "", columns, rows)


def read(content, separator, *, danish=False):
    """Read a file as it says that it is written; the marks before texts are taken away."""
    text = content.decode("utf-8-sig" if danish else "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    return [[without_mark(cell, danish=danish) for cell in row] for row in rows]


def without_mark(cell, *, danish):
    rest = cell[1:]
    if not cell.startswith("'"):
        return cell
    if danish:
        return rest if RUNS.match(rest) or (CHANGED.fullmatch(rest) and not WHOLE.fullmatch(rest)) else cell
    return rest if RUNS.match(rest) and not NUMBER.fullmatch(rest) else cell


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_runs(text):
    """In neither file, whatever a source wrote."""
    assert plain_entry(text) == danish_entry(text) == f"'{text}"


@pytest.mark.parametrize("text", READ_AS_ELSE)
def test_a_text_that_a_spreadsheet_would_change_is_kept(text):
    """A section 9.10 is no day in October."""
    assert danish_entry(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_other_texts_stand_as_they_are(text):
    """Most texts have no mark."""
    assert plain_entry(text) == danish_entry(text) == text


@pytest.mark.parametrize(
    ("entry", "plain", "danish"),
    [
        (Decimal("-19.5"), "-19.5", "-19,5"),
        (Decimal("26.0"), "26.0", "26,0"),
        (Decimal("1E+3"), "1000", "1000"),
        (2022, "2022", "2022"),
        (None, "", ""),
        (dt.date(2022, 5, 24), "2022-05-24", "2022-05-24"),
        ("-5", "-5", "'-5"),
    ],
)
def test_numbers_and_days(entry, plain, danish):
    """All decimals, no thousands, no exponents; a number below nought is no formula."""
    assert (plain_entry(entry), danish_entry(entry)) == (plain, danish)


def test_the_files_are_what_programs_and_spreadsheets_expect():
    """Byte order mark, separators, line ends."""
    table = table_of(("æ;ø,å", Decimal("1.5")))
    assert plain_csv(table) == 'c0,c1\n"æ;ø,å",1.5\n'.encode()
    assert danish_csv(table) == b"\xef\xbb\xbf" + 'c0;c1\r\n"æ;ø,å";1,5\r\n'.encode()


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text("'=+-@\t\r\n,;.\"0123456789/%kr maj", max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_what_is_written_reads_back(rows):
    """Every text, with quotes, separators, line breaks and marks in it."""
    table = table_of(("a", "b"), *rows)
    assert read(plain_csv(table), ",")[1:] == [list(row) for row in table.rows]
    assert read(danish_csv(table), ";", danish=True)[1:] == [list(row) for row in table.rows]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers(-(10**9), 10**9).map(Decimal))
def test_every_number_reads_back(number):
    """With its own decimals."""
    table = table_of((number, "b"), kind="value")
    assert Decimal(read(plain_csv(table), ",")[1][0]) == number
    assert Decimal(read(danish_csv(table), ";", danish=True)[1][0].replace(",", ".")) == number


@given(CELLS)
def test_no_text_at_all_runs(text):
    """Whatever stands in a cell, it begins with nothing that a spreadsheet takes for a formula."""
    assert danish_entry(text)[:1] not in tuple("=+-@\t\r\n\uff1d")
    assert plain_entry(text)[:1] not in tuple("=@\t\r\n\uff1d")


def test_results_have_the_values_that_the_command_prints(view):
    """The plain file is the results table of the command, and the Danish one has the same values with commas."""
    results = records_of(view)[0]
    printed = list(csv.reader(io.StringIO(csv_of(view.rows.table))))
    assert read(plain_csv(results), ",") == printed
    place, danish = results.names.index("value"), read(danish_csv(results), ";", danish=True)
    assert [[c.replace(",", ".") if i == place else c for i, c in enumerate(row)] for row in danish] == printed
