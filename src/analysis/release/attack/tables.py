"""Tables of any form: those whose rows have names, and those that people read, in which labels, heads and cells belong together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from analysis.display.language.language import language
from analysis.release.attack.found import Found, Said, Shown

Rows = Sequence[Sequence[str]]
ABOUT = ("indicator", "category", "geography", "year")
# The workbook has the value twice: as a number below the readers' word for it, and as it is written.
VALUES = ("value", "value_to", language("da").text("column.value").lower())
# What a list of tables counts is rows.
COUNTED = language("da").text("workbook.contents_rows").lower()
NOTES = ("as_written", "note", "reason")
# The head of a year's column.
YEAR = re.compile(r"\s*((?:19|20)\d\d)(?!\d)")


NUMERIC = re.compile(r"[-+]?\d[\d.,]*")


def found_in_csv(file: str, text: str) -> Iterator[Found]:
    """Yield what a CSV file says, whichever separator it has."""
    head = text.partition("\n")[0]
    separator = max(",", ";", "\t", key=head.count)
    yield from found_in_table(file, "", list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))


def found_in_table(file: str, title: str, rows: Rows) -> Iterator[Found]:
    """Yield what a table says: as rows with names below the line that has the columns' names, as people read it elsewhere."""
    for number, row in enumerate(rows):
        head = [cell.strip().lower() for cell in row]
        if "value" in head and ("id" in head or set(ABOUT) <= set(head)):
            yield from read_by_people(file, title, [*rows[:number], *beside(head, rows[number + 1 :])])
            yield from named_rows(file, head, rows[number + 1 :])
            return
    yield from read_by_people(file, title, rows)


def beside(head: Sequence[str], rows: Rows) -> Iterator[Sequence[str]]:
    """Yield what stands below a head and is none of its rows: lines that name none, and cells outside its columns."""
    place = head.index("id") if "id" in head else None
    for cells in rows:
        is_other = place is not None and place < len(cells) and " " in cells[place].strip()
        yield cells if is_other else [cells[0], *cells[len(head) :]] if len(cells) > len(head) else ()


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
    """Yield each cell with its row's label and its column's head, and each row as it stands, all below the title.

    Where a year is the one or the other, the cell is of that year.
    """
    heads: dict[int, str] = {}
    for cells in rows:
        if is_head(cells) and (not heads or any(map(YEAR.match, cells[1:]))):
            heads = {place: head_of(cell) for place, cell in enumerate(cells) if place and cell}
            yield Said(file, title, " | ".join(filter(None, cells)), below=title)
            continue
        told = {place: cell for place, cell in enumerate(cells) if cell and heads.get(place, "").strip().lower() != COUNTED}
        for place, cell in told.items():
            if place in heads:
                is_bare = bool(YEAR.match(heads[place]) or YEAR.match(cells[0]))
                yield Said(file, title, f"{cells[0]} {heads[place]}: {cell}", is_bare=is_bare, below=title)
        rest = [cell for place, cell in told.items() if not YEAR.match(heads.get(place, ""))]
        if rest:
            yield Said(file, title, " | ".join(rest), below=title)


def is_head(cells: Sequence[str]) -> bool:
    """Tell whether a row is the heads of columns: more than one, of which none is a number but for years."""
    filled = [cell for cell in cells[1:] if cell.strip()]
    return bool(filled) and not any(NUMERIC.fullmatch(cell.strip()) and not YEAR.fullmatch(cell.strip()) for cell in filled)


def head_of(cell: str) -> str:
    """Return the head of a column; of one that begins with a year only that."""
    found = YEAR.match(cell)
    return found[1] if found else "".join(letter for letter in cell if not letter.isdigit())
