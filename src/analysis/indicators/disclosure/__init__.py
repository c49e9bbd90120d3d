"""Protection of small counts: which figures to hide, and the proof that they stay hidden.

A *cell* is a named count and a *total* says that one cell is the sum of others; a cell may take part in several totals
(the rows and columns of a table, linked tables, an earlier edition's sum). Who reads knows every shown cell, every total, and
that counts are whole and not negative. A hidden cell is protected when all that leaves it a range at least as wide as the
threshold. Two hidden cells in each row and column are not enough for that, so the range is proved, never assumed.

Source of the method: Fischetti and Salazar (2000), Journal of the American Statistical Association 95:916-928 (a hidden cell is
safe when two tables that look the same differ enough in it); Hundepool and others (2012), Statistical Disclosure Control, chapters
4 and 5 (attackers, singletons, groups, linked tables, differencing).
"""

from analysis.indicators.disclosure.attack import ranges
from analysis.indicators.disclosure.choice import protect
from analysis.indicators.disclosure.tables import (
    THRESHOLD,
    Attacker,
    Total,
    TotalsDisagree,
    Unprotectable,
    primary,
)

__all__ = ["THRESHOLD", "Attacker", "Total", "TotalsDisagree", "Unprotectable", "primary", "protect", "ranges"]
