"""The arithmetic: change, percentage, gap, share and sums that know what they do not know."""

from decimal import Decimal
from typing import get_args

import pytest

from analysis.data import Indicator, Partnership
from analysis.data.tables import WITH_VALUE, Status
from analysis.errors import NotComparable
from analysis.indicators import measures


@pytest.fixture(scope="module")
def partnership():
    """An invented partnership: a neighbourhood in a city."""
    areas = {"kvarter": {"name": "K", "short": "K", "kind": "partnership", "part_of": ["by"]}}
    areas["by"] = {"name": "B", "short": "B", "kind": "city"}
    rest = {"id": "p", "name": "P", "language": "da", "about": "", "editions": [{"year": 2020, "as_of": "2020-12-31"}]}
    return Partnership.model_validate(rest | {"geographies": areas})


@pytest.fixture(scope="module")
def indicator():
    """What is measured, without any break."""
    rest = {"name": "U", "short": "U", "theme": "tryghed", "unit": "percent", "instrument": "maaling", "definition": "U"}
    return Indicator.model_validate(rest)


def broken(indicator, **fields):
    """The indicator with one break: from 2021 another supplier asks."""
    change = {"kind": "supplier", "from_year": 2021, "before": "Foer A/S", "after": "Efter A/S", "source": "plan"} | fields
    return Indicator.model_validate(indicator.model_dump() | {"breaks": [change]})


@pytest.mark.parametrize(
    ("before", "after", "change"), [("24.2", "26.0", "1.8"), ("11", "9", "-2"), ("67", "67", "0"), ("0.1", "0.3", "0.2")]
)
def test_a_change_is_later_minus_earlier(observe, indicator, before, after, change):
    """In exact decimals: 0.3 less 0.1 is 0.2."""
    assert measures.change(observe(before, year=2020), observe(after, year=2021), indicator) == Decimal(change)


@pytest.mark.parametrize("measure", [measures.change, measures.change_pct])
def test_no_change_is_computed_between_two_series(observe, indicator, measure):
    """Neither in units nor in per cent; the message names both series and their years."""
    with pytest.raises(NotComparable) as raised:
        measure(observe("73", geography="kvarter"), observe("66", geography="nyt-kvarter", year=2021), indicator)
    assert "utryg, kvarter (2020)" in str(raised.value)
    assert "utryg, nyt-kvarter (2021)" in str(raised.value)


@pytest.mark.parametrize("measure", [measures.change, measures.change_pct])
@pytest.mark.parametrize("kind", ["supplier", "question"])
@pytest.mark.parametrize("geographies", [[], ["by", "kvarter"]])
def test_no_change_is_computed_across_a_break_of_supplier_or_question(observe, indicator, measure, kind, geographies):
    """The message says what changed when, and names both sides with their years."""
    with pytest.raises(NotComparable) as raised:
        measure(observe("73"), observe("66", year=2022), broken(indicator, kind=kind, geographies=geographies))
    assert str(raised.value) == (
        f"comparison over time: found utryg, kvarter in 2020 and 2022; expected years on one side of the new {kind} in 2021 "
        "(Foer A/S before, Efter A/S after); show them side by side without a difference."
    )


@pytest.mark.parametrize(
    ("earlier", "later", "fields"),
    [(2018, 2020, {}), (2021, 2022, {}), (2020, 2021, {"geographies": ["by"]}), (2020, 2021, {"from_year": 2020})],
    ids=["before it", "after it", "of another area", "the earlier year is on its new side"],
)
def test_a_break_elsewhere_is_no_obstacle(observe, indicator, earlier, later, fields):
    """Two figures on one side of it, or in an area that it is not about."""
    found = measures.change(observe("17", year=earlier), observe("19", year=later), broken(indicator, **fields))
    assert found == 2


@pytest.mark.parametrize(
    ("before", "after", "percent"), [("20", "25", "25"), ("80", "61", "-23.75"), ("50", "50", "0"), ("40", "0", "-100")]
)
def test_a_change_in_per_cent_is_of_the_earlier_count(observe, indicator, before, after, percent):
    """80 to 61 is a fall of 23.75 %."""
    assert measures.change_pct(observe(before), observe(after), indicator) == Decimal(percent)


