"""A form: what it asks whom, and where the answer goes. It is made of the facts, the same each time, and knows no file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.intake.expected import Owner

Kind = Literal["answers", "figures"]
Ask = Literal["choice", "number", "words"]
# A form's columns. ``key`` is not shown.
Column = Literal["key", "about", "text", "year", "last", "answer", "n", "lower", "upper", "unit", "note"]
COLUMNS: Mapping[Kind, tuple[Column, ...]] = {
    "answers": ("key", "about", "text", "last", "answer", "unit"),
    "figures": ("key", "about", "text", "year", "last", "answer", "n", "lower", "upper", "unit", "note"),
}
ANSWER: frozenset[Column] = frozenset({"answer"})
NAMING: frozenset[Column] = frozenset({"text", "unit"})


@dataclass(frozen=True)
class Question:
    """One line of a form.

    ``key`` tells it from others and is only ever compared. ``about`` and ``text`` are what a person reads, ``last`` what was
    answered the last time. ``table`` is where the answer goes, ``cells`` the cells of its row that are known, ``column`` the one
    that the answer fills. ``options`` are the words that may be chosen, each with what it means. ``is_free``: what is counted, and
    in what unit, is written by the person too. ``takes``: further columns that it may fill.
    ``is_optional``: the form says that it may stay empty.
    """

    key: str
    about: str
    text: str
    ask: Ask
    table: str
    cells: Mapping[str, object]
    column: str
    last: str = ""
    year: int | None = None
    unit: str = ""
    unit_kind: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_free: bool = False
    is_optional: bool = False
    takes: frozenset[Column] = frozenset()

    @property
    def inputs(self) -> frozenset[Column]:
        """The columns that a person writes into."""
        return ANSWER | self.takes | (NAMING if self.is_free else frozenset())


@dataclass(frozen=True)
class Form:
    """What one owner is asked for an edition. ``period`` is the part of the year that answers are about."""

    id: str
    kind: Kind
    edition: int
    partnership: str
    owner: Owner
    questions: tuple[Question, ...]
    period: tuple[dt.date, dt.date] | None = None
    columns: tuple[Column, ...] = field(default=())

    @property
    def file(self) -> str:
        """The name of its file without an ending: of letters that every system can have in one."""
        return f"{self.edition}-{self.id}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a filled form says of itself: which form it is, of which edition and partnership."""

    form: str
    edition: str
    partnership: str
