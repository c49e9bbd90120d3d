"""What the words of a mapping say a label means. Never by likeness: a name is the same, or it is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from analysis.intake.mapping.model import FileMapping, Named
from analysis.intake.sheets import Cell
from analysis.intake.tables import Headings, Label
from analysis.intake.understanding.senses import Sense, Senses, together
from analysis.intake.values.periods import time_in, time_of_text, times_said, with_places
from analysis.intake.words import plain

PARTS = re.compile(r",\s+|;\s*|:\s+|\s+[-\u2013]\s+|\s*\(|\)\s*|(?<!\bpr)(?<!\bPr)\.\s+(?=[^\W\d])")
# Which fields a name may fill to stand in a column that holds a kind of thing: one of them at least.
FIELDS_OF = {
    "geography": ("geography",),
    "category": ("category", "indicator"),
    "indicator": ("indicator", "category"),
    "unit": ("unit",),
    "activity": ("category",),
}


class Lookup:
    """The words of a mapping, ready to be asked what a label means."""

    def __init__(self, mapping: FileMapping) -> None:
        self.mapping = mapping
        self.holds = {plain(column.heading): column for column in mapping.columns}
        self.known: dict[str, list[Named]] = {}
        for named in mapping.names:
            for word in named.words:
                self.known.setdefault(plain(word), []).append(named)
        self.cache: dict[tuple[str, str], Senses] = {}

    @cached_property
    def headings(self) -> Headings:
        """What the mapping knows of headings before a table is looked at."""
        labels = {name for name, column in self.holds.items() if column.holds != "nothing"}
        values = {
            name for name, names in self.known.items() if any(named.indicator or named.figure or named.unit for named in names)
        }
        rows = frozenset(
            name for name, names in self.known.items() if any(named.category or named.geography or named.total for named in names)
        )
        nothing = {plain(column.heading) for column in self.mapping.columns if column.holds == "nothing"}
        return Headings(frozenset(labels), frozenset(values - labels) | nothing, names=rows)

    def senses(self, label: Label, holds: str = "names") -> Senses:
        """Return what a label may mean in a column that holds a kind of thing; empty where nobody has said so."""
        if label.name in self.holds and self.holds[label.name].holds == "nothing":
            return (Sense(skip=self.holds[label.name].why or label.text),)
        if label.name not in self.known and label.time is not None:
            time = label.time
            return (Sense(time=time, total=time.last is not None),)
        key = (label.text, holds)
        if key not in self.cache:
            self.cache[key] = self.of_text(label.text, holds)
        return tuple(with_place(sense, label.cell) for sense in self.cache[key])

    def of_text(self, text: str, holds: str) -> Senses:
        """Return what a text may mean: as it stands, with a place for its time, or as the names that it is made of."""
        if found := self.by_name(plain(text), holds):
            return found
        placed, times = with_places(text)
        if times and (found := self.by_name(plain(placed), holds)):
            return tuple(replace(sense, time=next(iter(times_said(text)), None)) for sense in found)
        rest, time = time_in(text)
        if time is not None and (found := self.by_name(plain(rest), holds) or self.by_parts(rest, holds)):
            return tuple(sense for part in found if (sense := part.joined(Sense(time=time, total=time.last is not None))))
        return self.by_parts(text, holds)

    def by_name(self, name: str, holds: str) -> Senses:
        """Return what a name in its compared form may mean."""
        fitting = [named for named in self.known.get(name, ()) if fits(named, holds)]
        return tuple(dict.fromkeys(sense_of(named) for named in fitting))

    def by_parts(self, text: str, holds: str) -> Senses:
        """Return what a text means that is made of several names: every one of them must be known."""
        parts = [part for part in PARTS.split(text) if part and part.strip(" .:")]
        if len(parts) < 2:  # noqa: PLR2004
            return ()
        found = []
        for part in parts:
            time = time_of_text(part)
            senses = self.by_name(plain(part), "names") or ((Sense(time=time),) if time else ())
            if not senses:
                return ()
            found.append(senses)
        return tuple(sense for sense in together(found) if has_one(sense, holds))

    def has_own_words(self, corner: str) -> bool:
        """Tell whether names under a heading are taken as they stand."""
        return corner in self.holds and self.holds[corner].own_words

    def column_of(self, corner: str) -> str:
        """Return what a label column holds by its heading; ``names`` where that is not said."""
        return self.holds[corner].holds if corner in self.holds else "names"


def with_place(sense: Sense, cell: Cell) -> Sense:
    """Return the sense with its own cell as the one to ask about, where it has to be asked about."""
    return replace(sense, asked=frozenset({cell})) if sense.asked else sense


UNCONFIRMED: frozenset[Cell] = frozenset({(0, 0)})


def sense_of(named: Named) -> Sense:
    """Return what an entry of a mapping says."""
    return Sense(
        named.indicator,
        named.category,
        named.geography,
        named.unit,
        named.figure or "",
        named.status or "",
        named.times,
        named.ask,
        total=named.total,
        skip=named.skip,
        note=named.note,
        from_year=named.from_year,
        to_year=named.to_year,
        asked=frozenset() if named.confirmed else UNCONFIRMED,
    )


def fits(named: Named, holds: str) -> bool:
    """Tell whether an entry may stand in a column that holds a kind of thing."""
    return has_one(named, holds) or named.total or named.whole or bool(named.skip) or bool(named.figure)


def has_one(meaning: Named | Sense, holds: str) -> bool:
    """Tell whether a meaning fills one of the fields that a kind of column asks for."""
    names = FIELDS_OF.get(holds, ())
    return not names or any(getattr(meaning, name) for name in names)


def names_of(labels: Iterable[Label]) -> tuple[str, ...]:
    """Return labels in the form in which they are compared."""
    return tuple(label.name for label in labels)
