"""An edition as flat tables of records: its results, the facts behind them, their sources, and the names of what they are about.

CSV files, the workbook and the data package are all written from these; ``records`` and ``column`` in the catalogue name and
explain them. Small counts that the results hide stand in none of them: facts are read off the results (see ``output.tables.facts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.display.view.view import View
from analysis.indicators import columns_of
from analysis.indicators.frame import COLUMNS, COLUMNS_OF_PARTS, parts_of
from analysis.output.tables.entries import Entries, Entry
from analysis.output.tables.facts import columns_of_facts, facts_of, has_parts, named_facts
from analysis.output.tables.names import categories_of, codes_of

__all__ = ["Column", "Entry", "Kind", "Records", "records_of"]

Kind = Literal["text", "whole", "value", "day"]


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its name and meaning for readers, and what stands in it.

    ``value`` is a number, a word, or nothing. ``table`` is the one whose key it names, where it names one.
    """

    name: str
    title: str
    about: str
    kind: Kind
    table: str = ""


@dataclass(frozen=True)
class Records:
    """A table: its name, its name and meaning for readers, its columns, its rows, and the column that tells rows apart, if one does.

    ``stem`` is what its file is called, without year and ending.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Entries, ...]
    key: str = ""
    stem: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


KINDS: Mapping[str, Kind] = {
    "edition": "whole",
    "year": "whole",
    "value": "value",
    "value_to": "value",
    "published": "day",
    "counted_rows": "value",
}
# Columns that name a row of another table. What a code means stands in ``codes``, but not every value of those columns is a code.
KEYS: Mapping[str, str] = {
    "indicator": "indicators",
    "geography": "geographies",
    "source": "sources",
    "result": "results",
    "fact": "facts",
}


@dataclass(frozen=True)
class Maker:
    """Makes the tables of an edition."""

    view: View

    def table(self, name: str, columns: Iterable[str], rows: Iterable[Entries], key: str = "id") -> Records:
        """Return a table with the reader's words."""
        say = self.view.say.text
        made = tuple(self.column(name, column) for column in columns)
        return Records(
            name, say(f"records.{name}"), say(f"records.{name}_about"), made, tuple(rows), key, say(f"records.{name}_file")
        )

    def column(self, table: str, name: str) -> Column:
        """Return a column with the reader's words; one that has the same meaning in several tables has them once."""
        say = self.view.say
        key = f"{table}_{name}" if say.has(f"column.{table}_{name}") else name
        other = KEYS.get(name, "")
        return Column(name, say.text(f"column.{key}"), say.text(f"column.{key}_about"), KINDS.get(name, "text"), other)


def records_of(view: View) -> tuple[Records, ...]:
    """Return the tables of an edition: results, facts, what rests on which fact, sources, indicators, categories, areas, codes."""
    tables = without_codes(view)
    codes = codes_of(view, ((table.names, table.rows) for table in tables))
    return (*tables, Maker(view).table("codes", ("column", "code", "meaning"), codes, key=""))


def without_codes(view: View) -> tuple[Records, ...]:
    """Return the tables whose codes are still to be explained."""
    table = Maker(view).table
    rows = view.rows.table
    of_results = (*COLUMNS, *(COLUMNS_OF_PARTS if has_parts(view) else ()))
    links = ((row.id, fact.id) for row in rows for fact in dict.fromkeys(row.inputs))
    return (
        table("results", of_results, results(view)),
        table("facts", columns_of_facts(view), facts_of(view)),
        table("links", ("result", "fact"), links, key=""),
        table("sources", ("id", "title", "short", "publisher", "published", "precision", "address"), sources(view)),
        table("indicators", ("id", "name", "short", "unit", "theme", "definition", "measured_by"), indicators(view)),
        table("categories", ("indicator", "category", "name"), categories_of(view), key=""),
        table("geographies", ("id", "name", "short"), geographies(view)),
    )


def results(view: View) -> Iterator[Entries]:
    """Yield the public results table, with columns for parts of years and groups where a row of the edition is about one."""
    parts = has_parts(view)
    yield from ((*columns_of(row), *(parts_of(row) if parts else ())) for row in view.rows.table)


def sources(view: View) -> Iterator[Entries]:
    """Yield the sources of the facts."""
    for key in dict.fromkeys(fact.source for fact in named_facts(view).values()):
        found = view.known.sources[key]
        yield key, found.title, found.short, found.publisher, found.published, found.precision, found.address


def indicators(view: View) -> Iterator[Entries]:
    """Yield the indicators that results are about."""
    for key in dict.fromkeys(row.indicator for row in view.rows.table if row.indicator):
        found = view.known.indicators[key]
        yield key, found.name, found.short, found.unit, found.theme, found.definition, view.known.instruments[found.instrument]


def geographies(view: View) -> Iterator[Entries]:
    """Yield the areas that results are about."""
    known = view.known.partnership.geographies
    yield from (
        (key, known[key].name, known[key].short) for key in dict.fromkeys(row.geography for row in view.rows.table if row.geography)
    )
