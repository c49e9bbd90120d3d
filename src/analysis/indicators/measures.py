"""The arithmetic on observations: change, gap, share and sums, in exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from analysis.data import Budget, Indicator, Observation, Partnership
from analysis.indicators.comparability import ensure_comparable, ensure_part_and_whole
from analysis.indicators.methods.rounding import half_up

# Below 20 a change of one or two reports is many per cent, and the percentage misleads (11 to 9 would be -18 %).
SMALLEST_BASE_FOR_PERCENT = 20


def number_of(observation: Observation) -> Decimal:
    """Return the observation's number. Raises ``ValueError`` when it has none."""
    if observation.value is None:
        raise ValueError(f"{observation.id} has no number")
    return observation.value


def places(observation: Observation) -> int:
    """Return the number of decimals that a figure was published with."""
    exponent = number_of(observation).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def half_unit(observation: Observation) -> Decimal:
    """Return by how much the figure that was rounded to this one can at most have differed from it."""
    return Decimal(5).scaleb(-places(observation) - 1)


def change(earlier: Observation, later: Observation, indicator: Indicator) -> Decimal:
    """Return later minus earlier, in the indicator's unit. Raises ``NotComparable`` across a break."""
    ensure_comparable(earlier, later, indicator)
    return number_of(later) - number_of(earlier)


def change_pct(earlier: Observation, later: Observation, indicator: Indicator) -> Decimal | None:
    """Return the change in per cent of the earlier count; ``None`` when that is too small to carry a percentage.

    Raises ``NotComparable`` across a break.
    """
    difference, base = change(earlier, later, indicator), number_of(earlier)
    return 100 * difference / base if base >= SMALLEST_BASE_FOR_PERCENT else None


def gap(part: Observation, whole: Observation, partnership: Partnership) -> Decimal:
    """Return the area's figure minus that of a larger area containing it. Raises ``NotComparable`` otherwise.

    Both are first rounded to the fewer decimals that either was published with.
    """
    ensure_part_and_whole(part, whole, partnership)
    decimals = min(places(part), places(whole))
    return half_up(number_of(part), decimals) - half_up(number_of(whole), decimals)


def share(numerator: Observation, denominator: Observation) -> Decimal | None:
    """Return numerator of denominator in per cent, at full precision; ``None`` when the denominator is zero."""
    whole = number_of(denominator)
    return 100 * number_of(numerator) / whole if whole else None


def known_sum(cells: Sequence[Budget]) -> Decimal:
    """Return the sum of the amounts that are stated; of a range its lower end."""
    return sum((cell.amount_dkk for cell in cells if cell.amount_dkk is not None), Decimal(0))


def unknown_cells(cells: Sequence[Budget]) -> list[Budget]:
    """Return the cells that keep a sum from being a total: undecided, not stated, or a range.

    A cell with "-" (no grant) is not among them: it says that there is nothing to add.
    """
    return [cell for cell in cells if cell.status in ("not_decided", "not_stated") or cell.amount_to_dkk is not None]
