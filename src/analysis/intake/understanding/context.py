"""What stands around a table and holds for all its figures: lines of text, the sheet's name, and what a person has said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.intake.mapping.model import FileMapping, Meaning, TitleLine
from analysis.intake.sheets import Cell, Sheet
from analysis.intake.tables import Line, Table
from analysis.intake.understanding.results import Remark
from analysis.intake.understanding.senses import NOTHING, Sense
from analysis.intake.values.periods import Time, times_said, with_places
from analysis.intake.words import bare, marked_note, plain


def form_of(text: str) -> str:
    """Return a line in the form in which lines are compared: with places for its times."""
    return plain(with_places(text)[0])


def line_said(line: Line, lines: Sequence[TitleLine]) -> TitleLine | None:
    """Return what a mapping says of a line of text; None for a line that it does not know."""
    form = form_of(line.text)
    return next((known for known in lines if plain(known.text) == form or plain(known.text) == plain(line.text)), None)


def sense_of_line(line: Line, said: TitleLine) -> Sense:
    """Return what a line says of the figures under it."""
    times = times_said(line.text)
    asked: frozenset[Cell] = frozenset() if said.confirmed else frozenset({line.cell})
    return replace(sense_of(said, times[0] if said.time and times else None, asked), ask=said.ask, firm=bool(said.time and times))


def sense_of(meaning: Meaning, time: Time | None, asked: frozenset[Cell]) -> Sense:
    """Return the sense of a meaning with a time."""
    return Sense(meaning.indicator, meaning.category, meaning.geography, meaning.unit, times=meaning.times, time=time, asked=asked)


def time_of_sheet(sheet: Sheet, mapping: FileMapping) -> Time | None:
    """Return the time in a sheet's name, where the mapping has a place for it."""
    form, times = with_places(sheet.name)[0], times_said(sheet.name)
    known = any(plain(pattern) == plain(form) and "{time}" in pattern for pattern in mapping.sheets)
    return times[0] if known and len(times) == 1 and times[0].last is None else None


def context_of(table: Table, mapping: FileMapping) -> Sense:
    """Return what stands around a table: the nearest line first, then the sheet's name, then what the mapping says of the file."""
    context = NOTHING
    for line in sorted(table.titles, key=lambda line: (-line.row, not table.area.left <= line.column <= table.area.right)):
        if said := line_said(line, mapping.lines):
            context = context.filled(sense_of_line(line, said))
    on_sheet = time_of_sheet(table.sheet, mapping)
    if on_sheet and context.time and on_sheet.year != context.time.year:
        context = replace(context, time=None)
    else:
        context = context.filled(Sense(time=on_sheet))
    sheet_name = Line(table.sheet.name, 0, 0)
    if said := line_said(sheet_name, mapping.lines):
        context = context.filled(sense_of_line(sheet_name, said))
    defaults = mapping.defaults
    time = Time(defaults.year) if defaults.year else None
    return context.filled(sense_of(defaults, time, frozenset() if defaults.confirmed else frozenset({(0, 0)})))


def lines_missing(tables: Iterable[Table], loose: Iterable[Line], mapping: FileMapping) -> list[TitleLine]:
    """Return the lines that a mapping requires and no sheet has."""
    found = [line for table in tables for line in (*table.titles, *table.notes)] + list(loose)
    forms = {form_of(line.text) for line in found} | {plain(line.text) for line in found}
    return [line for line in mapping.lines if line.required and plain(line.text) not in forms]


def footnotes_of(table: Table) -> dict[str, str]:
    """Return the text of each footnote under a table by its mark."""
    found = {}
    for line in table.notes:
        mark, text = marked_note(line.text)
        if mark and not text.startswith("="):
            found[bare(mark)] = text
    return found


def lines_shown(table: Table) -> list[Remark]:
    """Return the remark that shows the lines over and under a table to the person."""
    lines = [*table.titles, *table.notes]
    text = " | ".join(line.text for line in lines)
    return [Remark("read", "lines", line.cell, text[:300]) for line in lines]
