"""Intervals, tests and power against published tables, R, other derivations of the same numbers, and simulation."""

import csv
import gc
import itertools
import math
from dataclasses import FrozenInstanceError, astuple
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from looking import cache
from scipy import special, stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep, power_poisson_ratio_2indep

from analysis.indicators.methods import inference
from analysis.indicators.methods.inference import (
    ImpossibleInput,
    Interval,
    VisibleChange,
    chance_of_hitting,
    count_interval,
    holm,
    power_of_reduction,
    rate_interval,
    rate_ratio,
    share_difference,
    share_interval,
    smallest_detectable_change,
    smallest_visible_change,
    years_needed,
)
from analysis.indicators.methods.targets import reduced

COUNTS = st.integers(0, 2000)
MEANS = st.integers(0, 300)
EXPOSURES = st.floats(0.01, 100_000)
FRACTIONS = st.integers(0, 100).map(lambda percent: percent / 100)
CONFIDENCES = st.floats(0.5, 0.999)
CHANCES = st.floats(0, 1)
SAMPLES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))

# Reports 2020 and 2021 in the seven categories of table 2 and the three with a target, Status 2022.
REPORTS = {
    "narkotika": (78, 119),
    "chikane": (80, 61),
    "tyveri": (49, 35),
    "vold": (53, 67),
    "haervaerk": (33, 37),
    "indbrud": (11, 9),
    "trusler": (24, 22),
}


@pytest.fixture(autouse=True, scope="module")
def _little_garbage_to_collect():
    """Statsmodels collects garbage at every Holm adjustment: a tenth of a second, unless what is there is left out."""
    gc.freeze()
    yield
    gc.unfreeze()


def published():
    """The published values, each with its function, arguments and source."""
    path = Path(__file__).parents[1] / "expected" / "inference_literature.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        yield pytest.param(row, id=f"{row['function']}({row['arguments']}).{row['field']}")


def answer(row):
    """What the module answers to the arguments of a published value."""
    words = [word.partition("=") for word in row["arguments"].split()]
    placed = [Decimal(name) for name, equals, _ in words if not equals]
    named = {name: Decimal(value) for name, equals, value in words if equals}
    found = getattr(inference, row["function"])(*placed, **named)
    return found if row["field"] == "value" else getattr(found, row["field"])


@cache
def exact_p(one, other):
    """The module's p-value for two counts of equally long periods; no events at all show no difference."""
    return rate_ratio(one, 1, other, 1).p_value if one + other else 1.0


def spread(draws, size):
    """Four standard errors of a simulated share."""
    return 4 * math.sqrt(max(draws * (1 - draws), 1e-4) / size)


# Against what others have published


@pytest.mark.parametrize("row", list(published()))
def test_a_published_value_comes_out_to_its_last_decimal(row):
    """Sources stand beside the values: Newcombe 1998 (two papers), Garwood, Hanley, Gu 2008, R and others."""
    value = Decimal(row["value"])
    half_a_unit = 0.5 * 10.0 ** value.as_tuple().exponent
    assert answer(row) == pytest.approx(float(value), abs=half_a_unit * (1 + 1e-6), rel=0)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    # Exact: J. Hanley (McGill University), Confidence limits for the expectation of a Poisson random variable; 50 and 100 are
    # half the chi-square quantiles with 100 and 102, 200 and 202 degrees of freedom.
    [(10, 4.80, 18.39), (14, 7.65, 23.49), (20, 12.22, 30.89), (30, 20.24, 42.83), (50, 37.11, 65.92), (100, 81.36, 121.63)],
)
def test_byar_is_as_close_to_the_exact_table_as_public_health_england_promises(count, lower, upper):
    """Within 0.2 % from 10 events at 95 % confidence: Technical Guide: Confidence Intervals (2018), appendix 1."""
    found = count_interval(count)
    assert abs(found.lower - lower) < 0.002 * lower + 0.005
    assert abs(found.upper - upper) < 0.002 * upper + 0.005


@given(st.integers(10, 100_000))
def test_byar_stays_close_to_the_exact_limits_for_every_count(count):
    """The same promise, for any count, against the exact limits of statsmodels."""
    found = count_interval(count)
    assert (found.lower, found.upper) == pytest.approx(confint_poisson(count, 1, method="exact-c"), rel=0.002)


