"""A table of a page as one of a spreadsheet: a row of titles, an entry in each cell, and a column of its own for each meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.display.blocks import Cell, Table
from analysis.display.runs import Phrase, joined
from analysis.display.view.view import View
from analysis.output.workbook.entries import EMPTY_STATES, Said, said, unit_of
from analysis.output.workbook.sheet import Entry, Grid, Number


@dataclass(frozen=True)
class Column:
    """A column: its title and what each row says in it."""

    title: str
    said: tuple[Said, ...]

    @property
    def units(self) -> set[str]:
        """The units that its numbers are said with; an empty one for a number without."""
        return {item.unit for item in self.said if item.number}


def grid_of(view: View, table: Table, name: str) -> Grid:
    """Return a table of a page as one of a spreadsheet, with no cell that says nothing."""
    columns = [
        *group_column(view, table),
        *(made for place in range(len(table.columns)) for made in columns_of(view, table, place)),
    ]
    columns = with_units(view, columns)
    labels = [label_of(column) if place == 0 else column for place, column in enumerate(columns)]
    rows = zip(*(column.said for column in labels), strict=True)
    return Grid(
        name=name,
        about=table.caption.text,
        columns=unique([column.title for column in labels]),
        rows=tuple(tuple(item.entry for item in row) for row in rows),
        strong=table.strong_rows,
    )


def group_column(view: View, table: Table) -> Iterator[Column]:
    """Yield the column that says what group a row belongs to, where rows stand in groups."""
    if table.groups:
        starts = sorted(table.groups)
        heads = [max((start for start in starts if start <= row), default=None) for row in range(len(table.rows))]
        words = (table.groups[head].text if head is not None else view.say.text("workbook.nothing") for head in heads)
        yield Column(view.say.text("workbook.group"), tuple(map(Said, words)))


def columns_of(view: View, table: Table, place: int) -> Iterator[Column]:
    """Yield what a column of a page is here: what its cells say, and what they say below that where one says more."""
    cells = [row[place] for row in table.rows]
    title = table.columns[place].text
    firsts = tuple(first_of(view, cell) for cell in cells)
    yield Column(title, firsts)
    seconds = [second_of(view, cell.second, first) for cell, first in zip(cells, firsts, strict=True)]
    if any(item.entry for item in seconds):
        only_years = all(isinstance(item.entry, Number) and item.row is None for item in seconds if item.entry)
        nothing = Said(view.say.text("workbook.nothing"))
        words = view.say("workbook.second_year" if only_years else "workbook.second", column=table.columns[place])
        yield Column(words.text, tuple(item if item.entry else nothing for item in seconds))


def first_of(view: View, cell: Cell) -> Said:
    """Return what a cell says first: a verdict without its sign, which says the same, and words where it says nothing."""
    if not cell.text:
        return Said(view.say.text("workbook.no_number" if cell.numeric else "workbook.nothing"))
    found = said(view, cell.text)
    sign = view.say.if_any(f"icon.{cell.verdict}").text if cell.verdict else ""
    if sign and isinstance(found.entry, str):
        return Said(found.entry.removeprefix(sign).strip(), row=found.row)
    return found


def second_of(view: View, second: Phrase, first: Said) -> Said:
    """Return what a cell says below, with how sure its number is."""
    return Said(joined("; ", [first.mark, second]).text) if first.mark else said(view, second)


def label_of(column: Column) -> Column:
    """Return the first column, which names the rows, as words."""
    words = (str(item.entry.value) if isinstance(item.entry, Number) else item.entry for item in column.said)
    return Column(column.title, tuple(map(Said, words)))


# Units


def with_units(view: View, columns: Sequence[Column]) -> list[Column]:
    """Return columns with the units of their numbers: in the title, or in a column of its own where they are not all the same."""
    mixed = [column for column in columns if len(column.units) > 1]
    measured = [column for column in columns if column.units - {""}] if mixed else []
    together = bool(mixed) and all(len(units) <= 1 for units in units_of_rows(measured))
    found: list[Column] = []
    for column in columns:
        if together and column is measured[0]:
            found.append(unit_column(view, view.say.text("workbook.unit"), measured))
        found.append(column if together else titled(view, column))
        if column in mixed and not together:
            found.append(unit_column(view, view.say("workbook.unit_of", column=column.title).text, [column]))
    return found


def units_of_rows(columns: Sequence[Column]) -> list[set[str]]:
    """Return for each row the units that its numbers are said with in some columns."""
    return [{item.unit for item in row if item.number} for row in zip(*(column.said for column in columns), strict=True)]


def unit_column(view: View, title: str, columns: Sequence[Column]) -> Column:
    """Return a column with each row's unit."""
    rows = zip(*(column.said for column in columns), strict=True)
    units = (next((unit for unit in (unit_of(view, item) for item in row) if unit), "") for row in rows)
    return Column(title, tuple(Said(unit or view.say.text("workbook.nothing")) for unit in units))


def titled(view: View, column: Column) -> Column:
    """Return a column with the unit of its numbers in its title, where they have one and it is the same."""
    unit = next(iter(column.units)) if len(column.units) == 1 else ""
    return Column(view.say("workbook.title_unit", column=column.title, unit=unit).text, column.said) if unit else column


def unique(titles: Sequence[str]) -> tuple[str, ...]:
    """Return titles of which no two are the same, whatever the case of their letters; a spreadsheet takes no others."""
    found: list[str] = []
    for title in titles:
        name, number = title, 1
        while name.casefold() in {other.casefold() for other in found}:
            number += 1
            name = f"{title} {number}"
        found.append(name)
    return tuple(found)


# Words instead of numbers


def words_in(view: View, rows: Sequence[Sequence[Entry]]) -> tuple[str, ...]:
    """Return the keys of the words that stand in rows instead of a number, to be explained where they stand."""
    standing = {entry for row in rows for entry in row if isinstance(entry, str)}
    keys = {f"status.{state}": state for state in EMPTY_STATES}
    keys |= {"resume.no_value": "no_value", "workbook.no_number": "no_number", "workbook.nothing": "nothing"}
    return tuple(name for key, name in keys.items() if view.say.text(key) in standing)
