"""The page of a draft that says what moved: how much first, then the largest, old and new, with the cause of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.display.blocks import Cell, Stack, Table, Text, cell
from analysis.display.parts.receipts import what
from analysis.display.parts.targets import verdict_key
from analysis.display.parts.values import plain, said_of_chance, shown
from analysis.display.runs import NOTHING, Because, Phrase, Shown, joined, name, phrase, quoted, year
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.compare import Change, Moved, changes, moved


@dataclass(frozen=True)
class Held:
    """An edition, and what it is held against: the same edition as it is published, or the one before it."""

    new: View
    old: View

    @property
    def groups(self) -> tuple[Moved, ...]:
        """What moved, the largest first."""
        return moved(changes(self.old.rows.table, self.new.rows.table))

    @property
    def before(self) -> Phrase:
        """What the edition is held against, in words."""
        key = "published" if self.old.year == self.new.year else "edition"
        return self.new.say(f"moved.{key}", year=self.old.year)


def title(held: Held) -> Phrase:
    """Return the title of the page."""
    return held.new.say("moved.title")


def page(held: Held) -> Stack:
    """Return what stands on the page."""
    groups = held.groups
    return Stack((lead(held, groups), table(held, groups)))


def lead(held: Held, groups: Sequence[Moved]) -> Text:
    """Return how much moved, and how much more follows from it."""
    say = held.new.say
    if not groups:
        return Text((say("moved.none", before=held.before),), lead=True)
    more = sum(len(group.followers) for group in groups)
    things = say(f"moved.{'one' if len(groups) == 1 else 'many'}", before=held.before, count=counted(len(groups)))
    follow = say(f"moved.follow_{'one' if more == 1 else 'many'}", count=counted(more)) if more else NOTHING
    return Text((joined(" ", [things, follow, say("moved.order")]),), lead=True)


def counted(number: int) -> Because:
    """Return a number of things that the reader sees below."""
    return Because(str(number), "count")


def table(held: Held, groups: Sequence[Moved]) -> Table:
    """Return a row for each thing that moved."""
    say = held.new.say
    columns = tuple(say(f"moved.{key}") for key in ("what", "year", "old", "new", "cause", "followers"))
    kinds = [kind_of(group) for group in groups]
    heads = {n: say(f"moved.group_{kind}") for n, kind in enumerate(kinds) if n == 0 or kinds[n - 1] != kind}
    return Table(say("moved.caption"), columns, tuple(row_of(held, group) for group in groups), groups=heads)


def kind_of(group: Moved) -> str:
    """Return which part of the table a group belongs to."""
    if group.turned:
        return "turned"
    kinds = {"new_figure": "new", "gone": "gone"}
    return kinds.get(group.root.cause, "changed" if group.root.has_moved else "same")


def row_of(held: Held, group: Moved) -> tuple[Cell, ...]:
    """Return a thing that moved, with the verdicts that it turned."""
    root = group.root
    view = held.new if root.new else held.old
    area = name(view.geography_name(root.row.geography))
    turned = [] if root.is_turned else [turn_of(held, change) for change in group.turned]
    return (
        cell(what(view, root.row), joined(". ", [area, *turned])),
        cell(year(root.row.year)),
        cell(value(held, held.old, root.before), year_before(root), numeric=True),
        cell(value(held, held.new, root.new), numeric=True),
        cell(held.new.say(f"moved.cause_{root.cause}")),
        cell(counted(len(group.followers)) if group.followers else NOTHING, numeric=True),
    )


def year_before(change: Change) -> Phrase:
    """Return the year of what a figure is read against, where it is another than its own."""
    before = change.before
    return phrase(year(before.year)) if before is not None and before.year != change.row.year else NOTHING


def turn_of(held: Held, change: Change) -> Phrase:
    """Return a verdict that is another one now, with the label of its target."""
    agreements = held.new.facts.agreements
    labels = [t.label for a in agreements if a.id == change.row.agreement for t in a.targets if t.id == change.row.target]
    old, new = (value(held, view, row) for view, row in ((held.old, change.old), (held.new, change.new)))
    return held.new.say("moved.turned", target=quoted("".join(labels[:1])), old=old, new=new)


def value(held: Held, view: View, row: Result | None) -> Phrase:
    """Return a row's value. One that its own edition no longer has is quoted: its receipt would show what stands there now."""
    if row is None:
        return NOTHING
    said = in_words(view, row)
    return phrase(quoted(said.text)) if view is held.old and held.old.year == held.new.year else said


def in_words(view: View, row: Result) -> Phrase:
    """Return what a row says: a verdict, what a source says of chance, a ratio with two decimals, or a figure with its unit."""
    if row.measure == "verdict":
        return phrase(Shown((row,), view.say.text(f"verdict.{verdict_key(row)}")))
    if row.measure == "significance":
        return said_of_chance(view, row)
    return plain(view, row, 2) if row.unit == "ratio" else shown(view, row)