@pytest.mark.parametrize("before", ["0", "11", "19"])
def test_a_count_below_twenty_carries_no_percentage(observe, indicator, before):
    """11 to 9 would be a fall of 18 %, which two reports do not make."""
    assert measures.change_pct(observe(before), observe("9"), indicator) is None


@pytest.mark.parametrize(
    ("part", "whole", "gap"),
    [
        ("17", "9", "8"),
        ("26.0", "34.5", "-8.5"),
        ("16", "7.1", "9"),
        ("12", "6.5", "5"),
        ("24.2", "38", "-14"),
        ("9", "9", "0"),
    ],
)
def test_a_gap_is_between_figures_of_the_same_precision(observe, partnership, part, whole, gap):
    """Both are rounded, half up, to the fewer decimals of the two: 12 against 6.5 is 12 against 7."""
    assert measures.gap(observe(part), observe(whole, geography="by"), partnership) == Decimal(gap)


def test_a_gap_is_only_to_an_area_that_contains_the_other(observe, partnership):
    """The city's gap to the neighbourhood is refused."""
    with pytest.raises(NotComparable):
        measures.gap(observe("9", geography="by"), observe("17"), partnership)


def test_a_share_keeps_its_full_precision(observe):
    """11 of 12 is 91.666…, not 92."""
    share = measures.share(observe("11"), observe("12"))
    assert str(share).startswith("91.6666666666")
    assert abs(share * 12 - 1100) < Decimal("1e-20")


def test_a_share_of_nothing_is_none(observe):
    """Zero of zero activities is no percentage."""
    assert measures.share(observe("0"), observe("0")) is None


def test_a_figure_without_a_value_has_no_number(observe):
    """It is an error to ask for it, and the message names the observation."""
    with pytest.raises(ValueError, match=r"utryg\.kvarter\.2020\.plan has no number"):
        measures.number_of(observe(status="suppressed"))


@pytest.mark.parametrize(("written", "places"), [("17", 0), ("26.0", 1), ("6.40", 2), ("0", 0)])
def test_the_decimals_of_a_figure_are_those_it_was_published_with(observe, written, places):
    """26.0 has one decimal although it is whole."""
    assert measures.places(observe(written)) == places


@pytest.mark.parametrize(("written", "half"), [("17", "0.5"), ("26.0", "0.05"), ("6.40", "0.005"), ("0", "0.5")])
def test_a_rounded_figure_can_be_off_by_half_a_unit_of_its_last_decimal(observe, written, half):
    """17 was at least 16.5 and at most 17.5."""
    assert measures.half_unit(observe(written)) == Decimal(half)


@pytest.mark.parametrize("status", get_args(Status))
def test_a_sum_counts_amounts_and_knows_which_cells_are_unknown(cell, status):
    """Of the states without an amount, only "not decided" and "not stated" keep a sum from being a total; "-" adds nothing."""
    odd = cell(70_000 if status in WITH_VALUE else None, status, activity="odd")
    cells = [cell(30_000), odd, cell(0)]
    assert measures.known_sum(cells) == (100_000 if status in WITH_VALUE else 30_000)
    assert measures.unknown_cells(cells) == ([odd] if status in {"not_decided", "not_stated"} else [])


def test_a_range_counts_with_its_lower_end_and_is_unknown(cell):
    """1 to 2 million is at least 1 million."""
    estimate = cell(1_000_000, to=2_000_000)
    assert measures.known_sum([cell(5), estimate]) == 1_000_005
    assert measures.unknown_cells([cell(5), estimate]) == [estimate]


def test_a_decided_zero_is_known(cell):
    """0 is an amount, not a missing one."""
    assert measures.unknown_cells([cell(0)]) == []


def test_the_sum_of_nothing_is_zero():
    """And it is a decimal, as every sum."""
    assert isinstance(measures.known_sum([]), Decimal)
    assert measures.known_sum([]) == 0
