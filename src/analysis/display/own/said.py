"""How the book says a row, whatever row it is: a figure, a cell of a budget, a sum that is a lower bound, a promise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.display.parts.plans.budget import CELLS, SUMS, shown_amount, sum_text
from analysis.display.parts.plans.deliverables import value_text
from analysis.display.parts.values import plain, shown
from analysis.display.runs import Phrase, joined
from analysis.display.view.view import View
from analysis.indicators import Result

OF_A_RANGE = (*CELLS, "promised")


def said_of(view: View, rows: Iterable[Result], *, unit: bool = True) -> Phrase:
    """Return what rows say, one after another; the two ends of a range are said as one. No unknown is ever said as 0."""
    return joined(", ", (one_said(view, same, unit=unit) for same in with_ends(rows)))


def with_ends(rows: Iterable[Result]) -> list[list[Result]]:
    """Return rows by themselves, the lower and the upper end of a source's range together."""
    found: list[list[Result]] = []
    for row in rows:
        before = found[-1][-1] if found else None
        if before is not None and before.inputs == row.inputs and is_range(before, row):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def is_range(low: Result, high: Result) -> bool:
    """Tell whether two rows about the same fact are the ends of a range that the source gives."""
    return (low.measure, high.measure) == ("lower", "upper") and {low.method, high.method} <= set(OF_A_RANGE)


def one_said(view: View, same: Sequence[Result], *, unit: bool) -> Phrase:
    """Return a row, or the ends of a range, as the book's own pages say it."""
    row = same[0]
    if row.deliverable and row.number is not None:
        return value_text(view, list(same))
    if row.plan and row.method in SUMS:
        return with_unit(view, row, sum_text(view, row), unit=unit and says_number(row))
    if row.plan and row.method in CELLS and not isinstance(row.value, str):
        return with_unit(view, row, shown_amount(view, list(same)), unit=unit and row.number is not None)
    return shown(view, row) if unit else plain(view, row) or shown(view, row)


def says_number(row: Result) -> bool:
    """Tell whether a sum is said as a number: at least 0 says nothing."""
    return bool(row.number) or (row.number is not None and row.measure != "lower")


def with_unit(view: View, row: Result, said: Phrase, *, unit: bool) -> Phrase:
    """Return a number with its unit where it is wanted."""
    return view.say.with_unit(said, row.unit) if unit else said
