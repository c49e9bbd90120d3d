"""What forms ask, of whom, and how they are written."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from form_filling import EDITION, columns_of, form_named, opened, rows_of

from analysis.data import Facts
from analysis.intake.forms import document_of, forms_of, workbook_of
from analysis.intake.forms.layout.shown import number

RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def test_each_who_is_responsible_and_each_supplier_gets_one(invented: Facts) -> None:
    """Who has never answered is not asked; the supplier's name is the data's, or the instrument's."""
    forms = forms_of(invented, EDITION)
    assert [(form.file, form.owner.name, str(form.owner.due)) for form in forms] == [
        ("2033-svar-kommunen", "Kommunen", "2033-05-10"),
        ("2033-svar-proeveby-partnerskab", "Prøveby Partnerskab", "2033-05-10"),
        ("2033-tal-politi", "Politiet i Prøveby", "2033-03-01"),
        ("2033-tal-institut", "Instituttet", "None"),
        ("2033-tal-sekretariatet", "Sekretariatet", "None"),
    ]


def test_an_activity_is_asked_in_fixed_words_in_its_own_and_in_numbers(invented: Facts) -> None:
    """Beside what it answered the last time."""
    form = form_named(invented, "svar-proeveby-partnerskab")
    assert [
        (question.text.partition(" (")[0], question.last, [word for word, _ in question.options]) for question in form.questions[:5]
    ] == [
        ("Kører aktiviteten som planlagt?", "delvist", ["ja", "delvist", "nej"]),
        ("Er der opstået bekymringer?", "ja", ["ja", "nej"]),
        ("Er der behov for justeringer?", "ja", ["ja", "delvist", "nej"]),
        ("Hvordan går det? Skriv nogle få sætninger", "Få gæster.", []),
        ("Gæster", "20–30", []),
    ]
    assert form.questions[4].unit == "gæster"
    assert [question.is_optional for question in form.questions[:5]] == [False] * 4 + [True]
    assert [question.is_free for question in form.questions[5:]] == [True, True]


@pytest.mark.parametrize(
    ("kind", "text"), [("expected", "Gæster (ventet i 2033)"), ("observed", "Gæster (opnået)"), ("target", "Gæster (opnået)")]
)
def test_a_number_says_whether_it_is_hoped_for_or_counted_and_is_kept_as_that(invented: Facts, kind: str, text: str) -> None:
    """As the activity reported it the last time; what it has promised is asked for as counted."""
    year = EDITION if kind == "target" else EDITION - 1
    rows = tuple(
        row.model_copy(update={"kind": kind, "year": year}) for row in invented.deliverables if row.deliverable == "gaester"
    )
    form = form_named(replace(invented, deliverables=rows[:1]), "svar-proeveby-partnerskab")
    (number,) = [question for question in form.questions if question.ask == "number" and not question.is_free]
    assert (number.text, number.cells["kind"]) == (text, "observed" if kind == "target" else kind)


