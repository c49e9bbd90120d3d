"""The cells of a table: which texts are numbers, dates and years, and what is said about those that are not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from analysis.data.tables import TABLES, Budget, Observation
from analysis.data.values import parse_date, parse_number, parse_year

CORRECT = "correct the value"
OBSERVATIONS, BUDGETS = "observations.csv", "budgets.csv"
AMOUNT = "an amount when, and only when, the status is ok"
SOURCE = {"source": "status-2022", "section": "Tabel 1", "published": "2022-05-24"}
OBSERVATION = SOURCE | {
    "indicator": "anmeldelser",
    "category": "indbrud",
    "geography": "partnerskab-2021",
    "year": "2021",
    "value": "9",
    "level": "",
    "status": "ok",
    "n": "",
    "deff": "",
    "note": "",
}
BUDGET = SOURCE | {
    "plan": "tryghedsplan-2022",
    "activity": "lommepengejob",
    "line": "",
    "year": "2022",
    "amount_dkk": "50000",
    "amount_to_dkk": "",
    "approximate": "no",
    "sign": "50.000",
    "status": "ok",
    "footnote": "",
    "note": "",
}


@pytest.mark.parametrize(
    ("cell", "number"),
    [("17", "17"), ("26.0", "26.0"), ("-18", "-18"), (" 6 ", "6"), ("0", "0"), ("1289000", "1289000"), ("0.10", "0.10")],
)
def test_a_plain_number_keeps_its_digits(cell, number):
    """Decimals are kept as printed, so that 26.0 is known to have one."""
    assert str(parse_number(cell)) == number


@pytest.mark.parametrize("cell", ["", "   ", None])
def test_an_empty_cell_is_no_number(cell):
    """An empty cell is unknown, never zero."""
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("26,0", "not a Danish decimal comma; write 26.0"),
        ("-18,5", "not a Danish decimal comma; write -18.5"),
        ("1.289.000,50", "not a Danish decimal comma; write 1289000.50"),
        ("1.289.000", "without thousands points; write 1289000"),
        ("-1.289.000", "without thousands points; write -1289000"),
    ],
)
def test_a_danish_number_is_refused_with_the_right_spelling(cell, said):
    """The message writes out the number as it should stand."""
    with pytest.raises(ValueError, match="a number") as raised:
        parse_number(cell)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "cell", ["seks", "17 %", "ca. 5", "1e5", "+6", "−18", "1 289 000", "1,289,000", ".5", "5.", "NaN", "?", "-"]
)
def test_a_word_or_sign_is_no_number(cell):
    """Signs and words are refused, also those that Python would read as numbers."""
    with pytest.raises(ValueError, match="a plain number such as 17"):
        parse_number(cell)


@settings(derandomize=True, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_every_plain_number_is_read_exactly(number):
    """No value passes through binary floating point."""
    assert parse_number(f"{number:f}") == number


@settings(derandomize=True, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=1))
def test_every_danish_decimal_comma_is_refused(number):
    """Whatever its digits, a number with a comma never becomes a value."""
    with pytest.raises(ValueError, match="Danish decimal comma"):
        parse_number(f"{number:f}".replace(".", ","))


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_value_error(text):
    """No text makes another error than the one that becomes a message."""
    try:
        assert isinstance(parse_number(text), Decimal | None)
    except ValueError as error:
        assert "number" in str(error)  # noqa: PT017 - both endings are right


def test_a_date_is_read():
    """A day is written YYYY-MM-DD."""
    assert parse_date("2022-05-24") == dt.date(2022, 5, 24)


@pytest.mark.parametrize("cell", ["2022-02-30", "24-05-2022", "2022-5-24", "20220524", "2022-W21-2", "24. maj 2022", "2022", ""])
def test_a_date_that_is_none_is_refused(cell):
    """A day must exist and be written YYYY-MM-DD."""
    with pytest.raises(ValueError, match="a date that exists, written YYYY-MM-DD"):
        parse_date(cell)


@pytest.mark.parametrize("cell", ["12", "1812", "2022.0", "2012/13", "20211", ""])
def test_a_year_has_four_digits(cell):
    """A year is of the twentieth or twenty-first century."""
    with pytest.raises(ValueError, match="a year with four digits"):
        parse_year(cell)


@pytest.mark.parametrize("row", TABLES.values(), ids=TABLES)
def test_every_table_names_its_source(row):
    """Source, section and day of publication stand in every row of every table."""
    assert {"source", "section", "published"} <= set(row.model_fields)


def test_an_observations_name_tells_what_where_when_and_from_whom():
    """The id is made of indicator, category, area, year and source, without an empty category."""
    assert Observation(**OBSERVATION).id == "anmeldelser.indbrud.partnerskab-2021.2021.status-2022"
    assert Observation(**OBSERVATION | {"category": ""}).id == "anmeldelser.partnerskab-2021.2021.status-2022"


def test_a_row_cannot_be_changed():
    """Facts stay as they were read."""
    with pytest.raises(ValidationError, match="frozen"):
        Observation(**OBSERVATION).value = Decimal(1)


@pytest.mark.parametrize("status", ["ok", "provisional", "revised", "source_claim"])
@pytest.mark.parametrize(
    ("value", "level", "good"), [("9", "", True), ("", "minimalt", True), ("", "", False), ("9", "minimalt", False)]
)
def test_a_status_with_value_has_one(status, value, level, good):
    """Exactly one of value and level is filled."""
    row = OBSERVATION | {"status": status, "value": value, "level": level}
    if good:
        assert Observation(**row).status == status
    else:
        with pytest.raises(ValidationError, match="exactly one of value and level"):
            Observation(**row)


@pytest.mark.parametrize("status", ["suppressed", "not_stated", "not_decided", "no_grant", "not_applicable"])
@pytest.mark.parametrize(("value", "level", "good"), [("", "", True), ("9", "", False), ("", "minimalt", False)])
def test_a_status_without_value_has_none(status, value, level, good):
    """Nothing is filled, not even with zero."""
    row = OBSERVATION | {"status": status, "value": value, "level": level}
    if good:
        assert Observation(**row).value is None
    else:
        with pytest.raises(ValidationError, match=f"empty value and level when status is {status}"):
            Observation(**row)


@pytest.mark.parametrize(
    ("status", "amount", "good"),
    [("ok", "0", True), ("ok", "", False), ("not_decided", "", True), ("not_decided", "0", False), ("no_grant", "0", False)],
)
def test_an_amount_follows_its_status(status, amount, good):
    """A cell without amount is unknown; only a printed nought is a nought."""
    row = BUDGET | {"status": status, "amount_dkk": amount}
    if good:
        assert Budget(**row).status == status
    else:
        with pytest.raises(ValidationError, match="an amount when, and only when"):
            Budget(**row)


def test_an_upper_amount_follows_its_status():
    """The upper end of a range is a value too, and has no place in a cell that is not stated."""
    with pytest.raises(ValidationError):
        Budget(**BUDGET | {"status": "not_stated", "amount_dkk": "", "amount_to_dkk": "50000"})


def test_a_line_belongs_to_an_activity():
    """A plan's own total has no lines."""
    with pytest.raises(ValidationError, match="an activity beside a line"):
        Budget(**BUDGET | {"activity": "", "line": "loen"})


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "found", "expected"),
    [
        ("observations.csv", "2012,6,", "2012,seks,", "value", "'seks'", "a plain number such as 17 or 26.0"),
        ("observations.csv", "2021,26.0,", '2021,"26,0",', "value", "'26,0'", "not a Danish decimal comma; write 26.0"),
        ("observations.csv", "2014,750000,", "2014,1.750.000,", "value", "'1.750.000'", "without thousands points; write 1750000"),
        ("observations.csv", "ok,4880,", "ok,mange,", "n", "'mange'", "a plain number"),
        ("budgets.csv", "2021,1289000,", "2021,1.289.000,", "amount_dkk", "'1.289.000'", "without thousands points; write 1289000"),
        ("budgets.csv", ",2000000,", ',"2,0 mio.",', "amount_to_dkk", "'2,0 mio.'", "words and signs belong in another column"),
        ("deliverables.csv", "observed,no,7.5,", 'observed,no,"7,5",', "value", "'7,5'", "not a Danish decimal comma; write 7.5"),
        ("observations.csv", "distrikt-15,2012,", "distrikt-15,12,", "year", "'12'", "a year with four digits"),
        ("observations.csv", "2022-05-24", "2022-02-30", "published", "'2022-02-30'", "a date that exists, written YYYY-MM-DD"),
        ("budgets.csv", "2022-05-24", "24-05-2022", "published", "'24-05-2022'", "a date that exists, written YYYY-MM-DD"),
        ("status.csv", "2022-04-30", "2022-04-31", "period_to", "'2022-04-31'", "a date that exists, written YYYY-MM-DD"),
        ("status.csv", ",partly,", ",delvist,", "on_plan", "'delvist'", "'yes', 'partly' or 'no'"),
        ("significance.csv", ",no,", ",nej,", "significant", "'nej'", "'yes' or 'no'"),
        ("budgets.csv", "not_decided", "undecided", "status", "'undecided'", "'not_stated', 'not_decided'"),
        ("deliverables.csv", ",target,", ",goal,", "kind", "'goal'", "'target', 'observed', 'expected', 'hope' or 'background'"),
    ],
)
def test_a_wrong_cell_is_named(broken, file, old, new, column, found, expected):
    """The message names file, row and column, shows the cell and says what belongs there."""
    todo = "did you mean not_decided?" if found == "'undecided'" else CORRECT
    broken(file, old, new).says(f"{file}, row {{row}}, column {column}", found, expected, todo)


