"""What chance alone can do: intervals, tests, power and smallest visible changes, as thin calls to statsmodels and SciPy.

Shares and rates come back as fractions and per so many, never in per cent. Impossible input raises ``ImpossibleInput``.
Numbers may be ``int``, ``float``, ``Decimal`` or NumPy's; a ``bool`` is not a number here.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2, norm, poisson  # type: ignore[import-untyped]
from statsmodels.stats.power import NormalIndPower  # type: ignore[import-untyped]
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint  # type: ignore[import-untyped]
from statsmodels.stats.rates import test_poisson_2indep as poisson_test  # type: ignore[import-untyped]

from analysis.indicators.methods.rounding import half_up

Number: TypeAlias = "int | float | Decimal | np.integer[Any] | np.floating[Any]"

# Public Health England: exact limits below 10 events, Byar's approximation from 10.
SMALLEST_COUNT_FOR_BYAR = 10
# Counts whose probability on either side is below this are left out of the sums over a Poisson distribution.
NEGLIGIBLE = 1e-16


class ImpossibleInput(ValueError):
    """An argument that no observation can have given. The message names it, what it got and what it expected."""


@dataclass(frozen=True)
class Interval:
    """An estimate with its confidence limits, in the estimate's unit, and the p-value where the method has one."""

    lower: float
    upper: float
    estimate: float
    p_value: float | None = None


@dataclass(frozen=True)
class VisibleChange:
    """The smallest fall and rise of a count that chance does not explain; ``fall`` is ``None`` when not even 0 would do."""

    fall: int | None
    rise: int


def share_interval(count: Number, n: Number, *, confidence: Number = 0.95, deff: Number = 1.0) -> Interval:
    """Return a share (0 to 1) with Wilson's score interval, on the effective sample n/deff.

    With p = count/n, m = n/deff and z the normal quantile: (p + z²/(2m) ± z·sqrt(p(1-p)/m + z²/(4m²))) / (1 + z²/m), kept
    within 0 and 1. ``count`` may be weighted, so a fraction. A sample without a known design effect has ``deff`` 1; one drawn
    well, by strata, may have less than 1.
    Raises ``ImpossibleInput`` unless n > 0, 0 <= count <= n, deff > 0 and 0 < confidence < 1.
    Source: Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:857-872, method 3;
    n/deff: Kish (1965), Survey Sampling, 8.2.
    """
    size, effect = _positive("n", n), _positive("deff", deff)
    found = _part("count", count, "n", size)
    lower, upper = proportion_confint(found / effect, size / effect, alpha=_alpha(confidence), method="wilson")
    estimate = found / size
    return Interval(min(max(float(lower), 0.0), estimate), max(min(float(upper), 1.0), estimate), estimate)


def share_difference(count_1: Number, n_1: Number, count_2: Number, n_2: Number, *, confidence: Number = 0.95) -> Interval:
    """Return the difference p1 - p2 (-1 to 1) of two independent shares with Newcombe's interval, his method 10.

    With Wilson limits l and u of each share: from p1 - p2 - sqrt((p1-l1)² + (u2-p2)²) to
    p1 - p2 + sqrt((u1-p1)² + (p2-l2)²). A zero cell is no obstacle.
    Raises ``ImpossibleInput`` unless both n > 0, each count is from 0 to its n and 0 < confidence < 1.
    Source: Newcombe (1998), Statistics in Medicine 17:873-890.
    """
    size_1, size_2 = _positive("n_1", n_1), _positive("n_2", n_2)
    found_1, found_2 = _part("count_1", count_1, "n_1", size_1), _part("count_2", count_2, "n_2", size_2)
    lower, upper = confint_proportions_2indep(
        found_1, size_1, found_2, size_2, method="newcomb", compare="diff", alpha=_alpha(confidence)
    )
    estimate = found_1 / size_1 - found_2 / size_2
    return Interval(max(float(lower), -1.0), min(float(upper), 1.0), estimate)


