"""The attack: reads every file once, looks for what is hidden, and works out what sums leave of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.archive import sha256
from analysis.data import Facts
from analysis.indicators.disclosure import Attacker
from analysis.release.attack.forms.reading import File, form_of, found_in, unpacked
from analysis.release.attack.found import Found, Shown
from analysis.release.attack.recovered import Recovered
from analysis.release.attack.search.direct import Search
from analysis.release.attack.secrets import Hidden, hidden_of
from analysis.release.attack.sums import recovered_by_sums, shown_numbers, table_of

ATTACKERS: tuple[Attacker, ...] = ("stranger", "insider", "group")


@dataclass(frozen=True)
class Outcome:
    """What came of an attack: how many rows are hidden, how many files of each form were read, against whom, what was recovered."""

    hidden: int
    forms: Mapping[str, int]
    attackers: tuple[Attacker, ...]
    recovered: tuple[Recovered, ...]


def attack(facts: Facts, files: Iterable[File], years: Collection[int]) -> Outcome:
    """Return what a reader of some files can recover of what the editions of some years hide. Without hidden rows no file is read.

    All editions are read together: what one of them shows is held against what another hides. Raises ``UserError`` for a file that
    cannot be read, and where small counts cannot be protected at all.
    """
    hidden = hidden_of(facts, [edition.year for edition in facts.partnership.editions])
    count = sum(len(one.rows) for one in hidden if one.edition.year in years)
    attackers = chosen(facts)
    if not count:
        return Outcome(0, {}, attackers, ())
    forms: Counter[str] = Counter()
    recovered: set[Recovered] = set()
    rows: list[Found] = []
    search = Search(facts, hidden)
    read: set[tuple[str, int | None, str]] = set()
    for name, content in unpacked(files):
        forms[form_of(name)] += 1
        # An archive has the files again that lie beside it.
        known = name.rpartition("/")[2], search.edition_of(name), sha256(content)
        if known in read:
            continue
        read.add(known)
        found = list(found_in(name, content))
        recovered |= set(search.recovered(found))
        rows += (one for one in found if isinstance(one, Shown))
    by_sums = by_all_sums(facts, hidden, rows, attackers)
    mine = {one.id for each in hidden if each.edition.year in years for one in each.rows}
    direct = {one for one in recovered if one.name in mine or one.name not in search.secrets}
    return Outcome(count, dict(sorted(forms.items())), attackers, tuple(sorted({*direct, *by_sums})))


def chosen(facts: Facts) -> tuple[Attacker, ...]:
    """Return the attackers: the stranger always, the others by the settings."""
    return tuple(one for one in ATTACKERS if one == "stranger" or one in facts.partnership.disclosure.attackers)


def by_all_sums(facts: Facts, hidden: Sequence[Hidden], rows: Iterable[Found], attackers: tuple[Attacker, ...]) -> list[Recovered]:
    """Return what sums give away."""
    table = table_of(hidden, shown_numbers(rows))
    return list(recovered_by_sums(table, facts.partnership.disclosure.threshold, attackers))
