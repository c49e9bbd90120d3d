"""Takes a small count back: out of data, ledgers and frozen copies at once, or not at all, and then out of what was built."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.book.project import Project, pages_of
from analysis.data import Facts, examine, load
from analysis.data.ledger import VERIFIED, Ledger, Record, ledger_name, read_record, written
from analysis.data.writing import LOCK, one_writer, put
from analysis.errors import UserError
from analysis.indicators import Result, edition_rows
from analysis.messages import message
from analysis.release.attack.files import named
from analysis.release.attack.search.direct import Search
from analysis.release.attack.search.numbers import numbers, says
from analysis.release.frozen import data_files, frozen
from analysis.release.preview.signoffs import SIGNOFFS, read_signoffs
from analysis.release.preview.signoffs import written as written_signoffs
from analysis.release.publish import Wish, broken, day_fault, release_of, results_csv, verified
from analysis.release.report import complaint
from analysis.release.verify import verify
from analysis.release.withdraw.asked import Asked, asked_for
from analysis.release.withdraw.built import Built, remove_built
from analysis.release.withdraw.copies import Copies, Tells, cleaned, rewritten
from analysis.release.withdraw.ledgers import Changed, changed_ledger, in_force
from analysis.release.withdraw.lying import Lying, lying_about
from analysis.release.withdraw.told import by_sums, teller, told_by


@dataclass(frozen=True)
class Withdrawn:
    """How many numbers of each edition were withdrawn, what was removed, and what was left to its owner."""

    numbers: Mapping[int, int]
    deliveries: tuple[str, ...]
    built: Built
    lying: Lying


@dataclass(frozen=True)
class Case:
    """A withdrawal: the facts with and without the figures, and what is asked for."""

    project: Project
    before: Facts
    after: Facts
    record: Record
    asked: Asked
    wish: Wish


def withdraw(project: Project, wish: Wish, names: Sequence[str]) -> Withdrawn:
    """Withdraw the rows of one edition, and what rests on them, from all editions. ``wish.years`` has that one year.

    Raises ``UserError`` with all that stands in the way; then nothing is changed.
    """
    year = wish.years[0]
    with one_writer(project.data):
        before, _ = examine(project.data)
        record = read_record(project.data)
        before.edition(year)
        refuse(list(stands_in_the_way(project.data, before, record, wish)))
        asked = asked_for(before, record.ledgers[year], names)
        data = cleaned(data_files(project.data), asked)
        with staged(project.data, data, ()) as stage:
            case = Case(project, before, load(stage), record, asked, wish)
            refuse(list(told_still(case, stage)))
            changed, copies = made(case, data)
        agreed = proved(case, copies, changed)
        ledgers = {number: one.ledger for number, one in changed.items()}
        files = {**copies.files, VERIFIED: verified(ledgers, wish.day, agreed)}
        put(project.data, files, check=False, gone=copies.gone)
        lying = lying_about(project, pages_of(project, before), data, teller_of(case))
    built = remove_built(project, before)
    return Withdrawn({number: len(one.ids) for number, one in changed.items() if one.ids}, asked.deliveries, built, lying)


def teller_of(case: Case) -> Tells:
    """Return what finds where a file says a figure that this case withdraws."""
    return teller(case.before, case.after, case.asked.facts, case.record.ledgers.values())


def refuse(found: Sequence[str]) -> None:
    """Raise ``UserError`` with everything that was found."""
    if found:
        raise UserError("\n  ".join([message("release.withdraw.refused.head", count=len(found)), *found]))


def stands_in_the_way(folder: Path, facts: Facts, record: Record, wish: Wish) -> Iterator[str]:
    """Yield that an edition was not published, that the day is too early, and the editions whose numbers are others now."""
    yield from day_fault(record, wish.day)
    yield from (message("release.withdraw.refused.unpublished", year=year) for year in wish.years if year not in record.ledgers)
    yield from broken(verify(folder, facts, record.ledgers.values()))


def told_still(case: Case, stage: Path) -> Iterator[str]:
    """Yield what would tell the figures still: facts that keep them, texts beside the facts, and sums of what is shown."""
    if kept := [o.id for o in case.after.observations if o.id in case.asked.facts and o.value is not None]:
        yield message("release.withdraw.refused.kept", facts=", ".join(kept))
    if says_figure(case.wish.note, case):
        yield message("release.withdraw.refused.reason")
    texts = data_files(stage) | {named(path, case.project.root): path.read_bytes() for path in case.project.sources}
    yield from (
        message(f"release.withdraw.refused.{'text' if one.quote else 'row'}", where=one.where, quote=one.quote)
        for one in told_by(texts, teller_of(case))
    )
    yield from (message("release.withdraw.refused.sum", what=one) for one in by_sums(case.after))


def says_figure(text: str, case: Case) -> bool:
    """Tell whether a text, which will stand in the ledger for everybody, has one of the figures in it, as it is or was published."""
    now = {o.value for o in case.before.observations if o.id in case.asked.facts and o.value is not None}
    rows = {row.id for year in case.record.ledgers for row in edition_rows(case.before, year) if is_about(row, case.asked)}
    then = {e.number.amount for one in case.record.ledgers.values() for e in one.entries if e.number.id in rows and e.number.amount}
    spelled = Search(case.before, ()).wording.numeral_values
    tokens = [*numbers(text), *(spelled[word] for word in re.findall(r"\w+", text.casefold()) if word in spelled)]
    return any(says(token, value) for token in tokens for value in now | then)


def is_about(row: Result, asked: Asked) -> bool:
    """Tell whether a row is one of the figures as its source gives it."""
    return row.measure == "observed" and any(fact.id in asked.facts for fact in row.inputs)


def made(case: Case, data: Mapping[str, bytes]) -> tuple[dict[int, Changed], Copies]:
    """Return all ledgers as they become, and every file that is written or gone for it."""
    folder, old = case.project.data, case.record.ledgers
    changed = {
        year: changed_ledger(folder, ledger, case.before, case.after, case.asked.facts, case.wish) for year, ledger in old.items()
    }
    copies = rewritten(folder, old, changed, case.asked, teller_of(case), case.wish)
    files = dict(copies.files) | changed_only(folder, data) | cleared_signoffs(folder)
    for year, one in changed.items():
        if one.ledger.entries != old[year].entries:
            files[ledger_name(year)] = written(one.ledger.entries).encode()
        if one.ledger.last.release != old[year].last.release:
            release = release_of(case.project, case.after, one.ledger, case.wish, data, {})
            files |= frozen(release, results_csv(case.after, year), data)
    return changed, Copies(files, tuple(name for name in copies.gone if name not in files))


def changed_only(folder: Path, data: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the data files that are others than those that lie there."""
    return {name: text for name, text in data.items() if text != (folder / name).read_bytes()}


