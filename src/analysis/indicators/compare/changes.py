"""Which rows of two editions differ, and why, where that can be told from the rows alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from analysis.indicators.frame import method_of, plain
from analysis.indicators.rows import Flag, Input, Method, Result

# ``new_figure``: no such row before. ``revision``: another source counts now. ``correction``: the same source, and it says
# something else. ``method``: the same facts, and something else comes out. ``gone``: no such row any more.
Cause = Literal["new_figure", "revision", "correction", "method", "gone"]
# Rows that say what a source says; all others are worked out.
SAID: frozenset[Method] = frozenset({"published", "frame", "stated_total", "promised"})
NOT_COUNTING: frozenset[Flag] = frozenset({"contradicts", "superseded"})
HUNDRED = Decimal(100)
ABOUT = (
    "measure",
    "aspect",
    "theme",
    "indicator",
    "category",
    "geography",
    "against_area",
    "agreement",
    "target",
    "plan",
    "effort_area",
    "activity",
    "line",
    "deliverable",
    "kind",
)
Key = tuple[object, ...]


@dataclass(frozen=True)
class Change:
    """A row that is there on one side only, or says something else on the other.

    ``earlier`` is, for a figure that is new, the one of the same series that stood last before it. ``follows`` is the id of the
    row whose change this one only follows; empty where the change stands for itself.
    """

    cause: Cause
    old: Result | None
    new: Result | None
    earlier: Result | None = None
    follows: str = ""

    @property
    def row(self) -> Result:
        """The row as it is now, or as it was where it is gone. Raises ``ValueError`` for a change of nothing."""
        found = self.new or self.old
        if found is None:
            raise ValueError(self.cause)
        return found

    @property
    def before(self) -> Result | None:
        """What the row is to be read against: as it was, or for a new figure the one that stood last."""
        return self.old or self.earlier

    @property
    def is_turned(self) -> bool:
        """Whether it is a verdict that is another one now."""
        return self.row.measure == "verdict" and self.has_moved and self.old is not None and self.new is not None

    @property
    def has_moved(self) -> bool:
        """Whether it is another value or status now, and not only one with another origin or another remark."""
        if self.old is None or self.new is None:
            return True
        return (plain(self.old.value), self.old.unit, self.old.status) != (plain(self.new.value), self.new.unit, self.new.status)

    @property
    def percent(self) -> Decimal | None:
        """By how many per cent of what it was the number moved, up or down; ``None`` where that cannot be said."""
        before = self.before
        if before is None or self.new is None or before.unit != self.new.unit:
            return None
        was, now = before.number, self.new.number
        return HUNDRED * abs(now - was) / abs(was) if was and now is not None else None


def changes(before: Iterable[Result], after: Iterable[Result]) -> tuple[Change, ...]:
    """Return what differs between two editions' rows, each of one edition: first what stands for itself, then what follows.

    Within both, rows come as they do in ``after``, and those that are gone last. Of a later edition, what is only about
    another year is held against the same row of the edition before: else everything would look gone and new.
    """
    old, new = list(before), list(after)
    pairs = with_partners(with_partners(paired(old, new), lambda row: (row.id,)), key_in_edition)
    found = [change_of(was, now, old) for was, now in pairs if not says_the_same(was, now)]
    settled = with_roots(found)
    return (*(c for c in settled if not c.follows), *(c for c in settled if c.follows))


# Which rows are the same row


Pair = tuple[Result | None, Result | None]


def paired(old: Iterable[Result], new: Iterable[Result]) -> list[Pair]:
    """Return each row with the same row on the other side, or with nothing."""
    was, now = keyed(old, key_of), keyed(new, key_of)
    return [*((was.get(key), row) for key, row in now.items()), *((row, None) for key, row in was.items() if key not in now)]


def with_partners(pairs: list[Pair], key: Callable[[Result], Key]) -> list[Pair]:
    """Return pairs in which rows that had no partner have the one with the same key that had none either."""
    left = keyed((was for was, now in pairs if was and not now), key)
    taken: set[str] = set()
    found: list[Pair] = []
    for (was, now), about in zip(pairs, keys_of([now if not was else None for was, now in pairs], key), strict=True):
        partner = left.get(about) if now and not was else None
        taken |= {partner.id} if partner else set()
        found.append((was or partner, now))
    return [(was, now) for was, now in found if now or (was and was.id not in taken)]


def keyed(rows: Iterable[Result], key: Callable[[Result], Key]) -> dict[Key, Result]:
    """Return rows by what they are about."""
    listed = list(rows)
    return dict(zip(keys_of(listed, key), listed, strict=True))


def keys_of(rows: Iterable[Result | None], key: Callable[[Result], Key]) -> list[Key]:
    """Return what rows are about, the second row that is about the same told from the first."""
    seen: Counter[Key] = Counter()
    found: list[Key] = []
    for row in rows:
        about = key(row) if row else ()
        seen[about] += 1
        found.append((*about, seen[about]))
    return found


def key_of(row: Result) -> Key:
    """Return what a row is about, whichever edition it stands in. A figure that does not count is told apart by its source."""
    return (*about(row), row.year, row.against_year)


def key_in_edition(row: Result) -> Key:
    """Return what a row is about, its years counted from its edition's. What a target is held against is the target's."""
    against = row.against_year and not row.target and row.edition - row.against_year
    return (*about(row), row.edition - row.year, against)


def about(row: Result) -> Key:
    """Return what a row is about but for its years."""
    source = row.inputs[0].source if NOT_COUNTING & set(row.flags) and row.inputs else ""
    return (*(getattr(row, name) for name in ABOUT), source)


# What differs, and why


def says_the_same(old: Result | None, new: Result | None) -> bool:
    """Tell whether two rows are equal in everything that is published, but for the edition that they stand in."""
    return old is not None and new is not None and said_in(old) == said_in(new)


def said_in(row: Result) -> Key:
    """Return what a row says as it is published."""
    return (row.year, plain(row.value), row.unit, row.status, method_of(row), tuple(fact.id for fact in row.inputs))


def change_of(old: Result | None, new: Result | None, before: list[Result]) -> Change:
    """Return the change of a row, as if it stood for itself."""
    if new is None:
        return Change("gone", old, None)
    if old is None:
        return Change("new_figure", None, new, figure_before(new, before))
    if old.year != new.year:
        return Change("new_figure", old, new)
    return Change(cause_of(old, new), old, new)


def cause_of(old: Result, new: Result) -> Cause:
    """Return why a row says something else, from where it came from then and now."""
    if new.method in SAID:
        if "suppressed" in (old.status, new.status) and old.inputs == new.inputs:
            return "method"
        same_source = sources_of(old) == sources_of(new) if old.value != new.value else set(old.inputs) == set(new.inputs)
        return "correction" if same_source else "revision"
    if set(old.inputs) == set(new.inputs):
        return "method"
    return "revision" if sources_of(old) != sources_of(new) else "correction"


def sources_of(row: Result) -> set[str]:
    """Return the sources that a row rests on; of what a source says, the one that counts."""
    facts: tuple[Input, ...] = row.inputs[:1] if row.method in SAID else row.inputs
    return {fact.source for fact in facts}


def figure_before(new: Result, before: list[Result]) -> Result | None:
    """Return the newest figure of a new figure's series that stood before, of a year before its own."""
    if new.measure != "observed":
        return None
    series = [row for row in before if about(row) == about(new) and row.year < new.year]
    return max(series, key=lambda row: row.year, default=None)


