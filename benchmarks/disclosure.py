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
    """A table to protect: rows and columns without margins, the mean of its cells, against whom, and how long it may take."""

    rows: int
    columns: int
    mean: int
    attackers: tuple[Attacker, ...] = ()
    aim_seconds: float = 60


CASES = (
    *(Case(12, 20, mean, aim_seconds=1) for mean in (3, 10, 40)),
    *(Case(30, 30, mean) for mean in (10, 40)),
    *(Case(50, 50, mean) for mean in (10, 40)),
    *(Case(70, 70, mean) for mean in (3, 10, 40, 100)),
    *(Case(12, 20, mean, INSIDERS) for mean in (3, 10, 40)),
    *(Case(19, 24, mean, INSIDERS) for mean in (3, 10, 40)),
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
    """Return a table of Poisson counts whose cells differ in their means, with its margins."""
    random = np.random.default_rng(1)
    means = case.mean * random.choice([0.1, 0.5, 1, 2, 3], (case.rows, case.columns))
    counts = np.zeros((case.rows + 1, case.columns + 1), np.int64)
    counts[1:, 1:] = random.poisson(means)
    counts[0], counts[:, 0] = counts.sum(axis=0), counts.sum(axis=1)
    counts[0, 0] = counts[0, 1:].sum()
    cells = {f"{row}.{column}": int(counts[row, column]) for row in range(case.rows + 1) for column in range(case.columns + 1)}
    inner_rows, inner_columns = range(1, case.rows + 1), range(1, case.columns + 1)
    totals = [Total(f"{row}.0", tuple(f"{row}.{column}" for column in inner_columns)) for row in range(case.rows + 1)]
    totals += [Total(f"0.{column}", tuple(f"{row}.{column}" for row in inner_rows)) for column in range(case.columns + 1)]
    return cells, totals


def measured(cases: Sequence[Case] = CASES) -> Iterator[Measured]:
    """Yield how long each case takes."""
    for case in cases:
        cells, totals = invented(case)
        began = time.perf_counter()
        hidden = protect(cells, totals, attackers=case.attackers)
        seconds = time.perf_counter() - began
        small = primary(cells)
        yield Measured(case, len(cells), len(small), len(hidden - small), seconds)


def main() -> None:
    print("| Cells | Mean | Against | Small | Others hidden | Seconds | Aim |\n|---|---|---|---|---|---|---|")
    for one in measured():
        against = ", ".join(("stranger", *one.case.attackers))
        print(
            f"| {one.cells} | {one.case.mean} | {against} | {one.small} | {one.others} | {one.seconds:.2f} | ≤ {one.case.aim_seconds:g} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
