"""What becomes of ledgers: the lines of withdrawn numbers keep their names and nothing else, and new lines say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from analysis.data import Facts
from analysis.data.ledger import WITHDRAWAL, Entry, Ledger, chained
from analysis.indicators import edition_rows
from analysis.release.attack.forms.tables import found_in_csv
from analysis.release.attack.found import Shown
from analysis.release.attack.search.numbers import NUMBER, says
from analysis.release.frozen import frozen_results, read_release
from analysis.release.numbers import Difference, differences, numbers_of, same
from analysis.release.publish import Wish


@dataclass(frozen=True)
class Changed:
    """A ledger as it becomes, the ids of the numbers whose values no line of it has any more, and which figures those were."""

    ledger: Ledger
    ids: frozenset[str]
    amounts: frozenset[Decimal]


def changed_ledger(folder: Path, ledger: Ledger, before: Facts, after: Facts, facts: Collection[str], wish: Wish) -> Changed:
    """Return a ledger without the values that rest on withdrawn ``facts``, chained anew from the first of them.

    ``before`` and ``after`` are the facts with and without their figures. A number is withdrawn when it is another without them:
    so what it was cannot tell of them. What says the same either way tells nothing. What is hidden by now and was shown once goes too:
    with it a sum could be worked out.
    """
    old, new = numbers_of(before, ledger.year), numbers_of(after, ledger.year)
    found = list(differences(old, new))
    resting = resting_then(folder, ledger, facts) | {
        row.id for row in edition_rows(before, ledger.year) if any(fact.id in facts for fact in row.inputs)
    }
    lined = {entry.number.id for entry in ledger.entries}
    if not found and resting.isdisjoint(lined):
        return Changed(ledger, frozenset(), frozenset())
    kept = {name for name in old.keys() & new.keys() if same(old[name], new[name])}
    found += [Difference(old[name], new[name]) for name in old if name in kept & ledger.hidden_since]
    ids = frozenset({one.before.id for one in found if one.before} | (resting - kept) | ledger.hidden_since) & lined
    amounts = figures(ledger, ids)
    lines = [
        without_value(entry, wish) if entry.number.id in ids else replace(entry, reason=silent(entry.reason, amounts, wish))
        for entry in ledger.entries
    ]
    added = new_lines(found, ledger.last.release + 1, wish)
    return Changed(Ledger(ledger.year, tuple(chained([*lines, *added], str(ledger.year)))), ids, amounts)


def resting_then(folder: Path, ledger: Ledger, facts: Collection[str]) -> set[str]:
    """Return the ids of the rows that rested on some facts in any release, as its frozen table says. Raises ``DataFaults``."""
    found: set[str] = set()
    for release in ledger.releases:
        table = frozen_results(folder, read_release(folder, ledger.year, release))
        rows = (one for one in found_in_csv("", table) if isinstance(one, Shown))
        found |= {row.id for row in rows if not set(facts).isdisjoint(row.inputs)}
    return found


def figures(ledger: Ledger, ids: Collection[str]) -> frozenset[Decimal]:
    """Return the figures of sources that lines have said of some numbers."""
    numbers = (entry.number for entry in ledger.entries if entry.number.id in ids and entry.number.measure == "observed")
    return frozenset(number.amount for number in numbers if number.amount is not None)


def silent(text: str, amounts: Collection[Decimal], wish: Wish) -> str:
    """Return what was written when something was published; in its place the reason of the withdrawal, where it says a figure."""
    is_told = any(says(token, amount) for token in NUMBER.findall(text) for amount in amounts)
    return wish.note if is_told else text


def without_value(entry: Entry, wish: Wish) -> Entry:
    """Return a line that says that its number is withdrawn, and not what it was; an older reason could tell it."""
    return replace(entry, number=entry.number.withdrawn(), reason=wish.note)


def new_lines(found: Collection[Difference], release: int, wish: Wish) -> Iterator[Entry]:
    """Yield the lines of the release in which numbers are withdrawn, and of those that are others for it."""
    for one in found:
        number = one.after or (one.before.withdrawn() if one.before else None)
        if number is not None:
            yield Entry(release, wish.day, version("statusbog"), WITHDRAWAL if one.before else "new_figure", number, wish.note)


def in_force(ledgers: Mapping[int, Ledger]) -> int:
    """Return how many numbers are published."""
    return sum(len(ledger.in_force) for ledger in ledgers.values())
