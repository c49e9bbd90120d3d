"""Names, numbers as text, number formats and labels of time."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.values.formats import decimals, is_percent, percentage, shown
from analysis.intake.values.numbers import written
from analysis.intake.values.periods import Time, time_in, time_of, with_places
from analysis.intake.words import mark_of, marked_note, plain, slug

NAMES = [
    ("HÆRVÆRK", "Hærværk"),
    ("Trusler ", "Trusler"),
    ("Vold og våben", "Vold/våben"),
    ("Narkotika²⁾", "Narkotika"),
    ("Tyveri/røveri*", "tyveri / røveri"),
    ("Indbrud 1)", "Indbrud"),
    ("Område A\n(fra 2021)", "område a (fra 2021)"),
    ("Ind\u00adbrud", "Indbrud"),
    ("Område\u00a0A", "Område A"),
]


@pytest.mark.parametrize(("written_so", "name"), NAMES)
def test_form_is_no_part_of_a_name(written_so, name):
    """White space, line breaks, capitals, footnote marks, and "og" for a stroke."""
    assert plain(written_so) == plain(name)


@pytest.mark.parametrize(("one", "other"), [("Indbrud i beboelse", "Indbrud"), ("Chikane m.v.", "Chikane"), ("Vold", "Vold/våben")])
def test_another_name_is_another_name(one, other):
    """Likeness decides nothing."""
    assert plain(one) != plain(other)


def test_footnotes_are_told_by_their_marks():
    """The mark behind a name, and the line that begins with it."""
    assert (mark_of("Narkotika²⁾"), mark_of("Indbrud"), mark_of("2024*")) == ("²⁾", "", "*")
    assert marked_note("²⁾ Følger indsatsen.") == ("²⁾", "Følger indsatsen.")
    assert marked_note("Kilde: Politiet") == ("", "Kilde: Politiet")


def test_an_id_is_made_of_a_name():
    """Small letters, digits and hyphens."""
    assert [slug(name) for name in ("Lys på stierne", "Lektiecafé", "Møder & mad")] == [
        "lys-paa-stierne",
        "lektiecafe",
        "moeder-og-mad",
    ]


NUMBERS = [
    ("1.734", "1734", "1.734"),
    ("26,4", "26.4", None),
    ("22.0", None, "22.0"),
    ("1 789", "1789", "1789"),
    ("2\u00a0273", "2273", "2273"),
    ("2\u202f273", "2273", "2273"),
    ("1.289.000", "1289000", None),
    ("1,289,000", None, "1289000"),
    ("335.000 kr.", "335000", "335.000"),
    ("kr. 15.000,00", "15000.00", None),
    ("100.000,-", "100000", "100.000"),
    ("0,3 mio. kr.", "300000.0", None),
    ("17,3 %", "17.3", None),
    ("-5", "-5", "-5"),
    ("\u22125", "-5", "-5"),
]


@pytest.mark.parametrize(("text", "danish", "point"), NUMBERS)
def test_a_number_as_text_has_a_value_in_each_style_that_it_can_be_in(text, danish, point):
    """And none in a style that it cannot be in."""
    number = written(text)
    values = [None if number.value(style) is None else str(number.value(style)) for style in ("danish", "point")]
    assert values == [danish, point]


@pytest.mark.parametrize("text", ["<5", "-", "..", "u/o", "?", "n/a", "", "K1", "15-29 år", "ja", "1.73.4", "1,2,3"])
def test_what_is_no_number_is_none(text):
    """Signs, labels, and numbers whose points stand anywhere."""
    assert written(text) is None


def test_what_stands_around_a_number_is_kept():
    """Words of precision, marks and brackets: a number in brackets is never made negative by guess."""
    assert written("ca. 50.000").qualifier == "about"
    assert written("67*").mark == "*"
    assert written("(25.000)").bracketed
    assert written("(25.000)").value("danish") == 25000
    assert written("1.734").doubtful
    assert not written("734").doubtful


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_danish_number_is_read_as_it_was_written(number):
    """Thousands points and a decimal comma, whatever the number."""
    text = f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert written(text).value("danish") == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text):
    """Nothing breaks the reading of a number."""
    number = written(text)
    assert number is None or number.readings


FORMATS = [
    ("0.0%", True, 1),
    ("0%", True, 0),
    ("#,##0", False, 0),
    ("0.00", False, 2),
    ("", False, None),
    ('0.0" %"', False, 1),
    ("yyyy", False, None),
]


@pytest.mark.parametrize(("code", "percent", "places"), FORMATS)
def test_a_number_format_says_percent_and_decimals(code, percent, places):
    """A percent sign in quotes multiplies nothing."""
    assert (is_percent(code), decimals(code)) == (percent, places)


def test_a_percent_format_is_applied_exactly():
    """0.289 is 28.9 and not 28.899999999999995; half goes up."""
    assert str(percentage(0.289, "0.0%")) == "28.9"
    assert str(shown(percentage(0.1, "0.0%"), "0.0%")) == "10.0"
    assert str(shown(Decimal("0.25"), "0.0")) == "0.3"
    assert str(shown(percentage(22.0, ""), "")) == "22"


TIMES = [
    (2023, "", Time(2023)),
    (2023.0, "", Time(2023)),
    (17, "", None),
    ("2023K1", "", Time(2023, "K1")),
    ("2021Q1", "", Time(2021, "K1")),
    ("2021H1", "", Time(2021, "H1")),
    ("2021M01", "", Time(2021, "M01")),
    ("2021U05", "", Time(2021, "2021-02-01/2021-02-07")),
    ("2020U53", "", Time(2020, "2020-12-28/2021-01-03")),
    ("2021U53", "", None),
    ("2021M01D15", "", Time(2021, "2021-01-15")),
    ("2021M02D30", "", None),
    ("K3", "", Time(None, "K3")),
    ("1. kvt. 2023", "", Time(2023, "K1")),
    ("2. halvår 2024", "", Time(2024, "H2")),
    ("jan. 2023", "", Time(2023, "M01")),
    ("2021-2024", "", Time(2021, "", 2024)),
    ("31-12-2021", "", Time(2021, "2021-12-31")),
    ("31-02-2021", "", None),
    ("1. januar - 30. april 2025", "", Time(2025, "2025-01-01/2025-04-30")),
    ("1. januar - 31. december 2025", "", Time(2025)),
    (dt.date(2021, 12, 31), "yyyy", Time(2021)),
    (dt.date(2021, 12, 31), "dd-mm-yyyy", Time(2021, "2021-12-31")),
    ("Indbrud", "", None),
    (True, "", None),
]


@pytest.mark.parametrize(("value", "code", "time"), TIMES)
def test_a_label_of_time_is_known(value, code, time):
    """A date is a year only where it is shown as one."""
    assert time_of(value, code) == time


def test_times_stand_behind_names_and_in_lines():
    """A year in brackets after a preposition belongs to the name."""
    assert time_in("Område A 2023") == ("Område A", Time(2023))
    assert time_in("Område A (fra 2021)")[1] is None
    assert time_in("15-29 år")[1] is None
    assert with_places("Anmeldelser i 2023, udtrukket 12-02-2024") == (
        "Anmeldelser i {time}, udtrukket {time}",
        (Time(2023), Time(2024, "2024-02-12")),
    )
    assert Time(2023).joined(Time(None, "K1")) == Time(2023, "K1")
    assert Time(2023).joined(Time(2024)) is None
