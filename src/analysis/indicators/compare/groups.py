"""What moved, as a person reads it: each thing with what only follows from it, the largest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.indicators.compare.changes import Change


@dataclass(frozen=True)
class Moved:
    """A change that stands for itself, and those that only follow from it."""

    root: Change
    followers: tuple[Change, ...]

    @property
    def turned(self) -> tuple[Change, ...]:
        """The verdicts that are other ones now because of it."""
        return tuple(change for change in (self.root, *self.followers) if change.is_turned)


def moved(changes: Iterable[Change]) -> tuple[Moved, ...]:
    """Return changes in groups: first what turned a verdict, then what has another value, then new figures, then what is gone.

    Among equals the one that moved most comes first, in per cent of what it was; then the one that more follows from. What is
    new or gone of one plan in one year is one group.
    """
    listed = list(changes)
    leaders: dict[tuple[object, ...], str] = {}
    followers: dict[str, list[Change]] = {}
    for change in listed:
        leader = change.follows or leaders.setdefault(in_a_plan(change), change.row.id)
        followers.setdefault(leader, []).append(change)
    groups = [Moved(found[0], tuple(found[1:])) for found in map(root_first, followers.items())]
    return tuple(sorted(groups, key=size))


def root_first(named: tuple[str, list[Change]]) -> list[Change]:
    """Return a group with the change that its name is the row of before the others."""
    return sorted(named[1], key=lambda change: change.row.id != named[0])


def in_a_plan(change: Change) -> tuple[object, ...]:
    """Return what rows of a plan that are new or gone have in common; of any other change, what it alone has."""
    row = change.row
    is_alone = change.new is None or change.before is None
    return (change.cause, row.plan, row.indicator, row.year) if row.plan and is_alone else (row.id,)


def size(group: Moved) -> tuple[bool, int, bool, Decimal, int]:
    """Order groups, the largest first. What moved in words, from nothing or to nothing, comes before any number of per cent."""
    root = group.root
    place = {"new_figure": 1, "gone": 2}.get(root.cause, 0)
    in_words = root.old is not None and root.percent is None and root.has_moved
    return (not group.turned, place, not in_words, -(root.percent or Decimal(0)), -len(group.followers))
