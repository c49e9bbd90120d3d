"""The ledgers of a partnership, one for each edition, and what they say: which numbers are in force, and what was changed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.data.fingerprint import fingerprint_of_files
from analysis.data.folder import LEDGER, PUBLISHED, inside
from analysis.data.ledger.entries import WITHDRAWAL, WITHHELD, Entry, Number, parse
from analysis.errors import DataFaults, Fault, fault

VERIFIED = f"{PUBLISHED}/verified.json"
SUPPRESSED = "suppressed"
LEDGER_NAME = re.compile(r"([0-9]{4})\.csv")


@dataclass(frozen=True)
class Change:
    """A number that took the place of another, or of none; where ``after`` is withdrawn, none has taken its place."""

    edition: int
    before: Number | None
    entry: Entry
    first_day: dt.date

    @property
    def after(self) -> Number:
        """What is published now."""
        return self.entry.number

    @property
    def amounts(self) -> tuple[Decimal, Decimal] | None:
        """The old and the new number; ``None`` unless both are numbers of the same unit."""
        if self.before is None or self.before.unit != self.after.unit:
            return None
        old, new = self.before.amount, self.after.amount
        return None if old is None or new is None else (old, new)


@dataclass(frozen=True)
class Ledger:
    """What has been published of an edition, in the order in which it was."""

    year: int
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        """The last line."""
        return self.entries[-1]

    @cached_property
    def in_force(self) -> dict[str, Entry]:
        """The line of each number that is published now, by the number's id."""
        return self.after(self.last.release)

    def after(self, release: int) -> dict[str, Entry]:
        """Return the line of each number that was published once a release was out."""
        newest = {entry.number.id: entry for entry in self.entries if entry.release <= release}
        return {name: entry for name, entry in newest.items() if not entry.number.is_withdrawn}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of the numbers of which nobody may know what they were: hidden now, or gone with what is."""
        newest = {entry.number.id: entry.number.status for entry in self.entries}
        return frozenset(name for name, status in newest.items() if status in (SUPPRESSED, WITHHELD))

    @cached_property
    def hidden_since(self) -> frozenset[str]:
        """The ids of those of them that a line shows."""
        return self.hidden & {entry.number.id for entry in self.entries if entry.number.value and entry.number.status != SUPPRESSED}

    def for_readers(self) -> tuple[Entry, ...]:
        """Return the lines that anybody may read: of a number that is hidden now, no line says what it was."""
        return tuple(
            replace(entry, number=replace(entry.number, value="", status=SUPPRESSED)) if entry.number.id in self.hidden else entry
            for entry in self.entries
        )

    @cached_property
    def releases(self) -> dict[int, list[Entry]]:
        """The lines of each release."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.release, []).append(entry)
        return found

    def changes(self) -> list[Change]:
        """Return what came after an edition's first release, in its order.

        What is hidden now is hidden here, and of a number that was taken back only that is left to tell. A number that is withdrawn
        while another comes that is about the same, under another name, is one change.
        """
        found: list[Change] = []
        before: dict[str, Entry] = {}
        taken_back = {entry.number.id for entry in self.entries if entry.cause == WITHDRAWAL}
        for entry in self.for_readers():
            old = before.get(entry.number.id)
            if entry.cause == WITHDRAWAL or not (entry.cause == "first" or entry.number.id in taken_back):
                found.append(Change(self.year, old.number if old else None, entry, old.day if old else entry.day))
            before[entry.number.id] = entry
        return renamed(found)


def about(change: Change) -> tuple[object, ...]:
    """Return what a change is about, whatever its number is called."""
    number = change.after
    series = (number.indicator, number.category, number.geography, number.year, number.measure)
    return (change.entry.release, *series)


