"""Reads one table: what the labels of each cell say together, and the figure in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from analysis.intake.language import words
from analysis.intake.mapping.model import FileMapping
from analysis.intake.sheets import Cell, Kind
from analysis.intake.tables import Label, Table
from analysis.intake.understanding.context import footnotes_of
from analysis.intake.understanding.figures import Cells, Figure
from analysis.intake.understanding.known import Known
from analysis.intake.understanding.lookup import Lookup
from analysis.intake.understanding.results import Read, Remark
from analysis.intake.understanding.senses import NOTHING, Sense, Senses, together
from analysis.intake.understanding.trouble import remarks_on, trouble_of
from analysis.intake.words import bare, mark_of, plain


@dataclass(frozen=True)
class Axis:
    """What the labels beside a row or over a column say: ``senses`` together, and those labels that nobody knows."""

    labels: tuple[Label, ...]
    senses: Senses
    unknown: tuple[Label, ...] = ()

    @property
    def is_total(self) -> bool:
        """Whether it stands for a sum."""
        return not self.unknown and any(sense.total for sense in self.senses)

    @property
    def skip(self) -> str:
        """Why its figures are not read; empty where they are."""
        return next((sense.skip for sense in self.senses if sense.skip), "")


def own_senses(labels: list[tuple[Label, str]]) -> list[Senses]:
    """Return what labels in a file's own words say: an area, a unit, and of all others together a category."""
    found: list[Senses] = [(Sense(geography=label.text),) for label, holds in labels if holds == "geography"]
    found += [(Sense(unit=label.text),) for label, holds in labels if holds == "unit"]
    rest = [label.text for label, holds in labels if holds not in {"geography", "unit"}]
    return [*found, (Sense(category=" / ".join(rest)),)] if rest else found


