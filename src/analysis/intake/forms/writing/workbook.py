"""A form as a workbook: one sheet, of which a person writes into the cells that are coloured."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.intake.forms.model import Column, Form, Question
from analysis.intake.forms.words import word
from analysis.intake.forms.writing.headings import COLUMN_MARK, heading_of, lines_of, marks_of, title_of
from analysis.intake.forms.writing.package import packed

WIDTHS: Mapping[Column, float] = {
    "key": 4, "about": 34, "text": 46, "year": 7, "last": 26, "answer": 26, "n": 11, "lower": 11, "upper": 11, "unit": 20, "note": 34,
}  # fmt: skip
LINE = 15.0  # the height of a line of text, in points
COMMENT_LINES = 5
LONGEST_LIST = 255  # what a spreadsheet takes as a list in a rule
INK, PAPER, EDGE = "#000000", "#FFF2CC", "#7F7F7F"
MAY = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def workbook_of(form: Form) -> bytes:
    """Return a form as a workbook. The same form gives the same bytes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = title_of(form)
    book.set_properties({"title": title, "subject": " ".join(marks_of(form)), "created": dt.datetime(1980, 1, 1)})  # noqa: DTZ001 - a file's day has no zone
    sheet = book.add_worksheet(word(f"file.{form.kind}").capitalize())
    looks = looks_of(book)
    first = write_head(sheet, form, looks)
    for number, question in enumerate(form.questions):
        write_question(sheet, form, question, first + number, looks)
    settle(sheet, form, first)
    book.close()
    return packed(content.getvalue())


def looks_of(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return the looks of cells by what they are for."""
    plain: dict[str, Any] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "text_wrap": True, "valign": "top"}
    boxed = {**plain, "border": 1, "border_color": EDGE}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 16, "text_wrap": False}),
        "line": book.add_format({**plain, "text_wrap": False}),
        "head": book.add_format({**boxed, "bold": True, "bottom": 2}),
        "shown": book.add_format(boxed),
        "number": book.add_format({**boxed, "align": "left", "num_format": "0"}),
        "input": book.add_format({**boxed, "bg_color": PAPER, "locked": False}),
    }


def write_head(sheet: Worksheet, form: Form, looks: Mapping[str, Format]) -> int:
    """Write what stands above the questions, and return the row of the first question (from 0)."""
    for place, mark in enumerate(marks_of(form)):
        sheet.write_string(0, place, mark)
    sheet.write_string(1, 1, title_of(form), looks["title"])
    lines = [*lines_of(form, "fill"), word("line.form", id=form.id, edition=form.edition, partnership=form.partnership)]
    for number, line in enumerate(lines, 2):
        sheet.write_string(number, 1, line, looks["line"])
    machine = len(lines) + 3
    for place, column in enumerate(form.columns):
        sheet.write_string(machine, place, f"{COLUMN_MARK}{column}")
        if column != "key":
            sheet.write_string(machine + 1, place, heading_of(form, column), looks["head"])
    for hidden in (0, machine):
        sheet.set_row(hidden, None, None, {"hidden": True})
    return machine + 2


def write_question(sheet: Worksheet, form: Form, question: Question, row: int, looks: Mapping[str, Format]) -> None:
    """Write a question into its row."""
    shown: dict[Column, object] = {
        "about": question.about, "text": question.text, "year": question.year, "last": question.last, "unit": question.unit,
    }  # fmt: skip
    sheet.write_string(row, 0, question.key)
    for place, column in enumerate(form.columns):
        value = shown.get(column)
        look = looks["input"] if column in question.inputs else looks["shown"]
        if column == "key":
            continue
        if isinstance(value, int):
            sheet.write_number(row, place, value, looks["number"])
        elif value:
            sheet.write_string(row, place, str(value), look)
        else:
            sheet.write_blank(row, place, None, look)
    lines = max(len(str(text)) / WIDTHS[column] for column, text in shown.items()) + 1
    sheet.set_row(row, LINE * max(int(lines), COMMENT_LINES if question.ask == "words" else 1))
    choices = [option for option, _ in question.options]
    if choices and len(",".join(choices)) <= LONGEST_LIST and not any("," in choice for choice in choices):
        said = word("line.choose", choices=", ".join(choices))
        rule = {"validate": "list", "source": choices, "error_title": word("line.choose_title"), "error_message": said}
        sheet.data_validation(row, form.columns.index("answer"), row, form.columns.index("answer"), rule)


def settle(sheet: Worksheet, form: Form, first: int) -> None:
    """Set widths, what stays in sight, how it prints, and which cells may be written into."""
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, WIDTHS[column], None, {"hidden": column == "key"})
    sheet.freeze_panes(first, form.columns.index("text") + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - 1)
    sheet.set_footer("&C&P / &N")
    sheet.protect("", MAY)
    sheet.set_selection(first, form.columns.index("answer"), first, form.columns.index("answer"))
