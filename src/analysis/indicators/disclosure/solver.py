"""Linear programs over a table, by HiGHS: one model, changed in place from question to question.

Source: Huangfu and Hall (2018), Parallelizing the dual revised simplex method, Mathematical Programming Computation 10:119-142.
Whatever it answers is only believed when whole numbers prove it; see ``proof``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from highspy import _Highs as Highs  # type: ignore[attr-defined]  # without the calls back to Python, and the line that they print
from numpy.typing import NDArray

# Branches that are looked into for whole numbers before a question is given up. A number and no time: the answer is the same everywhere.
MOST_BRANCHES = 20_000
PRIMAL_SIMPLEX = 4


@dataclass(frozen=True)
class Equation:
    """Some columns with their factors, and what they come to."""

    factors: Mapping[int, int]
    said: int = 0


@dataclass(frozen=True)
class Answer:
    """The best that a column can be, and values of all columns in which it is; ``best`` is infinite where nothing bounds it."""

    best: float
    values: Sequence[float] | NDArray[np.float64]


class Model:
    """Columns with lower bounds and equations between them. ``fix`` and ``free`` change it; ``most`` asks it."""

    def __init__(
        self, lower: Sequence[float], equations: Sequence[Equation], *, whole: bool = False, costs: Sequence[float] = ()
    ) -> None:
        self.lower = [float(bound) for bound in lower]
        self.highs = Highs()
        options = {"output_flag": False, "threads": 1, "mip_max_nodes": MOST_BRANCHES, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
        for name, value in (options if whole else options | {"presolve": "off", "simplex_strategy": PRIMAL_SIMPLEX}).items():
            self.highs.setOptionValue(name, value)
        self.highs.passModel(linear_program(self.lower, equations, costs or [0.0] * len(self.lower), whole=whole))
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def fix(self, column: int) -> None:
        """Let a column be 0 only."""
        self.highs.changeColBounds(column, 0.0, 0.0)

    def raise_floor(self, column: int, lower: float) -> None:
        """Let a column be anything from a bound of its own up."""
        self.highs.changeColBounds(column, lower, math.inf)

    def free(self, column: int) -> None:
        """Let a column be anything from its lower bound up."""
        self.highs.changeColBounds(column, self.lower[column], math.inf)

    def most(self, column: int, sign: int, limit: float = math.inf, lower: float | None = None) -> Answer | None:
        """Return the largest (for a negative ``sign`` the smallest) that a column can be, at most ``limit`` away from 0.

        ``None`` when there are no such values, or none were found in reasonable time.
        """
        low = self.lower[column] if lower is None else lower
        bounds = (low, limit) if sign > 0 else (max(low, -limit), math.inf)
        self.highs.changeColBounds(column, *bounds)
        self.highs.changeColCost(column, float(sign))
        self.highs.run()
        status = self.highs.getModelStatus()
        self.highs.changeColCost(column, 0.0)
        self.free(column)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Answer(math.inf, ())
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        values = self.highs.getSolution().col_value
        return Answer(sign * values[column], values)


class Shortest:
    """The same model about changes from 0, split into rises and falls, so that of the farthest changes it finds one of few columns.

    Every rise and fall costs its column's weight, and far less than the way that the column in question goes.
    """

    def __init__(self, lower: Sequence[float], equations: Sequence[Equation], weights: Sequence[float]) -> None:
        self.size = len(lower)
        self.weights = [float(weight) for weight in weights]
        self.falls = [-float(bound) for bound in lower]
        both = [Equation({**e.factors, **{self.size + column: -factor for column, factor in e.factors.items()}}) for e in equations]
        self.model = Model([0.0] * (2 * self.size), both, costs=[-weight for weight in (*weights, *weights)])
        self.highs = self.model.highs
        for column in range(self.size):
            self.free(column)
        self.gain = 10.0 * (sum(self.weights) + 1)

    def bound(self, column: int, rise: float, fall: float) -> None:
        self.highs.changeColBounds(column, 0.0, rise)
        self.highs.changeColBounds(self.size + column, 0.0, fall)

    def fix(self, column: int) -> None:
        """Let a column be 0 only."""
        self.bound(column, 0.0, 0.0)

    def free(self, column: int) -> None:
        """Let a column be anything from its lower bound up."""
        self.bound(column, math.inf, self.falls[column])

    def raise_floor(self, column: int, lower: float) -> None:
        """Let a column be anything from a bound of its own up."""
        self.bound(column, math.inf, -lower)

    def most(self, column: int, sign: int, limit: float, lower: float) -> Answer | None:
        """Return how far a column can go one way, at most ``limit`` and not below ``lower``, with values of all columns; as ``Model``."""
        self.bound(column, *((limit, 0.0) if sign > 0 else (0.0, min(limit, -lower))))
        own = column if sign > 0 else self.size + column
        self.highs.changeColCost(own, self.gain)
        changes = self.solved()
        self.highs.changeColCost(own, -self.weights[column])
        self.free(column)
        return None if changes is None else Answer(sign * changes[column], changes)

    def risen(self, columns: Sequence[int], limit: float) -> NDArray[np.float64] | None:
        """Return changes that raise as many columns as far as can be at once, each by at most ``limit``."""
        for column in columns:
            self.bound(column, limit, self.falls[column])
            self.highs.changeColCost(column, self.gain)
        changes = self.solved()
        for column in columns:
            self.free(column)
            self.highs.changeColCost(column, -self.weights[column])
        return changes

    def solved(self) -> NDArray[np.float64] | None:
        """Solve the model as it is and return the changes; ``None`` when it has no solution."""
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self.highs.getSolution().col_value)
        return np.asarray(values[: self.size] - values[self.size :])


def linear_program(
    lower: Sequence[float], equations: Sequence[Equation], costs: Sequence[float], *, whole: bool
) -> highspy.HighsLp:
    """Return the model in the solver's own form."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(lower), len(equations)
    model.col_cost_ = np.array(costs)
    model.col_lower_, model.col_upper_ = np.array(lower), np.full(len(lower), math.inf)
    model.row_lower_ = model.row_upper_ = np.array([float(equation.said) for equation in equations])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = [len(equation.factors) for equation in equations]
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    model.a_matrix_.index_ = np.array([column for equation in equations for column in equation.factors], dtype=np.int32)
    model.a_matrix_.value_ = np.array([float(factor) for equation in equations for factor in equation.factors.values()])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(lower)
    return model


def some_counts(size: int, equations: Sequence[Equation]) -> list[int] | None:
    """Return whole numbers from 0 for so many columns, such that the equations hold; ``None`` when there are none."""
    found = Model([0.0] * size, equations, whole=True).most(0, -1)
    if found is None:
        return None
    values = [round(value) for value in found.values]
    agree = all(sum(factor * values[column] for column, factor in e.factors.items()) == e.said for e in equations)
    return values if agree else None
