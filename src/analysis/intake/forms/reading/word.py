"""Reads a Word document that is one of the book's forms: its tables, each as a sheet, with what is hidden in them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from analysis.intake.forms.words import word
from analysis.intake.forms.writing.headings import COLUMN_MARK, MARK
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.workbook.package import directory, refuse_by_sizes, refuse_doubles
from analysis.intake.sheets import Area, Cell, Delivery, Sheet, Value, address

DOCUMENT = "word/document.xml"
DECLARED = b"<!"


def is_word(content: bytes) -> bool:
    """Tell whether a zip file is a Word document. Raises ``Unreadable`` for one that is damaged."""
    with directory(content) as archive:
        return DOCUMENT in archive.namelist()


def word_form(name: str, content: bytes) -> Delivery:
    """Return a Word document that is one of the book's forms. Raises ``Unreadable`` for any other, and for one that is damaged."""
    with directory(content) as archive:
        refuse_by_sizes(archive.infolist())
        refuse_doubles(archive.namelist())
    try:
        paper = Document(io.BytesIO(content))
    except Exception as error:  # the library has no error of its own for what is no document
        raise Unreadable("damaged") from error
    marks = next((found for p in paper.paragraphs if (found := hidden_in(p._p)) and found[0] == MARK), None)  # noqa: SLF001
    if marks is None:
        raise Unreadable("word")
    sheets = tuple(sheet_of(table, number, tuple(marks)) for number, table in enumerate(paper.tables, 1))
    return Delivery(name, hashlib.sha256(content).hexdigest(), len(content), "docx", sheets)


def sheet_of(table: Table, number: int, marks: tuple[str, ...]) -> Sheet:
    """Return a table as a sheet: the form's mark above it, and the hidden key of each row in its first column."""
    rows: list[tuple[Value, ...]] = [marks]
    seen: dict[Any, Cell] = {}
    ends: dict[Any, Cell] = {}
    places: dict[Cell, str] = {}
    for line, row in enumerate(table.rows, 1):
        cells = [cell._tc for cell in row.cells]  # noqa: SLF001 - a cell's text in the library leaves nothing out, hidden or not
        hidden = [hidden_in(cell) for cell in cells]
        if any(text.startswith(COLUMN_MARK) for found in hidden for text in found):
            rows.append((f"{COLUMN_MARK}key", *(next(iter(found), None) for found in hidden)))
            hidden = []
        key = hidden[0][0] if hidden and hidden[0] else None
        values: list[Value] = [key]
        for column, cell in enumerate(cells, 2):
            place = (len(rows) + 1, column)
            first = seen.setdefault(cell, place)
            ends[cell] = place
            places[place] = address(line, column - 1)
            values.append((visible_in(cell) or None) if first == place else None)
        rows.append(tuple(values))
    merged = tuple(Area(*seen[cell], *ends[cell]) for cell in seen if seen[cell] != ends[cell])
    return Sheet(word("file.table", number=number), tuple(rows), merged=merged, places=places)


def runs_of(element: Any) -> Iterator[Any]:
    """Yield the runs of text in a part of a document."""
    yield from element.iter(qn("w:r"))


def is_hidden(run: Any) -> bool:
    """Tell whether a run of text is hidden."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def text_in(run: Any) -> str:
    """Return a run's text."""
    return "".join(
        part.text or "" if part.tag == qn("w:t") else " " for part in run if part.tag in (qn("w:t"), qn("w:br"), qn("w:tab"))
    )


def hidden_in(element: Any) -> list[str]:
    """Return the hidden texts of a part of a document, each run of its own."""
    return [text for run in runs_of(element) if is_hidden(run) and (text := text_in(run))]


def visible_in(element: Any) -> str:
    """Return what a reader sees of a part of a document; one space between paragraphs."""
    said = ("".join(text_in(run) for run in runs_of(paragraph) if not is_hidden(run)) for paragraph in element.iter(qn("w:p")))
    return " ".join(" ".join(said).split())
