"""Parts of time: how they are written, which year they belong to, and which of them are the same part of two years."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analysis.data import PARTS_OF_A_YEAR, WHOLE_YEAR, Observation, Period, part_of_year
from analysis.data.periods import parse_period

DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2198, 12, 31))


@pytest.mark.parametrize(
    ("cell", "part", "first", "last"),
    [
        ("2023H1", "half", "2023-01-01", "2023-06-30"),
        ("2023H2", "half", "2023-07-01", "2023-12-31"),
        ("2023K1", "quarter", "2023-01-01", "2023-03-31"),
        ("2023K4", "quarter", "2023-10-01", "2023-12-31"),
        ("2023M03", "month", "2023-03-01", "2023-03-31"),
        ("2024M02", "month", "2024-02-01", "2024-02-29"),
        ("2023M12", "month", "2023-12-01", "2023-12-31"),
        ("2023-01-01", "day", "2023-01-01", "2023-01-01"),
        ("2022-04-01/2023-03-31", "span", "2022-04-01", "2023-03-31"),
        ("2023-01-01/2023-04-30", "span", "2023-01-01", "2023-04-30"),
    ],
)
def test_a_period_is_read_and_written_as_it_stands(cell, part, first, last):
    """First and last day belong to it."""
    found = parse_period(cell)
    assert (found.part, found.first.isoformat(), found.last.isoformat()) == (part, first, last)
    assert found.text == str(found) == cell


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_cell_is_the_whole_calendar_year(cell):
    """As every row was before there were periods."""
    assert parse_period(cell) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2023Q1", "a half-year (2023H1)"),
        ("2023K5", "a half-year (2023H1)"),
        ("2023K0", "a half-year (2023H1)"),
        ("2023H3", "a half-year (2023H1)"),
        ("2023M13", "a half-year (2023H1)"),
        ("2023U05", "a half-year (2023H1)"),
        ("1. kvartal 2023", "a half-year (2023H1)"),
        ("2023-02-30", "a half-year (2023H1)"),
        ("2023-03-31/2023-01-01", "a half-year (2023H1)"),
        ("2023", "a half-year (2023H1)"),
        ("0023K1", "a half-year (2023H1)"),
        ("2023M3", "write it: 2023M03"),
        ("2023K01", "write it: 2023K1"),
        ("2023-01-01/2023-03-31", "write it: 2023K1"),
        ("2023-02-01/2023-02-28", "write it: 2023M02"),
        ("2023-01-01/2023-01-01", "write it: 2023-01-01"),
        ("2023-01-01/2023-12-31", "an empty cell"),
    ],
)
def test_each_period_is_written_in_one_way(cell, said):
    """What is none is told how to write one; what has a shorter name is told that."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_period(cell)


@given(DAYS, st.integers(0, 800))
def test_whatever_is_written_is_read_back(first, days):
    """Every span of days has one name."""
    last = min(first + dt.timedelta(days), dt.date(2199, 12, 31))
    text = f"{first}/{last}" if days else first.isoformat()
    try:
        found = parse_period(text)
    except ValueError:
        return  # it has a shorter name, or is a whole year
    assert (found.first, found.last, found.text) == (first, last, text)


@given(st.integers(1901, 2198), st.sampled_from(sorted(PARTS_OF_A_YEAR)))
def test_the_parts_of_a_year_make_it_without_gap_or_overlap(year, part):
    """From the first of January to the last of December."""
    parts = [part_of_year(year, part, number + 1) for number in range(PARTS_OF_A_YEAR[part])]
    assert parts[0].first == dt.date(year, 1, 1)
    assert parts[-1].last == dt.date(year, 12, 31)
    assert all(one.last + dt.timedelta(1) == then.first for one, then in pairwise(parts))
    assert [parse_period(one.text) for one in parts] == parts


@given(st.integers(1901, 2197), st.sampled_from(sorted(PARTS_OF_A_YEAR)), st.integers(1, 12))
def test_the_same_part_of_two_years_is_the_same_and_no_other_is(year, part, number):
    """Also February, whether it has 28 days or 29."""
    number = min(number, PARTS_OF_A_YEAR[part])
    span = part_of_year(year, part, number).span(year)
    assert span == part_of_year(year + 1, part, number).span(year + 1)
    assert span.of(year + 1) == part_of_year(year + 1, part, number)
    others = [part_of_year(year, other, n + 1).span(year) for other, count in PARTS_OF_A_YEAR.items() for n in range(count)]
    assert others.count(span) == 1
    assert span != WHOLE_YEAR