def renamed(changes: list[Change]) -> list[Change]:
    """Return changes in which a number that is gone and the only new one about the same are one."""
    gone = {about(change): change for change in changes if change.after.is_withdrawn}
    new = Counter(about(change) for change in changes if change.before is None)
    pairs = {key for key, count in new.items() if count == 1 and key in gone}
    found = []
    for change in changes:
        key = about(change)
        if key in pairs and change.before is None:
            old = gone[key]
            entry = replace(change.entry, cause=old.entry.cause, reason=old.entry.reason)
            found.append(Change(change.edition, old.before, entry, old.first_day))
        elif not (key in pairs and change.after.is_withdrawn):
            found.append(change)
    return found


@dataclass(frozen=True)
class Verified:
    """What the last publishing has recorded: the day, and how many of all published numbers could be recomputed."""

    day: dt.date
    agreed: int
    of: int
    marks: dict[int, str]


@dataclass(frozen=True)
class Record:
    """Everything that a partnership has published. ``verified`` is ``None`` until something was published."""

    ledgers: dict[int, Ledger] = field(default_factory=dict)
    verified: Verified | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The day of the newest line; ``None`` where nothing was published."""
        return max((ledger.last.day for ledger in self.ledgers.values()), default=None)

    @property
    def changes(self) -> list[Change]:
        """Every change in every edition, oldest edition first."""
        return [change for year in sorted(self.ledgers) for change in self.ledgers[year].changes()]


def ledger_name(year: int) -> str:
    """Return the path of an edition's ledger below the data folder."""
    return f"{LEDGER}/{year}.csv"


def fingerprint_of_record(folder: Path) -> str:
    """Return one hash of what has been published, for what is made from it: pages, never numbers."""
    paths = [folder / VERIFIED, *inside(folder / LEDGER)]
    return fingerprint_of_files((path for path in paths if path.is_file()), folder)


def read_record(folder: Path) -> Record:
    """Return what a partnership has published. Raises ``DataFaults`` where a ledger is not as it was written."""
    ledgers: dict[int, Ledger] = {}
    faults: list[Fault] = []
    for path in inside(folder / LEDGER):
        if name := LEDGER_NAME.fullmatch(path.name):
            ledger, found = read_ledger(folder, int(name[1]))
            faults += found
            ledgers[ledger.year] = ledger
    verified, found = read_verified(folder, ledgers)
    if faults or found:
        raise DataFaults([*faults, *found])
    return Record(ledgers, verified)


def read_ledger(folder: Path, year: int) -> tuple[Ledger, list[Fault]]:
    """Return an edition's ledger and its faults."""
    name = ledger_name(year)
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Ledger(year, ()), [fault("data.ledger.unread", file=name)]
    entries, faults = parse(text, name, str(year))
    if not entries and not faults:
        faults = [fault("data.ledger.empty", file=name)]
    return Ledger(year, tuple(entries)), faults


def read_verified(folder: Path, ledgers: dict[int, Ledger]) -> tuple[Verified | None, list[Fault]]:
    """Return what the last publishing has recorded, and the ledgers that do not have the last line it has seen."""
    path = folder / VERIFIED
    if not path.exists():
        return None, [fault("data.ledger.no_record", file=VERIFIED)] if ledgers else []
    try:
        said = verified_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, [fault("data.ledger.record", file=VERIFIED)]
    faults = []
    for year, mark in said.marks.items():
        ledger = ledgers.get(year)
        if ledger is None:
            faults.append(fault("data.ledger.gone", file=ledger_name(year), year=year))
        elif ledger.entries and ledger.last.mark != mark:
            faults.append(fault("data.ledger.end", file=ledger_name(year), row=len(ledger.entries) + 1, day=said.day))
    unseen = sorted(set(ledgers) - set(said.marks))
    return said, [*faults, *(fault("data.ledger.unseen", file=ledger_name(year)) for year in unseen)]


def verified_of(said: dict[str, Any]) -> Verified:
    marks = {int(year): str(mark) for year, mark in said["marks"].items()}
    return Verified(dt.date.fromisoformat(said["day"]), int(said["agreed"]), int(said["of"]), marks)
