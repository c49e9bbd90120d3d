"""The rules that agreements set targets by. Each is a goal and a test against it, to the letter of the agreement."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from analysis.indicators.methods.rounding import half_up

Verdict = Literal["met", "not_met", "undetermined", "monitored"]


def reduced(baseline: Decimal, percent: int, decimals: int = 0) -> Decimal:
    """Return the baseline less so many per cent, rounded half up to its own decimals, as in an agreement's table (70 - 25 % = 53)."""
    return half_up(baseline * (100 - percent) / 100, decimals)


def is_nearer(gap: Decimal, gap_at_baseline: Decimal) -> bool:
    """Tell whether the distance to the reference has shrunk, or there is none left. The same distance is not nearer."""
    return gap <= 0 or gap < gap_at_baseline


def is_within(distance: Decimal, points: Decimal) -> bool:
    """Tell whether a distance is at most so many points, to either side."""
    return abs(distance) <= points


# "Skal som minimum fastholdes" about crime means at most the baseline: no more reports than then.
TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "at_most_baseline": operator.le,
    "reduce_by": operator.le,
    "level": operator.le,
    "falls_each_year": operator.lt,
    "falls_from_baseline": operator.lt,
    "rises_each_year": operator.gt,
    "at_least_baseline": operator.ge,
    "approaches": is_nearer,
    "within": is_within,
    "at_most_times": operator.le,
    "at_least": operator.ge,
    "at_most": operator.le,
}
# The test of a rule whose target says which way is wished for: a distance on that side is none, a level there is no less.
DIRECTED: dict[tuple[str, str], Callable[[Decimal, Decimal], bool]] = {
    ("level", "up"): operator.ge,
    ("within", "down"): operator.le,
    ("within", "up"): lambda distance, points: distance >= -points,
}


def verdict(rule: str, value: Decimal | None, goal: Decimal | None, direction: str | None = None) -> Verdict:
    """Return the formal verdict: whether the value meets the goal under the rule; undetermined when either is unknown.

    ``direction`` is the way that the target wishes for, ``up`` or ``down``, where it says one.
    """
    if rule == "monitor":
        return "monitored"
    if value is None or goal is None:
        return "undetermined"
    test = DIRECTED.get((rule, direction or ""), TESTS[rule])
    return "met" if test(value, goal) else "not_met"


# The rules that judge a distance to another area.
DISTANCES = frozenset({"approaches", "within"})
# A rule with an upper limit is met by a small figure, one with a lower limit by a large one.
UPPER_LIMITS = frozenset({"at_most_baseline", "reduce_by", "falls_each_year", "falls_from_baseline", "at_most_times", "at_most"})
LOWER_LIMITS = frozenset({"at_least", "rises_each_year", "at_least_baseline"})


def provable(rule: str, found: Verdict, scope: str) -> bool:
    """Tell whether the figure of a category that took another one's place proves a verdict about the old one.

    A ``broader`` category can only be larger: when even it keeps an upper limit, the old one did; when it does not, the old
    one may still have. A ``narrower`` one can only be smaller, and proves the reverse. Any other change proves nothing.
    """
    larger, smaller = scope == "broader", scope == "narrower"
    if rule in UPPER_LIMITS:
        return larger if found == "met" else smaller
    if rule in LOWER_LIMITS:
        return smaller if found == "met" else larger
    return False
