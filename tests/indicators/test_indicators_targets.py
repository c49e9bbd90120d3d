"""The agreements' rules, case by case, and the 24 targets of 2013-2016 exactly as the agreement printed them."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.definitions import RuleName
from analysis.indicators.methods.targets import LOWER_LIMITS, TESTS, UPPER_LIMITS, provable, reduced, verdict

BASELINES = st.integers(0, 100_000)
PERCENTAGES = st.integers(0, 100)
FIGURES = st.decimals(-1000, 1000, places=1)


@pytest.mark.parametrize(
    ("rule", "value", "goal", "found"),
    [
        ("at_most_baseline", "9", "11", "met"),
        ("at_most_baseline", "11", "11", "met"),
        ("at_most_baseline", "26.0", "24.2", "not_met"),
        ("reduce_by", "48", "62", "met"),
        ("reduce_by", "58", "58", "met"),
        ("reduce_by", "66", "58", "not_met"),
        ("falls_each_year", "16", "17", "met"),
        ("falls_each_year", "17", "17", "not_met"),
        ("falls_each_year", "31", "27", "not_met"),
        ("falls_from_baseline", "1", "6", "met"),
        ("falls_from_baseline", "6", "6", "not_met"),
        ("falls_from_baseline", "7", "6", "not_met"),
        ("approaches", "4", "6", "met"),
        ("approaches", "6", "6", "not_met"),
        ("approaches", "14", "10", "not_met"),
        ("approaches", "0", "0", "met"),
        ("approaches", "-2", "-3", "met"),
        ("approaches", "1", "-3", "not_met"),
        ("at_least", "91.7", "75", "met"),
        ("at_least", "75", "75", "met"),
        ("at_least", "74.9", "75", "not_met"),
        ("level", "0", "1", "met"),
        ("level", "1", "1", "met"),
        ("level", "2", "1", "not_met"),
        ("rises_each_year", "18", "17", "met"),
        ("rises_each_year", "17", "17", "not_met"),
        ("rises_each_year", "16", "17", "not_met"),
        ("at_least_baseline", "12", "11", "met"),
        ("at_least_baseline", "11", "11", "met"),
        ("at_least_baseline", "10", "11", "not_met"),
        ("within", "3", "3", "met"),
        ("within", "-3", "3", "met"),
        ("within", "3.1", "3", "not_met"),
        ("within", "-3.1", "3", "not_met"),
        ("at_most_times", "16", "16", "met"),
        ("at_most_times", "16.1", "16", "not_met"),
        ("at_most", "15", "15", "met"),
        ("at_most", "15.1", "15", "not_met"),
    ],
)
def test_a_verdict_follows_its_rule_to_the_letter(rule, value, goal, found):
    """With the edge where value and goal are equal: keeping the level is enough, a fall and an approach need a difference."""
    assert verdict(rule, Decimal(value), Decimal(goal)) == found


@pytest.mark.parametrize(
    ("rule", "direction", "value", "goal", "found"),
    [
        ("level", "down", "2", "1", "not_met"),
        ("level", "up", "0", "1", "not_met"),
        ("level", "up", "1", "1", "met"),
        ("level", "up", "2", "1", "met"),
        ("within", "down", "3", "3", "met"),
        ("within", "down", "3.1", "3", "not_met"),
        ("within", "down", "-9", "3", "met"),
        ("within", "up", "-3", "3", "met"),
        ("within", "up", "-3.1", "3", "not_met"),
        ("within", "up", "9", "3", "met"),
        ("monitor", "up", "9", "3", "monitored"),
    ],
)
def test_a_direction_says_which_side_is_no_distance_and_whether_a_level_is_a_floor(rule, direction, value, goal, found):
    """With the edge on either side."""
    assert verdict(rule, Decimal(value), Decimal(goal), direction) == found


@pytest.mark.parametrize("rule", sorted(set(get_args(RuleName)) - {"monitor"}))
@pytest.mark.parametrize(("value", "goal"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_without_a_figure_or_a_goal_a_verdict_is_undetermined(rule, value, goal):
    """Nothing is guessed."""
    assert verdict(rule, value, goal) == "undetermined"


@pytest.mark.parametrize(("value", "goal"), [(None, None), (Decimal(119), None), (Decimal(119), Decimal(78)), (None, Decimal(78))])
def test_what_is_only_monitored_has_no_verdict(value, goal):
    """Whatever the figures are."""
    assert verdict("monitor", value, goal) == "monitored"


def test_every_rule_that_an_agreement_may_name_can_be_judged():
    """A rule in a definition without a test here would stop the book."""
    assert set(TESTS) | {"monitor"} == set(get_args(RuleName))


@given(st.sampled_from(sorted(set(TESTS) - LOWER_LIMITS - {"within"})), FIGURES, FIGURES, FIGURES)
def test_less_is_never_worse_where_less_is_better(rule, one, other, goal):
    """Every rule but those with a lower limit is met by a figure when a larger one meets it."""
    low, high = sorted((one, other))
    assert verdict(rule, high, goal) != "met" or verdict(rule, low, goal) == "met"


def test_the_targets_of_2013_to_2016_are_those_of_the_agreement(expected):
    """All 24, from the baseline and the percentages 10, 15, 20 and 25."""
    percent = {"2013": 10, "2014": 15, "2015": 20, "2016": 25}
    table = expected("maaltal_2013_2016.csv")
    assert len(table) == 6
    for row in table:
        computed = {year: str(reduced(Decimal(row["2012"]), p)) for year, p in percent.items()}
        assert computed == {year: row[year] for year in percent}, row["category"]


def test_a_quarter_less_vandalism_is_53():
    """70 less 25 % is 52.5; half-even rounding would make the target 52."""
    assert reduced(Decimal(70), 25) == 53


@given(BASELINES, PERCENTAGES)
def test_a_reduced_target_is_rounded_half_up_as_whole_numbers_are(baseline, percent):
    """Worked out in integers: hundredths of reports, doubled, plus one hundred, divided by two hundred."""
    assert reduced(Decimal(baseline), percent) == (2 * baseline * (100 - percent) + 100) // 200


@given(BASELINES, PERCENTAGES)
def test_a_reduced_target_is_never_above_the_baseline(baseline, percent):
    """Nor below zero; 0 % keeps it and 100 % leaves nothing."""
    assert 0 <= reduced(Decimal(baseline), percent) <= baseline
    assert (reduced(Decimal(baseline), 0), reduced(Decimal(baseline), 100)) == (baseline, 0)


@given(BASELINES, PERCENTAGES, PERCENTAGES)
def test_a_larger_reduction_never_gives_a_higher_target(baseline, one, other):
    """The path only goes down."""
    low, high = sorted((one, other))
    assert reduced(Decimal(baseline), high) <= reduced(Decimal(baseline), low)


# What the figure of another category proves

# By hand: a broader category counts the old one and more, so its figure is an upper bound of the old one's; a narrower one's
# is a lower bound. A limit from above is proved kept by an upper bound within it, and broken by a lower bound beyond it.
PROVED = {
    ("at_most_baseline", "met", "broader"),
    ("at_most_baseline", "not_met", "narrower"),
    ("reduce_by", "met", "broader"),
    ("reduce_by", "not_met", "narrower"),
    ("falls_each_year", "met", "broader"),
    ("falls_each_year", "not_met", "narrower"),
    ("falls_from_baseline", "met", "broader"),
    ("falls_from_baseline", "not_met", "narrower"),
    ("at_most_times", "met", "broader"),
    ("at_most_times", "not_met", "narrower"),
    ("at_most", "met", "broader"),
    ("at_most", "not_met", "narrower"),
    ("rises_each_year", "met", "narrower"),
    ("rises_each_year", "not_met", "broader"),
    ("at_least_baseline", "met", "narrower"),
    ("at_least_baseline", "not_met", "broader"),
    ("at_least", "met", "narrower"),
    ("at_least", "not_met", "broader"),
}


@pytest.mark.parametrize("rule", get_args(RuleName))
@pytest.mark.parametrize("found", ["met", "not_met"])
@pytest.mark.parametrize("scope", ["broader", "narrower", "other"])
def test_a_broader_category_proves_that_less_was_enough_and_a_narrower_one_that_more_was_too_much(rule, found, scope):
    """Each rule, verdict and scope; a level, an approach and what only overlaps prove nothing."""
    assert provable(rule, found, scope) is ((rule, found, scope) in PROVED)


@given(st.sampled_from(sorted(UPPER_LIMITS | LOWER_LIMITS)), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_what_a_category_proves_holds_for_every_count_of_the_old_one(rule, old, more, goal):
    """Whatever the old category would have counted: 0 to ``more`` fewer than a broader one, or more than a narrower one."""
    whole = old + more
    from_broader = verdict(rule, Decimal(whole), Decimal(goal))
    if provable(rule, from_broader, "broader"):
        assert {verdict(rule, Decimal(count), Decimal(goal)) for count in range(whole + 1)} == {from_broader}
    from_narrower = verdict(rule, Decimal(old), Decimal(goal))
    if provable(rule, from_narrower, "narrower"):
        assert {verdict(rule, Decimal(count), Decimal(goal)) for count in range(old, 200)} == {from_narrower}


def test_a_reduced_rate_keeps_its_own_decimals():
    """24.2 less 10 % is 21.78, in one decimal 21.8; in whole numbers 0.8 less 10 % would be 1, above the baseline."""
    assert reduced(Decimal("24.2"), 10, 1) == Decimal("21.8")
    assert reduced(Decimal("0.8"), 10, 1) == Decimal("0.7")
