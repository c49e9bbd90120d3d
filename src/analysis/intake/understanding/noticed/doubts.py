"""Figures that look right and may be something else: shares of one among percentages, years that a note says are not whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from statistics import median

from analysis.intake.language import words
from analysis.intake.sheets import Cell, Kind
from analysis.intake.tables import Label, Line
from analysis.intake.understanding.results import Read, Remark
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.periods import YEAR
from analysis.intake.words import bare, mark_of, marked_note, plain

SMALL, LARGE = Decimal(1), Decimal(10)


def without_doubtful(reader: TableReader) -> None:
    """Take out of a table's figures those that a person has to look at first, and say why."""
    doubts = [*among_decimals(reader), *maybe_shares(reader), *part_years(reader), *rolling_years(reader)]
    for key, about, cells in doubts:
        kind: Kind = "refuse" if key == "rolling_year" else "ask"
        taken = set(cells)
        reader.reads = [read for read in reader.reads if read.cell not in taken]
        reader.remarks.extend(Remark(kind, key, cell, about) for cell in cells)


Doubt = tuple[str, str, list[Cell]]


def among_decimals(reader: TableReader) -> Iterable[Doubt]:
    """Yield the counts of a table that has several others with decimals: it is probably about something else."""
    broken = {remark.cell for remark in reader.remarks if remark.key == "decimals"}
    counts = [read.cell for read in reader.reads if reader.facts.units.get(read.sense.indicator) == "count"]
    if len(broken) > 1 and counts:
        yield "among_decimals", "", counts


def maybe_shares(reader: TableReader) -> Iterable[Doubt]:
    """Yield percentages that are stored as numbers below one, without a percent format that says so."""
    units = reader.facts.units
    shares = [read for read in reader.reads if is_bare_share(read, units.get(read.sense.indicator, read.sense.unit))]
    values = [read.figure.value for read in shares if read.figure.value is not None]
    broken = [value for value in values if Decimal(0) < value < SMALL]
    if values and broken and max(values) <= SMALL:
        yield "maybe_share", str(broken[0]), [read.cell for read in shares]
    elif broken and median(values) >= LARGE:
        yield "maybe_share", str(broken[0]), [read.cell for read in shares if read.figure.value in broken]


def is_bare_share(read: Read, unit: str) -> bool:
    """Tell whether a figure is a percentage that nothing but its heading says is one."""
    return (
        unit == "percent" and read.sense.figure in {"", "value"} and not {"percent_format", "percent_sign"} & set(read.figure.said)
    )


def part_years(reader: TableReader) -> Iterable[Doubt]:
    """Yield the whole years that a footnote of the heading, or a note with that year in it, says are not whole."""
    for note, labels in notes_with_labels(reader):
        partly = next((word for word in words("other", "part_of_year") if plain(word) in plain(note.text)), "")
        if not partly:
            continue
        cells = [read.cell for read in reader.reads if is_whole_year(read) and concerns(read, note, labels)]
        if cells:
            yield "part_year_note", note.text, [*cells, note.cell]
    if all(is_whole_year(read) for read in reader.reads):
        for title in reader.table.titles:
            if any(plain(word) in plain(title.text) for word in words("other", "part_of_year")):
                yield "part_year_note", title.text, [*(read.cell for read in reader.reads), title.cell]


def notes_with_labels(reader: TableReader) -> Iterable[tuple[Line, list[Label]]]:
    """Yield the notes of a table, each with the labels that bear its mark."""
    every = [label for axis in (*reader.rows.values(), *reader.columns.values()) for label in axis.labels]
    for note in reader.table.notes:
        mark = bare(marked_note(note.text)[0])
        yield note, [label for label in every if mark and bare(mark_of(label.text)) == mark]


def is_whole_year(read: Read) -> bool:
    """Tell whether a figure is about a whole year."""
    return read.sense.time is not None and not read.sense.time.part


def concerns(read: Read, note: Line, labels: list[Label]) -> bool:
    """Tell whether a note is about a figure: by its mark, or, without one, by the year in it."""
    own = {label.cell for label in (*read.table.labels[read.row], *read.table.heads[read.column])}
    if labels:
        return any(label.cell in own for label in labels)
    years = {int(year) for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", note.text)}
    return not marked_note(note.text)[0] and read.sense.time is not None and read.sense.time.year in years


def rolling_years(reader: TableReader) -> Iterable[Doubt]:
    """Yield the figures of twelve months that end at some day: they are no calendar year."""
    texts = [*(line.text for line in reader.table.titles), *(label.text for label in reader.table.corners.values())]
    texts += [label.text for axis in reader.columns.values() for label in axis.labels]
    said = next((text for text in texts if any(plain(word) in plain(text) for word in words("other", "rolling"))), "")
    if said:
        yield "rolling_year", said, [read.cell for read in reader.reads]
