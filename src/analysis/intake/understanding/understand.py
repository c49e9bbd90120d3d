"""A delivery and a mapping become observations, and everything that has to be said of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.data.facts import Facts
from analysis.data.periods import parse_period
from analysis.intake.language import words
from analysis.intake.mapping.model import FileMapping
from analysis.intake.sheets import Cell, Delivery, Finding, Kind, Sheet, spans
from analysis.intake.tables import Table
from analysis.intake.understanding.collect import delivered, without_doubles
from analysis.intake.understanding.context import context_of, footnotes_of, lines_shown
from analysis.intake.understanding.fit import (
    Found,
    areas_changed,
    finding,
    missing_lines,
    name_of_file,
    names_gone,
    sheets_to_read,
    words_changed,
    years_moved,
)
from analysis.intake.understanding.known import Known, known_of
from analysis.intake.understanding.lookup import Lookup
from analysis.intake.understanding.noticed.blanks import without_blanks
from analysis.intake.understanding.noticed.doubts import without_doubtful
from analysis.intake.understanding.noticed.notices import notices
from analysis.intake.understanding.noticed.unknown import unknown_remarks
from analysis.intake.understanding.results import Delivered, Remark, Understood, findings_of
from analysis.intake.understanding.scales import read_scale, scale_of
from analysis.intake.understanding.table import TableReader
from analysis.intake.understanding.totals import read_totals
from analysis.intake.words import bare, mark_of

Notes = dict[tuple[str, Cell], str]
SIGN, UNKNOWN_SIGN = "intake.reading.sign", "intake.understand.unknown_sign"


def understand(delivery: Delivery, mapping: FileMapping, facts: Facts) -> Understood:
    """Return the observations of a delivery by a mapping, each with its sheet and cell, and all that has to be said.

    With a finding of kind ``refuse`` for a part, that part has no observations; where the file as a whole does not fit the
    mapping, none has.
    """
    lookup = Lookup(mapping)
    found, said = sheets_to_read(delivery, mapping, lookup)
    said.extend(missing_lines(found, mapping) if found else [])
    known = known_of(facts)
    readers = [reader_of(table, lookup, mapping, known) for _, tables, _ in found.values() for table in tables]
    said.extend(areas_changed(readers, mapping))
    if any(one.kind == "refuse" for one in said):
        return Understood((), (*still_said(delivery, mapping), *said))
    rows, more = read_all(readers, known.units, delivery)
    rows = [on_first_day(row) for row in rows] if mapping.dated == "first_day" else rows
    more.extend([] if rows else words_changed(readers, mapping))
    years = {row.year for row in rows if row.year is not None}
    seen = years | years_of(readers)
    said.extend([*more, *of_sheets(found), *names_gone(readers, mapping), *years_moved(readers, seen, mapping)])
    said.extend([*name_of_file(delivery, readers, years), *unconfirmed(readers), *without_indicator(rows, known.units)])
    return Understood(tuple(rows), (*still_said(delivery, mapping, said), *said))


def still_said(delivery: Delivery, mapping: FileMapping, said_since: Iterable[Finding] = ()) -> Iterable[Finding]:
    """Yield what the reading has said, without the questions about signs that the mapping explains or is asked about."""
    known = {mark.sign.strip().casefold() for mark in mapping.marks if mark.confirmed}
    known |= {str(one.values.get("about", "")).strip().casefold() for one in said_since if one.key == UNKNOWN_SIGN}
    for said in delivery.findings:
        if said.key != SIGN or str(said.values.get("sign", "")).strip().casefold() not in known:
            yield said


def on_first_day(row: Delivered) -> Delivered:
    """Return an observation of a stock as one of the first day of its year or of the part of it; as it is where that is no period."""
    try:
        period = parse_period(row.period)
    except ValueError:
        return row
    if row.year is None:
        return row
    return replace(row, period=(period.first if period else dt.date(row.year, 1, 1)).isoformat())


def years_of(readers: Sequence[TableReader]) -> set[int]:
    """Return the years that stand in headings and labels, read or not."""
    senses = (sense for reader in readers for axis in (*reader.rows.values(), *reader.columns.values()) for sense in axis.senses)
    return {sense.time.year for sense in senses if sense.time and sense.time.year and sense.time.last is None}


def reader_of(table: Table, lookup: Lookup, mapping: FileMapping, known: Known) -> TableReader:
    """Return the reader of a table, with what stands around the table."""
    return TableReader(table, lookup, mapping, known, context_of(table, mapping))


def read_all(readers: Sequence[TableReader], units: Mapping[str, str], delivery: Delivery) -> tuple[list[Delivered], list[Finding]]:
    """Return the observations of all tables and what is said of their cells."""
    rows: list[Delivered] = []
    notes: Notes = {}
    areas = [name for reader in readers for name in known_areas(reader)]
    for reader in readers:
        if (scale := scale_of(reader, reader.mapping.scales)) is not None:
            rows.extend(read_scale(reader, scale))
        else:
            read_table(reader, areas)
        notes |= label_notes(reader)
    reads = [read for reader in readers for read in reader.reads]
    found, loose = delivered(reads, units, notes)
    kept, doubles = without_doubles(found)
    noticed = [notices(reader, delivery) for reader in readers]
    remarks = [(reader.table.sheet, one) for reader, more in zip(readers, noticed, strict=True) for one in (*reader.remarks, *more)]
    apart, twice = once([*rows, *kept])
    return apart, [*together([*remarks, *loose, *doubles]), *twice]


def once(rows: Sequence[Delivered]) -> tuple[list[Delivered], list[Finding]]:
    """Return the observations without those that a scale and something else, or two scales, say twice; and a refusal of these."""
    by_key: dict[tuple[object, ...], list[Delivered]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    said = []
    for key, same in by_key.items():
        if len(same) > 1:
            values = {"about": " ".join(str(part) for part in key if part), "values": ", ".join(str(row.value) for row in same)}
            said.append(finding("refuse", "twice", same[0].sheet, same[0].cell.replace("+", ","), **values))
    return [same[0] for same in by_key.values() if len(same) == 1], said


def read_table(reader: TableReader, areas: Sequence[str]) -> None:
    """Read the cells of a table, its totals and its empty cells."""
    reader.read()
    tails = words("totals", "tails")
    reader.remarks.extend(unknown_remarks(reader, areas, tails))
    reader.remarks.extend([*skipped(reader), *unnamed(reader)])
    reader.remarks.extend(Remark("skip", "frame", read.cell) for read in reader.reads if read.sense.category in reader.facts.frames)
    read_totals(reader, tails)
    without_doubtful(reader)
    dropped, remarks = without_blanks(reader, reader.mapping.blank)
    reader.reads = [read for read in reader.reads if read.cell not in dropped]
    reader.remarks.extend(remarks)


def unnamed(reader: TableReader) -> list[Remark]:
    """Return the question about figures in columns that have no heading of their own."""
    return [
        Remark("ask", "unnamed_column", (row, column))
        for column in sorted(reader.table.unnamed)
        for row in reader.rows
        if not reader.cells.figure(row, column).blank
    ]


def skipped(reader: TableReader) -> list[Remark]:
    """Return what is said of rows and columns that the mapping says are not read."""
    found = []
    for row, beside in reader.rows.items():
        for column, over in reader.columns.items():
            if why := beside.skip or over.skip:
                found.append(Remark("skip", "skipped", (row, column), why))
    return found


def known_areas(reader: TableReader) -> list[str]:
    """Return the names of areas that the mapping knows, in the form in which they are compared."""
    return [name for name, known in reader.lookup.known.items() if any(named.geography for named in known)]


def label_notes(reader: TableReader) -> Notes:
    """Return the footnotes of labels, and say that they are carried along."""
    texts = footnotes_of(reader.table)
    found: Notes = {}
    labels = {label.cell: label for axis in (*reader.rows.values(), *reader.columns.values()) for label in axis.labels}
    for cell, label in labels.items():
        mark = bare(mark_of(label.text))
        if mark and mark in texts:
            found[reader.table.sheet.name, cell] = texts[mark]
            kind: Kind = "ask" if cell in reader.narrowed else "warn"
            key = "narrowed" if cell in reader.narrowed else "footnote"
            reader.remarks.append(Remark(kind, key, cell, reader.narrowed.get(cell, ""), {"text": texts[mark]}))
        elif mark and mark_of(label.text).casefold() not in reader.cells.marks:
            reader.remarks.append(Remark("warn", "unexplained_mark", cell, label.text))
    reader.remarks.extend(lines_shown(reader.table))
    return found


def of_sheets(found: Found) -> list[Finding]:
    """Return what is said of the tables on each sheet."""
    said = []
    for sheet, tables, _ in found.values():
        cells = [table.titles[0].cell if table.titles else (table.area.top, table.area.left) for table in tables]
        said.append(
            finding("read", "tables", sheet.name, spans(cells), count=len(tables), areas=", ".join(str(t.area) for t in tables))
        )
    return said


def together(remarks: Iterable[tuple[Sheet, Remark]]) -> list[Finding]:
    """Return remarks as findings, sheet by sheet."""
    by_sheet: dict[str, tuple[Sheet, list[Remark]]] = {}
    for sheet, remark in remarks:
        by_sheet.setdefault(sheet.name, (sheet, []))[1].append(remark)
    return [one for sheet, same in by_sheet.values() for one in findings_of(sheet, same)]


def unconfirmed(readers: Sequence[TableReader]) -> list[Finding]:
    """Return the question about names and lines that are read, but that nobody has confirmed."""
    asked: dict[str, dict[Cell, str]] = {}
    for reader in readers:
        texts = {label.cell: label.text for axis in (*reader.rows.values(), *reader.columns.values()) for label in axis.labels}
        texts |= {line.cell: line.text for line in reader.table.titles}
        for read in reader.reads:
            asked.setdefault(reader.table.sheet.name, {}).update({cell: texts.get(cell, "") for cell in read.sense.asked})
    found = []
    for sheet, cells in asked.items():
        placed = {cell: text for cell, text in cells.items() if cell != (0, 0)}
        if placed:
            found.append(finding("ask", "unconfirmed", sheet, spans(list(placed)), names=", ".join(dict.fromkeys(placed.values()))))
        if (0, 0) in cells:
            found.append(finding("ask", "defaults_unconfirmed", sheet))
    return found


def without_indicator(rows: Sequence[Delivered], units: Mapping[str, str]) -> list[Finding]:
    """Return the question about measures that the data have no indicator for."""
    strange = sorted({row.indicator for row in rows if row.indicator not in units})
    return [finding("ask", "no_such_indicator", names=", ".join(strange))] if strange else []
