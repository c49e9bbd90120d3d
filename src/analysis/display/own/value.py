"""A number in a chapter of one's own that leads to its receipt, found by the record or the id that pandas has of its row."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.display.blocks import Text, written
from analysis.display.own.frame import Names
from analysis.display.own.said import said_of, with_ends
from analysis.display.runs import Part, Phrase, joined, name, phrase
from analysis.display.view import opened
from analysis.display.view.questions import Rows, question_about_rows
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.indicators import Result
from analysis.messages import message


@dataclass(frozen=True, repr=False)
class Value(Phrase):
    """What rows say, as a cell of a frame or the last line of a notebook's cell shows it; ``labelled``: with what each is about."""

    labelled: bool = False

    def __repr__(self) -> str:
        return self.text

    def __radd__(self, words: str) -> Phrase:
        return phrase(words, self)

    def _repr_html_(self) -> str:
        return f"<p>{written(self)}</p>" if self else ""


def value(of: object, *, unit: bool = True, label: bool = False) -> Value:
    """Return what a row says as the book writes it, with its receipt; nothing for a missing one.

    ``of`` is a record of ``view.frame()`` (a line of it, or a tuple of ``itertuples``), its ``id``, a row that ``view.pick`` gave,
    or several of these (a frame, a column of ids, a list), which are said after one another and as a range where they are the ends of one. ``unit=False`` leaves
    kroner and per cent to the head of the column; ``label=True`` says before each what it is about. Raises ``UserError`` for what is no row that this notebook has opened.
    """
    found = [found_row(one) for one in each(of)]
    if not found:
        return Value()
    view, rows = found[0][0], [row for _, row in found]
    if not label:
        return Value(said_of(view, rows, unit=unit).runs)
    names = Names(view)
    lines = (phrase(name(names.label(same[0])), ": ", said_of(view, same, unit=unit)) for same in with_ends(rows))
    return Value(joined("; ", lines).runs, labelled=True)


def text(*parts: Part) -> Text:
    """Return a paragraph of words and values, one after another; nothing where one of its values is missing."""
    if any(isinstance(part, Value) and not part for part in parts):
        return Text()
    return Text((phrase(*map(as_named, parts)),))


def as_named(part: Part) -> Part:
    """Return a text that a frame has given as a name in the data as one, so that digits in it are its own."""
    views = (seen for _, _, seen in opened.OPENED if isinstance(seen, View))
    return name(part) if isinstance(part, str) and any(part in view.named for view in views) else part


def each(of: object) -> Iterator[object]:
    """Yield the rows that somebody asked for by themselves: ids, records or rows; none for what is missing."""
    if isinstance(of, Result | str):
        yield of
    elif isinstance(of, pd.DataFrame):
        yield from each(of["id"] if "id" in of else [repr(of)])
    elif (own := name_in(of)) is not None:
        yield own
    elif isinstance(of, Iterable):
        for one in of:
            yield from each(one)
    elif not (isinstance(of, Hashable) and pd.isna(of)):  # type: ignore[call-overload]
        raise UserError(message("display.own.no_row", found=repr(of)))


def name_in(record: object) -> str | None:
    """Return the id of a record of a frame; ``None`` for what is none."""
    if isinstance(record, pd.Series):
        return str(record["id"]) if "id" in record.index else None
    found: Any = getattr(record, "id", None)
    return found if isinstance(found, str) else None


def found_row(of: object) -> tuple[View, Result]:
    """Return a row with the view that has the words for it, and let what it says be what the notebook depends on."""
    wanted = of.id if isinstance(of, Result) else str(of)
    for _, _, seen in reversed(opened.OPENED):
        rows = seen.rows if isinstance(seen, View) else seen
        row = rows.by_id.get(wanted)
        if row is not None and (not isinstance(of, Result) or row == of):
            asked_for(rows, row)
            return seen if isinstance(seen, View) else speaker(), row
    raise UserError(message("display.own.unknown", id=wanted))


def asked_for(rows: Rows, row: Result) -> None:
    """Remember the question that a row is an answer to."""
    rows.asked.add(
        question_about_rows({field: getattr(row, field) for field in ("theme", "indicator", "measure") if getattr(row, field)})
    )


def speaker() -> View:
    """Return the view that the notebook opened last. Raises ``UserError`` where it has opened none."""
    found = next((seen for _, _, seen in reversed(opened.OPENED) if isinstance(seen, View)), None)
    if found is None:
        raise UserError(message("display.own.nothing_open"))
    return found
