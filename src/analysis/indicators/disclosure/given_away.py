"""Words for what cannot be protected: which totals give it away, and no figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.indicators.disclosure.attack import ranges
from analysis.indicators.disclosure.proof import Proofs
from analysis.indicators.disclosure.tables import Counts, Total
from analysis.messages import message


def how_given_away(proofs: Proofs, lost: Iterable[int], totals: Sequence[Total], cells: Counts) -> Iterator[str]:
    """Yield the message for each cell that cannot be protected: the totals that it takes, and no figure."""
    grid = proofs.grid
    hidden = grid.named(proofs.hidden)
    for column in sorted(lost):
        name = grid.names[column]
        if column in grid.leftovers:
            yield message("indicators.disclosure.group", what=name)
        elif is_narrow(cells, totals, hidden, name, proofs.wide):
            yield given_away(cells, totals, hidden, name, proofs.wide)
        else:
            yield message("indicators.disclosure.insider", name=name, threshold=proofs.wide)


def given_away(cells: Counts, totals: Sequence[Total], hidden: frozenset[str], name: str, wide: int) -> str:
    """Return the message for a cell that the shown cells give away, with the fewest totals that do."""
    needed = list(totals)
    for total in totals:
        fewer = [other for other in needed if other != total]
        if is_narrow(cells, fewer, hidden, name, wide):
            needed = fewer
    known = dict.fromkeys(other for total in needed for other in total.names if other in cells and other not in hidden)
    said = message("indicators.disclosure.and").join(map(str, needed))
    return message("indicators.disclosure.given_away", name=name, totals=said, known=", ".join(known), threshold=wide)


def is_narrow(cells: Counts, totals: Sequence[Total], hidden: frozenset[str], name: str, wide: int) -> bool:
    """Tell whether what is shown narrows a cell down to less than the threshold."""
    low, high = ranges(cells, totals, hidden)[name]
    return high - low < wide
