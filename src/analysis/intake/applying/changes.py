"""What a delivery would change: each of its rows is new, a revision of one that is there, known already, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.data import Facts, Source
from analysis.data.tables import TABLES, WITH_VALUE, Row
from analysis.data.values import parse_number

What = Literal["added", "revised", "known", "refused"]
Key = tuple[str, ...]
# Where a row came from, and what people add to it, is not what it says.
APART = {
    "source",
    "section",
    "published",
    "delivery",
    "sheet",
    "cell",
    "counted_rows",
    "note",
    "qualifier",
    "as_written",
    "footnote",
}


@dataclass(frozen=True)
class Given:
    """A row that a delivery gives to a table: its cells by column, without where it came from; that is ``sheet`` and ``cell``.

    What was counted from rows of incidents or persons has ``counted_rows``, their number, and no cell. ``beside`` is what is shown
    of it and not written: what a weighted share rests on.
    """

    table: str
    cells: Mapping[str, object]
    sheet: str
    cell: str
    section: str = ""
    counted_rows: int | None = None
    beside: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What the row is about."""
        return tuple(text_of(self.cells.get(column)) for column in TABLES[self.table].KEY)


@dataclass(frozen=True)
class Change:
    """What becomes of a given row, and the row that stands there now: of those about the same the one that counts."""

    what: What
    given: Given
    before: Row | None = None


@dataclass(frozen=True)
class Changes:
    """All rows of a delivery, each with what becomes of it."""

    rows: tuple[Change, ...] = field(default=())

    def of(self, what: What) -> list[Change]:
        """Return those of one kind, in their order."""
        return [change for change in self.rows if change.what == what]


def changes_by(given: Iterable[Given], facts: Facts, source: str) -> Changes:
    """Return what rows would change in the tables if ``source`` says them."""
    there = {table: by_key(table, rows_of(facts, table)) for table in TABLES}
    seen: dict[tuple[str, Key], Given] = {}
    found = []
    for row in given:
        first = seen.setdefault((row.table, row.key), row)
        found.append(change_of(row, first, there[row.table].get(row.key, []), source))
    return Changes(tuple(found))


def change_of(row: Given, first: Given, there: list[Row], source: str) -> Change:
    """Return what becomes of a row, beside the first that its delivery gives about the same, and those that are there."""
    if first is not row:
        return Change("known" if said_by(first.cells, row.table) == said_by(row.cells, row.table) else "refused", row)
    if not there:
        return Change("added", row)
    own = [old for old in there if old.source == source]
    before = own[0] if own else max(there, key=lambda old: old.published)
    if said_by(before.model_dump(), row.table) == said_by(row.cells, row.table):
        return Change("known", row, before)
    return Change("refused" if own else "revised", row, before)


def rows_of(facts: Facts, table: str) -> tuple[Row, ...]:
    """Return the rows of a table by the name of its file."""
    rows: tuple[Row, ...] = getattr(facts, table.removesuffix(".csv"))
    return rows


def by_key(table: str, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """Return the rows of a table by what they are about."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(text_of(getattr(row, column)) for column in TABLES[table].KEY), []).append(row)
    return found


def said_by(cells: Mapping[str, object], table: str) -> dict[str, object]:
    """Return what a row says, so that two that say the same are equal: numbers by their size, and a revised figure as a figure."""
    model = TABLES[table]
    said: dict[str, object] = {}
    for column in model.model_fields:
        if column not in APART and column not in model.KEY:
            said[column] = plain(cells.get(column), model.model_fields[column].default)
    if said.get("status") in WITH_VALUE:
        said["status"] = "ok"
    return said


def plain(value: object, default: object) -> object:
    """Return a cell so that the same content is equal; an empty one is what the column has when nothing is said."""
    if value in (None, ""):
        value = default if isinstance(default, str) else ""
    text = text_of(value)
    try:
        number = parse_number(text)
    except ValueError:
        return text
    return "" if number is None else number


def text_of(value: object) -> str:
    """Return a cell as text; nothing for an empty one."""
    return "" if value is None else str(value)


def as_row(change: Change, source: Source, name: str, delivery: str, arrived_as: str = "") -> dict[str, object]:
    """Return a change as a row of its table: with its source, and where it was read.

    ``delivery`` is the name that the file is kept under, ``arrived_as`` the one that its supplier gave it, for readers.
    """
    row = dict(change.given.cells)
    if change.what == "revised" and row.get("status") == "ok" and "value" in row:
        row["status"] = "revised"
    place = {"delivery": delivery, "sheet": change.given.sheet, "cell": change.given.cell}
    if change.given.counted_rows is not None:
        place["counted_rows"] = str(change.given.counted_rows)
    section = change.given.section or change.given.sheet or arrived_as or delivery
    return {**row, "source": name, "section": section, "published": source.published.isoformat(), **place}


def tables_of(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the tables that get rows, each once."""
    yield from dict.fromkeys(change.given.table for change in changes)
