"""What a reader can work out of hidden cells from what is shown, who knows nothing else: the range of each."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from analysis.indicators.disclosure.solver import Equation, Model
from analysis.indicators.disclosure.tables import Counts, Total, TotalsDisagree, ensure_counts
from analysis.messages import message

NEARLY = 1e-6  # what a whole number may be off by when it comes from floating point

Range = tuple[float, float]


def ranges(cells: Counts, totals: Iterable[Total], hidden: Collection[str], *, insider: str | None = None) -> dict[str, Range]:
    """Return for each hidden cell the smallest and the largest count that agree with everything shown; infinite where nothing bounds it.

    Of ``cells`` only those that are not hidden are looked at, and that of the ``insider``, who knows it; of that cell the range is
    the one count. The bounds of a table are whole numbers by themselves. Totals that overlap in odd ways can have fractional ones,
    and are then solved again in whole numbers: a reader knows that counts are whole.
    Raises ``TotalsDisagree`` when no counts agree with what is shown, ``ValueError`` for what is no count.
    """
    ensure_counts({name: value for name, value in cells.items() if name not in hidden or name == insider})
    seen = {name: int(value) for name, value in cells.items() if name not in hidden or name == insider}
    reader = reader_of(seen, tuple(totals), hidden)
    return {name: (seen[name],) * 2 if name in seen else reader.range_of(name) for name in sorted(hidden)}


@dataclass(frozen=True)
class Reader:
    """What a reader does not know, the same question in fractions and in whole numbers."""

    place: Mapping[str, int]
    fractions: Model
    wholes: Model

    def range_of(self, name: str) -> Range:
        """Return the smallest and the largest count of a name."""
        return max(0.0, self.end(name, -1)), self.end(name, 1)

    def end(self, name: str, sign: int) -> float:
        column = self.place[name]
        found = self.fractions.most(column, sign)
        if found is not None and any(abs(value - round(value)) > NEARLY for value in found.values):
            found = self.wholes.most(column, sign)
        if found is None:
            raise TotalsDisagree(message("indicators.disclosure.no_counts", names=", ".join(self.place)))
        return sign * found.best if math.isinf(found.best) else float(round(sign * found.best))


def reader_of(seen: Mapping[str, int], totals: Collection[Total], hidden: Collection[str]) -> Reader:
    """Return a reader who sees some counts and knows the totals."""
    names = {*hidden, *(name for total in totals for name in total.names)} - seen.keys()
    place = {name: column for column, name in enumerate(sorted(names))}
    equations = []
    for total in totals:
        factors: dict[int, int] = {}
        said = 0
        for name, factor in ((total.whole, 1), *((part, -1) for part in total.parts)):
            if name in place:
                factors[place[name]] = factors.get(place[name], 0) + factor
            else:
                said -= factor * seen[name]
        if any(factors.values()):
            equations.append(Equation(factors, said))
    lower = [0.0] * len(place)
    return Reader(place, Model(lower, equations), Model(lower, equations, whole=True))
