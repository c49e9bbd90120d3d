"""A number that leads to its receipt: found by a record, an id or a row, said as the book says it, and remembered as asked for."""

import pandas as pd
import pytest

from analysis import display
from analysis.display.runs import Shown
from analysis.display.view import opened
from analysis.errors import UserError
from analysis.messages import speaking

SUM = "2018.lower.tryghedsplan-2017.2018"


@pytest.fixture
def view(monkeypatch, data):
    """An edition as a notebook opens it, in a process that has opened nothing else."""
    monkeypatch.setattr(opened, "OPENED", [])
    return display.open_edition(year=2018, as_of="", data=data)


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def ways(view):
    """Every way to ask for one row."""
    frame = view.frame(method="known_cells", year=2018, effort_area="")
    return {
        "id": SUM,
        "record": frame.iloc[0],
        "tuple": next(frame.itertuples()),
        "row": view.one(method="known_cells", year=2018, effort_area=""),
        "frame": frame,
        "ids": frame["id"],
        "list": [SUM],
    }


@pytest.mark.parametrize("way", ["id", "record", "tuple", "row", "frame", "ids", "list"])
def test_a_value_is_found_by_whatever_pandas_has_of_its_row(view, way):
    """It says the same, and knows its row."""
    found = display.value(ways(view)[way])
    assert found.text == "mindst 640.000 kr."
    assert [row.id for row in found.rows] == [SUM]
    assert any(isinstance(run, Shown) and run.text == "640.000" for run in found)
    assert f'data-rows="{SUM}"' in found._repr_html_()
    assert repr(found) == found.text


def test_without_its_unit_and_with_its_label(view):
    """For a column whose head says kroner, and for a list of several."""
    activities = view.frame(method="published", activity=("ung-i-job", "bylivspuljen"), year=2018, line="")
    assert display.value(SUM, unit=False).text == "mindst 640.000"
    assert display.value(activities, label=True).text == "Bylivspuljen: ikke fastlagt; Ung i Job: 50.000 kr."
    assert ("Beløb: " + display.value(SUM)).rows == display.value(SUM).rows


def test_the_ends_of_a_range_are_said_as_one(monkeypatch, view, data):
    """As the source writes them."""
    older = display.open_edition(year=2014, as_of="", data=data)
    rows = older.frame(activity="naergenbrugsstationen", year=2014)
    assert list(rows["measure"]) == ["lower", "upper"]
    assert display.value(rows).text == "ca. 1.000.000–2.000.000 kr."
    assert len(display.value(rows).rows) == 2


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, [], pd.Series([], dtype="string")])
def test_what_is_missing_says_nothing(view, missing):
    """And a sentence without its value is not said."""
    assert not display.value(missing)
    assert not display.text("Beløb: ", display.value(missing))
    assert display.text("Beløb: ", display.value(SUM))


def test_a_row_of_another_edition_is_found_in_the_history(view, data):
    """With the words of the edition that is open."""
    history = display.rows_of_all_editions(data=data)
    row = history.one(edition=2022, method="sum_of_cells", year=2022)
    assert display.value(row.id).text == "1.313.000 kr."


def test_what_is_found_by_its_id_is_remembered_as_asked_for(view):
    """An id that is written by hand is a question as well."""
    display.value(SUM)
    assert "rows theme=oekonomi indicator=bevilling measure=lower" in view.asked


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("2018.findes-ikke", "found no row 2018.findes-ikke in what this notebook has opened; expected the id of a row"),
        (640000, "found 640000; expected a record of view.frame(), its id, or a row of view.pick()"),
    ],
)
def test_what_is_no_row_is_refused(view, of, said):
    """With what was found and what to give instead."""
    with pytest.raises(UserError, match=r"display\.value: ") as caught:
        display.value(of)
    assert said in str(caught.value)


def test_without_an_open_edition_it_is_said_which_line_lacks(view):
    """A table needs the language of one."""
    opened.OPENED.clear()
    with pytest.raises(UserError, match=r"expected view = display.open_edition\(year=year"):
        display.table(pd.DataFrame({"a": [1]}), caption="Tabel")


def test_names_that_a_frame_gave_are_names_and_other_digits_are_plain(view):
    """So that the build can tell a number that somebody has written from one that is part of a name."""
    view.frame(theme="oekonomi")
    name, number = display.text("1. Dialog og kommunikation").paragraphs[0], display.text("1. Dialog").paragraphs[0]
    assert [getattr(run, "reason", "") for run in name] == ["name"]
    assert [getattr(run, "reason", "") for run in number] == [""]
