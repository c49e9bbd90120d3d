"""Sums that a table states: held against their parts, and never read as observations, but for a year that is the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.intake.sheets import Cell
from analysis.intake.understanding.axes import Axis
from analysis.intake.understanding.figures import Figure
from analysis.intake.understanding.results import Read, Remark
from analysis.intake.understanding.senses import Senses
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.periods import PARTS
from analysis.intake.words import plain

ADDS_UP = frozenset({"count", "dkk"})


def read_totals(reader: TableReader, tails: Sequence[str]) -> None:
    """Check the totals of a table; where a year's is the sum of all its quarters or months, read it as the year."""
    for row, axis in reader.rows.items():
        if axis.is_total:
            row_total(reader, row, axis, tails)
    for column, axis in reader.columns.items():
        if axis.is_total and is_whole(reader, column):
            whole_column(reader, column)
        elif axis.is_total:
            column_total(reader, column, axis)


def is_whole(reader: TableReader, column: int) -> bool:
    """Tell whether a total is of everybody: all other columns are parts of the population that are not read."""
    others = [axis for other, axis in reader.columns.items() if other != column]
    return bool(others) and all(axis.skip for axis in others)


def whole_column(reader: TableReader, column: int) -> None:
    """Read the column for everybody in a table by sex, age and the like."""
    over = reader.columns[column]
    reader.columns[column] = Axis(over.labels, without_total(over))
    for row in reader.rows:
        reader.read_cell(row, column)


def row_total(reader: TableReader, row: int, axis: Axis, tails: Sequence[str]) -> None:
    """Check a row that sums the rows that have the same labels beside its own."""
    parts = [other for other, labels in reader.rows.items() if is_part(axis, labels, tails)]
    reader.remarks.extend(Remark("skip", "totals", cell, axis.labels[-1].text) for cell in row_cells(reader, row, axis))
    differences = {}
    for column, over in reader.columns.items():
        if over.is_total or over.skip or over.unnamed or not adds_up(reader, over):
            continue
        stated, summed = stated_and_summed(reader, (row, column), [(part, column) for part in parts])
        if stated is not None and summed is not None and stated != summed:
            differences[row, column] = (stated, summed)
    if differences and not explained_by_hidden(reader, differences, parts):
        reader.remarks.extend(difference(cell, *values) for cell, values in differences.items())


def row_cells(reader: TableReader, row: int, axis: Axis) -> list[Cell]:
    """Return the cells of a row: its labels and its figures."""
    return [*(label.cell for label in axis.labels if label.row == row), *((row, column) for column in reader.columns)]


def is_part(total: Axis, other: Axis, tails: Sequence[str]) -> bool:
    """Tell whether a row is one of those that a total sums: it has the total's other labels and is no sum itself."""
    if other.is_total or any(label.name.endswith(tail) for label in other.labels for tail in map(plain, tails)):
        return False
    own = {label.name for label in total.labels if not is_total_label(total, label.name)}
    return own <= {label.name for label in other.labels} and other.labels != total.labels


def is_total_label(axis: Axis, name: str) -> bool:
    """Tell whether a label is the one that makes an axis a total: the last one, where there are several."""
    return name == axis.labels[-1].name or len(axis.labels) == 1


def adds_up(reader: TableReader, over: Axis) -> bool:
    """Tell whether the figures of a column are counts or money: shares and rates have no sum."""
    units = {sense.unit or reader.context.unit for sense in over.senses}
    return bool(units <= {*ADDS_UP, ""}) and not any(sense.figure in {"lower", "upper"} for sense in over.senses)


def stated_and_summed(reader: TableReader, total: Cell, parts: Iterable[Cell]) -> tuple[Decimal | None, Decimal | None]:
    """Return a stated total and the sum of its parts; None for one that is not known whole."""
    stated = reader.cells.figure(*total)
    figures = [reader.cells.figure(*part) for part in parts]
    return number_of(stated), summed_up(figures)


def number_of(figure: Figure) -> Decimal | None:
    """Return a figure's number as shown; None where it has none that may be used."""
    return figure.value if figure.is_number else None


def summed_up(figures: list[Figure]) -> Decimal | None:
    """Return the sum of some figures; None where one of them is hidden or not known. Empty cells add nothing."""
    if not figures or any(not figure.is_number and not figure.blank for figure in figures):
        return None
    return sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