def test_byar_is_the_form_with_x_and_x_plus_one():
    """For 15 events DescTools, with x + 1/2 on both sides, gives 400 times 0.02190844 to 0.06029335: other numbers."""
    found = count_interval(15)
    assert (found.lower, found.upper) == pytest.approx((8.38926, 24.74163), abs=5e-6)
    assert found.lower < 400 * 0.02190844 < 400 * 0.06029335 < found.upper


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99, 0.998])
def test_the_exact_limits_have_their_closed_forms(confidence):
    """No events: upper limit -ln(a/2). One event: lower limit -ln(1-a/2). Ten is the first count with Byar's limits."""
    tail = (1 - confidence) / 2
    assert count_interval(0, confidence=confidence).upper == pytest.approx(-math.log(tail))
    assert count_interval(1, confidence=confidence).lower == pytest.approx(-math.log1p(-tail))
    exact = [confint_poisson(count, 1, method="exact-c", alpha=1 - confidence)[1] for count in (9, 10)]
    assert count_interval(9, confidence=confidence).upper == pytest.approx(exact[0], rel=1e-9)
    assert count_interval(10, confidence=confidence).upper != pytest.approx(exact[1], rel=1e-9)


@pytest.mark.parametrize(
    ("raw", "adjusted"),
    [
        # R multtest, as in the tests of statsmodels
        ([0.002, 0.004, 0.006, 0.008, 0.01, 0.012], [0.012, 0.02, 0.024, 0.024, 0.024, 0.024]),
        # the documentation of pingouin.holm
        ([0.50, 0.003, 0.32, 0.054, 0.0003], [0.64, 0.012, 0.64, 0.162, 0.0015]),
        # the documentation of stdlib's padjust, which follows R's p.adjust
        ([0.319, 0.201, 0.4, 0.374, 0.113], [0.957, 0.804, 0.957, 0.957, 0.565]),
    ],
)
def test_holm_gives_what_other_programs_give(raw, adjusted):
    """In the order they were given."""
    assert holm(raw) == pytest.approx(adjusted)


def test_only_drug_offences_survive_holm_in_the_seven_categories():
    """The notes on the sources, part 7: 0.024 from the E-test's p-values; the exact ones, which are larger, give 0.030."""
    e_test = holm([stats.poisson_means_test(after, 1, before, 1).pvalue for before, after in REPORTS.values()])
    exact = holm([rate_ratio(after, 1, before, 1).p_value for before, after in REPORTS.values()])
    assert (round(e_test[0], 3), round(exact[0], 3)) == (0.024, 0.030)
    assert min(e_test[1:] + exact[1:]) > 0.5


# Against other ways to the same number


@given(SAMPLES, st.floats(0.4, 10), CONFIDENCES)
def test_a_wilson_limit_is_where_the_score_test_just_rejects(sample, deff, confidence):
    """At each limit inside 0 and 1 the share lies z standard errors away, on the effective sample."""
    count, n = sample
    found = share_interval(count, n, confidence=confidence, deff=deff)
    z = stats.norm.isf((1 - confidence) / 2)
    for limit in (found.lower, found.upper):
        if 1e-9 < limit < 1 - 1e-9:
            assert abs(count / n - limit) == pytest.approx(z * math.sqrt(limit * (1 - limit) * deff / n), rel=1e-6)


@given(st.integers(1, 500), EXPOSURES, st.integers(1, 500), EXPOSURES, CONFIDENCES)
def test_a_limit_of_the_rate_ratio_is_where_the_score_test_just_rejects(count_1, exposure_1, count_2, exposure_2, confidence):
    """Gu et al. (2008), statistic W2: (x1 - x2·d) / sqrt((x1+x2)·d) is z at both limits."""
    found = rate_ratio(count_1, exposure_1, count_2, exposure_2, confidence=confidence)
    z = stats.norm.isf((1 - confidence) / 2)
    for limit in (found.lower, found.upper):
        d = limit * exposure_1 / exposure_2
        assert abs(count_1 - count_2 * d) == pytest.approx(z * math.sqrt((count_1 + count_2) * d), rel=1e-6)


@pytest.mark.parametrize(("before", "after"), list(REPORTS.values()), ids=list(REPORTS))
def test_the_rate_ratio_has_the_score_limits_of_statsmodels(before, after):
    """Which finds them by search, and so to fewer digits."""
    found = rate_ratio(after, 1, before, 1)
    assert (found.lower, found.upper) == pytest.approx(confint_poisson_2indep(after, 1, before, 1, method="score"), rel=1e-6)


