"""Reads one table: what the labels of each cell say together, and the figure in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from analysis.intake.mapping.model import FileMapping
from analysis.intake.sheets import Cell, Kind
from analysis.intake.tables import Table
from analysis.intake.understanding.axes import Axes, Axis
from analysis.intake.understanding.context import footnotes_of
from analysis.intake.understanding.figures import Cells, Figure
from analysis.intake.understanding.known import Known
from analysis.intake.understanding.lookup import Lookup
from analysis.intake.understanding.noticed.trouble import SAID_ALREADY, remarks_on, trouble_of
from analysis.intake.understanding.results import Read, Remark
from analysis.intake.understanding.senses import NOTHING, Sense, Senses
from analysis.intake.words import plain

WORDY = frozenset({"answer", "level"})


def whole(value: Decimal) -> Decimal:
    """Return a number without decimals where they are all noughts."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def has_indicator(sense: Sense) -> bool:
    """Tell whether a sense says what is measured; a number of answers may be that of all shares beside it."""
    return bool(sense.indicator) or sense.figure == "n"


def holds_now(sense: Sense) -> bool:
    """Tell whether a sense holds in the year that it is about."""
    return sense.holds_in(sense.time.year if sense.time else None)


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
    decided: dict[tuple[int, int], tuple[Sense, str]] = field(default_factory=dict)

    @cached_property
    def axes(self) -> Axes:
        """What makes the axes of the table."""
        return Axes(self.table, self.lookup, self.cells.marks)

    @cached_property
    def cells(self) -> Cells:
        """The figures of the sheet."""
        return Cells(self.table.sheet, self.mapping, footnotes_of(self.table))

    @cached_property
    def columns(self) -> dict[int, Axis]:
        """What stands over each column of figures."""
        return self.axes.columns()

    @cached_property
    def rows(self) -> dict[int, Axis]:
        """What stands beside each row."""
        return self.axes.rows()

    @cached_property
    def narrowed(self) -> dict[Cell, str]:
        """The labels whose footnote says that they cover something else than before, each with the footnote."""
        return self.axes.narrowed(self.rows) | self.axes.narrowed(self.columns)

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
                self.remarks.append(
                    Remark("skip", "totals", (row, column), self.rows[row].labels[-1].text if self.rows[row].labels else "")
                )
            else:
                self.read_cell(row, column)

    def read_cell(self, row: int, column: int) -> None:
        """Read one cell, unless its labels say that it is not read."""
        beside, over = self.rows[row], self.columns[column]
        if not (beside.is_read and over.is_read):
            return
        if struck := beside.struck or over.struck:
            self.remarks.extend(Remark("ask", "struck_label", cell, struck.text) for cell in (struck.cell, (row, column)))
            return
        sense, why = self.sense_of(beside.senses, over.senses)
        figure = self.cells.figure(row, column)
        if why:
            if not figure.blank:
                self.remarks.append(self.unread(row, column, why, sense))
            return
        self.keep(row, column, sense, self.with_labels(figure, sense, beside.status or over.status))

    def keep(self, row: int, column: int, sense: Sense, figure: Figure) -> None:
        """Keep the figure of a cell whose labels say all that is needed, unless there is something wrong with it."""
        unit = self.facts.units.get(sense.indicator, sense.unit)
        figure = self.as_answer(figure, sense) if unit in WORDY else figure
        if trouble := trouble_of(figure, unit, sense.figure):
            figure = replace(figure, trouble=trouble)
        else:
            self.reads.append(Read(self.table, row, column, sense, figure))
        if figure.has_something_to_say:
            self.remarks.extend(remarks_on(figure, (row, column), self.table.sheet))

    def with_labels(self, figure: Figure, sense: Sense, status: str) -> Figure:
        """Return the figure as its labels say: times a thousand, or with the status of a mark behind a name."""
        status = sense.status or status
        if status and figure.status == "ok" and figure.value is not None:
            figure = replace(figure, status=status, said=(*figure.said, "label_status"))
        if sense.times == 1 or figure.value is None or figure.stored is None:
            return figure
        return replace(figure, value=whole(figure.value * sense.times), stored=figure.stored * sense.times)

    def sense_of(self, beside: Senses, over: Senses) -> tuple[Sense, str]:
        """Return what a cell's labels say, with the context; or why they do not say enough."""
        # The axes keep their senses alive, so that two of them never have the same id.
        key = (id(beside), id(over))
        if key not in self.decided:
            self.decided[key] = self.decide(beside, over)
        return self.decided[key]

    def decide(self, beside: Senses, over: Senses) -> tuple[Sense, str]:
        """Return what labels say together, with the context; or why they do not say enough."""
        joined = [sense for a in beside for b in over if (sense := a.joined(b)) is not None]
        kept = [sense.filled(self.context) for sense in joined if not sense.contradicts(self.context)]
        if not kept:
            return NOTHING, "contradiction"
        first = kept[0]
        for why, test in (("no_indicator", has_indicator), ("other_unit", self.fits_unit), ("other_years", holds_now)):
            first, kept = kept[0], [sense for sense in kept if test(sense)]
            if not kept:
                return first, why
        if len({(sense.indicator, sense.category, sense.geography, sense.figure) for sense in kept}) > 1:
            return first, "ambiguous"
        return kept[0], self.lacking(kept[0])

    def lacking(self, sense: Sense) -> str:
        """Return what a sense does not say that an observation must have; empty where it says all.

        What is only shown, because no indicator of the data is about it, may be without an area.
        """
        if sense.ask:
            return "asked_by_name"
        if sense.indicator in self.facts.parted and not sense.category:
            return "no_category"
        if not sense.geography and (sense.indicator in self.facts.units or sense.figure == "n"):
            return "no_area"
        if sense.time is None or sense.time.year is None:
            return "no_year"
        return "other_than_default" if self.mapping.defaults.year not in {None, sense.time.year} else ""

    def fits_unit(self, sense: Sense) -> bool:
        """Tell whether an indicator is measured in the unit that the labels say."""
        unit = self.facts.units.get(sense.indicator)
        return unit is None or not sense.unit or sense.unit == unit or sense.figure == "n"

    def unread(self, row: int, column: int, why: str, sense: Sense) -> Remark:
        """Return the remark that a cell is not read because of what its labels say."""
        kind: Kind = "skip" if why == "other_unit" else "ask"
        if why == "asked_by_name":
            return Remark("ask", why, (row, column), sense.ask)
        if why == "other_than_default":
            return Remark(
                "ask", why, (row, column), str(sense.time.year if sense.time else ""), {"year": self.mapping.defaults.year}
            )
        about = " / ".join(label.text for label in self.columns[column].labels if not label.time) if why == "other_unit" else ""
        return Remark(kind, why, (row, column), about, {"unit": sense.unit, "indicator": sense.indicator})

    def as_answer(self, figure: Figure, sense: Sense) -> Figure:
        """Return the figure of an indicator with levels: the level that the text means, or that nobody has said which."""
        if figure.blank or figure.trouble in SAID_ALREADY or figure.trouble == "doubted":
            return figure
        for answer in self.mapping.answers:
            known = answer.level in self.facts.levels.get(sense.indicator, ())
            if known and plain(figure.text) in {plain(word) for word in answer.words}:
                return replace(figure, trouble="", value=None, sign=answer.level)
        return replace(figure, trouble="unknown_answer", value=None)
