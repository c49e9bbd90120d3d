"""A frame as a table of the book."""

import pandas as pd
import pytest

from analysis import display
from analysis.display.view import opened
from analysis.errors import UserError
from analysis.messages import speaking


@pytest.fixture(autouse=True)
def view(monkeypatch, data):
    """An edition as a notebook opens it."""
    monkeypatch.setattr(opened, "OPENED", [])
    with speaking("en"):
        yield display.open_edition(year=2018, as_of="", data=data)


def texts(table):
    return [[cell.text.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("values", "options", "said"),
    [
        ([1200000, 3], {}, ["1.200.000", "3"]),
        ([0.1 + 0.2, 12.25], {}, ["0,3", "12,3"]),
        ([12.25, 2.0], {"decimals": 2}, ["12,25", "2,00"]),
        ([2.0, 3.0], {}, ["2", "3"]),
        ([-4, 0], {}, ["\u22124", "0"]),
        ([1.0, float("nan")], {}, ["1", "ingen tal"]),
        ([None, "ord"], {"missing": "ved ikke"}, ["ved ikke", "ord"]),
        ([True, False], {}, ["True", "False"]),
    ],
)
def test_numbers_are_danish_and_what_is_missing_is_said(values, options, said):
    """No cell is empty, and nothing that is missing is 0."""
    table = display.table(pd.DataFrame({"navn": ["a", "b"], "tal": values}), caption="Tabel", **options)
    assert [row[1] for row in texts(table)] == said


def test_years_are_written_as_years():
    """In the columns that hold some; any other number of that size is a number."""
    frame = pd.DataFrame({"year": [2018], "kr": [2018]})
    table = display.table(frame, caption="Tabel")
    assert texts(table) == [["2018", "2.018"]]
    assert 'data-no-rows="year"' in table._repr_html_()
    assert texts(display.table(frame, caption="Tabel", years=["kr"])) == [["2.018", "2018"]]


def test_values_keep_their_receipts_and_the_sources_stand_below(view):
    """A number of the table leads to its row."""
    frame = view.frame(method=("sum_of_cells", "known_cells"), year=2018).query("effort_area != ''")
    frame["Kr."] = [display.value(row, unit=False) for row in frame["id"]]
    table = display.table(frame[["effort_area_name", "Kr."]], caption="Beløb")
    html = table._repr_html_()
    assert all(f'data-rows="{name}"' in html for name in frame["id"])
    assert 'class="num"' in html
    assert '<th scope="col"' in html
    assert '<th scope="row"' in html
    assert "<caption>Beløb</caption>" in html
    assert [note.text for note in table.notes] == ["Kilde: Tryghedsplan 2017."]


def test_an_index_with_a_name_is_the_first_column_and_one_without_is_none():
    """As pandas has it after a grouping."""
    frame = pd.DataFrame({"navn": ["b", "a", "b"], "kr": [1, 2, 3]})
    assert texts(display.table(frame.groupby("navn").sum(), caption="T")) == [["a", "2"], ["b", "4"]]
    assert texts(display.table(frame, caption="T"))[0] == ["b", "1"]


def test_groups_have_heads_where_their_value_changes():
    """The column itself is no longer one."""
    frame = pd.DataFrame({"navn": list("abc"), "gruppe": ["x", "x", "y"]})
    table = display.table(frame, caption="T", group="gruppe")
    assert {place: head.text for place, head in table.groups.items()} == {0: "x", 2: "y"}
    assert [column.text for column in table.columns] == ["navn"]


def test_an_empty_frame_shows_nothing():
    """So that its section is left out."""
    assert not display.table(pd.DataFrame({"a": []}), caption="T")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"caption": ""}, "display.table: found no caption; expected a line that says what the table shows"),
        ({"caption": "T", "group": "by"}, "display.table: found no column by; expected one of navn, kr"),
    ],
)
def test_what_lacks_is_said(options, said):
    """A table without a caption is none."""
    with pytest.raises(UserError) as caught:
        display.table(pd.DataFrame({"navn": ["a"], "kr": [1]}), **options)
    assert said in str(caught.value)
