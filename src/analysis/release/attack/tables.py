"""Tables of any form: those whose rows have names, and those that people read, in which labels, heads and cells belong together."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.display.language.language import language
from analysis.release.attack.found import Found, Said, Shown

Rows = Sequence[Sequence[str]]
ABOUT = ("indicator", "category", "geography", "year")
# The workbook has the value twice: as a number below the readers' word for it, and as it is written.
VALUES = ("value", "value_to", language("da").text("column.value").lower())
NOTES = ("as_written", "note", "reason")
# The head of a year's column.
YEAR = re.compile(r"\s*((?:19|20)\d\d)(?!\d)")


def found_in_csv(file: str, text: str) -> Iterator[Found]:
    """Yield what a CSV file says, whichever separator it has."""
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    yield from found_in_table(file, "", list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))


def found_in_table(file: str, title: str, rows: Rows) -> Iterator[Found]:
    """Yield what a table says: as rows with names below the line that has the columns' names, as people read it elsewhere."""
    for number, row in enumerate(rows):
        head = [cell.strip().lower() for cell in row]
        if "value" in head and ("id" in head or set(ABOUT) <= set(head)):
            yield from named_rows(file, head, rows[number + 1 :])
            return
    yield from read_by_people(file, title, rows)


def named_rows(file: str, head: Sequence[str], rows: Rows) -> Iterator[Found]:
    """Yield each row of a table with the columns of our own files; its notes are texts about the same."""
    for cells in rows:
        said = dict(zip(head, cells, strict=False))
        name, about = said.get("id", ""), tuple(said.get(column, "") for column in ABOUT)
        inputs = tuple(filter(None, re.split(r"[;\s]+", said.get("inputs", ""))))
        for column in VALUES:
            if said.get(column):
                yield Shown(file, name, said[column].lstrip("'").replace(",", "."), said.get("measure", ""), inputs, about)
        for column in NOTES:
            if said.get(column):
                yield Said(file, column, f"{' '.join(about)} {said[column]}", (name,) if name else (), is_bare=True)


def read_by_people(file: str, title: str, rows: Rows) -> Iterator[Said]:
    """Yield each cell below the head of a year with that year and its row's label; rows without such heads as they stand.

    The numbers in the title are the table's own.
    """
    title = "".join(letter for letter in title if not letter.isdigit())
    years: dict[int, str] = {}
    for cells in rows:
        heads = {place: found[1] for place, cell in enumerate(cells) if place and (found := YEAR.match(cell))}
        if heads:
            years = heads
            continue
        for place, cell in enumerate(cells):
            if place and cell and place in years:
                yield Said(file, title, f"{title} {cells[0]} {years[place]}: {cell}", is_bare=True)
        rest = [cell for place, cell in enumerate(cells) if cell and place not in years]
        yield Said(file, title, " | ".join([title, *rest]))


def found_in_json(file: str, text: str) -> Iterator[Found]:
    """Yield what a JSON file says: objects with ``id`` and ``value``, and every text. Raises ``ValueError`` for what is none."""
    yield from found_in_value(file, json.loads(text))


def found_in_value(file: str, value: object) -> Iterator[Found]:
    if isinstance(value, Mapping):
        if "id" in value and "value" in value:
            yield Shown(file, str(value["id"]), "" if value["value"] is None else str(value["value"]))
        for key, part in value.items():
            if isinstance(part, (int, float, str)):
                yield Said(file, str(key), f"{key}: {part}")
            yield from found_in_value(file, part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from found_in_value(file, part)
    elif isinstance(value, str):
        yield Said(file, "", value)
