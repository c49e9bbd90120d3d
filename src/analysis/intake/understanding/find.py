"""Which saved mapping fits a file: by its words, never by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.intake.mapping.model import FileMapping
from analysis.intake.sheets import Delivery
from analysis.intake.tables import Label, find_tables
from analysis.intake.understanding.fit import is_named
from analysis.intake.understanding.lookup import Lookup

ENOUGH = 0.5


@dataclass(frozen=True)
class Fit:
    """How well a mapping fits a file: of how many different labels it knows how many, and whether it names one of the sheets."""

    name: str
    known: int
    labels: int
    sheet: bool

    @property
    def share(self) -> float:
        """The share of the labels that are known."""
        return self.known / self.labels if self.labels else 0.0


def fit(delivery: Delivery, name: str, mapping: FileMapping) -> Fit:
    """Return how well one mapping fits a file."""
    lookup = Lookup(mapping)
    labels: dict[str, Label] = {}
    named = False
    for sheet in delivery.sheets:
        if sheet.visible != "visible":
            continue
        tables, _ = find_tables(sheet, lookup.headings)
        named = named or (bool(tables) and is_named(sheet, mapping))
        for table in tables:
            found = (
                *table.corners.values(),
                *(label for group in (*table.heads.values(), *table.labels.values()) for label in group),
            )
            labels |= {label.name: label for label in found if label.time is None}
    known = [label for name_, label in labels.items() if name_ in lookup.holds or lookup.senses(label)]
    return Fit(name, len(known), len(labels), named)


def find_mapping(delivery: Delivery, mappings: Mapping[str, FileMapping]) -> tuple[Fit, ...]:
    """Return the mappings that fit a file, the best first: those that know at least half of its labels.

    Where the first two fit equally well, nobody but a person can choose.
    """
    fits = [fit(delivery, name, mapping) for name, mapping in mappings.items()]
    good = [one for one in fits if one.share >= ENOUGH]
    return tuple(sorted(good, key=lambda one: (-one.share, not one.sheet, one.name)))
