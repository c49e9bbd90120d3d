"""Whether a file is one that a mapping was made for: its sheets, the lines that must be there, the names that have come or gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.intake.mapping.model import FileMapping
from analysis.intake.sheets import Area, Delivery, Finding, Sheet, spans
from analysis.intake.tables import Label, Line, Table, find_tables
from analysis.intake.understanding.context import line_said, lines_missing
from analysis.intake.understanding.lookup import Lookup
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.periods import with_places
from analysis.intake.words import plain

YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Found = dict[str, tuple[Sheet, tuple[Table, ...], tuple[Line, ...]]]


def finding(kind: str, key: str, sheet: str = "", cells: str = "", **values: object) -> Finding:
    """Return a finding of this room."""
    return Finding(kind, f"intake.understand.{key}", sheet, cells, values)  # type: ignore[arg-type]


def filled_area(sheet: Sheet) -> str:
    """Return the address of all that a sheet holds; empty for an empty one."""
    cells = [
        (row, column) for row, values in enumerate(sheet.rows, 1) for column, value in enumerate(values, 1) if value is not None
    ]
    if not cells:
        return ""
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return str(Area(min(rows), min(columns), max(rows), max(columns)))


def is_named(sheet: Sheet, mapping: FileMapping) -> bool:
    """Tell whether a mapping names a sheet; without any names it names all."""
    forms = {plain(sheet.name), plain(with_places(sheet.name)[0])}
    return not mapping.sheets or any(plain(pattern) in forms for pattern in mapping.sheets)


def sheets_to_read(delivery: Delivery, mapping: FileMapping, lookup: Lookup) -> tuple[Found, list[Finding]]:
    """Return the sheets that are read, with their tables, and what is said of the others."""
    seen = [sheet for sheet in delivery.sheets if sheet.visible == "visible"]
    tables = {sheet.name: (sheet, *find_tables(sheet, lookup.headings)) for sheet in seen}
    found = {name: parts for name, parts in tables.items() if is_named(parts[0], mapping) and parts[1]}
    said: list[Finding] = []
    if not found:
        fitting = [name for name, (_, here, _) in tables.items() if any(knows(table, lookup) for table in here)]
        names = ", ".join(repr(sheet.name) for sheet in delivery.sheets)
        if len(fitting) != 1:
            return {}, [*said, finding("refuse", "sheet_missing", names=names, wanted=", ".join(mapping.sheets))]
        found = {fitting[0]: tables[fitting[0]]}
        said.append(finding("warn", "sheet_renamed", fitting[0], wanted=", ".join(mapping.sheets), name=fitting[0]))
    for name, (sheet, here, _) in tables.items():
        if name not in found:
            said.append(of_other_sheet(sheet, here, mapping))
    return found, said


def knows(table: Table, lookup: Lookup) -> bool:
    """Tell whether a mapping knows a heading and a row of a table."""
    heads = [label for labels in table.heads.values() for label in labels]
    beside = [label for labels in table.labels.values() for label in labels]
    return any(lookup.senses(label) for label in heads) and any(lookup.senses(label) for label in beside if not label.time)


def of_other_sheet(sheet: Sheet, tables: Sequence[Table], mapping: FileMapping) -> Finding:
    """Return what is said of a sheet that is not read."""
    why = next((other.why for other in mapping.other_sheets if plain(other.name) == plain(sheet.name)), "")
    if why:
        return finding("skip", "other_sheet", sheet.name, why=why)
    if not tables:
        return finding("skip", "no_table", sheet.name)
    return finding("warn", "sheet_not_named", sheet.name, filled_area(sheet), name=sheet.name)


def missing_lines(found: Found, mapping: FileMapping) -> list[Finding]:
    """Return a refusal for each line that must be there and is not, with the lines that stand in its place."""
    tables = [table for _, here, _ in found.values() for table in here]
    loose = [line for _, _, lines in found.values() for line in lines]
    missing = lines_missing(tables, loose, mapping)
    if not missing:
        return []
    new = [(table.sheet.name, line) for table in tables for line in table.titles if line_said(line, mapping.lines) is None]
    sheet = new[0][0] if new else next(iter(found))
    cells = spans([line.cell for name, line in new if name == sheet])
    text = " | ".join(line.text for _, line in new)
    return [finding("refuse", "line_missing", sheet, cells, line=line.text, unit=line.unit, found=text) for line in missing]


def areas_changed(readers: Iterable[TableReader], mapping: FileMapping) -> list[Finding]:
    """Return a refusal where an area that the mapping names is gone and an unknown one stands among the headings."""
    wanted = {named.geography: named.words[0] for named in mapping.names if named.geography}
    found: set[str] = set()
    strange: list[tuple[str, Label]] = []
    for reader in readers:
        for axis in (*reader.columns.values(), *reader.rows.values()):
            found |= {sense.geography for sense in axis.senses if sense.geography}
        heads = {label.cell: label for axis in reader.columns.values() for label in axis.unknown}
        strange.extend((reader.table.sheet.name, label) for label in heads.values())
    gone = [word for geography, word in wanted.items() if geography not in found]
    if not gone or not strange:
        return []
    sheet = strange[0][0]
    cells = spans([label.cell for name, label in strange if name == sheet])
    return [
        finding("refuse", "area_changed", sheet, cells, gone=", ".join(gone), new=", ".join(label.text for _, label in strange))
    ]


def names_gone(readers: Sequence[TableReader], mapping: FileMapping) -> list[Finding]:
    """Return the warning that things which the mapping names do not stand in the file."""
    found = {
        (sense.indicator, sense.category, sense.geography)
        for reader in readers
        for axis in (*reader.columns.values(), *reader.rows.values())
        for label in axis.labels
        for sense in reader.lookup.senses(label)
    }
    parts = {part for triple in found for part in ((triple[0], triple[1]), ("", triple[2]))}
    gone = [
        named.words[0]
        for named in mapping.names
        if (named.category and (named.indicator, named.category) not in parts)
        or (named.geography and ("", named.geography) not in parts)
    ]
    return [finding("warn", "names_gone", names=", ".join(dict.fromkeys(gone)))] if gone else []


def words_changed(readers: Sequence[TableReader], mapping: FileMapping) -> list[Finding]:
    """Return a refusal where none of the categories that a mapping names stands in the file, and unknown names stand there instead."""
    wanted = {named.category for named in mapping.names if named.category}
    axes = [axis for reader in readers for axis in (*reader.columns.values(), *reader.rows.values())]
    found = {sense.category for axis in axes for label in axis.labels for sense in readers[0].lookup.senses(label)}
    unknown = list(dict.fromkeys(label.text for axis in axes for label in axis.unknown))
    if not wanted or wanted & found or not unknown:
        return []
    return [finding("refuse", "words_changed", readers[0].table.sheet.name, names=", ".join(unknown[:5]))]


def years_moved(readers: Sequence[TableReader], years: set[int], mapping: FileMapping) -> list[Finding]:
    """Return the warning that years have come or gone since the file that the mapping was made for."""
    seen = set(mapping.seen_years)
    if not seen or not years or years == seen:
        return []
    sheet, cells = where_times_stand(readers)
    new, gone = (", ".join(map(str, sorted(some))) or "-" for some in (years - seen, seen - years))
    return [finding("warn", "years_moved", sheet, cells, new=new, gone=gone)]


def where_times_stand(readers: Sequence[TableReader]) -> tuple[str, str]:
    """Return the sheet and the cells of the years: headings, else a line over the table that holds one."""
    for reader in readers:
        heads = [label.cell for labels in reader.table.heads.values() for label in labels if label.time]
        beside = [label.cell for labels in reader.table.labels.values() for label in labels if label.time]
        lines = [line.cell for line in reader.table.titles if (said := line_said(line, reader.mapping.lines)) and said.time]
        if cells := heads or beside or lines:
            return reader.table.sheet.name, spans(cells)
    return "", ""


def name_of_file(delivery: Delivery, readers: Sequence[TableReader], years: set[int]) -> list[Finding]:
    """Return the question that the name of a file has a year which none of its figures is about."""
    named = {int(year) for year in YEAR_IN_NAME.findall(delivery.name)}
    if not named or not years or named & years:
        return []
    sheet, cells = where_times_stand(readers)
    said = ", ".join(map(str, sorted(named)))
    return [finding("ask", "year_of_name", sheet, cells, name=delivery.name, named=said, years=", ".join(map(str, sorted(years))))]