def whole(value: Decimal) -> Decimal:
    """Return a number without decimals where they are all noughts."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def has_indicator(sense: Sense) -> bool:
    """Tell whether a sense says what is measured."""
    return bool(sense.indicator)


def holds_now(sense: Sense) -> bool:
    """Tell whether a sense holds in the year that it is about."""
    return sense.holds_in(sense.time.year if sense.time else None)


def lacking(sense: Sense, *, shown_only: bool) -> str:
    """Return what a sense does not say that an observation must have; empty where it says all.

    What is only shown, because no indicator of the data is about it, may be without an area.
    """
    if sense.ask:
        return "asked_by_name"
    if not sense.geography and not shown_only:
        return "no_area"
    return "" if sense.time is not None and sense.time.year is not None else "no_year"


@dataclass
class TableReader:
    """Reads a table by a mapping. ``context`` is what the lines around it, the sheet and the mapping say of all its figures."""

    table: Table
    lookup: Lookup
    mapping: FileMapping
    facts: Known
    context: Sense
    reads: list[Read] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @cached_property
    def cells(self) -> Cells:
        """The figures of the sheet."""
        return Cells(self.table.sheet, self.mapping, footnotes_of(self.table))

    @cached_property
    def columns(self) -> dict[int, Axis]:
        """What stands over each column of figures."""
        return {column: self.axis(labels, ["names"] * len(labels)) for column, labels in self.table.heads.items()}

    @cached_property
    def rows(self) -> dict[int, Axis]:
        """What stands beside each row; columns whose heading says that nothing is read of them are left out."""
        found = {}
        for row, labels in self.table.labels.items():
            holds = [self.holds(label) for label in labels]
            kept = [(label, what) for label, what in zip(labels, holds, strict=True) if what != "nothing"]
            found[row] = self.axis(tuple(label for label, _ in kept), [what for _, what in kept])
        return found

    def holds(self, label: Label) -> str:
        """Return what the column of a label holds; a name over a group of rows may be anything."""
        own = label.column in self.table.label_columns and label.row not in self.groups
        return self.lookup.column_of(self.table.corner(label.column)) if own else "names"

    @cached_property
    def groups(self) -> frozenset[int]:
        """Rows that only name the group below them."""
        used = {label.row for labels in self.table.labels.values() for label in labels}
        return frozenset(used - set(self.table.labels))

    @cached_property
    def narrowed(self) -> dict[Cell, str]:
        """The labels whose footnote says that they cover less or more than before, unless the mapping has that footnote as their note."""
        texts = footnotes_of(self.table)
        found = {}
        for axis in (*self.rows.values(), *self.columns.values()):
            for label in axis.labels:
                note = texts.get(bare(mark_of(label.text)), "") if mark_of(label.text) else ""
                known = {plain(sense.note) for sense in self.lookup.senses(label) if sense.note}
                if (
                    note
                    and plain(note) not in known
                    and any(word in f"{note.casefold()} " for word in words("remarks", "narrower"))
                ):
                    found[label.cell] = f"{label.text}: {note}"
        return found

    def axis(self, labels: tuple[Label, ...], holds: list[str]) -> Axis:
        """Return what some labels say together."""
        found = [(label, what, self.lookup.senses(label, what)) for label, what in zip(labels, holds, strict=True)]
        own = [(label, what) for label, what, senses in found if not senses and self.is_own(label)]
        unknown = tuple(label for label, _, senses in found if not senses and not self.is_own(label))
        parts = [senses for _, _, senses in found if senses]
        return Axis(labels, together([*parts, *own_senses(own)]), unknown)

    def is_own(self, label: Label) -> bool:
        """Tell whether a label that nobody knows is taken as it stands."""
        if label.row in self.table.labels:
            return self.lookup.has_own_words(self.table.corner(label.column))
        return any(self.lookup.has_own_words(self.table.corner(column)) for column in self.table.label_columns)

    def cells_of(self) -> Iterator[Cell]:
        """Yield the places of all figures, row by row."""
        for row in self.table.labels:
            for column in self.table.heads:
                yield row, column

    def read(self) -> None:
        """Read every cell: fill ``reads`` with figures and ``remarks`` with what is to be said."""
        if self.context.ask:
            self.remarks.extend(Remark("ask", "asked_by_line", cell, self.context.ask) for cell in self.cells_of())
            return
        for row, column in self.cells_of():
            if row in self.table.totals_rows:
                self.remarks.append(Remark("skip", "totals", (row, column), str(row)))
                continue
            self.read_cell(row, column)

    def read_cell(self, row: int, column: int) -> None:
        """Read one cell, unless its labels say that it is not read."""
        beside, over = self.rows[row], self.columns[column]
        if beside.is_total or over.is_total or beside.unknown or over.unknown or beside.skip or over.skip:
            return
        if any(label.cell in self.narrowed for label in (*beside.labels, *over.labels)):
            return
        struck = [label for label in (*beside.labels, *over.labels) if self.table.sheet.look(*label.cell).struck]
        if struck:
            self.remarks.extend(Remark("ask", "struck_label", cell, struck[0].text) for cell in (struck[0].cell, (row, column)))
            return
        sense, why = self.sense_of(beside.senses, over.senses)
        figure = self.cells.figure(row, column)
        if why:
            if not figure.blank:
                self.remarks.append(self.unread(row, column, why, sense))
            return
        figure = self.as_answer(figure, sense) if self.facts.units.get(sense.indicator) in {"answer", "level"} else figure
        figure = self.with_labels(figure, sense, (*beside.labels, *over.labels))
        trouble = trouble_of(figure, self.facts.units.get(sense.indicator, sense.unit), sense.figure)
        figure = replace(figure, trouble=trouble)
        self.remarks.extend(remarks_on(figure, (row, column), self.table.sheet))
        if not trouble:
            self.reads.append(Read(self.table, row, column, sense, figure))

    def with_labels(self, figure: Figure, sense: Sense, labels: Iterable[Label]) -> Figure:
        """Return the figure as its labels say: times a thousand, or with the status of a mark behind a name."""
        marks = [mark for label in labels if (mark := self.cells.marks.get(mark_of(label.text)))]
        status = sense.status or next((mark.status for mark in marks), "")
        if status and figure.status == "ok" and figure.value is not None:
            figure = replace(figure, status=status, said=(*figure.said, "label_status"))
        if sense.times == 1 or figure.value is None or figure.stored is None:
            return figure
        return replace(figure, value=whole(figure.value * sense.times), stored=figure.stored * sense.times)

    def sense_of(self, beside: Senses, over: Senses) -> tuple[Sense, str]:
        """Return what a cell's labels say, with the context; or why they do not say enough."""
        joined = [sense for a in beside for b in over if (sense := a.joined(b)) is not None]
        kept = [sense.filled(self.context) for sense in joined]
        if not kept:
            return NOTHING, "contradiction"
        first = kept[0]
        for why, test in (("no_indicator", has_indicator), ("other_unit", self.fits_unit), ("other_years", holds_now)):
            first, kept = kept[0], [sense for sense in kept if test(sense)]
            if not kept:
                return first, why
        if len({(sense.indicator, sense.category, sense.geography, sense.figure) for sense in kept}) > 1:
            return first, "ambiguous"
        return kept[0], lacking(kept[0], shown_only=kept[0].indicator not in self.facts.units)

    def fits_unit(self, sense: Sense) -> bool:
        """Tell whether an indicator is measured in the unit that the labels say."""
        unit = self.facts.units.get(sense.indicator)
        return unit is None or not sense.unit or sense.unit == unit or sense.figure == "n"

    def unread(self, row: int, column: int, why: str, sense: Sense) -> Remark:
        """Return the remark that a cell is not read because of what its labels say."""
        kind: Kind = "skip" if why == "other_unit" else "ask"
        if why == "asked_by_name":
            return Remark("ask", why, (row, column), sense.ask)
        about = " / ".join(label.text for label in self.columns[column].labels if not label.time) if why == "other_unit" else ""
        return Remark(kind, why, (row, column), about, {"unit": sense.unit, "indicator": sense.indicator})

    def as_answer(self, figure: Figure, sense: Sense) -> Figure:
        """Return the figure of an indicator with levels: the level that the text means, or that nobody has said which."""
        if figure.blank or figure.trouble in {"struck", "doubted"}:
            return figure
        for answer in self.mapping.answers:
            known = answer.level in self.facts.levels.get(sense.indicator, ())
            if known and plain(figure.text) in {plain(word) for word in answer.words}:
                return replace(figure, trouble="", value=None, sign=answer.level)
        return replace(figure, trouble="unknown_answer", value=None)
