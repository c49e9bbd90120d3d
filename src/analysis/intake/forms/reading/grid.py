"""Finds the questions of a form on a sheet: by the hidden keys, and where those are gone by what a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.intake.forms.model import Column, Form, Question
from analysis.intake.forms.reading.mark import text_of
from analysis.intake.forms.writing.headings import COLUMN_MARK, heading_of
from analysis.intake.sheets import Cell, Sheet, Value

BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """A question found on a sheet: its row, and the column of each of its cells."""

    question: Question
    sheet: Sheet
    row: int
    places: Mapping[Column, int]

    def cell(self, column: Column) -> Cell | None:
        """Return where a column's cell is; ``None`` where the sheet has lost the column."""
        return (self.row, self.places[column]) if column in self.places else None

    def value(self, column: Column) -> Value:
        """Return what stands in a column."""
        place = self.cell(column)
        return self.sheet.value(*place) if place else None


@dataclass(frozen=True)
class Grid:
    """What was found of a form on a sheet.

    ``astray`` are filled cells that belong to no question, ``doubted`` rows whose words are not those of their hidden keys,
    ``unknown`` rows of a question that the form does not have any more.
    """

    lines: tuple[Line, ...]
    astray: tuple[Cell, ...]
    doubted: tuple[int, ...]
    unknown: tuple[int, ...]


def plain(value: Value) -> str:
    """Return a cell's text for comparison: blanks and capitals are no part of it."""
    return BLANK.sub(" ", text_of(value)).strip().casefold() if value is not None else ""


def grid_of(sheet: Sheet, form: Form) -> Grid | None:
    """Return the questions of a form on a sheet; ``None`` for a sheet that has no heading of the form's."""
    heads = list(heads_of(sheet, form))
    if not heads:
        return None
    found = Found()
    for (top, places), bottom in zip(heads, [*(top for top, _ in heads[1:]), len(sheet.rows) + 1], strict=True):
        for row in range(top + 1, bottom):
            if not is_blank(sheet, row) and not is_heading(sheet, row, places, form):
                found.take(sheet, row, places, form)
    return Grid(tuple(found.lines), tuple(found.astray), tuple(found.doubted), tuple(found.unknown))


@dataclass
class Found:
    """What has been found of a form on a sheet so far."""

    lines: list[Line] = field(default_factory=list)
    astray: list[Cell] = field(default_factory=list)
    doubted: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    def take(self, sheet: Sheet, row: int, places: Mapping[Column, int], form: Form) -> None:
        """Add what a row is."""
        key = text_of(sheet.value(row, places["key"]) or "") if "key" in places else ""
        if key:
            question = next((question for question in form.questions if question.key == key), None)
        else:
            question = by_words(sheet, row, places, form)
        if question is not None and says(sheet, row, places, question):
            self.lines.append(Line(question, sheet, row, places))
            self.astray += beside(sheet, row, places)
        elif question is not None:
            self.doubted.append(row)
        elif key:
            self.unknown.append(row)
        elif not is_untouched(sheet, row, places, form):
            self.astray += filled(sheet, row, places)


def heads_of(sheet: Sheet, form: Form) -> Iterator[tuple[int, dict[Column, int]]]:
    """Yield each heading of a form on a sheet: its row, and where the columns are."""
    marked = [(row, marked_columns(cells, form)) for row, cells in enumerate(sheet.rows, 1)]
    found = [(row, places) for row, places in marked if "answer" in places]
    if not found:
        words = [(row, headed_columns(cells, form)) for row, cells in enumerate(sheet.rows, 1)]
        found = [(row, places) for row, places in words if {"text", "answer"} <= set(places)]
    keys = key_column(sheet, form)
    yield from ((row, {"key": keys, **places} if keys else places) for row, places in found)


def key_column(sheet: Sheet, form: Form) -> int | None:
    """Return the column in which the hidden keys of a form stand, whatever has become of the heading above them."""
    known = {question.key for question in form.questions}
    return next((place for row in sheet.rows for place, value in enumerate(row, 1) if value in known), None)


def marked_columns(cells: Sequence[Value], form: Form) -> dict[Column, int]:
    """Return the columns that a row names by their hidden names."""
    names = {f"{COLUMN_MARK}{column}": column for column in form.columns}
    return {names[value]: place for place, value in enumerate(cells, 1) if isinstance(value, str) and value in names}


def headed_columns(cells: Sequence[Value], form: Form) -> dict[Column, int]:
    """Return the columns that a row names by the words that people read."""
    names = {plain(heading_of(form, column)): column for column in form.columns if column != "key"}
    found: dict[Column, int] = {}
    for place, value in enumerate(cells, 1):
        if plain(value) in names:
            found.setdefault(names[plain(value)], place)
    return found


def is_blank(sheet: Sheet, row: int) -> bool:
    """Tell whether nothing stands in a row."""
    return not any(value not in (None, "") for value in sheet.rows[row - 1])


def is_heading(sheet: Sheet, row: int, places: Mapping[Column, int], form: Form) -> bool:
    """Tell whether a row is the heading that people read."""
    return plain(sheet.value(row, places["answer"])) == plain(heading_of(form, "answer"))


def by_words(sheet: Sheet, row: int, places: Mapping[Column, int], form: Form) -> Question | None:
    """Return the one question that a row without a key asks in words; ``None`` where there is none, or more than one."""
    found = [question for question in form.questions if not question.is_free and says(sheet, row, places, question)]
    return found[0] if len(found) == 1 else None


def is_untouched(sheet: Sheet, row: int, places: Mapping[Column, int], form: Form) -> bool:
    """Tell whether a row without a key is the room for a number more, as it was sent."""
    room = {plain(question.text) for question in form.questions if question.is_free}
    others = [plain(sheet.value(row, place)) for column, place in places.items() if column not in ("key", "about", "text")]
    return "text" in places and plain(sheet.value(row, places["text"])) in room and not any(others)


def says(sheet: Sheet, row: int, places: Mapping[Column, int], question: Question) -> bool:
    """Tell whether a row says in words what its question asks; of one that the person words, only what it is about."""
    asked: dict[Column, object] = {"about": question.about, "year": question.year}
    if not question.is_free:
        asked["text"] = question.text
    shown = {column: value for column, value in asked.items() if column in places and value is not None}
    return all(plain(sheet.value(row, places[column])) == plain(str(value)) for column, value in shown.items())


def filled(sheet: Sheet, row: int, places: Mapping[Column, int]) -> list[Cell]:
    """Return the cells of a row that hold something, without the hidden key."""
    cells = enumerate(sheet.rows[row - 1], 1)
    return [(row, place) for place, value in cells if value not in (None, "") and place != places.get("key")]


def beside(sheet: Sheet, row: int, places: Mapping[Column, int]) -> list[Cell]:
    """Return the cells of a question's row that hold something and belong to no column of the form."""
    own = set(places.values())
    return [(row, place) for row, place in filled(sheet, row, places) if place not in own]