def cleared_signoffs(folder: Path) -> dict[str, bytes]:
    """Return the approvals without their hashes: what was approved held the figures, so a hash of it could tell them."""
    given = read_signoffs(folder)
    return {SIGNOFFS: written_signoffs([replace(one, checksum="", content="") for one in given])} if given else {}


def proved(case: Case, copies: Copies, changed: Mapping[int, Changed]) -> int:
    """Return how many numbers agree once all is written. Raises ``UserError`` where not all of them would."""
    ledgers: dict[int, Ledger] = {year: one.ledger for year, one in changed.items()}
    with staged(case.project.data, copies.files, copies.gone) as stage:
        proof = verify(stage, load(stage), ledgers.values())
    if not proof.holds or proof.of != in_force(ledgers):
        raise UserError("\n  ".join([message("release.withdraw.refused.unproved"), *complaint(proof)]))
    return proof.agreed


@contextmanager
def staged(folder: Path, files: Mapping[str, bytes], gone: Sequence[str]) -> Iterator[Path]:
    """Yield a copy of a data folder as it would become."""
    with TemporaryDirectory() as place:
        stage = Path(place) / "data"
        shutil.copytree(folder, stage, ignore=shutil.ignore_patterns(LOCK))
        for name, content in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(content)
        for name in gone:
            (stage / name).unlink()
        yield stage
