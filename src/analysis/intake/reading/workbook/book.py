"""Puts a workbook together from its values and what was seen at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.workbook.package import unpacked
from analysis.intake.reading.workbook.parts import Outline, Parts, SheetPart, elements, outline
from analysis.intake.reading.workbook.said import said_of_book, said_of_sheet
from analysis.intake.reading.workbook.scan.cells import CellScan, Seen
from analysis.intake.reading.workbook.scan.formulas import Purse, agrees, result_of
from analysis.intake.reading.workbook.scan.looks import Looks
from analysis.intake.reading.workbook.scan.notes import comments
from analysis.intake.reading.workbook.scan.references import area_of, cell_of
from analysis.intake.reading.workbook.scan.shared import shared_texts
from analysis.intake.reading.workbook.scan.styles import looks_of_styles, number
from analysis.intake.reading.workbook.values import Rows, values_of
from analysis.intake.sheets import Area, Finding, Look, Sheet, Table

MOST_LOOKED_UP = 300_000  # cells, to work formulas out again; those after that are believed, and said to be formulas


@dataclass(frozen=True)
class Book:
    """What a workbook holds, before it is a delivery."""

    sheets: tuple[Sheet, ...]
    macros: bool
    protected: bool
    active: str
    findings: tuple[Finding, ...]


def read_workbook(content: bytes, *, scan: bool) -> Book:
    """Return what a workbook holds. Raises ``Unreadable``."""
    unzipped, names = unpacked(content)
    parts = Parts(unzipped)
    contents = outline(parts)
    if not contents.sheets:
        raise Unreadable("no_sheets")
    texts = path_of(parts, "sharedStrings")
    shared = shared_texts(parts.content(texts), texts)
    rows = values_of(contents.sheets, parts, shared)
    if not scan:
        return book_of(
            [Sheet(part.name, found, part.visible) for part, found in zip(contents.sheets, rows, strict=True)], names, contents
        )
    styles = looks_of_styles(parts, path_of(parts, "styles"))
    seen = [CellScan(styles, shared).run(parts.content(part.path), part.path) for part in contents.sheets]
    sheets = [sheet_of(parts, *found) for found in zip(contents.sheets, rows, seen, strict=True)]
    protected = contents.protected or any(sheet.protected for sheet in seen)
    return book_of(checked(sheets), names, replace(contents, protected=protected))


def path_of(parts: Parts, kind: str) -> str:
    """Return the part of a kind that the workbook is tied to; empty where there is none."""
    return next((path for _, found, path in parts.tied("xl/workbook.xml") if found == kind), "")


def book_of(sheets: list[Sheet], names: tuple[str, ...], contents: Outline) -> Book:
    """Return the workbook with what has to be said of it."""
    if not any(sheet.rows or sheet.looks for sheet in sheets):
        raise Unreadable("no_cells", sheets=", ".join(sheet.name for sheet in sheets))
    findings = [*said_of_book(sheets, names, protected=contents.protected)]
    for sheet in sheets:
        findings.extend(said_of_sheet(sheet))
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return Book(tuple(sheets), macros, contents.protected, contents.active, tuple(findings))


def sheet_of(parts: Parts, part: SheetPart, rows: Rows, seen: Seen) -> Sheet:
    """Return a sheet with its values and all that was seen."""
    noted(seen.looks, comments(parts, part))
    tables, filters = tables_of(parts, part.tied.get("table", ()))
    filters = [*filters, *seen.filtered]
    rows = without_errors(rows, seen.looks)
    everywhere = seen.filter_mode and not filters
    filtered = {row for row in seen.hidden_rows if everywhere or any(area.top < row <= area.bottom for area in filters)}
    return Sheet(
        part.name,
        rows,
        part.visible,
        seen.looks,
        tuple(seen.merged),
        frozenset(seen.hidden_rows),
        frozenset(seen.hidden_columns),
        frozenset(filtered),
        tables,
    )


def noted(looks: Looks, found: Mapping[str, str]) -> None:
    """Add comments to the looks of their cells."""
    for reference, text in found.items():
        cell = cell_of(reference)
        if cell:
            looks.own[cell] = replace(looks.get(cell, Look()), comment=text)


def tables_of(parts: Parts, paths: Iterable[str]) -> tuple[tuple[Table, ...], list[Area]]:
    """Return the tables that the program knows by name, and the areas of those that are filtered."""
    tables, filters = [], []
    for path in paths:
        for table in elements(parts.tree(path), "table"):
            area = area_of(table.get("ref", ""))
            if area is None:
                continue
            totals = number(table, "totalsRowCount") > 0
            tables.append(Table(table.get("displayName", table.get("name", "")), area, totals))
            if any(True for _ in elements(table, "filterColumn")):
                filters.append(area)
    return tuple(tables), filters


def without_errors(rows: Rows, looks: Looks) -> Rows:
    """Return rows in which a cell with an error is empty, whatever the reader of values made of it; its look says which."""
    errors = {cell for cell, look in looks.own.items() if look.error}
    if not errors:
        return rows
    touched = {row for row, _ in errors}
    return tuple(
        tuple(None if (place, column) in errors else value for column, value in enumerate(row, 1)) if place in touched else row
        for place, row in enumerate(rows, 1)
    )


def checked(sheets: list[Sheet]) -> list[Sheet]:
    """Return sheets whose looks say which stored results are another than the formula gives."""
    by_name = {sheet.name: sheet for sheet in sheets}
    purse = Purse(MOST_LOOKED_UP)
    for sheet in sheets:
        if not isinstance(sheet.looks, Looks):
            continue
        formulas = [(cell, look) for cell, look in sheet.looks.own.items() if look.formula and look.stored and not look.error]
        for cell, look in formulas:
            if purse.left > 0 and not agrees(sheet.value(*cell), result_of(look.formula, sheet, by_name, purse)):
                sheet.looks.own[cell] = replace(look, outdated=True)
    return sheets