@pytest.mark.parametrize("mean", [0.5, 3, 11, 78, 250, 5000])
def test_without_reduction_the_chance_of_hitting_is_skellams(mean):
    """Meeting "no more than last year" has chance (1 + P(X = Y))/2, and P(X = Y) is exp(-2m)·I0(2m)."""
    assert chance_of_hitting(mean, 0) == pytest.approx((1 + special.ive(0, 2 * mean)) / 2, rel=1e-10)


@pytest.mark.parametrize("mean", [0, 0.5, 3, 11])
def test_a_goal_of_none_is_hit_when_none_come(mean):
    """Less 100 % the goal is 0."""
    assert chance_of_hitting(mean, 1) == pytest.approx(math.exp(-mean))


@pytest.mark.parametrize(("mean", "percent"), [(11, 25), (24, 10), (49, 15), (78, 25), (20, 50), (3, 33)])
def test_the_goal_is_the_agreements_own(mean, percent):
    """Summed with ``targets.reduced`` over both years, count by count; 50 % of an odd count ends on a half."""
    chances = stats.poisson.pmf(range(400), mean)
    goals = [int(reduced(Decimal(count), percent)) for count in range(400)]
    expected = sum(chances[first] * chances[: goal + 1].sum() for first, goal in enumerate(goals))
    assert chance_of_hitting(mean, Decimal(percent) / 100) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("reduction", [Decimal("0.9"), 0.9, np.float64(0.9), np.float32(0.9)])
def test_a_goal_on_a_half_is_rounded_in_decimals(reduction):
    """5 less 90 % is 0.5 and the goal 1; in binary 1 - 0.9 is less than 0.1, and the goal would be 0."""
    chances = stats.poisson.pmf(range(60), 5)
    expected, binary = (
        sum(chances[first] * chances[: math.floor(first * kept + 0.5) + 1].sum() for first in range(60))
        for kept in (Fraction(1, 10), 1 - 0.9)
    )
    assert chance_of_hitting(5, reduction) == pytest.approx(expected, rel=1e-10)
    assert chance_of_hitting(5, reduction) > binary + 0.005


@pytest.mark.parametrize(("before", "reduction", "confidence"), [(11, 0.5, 0.95), (24, 0.25, 0.95), (24, 0.5, 0.99), (8, 1, 0.95)])
def test_the_power_is_the_chance_of_all_pairs_of_counts_that_the_test_calls_a_fall(before, reduction, confidence):
    """Summed pair by pair, with the p-value that ``rate_ratio`` gives each."""
    ones, others = (stats.poisson.pmf(range(70), mean) for mean in (before, before * (1 - reduction)))
    pairs = ((one, other) for one, other in itertools.product(range(70), range(70)) if ones[one] * others[other] > 1e-9)
    found = sum(ones[one] * others[other] for one, other in pairs if other < one and exact_p(other, one) < 1 - confidence)
    assert power_of_reduction(before, reduction, confidence=confidence) == pytest.approx(found, abs=1e-5)


@pytest.mark.parametrize(("before", "reduction"), [(500, 0.1), (1000, 0.1), (2000, 0.05), (5000, 0.05)])
def test_for_large_counts_the_power_is_near_the_normal_approximation(before, reduction):
    """The exact test is a little conservative, so a little below it."""
    normal = power_poisson_ratio_2indep(
        1 - reduction, 1, before, value=1, alternative="two-sided", method_var="score", return_results=False
    )
    assert normal - 0.03 < power_of_reduction(before, reduction) < normal


@pytest.mark.parametrize(("baseline", "reduction"), [(78, 0.25), (53, 0.25), (11, 0.25), (24, 0.5), (2, 0.5), (0.5, 1), (49, 0.15)])
def test_the_years_needed_are_the_first_that_reach_the_power(baseline, reduction):
    """Tried one by one from the first; all those up to twice as many reach it too."""
    years = years_needed(baseline, reduction)
    reached = [power_of_reduction(k * baseline, reduction) >= 0.8 for k in range(1, 2 * years + 1)]
    assert reached == [False] * (years - 1) + [True] * (years + 1)


@pytest.mark.parametrize(
    ("before", "fall", "rise"), [(0, None, 6), (5, None, 10), (6, 6, 11), (11, 9, 13), (78, 24, 28), (202, 39, 43)]
)
def test_the_smallest_visible_change_is_the_first_with_a_small_p(before, fall, rise):
    """One less is not visible; 0 against 5 has p = 2/2^5 = 0.0625 and 0 against 6 has 0.031."""
    assert smallest_visible_change(before) == VisibleChange(fall, rise)
    assert exact_p(before + rise, before) < 0.05 <= exact_p(before + rise - 1, before)
    assert (
        exact_p(0, before) >= 0.05 if fall is None else exact_p(before - fall, before) < 0.05 <= exact_p(before - fall + 1, before)
    )


