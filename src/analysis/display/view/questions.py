"""What a notebook asked of the facts and of the results table. The answers are what it depends on, and nothing else is.

A question is a short text: ``rows indicator=anmeldelser measure=observed``, ``facts sources``, ``view news``. Its answer is
hashed, so that the notebook is run again when the answer is another one, and only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, TypeVar, cast, overload

from analysis.data import Facts, fingerprint
from analysis.indicators import Result

T = TypeVar("T")
# Which rows a question is about. Years, areas and the like would make the questions many and the answers no smaller.
FIELDS = ("role", "theme", "indicator", "measure")
# What asks for rows about parts of years or groups of people.
PARTS = frozenset({"span", "breakdown", "is_whole"})


def question_about_rows(wanted: Mapping[str, object]) -> str:
    """Return the question behind a choice of rows."""
    chosen = {field: value if isinstance(value, tuple) else (value,) for field, value in wanted.items() if field in FIELDS}
    return " ".join(["rows", *(f"{field}={'|'.join(map(str, chosen[field]))}" for field in FIELDS if field in chosen)])


def wanted_by(question: str) -> dict[str, tuple[str, ...]]:
    """Return the choice of rows behind a question."""
    parts = (part.partition("=") for part in question.split()[1:])
    return {field: tuple(values.split("|")) for field, _, values in parts}


class Rows(Sequence[Result]):
    """Rows of the results table, in its order, that remember what they were asked for."""

    def __init__(self, table: tuple[Result, ...], facts: Facts, asked: set[str]) -> None:
        self.table = table
        self.facts = facts
        self.asked = asked
        self.picked: dict[frozenset[tuple[str, object]], list[Result]] = {}
        self.sayings: dict[int, bytes] = {}

    @cached_property
    def by_indicator(self) -> dict[str, list[Result]]:
        """The rows of each indicator, which is what most chapters pick from."""
        found: dict[str, list[Result]] = {}
        for row in self.table:
            found.setdefault(row.indicator, []).append(row)
        return found

    @cached_property
    def by_id(self) -> dict[str, Result]:
        """The rows by their ids. Whoever finds one here asks for it with ``pick`` too, or nobody knows that it was asked for."""
        return {row.id: row for row in self.table}

    def pick(self, **wanted: object) -> list[Result]:
        """Return the rows whose fields equal what is wanted; where that is a tuple, one of its values.

        Rows about a part of a year or a group of people are only given to those who ask for them by ``span``, ``breakdown`` or
        ``is_whole``: whatever knows nothing of parts cannot take one for the whole. ``is_whole=(True, False)`` gives all.

        ``role`` is that of the source which a row rests on: a document of the partnership's own, or a page around them.
        """
        self.asked.add(question_about_rows(wanted))
        wanted = wanted if PARTS & wanted.keys() else {**wanted, "is_whole": True}
        key = frozenset(wanted.items())
        if key not in self.picked:
            self.picked[key] = self.fitting(wanted)
        return list(self.picked[key])

    def fitting(self, wanted: Mapping[str, object]) -> list[Result]:
        """Return the rows that are wanted, in the order of the table."""
        match wanted.get("indicator"):
            case str(indicator) | (str(indicator),):
                among: Sequence[Result] = self.by_indicator.get(indicator, ())
            case _:
                among = self.table
        return [row for row in among if self.fits(row, wanted)]

    def fits(self, row: Result, wanted: Mapping[str, object]) -> bool:
        """Tell whether a row's fields are what is wanted; a tuple is a choice."""
        for field, value in wanted.items():
            found = self.role_of(row) if field == "role" else getattr(row, field)
            if found not in value if isinstance(value, tuple) else found != value:
                return False
        return True

    def role_of(self, row: Result) -> str:
        """Return the role of the source that a row rests on first; empty where it rests on none."""
        source = self.facts.sources.get(row.inputs[0].source) if row.inputs else None
        return source.role if source else ""

    def one(self, **wanted: object) -> Result | None:
        """Return the first such row, or ``None``."""
        return next(iter(self.pick(**wanted)), None)

    def __iter__(self) -> Iterator[Result]:
        self.asked.add("rows")
        return iter(self.table)

    def __len__(self) -> int:
        self.asked.add("rows")
        return len(self.table)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result]: ...
    def __getitem__(self, index: int | slice) -> Result | Sequence[Result]:
        self.asked.add("rows")
        return self.table[index]

    def answer(self, question: str) -> str:
        """Return the hash of the rows that a question is about, with the facts that they rest on."""
        return fingerprint(*map(self.saying, self.fitting(wanted_by(question))))

    def saying(self, row: Result) -> bytes:
        """Return what a row of the table says; one row is in the answers to many questions."""
        if id(row) not in self.sayings:
            self.sayings[id(row)] = said(row).encode()
        return self.sayings[id(row)]


def said(row: Result) -> str:
    """Return what a row says. Of a number 12 digits: the last ones of a p-value depend on the processor."""
    values = (getattr(row, field.name) for field in fields(row))
    return "\x1f".join(f"{value:.12g}" if isinstance(value, Decimal) else str(value) for value in values)


class Watched:
    """An object whose fields can be read as before; which ones were is remembered."""

    def __init__(self, of: object, name: str, asked: set[str], inside: Iterable[str] = ()) -> None:
        self._of = of
        self._name = name
        self._asked = asked
        self._inside = frozenset(inside)

    def __getattr__(self, field: str) -> Any:
        value = getattr(self._of, field)
        if callable(value):
            return partial(getattr(type(self._of), field), self)
        if field in self._inside:
            return Watched(value, field, self._asked)
        self._asked.add(f"{self._name} {field}")
        return value


def watched(of: T, name: str, asked: set[str], inside: Iterable[str] = ()) -> T:
    """Return the object, watched; of the fields in ``inside`` it is their own fields that are remembered."""
    return cast(T, Watched(of, name, asked, inside))


def hash_of(value: object) -> str:
    """Return the hash of a definition, a table of rows or a plain value."""
    return fingerprint(repr(value).encode())
