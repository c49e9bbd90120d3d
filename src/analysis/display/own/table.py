"""A frame as one of the book's tables: a caption, heads with their scope, Danish numbers, receipts, and the sources below."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import pandas as pd

from analysis.display.blocks import Cell, Table, cell
from analysis.display.own.said import with_ends
from analysis.display.own.value import Value, as_named, speaker
from analysis.display.runs import NOTHING, Because, Part, Phrase, phrase, year
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.messages import message

YEARS = ("year", "edition", "against_year")
# Of a plain number no more is read than this; what a computer adds behind it is no information.
SIGNIFICANT, MOST_DECIMALS = 12, 1


@dataclass(frozen=True)
class Writing:
    """How cells are written: the columns that are years, the decimals of plain numbers, and the word for what is not there."""

    view: View
    years: frozenset[Hashable]
    decimals: int | None
    missing: str

    def cell(self, column: Hashable, value: Any) -> Cell:
        """Return a cell of a column. What is a value keeps its receipt; a plain number has none."""
        if isinstance(value, Phrase):
            return cell(value, numeric=is_one(value)) if value else cell(self.missing)
        if pd.api.types.is_scalar(value) and pd.isna(value):
            return cell(self.missing)
        if column in self.years:
            return cell(year(int(value)))
        if isinstance(value, bool) or not isinstance(value, Real | Decimal):
            return cell(as_named(str(value)))
        return cell(self.number(value), numeric=True)

    def number(self, value: Real | Decimal) -> str:
        """Return a plain number as the language writes it, with the decimals that are wanted, or one where it has any."""
        exact = Decimal(f"{value:.{SIGNIFICANT}g}")
        places = self.decimals if self.decimals is not None else 0 if exact == exact.to_integral_value() else MOST_DECIMALS
        return self.view.say.number(exact, places)


def table(
    frame: pd.DataFrame,
    *,
    caption: Part,
    group: str = "",
    notes: Iterable[Part] = (),
    years: Collection[str] = YEARS,
    decimals: int | None = None,
    missing: str = "",
) -> Table:
    """Return a frame as a table of the book; an empty one shows nothing. Its first column names the rows.

    An index with a name becomes the first column. ``group``: the column whose values stand as heads above the rows that follow
    one another with them. ``years``: the columns that hold years. ``decimals``: of plain numbers. ``missing``: what is written
    where there is nothing, "ingen tal" by default. The sources of all values stand below, behind the ``notes``.

    Raises ``UserError`` for no caption, and for a group that is no column.
    """
    if not phrase(caption):
        raise UserError(message("display.own.no_caption"))
    flat = frame if frame.index.names == [None] else frame.reset_index()
    if group and group not in flat.columns:
        raise UserError(message("display.own.no_column", column=group, known=", ".join(map(str, flat.columns))))
    view = speaker()
    columns = [column for column in flat.columns if column != group]
    writing = Writing(view, frozenset(years), decimals, missing or view.say.text("own.missing"))
    rows = tuple(tuple(map(writing.cell, columns, record)) for record in records_of(flat[columns]))
    below = (*(phrase(note) for note in notes), sources(view, rows))
    return Table(
        phrase(caption), tuple(map(head, columns)), rows, tuple(filter(None, below)), groups=heads(flat[group]) if group else {}
    )


def is_one(said: Phrase) -> bool:
    """Tell whether a phrase is one value, which stands under those above it, and not several or a text with values in it."""
    return isinstance(said, Value) and not said.labelled and len(with_ends(said.rows)) == 1


def records_of(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a frame."""
    yield from frame.itertuples(index=False, name=None)


def head(column: Hashable) -> Phrase:
    """Return the head of a column, whose digits are its own."""
    return phrase(Because(str(column), "name"))


def heads(values: pd.Series) -> dict[int, Phrase]:
    """Return the heads of groups by the row that each stands before: where a value is another than the one above it."""
    found = list(values)
    return {place: head(one) for place, one in enumerate(found) if place == 0 or one != found[place - 1]}


def sources(view: View, rows: Sequence[Sequence[Cell]]) -> Phrase:
    """Return where the values of a table are from; nothing where it has none."""
    used = [row for line in rows for one in line for row in one.text.rows]
    return view.say("own.sources", sources=view.sources(used)) if any(row.inputs for row in used) else NOTHING
