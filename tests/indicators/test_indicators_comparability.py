"""What may be compared: one series over time, and an area with a larger one that contains it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Partnership
from analysis.errors import NotComparable, UserError
from analysis.indicators.comparability import Series, ensure_part_and_whole, ensure_same_series, series_of

SERIES = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["utryg", "tryg", "anmeldelser"]),
        "category": st.sampled_from(["", "vold", "vold_vaaben"]),
        "geography": st.sampled_from(["kvarter", "nyt-kvarter", "by"]),
    }
)


@pytest.fixture(scope="module")
def partnership():
    """An invented partnership: a neighbourhood in a district in a city, and a city beside it."""
    areas = {"kvarter": ["bydel", "by"], "bydel": ["by"], "by": [], "naboby": []}
    kinds = {"kvarter": "partnership", "bydel": "district", "by": "city", "naboby": "other"}
    geographies = {key: {"name": key, "short": key, "kind": kinds[key], "part_of": whole} for key, whole in areas.items()}
    rest = {"id": "p", "name": "P", "language": "da", "about": "", "editions": [{"year": 2020, "as_of": "2020-12-31"}]}
    return Partnership.model_validate(rest | {"geographies": geographies})


def test_a_series_is_an_indicator_a_category_and_an_area(observe):
    """The year and the source are not part of it."""
    row = observe("5", indicator="anmeldelser", category="vold", geography="by", year=1999)
    assert series_of(row) == Series("anmeldelser", "vold", "by")


@pytest.mark.parametrize(
    ("field", "other"), [("geography", "nyt-kvarter"), ("category", "vold_vaaben"), ("indicator", "tryg")], ids=lambda v: v
)
def test_two_series_cannot_be_compared_over_time(observe, field, other):
    """A new area, a new set of offences and another indicator are each a break; the message names both sides and their years."""
    earlier = observe("5", category="vold", year=2015)
    later = observe("6", **{"category": "vold", "year": 2021, field: other})
    with pytest.raises(NotComparable) as raised:
        ensure_same_series(earlier, later)
    message = str(raised.value)
    assert f"{series_of(earlier)} (2015)" in message
    assert f"{series_of(later)} (2021)" in message


def test_a_comparison_across_a_break_is_an_error_that_the_user_can_read():
    """The command line shows it as one message, without traceback."""
    assert issubclass(NotComparable, UserError)


def test_a_series_without_category_is_named_without_a_gap():
    """A name has no empty part."""
    assert str(Series("utryg", "", "kvarter")) == "utryg, kvarter"


@given(SERIES, SERIES, st.integers(1990, 2030), st.integers(1990, 2030))
def test_observations_are_comparable_over_time_just_when_their_series_are_equal(observe, one, other, year, another):
    """No pair of series is let through by accident, and no equal pair is refused."""
    earlier, later = observe("1", year=year, **one), observe("2", year=another, **other)
    try:
        ensure_same_series(earlier, later)
    except NotComparable:
        assert one != other
    else:
        assert one == other


@pytest.mark.parametrize("larger", ["bydel", "by"])
def test_an_area_can_be_held_against_each_area_that_contains_it(observe, partnership, larger):
    """The neighbourhood against its district and its city, in the same year."""
    ensure_part_and_whole(observe("17"), observe("9", geography=larger), partnership)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({}, {"geography": "naboby"}),
        ({}, {"geography": "kvarter"}),
        ({"geography": "by"}, {"geography": "kvarter"}),
        ({"geography": "by"}, {"geography": "bydel"}),
        ({}, {"geography": "by", "year": 2019}),
        ({}, {"geography": "by", "indicator": "tryg"}),
        ({"category": "vold"}, {"geography": "by", "category": "vold_vaaben"}),
    ],
    ids=["not part of", "itself", "whole and part swapped", "district", "other year", "other indicator", "other category"],
)
def test_nothing_else_can_be_held_against_an_area(observe, partnership, part, whole):
    """Part and whole must be the same figure of the same year; the message names both."""
    small, large = observe("17", **part), observe("9", **whole)
    named = f"{re.escape(str(series_of(small)))}.*{re.escape(str(series_of(large)))}"
    with pytest.raises(NotComparable, match=named):
        ensure_part_and_whole(small, large, partnership)
