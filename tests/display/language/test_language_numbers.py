"""Danish numbers and dates: comma, point, no-break space, real minus, half up."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.display.language.language import decimals_of, language
from analysis.display.runs import Because, Phrase

SAY = language("da")
AMOUNTS = st.decimals(-(10**9), 10**9, places=3)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1289000", None, "1.289.000"),
        ("26.0", None, "26,0"),
        ("26", 1, "26,0"),
        ("1234567.891", 2, "1.234.567,89"),
        ("52.5", 0, "53"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("24.25", 1, "24,3"),
        ("-52.5", 0, "\u221253"),
        ("91.66666666666666666", 0, "92"),
        ("0", None, "0"),
        ("999.5", 0, "1.000"),
        ("1E+3", None, "1.000"),
    ],
)
def test_a_number_is_rounded_half_up_and_then_written_in_danish(value, decimals, text):
    """Point per thousand and comma for decimals; 52.5 is 53, where Babel alone would write 52."""
    assert SAY.number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [("14", "+14"), ("-19", "\u221219"), ("0", "0"), ("1.8", "+1,8"), ("-0.4", "\u22120,4")]
)
def test_a_change_is_written_with_its_sign(value, text):
    """Plus, a real minus (U+2212), and no sign at zero."""
    assert SAY.number(Decimal(value), signed=True) == text


@pytest.mark.parametrize("signed", [True, False])
def test_what_is_rounded_to_zero_has_no_sign(signed):
    """There is no minus nought."""
    assert SAY.number(Decimal("-0.4"), 0, signed=signed) == "0"


@given(AMOUNTS)
def test_a_number_can_be_read_back(value):
    """Nothing is lost but the notation."""
    text = SAY.number(value)
    assert Decimal(text.replace(".", "").replace(",", ".").replace("\u2212", "-")) == value


@given(AMOUNTS)
def test_a_number_never_breaks_over_a_line(value):
    """It holds no space and no hyphen."""
    assert not {" ", "-"} & set(SAY.number(value, signed=True))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("17", "percent", "17\u00a0%"),
        ("8", "percentage_points", "8 procentpoint"),
        ("9", "count", "9"),
        ("26.0", "per_1000", "26,0"),
        ("1200000", "dkk", "1.200.000 kr."),
        ("-18", "percent_change", "\u221218\u00a0%"),
        ("40", "unge", "40 unge"),
    ],
)
def test_a_quantity_has_its_unit(value, unit, text):
    """Per cent after a no-break space (U+00A0); a unit that the catalogue does not know stands as it is."""
    assert SAY.quantity(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(dt.date(2022, 5, 24), "24. maj 2022"), (dt.date(2014, 12, 31), "31. december 2014"), (dt.date(2020, 1, 1), "1. januar 2020")],
)
def test_a_day_is_written_out(day, text):
    """Without leading zeros."""
    assert SAY.date(day) == Because(text, "date")


@pytest.mark.parametrize(("value", "decimals"), [("26.0", 1), ("26", 0), ("0.05", 2), ("1E+6", 0)])
def test_the_decimals_of_a_number_are_those_it_is_written_with(value, decimals):
    """26.0 keeps its nought."""
    assert decimals_of(Decimal(value)) == decimals


def test_a_unit_of_the_data_is_quoted_after_its_number():
    """A number that is a phrase already keeps its runs."""
    assert SAY.with_unit("8", "job") == Phrase(("8 ", Because("job", "quoted")))
    assert SAY.with_unit("17", "percent").text == "17\u00a0%"


@pytest.mark.parametrize(("value", "text"), [("1289000", "1.289"), ("499", "0"), ("500", "1")])
def test_thousands_are_whole(value, text):
    """For a figure whose caption says so."""
    assert SAY.thousands(Decimal(value)) == text