def explained_by_hidden(reader: TableReader, differences: dict[Cell, tuple[Decimal, Decimal]], parts: list[int]) -> bool:
    """Say so where a hidden row holds what the parts lack of their totals."""
    sheet = reader.table.sheet
    inside = [
        row for row in sorted(sheet.hidden_rows) if reader.table.area.top < row <= reader.table.area.bottom and row not in parts
    ]
    missing = {cell: stated - summed for cell, (stated, summed) in differences.items()}
    for row in inside:
        values = {cell: reader.cells.figure(row, cell[1]).value for cell in missing}
        if all(values[cell] == missing[cell] for cell in missing):
            columns = range(reader.table.area.left, reader.table.area.right + 1)
            reader.remarks.extend(Remark("warn", "hidden_in_total", (row, column), str(row)) for column in columns)
            return True
    return False


def difference(cell: Cell, stated: Decimal, summed: Decimal) -> Remark:
    """Return the remark that a total is not the sum of its parts."""
    values = {"stated": stated, "summed": summed, "difference": stated - summed}
    return Remark("warn", "total_differs", cell, f"{stated}/{summed}", values)


def column_total(reader: TableReader, column: int, axis: Axis) -> None:
    """Check a column that sums others: the years beside it, or the quarters or months of its year."""
    siblings = siblings_of(reader, column, axis)
    kinds = {part_of(reader.columns[other]) for other in siblings}
    year = next((sense.time.year for sense in axis.senses if sense.time and sense.time.last is None), None)
    if year is not None and kinds and "" not in kinds:
        whole_year(reader, column, siblings, year)
        return
    for row, beside in reader.rows.items():
        reader.remarks.append(Remark("skip", "totals", (row, column), axis.labels[-1].text))
        check_row(reader, row, column, siblings, beside)


def siblings_of(reader: TableReader, column: int, axis: Axis) -> list[int]:
    """Return the columns that a total column sums: those that differ from it in the last heading only."""
    above = tuple(label.name for label in axis.labels[:-1])
    same = [
        other
        for other, labels in reader.columns.items()
        if other != column
        and not (labels.is_total or labels.unnamed)
        and tuple(label.name for label in labels.labels[:-1]) == above
    ]
    span = next((sense.time for sense in axis.senses if sense.time and sense.time.last), None)
    if span is None:
        return same
    return [
        other
        for other in same
        if any(s.time and (span.year or 0) <= (s.time.year or 0) <= (span.last or 0) for s in reader.columns[other].senses)
    ]


def part_of(axis: Axis) -> str:
    """Return the part of a year that a column is about: ``K1``; empty for none."""
    return next((sense.time.part for sense in axis.senses if sense.time), "")


def whole_year(reader: TableReader, column: int, siblings: list[int], year: int) -> None:
    """Read a year's total where all parts of the year are there; refuse it as the year where some are not."""
    parts = {part_of(reader.columns[other]) for other in siblings}
    letter = next(iter(sorted(parts)))[:1]
    needed = PARTS.get(letter, 0)
    for row, beside in reader.rows.items():
        if len(parts) != needed:
            values = {"year": year, "parts": len(parts), "needed": needed}
            reader.remarks.append(Remark("refuse", "part_of_year", (row, column), str(year), values))
            continue
        check_row(reader, row, column, siblings, beside)
        if beside.is_total or beside.unknown or beside.skip:
            continue
        sense, why = reader.sense_of(beside.senses, without_total(reader.columns[column]))
        figure = reader.cells.figure(row, column)
        if not why and not figure.trouble and not figure.blank:
            reader.reads.append(Read(reader.table, row, column, sense, figure))


def without_total(axis: Axis) -> Senses:
    """Return what a total column says but that it is a total."""
    return tuple(replace(sense, total=False) for sense in axis.senses)


def check_row(reader: TableReader, row: int, column: int, siblings: list[int], beside: Axis) -> None:
    """Hold the total of a row against its parts."""
    if not adds_up(reader, beside) or beside.skip:
        return
    stated, summed = stated_and_summed(reader, (row, column), [(row, other) for other in siblings])
    if stated is not None and summed is not None and stated != summed:
        reader.remarks.append(difference((row, column), stated, summed))
