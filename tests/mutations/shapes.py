"""Rules from the shape of the files: every key and every column at least once."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mutations.rules import BROAD, DEFINITIONS, MINI, TABLES, Change, Rows, Rule, on_rows, read_table, write_table, write_toml

LONG, LEGAL = "Ø" * 201, "Ø" * 200
HTML, ODD = "<script>alert(1)</script>", "Hus 🏘 og »citat« & % {x} $y_1^2$ *s* [l](m) `k` | #"


def leaves(value: Any, path: tuple[str | int, ...] = (), most: int | None = 2) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the place and value of everything in a document; of like entries only the first ones, all with ``most`` None."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key), most)
    if isinstance(value, list):
        for index, part in enumerate(value[:most]):
            if isinstance(part, dict):
                yield from leaves(part, (*path, index), most)


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        document = document[part]
    return document


def set_leaf(file: str, path: tuple[str | int, ...], value: Any) -> Change:
    def change(folder: Path) -> None:
        document = tomllib.loads((folder / file).read_text("utf-8"))
        at(document, path[:-1])[path[-1]] = value
        write_toml(folder / file, document)

    return change


def drop_leaf(file: str, path: tuple[str | int, ...]) -> Change:
    def change(folder: Path) -> None:
        document = tomllib.loads((folder / file).read_text("utf-8"))
        del at(document, path[:-1])[path[-1]]
        write_toml(folder / file, document)

    return change


def others_of(value: Any) -> dict[str, Any]:
    """Return other values for a leaf of a definition, by the name of what is done to it."""
    if isinstance(value, bool):
        return {"turned": not value, "in quotes": "true", "a number": 1}
    if isinstance(value, int):
        return {"nought": 0, "negative": -10, "huge": 99999, "150": 150, "in quotes": str(value), "next": value + 1}
    if isinstance(value, float):
        return {"nought": 0.0, "negative": -1.5, "huge": 1e20, "in quotes": str(value), "next": value + 1}
    if isinstance(value, dt.date):
        return {"in quotes": str(value), "Danish": "31.12.2032", "later": value.replace(year=2150), "earlier": dt.date(1901, 1, 1)}
    if isinstance(value, str):
        return {"empty": "", "too long": LONG, "long": LEGAL, "HTML": HTML, "odd": ODD, "a number": 7, "two lines": "a\nb"}
    whole = {"empty": [], "turned round": value[::-1], "doubled": value + value} if isinstance(value, list) else {"empty": {}}
    return {**whole, "a text": "x"}


def rules_of_definitions() -> Iterator[Rule]:
    seen: set[tuple[str, ...]] = set()
    for file in DEFINITIONS:
        document = tomllib.loads((MINI / file).read_text("utf-8"))
        for path, value in leaves(document):
            kind = (file, *("*" if isinstance(part, int) or number == 1 else part for number, part in enumerate(path)))
            if kind in seen and len(path) > 2:
                continue
            seen.add(kind)
            name = f"{file} {'.'.join(map(str, path))}"
            yield Rule(f"{name}: gone", drop_leaf(file, path))
            if isinstance(path[-1], str):
                yield Rule(f"{name}: another key beside it", set_leaf(file, (*path[:-1], "ukendt"), 1))
            for what, other in others_of(value).items():
                yield Rule(f"{name}: {what}", set_leaf(file, path, other))


CELLS = {
    "empty": "",
    "nought": "0",
    "negative": "-1",
    "with decimals": "12.5",
    "with noughts": "350.000",
    "Danish comma": "26,0",
    "Danish thousands": "1.289.000",
    "scientific": "1e5",
    "a word": "seks",
    "huge": "9" * 40,
    "too long": LONG,
    "long": LEGAL,
    "HTML": HTML,
    "odd": ODD,
    "decomposed": "Søparke\u0301n",
    "lost letter": "S\ufffdparken",
    "unseen": "Sø\u200bparken",
    "turned": "Sø\u202eparken",
    "two lines": "en\nto",
    "2150": "2150",
    "2033-02-30": "2033-02-30",
    "yes": "yes",
    "partly": "partly",
    "suppressed": "suppressed",
    "source_claim": "source_claim",
    "not_stated": "not_stated",
    "i-alt": "i-alt",
}


def set_cell(file: str, row: int, column: str, cell: str) -> Change:
    def change(folder: Path) -> None:
        rows = read_table(folder / file)
        rows[row][rows[0].index(column)] = cell
        write_table(folder / file, rows)

    return change


def without_column(column: int) -> Callable[[Rows], Rows]:
    return lambda rows: [[cell for number, cell in enumerate(row) if number != column] for row in rows]


def rules_of_tables() -> Iterator[Rule]:
    for file in TABLES:
        header, *rows = read_table(MINI / file)
        for number, column in enumerate(header):
            # A row of its own for each kind of cell, so that different rows meet different cells.
            for count, (what, cell) in enumerate(CELLS.items()):
                row = 1 + (number + count) % len(rows)
                yield Rule(f"{file} row {row + 1} {column}: {what}", set_cell(file, row, column, cell))
            yield Rule(f"{file} {column}: no such column", on_rows(file, without_column(number)))
            yield Rule(f"{file} {column}: emptied", on_rows(file, emptied(number)))
        for number in range(1, len(rows) + 1):
            yield Rule(f"{file} row {number + 1}: gone", on_rows(file, lambda rows, n=number: rows[:n] + rows[n + 1 :]))
            yield Rule(f"{file} row {number + 1}: twice", on_rows(file, lambda rows, n=number: [*rows, rows[n]]))
        yield Rule(f"{file}: only the header", on_rows(file, lambda rows: rows[:1]))
        yield Rule(f"{file}: turned round", on_rows(file, lambda rows: [rows[0], *rows[:0:-1]]))
        yield Rule(f"{file}: columns turned round", on_rows(file, lambda rows: [row[::-1] for row in rows]))
        yield Rule(f"{file}: an extra column", on_rows(file, lambda rows: [[*row, "x"] for row in rows]))
        yield Rule(f"{file}: a column twice", on_rows(file, lambda rows: [[*row, row[0]] for row in rows]))
        yield Rule(f"{file}: rows of commas below", on_rows(file, lambda rows: [*rows, *[[""] * len(rows[0])] * 3]))
        yield Rule(f"{file}: empty columns to the right", on_rows(file, lambda rows: [[*row, "", ""] for row in rows]))
        yield Rule(f"{file}: a cell too few", on_rows(file, lambda rows: [*rows[:-1], rows[-1][:-1]]))
        yield Rule(f"{file}: no header", on_rows(file, lambda rows: rows[1:]))


def emptied(column: int) -> Callable[[Rows], Rows]:
    return lambda rows: [rows[0], *([*row[:column], "", *row[column + 1 :]] for row in rows[1:])]


# What can be said beside whole years: the keys and columns for it, on the folder that has them.
BROAD_KEYS = {"themes", "base", "adds_up", "breakdowns", "counted_by", "points", "times", "direction", "rule", "threshold"}
BROAD_COLUMNS = ("period", "lower", "upper", "breakdown", "group", "value", "n", "year")
PERIODS = {
    "a quarter": "2031K1",
    "another quarter": "2031K2",
    "a day": "2031-01-01",
    "a rolling year": "2031-04-01/2032-03-31",
    "a whole year": "2031-01-01/2031-12-31",
    "turned days": "2032-03-31/2031-04-01",
    "a quarter of old": "2031Q1",
}


def rules_of_broad() -> Iterator[Rule]:
    """Yield rules about what only the folder that says everything has."""
    for file in ("indicators.toml", "agreements/aftale.toml"):
        document = tomllib.loads((BROAD / file).read_text("utf-8"))
        for path, value in leaves(document, most=None):
            if BROAD_KEYS.isdisjoint(map(str, path)):
                continue
            name = f"broad {file} {'.'.join(map(str, path))}"
            yield Rule(f"{name}: gone", drop_leaf(file, path), BROAD)
            for what, other in others_of(value).items():
                yield Rule(f"{name}: {what}", set_leaf(file, path, other), BROAD)
    file = "observations.csv"
    header, *rows = read_table(BROAD / file)
    for number, column in enumerate(BROAD_COLUMNS):
        place = header.index(column)
        filled = [1 + index for index, row in enumerate(rows) if row[place]]
        for count, (what, cell) in enumerate({**CELLS, **PERIODS}.items()):
            # Every other change meets a row that says something there.
            row = filled[(7 * count) % len(filled)] if count % 2 else 1 + (31 * count + number) % len(rows)
            yield Rule(f"broad {file} row {row + 1} {column}: {what}", set_cell(file, row, column, cell), BROAD)
        yield Rule(f"broad {file} {column}: no such column", on_rows(file, without_column(place)), BROAD)
        yield Rule(f"broad {file} {column}: emptied", on_rows(file, emptied(place)), BROAD)
