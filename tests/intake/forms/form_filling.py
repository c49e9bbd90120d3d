"""Fills forms in as people do: writes into cells, and moves, joins, sorts and loses things on the way."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.data import Facts
from analysis.intake.forms import Filled, Form, delivery_of, document_of, forms_of, read, workbook_of

EDITION = 2033


def form_named(facts: Facts, name: str) -> Form:
    return next(form for form in forms_of(facts, EDITION) if form.id == name)


def opened(form: Form) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(form)))


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """Where the columns are now, by the names that are hidden above them."""
    for row in sheet.iter_rows():
        if any(cell.value == "#answer" for cell in row):
            return {str(cell.value)[1:]: cell.column for cell in row if str(cell.value).startswith("#")}
    raise AssertionError("no heading")


def rows_of(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """The rows of questions, with their keys."""
    key = columns_of(sheet)["key"]
    for row in range(1, sheet.max_row + 1):
        value = sheet.cell(row, key).value
        if isinstance(value, str) and not value.startswith(("#", "statusbog")):
            yield row, value


def fill(sheet: Worksheet, answers: Mapping[str, Any]) -> None:
    """Write answers into the rows of their questions; an answer is a value, or several by their columns."""
    columns = columns_of(sheet)
    places = {key: row for row, key in rows_of(sheet)}
    for key, answer in answers.items():
        for column, value in (answer if isinstance(answer, dict) else {"answer": answer}).items():
            sheet.cell(places[key], columns[column]).value = value


def taken(book: Workbook, facts: Facts, folder: Path, name: str = "svar.xlsx") -> Filled:
    """Save a workbook, and read it as it comes back."""
    book.save(folder / name)
    return read(delivery_of(folder / name), facts)


def in_word(form: Form, answers: Mapping[str, str], folder: Path) -> Path:
    """Fill the Word form in, and save it."""
    paper = Document(io.BytesIO(document_of(form)))
    for table in paper.tables:
        for row in table.rows[1:]:
            for key, answer in answers.items():
                if row.cells[0].text.startswith(key):
                    place = next(i for i, cell in enumerate(table.rows[0].cells) if cell.text.startswith("#answer"))
                    row.cells[place].text = answer
    paper.save(folder / "svar.docx")
    return folder / "svar.docx"


def said(understood: Filled) -> list[tuple[str, str, str]]:
    """What was found: its kind, its key in the catalogue, and the cells."""
    return [(found.kind, found.key.removeprefix("intake.forms."), found.cells) for found in understood.findings]


def asked(understood: Filled) -> list[tuple[str, str]]:
    return [(key, cells) for kind, key, cells in said(understood) if kind in ("ask", "refuse")]


def answers_in(understood: Filled) -> list[dict[str, object]]:
    """The rows' cells, each with its table and where it stood."""
    return [{"table": row.table, "cell": row.cell, **row.cells} for row in understood.given]