@pytest.mark.parametrize(
    ("one", "year", "other", "other_year", "same"),
    [
        ("2022-04-01/2023-03-31", 2022, "2023-04-01/2024-03-31", 2023, True),
        ("2022-03-01/2023-02-28", 2022, "2023-03-01/2024-02-29", 2023, True),
        ("2022-04-01/2023-03-31", 2022, "2022-07-01/2023-06-30", 2022, False),
        ("2022-04-01/2023-03-31", 2022, "2023-04-01/2024-03-31", 2024, False),
        ("2022-01-01", 2022, "2023-01-01", 2023, True),
        ("2022-01-01", 2022, "2022-07-01", 2022, False),
        ("2022-01-01", 2022, "2022M01", 2022, False),
        ("2022K1", 2022, "2022K2", 2022, False),
    ],
)
def test_a_rolling_year_is_the_same_only_as_the_one_that_begins_on_the_same_day(one, year, other, other_year, same):
    """And belongs to the same of its two years."""
    assert (parse_period(one).span(year) == parse_period(other).span(other_year)) is same


def test_a_span_has_a_name_of_its_own():
    """For the ids of rows."""
    names = ["", "2023K1", "2023M03", "2023H2", "2023-01-01", "2022-04-01/2023-03-31"]
    spans = [WHOLE_YEAR if not text else parse_period(text).span(2023) for text in names]
    assert [span.name for span in spans] == ["", "K1", "M3", "H2", "0.01.01", "-1.04.01-0.04.01"]


BASE = {
    "indicator": "x",
    "category": "",
    "geography": "y",
    "year": "2023",
    "value": "10",
    "level": "",
    "status": "ok",
    "n": "",
    "deff": "",
}
BASE |= {"note": "", "source": "s", "section": "1", "published": "2024-01-01"}


def test_a_row_is_named_by_its_part_and_its_group():
    """A row without either keeps the name that it had."""
    rows = [Observation.model_validate(BASE | more) for more in ({}, {"period": "2023K1"}, {"breakdown": "koen", "group": "maend"})]
    assert [row.id for row in rows] == ["x.y.2023.s", "x.y.2023K1.2023.s", "x.y.koen.maend.2023.s"]
    assert [row.is_whole for row in rows] == [True, False, False]
    rolling = Observation.model_validate(BASE | {"period": "2022-04-01/2023-03-31"})
    assert rolling.id == "x.y.2022-04-01_2023-03-31.2023.s"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"period": "2022K4"}, "a period that has days in the row's year, 2023"),
        ({"period": "2024-01-01"}, "a period that has days in the row's year, 2023"),
        ({"breakdown": "koen"}, "a breakdown and a group, or neither"),
        ({"group": "maend"}, "a breakdown and a group, or neither"),
        ({"lower": "8"}, "a lower limit, the value (10) and an upper limit"),
        ({"lower": "11", "upper": "12"}, "a lower limit, the value (10) and an upper limit"),
        ({"lower": "8", "upper": "9"}, "a lower limit, the value (10) and an upper limit"),
        ({"lower": "8", "upper": "9", "value": "", "status": "not_stated"}, "a lower limit, the value (an empty cell)"),
    ],
)
def test_a_row_says_nothing_by_halves(more, said):
    """A group needs its breakdown, a limit the other one and a value between them, a part of time the right year."""
    with pytest.raises(ValidationError) as error:
        Observation.model_validate(BASE | more)
    assert said in str(error.value)


@pytest.mark.parametrize(
    "more", [{"lower": "10", "upper": "10"}, {"lower": "8", "upper": "12.5"}, {"period": "2022-04-01/2023-03-31"}]
)
def test_what_a_row_may_say(more):
    """The edges are in."""
    assert Observation.model_validate(BASE | more).value == 10


def test_a_period_is_a_value():
    """Two of the same days are equal, so that rows are told apart by what they are about."""
    assert parse_period("2023K1") == Period("quarter", 1, dt.date(2023, 1, 1), dt.date(2023, 3, 31))
