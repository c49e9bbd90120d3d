"""Rounding half up: away from zero at a half, in decimal arithmetic."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.indicators import half_up

MILLIONTHS = st.integers(-(10**15), 10**15)
DECIMALS = st.integers(0, 4)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("52.5", "53"),
        ("0.5", "1"),
        ("1.5", "2"),
        ("2.5", "3"),
        ("-0.5", "-1"),
        ("-2.5", "-3"),
        ("52.49", "52"),
        ("0.4999", "0"),
        ("7", "7"),
        ("0", "0"),
    ],
)
def test_a_half_goes_away_from_zero(value, rounded):
    """Half-even, as in Python, NumPy and Babel, would give 52 for 52.5."""
    assert half_up(Decimal(value)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [("24.25", 1, "24.3"), ("26", 1, "26.0"), ("91.6666", 2, "91.67"), ("0.05", 1, "0.1"), ("-1.85", 1, "-1.9"), ("7.5", 0, "8")],
)
def test_the_result_is_written_with_the_decimals_asked_for(value, decimals, written):
    """26 with one decimal is 26.0."""
    assert str(half_up(Decimal(value), decimals)) == written


@given(MILLIONTHS, DECIMALS)
def test_rounding_agrees_with_integer_arithmetic(millionths, decimals):
    """Twice the number plus one unit, divided in whole numbers, is rounding half up by hand."""
    unit = 10 ** (6 - decimals)
    whole = (2 * abs(millionths) + unit) // (2 * unit)
    expected = Decimal(whole if millionths >= 0 else -whole).scaleb(-decimals)
    assert half_up(Decimal(millionths).scaleb(-6), decimals) == expected


@given(MILLIONTHS, DECIMALS)
def test_rounding_moves_a_value_by_half_a_unit_at_most(millionths, decimals):
    """The difference between a value and its rounding is never more than a half of the last decimal."""
    value = Decimal(millionths).scaleb(-6)
    assert abs(half_up(value, decimals) - value) <= Decimal("0.5").scaleb(-decimals)


@given(MILLIONTHS, DECIMALS)
def test_rounding_twice_is_rounding_once(millionths, decimals):
    """A rounded value stays as it is."""
    once = half_up(Decimal(millionths).scaleb(-6), decimals)
    assert half_up(once, decimals) == once


@given(MILLIONTHS, MILLIONTHS, DECIMALS)
def test_rounding_keeps_the_order(one, other, decimals):
    """The larger of two values is never rounded to less than the smaller."""
    low, high = sorted((Decimal(one).scaleb(-6), Decimal(other).scaleb(-6)))
    assert half_up(low, decimals) <= half_up(high, decimals)