def count_interval(count: Number, *, confidence: Number = 0.95) -> Interval:
    """Return a count of events with the limits of its Poisson mean: exact below 10, Byar's approximation from 10.

    Exact: half the chi-square quantiles a/2 with 2x and 1-a/2 with 2x+2 degrees of freedom; 0 has the lower limit 0.
    Byar: x·(1 - 1/(9x) - z/(3·sqrt(x)))³ and, with y = x+1, y·(1 - 1/(9y) + z/(3·sqrt(y)))³.
    Others who say Byar use x+½ on both sides; this is the form of Breslow and Day, and of Public Health England.
    Raises ``ImpossibleInput`` unless count >= 0 and 0 < confidence < 1.
    Source: Garwood (1936), Biometrika 28:437-442; Breslow and Day (1987), Statistical Methods in Cancer Research II, chapter 2;
    Public Health England (2018), Technical Guide: Confidence Intervals, appendices 1 and 2.
    """
    events, tail = _count("count", count), _alpha(confidence) / 2
    lower, upper = (_exact_limits if events < SMALLEST_COUNT_FOR_BYAR else _byar_limits)(events, tail)
    return Interval(lower, upper, events)


def rate_interval(count: Number, population: Number, *, per: Number = 1000, confidence: Number = 0.95) -> Interval:
    """Return events per so many inhabitants with the count's limits over the population, which is taken as known.

    count/population·per; the limits are those of ``count_interval``, divided and multiplied alike. Events may outnumber
    inhabitants.
    Raises ``ImpossibleInput`` unless count >= 0, population > 0, per > 0 and 0 < confidence < 1.
    Source: Public Health England (2018), Technical Guide: Confidence Intervals, crude rates.
    """
    people, unit = _positive("population", population), _positive("per", per)
    events = count_interval(count, confidence=confidence)
    lower, upper, estimate = (value / people * unit for value in (events.lower, events.upper, events.estimate))
    return Interval(lower, upper, estimate)


def rate_ratio(count_1: Number, exposure_1: Number, count_2: Number, exposure_2: Number, *, confidence: Number = 0.95) -> Interval:
    """Return rate 1 over rate 2 with the score interval and the exact conditional two-sided p-value.

    (count_1/exposure_1) / (count_2/exposure_2). The limits are the ratios r with |x1 - x2·d| = z·sqrt((x1+x2)·d), where
    d = r·exposure_1/exposure_2: the Wilson limits of x1's share of x1+x2, as odds. p is the binomial test of that share.
    A zero count is an answer: 0 events in the first gives the estimate and lower limit 0, 0 in the second the estimate
    and upper limit ``math.inf``; the other limit and p are ordinary numbers.
    Raises ``ImpossibleInput`` when both counts are 0 and unless counts are whole and >= 0, exposures > 0, 0 < confidence < 1.
    Source: Gu, Ng, Tang and Schucany (2008), Biometrical Journal 50:283-298 (score); Przyborowski and Wilenski (1940),
    Biometrika 31:313-323 (conditional test; both tails by likelihood, as in R's ``poisson.test``).
    """
    events_1, time_1 = _whole("count_1", count_1), _positive("exposure_1", exposure_1)
    events_2, time_2 = _whole("count_2", count_2), _positive("exposure_2", exposure_2)
    if events_1 + events_2 == 0:
        raise ImpossibleInput("count_1, count_2: got 0 and 0; expected events in at least one of them")
    share_1 = share_interval(events_1, events_1 + events_2, confidence=confidence)
    share_2 = share_interval(events_2, events_1 + events_2, confidence=confidence)
    estimate, lower, upper = (
        _over(events_1 * time_2, events_2 * time_1),
        _over(share_1.lower * time_2, share_2.upper * time_1),
        _over(share_1.upper * time_2, share_2.lower * time_1),
    )
    return Interval(lower, upper, estimate, _conditional_p(events_1, time_1, events_2, time_2))


def holm(p_values: Iterable[Number]) -> list[float]:
    """Return the p-values adjusted for being several, in the given order, by Holm's step-down method; [] for none.

    The i-th smallest of m becomes the largest of (m-j+1)·p(j) over j <= i, at most 1.
    Raises ``ImpossibleInput`` unless each p is from 0 to 1.
    Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70. statsmodels' ``multipletests``, which tests hold this
    against, collects the process's garbage at each call; for a handful of p-values that took most of an edition's time.
    """
    raw = [_fraction(f"p_values[{place}]", p) for place, p in enumerate(p_values)]
    order = sorted(range(len(raw)), key=raw.__getitem__)
    adjusted = accumulate(((len(raw) - rank) * raw[place] for rank, place in enumerate(order)), max)
    found = {place: min(1.0, p) for place, p in zip(order, adjusted, strict=True)}
    return [found[place] for place in range(len(raw))]


