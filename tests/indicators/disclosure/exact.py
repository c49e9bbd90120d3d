"""The same question asked of another program: may a hidden cell be guessed? And tables to ask it of."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.indicators.disclosure import Total


def inside(totals, whole):
    """The parts of a cell, their parts, and so on."""
    found = {part for total in totals if total.whole == whole for part in total.parts}
    for part in list(found):
        found |= inside(totals, part)
    return found


def spans(cells, totals, hidden, *, fixed=(), floor=None):
    """The exact width of each hidden cell's range, every cell a whole variable, by branch and bound.

    ``fixed`` are hidden cells whose count the reader knows, ``floor`` a hidden cell that the reader knows to be at least 1.
    """
    names = sorted(cells)
    equations = np.array([[(n == t.whole) - t.parts.count(n) for n in names] for t in totals])
    seen = np.array([n not in hidden or n in fixed for n in names])
    values = np.array([int(cells[n]) for n in names])
    lowest = np.array([1 if n == floor else 0 for n in names])
    box = Bounds(np.where(seen, values, lowest), np.where(seen, values, values.max() + 1000))
    constraints = LinearConstraint(equations, 0, 0) if totals else ()
    found = {}
    for name in set(hidden) - set(fixed):
        aim = np.array([float(n == name) for n in names])
        ends = [milp(sign * aim, integrality=1, bounds=box, constraints=constraints).fun * sign for sign in (1, -1)]
        found[name] = round(ends[1]) - round(ends[0])
    return found


def is_safe(cells, totals, hidden, threshold=5):
    """Whether no stranger narrows a hidden cell down to less than the threshold."""
    return all(span >= threshold for span in spans(cells, totals, hidden).values())


def unsafe_from_insiders(cells, totals, hidden, threshold=5):
    """The cells that somebody behind a hidden 1 or 2 narrows down, with whose cell they are behind.

    Somebody behind a 1 may know all that is in their own cell but not that they are alone; one of two knows of the parts of their
    own cell and of itself no more than that it counts them.
    """
    found = []
    for insider in sorted(name for name in hidden if cells[name] in (1, 2)):
        own = inside(totals, insider)
        for name, span in spans(cells, totals, hidden, fixed=[insider]).items():
            if (name not in own and span < threshold) or (name in own and cells[insider] == 1 and span < 1):
                found.append((name, insider))
        if cells[insider] == 2:
            within = spans(cells, totals, hidden, floor=insider)
            found += [(name, insider) for name in (own & hidden) | {insider} if within[name] < threshold]
    return found


def gives_groups_away(cells, totals, hidden):
    """The totals of which a reader can tell that all are in one part: the others together have only one possible count."""
    found = []
    for total in totals:
        full = [part for part in total.parts if cells[part] == cells[total.whole] > 0]
        if len(full) == 1 and len(total.parts) > 1:
            rest = {name: cells[name] for name in cells} | {"left": 0}
            line = type(total)(total.whole, (full[0], "left"))
            if spans(rest, [*totals, line], {*hidden, "left"})["left"] < 5:
                found.append(total)
    return found


def table(rows):
    """A table as cells and totals of names: r0c1 is a cell, r0 and c1 are margins, all is the grand total."""
    height, width = range(len(rows)), range(len(rows[0]))
    cells = {f"r{i}c{j}": rows[i][j] for i in height for j in width}
    cells |= {f"r{i}": sum(rows[i]) for i in height}
    cells |= {f"c{j}": sum(row[j] for row in rows) for j in width}
    cells["all"] = sum(map(sum, rows))
    totals = [Total(f"r{i}", tuple(f"r{i}c{j}" for j in width)) for i in height]
    totals += [Total(f"c{j}", tuple(f"r{i}c{j}" for i in height)) for j in width]
    totals += [Total("all", tuple(f"r{i}" for i in height)), Total("all", tuple(f"c{j}" for j in width))]
    return cells, totals
