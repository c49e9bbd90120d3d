"""Rounding half up, in decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Return the value with so many decimals; a half goes away from zero (52.5 becomes 53).

    Python's ``round``, NumPy, pandas and Babel send a half to the even neighbour, which the sources do not.
    """
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
