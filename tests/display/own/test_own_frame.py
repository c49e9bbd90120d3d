"""Results as a frame: documented columns of documented types, the same numbers as the pages, and what was asked is remembered."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import load
from analysis.display import View
from analysis.display.own.frame import COLUMNS
from analysis.display.view.opened import Opening, look

LINE = re.compile(r"^ +(\w+) +(string|int64|float64|Int64|bool) +\S", re.MULTILINE)
IN_DOCS = re.compile(r"^\| `(\w+)` \| `(\w+)` \|", re.MULTILINE)


@pytest.fixture(scope="module", params=["own", "mini", "broad"])
def looks(request, data, mini, broad):
    """Every edition of a partnership, not asked anything yet."""
    facts = load(Path({"own": data, "mini": mini, "broad": broad}[request.param]))
    return [look(Opening("edition", edition.year, ""), facts) for edition in facts.partnership.editions]


@pytest.fixture
def fresh(views):
    """Makes the view of an edition that has not been asked anything yet."""
    return lambda year: View(views[year].known, year, views[year].as_of, views[year].rows.table)


def types_of(frame: pd.DataFrame) -> dict[str, str]:
    return {column: str(dtype) for column, dtype in frame.dtypes.items()}


def test_the_columns_are_those_that_are_documented(views, root):
    """In the docstring that an analyst asks for, and in the guide."""
    found = types_of(views[2022].frame())
    assert found == dict(COLUMNS)
    assert found == dict(LINE.findall(View.frame.__doc__))
    assert found == dict(IN_DOCS.findall((root / "docs" / "eget-kapitel.md").read_text(encoding="utf-8")))


def test_every_edition_has_a_frame_with_a_line_for_each_row(looks):
    """Of the same types, whatever there is in it, and with no text missing."""
    for seen in looks:
        frame = seen.frame(is_whole=(True, False))
        assert types_of(frame) == dict(COLUMNS)
        assert list(frame["id"]) == [row.id for row in seen.rows.table]
        assert [name for name, dtype in COLUMNS.items() if dtype == "string" and frame[name].isna().any()] == []
        assert (frame["said"].str.len() > 0).all()


def test_an_empty_frame_has_the_same_columns(views):
    """So that what is written for one edition works for one without such rows."""
    frame = views[2022].frame(theme="ingen")
    assert len(frame) == 0
    assert types_of(frame) == dict(COLUMNS)


def test_a_number_is_a_float_and_no_number_is_missing_with_its_reason(views):
    """A verdict is a word; an unknown amount is never 0."""
    rows = {row.id: row for row in views[2018].rows.table}
    frame = views[2018].frame()
    for record in frame.itertuples():
        row = rows[record.id]
        assert pd.isna(record.value) if row.number is None else Decimal(str(record.value)) == pytest.approx(row.number)
        assert record.word == (row.value if isinstance(row.value, str) else "")
    undecided = frame[frame["status"] == "not_decided"]
    assert len(undecided)
    assert undecided.loc[undecided["measure"] == "observed", "value"].isna().all()
    assert set(frame.loc[frame["measure"] == "verdict", "word"]) <= {"met", "not_met", "undetermined", "monitored"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"method": "known_cells", "year": 2018, "effort_area": ""}, "mindst 640.000 kr."),
        ({"method": "published", "activity": "bylivspuljen", "year": 2018, "line": ""}, "ikke fastlagt"),
        ({"method": "published", "activity": "skolefravaer", "year": 2017, "line": ""}, "0 kr."),
        ({"kind": "target", "activity": "ung-i-job", "deliverable": "unge"}, "mindst 40 unge"),
        ({"indicator": "bevilling", "category": "ramme", "year": 2018, "measure": "observed"}, "1.200.000 kr."),
    ],
)
def test_a_row_is_said_as_the_pages_say_it(views, wanted, said):
    """With "mindst" for a sum with an unknown in it, and the word for why there is no number."""
    assert list(views[2018].frame(**wanted)["said"]) == [said]


def test_a_row_has_the_names_of_what_it_is_about(views):
    """Its activity's effort area too, and what lies outside them is named alike in sums and activities."""
    frame = views[2017].frame(theme="oekonomi", year=2017).set_index("id")
    cell = frame.loc["2017.observed.tryghedsplan-2017.bylivspuljen.2017"]
    assert (cell["label"], cell["activity_name"], cell["effort_area"]) == ("Bylivspuljen", "Bylivspuljen", "byliv")
    assert cell["effort_area_name"] == "2. Tryggere byliv"
    outside = frame.loc["2017.observed.tryghedsplan-2017.moedefacilitering.2017"]
    summed = frame.loc["2017.total.tryghedsplan-2017.without_effort_area.2017"]
    assert outside["effort_area"] == summed["effort_area"]
    assert outside["effort_area_name"] == summed["effort_area_name"] == "Uden indsatsområde"
    assert set(views[2022].frame(plan="tryghedsplan-2022", method="published", theme="oekonomi")["effort_area_name"]) == {
        "Indsatsområde ikke oplyst"
    }


# What a notebook depends on


def test_only_what_a_frame_is_about_is_remembered(fresh):
    """And the definitions that its words come from."""
    seen = fresh(2022)
    seen.frame(theme="oekonomi", year=2022)
    asked = {question for question in seen.asked if question.startswith("rows")}
    assert asked == {"rows theme=oekonomi"}
    assert "activities tryghedsplan-2022" in seen.asked
    seen.frame(measure="verdict")
    assert "rows measure=verdict" in seen.asked


def changed(facts, table, **update):
    """Facts in which the first row of a table that has an amount or a value in the newest year is another."""
    rows = getattr(facts, table)
    field = next(iter(update))
    place = next(i for i, row in enumerate(rows) if row.year == 2022 and getattr(row, field) is not None)
    return replace(facts, **{table: (*rows[:place], rows[place].model_copy(update=update), *rows[place + 1 :])})


@pytest.mark.parametrize(
    ("table", "update", "is_other"),
    [("budgets", {"amount_dkk": Decimal(7)}, True), ("observations", {"value": Decimal(7)}, False)],
)
def test_a_frame_is_another_when_its_rows_change_and_only_then(fresh, facts, table, update, is_other):
    """Money changes what was asked about money; a figure of another theme does not."""
    seen = fresh(2022)
    seen.frame(theme="oekonomi")
    before = {question: seen.answer(question) for question in seen.asked}
    now = look(Opening("edition", 2022, ""), changed(facts, table, **update))
    assert any(now.answer(question) != answer for question, answer in before.items()) is is_other