def smallest_detectable_change(baseline_share: Number, n: Number, *, power: Number = 0.8, confidence: Number = 0.95) -> float:
    """Return the smallest fall in a share (0 to 1) that a two-sided test of two samples of n each finds with that power.

    The effect size is h = 2·asin(sqrt(p1)) - 2·asin(sqrt(p2)), and the test statistic normal with mean h·sqrt(n/2); p1 is
    the baseline and the fall p1 - p2. ``math.inf`` when not even a fall to 0 is large enough; 0 when the power asked for
    is no more than the chance of a false alarm. For a sample with a design effect give n/deff.
    Raises ``ImpossibleInput`` unless baseline_share is from 0 to 1, n > 0, and power and confidence between 0 and 1.
    Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6.
    """
    share, size = _fraction("baseline_share", baseline_share), _positive("n", n)
    wanted, alpha = _between("power", power), _alpha(confidence)
    if wanted <= alpha:
        return 0.0
    # Solved for samples of 2, whose h is the mean of the statistic itself: the solver is less exact on other scales.
    statistic = float(NormalIndPower().solve_power(nobs1=2, alpha=alpha, power=wanted, ratio=1, alternative="two-sided"))
    reached = 2 * math.asin(math.sqrt(share)) - statistic / math.sqrt(size / 2)
    return share - math.sin(reached / 2) ** 2 if reached >= 0 else math.inf


def chance_of_hitting(baseline_count: Number, reduction: Number) -> float:
    """Return the chance (0 to 1) that a goal set from one year's count is met the next year though nothing has changed.

    Both years are Poisson with mean ``baseline_count``. The goal is the first year's count x less the fraction
    ``reduction`` (0 to 1), rounded half up as in the agreement (``targets.reduced``); it is met by at most that many.
    Sum over x of P(X = x)·P(Y <= goal(x)); the goal is worked out in decimals.
    Raises ``ImpossibleInput`` unless baseline_count >= 0 and reduction is from 0 to 1.
    Source: the definition; for no reduction (1 + P(X = Y))/2, with Skellam (1946), JRSS 109:296.
    """
    mean, _ = _count("baseline_count", baseline_count), _fraction("reduction", reduction)
    kept = 1 - Decimal(str(reduction))
    first = _likely_counts(mean)
    goals = [int(half_up(int(count) * kept)) for count in first]
    return float(np.average(poisson.cdf(goals, mean), weights=poisson.pmf(first, mean)))


def power_of_reduction(baseline_count: Number, reduction: Number, *, confidence: Number = 0.95) -> float:
    """Return the chance (0 to 1) that the two-sided exact conditional test finds a real fall by the fraction ``reduction``.

    Two equally long periods, Poisson with means ``baseline_count`` and baseline_count·(1-reduction). Given the total n,
    the second count is binomial with share (1-reduction)/(2-reduction); the fall is found when it is so low that
    p < 1-confidence. A false sign of a rise does not count. Exact: summed over the Poisson distribution of n.
    Raises ``ImpossibleInput`` unless baseline_count >= 0, reduction is from 0 to 1 and 0 < confidence < 1.
    Source: Przyborowski and Wilenski (1940), Biometrika 31:313-323; Gail (1974), Biometrics 30:231-237.
    """
    return _power(_count("baseline_count", baseline_count), _fraction("reduction", reduction), _alpha(confidence))


def years_needed(baseline_count: Number, reduction: Number, *, power: Number = 0.8, confidence: Number = 0.95) -> float:
    """Return how many whole years before and as many after must be pooled for the test to find the fall with that power.

    The smallest k for which ``power_of_reduction`` of k·baseline_count reaches ``power``; at least 1. ``math.inf`` when
    there is nothing to find: a reduction or a baseline of 0. The work grows with the inverse of the reduction.
    Raises ``ImpossibleInput`` unless baseline_count >= 0, reduction is from 0 to 1, and power and confidence between 0 and 1.
    Source: as ``power_of_reduction``.
    """
    yearly, fall = _count("baseline_count", baseline_count), _fraction("reduction", reduction)
    wanted, alpha = _between("power", power), _alpha(confidence)
    if yearly == 0 or fall == 0:
        return math.inf
    return _first(lambda years: _power(years * yearly, fall, alpha) >= wanted)


def smallest_visible_change(baseline_count: Number, *, confidence: Number = 0.95) -> VisibleChange:
    """Return by how many events a count must fall, and rise, for p < 1-confidence against the baseline count.

    p is that of ``rate_ratio`` with equal exposures. ``fall`` is ``None`` when not even 0 events would do.
    Raises ``ImpossibleInput`` unless baseline_count is whole and >= 0, and 0 < confidence < 1.
    Source: as ``rate_ratio``.
    """
    before, alpha = _whole("baseline_count", baseline_count), _alpha(confidence)

    def visible(after: int) -> bool:
        return _conditional_p(after, 1, before, 1) < alpha

    fall = _first_of(range(1, before + 1), lambda size: visible(before - size))
    return VisibleChange(fall, _first(lambda size: visible(before + size)))


