"""Which cells to hide: the small ones, and as few others as keep the totals from giving anything back."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

from analysis.indicators.disclosure.given_away import how_given_away
from analysis.indicators.disclosure.grid import Line, grid_of
from analysis.indicators.disclosure.proof import Proofs
from analysis.indicators.disclosure.tables import (
    STRANGER,
    THRESHOLD,
    Attacker,
    Counts,
    Total,
    Unprotectable,
    attackers_in,
    ensure_counts,
    ensure_totals_hold,
    groups,
    names_in,
    primary,
)


def protect(
    cells: Counts,
    totals: Iterable[Total],
    *,
    threshold: int = THRESHOLD,
    published: Collection[str] = frozenset(),
    primaries: Collection[str] | None = None,
    zero_is_public: bool = True,
    attackers: Collection[Attacker] = STRANGER,
) -> frozenset[str]:
    """Return the names to hide: the small cells, and as few others as keep the totals from giving anything back.

    ``published`` are cells that the public knows anyway, from their owner or an earlier edition. They are never hidden,
    however small. An earlier figure that differs from today's is a cell of its own name. ``primaries`` are the cells to hide for
    their own sake, where those are not the small ones. ``attackers`` are protected against beside the stranger; see ``Attacker``.

    The others are found by a simple rule (the smallest cell of a total that gives too much away, again and again), then
    each is shown again if that does no harm, the largest first. So every one of them is needed; another choice might
    hide fewer. A zero is hidden only when nothing else is left, because a reader may know that it is one.

    Every hidden cell is protected against insiders, too. Where what is published leaves no such choice, those that are hidden for
    others' sake are not: they are no small counts.

    Raises ``Unprotectable`` when published cells give a small one away, and only then; ``TotalsDisagree`` when the totals
    do not hold; ``ValueError`` for what is no count, no attacker, and for a published name that is no cell; ``TypeError`` for one
    text where names are asked for.
    """
    ensure_counts(cells)
    attackers, published = attackers_in(attackers), frozenset(names_in("published", published))
    totals = tuple(sorted(set(totals), key=lambda total: total.names))
    own = (
        primary(cells, threshold, zero_is_public=zero_is_public)
        if primaries is None
        else frozenset(names_in("primaries", primaries))
    )
    small = own - published
    for what, names in (("published", published), ("to be hidden", small)):
        if unknown := names - cells.keys():
            raise ValueError(f"{what}, but no cell: {', '.join(sorted(unknown))}")
    ensure_totals_hold(cells, totals)
    full = groups(cells, totals, published) if "group" in attackers else []
    reach = reached(totals, {*small, *(name for total, _ in full for name in total.names)}, published)
    totals = tuple(total for total in totals if not reach.isdisjoint(total.names))
    reach &= cells.keys()
    near = {name: cells[name] for name in {*reach, *(name for total in totals for name in total.names)} & cells.keys()}
    grid = grid_of(near, totals, full)
    wanted = grid.columns(small) | frozenset(grid.leftovers)
    proofs = Proofs(grid, grid.columns(reach), threshold, insiders="insider" in attackers)
    lost = shown_again(proofs, wanted)
    if lost and proofs.insiders:
        proofs = Proofs(grid, grid.columns(reach), threshold, insiders=True, watched=wanted)
        lost = shown_again(proofs, wanted)
    if lost:
        raise Unprotectable("\n".join(how_given_away(proofs, lost, totals, near)))
    hide_enough(proofs, wanted)
    show_needless(proofs, wanted)
    return grid.named(proofs.hidden)


def reached(totals: Sequence[Total], names: Collection[str], published: Collection[str]) -> frozenset[str]:
    """Return the names that matter to some: a total leads on to its other names, and a published one nowhere."""
    totals_of: dict[str, list[Total]] = {}
    for total in totals:
        for name in total.names:
            totals_of.setdefault(name, []).append(total)
    found = set(names) - set(published)
    waiting = list(found)
    while waiting:
        for total in totals_of.pop(waiting.pop(), []):
            wider = set(total.names) - found - set(published)
            found |= wider
            waiting += wider
    return frozenset(found)


def shown_again(proofs: Proofs, wanted: Collection[int]) -> frozenset[int]:
    """Show what is not protected although all is hidden that may be; return what of the ``wanted`` is not, and then stop.

    Hiding more never narrows a range. So a cell that is exposed when all of them are hidden is exposed in every choice
    from them, and what remains after leaving out such cells, as long as there are any, contains every protected choice.
    """
    while exposed := [column for column in sorted(proofs.guarded) if not proofs.proves(column)]:
        lost = frozenset(exposed).intersection(wanted)
        if lost:
            return lost
        for column in exposed:
            proofs.show(column)
    return frozenset()


def hide_enough(proofs: Proofs, wanted: Collection[int]) -> None:
    """Show all but the ``wanted``, then hide one after the other until nothing is exposed.

    The next one is the smallest in a total that gives a hidden cell away by itself. When only several totals together do, the
    smallest in any total of an exposed one, or else the smallest of all: not every one of those helps, and those that do not are
    shown again in the end. Of equals the first by name; zeros last.
    """
    counts = proofs.grid.counts
    spare = sorted(proofs.guarded - set(wanted), key=lambda column: (not counts[column], counts[column], column))
    for column in spare:
        proofs.show(column)
    unproved, lines = set(wanted), set(proofs.grid.lines)
    tight: set[Line] = set()
    while spare:
        tight = {line for line in tight | lines if is_tight(proofs, line)}
        if not tight:
            proofs.look_together(sorted(unproved))
            unproved = {column for column in unproved if not proofs.proves(column)}
            if not unproved:
                return
        near = tight or {line for column in unproved for line in proofs.grid.lines_of[column]}
        columns = {column for line in near for column in line.columns}
        found = next((column for column in spare if column in columns), spare[0])
        spare.remove(found)
        proofs.hide(found)
        unproved.add(found)
        lines = set(proofs.grid.lines_of[found])


def is_tight(proofs: Proofs, line: Line) -> bool:
    """Tell whether an equation by itself gives a hidden column away, to the stranger or to an insider in it."""
    unseen = [column for column in line.columns if column in proofs.hidden]
    if room(proofs, line, unseen) < proofs.wide and not proofs.guarded.isdisjoint(unseen):
        return True
    return any(is_tight_to(proofs, line, unseen, insider) for insider in proofs.insiders.intersection(unseen))


def is_tight_to(proofs: Proofs, line: Line, unseen: Sequence[int], insider: int) -> bool:
    """Tell whether an equation by itself gives a hidden column away to an insider whose count is one of its own."""
    others = [column for column in unseen if column != insider and column not in proofs.grid.inside[insider]]
    watched = proofs.guarded & proofs.watched
    if insider != line.whole and room(proofs, line, others) < proofs.wide and not watched.isdisjoint(others):
        return not line.is_same
    # One of two knows that their own cell is at least 1.
    return room(proofs, line, unseen) - proofs.grid.counts[insider] - proofs.lowest(insider) < proofs.wide


def room(proofs: Proofs, line: Line, unseen: Sequence[int]) -> float:
    """Return how wide a range an equation by itself leaves to the columns of it that are not seen; infinite where there are none."""
    if not unseen:
        return math.inf
    if len(unseen) == 1:
        return 0
    return math.inf if line.whole in unseen else sum(proofs.grid.counts[column] for column in unseen)


def show_needless(proofs: Proofs, wanted: Collection[int]) -> None:
    """Show each other column again, the largest first, if the ``wanted`` stay protected; what only stood there for its sake goes with it."""
    counts = proofs.grid.counts
    proofs.programs.clear()  # made again when they are needed, without what is shown by now
    for column in sorted(proofs.guarded - set(wanted), key=lambda column: (-counts[column], column)):
        if column in proofs.hidden:
            show_if_harmless(proofs, wanted, column)


def show_if_harmless(proofs: Proofs, wanted: Collection[int], column: int) -> None:
    """Show a column, and those that are exposed then; unless one of the ``wanted`` is."""
    shown: list[int] = []
    exposed = [column]
    while exposed:
        touched = set[int]().union(*[proofs.show(one) for one in exposed])
        shown += exposed
        lines = {line for one in exposed for line in proofs.grid.lines_of[one]}
        if any(gives_away(proofs, line, wanted) for line in lines):
            break
        if not proofs.proves_all(sorted(touched & set(wanted))):
            break
        exposed = [one for one in sorted((touched & proofs.guarded) - set(wanted)) if not proofs.proves(one)]
    else:
        return
    for one in shown:
        proofs.hide(one)


def gives_away(proofs: Proofs, line: Line, wanted: Collection[int]) -> bool:
    """Tell whether an equation by itself gives one of the ``wanted`` away to the stranger."""
    unseen = [column for column in line.columns if column in proofs.hidden]
    return room(proofs, line, unseen) < proofs.wide and not set(wanted).isdisjoint(unseen)
