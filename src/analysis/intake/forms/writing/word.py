"""A form as a Word document: a heading and a table for each activity or area. What tells it from others is hidden text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from analysis.intake.forms.model import Column, Form, Question
from analysis.intake.forms.words import word
from analysis.intake.forms.writing.headings import COLUMN_MARK, heading_of, lines_of, marks_of, title_of
from analysis.intake.forms.writing.package import LANGUAGE, packed

WIDTHS: dict[Column, float] = {
    "text": 8.5, "year": 1.5, "last": 5.0, "answer": 5.0, "n": 2.0, "lower": 2.0, "upper": 2.0, "unit": 3.0, "note": 4.0,
}  # fmt: skip
PAPER = "FFF2CC"
MARGIN, LONG_SIDE, SHORT_SIDE = Cm(1.8), Cm(29.7), Cm(21.0)


def document_of(form: Form) -> bytes:
    """Return a form as a Word document. The same form gives the same bytes."""
    paper = Document()
    settle(paper, form)
    hide(paper.add_paragraph(), marks_of(form))
    paper.add_heading(title_of(form), 1)
    for line in lines_of(form, "fill_word"):
        paper.add_paragraph(line, "List Bullet")
    columns = [column for column in form.columns if column not in ("key", "about")]
    for about, questions in groupby(form.questions, key=lambda question: question.about):
        paper.add_heading(about, 2)
        write_table(paper, form, columns, list(questions))
    paper.add_paragraph(word("line.form", id=form.id, edition=form.edition, partnership=form.partnership))
    content = io.BytesIO()
    paper.save(content)
    return packed(content.getvalue())


def settle(paper: Paper, form: Form) -> None:
    """Set the document's title and language, and a page on its side."""
    core = paper.core_properties
    core.title, core.author, core.comments, core.subject = title_of(form), "", "", " ".join(marks_of(form))
    section = paper.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, LONG_SIDE, SHORT_SIDE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for style in paper.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), LANGUAGE)
    defaults = paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGE)
        defaults.append(language)


def write_table(paper: Paper, form: Form, columns: Sequence[Column], questions: Sequence[Question]) -> None:
    """Write the questions about one thing as a table, whose heading stands again on every page."""
    table: Table = paper.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    head = table.rows[0]
    repeat(head)
    for cell, column in zip(head.cells, columns, strict=True):
        hide(cell.paragraphs[0], (f"{COLUMN_MARK}{column}",))
        cell.paragraphs[0].add_run(heading_of(form, column)).bold = True
    for question in questions:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        hide(cells[0].paragraphs[0], (question.key,))
        shown = {"text": question.text, "year": question.year or "", "last": question.last, "unit": question.unit}
        for cell, column in zip(cells, columns, strict=True):
            cell.paragraphs[0].add_run(str(shown.get(column, "")))
            if column in question.inputs:
                colour(cell)
    for row in table.rows:
        for cell, column in zip(row.cells, columns, strict=True):
            cell.width = Cm(WIDTHS[column])


def hide(paragraph: Paragraph, texts: Sequence[str]) -> None:
    """Add texts to a paragraph that no reader sees, each as a run of its own."""
    for text in texts:
        paragraph.add_run(text).font.hidden = True


def repeat(row: Any) -> None:
    """Have a row stand again at the top of each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - the library has no name for it


def colour(cell: _Cell) -> None:
    """Colour a cell that is to be written into."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", PAPER)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no name for it
