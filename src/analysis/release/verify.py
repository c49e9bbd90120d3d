"""Computes every published number again: from today's data as the edition sees them, and from the frozen copy of its release."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.data import Facts
from analysis.data.ledger import Entry, Ledger, Number, ledger_name
from analysis.errors import DataFaults, Fault, UserError, fault
from analysis.indicators import edition_rows
from analysis.release.causes import Contents, changed_facts, contents_of
from analysis.release.frozen import frozen_facts, frozen_results, read_release
from analysis.release.numbers import Numbers, number_of, same

# Why a number is another: the data that it follows from, the way in which it is computed, or both.
Why = Literal["data", "method", "both"]


@dataclass(frozen=True)
class Line:
    """A number that is not what was published: what was, what today's data give, and what the frozen copy gives."""

    edition: int
    published: Entry | None
    today: Number | None
    frozen: Number | None
    why: Why
    facts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The number's id."""
        found = (self.published.number if self.published else None, self.today, self.frozen)
        return next(number.id for number in found if number)


@dataclass(frozen=True)
class Part:
    """What came of one edition: its numbers in force and how many agreed, the same of those that others took the place of."""

    year: int
    of: int
    agreed: int
    earlier: int
    earlier_agreed: int
    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Proof:
    """What came of all editions, oldest first."""

    parts: tuple[Part, ...]

    @property
    def of(self) -> int:
        """How many numbers are published now."""
        return sum(part.of for part in self.parts)

    @property
    def agreed(self) -> int:
        """How many of them today's data and the frozen copies give alike."""
        return sum(part.agreed for part in self.parts)

    @property
    def earlier(self) -> int:
        """How many were published and have since been changed or withdrawn."""
        return sum(part.earlier for part in self.parts)

    @property
    def earlier_agreed(self) -> int:
        """How many of those stand in the frozen table of their release as they were published."""
        return sum(part.earlier_agreed for part in self.parts)

    @property
    def lines(self) -> list[Line]:
        """The numbers that are not what was published."""
        return [line for part in self.parts for line in part.lines]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with frozen copies, each thing once."""
        return list(dict.fromkeys(fault for part in self.parts for fault in part.faults))

    @property
    def holds(self) -> bool:
        """Whether every number agrees, and there are no others."""
        return not self.lines and not self.faults and self.earlier == self.earlier_agreed


@dataclass(frozen=True)
class Computed:
    """The rows of an edition as numbers, and the facts that each came from."""

    numbers: Numbers
    inputs: Mapping[str, tuple[str, ...]]
    contents: Contents


def computed(facts: Facts, year: int) -> Computed:
    """Return an edition's numbers from some facts; none where the facts have no such edition."""
    try:
        rows = edition_rows(facts, year)
    except UserError:
        return Computed({}, {}, {})
    numbers = {row.id: number_of(row) for row in rows}
    return Computed(numbers, {row.id: tuple(fact.id for fact in row.inputs) for row in rows}, contents_of(facts))


def verify(folder: Path, facts: Facts, ledgers: Iterable[Ledger]) -> Proof:
    """Return what comes of computing again every number of these ledgers. Reads nothing outside the data folder."""
    parts: list[Part] = []
    groups: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        try:
            groups.setdefault(read_release(folder, ledger.year, ledger.last.release).data, []).append(ledger)
        except DataFaults as error:
            parts.append(unproved(ledger, error))
    for data, group in groups.items():
        parts += parts_of(folder, facts, data, group)
    return Proof(tuple(sorted(parts, key=lambda part: part.year)))


def unproved(ledger: Ledger, error: DataFaults) -> Part:
    """Return an edition of which no number could be computed again, and why."""
    return Part(ledger.year, len(ledger.in_force), 0, 0, 0, (), error.faults)


def parts_of(folder: Path, facts: Facts, data: str, ledgers: Iterable[Ledger]) -> list[Part]:
    """Return what comes of the editions whose newest releases were made from the same frozen data."""
    try:
        with frozen_facts(folder, data) as then:
            return [part_of(folder, ledger, computed(facts, ledger.year), computed(then, ledger.year)) for ledger in ledgers]
    except DataFaults as error:
        return [unproved(ledger, error) for ledger in ledgers]


def part_of(folder: Path, ledger: Ledger, today: Computed, frozen: Computed) -> Part:
    """Return what comes of an edition's numbers."""
    lines = tuple(compared(ledger, today, frozen))
    wrong = {line.id for line in lines}
    agreed = sum(name not in wrong for name in ledger.in_force)
    superseded = [entry for entry in ledger.entries if entry is not ledger.in_force.get(entry.number.id)]
    superseded = [entry for entry in superseded if not entry.number.is_withdrawn]
    faults = list(faults_of_end(folder, ledger))
    kept = len(superseded) - differing(folder, ledger, superseded, faults)
    return Part(ledger.year, len(ledger.in_force), agreed, len(superseded), kept, lines, tuple(faults))


def faults_of_end(folder: Path, ledger: Ledger) -> Iterator[Fault]:
    """Yield that a ledger does not end where its newest release says that it does."""
    release = read_release(folder, ledger.year, ledger.last.release)
    if (release.lines, release.mark) != (len(ledger.entries), ledger.last.mark):
        yield fault("release.frozen.end", file=ledger_name(ledger.year), lines=release.lines, found=len(ledger.entries))


def compared(ledger: Ledger, today: Computed, frozen: Computed) -> Iterator[Line]:
    """Yield the numbers of an edition that are not what was published, in the ledger's order, and then those that are new."""
    names = dict.fromkeys([*ledger.in_force, *today.numbers, *frozen.numbers])
    for name in names:
        entry = ledger.in_force.get(name)
        published, now, then = entry.number if entry else None, today.numbers.get(name), frozen.numbers.get(name)
        if not (agree(published, now) and agree(published, then)):
            yield Line(ledger.year, entry, now, then, why(published, now, then), changed_inputs(name, today, frozen))


def agree(one: Number | None, other: Number | None) -> bool:
    """Tell whether both say the same, or neither is there."""
    return one is other is None or (one is not None and other is not None and same(one, other))


def why(published: Number | None, today: Number | None, frozen: Number | None) -> Why:
    """Return why a number is another: what the frozen data give now tells a change of data from one of method."""
    if agree(published, frozen):
        return "data"
    return "method" if agree(today, frozen) else "both"


def changed_inputs(name: str, today: Computed, frozen: Computed) -> tuple[str, ...]:
    """Return the facts behind a number that say something else in today's data, are new there or are gone."""
    inputs = (*frozen.inputs.get(name, ()), *today.inputs.get(name, ()))
    return changed_facts(inputs, frozen.contents, today.contents)


def differing(folder: Path, ledger: Ledger, superseded: Iterable[Entry], faults: list[Fault]) -> int:
    """Return how many numbers that others took the place of are not what the frozen table of their own release says."""
    count = 0
    for release in sorted({entry.release for entry in superseded}):
        here = [entry.number for entry in superseded if entry.release == release]
        try:
            table = table_of(frozen_results(folder, read_release(folder, ledger.year, release)))
        except DataFaults as error:
            faults += error.faults
            count += len(here)
            continue
        count += sum(table.get(number.id) != (number.value, number.unit, number.status) for number in here)
    return count


def table_of(results: str) -> dict[str, tuple[str, str, str]]:
    """Return what a results table says of each id: value, unit and status."""
    return {row["id"]: (row["value"], row["unit"], row["status"]) for row in csv.DictReader(io.StringIO(results, newline=""))}