# What only follows


def with_roots(found: list[Change]) -> list[Change]:
    """Return changes, those that only follow from another with its id: from a figure that they came from, or else their target's."""
    roots = {change.row.id: change for change in found if is_root(change.row)}
    settled = list(roots.values())
    known = {fact.id: change for change in settled for side in (change.old, change.new) if side for fact in side.inputs}
    rest: list[Change] = []
    for change in found:
        if change.row.id not in roots:
            root = root_of(change, known)
            (settled if root else rest).append(following(change, root) if root else change)
    settled += together([change for change in rest if not is_count(change) and not is_only_later(change)])
    return settled + counts_of([change for change in rest if is_count(change) and not is_only_later(change)], settled)


def following(change: Change, root: Change) -> Change:
    """Return a change as one that only follows from another, and so has that one's cause."""
    return replace(change, follows=root.row.id, cause=root.cause if change.old and change.new else change.cause)


def is_root(row: Result) -> bool:
    """Tell whether a row is a figure that counts, as its source says it."""
    return row.method in SAID and row.measure != "n" and not NOT_COUNTING & set(row.flags)


def root_of(change: Change, known: dict[str, Change]) -> Change | None:
    """Return the change of a figure that a row came from, now or then: the first one that moved, or else the first."""
    facts = [fact.id for side in (change.new, change.old) if side for fact in side.inputs]
    roots = [known[fact] for fact in facts if fact in known]
    return next((root for root in roots if root.has_moved), next(iter(roots), None))


def is_only_later(change: Change) -> bool:
    """Tell whether a row says of another year what it said before."""
    return bool(change.old and change.new and change.old.year != change.new.year) and not change.has_moved


# What a target's other rows follow from, and the rows that a method's other rows are led by.
FIRST = ("target", "baseline", "rate", "share", "total", "change", "gap", "change_pct", "p_value")


def together(rest: list[Change]) -> list[Change]:
    """Return changes that no figure explains: those of one target follow its goal, and those of one method its first."""
    leaders: dict[Key, Change] = {}
    for change in sorted(rest, key=lambda change: rank(change.row)):
        leaders.setdefault(group_of(change), change)
    pairs = [(change, leaders[group_of(change)]) for change in rest]
    return [change if change is leader else replace(change, follows=leader.row.id) for change, leader in pairs]


def is_count(change: Change) -> bool:
    """Tell whether it is a number of verdicts, which rests on no figure where it is none."""
    return change.row.method == "count_of_verdicts"


def counts_of(counts: list[Change], settled: list[Change]) -> list[Change]:
    """Return numbers of verdicts, which follow from what the first verdict that is another one follows from."""
    verdict = next((change for change in settled if change.row.measure == "verdict"), None)
    leader = (verdict or next(iter(counts))).row.id if counts else ""
    leader = (verdict and verdict.follows) or leader
    return [change if change.row.id == leader else replace(change, follows=leader) for change in counts]


def rank(row: Result) -> tuple[int, int]:
    """Order rows as they follow from one another: the agreed step, the goal, what is computed, the verdict."""
    place = FIRST.index(row.measure) if row.measure in FIRST else len(FIRST)
    return (0 if row.aspect == "step" else 1, place)


def group_of(change: Change) -> Key:
    """Return what changes have in common that no figure explains."""
    row = change.row
    if not row.target:
        return (change.cause, row.method, row.aspect)
    return (change.cause, row.agreement, row.target if change.cause in ("method", "correction") else "")