def _exact_limits(events: float, tail: float) -> tuple[float, float]:
    """Return the limits that leave ``tail`` on either side of a Poisson count."""
    lower = float(chi2.ppf(tail, 2 * events)) / 2 if events else 0.0
    return lower, float(chi2.isf(tail, 2 * events + 2)) / 2


def _byar_limits(events: float, tail: float) -> tuple[float, float]:
    """Return Byar's approximation to them: the cube root of a chi-square variable is nearly normal."""
    z, above = float(norm.isf(tail)), events + 1
    lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
    return lower, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3


@lru_cache(maxsize=4096)  # every edition asks about the same baselines
def _conditional_p(events_1: int, time_1: float, events_2: int, time_2: float) -> float:
    """Return the two-sided p-value of equal rates, given the total number of events, of which there must be some."""
    with np.errstate(divide="ignore"):  # the library also divides the rates, and nobody reads that
        return float(poisson_test(events_1, time_1, events_2, time_2, method="exact-cond").pvalue)


@lru_cache(maxsize=4096)
def _power(before: float, reduction: float, alpha: float) -> float:
    """Return the power for two periods with means ``before`` and what the reduction leaves of it."""
    totals = _likely_counts(before * (2 - reduction))
    # With equal exposures p is twice the lower tail, so the fall is found below the first count whose tail is alpha/2.
    found = binom.cdf(binom.ppf(alpha / 2, totals, 0.5) - 1, totals, (1 - reduction) / (2 - reduction))
    return float(np.average(found, weights=poisson.pmf(totals, before * (2 - reduction))))


def _likely_counts(mean: float) -> NDArray[np.int64]:
    """Return every count that a Poisson variable with that mean will practically ever take."""
    return np.arange(int(poisson.ppf(NEGLIGIBLE, mean)), int(poisson.isf(NEGLIGIBLE, mean)) + 1)


def _first_of(candidates: range, reached: Callable[[int], bool]) -> int | None:
    """Return the first that has reached what all later ones have too; ``None`` when none has."""
    place = bisect_left(candidates, True, key=reached)  # noqa: FBT003
    return candidates[place] if place < len(candidates) else None


def _first(reached: Callable[[int], bool]) -> int:
    """Return the first whole number from 1 that has reached what all later ones, and some one, have too."""
    top = 1
    while not reached(top):
        top *= 2
    return _first_of(range(top // 2 + 1, top), reached) or top


def _over(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.inf


def _alpha(confidence: Number) -> float:
    """Return 1 - confidence, in decimals: 0.05 and not the slightly more that 1 - 0.95 is in binary."""
    _between("confidence", confidence)
    return float(1 - Decimal(str(confidence)))


def _finite(value: object) -> float:
    """Return the value as a float, and NaN (which passes no check) for what is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | np.integer | np.floating):
        return math.nan
    try:
        number = float(value)
    except (OverflowError, ValueError):  # an integer beyond the floats; Decimal's signalling NaN
        return math.nan
    return number if math.isfinite(number) else math.nan


def _checked(name: str, value: object, expected: str, accept: Callable[[float], bool]) -> float:
    number = _finite(value)
    if not accept(number):
        got = repr(value) if isinstance(value, str) else str(value)
        raise ImpossibleInput(f"{name}: got {got}; expected {expected}")
    return number


def _count(name: str, value: object) -> float:
    return _checked(name, value, "a number from 0 up", lambda number: number >= 0)


def _whole(name: str, value: object) -> int:
    return int(_checked(name, value, "a whole number from 0 up", lambda number: number >= 0 and number.is_integer()))


def _part(name: str, value: object, whole_name: str, whole: float) -> float:
    return _checked(name, value, f"a number from 0 to {whole_name} ({whole:.15g})", lambda number: 0 <= number <= whole)


def _positive(name: str, value: object) -> float:
    return _checked(name, value, "a number above 0", lambda number: number > 0)


def _fraction(name: str, value: object) -> float:
    return _checked(name, value, "a number from 0 to 1", lambda number: 0 <= number <= 1)


def _between(name: str, value: object) -> float:
    return _checked(name, value, "a number between 0 and 1, neither included", lambda number: 0 < number < 1)
