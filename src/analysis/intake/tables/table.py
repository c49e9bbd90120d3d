"""What a table on a sheet is, before anybody has said what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.intake.sheets import Area, Cell, Sheet, Value
from analysis.intake.values.periods import Time, time_of
from analysis.intake.words import one_line, plain


@dataclass(frozen=True)
class Label:
    """A heading, or a cell that says what a row is about. ``guessed``: it stands over this column only because nothing else does."""

    value: Value
    row: int
    column: int
    number_format: str = ""
    guessed: bool = False

    @property
    def text(self) -> str:
        """The label as it is written, on one line; a number without a point where it is whole."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return one_line(str(self.value))

    @property
    def name(self) -> str:
        """The label in the form in which names are compared."""
        return plain(self.text)

    @property
    def time(self) -> Time | None:
        """The time that the label is, if it is one."""
        return time_of(self.value, self.number_format)

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.row, self.column


@dataclass(frozen=True)
class Line:
    """A line of text above, below or beside a table."""

    text: str
    row: int
    column: int

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.row, self.column


@dataclass(frozen=True)
class Headings:
    """What is known of headings before a table is looked at.

    ``labels`` head columns that say what a row is about, ``values`` do not. ``codes`` are parts of headings over codes, which are
    neither: what stands to the right of them may still be a label. ``names`` are names of rows: a row that begins with one is no
    heading, also where its figures look like years.
    """

    labels: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """A table: its ``heads`` over each column of figures, its ``labels`` beside each row, and the lines that belong to it.

    ``corners`` are the headings of the label columns. ``totals_rows`` are those that the spreadsheet itself knows as totals,
    ``unnamed`` columns that only share a heading with others and have none of their own.
    """

    sheet: Sheet
    area: Area
    header_rows: tuple[int, ...]
    label_columns: tuple[int, ...]
    corners: Mapping[int, Label]
    heads: Mapping[int, tuple[Label, ...]]
    labels: Mapping[int, tuple[Label, ...]]
    titles: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    totals_rows: frozenset[int] = field(default=frozenset())
    unnamed: frozenset[int] = field(default=frozenset())

    def corner(self, column: int) -> str:
        """Return the heading of a label column in the form in which names are compared; empty where it has none."""
        return self.corners[column].name if column in self.corners else ""
