"""What proves that a cell is protected: moves, checked in whole numbers whatever a solver says."""

import numpy as np
import pytest

from analysis.indicators.disclosure import Total
from analysis.indicators.disclosure.grid import grid_of
from analysis.indicators.disclosure.moves import Moves, move_of
from analysis.indicators.disclosure.proof import Proofs
from analysis.indicators.disclosure.solver import Equation, Shortest, some_counts

CELLS = {"a": 3, "ab": 10, "b": 7}
GRID = grid_of(CELLS, [Total("ab", ("a", "b"))])
A, AB, B = 0, 1, 2


def known(*moves, insiders=()):
    found = Moves(GRID, insiders)
    for move in moves:
        found.add(move_of(move))
    return found


@pytest.mark.parametrize(
    ("move", "width"),
    [
        ({A: 5, B: -5}, 5),
        ({A: 5, AB: 5}, 5),
        ({A: 8, B: -8}, 0),  # b would be -1
        ({A: 5}, 0),  # the sum would not be one
        ({A: 5, B: -4}, 0),
        ({}, 0),
    ],
)
def test_what_a_solver_finds_is_believed_when_it_holds(move, width):
    """Nothing negative, and every total still one."""
    assert known(move).width(A, -3) == width


def test_moves_both_ways_lie_apart():
    """Three down and two up are five."""
    assert known({A: -3, B: 3}, {A: 2, B: -2}).width(A, -3) == 5


def test_a_move_that_changes_what_is_shown_proves_nothing():
    """Until it is hidden again."""
    moves = known({A: 5, B: -5})
    assert moves.show(B) == {A, B}
    assert moves.width(A, -3) == 0
    assert moves.show(AB) == set()
    moves.hide(B)
    assert moves.width(A, -3) == 5


def test_a_move_of_an_insiders_cell_proves_nothing_to_them():
    """Whoever knows b sees through the first move and not through the second."""
    moves = known({A: 5, B: -5}, {A: 4, AB: 4}, insiders=[B])
    assert moves.width(A, -3) == 5
    assert moves.widths(A, -3, np.zeros(1, np.int64)).tolist() == [4]


def test_a_column_is_proved_with_the_columns_that_are_hidden():
    """Alone in its total it is not, and with one other it is."""
    proofs = Proofs(GRID, {A}, 5, insiders=False)
    assert not proofs.proves(A)
    proofs.hide(B)
    assert proofs.proves(A)
    assert proofs.show(B) == {A}
    assert not proofs.proves(A)


def test_the_shortest_of_the_farthest_changes_is_found():
    """Of two ways to raise the first column, through one other or through three, the short one."""
    equations = [Equation({0: 1, 1: 1, 2: 1}), Equation({2: 1, 3: -1}), Equation({3: 1, 4: -1})]
    found = Shortest([0.0, -9.0, -9.0, -9.0, -9.0], equations, [1.0] * 5).most(0, 1, 5, 0)
    assert (found.best, list(found.values)) == (5, [5, -5, 0, 0, 0])


def test_figures_that_nobody_has_get_whole_numbers_or_none():
    """Twice the first is 6; no whole number is half of 5."""
    assert some_counts(2, [Equation({0: 2}, 6), Equation({0: 1, 1: 1}, 4)]) == [3, 1]
    assert some_counts(1, [Equation({0: 2}, 5)]) is None
