"""An edition as flat tables of records: its results, the facts behind them, their sources, and the codes in them.

CSV files, the workbook and the data package are all written from these; ``records`` in the catalogue names and explains each column.
Small counts that the results hide stand in none of them: facts are read off the results, not off the data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from analysis.display.view.view import View
from analysis.indicators import Input, Result, columns_of
from analysis.indicators.frame import COLUMNS, COLUMNS_OF_PARTS, parts_of

Kind = Literal["text", "whole", "value", "day"]
Entry = str | int | Decimal | dt.date | None


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
    """A table: its name in files, its name and meaning for readers, its columns, its rows, and the column that tells rows apart."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    key: str = ""


KINDS: Mapping[str, Kind] = {"edition": "whole", "year": "whole", "value": "value", "published": "day"}
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
    facts: Mapping[str, Input] = field(default_factory=dict)

    def table(self, name: str, columns: Iterable[str], rows: Iterable[tuple[Entry, ...]], key: str = "id") -> Records:
        """Return a table with the reader's words."""
        say = self.view.say.text
        made = tuple(self.column(name, column) for column in columns)
        return Records(name, say(f"records.{name}"), say(f"records.{name}_about"), made, tuple(rows), key)

    def column(self, table: str, name: str) -> Column:
        """Return a column with the reader's words; one that has the same meaning in several tables has them once."""
        say = self.view.say
        key = f"{table}_{name}" if say.has(f"column.{table}_{name}") else name
        other = KEYS.get(name, "")
        return Column(name, say.text(f"column.{key}"), say.text(f"column.{key}_about"), KINDS.get(name, "text"), other)


def records_of(view: View) -> tuple[Records, ...]:
    """Return the tables of an edition: results, facts, which result rests on which fact, sources, indicators, areas."""
    rows = view.rows.table
    maker = Maker(view, {fact.id: fact for row in rows for fact in row.inputs})
    return (
        results(maker, rows),
        facts(maker),
        maker.table("links", ("result", "fact"), ((row.id, fact.id) for row in rows for fact in dict.fromkeys(row.inputs)), key=""),
        sources(maker),
        maker.table("indicators", ("id", "name", "short", "unit", "theme"), indicators(view, rows)),
        maker.table("geographies", ("id", "name", "short"), geographies(view, rows)),
    )


def results(maker: Maker, rows: tuple[Result, ...]) -> Records:
    """Return the public results table, with columns for parts of years and groups where a row is about one."""
    has_parts = any(not row.is_whole for row in rows)
    entries = ((*columns_of(row), *(parts_of(row) if has_parts else ())) for row in rows)
    return maker.table("results", (*COLUMNS, *(COLUMNS_OF_PARTS if has_parts else ())), entries)


def facts(maker: Maker) -> Records:
    """Return the facts behind the results as they were published: value where a result shows it, source, section and day."""
    columns = ("id", "value", "unit", "status", "source", "section", "published", "delivery", "sheet", "cell")
    return maker.table("facts", columns, (fact_of(maker.view, fact) for fact in maker.facts.values()))


def fact_of(view: View, fact: Input) -> tuple[Entry, ...]:
    """Return a fact as a record."""
    row = view.published_as(fact)
    said = (row.value, row.unit, row.status) if row else (None, "", "")
    return (fact.id, *said, fact.source, fact.section, fact.published, fact.delivery, fact.sheet, fact.cell)


def sources(maker: Maker) -> Records:
    """Return the sources of the facts."""
    named = dict.fromkeys(fact.source for fact in maker.facts.values())
    known = maker.view.known.sources
    found = ((key, known[key].title, known[key].publisher, known[key].published, known[key].address) for key in named)
    return maker.table("sources", ("id", "title", "publisher", "published", "address"), found)


def indicators(view: View, rows: Iterable[Result]) -> Iterator[tuple[Entry, ...]]:
    """Yield the indicators that results are about."""
    for key in dict.fromkeys(row.indicator for row in rows if row.indicator):
        found = view.known.indicators.get(key)
        if found:
            yield key, found.name, found.short, found.unit, found.theme


def geographies(view: View, rows: Iterable[Result]) -> Iterator[tuple[Entry, ...]]:
    """Yield the areas that results are about."""
    known = view.known.partnership.geographies
    yield from ((key, known[key].name, known[key].short) for key in dict.fromkeys(row.geography for row in rows) if key in known)