def test_more_confidence_asks_for_a_larger_change():
    """At 99 % even 78 reports must fall by 30."""
    assert smallest_visible_change(78, confidence=0.99) == VisibleChange(30, 37)


@given(st.floats(0.01, 1), st.floats(1, 1e6), st.floats(0.1, 0.99), CONFIDENCES)
@settings(deadline=None)
def test_the_smallest_detectable_fall_has_the_power_asked_for(share, n, power, confidence):
    """Put back into statsmodels' effect size and power; where there is none, even a fall to 0 has too little."""
    assume(power > 1 - confidence)
    fall = smallest_detectable_change(share, n, power=power, confidence=confidence)
    effect = proportion_effectsize(share, max(share - fall, 0.0))
    found = NormalIndPower().power(effect, n, 1 - confidence)
    assert found <= power + 1e-6 if fall == math.inf else found == pytest.approx(power, abs=1e-5)


def test_no_fall_is_needed_for_a_power_that_chance_has_already():
    """At 95 % confidence one test in twenty finds something where nothing is."""
    assert smallest_detectable_change(0.3, 100, power=0.05) == 0
    assert smallest_detectable_change(0.3, 100, power=0.06) > 0


def test_some_falls_are_never_large_enough():
    """None at all from a share of 0, nor from 31 % with ten answers."""
    assert smallest_detectable_change(0, 1000) == math.inf
    assert smallest_detectable_change(Decimal("0.31"), 10) == math.inf


# Against simulation