@pytest.mark.parametrize(
    ("file", "old", "new", "found", "expected"),
    [
        (OBSERVATIONS, "2012,6,,ok", "2012,6,,not_stated", "value 6", "empty value and level when status is not_stated"),
        (OBSERVATIONS, "2012,6,,ok", "2012,,,ok", "neither of the two", "exactly one of value and level when status is ok"),
        (
            OBSERVATIONS,
            "2012,6,,ok",
            "2012,6,reduceret,ok",
            "value 6 and level reduceret",
            "exactly one of value and level when status is ok",
        ),
        (BUDGETS, "2018,,,no,?,not_decided", "2018,5,,no,?,not_decided", "5 beside status not_decided", AMOUNT),
        (BUDGETS, "2023,350000,,no,350.000,ok", "2023,,,no,350.000,ok", "an empty cell beside status ok", AMOUNT),
    ],
)
def test_a_value_that_contradicts_its_status_is_named(broken, file, old, new, found, expected):
    """A value where the status says there is none, and none where it says there is one."""
    column = "value" if file == OBSERVATIONS else "amount_dkk"
    broken(file, old, new).says_only(f"{file}, row {{row}}, column {column}", found, expected, CORRECT)


def test_a_value_that_contradicts_its_status_is_shown(broken):
    """What was found stands in the message, as it does for every other fault."""
    assert "4711" in broken("observations.csv", "2012,6,,ok", "2012,4711,,not_stated")


@pytest.mark.parametrize("found", ["Ssp_aktiveringer", ""])
def test_a_key_with_a_wrong_letter_is_explained_in_words(broken, found):
    """A regular expression is no help to someone who edits a spreadsheet."""
    assert "^[a-z0-9]" not in broken("observations.csv", "ssp_aktiveringer,", f"{found},")
