"""Measures the protection of small counts: cells against seconds, and what it costs to think of more attackers.

Run alone it prints a table; ``bench.py`` takes its rows. The tables are invented, with a seed, and have their margins.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.indicators.disclosure import Attacker, Total, primary, protect

INSIDERS: tuple[Attacker, ...] = ("insider", "group")


@dataclass(frozen=True)
class Case:
    """A table to protect: its size each way without margins, the mean of its cells, against whom, and how long it may take."""

    shape: tuple[int, ...]
    mean: int
    attackers: tuple[Attacker, ...] = ()
    aim_seconds: float = 60


CASES = (
    *(Case((12, 20), mean, aim_seconds=1) for mean in (3, 10, 40)),
    *(Case((30, 30), mean) for mean in (10, 40)),
    *(Case((50, 50), mean) for mean in (10, 40)),
    *(Case((70, 70), mean) for mean in (3, 10, 40, 100)),
    *(Case((12, 20), mean, INSIDERS) for mean in (3, 10, 40)),
    *(Case((19, 24), mean, INSIDERS) for mean in (3, 10, 40)),
    *(Case((size, size, size), 10) for size in (3, 5, 6)),
    *(Case((9, 9, 9), mean) for mean in (3, 10, 40)),
)


@dataclass(frozen=True)
class Measured:
    """How long a case took, and what was hidden."""

    case: Case
    cells: int
    small: int
    others: int
    seconds: float


def invented(case: Case) -> tuple[dict[str, int], list[Total]]:
    """Return a table of Poisson counts whose cells differ in their means, with all its margins; place 0 of a way is its margin."""
    random = np.random.default_rng(1)
    counts = random.poisson(case.mean * random.choice([0.1, 0.5, 1, 2, 3], case.shape))
    for way in range(counts.ndim):
        counts = np.concatenate([counts.sum(axis=way, keepdims=True), counts], axis=way)
    cells = {named(place): int(count) for place, count in np.ndenumerate(counts)}
    totals = [
        Total(named(place), tuple(named((*place[:way], part, *place[way + 1 :])) for part in range(1, counts.shape[way])))
        for place in np.ndindex(counts.shape)
        for way in range(counts.ndim)
        if place[way] == 0
    ]
    return cells, totals


def named(place: Sequence[int]) -> str:
    """Return the name of a cell."""
    return ".".join(map(str, place))


def measured(cases: Sequence[Case] = CASES) -> Iterator[Measured]:
    """Yield how long each case takes."""
    for case in cases:
        cells, totals = invented(case)
        began = time.process_time()
        hidden = protect(cells, totals, attackers=case.attackers)
        seconds = time.process_time() - began
        small = primary(cells)
        yield Measured(case, len(cells), len(small), len(hidden - small), seconds)


def main() -> None:
    print("| Cells | Ways | Mean | Against | Small | Others hidden | Seconds | Aim |\n|---|---|---|---|---|---|---|---|")
    for one in measured():
        against = ", ".join(("stranger", *one.case.attackers))
        print(
            f"| {one.cells} | {len(one.case.shape)} | {one.case.mean} | {against} | {one.small} | {one.others} "
            f"| {one.seconds:.2f} | ≤ {one.case.aim_seconds:g} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
