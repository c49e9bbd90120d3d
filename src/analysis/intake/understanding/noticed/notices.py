"""What is said of a table as a whole: numbers as text, percent formats beside whole numbers, marks, dates as years."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.intake.sheets import Cell, Delivery, Kind
from analysis.intake.understanding.results import Read, Remark
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.numbers import written

# What a spreadsheet would work out, and what a browser would take for markup.
CODE = re.compile(r"^\s*[=+\-@]|<[^>]+>")
SHORT = 3


def notices(reader: TableReader, delivery: Delivery) -> list[Remark]:
    """Return what is noticed in a table beside its single cells."""
    found = [*percents(reader), *marks(reader), *dates(reader), *units_in_column(reader), *code_like(reader)]
    in_text = delivery.form == "csv"
    reader.remarks[:] = [
        of_text(remark, reader, in_text=in_text) if remark.key == "text_number" else remark for remark in reader.remarks
    ]
    return found


def of_text(remark: Remark, reader: TableReader, *, in_text: bool) -> Remark:
    """Return the remark on numbers stored as text with an example of each way of writing; in a text file it is only a notice."""
    kind: Kind = "read" if in_text else "warn"
    examples: dict[str, str] = {}
    for read in reader.reads:
        if "text_number" in read.figure.said and (number := written(read.figure.text)):
            form = "comma" if "," in read.figure.text else "point" if number.doubtful else "plain"
            examples.setdefault(form, f"{read.figure.text} = {read.figure.value}")
    return Remark(kind, "text_number", remark.cell, "", {"examples": ", ".join(examples.values()), "style": reader.mapping.numbers})


def percents(reader: TableReader) -> Iterable[Remark]:
    """Yield the remark on cells whose percent format is not that of the other shares of the table."""
    shares = [
        read
        for read in reader.reads
        if reader.facts.units.get(read.sense.indicator, read.sense.unit) == "percent" and read.figure.value is not None
    ]
    shown = [read for read in shares if "percent_format" in read.figure.said]
    plain = [read for read in shares if "percent_format" not in read.figure.said and read.sense.figure in {"", "value"}]
    if shown and plain:
        odd = shown if len(shown) <= len(plain) else plain
        yield from (Remark("warn", "percent_mixed", read.cell, "", {"value": read.figure.value}) for read in odd)


def marks(reader: TableReader) -> Iterable[Remark]:
    """Yield the remark on signs: which became which status."""
    signed = [
        read
        for read in reader.reads
        if read.figure.sign and reader.facts.units.get(read.sense.indicator) not in {"answer", "level"}
    ]
    said = ", ".join(sorted({f"{read.figure.sign} = {status_of(read)}" for read in signed}))
    yield from (Remark("warn", "marks", read.cell, "", {"marks": said}) for read in signed)


def status_of(read: Read) -> str:
    """Return the status of a signed figure, with its number where the sign is one."""
    return (
        f"{read.figure.value} ({read.figure.status})"
        if read.figure.value is not None and read.figure.text == read.figure.sign
        else read.figure.status
    )


def dates(reader: TableReader) -> Iterable[Remark]:
    """Yield the notice that headings are dates which are shown as years."""
    heads = {label.cell: label for labels in reader.table.heads.values() for label in labels}
    for cell, label in heads.items():
        if label.number_format and label.time and not label.time.part and not isinstance(label.value, str | int | float):
            yield Remark("read", "dates_as_years", cell, "", {"format": label.number_format})


def units_in_column(reader: TableReader) -> Iterable[Remark]:
    """Yield the warning that several units stand in one column of figures."""
    by_column: dict[int, list[Read]] = {}
    for read in reader.reads:
        if read.sense.unit:
            by_column.setdefault(read.column, []).append(read)
    unit_columns = [other for other in reader.table.label_columns if reader.lookup.column_of(reader.table.corner(other)) == "unit"]
    for column, reads in by_column.items():
        units = {read.sense.unit for read in reads}
        if len(units) > 1:
            cells: list[Cell] = [read.cell for read in reads]
            cells += [label.cell for labels in reader.table.labels.values() for label in labels if label.column in unit_columns]
            yield from (Remark("warn", "units_mixed", cell, str(column), {"units": ", ".join(sorted(units))}) for cell in cells)


def code_like(reader: TableReader) -> Iterable[Remark]:
    """Yield the warning that texts beside the figures look like a formula or like markup; they stay texts, letter for letter."""
    for row in reader.rows:
        for column in reader.columns:
            value = reader.table.sheet.value(row, column)
            if isinstance(value, str) and CODE.search(value) and written(value) is None and len(value.strip()) > SHORT:
                yield Remark("warn", "code_like", (row, column))