@pytest.mark.parametrize(
    ("value", "shown"), [("26.0", "26,0"), ("26", "26"), ("1289000", "1.289.000"), ("7.50", "7,50"), ("0", "0")]
)
def test_a_number_is_shown_as_its_source_writes_it(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown
    assert number(Decimal(value), Decimal(value) + 1).startswith(f"{shown}–")


def test_what_the_book_has_already_may_stay_empty(invented: Facts) -> None:
    """The form says to write only what is corrected."""
    form = form_named(invented, "tal-politi")
    assert [question.is_optional for question in form.questions] == [True, False, True, True]


def test_who_has_not_answered_yet_is_asked_still(invented: Facts) -> None:
    """The answers that come in do not change the forms that are out."""
    changed = replace(invented, status=tuple(row.model_copy(update={"year": 2033}) for row in invented.status[1:]))
    before = replace(invented, status=())
    keys = [[question.key for form in forms_of(facts, EDITION) for question in form.questions] for facts in (before, changed)]
    assert keys[0] == keys[1]


def test_a_supplier_is_asked_by_area_category_and_year(invented: Facts) -> None:
    """Of what is counted, the year before too: registers go on changing."""
    form = form_named(invented, "tal-politi")
    assert [(question.about, question.text, question.year, question.last) for question in form.questions] == [
        ("Område A (Søparken)", "Antal anmeldelser: Indbrud", 2031, "2031: 53"),
        ("Område A (Søparken)", "Antal anmeldelser: Indbrud", 2032, ""),
        ("Område A (Søparken)", "Antal anmeldelser: Hærværk", 2031, "2031: 21"),
        ("Område A (Søparken)", "Antal anmeldelser: Hærværk", 2032, "2032: 19"),
    ]
    assert {"n", "lower", "upper"}.isdisjoint(form.columns)
    assert {"n", "lower", "upper"} <= set(form_named(invented, "tal-institut").columns)


@pytest.mark.parametrize("make", [workbook_of, document_of])
def test_the_same_form_is_the_same_bytes(invented: Facts, make) -> None:
    """Every part of the file is of the same day, and the language is Danish."""
    for form in forms_of(invented, EDITION):
        content = make(form)
        assert make(form) == content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
            assert "<dc:language>da-DK</dc:language>" in core
            assert form.owner.name in core
            assert archive.testzip() is None


def test_names_of_files_are_safe_everywhere(invented: Facts) -> None:
    """Whatever the owners are called: no sign, no device's name and no length that Windows does not take."""
    names = ["CON", 'a<b>:"/\\|?*', "x" * 190, "Ж", "ok. "]
    for name in names:
        activities = tuple(row.model_copy(update={"responsible": name}) for row in invented.activities)
        for form in forms_of(replace(invented, activities=activities), EDITION):
            assert re.fullmatch(r"[a-z0-9-]+", form.file)
            assert not RESERVED.match(form.file)
            assert len(form.file) < 90


def test_only_the_coloured_cells_can_be_written_into(invented: Facts) -> None:
    """The sheet is protected without a password; choices are a list, widths and what stays in sight are set."""
    sheet = opened(form_named(invented, "svar-proeveby-partnerskab")).active
    assert sheet.protection.sheet
    assert not sheet.protection.password
    columns = columns_of(sheet)
    for row, key in rows_of(sheet):
        free = {column for column, place in columns.items() if not sheet.cell(row, place).protection.locked}
        assert free == ({"text", "answer", "unit"} if " more " in key else {"answer"})
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {rule.errorTitle for rule in sheet.data_validations.dataValidation} == {"Vælg et af ordene"}
    assert sorted(rules.values()) == ['"ja,delvist,nej"', '"ja,delvist,nej"', '"ja,nej"']
    assert sheet.freeze_panes == sheet.cell(next(rows_of(sheet))[0], columns["last"]).coordinate
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["C"].width > 40
    assert sheet.print_title_rows


def test_it_says_by_when_about_which_time_and_asks_for_no_names(invented: Facts) -> None:
    """In plain Danish, in both kinds of file."""
    form = form_named(invented, "svar-kommunen")
    sheet = opened(form).active
    book = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=12) for cell in row if cell.value)
    paper = " ".join(paragraph.text for paragraph in Document(io.BytesIO(document_of(form))).paragraphs)
    for text in (book, paper):
        assert "Midtvejsstatus 2033: Kommunen" in text
        assert "senest 10. maj 2033" in text
        assert "perioden 1. januar 2033–30. april 2033" in text
        assert "Skriv ikke navne på personer." in text


def test_what_looks_like_a_formula_is_text(invented: Facts) -> None:
    """A name in the data can do nothing in a spreadsheet."""
    name = '=HYPERLINK("http://x")'
    activities = tuple(row.model_copy(update={"name": name}) for row in invented.activities)
    form = form_named(replace(invented, activities=activities), "svar-kommunen")
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(form)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == name]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
