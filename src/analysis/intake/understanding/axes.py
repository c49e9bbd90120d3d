"""What stands beside each row and over each column of a table, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.intake.language import words
from analysis.intake.mapping.model import Mark
from analysis.intake.sheets import Cell
from analysis.intake.tables import Label, Table
from analysis.intake.understanding.context import footnotes_of
from analysis.intake.understanding.lookup import Lookup
from analysis.intake.understanding.senses import Sense, Senses, together
from analysis.intake.words import bare, mark_of, plain


@dataclass(frozen=True, eq=False)
class Axis:
    """What the labels beside a row or over a column say: ``senses`` together, and those labels that nobody knows.

    ``status`` is what a mark behind a label says of all figures, ``struck`` a label that is struck through, ``narrowed`` a label
    whose footnote says that it covers something else than before.
    """

    labels: tuple[Label, ...]
    senses: Senses
    unknown: tuple[Label, ...] = ()
    status: str = ""
    struck: Label | None = None
    narrowed: Label | None = None
    unnamed: bool = False

    @cached_property
    def is_total(self) -> bool:
        """Whether it stands for a sum."""
        return not self.unknown and not self.unnamed and any(sense.total for sense in self.senses)

    @cached_property
    def skip(self) -> str:
        """Why its figures are not read; empty where they are."""
        return next((sense.skip for sense in self.senses if sense.skip), "")

    @cached_property
    def is_read(self) -> bool:
        """Whether the figures are read as observations, as far as the labels go."""
        return not (self.is_total or self.unknown or self.skip or self.narrowed or self.unnamed)


class Axes:
    """The axes of a table by the words of a mapping."""

    def __init__(self, table: Table, lookup: Lookup, marks: Mapping[str, Mark]) -> None:
        self.table, self.lookup, self.marks = table, lookup, marks
        self.footnotes = footnotes_of(table)
        self.said: dict[tuple[tuple[str, str], ...], Senses] = {}

    def columns(self) -> dict[int, Axis]:
        """Return what stands over each column of figures."""
        found = {column: self.axis(labels, ("names",) * len(labels)) for column, labels in self.table.heads.items()}
        return {column: replace(axis, unnamed=column in self.table.unnamed) for column, axis in found.items()}

    def rows(self) -> dict[int, Axis]:
        """Return what stands beside each row, without columns whose heading says that nothing is read of them."""
        used = {label.row for labels in self.table.labels.values() for label in labels}
        groups = used - set(self.table.labels)
        corners = {column: self.lookup.column_of(self.table.corner(column)) for column in self.table.label_columns}
        found = {}
        for row, labels in self.table.labels.items():
            held = [(label, "names" if label.row in groups else corners.get(label.column, "names")) for label in labels]
            kept = [(label, holds) for label, holds in held if holds != "nothing"]
            found[row] = self.axis(tuple(label for label, _ in kept), tuple(holds for _, holds in kept))
        return found

    def axis(self, labels: tuple[Label, ...], holds: tuple[str, ...]) -> Axis:
        """Return what some labels say together."""
        found = [(label, what, self.lookup.senses(label, what)) for label, what in zip(labels, holds, strict=True)]
        own = [(label, what) for label, what, senses in found if not senses and self.is_own(label)]
        unknown = tuple(label for label, _, senses in found if not senses and not self.is_own(label))
        senses = self.together([senses for _, _, senses in found if senses] + own_senses(own), labels, holds)
        looks = self.table.sheet.looks
        struck = next((label for label in labels if label.cell in looks and looks[label.cell].struck), None)
        marked = [(label, mark) for label in labels if (mark := mark_of(label.text))]
        status = next((self.marks[mark].status for _, mark in marked if mark in self.marks), "")
        narrowed = next((label for label, mark in marked if self.is_narrowed(label, mark)), None)
        return Axis(labels, senses, unknown, status, struck, narrowed)

    def together(self, parts: list[Senses], labels: tuple[Label, ...], holds: tuple[str, ...]) -> Senses:
        """Return what labels say together; the same object for the same texts, unless they have to be asked about at their place."""
        if any(sense.asked for senses in parts for sense in senses):
            return together(parts)
        key = tuple((label.text, what) for label, what in zip(labels, holds, strict=True))
        if key not in self.said:
            self.said[key] = together(parts)
        return self.said[key]

    def is_own(self, label: Label) -> bool:
        """Tell whether a label that nobody knows is taken as it stands."""
        if label.row in self.table.labels:
            return self.lookup.has_own_words(self.table.corner(label.column))
        return any(self.lookup.has_own_words(self.table.corner(column)) for column in self.table.label_columns)

    def is_narrowed(self, label: Label, mark: str) -> bool:
        """Tell whether a footnote says that a label covers something else, unless the mapping has that footnote as its note."""
        note = self.footnotes.get(bare(mark), "")
        known = {plain(sense.note) for sense in self.lookup.senses(label) if sense.note}
        return (
            bool(note) and plain(note) not in known and any(word in f"{note.casefold()} " for word in words("remarks", "narrower"))
        )

    def narrowed(self, axes: Mapping[int, Axis]) -> dict[Cell, str]:
        """Return the narrowed labels of some axes, each with its footnote."""
        labels = {axis.narrowed for axis in axes.values() if axis.narrowed}
        return {label.cell: f"{label.text}: {self.footnotes[bare(mark_of(label.text))]}" for label in labels}


def own_senses(labels: list[tuple[Label, str]]) -> list[Senses]:
    """Return what labels in a file's own words say: the first area, a unit, and all others together a category."""
    areas = [label for label, holds in labels if holds == "geography"][:1]
    found: list[Senses] = [(Sense(geography=label.text),) for label in areas]
    found += [(Sense(unit=label.text),) for label, holds in labels if holds == "unit"]
    rest = [label.text for label, holds in labels if holds != "unit" and label not in areas]
    return [*found, (Sense(category=" / ".join(rest)),)] if rest else found
