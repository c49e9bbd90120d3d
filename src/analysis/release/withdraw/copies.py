"""Frozen copies without withdrawn figures: their data, results, and every hash from which a small count could be guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.archive import sha256
from analysis.data.folder import ABOUT, COMMENTS
from analysis.data.ledger import Ledger
from analysis.release.attack.recovered import Recovered
from analysis.release.frozen import Release, frozen, frozen_results, hash_of, read_archive, read_release
from analysis.release.publish import Wish
from analysis.release.withdraw.asked import Asked
from analysis.release.withdraw.ledgers import Changed, silent
from analysis.release.withdraw.tables import without_claims, without_figures, without_values

OBSERVATIONS, SIGNIFICANCE = "observations.csv", "significance.csv"
Tells = Callable[[str, bytes], Recovered | None]


@dataclass(frozen=True)
class Copies:
    """Files to be written and to be gone, by their paths below the data folder."""

    files: Mapping[str, bytes]
    gone: tuple[str, ...]


def cleaned(data: Mapping[str, bytes], asked: Asked) -> dict[str, bytes]:
    """Return data files without the figures, and without what sources say about them."""
    changes = {OBSERVATIONS: without_figures, SIGNIFICANCE: without_claims}
    return {name: changes[name](text, asked.cells) if name in changes else text for name, text in data.items()}


def without_telling(data: Mapping[str, bytes], tells: Tells) -> dict[str, bytes]:
    """Return frozen data without the texts that tell a figure: of a comment that has been changed since, a copy need not be kept."""
    return {name: text for name, text in data.items() if not (name.startswith((f"{COMMENTS}/", f"{ABOUT}/")) and tells(name, text))}


def rewritten(
    folder: Path, old: Mapping[int, Ledger], new: Mapping[int, Changed], asked: Asked, tells: Tells, wish: Wish
) -> Copies:
    """Return the frozen copies of all releases that there were, without the figures. Raises ``DataFaults``."""
    files: dict[str, bytes] = {}
    before: set[str] = set()
    after: set[str] = set()
    data: dict[str, dict[str, bytes]] = {}
    for year, release in releases_of(old):
        then = read_release(folder, year, release)
        if then.data not in data:
            data[then.data] = without_telling(cleaned(read_archive(folder, then.data_name), asked), tells)
        made, results = rewritten_release(folder, then, new[year], data[then.data], wish)
        before.add(then.data_name)
        after.add(made.data_name)
        if made != then:
            files |= frozen(made, results, data[then.data])
    return Copies(files, tuple(sorted(before - after)))


def releases_of(ledgers: Mapping[int, Ledger]) -> Iterator[tuple[int, int]]:
    """Yield every release of every edition."""
    yield from ((year, release) for year, ledger in ledgers.items() for release in ledger.releases)


def rewritten_release(
    folder: Path, then: Release, changed: Changed, data: Mapping[str, bytes], wish: Wish
) -> tuple[Release, bytes]:
    """Return what a release was made of with the hashes of what is left of it, and its results table."""
    results = without_values(frozen_results(folder, then).encode(), changed.ids)
    made = replace(
        then,
        data=hash_of(data),
        results=sha256(results),
        mark=changed.ledger.releases[then.release][-1].mark,
        note=silent(then.note, changed.amounts, wish),
        accepted=silent(then.accepted, changed.amounts, wish),
        notebooks={} if changed.ids else then.notebooks,
    )
    return made, results
