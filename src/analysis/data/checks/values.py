"""Values: that each is one which its unit can have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks.case import Case
from analysis.data.reading import suggestion
from analysis.errors import Fault, fault

FILE, DELIVERABLES = "observations.csv", "deliverables.csv"
RANGES: dict[str, tuple[int | None, int | None]] = {
    "percent": (0, 100),
    "count": (0, None),
    "per_1000": (0, None),
    "dkk": (0, None),
    "dkk_per_head": (0, None),
    "minutes": (0, None),
    "index": (0, None),
    "percent_change": (-100, None),
}
WHOLE = {"count"}
# Kroner have as many decimals as their indicator says; three are thousands that somebody has written a point into.
MOST_DECIMALS_OF = {"dkk": 0, "dkk_per_head": 2, "minutes": 2}
# Things are promised and reported by the piece, by the half, or by the hour and so much; three decimals are thousands.
MOST_DECIMALS = 2


def faults_of_values(case: Case) -> Iterator[Fault]:
    """Yield a fault for each value that its unit cannot have."""
    for row in case.facts.observations:
        if row.indicator in case.facts.indicators:
            yield from faults_of_observation(row, case.facts.indicators[row.indicator], case.row(row))
    for budget in case.facts.budgets:
        for column, amount in (("amount_dkk", budget.amount_dkk), ("amount_to_dkk", budget.amount_to_dkk)):
            if amount is not None:
                yield from outside_unit("budgets.csv", column, amount, "dkk", case.row(budget))
    for delivered in case.facts.deliverables:
        for column, amount in (("value", delivered.value), ("value_to", delivered.value_to)):
            if amount is not None and (amount < 0 or decimals_of(amount) > MOST_DECIMALS):
                at = case.row(delivered)
                yield fault("data.units.amount", file=DELIVERABLES, row=at, column=column, found=amount, decimals=MOST_DECIMALS)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    return len(str(value).partition(".")[2])


def faults_of_observation(row: t.Observation, indicator: d.Indicator, at: int) -> Iterator[Fault]:
    """Yield the faults of an observation's number or level beside its indicator's unit."""
    is_level, found = indicator.unit == "level", row.level or row.value
    if indicator.unit == "answer":
        yield fault("data.units.answer", file=FILE, row=at, column="indicator", indicator=row.indicator)
    elif row.level and not is_level:
        yield fault("data.units.no_level", file=FILE, row=at, column="level", indicator=row.indicator, found=found)
    elif row.level and row.level not in indicator.levels:
        todo = suggestion(row.level, indicator.levels)
        yield fault("data.units.level", file=FILE, row=at, column="level", found=repr(row.level), todo=todo)
    elif row.value is not None and is_level:
        yield fault("data.units.no_number", file=FILE, row=at, column="value", indicator=row.indicator, found=found)
    for column in ("value", "lower", "upper"):
        number = getattr(row, column)
        if number is not None and not is_level and indicator.unit != "answer":
            yield from outside_unit(FILE, column, number, indicator.unit, at, decimals=indicator.decimals)


def outside_unit(
    file: str, column: str, value: Decimal | int, unit: str, at: int | None = None, *, decimals: int = 0
) -> Iterator[Fault]:
    """Yield a fault when a number lies outside its unit's range, and one when it has decimals that the unit has not."""
    low, high = RANGES[unit]
    if (low is not None and value < low) or (high is not None and value > high):
        key = "below" if high is None else "outside"
        yield fault(f"data.units.{key}", file=file, row=at, column=column, found=value, unit=unit, low=low, high=high)
    most = 0 if unit in WHOLE else min(max(MOST_DECIMALS_OF[unit], decimals), MOST_DECIMALS) if unit in MOST_DECIMALS_OF else None
    if most and decimals_of(Decimal(value)) > most:
        yield fault("data.units.decimals", file=file, row=at, column=column, found=value, unit=unit, decimals=most)
    if most == 0 and "." in str(value):
        yield fault("data.units.whole", file=file, row=at, column=column, found=value, unit=unit)