@pytest.mark.parametrize(("mean", "reduction"), [(78, 0.25), (53, 0.1), (11, 0.25), (24, 0.5)])
def test_the_chance_of_hitting_is_what_simulated_years_show(mean, reduction):
    """400,000 pairs of years without any change; the goal in whole numbers, rounded half up."""
    size, percent = 400_000, round(100 * reduction)
    first, second = np.random.default_rng(20_21).poisson(mean, (2, size))
    hits = float(np.mean(second <= (2 * first * (100 - percent) + 100) // 200))
    assert chance_of_hitting(mean, reduction) == pytest.approx(hits, abs=spread(hits, size))


@pytest.mark.parametrize(("mean", "reduction"), [(78, 0.25), (24, 0.5), (11, 0.9)])
def test_the_power_is_what_simulated_years_show(mean, reduction):
    """20,000 pairs of years with the real fall, each tested by ``rate_ratio``."""
    size = 20_000
    first, second = (np.random.default_rng(seed).poisson(m, size) for seed, m in ((1, mean), (2, mean * (1 - reduction))))
    pairs, times = np.unique(np.stack([first, second]), axis=1, return_counts=True)
    found = (
        sum(n for one, two, n in zip(*pairs.tolist(), times.tolist(), strict=True) if two < one and exact_p(two, one) < 0.05) / size
    )
    assert power_of_reduction(mean, reduction) == pytest.approx(found, abs=spread(found, size))


@pytest.mark.parametrize(("share", "n"), [(0.17, 200), (0.31, 400)])
def test_the_detectable_fall_is_detected_about_as_often_as_asked(share, n):
    """100,000 pairs of samples under a test of the arcsines; samples are whole numbers, so about."""
    fall = smallest_detectable_change(share, n)
    first, second = (np.random.default_rng(seed).binomial(n, p, 100_000) for seed, p in ((3, share), (4, share - fall)))
    statistic = 2 * (np.arcsin(np.sqrt(first / n)) - np.arcsin(np.sqrt(second / n))) * math.sqrt(n / 2)
    assert np.mean(np.abs(statistic) > 1.959964) == pytest.approx(0.8, abs=0.02)


# What holds for all input


@given(SAMPLES, st.floats(1, 20), CONFIDENCES)
def test_a_share_and_its_limits_lie_between_0_and_1(sample, deff, confidence):
    """In their order, the estimate within; no answer gives the lower limit 0 and all give the upper 1."""
    found = share_interval(*sample, deff=deff, confidence=confidence)
    assert 0 <= found.lower <= found.estimate <= found.upper <= 1
    assert found.estimate == sample[0] / sample[1]
    assert found.p_value is None


@given(SAMPLES, st.floats(1, 20), CONFIDENCES)
def test_a_share_and_its_complement_mirror_each_other(sample, deff, confidence):
    """Safe and not safe are the same information."""
    count, n = sample
    one, other = (share_interval(x, n, deff=deff, confidence=confidence) for x in (count, n - count))
    assert (one.lower, one.upper) == pytest.approx((1 - other.upper, 1 - other.lower), abs=1e-12)


@given(SAMPLES, st.integers(2, 50))
def test_more_answers_narrow_the_interval_of_a_share(sample, times):
    """The same share from so many times the sample; a design effect of the same size takes it back."""
    count, n = sample
    one, more = share_interval(count, n), share_interval(times * count, times * n)
    assert more.upper - more.lower < one.upper - one.lower
    assert astuple(share_interval(times * count, times * n, deff=times))[:3] == pytest.approx(astuple(one)[:3])


@given(SAMPLES, SAMPLES, CONFIDENCES)
def test_a_difference_changes_sign_when_the_samples_change_places(one, other, confidence):
    """And stays between -1 and 1, the estimate within."""
    found, turned = share_difference(*one, *other, confidence=confidence), share_difference(*other, *one, confidence=confidence)
    assert -1 <= found.lower <= found.estimate <= found.upper <= 1
    assert (found.lower, found.estimate, found.upper) == pytest.approx((-turned.upper, -turned.estimate, -turned.lower), abs=1e-12)


@given(SAMPLES, SAMPLES, st.integers(2, 20))
def test_more_answers_narrow_the_interval_of_a_difference(one, other, times):
    """The same shares from so many times the samples."""
    found = share_difference(*one, *other)
    more = share_difference(*(times * number for number in (*one, *other)))
    assert more.upper - more.lower < found.upper - found.lower


@given(COUNTS, CONFIDENCES)
def test_a_count_lies_within_its_limits(count, confidence):
    """Which are never below 0, and 0 only for no events."""
    found = count_interval(count, confidence=confidence)
    assert 0 <= found.lower <= found.estimate == count < found.upper
    assert (found.lower == 0) == (count == 0)


@given(COUNTS, CONFIDENCES)
def test_one_event_more_raises_both_limits(count, confidence):
    """Also from 9 to 10, where the method changes."""
    found, next_one = count_interval(count, confidence=confidence), count_interval(count + 1, confidence=confidence)
    assert found.lower < next_one.lower
    assert found.upper < next_one.upper


@given(st.integers(1, 1000), st.integers(2, 50))
def test_more_events_narrow_the_interval_of_a_rate(count, times):
    """The same rate in so many times the population."""
    found, more = rate_interval(count, 8000), rate_interval(times * count, times * 8000)
    assert more.upper - more.lower < found.upper - found.lower
    assert more.estimate == pytest.approx(found.estimate)


@given(COUNTS, st.integers(1, 100_000), st.sampled_from([1, 100, 1000, 100_000]))
def test_a_rate_is_the_count_over_the_population(count, population, per):
    """So are its limits."""
    found, events = rate_interval(count, population, per=per), count_interval(count)
    expected = tuple(value * per / population for value in (events.lower, events.upper, events.estimate))
    assert (found.lower, found.upper, found.estimate) == pytest.approx(expected)
    assert found.lower <= found.estimate <= found.upper


@given(st.integers(0, 500), EXPOSURES, st.integers(0, 500), EXPOSURES, CONFIDENCES)
@settings(max_examples=60, deadline=None)
def test_a_rate_ratio_turns_over_when_the_rates_change_places(count_1, exposure_1, count_2, exposure_2, confidence):
    """Its p-value stays, and 0 and infinity are each other's inverse."""
    assume(count_1 + count_2)
    found = rate_ratio(count_1, exposure_1, count_2, exposure_2, confidence=confidence)
    turned = rate_ratio(count_2, exposure_2, count_1, exposure_1, confidence=confidence)
    inverse = [1 / value if value else math.inf for value in (turned.upper, turned.estimate, turned.lower)]
    assert [found.lower, found.estimate, found.upper] == pytest.approx(inverse)
    assert found.p_value == pytest.approx(turned.p_value)
    assert 0 <= found.lower <= found.estimate <= found.upper
    assert 0 <= found.p_value <= 1


@given(st.integers(1, 300), st.integers(1, 300), st.integers(2, 20))
@settings(max_examples=50, deadline=None)
def test_more_events_narrow_the_interval_of_a_rate_ratio(count_1, count_2, times):
    """The same rates over so many times the exposure."""
    found, more = rate_ratio(count_1, 1, count_2, 1), rate_ratio(times * count_1, times, times * count_2, times)
    assert found.lower < more.lower < more.upper < found.upper


@given(st.integers(1, 500), st.floats(0.1, 1000))
@settings(max_examples=50, deadline=None)
def test_equal_rates_have_the_ratio_1_and_no_small_p(count, exposure):
    """Half as many events in half the time are the same rate."""
    found = rate_ratio(count, exposure, 2 * count, 2 * exposure)
    assert found.estimate == pytest.approx(1)
    assert found.lower < 1 < found.upper
    assert found.p_value > 0.5


@given(st.lists(CHANCES, max_size=20))
@settings(deadline=None)
def test_holm_never_lowers_a_p_value_and_keeps_their_order(raw):
    """And never exceeds 1, nor Bonferroni."""
    adjusted = holm(raw)
    assert len(adjusted) == len(raw)
    assert all(p <= new <= min(1, len(raw) * p) * (1 + 1e-12) for p, new in zip(raw, adjusted, strict=True))
    in_order = [new for _, new in sorted(zip(raw, adjusted, strict=True))]
    assert in_order == sorted(in_order)


@given(st.lists(CHANCES, min_size=2, max_size=8).flatmap(lambda raw: st.tuples(st.just(raw), st.permutations(range(len(raw))))))
@settings(deadline=None)
def test_holm_answers_in_the_order_asked(asked):
    """Each p-value has its own answer wherever it stands."""
    raw, places = asked
    adjusted = holm(raw)
    assert holm([raw[place] for place in places]) == pytest.approx([adjusted[place] for place in places])


def test_holm_of_nothing_is_nothing_and_of_one_is_itself():
    """A single test needs no adjustment; an iterator is as good as a list."""
    assert holm([]) == []
    assert holm(iter([Decimal("0.04")])) == [0.04]


@given(MEANS, FRACTIONS, FRACTIONS)
@settings(max_examples=60, deadline=None)
def test_a_larger_reduction_is_never_hit_more_easily_by_chance(mean, one, other):
    """Nor found less often when it is real."""
    low, high = sorted((one, other))
    assert 0 <= chance_of_hitting(mean, high) <= chance_of_hitting(mean, low) + 1e-12 <= 1 + 1e-9
    assert 0 <= power_of_reduction(mean, low) <= power_of_reduction(mean, high) + 1e-12 <= 1 + 1e-9


@given(st.integers(1, 300), FRACTIONS)
@settings(max_examples=60, deadline=None)
def test_a_fall_that_is_not_there_is_seldom_found(mean, reduction):
    """An exact test errs in at most half of 5 % of the cases on either side, and never less often finds what is there."""
    assert power_of_reduction(mean, 0) <= 0.025
    assert power_of_reduction(mean, 0) <= power_of_reduction(mean, reduction) + 1e-12


@given(st.integers(1, 60), st.integers(10, 100))
@settings(max_examples=40, deadline=None)
def test_a_larger_reduction_never_needs_more_years(baseline, percent):
    """And a higher power never fewer."""
    years = years_needed(baseline, percent / 100)
    assert years >= years_needed(baseline, 1)
    assert years <= years_needed(baseline, percent / 100, power=0.9)


@given(st.integers(0, 400))
@settings(max_examples=40, deadline=None)
def test_a_rise_must_be_larger_than_a_fall_to_be_visible(count):
    """Larger counts vary more; and a baseline below 6 cannot visibly fall at all."""
    found = smallest_visible_change(count)
    assert (found.fall is None) == (count < 6)
    assert found.rise > (found.fall or 0)


# What cannot be


WRONG = [
    (share_interval, (13, 12), {}, "count: got 13; expected a number from 0 to n (12)"),
    (share_interval, (-1, 12), {}, "count: got -1; expected a number from 0 to n (12)"),
    (share_interval, (1, 0), {}, "n: got 0; expected a number above 0"),
    (share_interval, (1, -5), {}, "n: got -5; expected a number above 0"),
    (share_interval, (math.nan, 12), {}, "count: got nan; expected a number from 0 to n (12)"),
    (share_interval, (1, math.inf), {}, "n: got inf; expected a number above 0"),
    (share_interval, (True, 12), {}, "count: got True; expected a number from 0 to n (12)"),
    (share_interval, (np.True_, 12), {}, "count: got True; expected a number from 0 to n (12)"),
    (share_interval, ("3", 12), {}, "count: got '3'; expected a number from 0 to n (12)"),
    (share_interval, (None, 12), {}, "count: got None; expected a number from 0 to n (12)"),
    (share_interval, (1j, 12), {}, "count: got 1j; expected a number from 0 to n (12)"),
    (share_interval, (Decimal("NaN"), 12), {}, "count: got NaN; expected a number from 0 to n (12)"),
    (share_interval, (Decimal("sNaN"), 12), {}, "count: got sNaN; expected a number from 0 to n (12)"),
    (share_interval, (1, 10**400), {}, f"n: got {10**400}; expected a number above 0"),
    (share_interval, (1, 12), {"deff": 0}, "deff: got 0; expected a number above 0"),
    (share_interval, (1, 12), {"deff": math.nan}, "deff: got nan; expected a number above 0"),
    (share_interval, (1, 12), {"confidence": 1}, "confidence: got 1; expected a number between 0 and 1, neither included"),
    (share_interval, (1, 12), {"confidence": 95}, "confidence: got 95; expected a number between 0 and 1, neither included"),
    (share_difference, (1, 12, 21, 20), {}, "count_2: got 21; expected a number from 0 to n_2 (20)"),
    (share_difference, (1.5, 1, 2, 20), {}, "count_1: got 1.5; expected a number from 0 to n_1 (1)"),
    (share_difference, (1, 12, 1, 0), {}, "n_2: got 0; expected a number above 0"),
    (share_difference, (1, 12, 1, 2), {"confidence": 0}, "confidence: got 0; expected a number between 0 and 1, neither included"),
    (count_interval, (-1,), {}, "count: got -1; expected a number from 0 up"),
    (count_interval, (math.inf,), {}, "count: got inf; expected a number from 0 up"),
    (count_interval, (1,), {"confidence": math.nan}, "confidence: got nan; expected a number between 0 and 1, neither included"),
    (rate_interval, (-1, 100), {}, "count: got -1; expected a number from 0 up"),
    (rate_interval, (1, 0), {}, "population: got 0; expected a number above 0"),
    (rate_interval, (1, 100), {"per": 0}, "per: got 0; expected a number above 0"),
    (
        rate_interval,
        (1, 100),
        {"confidence": "95 %"},
        "confidence: got '95 %'; expected a number between 0 and 1, neither included",
    ),
    (rate_ratio, (0, 1, 0, 1), {}, "count_1, count_2: got 0 and 0; expected events in at least one of them"),
    (rate_ratio, (7.5, 1, 2, 1), {}, "count_1: got 7.5; expected a whole number from 0 up"),
    (rate_ratio, (7, 1, -2, 1), {}, "count_2: got -2; expected a whole number from 0 up"),
    (rate_ratio, (7, 0, 2, 1), {}, "exposure_1: got 0; expected a number above 0"),
    (rate_ratio, (7, 1, 2, math.nan), {}, "exposure_2: got nan; expected a number above 0"),
    (holm, ([0.5, 1.2],), {}, "p_values[1]: got 1.2; expected a number from 0 to 1"),
    (holm, ([math.nan],), {}, "p_values[0]: got nan; expected a number from 0 to 1"),
    (holm, ([0.1, -0.1],), {}, "p_values[1]: got -0.1; expected a number from 0 to 1"),
    (holm, ([0.1, False],), {}, "p_values[1]: got False; expected a number from 0 to 1"),
    (smallest_detectable_change, (31, 400), {}, "baseline_share: got 31; expected a number from 0 to 1"),
    (smallest_detectable_change, (0.31, 0), {}, "n: got 0; expected a number above 0"),
    (smallest_detectable_change, (0.31, 9), {"power": 1}, "power: got 1; expected a number between 0 and 1, neither included"),
    (chance_of_hitting, (-1, 0.1), {}, "baseline_count: got -1; expected a number from 0 up"),
    (chance_of_hitting, (78, 25), {}, "reduction: got 25; expected a number from 0 to 1"),
    (chance_of_hitting, (78, -0.25), {}, "reduction: got -0.25; expected a number from 0 to 1"),
    (power_of_reduction, (math.nan, 0.1), {}, "baseline_count: got nan; expected a number from 0 up"),
    (power_of_reduction, (78, 25), {}, "reduction: got 25; expected a number from 0 to 1"),
    (
        power_of_reduction,
        (78, 0.1),
        {"confidence": 1.5},
        "confidence: got 1.5; expected a number between 0 and 1, neither included",
    ),
    (years_needed, (-1, 0.1), {}, "baseline_count: got -1; expected a number from 0 up"),
    (years_needed, (78, 0.1), {"power": 0}, "power: got 0; expected a number between 0 and 1, neither included"),
    (smallest_visible_change, (7.5,), {}, "baseline_count: got 7.5; expected a whole number from 0 up"),
    (smallest_visible_change, (7,), {"confidence": -1}, "confidence: got -1; expected a number between 0 and 1, neither included"),
]


@pytest.mark.parametrize(
    ("function", "arguments", "named", "message"), WRONG, ids=[f"{case[0].__name__}-{case[3].split(':')[0]}" for case in WRONG]
)
def test_impossible_input_is_refused_with_its_name_and_what_was_expected(function, arguments, named, message):
    """Nothing is guessed, mended or left to come out as NaN."""
    with pytest.raises(ImpossibleInput) as refusal:
        function(*arguments, **named)
    assert str(refusal.value) == message
    assert isinstance(refusal.value, ValueError)


@pytest.mark.parametrize("kind", [int, float, Decimal, np.int64, np.float64, np.float32, np.uint8])
def test_all_kinds_of_numbers_give_the_same(kind):
    """Plain floats come back whatever went in."""
    two, nine, half = kind(2), kind(9), 0.5 if kind in (int, np.int64, np.uint8) else kind(0.5)
    answers = [
        (share_interval(two, nine, deff=two), share_interval(2, 9, deff=2)),
        (share_difference(two, nine, nine, nine), share_difference(2, 9, 9, 9)),
        (count_interval(nine), count_interval(9)),
        (rate_interval(two, nine, per=nine), rate_interval(2, 9, per=9)),
        (rate_ratio(two, nine, nine, two), rate_ratio(2, 9, 9, 2)),
    ]
    assert [found for found, _ in answers] == [expected for _, expected in answers]
    assert {type(value) for found, _ in answers for value in astuple(found)} <= {float, type(None)}
    assert holm([half, half]) == [1, 1]
    assert chance_of_hitting(nine, half) == chance_of_hitting(9, 0.5)
    assert power_of_reduction(nine, half, confidence=half) == power_of_reduction(9, 0.5, confidence=0.5)
    assert years_needed(nine, half) == years_needed(9, 0.5)
    assert smallest_detectable_change(half, nine, power=half) == smallest_detectable_change(0.5, 9, power=0.5)
    assert smallest_visible_change(nine) == smallest_visible_change(9)


@pytest.mark.parametrize("exposure", [1, 0.5, 8346])
def test_no_events_on_one_side_is_an_answer(exposure):
    """0 and infinity stand where they belong; five events against none have p = 2/2^5 and the other limit is finite."""
    none, all_ = rate_ratio(0, exposure, 5, exposure), rate_ratio(5, exposure, 0, exposure)
    assert (none.estimate, none.lower, none.p_value) == (0, 0, 0.0625)
    assert (all_.estimate, all_.upper, all_.p_value) == (math.inf, math.inf, 0.0625)
    assert none.upper == pytest.approx(1 / all_.lower)
    assert 0 < none.upper < math.inf


def test_where_nothing_happens_nothing_can_be_found():
    """A baseline of 0 meets every goal, has no power, and no number of years helps; nor with a reduction of 0."""
    assert chance_of_hitting(0, 0.25) == 1
    assert power_of_reduction(0, 0.25) == 0
    assert (years_needed(0, 0.25), years_needed(78, 0), years_needed(78, Decimal(0))) == (math.inf, math.inf, math.inf)


def test_years_are_whole():
    """A number of years can be shown as it is."""
    assert isinstance(years_needed(78, 0.25), int)


@pytest.mark.parametrize("result", [Interval(0, 1, 0.5), VisibleChange(None, 6)])
def test_a_result_cannot_be_changed(result):
    """Found once, it stays."""
    with pytest.raises(FrozenInstanceError):
        result.lower = 2


@pytest.mark.parametrize("confidence", [1e-12, 1e-6, 0.5, 0.999999, 1 - 1e-15])
def test_any_confidence_gives_ordered_limits(confidence):
    """Also the ones that nobody uses: no limit crosses the estimate and none is missing."""
    found = [
        share_interval(3, 10, confidence=confidence),
        share_difference(3, 10, 4, 10, confidence=confidence),
        count_interval(9, confidence=confidence),
        count_interval(10, confidence=confidence),
        rate_ratio(3, 1, 4, 1, confidence=confidence),
    ]
    assert all(one.lower <= one.estimate <= one.upper for one in found)
