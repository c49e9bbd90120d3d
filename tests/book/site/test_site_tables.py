"""Each table that shows rows has a file of them, under a name that is its own and stays from year to year."""

import csv
import io

import pytest

from analysis.book.site.tables import named_tables, table_files
from analysis.data import load
from analysis.display.view.opened import Opening, look
from analysis.indicators import csv_of

ROW = '<a class="r" data-rows="{}" href="#x">17</a>'


def table(*cells, caption="Tal"):
    rows = "".join(f"<tr><th>a</th><td>{cell}</td></tr>" for cell in cells)
    return f'<table role="table"><caption>{caption}</caption><thead><tr><th>b</th></tr></thead><tbody>{rows}</tbody></table>'


def page(*sections, title="kriminalitet-2022"):
    inside = "".join(f'<section id="{name}"><h2>x</h2>{text}</section>' for name, text in sections)
    return f'<section id="{title}"><h1>x</h1>{inside}</section>'


@pytest.fixture(scope="module")
def rows(root):
    """The rows of an edition by their ids."""
    return {row.id: row for row in look(Opening("edition", 2022, ""), load(root / "data")).rows.table}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (page(("anmeldelser", table("1"))), ["kriminalitet-anmeldelser"]),
        (page(("a", table("1") + table("2")), ("b", table("3"))), ["kriminalitet-a", "kriminalitet-a-2", "kriminalitet-b"]),
        (page(("a", f'<section class="flow-step">{table("1")}</section>{table("2")}')), ["kriminalitet-a", "kriminalitet-a-2"]),
        (page(("a", f'<section id="c" class="x">{table("1")}</section>{table("2")}')), ["kriminalitet-c", "kriminalitet-a"]),
        (f'<section id="kriminalitet-2022">{table("1")}</section>', ["kriminalitet"]),
        (f'<section class="x" data-y="1" id="en-titel-2022">{table("1")}</section>', ["kriminalitet"]),
        (table("1"), ["kriminalitet"]),
        (page(("a", "")), []),
    ],
)
def test_a_table_is_named_by_its_page_and_section(text, names):
    """The page's own section has the year in its id, so the page's name stands for it."""
    assert [name for name, _ in named_tables("2022/kriminalitet", text)] == names


def test_a_file_has_the_rows_of_the_cells_in_their_order(rows):
    """Each once, with the exact values of the results, beside the page's figures."""
    first, second = list(rows)[5:7]
    text = page(("anmeldelser", table(ROW.format(second), ROW.format(f"{first} {second}"), caption="Tal i <b>2021</b> &amp; før")))
    (found,) = table_files({"2022/kriminalitet": text}, rows)
    assert found.title == "Tal i 2021 & før"
    assert found.path == "2022/hent/tabel-kriminalitet-anmeldelser.csv"
    assert found.text == csv_of([rows[second], rows[first]])
    assert [row["id"] for row in csv.DictReader(io.StringIO(found.text))] == [second, first]


def test_a_page_across_has_its_files_beside_it(rows):
    """Not in an edition's folder."""
    (found,) = table_files({"maal": page(("aftale-2021", table(ROW.format(next(iter(rows))))), title="maal")}, rows)
    assert found.path == "hent/tabel-maal-aftale-2021.csv"


def test_a_table_without_rows_has_no_file_but_a_number(rows):
    """So that the one after it keeps its name when the first has rows in another year."""
    key = next(iter(rows))
    text = page(("a", table("ingen tal") + table(ROW.format(key)) + table(ROW.format("en.anden.bogs"))))
    assert [found.path for found in table_files({"2022/resume": text}, rows)] == ["2022/hent/tabel-resume-a-2.csv"]


def test_two_chapters_never_write_the_same_file(rows):
    """Sections of the same name are told apart by their chapters."""
    key = next(iter(rows))
    pages = {f"2022/{chapter}": page(("metode", table(ROW.format(key)))) for chapter in ("tryghed", "kriminalitet")}
    paths = [found.path for found in table_files(pages, rows)]
    assert len(set(paths)) == len(paths) == 2
