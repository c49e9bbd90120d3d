"""Forms that come back: filled in as people do, and read with the place of each answer."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from form_filling import EDITION, answers_in, asked, columns_of, fill, form_named, in_word, opened, rows_of, said, taken
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from analysis.data import Facts, load
from analysis.intake.applying.apply import Package, checksum, take_in
from analysis.intake.forms import delivery_of, forms_of, read, recognise, workbook_of
from analysis.intake.sheets import Refused

WHOLE = {
    "plan cafe on_plan": "delvist",
    "plan cafe concern": "nej",
    "plan cafe adjustment": "ja",
    "plan cafe comment": "Der kommer flere gæster.",
    "plan cafe number gaester": 45,
}
ROWS = [
    {"plan": "plan", "activity": "cafe", "deliverable": "gaester", "value": "45", "unit": "gæster", "year": 2033},
    {
        "plan": "plan",
        "activity": "cafe",
        "on_plan": "partly",
        "concern": "no",
        "adjustment": "yes",
        "comment": "Der kommer flere gæster.",
    },
]


@pytest.fixture
def cafe(invented: Facts):
    return form_named(invented, "svar-proeveby-partnerskab")


def has_rows(understood, expected=ROWS) -> None:
    """Assert that the rows are those, whatever else they say, and that nothing is asked."""
    assert asked(understood) == []
    assert len(understood.given) == len(expected)
    for row, wanted in zip(answers_in(understood), expected, strict=True):
        assert wanted.items() <= row.items()


def test_a_form_that_is_filled_in_is_read_with_its_cells(cafe, invented: Facts, tmp_path: Path) -> None:
    """A row for each number, one for the activity's answers, each with sheet, cells and section."""
    book = opened(cafe)
    fill(book.active, WHOLE)
    understood = taken(book, invented, tmp_path)
    has_rows(understood)
    places = {key: row for row, key in rows_of(book.active)}
    number, answers = understood.given
    assert (number.table, number.sheet, number.cell) == ("deliverables.csv", "Svar", f"E{places['plan cafe number gaester']}")
    assert answers.table == "status.csv"
    assert answers.cell == "+".join(f"E{places[f'plan cafe {name}']}" for name in ("on_plan", "concern", "adjustment", "comment"))
    assert answers.section == "Midtvejsstatus 2033: Prøveby Partnerskab"
    assert (str(answers.cells["period_from"]), str(answers.cells["period_to"])) == ("2033-01-01", "2033-04-30")
    assert said(understood) == []


def test_it_knows_which_form_it_is(cafe, invented: Facts, tmp_path: Path) -> None:
    """And of any other file that it is none."""
    book = opened(cafe)
    book.save(tmp_path / "omdøbt.xlsx")
    mark = recognise(delivery_of(tmp_path / "omdøbt.xlsx"))
    assert mark is not None
    assert (mark.form, mark.edition, mark.partnership) == ("svar-proeveby-partnerskab", "2033", "proeveby")
    other = openpyxl.Workbook()
    other.active["A1"] = "Indbrud"
    other.save(tmp_path / "andet.xlsx")
    assert recognise(delivery_of(tmp_path / "andet.xlsx")) is None


def test_an_empty_form_is_no_answer(cafe, invented: Facts, tmp_path: Path) -> None:
    """It says how many questions are open, and gives no rows."""
    understood = taken(opened(cafe), invented, tmp_path)
    assert understood.given == ()
    assert said(understood) == [("warn", "unanswered", "")]
    assert understood.findings[0].values["missing"] == 4


# What people do to forms


def inserted_row(sheet) -> None:
    sheet.insert_rows(4)
    sheet.insert_rows(next(rows_of(sheet))[0] + 2)


def inserted_column(sheet) -> None:
    sheet.insert_cols(columns_of(sheet)["answer"])
    sheet.insert_cols(1)


def renamed(sheet) -> None:
    sheet.title = "Vores svar (endelig)"


def moved_behind_others(sheet) -> None:
    book = sheet.parent
    book.create_sheet("Forside", 0)["B2"] = "Hermed vores svar"
    book.active = 0


def turned_round(sheet) -> None:
    """Sort the questions by something else: whole rows."""
    rows = [row for row, _ in rows_of(sheet)]
    values = [[cell.value for cell in sheet[row]] for row in rows]
    for row, cells in zip(rows, reversed(values), strict=True):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = value


def without_keys(sheet) -> None:
    sheet.delete_cols(columns_of(sheet)["key"])


def without_marked_heading(sheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("#"):
                cell.value = None


def shown_all(sheet) -> None:
    sheet.column_dimensions["A"].hidden = False
    for row in sheet.row_dimensions.values():
        row.hidden = False


def joined_to_the_right(sheet) -> None:
    row = next(row for row, key in rows_of(sheet) if key.endswith("comment"))
    answer = columns_of(sheet)["answer"]
    sheet.merge_cells(start_row=row, end_row=row, start_column=answer, end_column=answer + 1)


@pytest.mark.parametrize(
    "change",
    [
        inserted_row,
        inserted_column,
        renamed,
        moved_behind_others,
        turned_round,
        shown_all,
        joined_to_the_right,
        without_marked_heading,
    ],
)
def test_what_does_not_change_the_answers_does_not_change_the_reading(change, cafe, invented: Facts, tmp_path: Path) -> None:
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    change(sheet)
    has_rows(taken(book, invented, tmp_path))


def test_without_its_hidden_keys_a_form_is_read_by_its_words(invented: Facts, cafe, tmp_path: Path) -> None:
    """Where only one question says so."""
    book = opened(cafe)
    fill(book.active, WHOLE)
    without_keys(book.active)
    sheet = book.active
    for column, text in enumerate(("statusbog-form", cafe.id, "2033", "proeveby"), 1):
        sheet.cell(1, column).value = text
    found = taken(book, invented, tmp_path)
    assert {row["table"] for row in answers_in(found)} == {"status.csv", "deliverables.csv"}
    assert asked(found) == []


def test_rows_that_were_sorted_in_part_are_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    """The keys say one question and the words another: which was answered nobody knows."""
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    columns, rows = columns_of(sheet), [row for row, _ in rows_of(sheet)]
    for column in ("text", "answer", "unit"):
        values = [sheet.cell(row, columns[column]).value for row in rows]
        for row, value in zip(rows, reversed(values), strict=True):
            sheet.cell(row, columns[column]).value = value
    understood = taken(book, invented, tmp_path)
    assert understood.given == ()
    assert "sorted" in {key for key, _ in asked(understood)}


def test_an_answer_beside_the_forms_columns_is_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    """In a column that somebody has put in, or in a row of one's own."""
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    sheet.cell(next(rows_of(sheet))[0], 9).value = "se mail"
    sheet.cell(sheet.max_row + 2, 3).value = "Venlig hilsen"
    understood = taken(book, invented, tmp_path)
    ((key, cells),) = asked(understood)
    assert key == "astray"
    assert cells == f"I{next(rows_of(sheet))[0]},C{sheet.max_row}"
    assert len(understood.given) == 2


def test_joined_answers_are_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    """One answer over two questions is the first's, or both's."""
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    first, answer = next(rows_of(sheet))[0], columns_of(sheet)["answer"]
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=answer, end_column=answer)
    understood = taken(book, invented, tmp_path)
    assert {key for key, _ in asked(understood)} == {"joined"}
    assert [row["table"] for row in answers_in(understood)] == ["deliverables.csv"]


def test_two_answers_to_a_question_are_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    """A sheet that was copied; two that are the same are one answer."""
    book = opened(cafe)
    fill(book.active, WHOLE)
    copy = book.copy_worksheet(book.active)
    has_rows(taken(book, invented, tmp_path))
    fill(copy, {"plan cafe number gaester": 54})
    understood = taken(book, invented, tmp_path)
    assert [key for key, _ in asked(understood)] == ["twice"]
    assert [row["table"] for row in answers_in(understood)] == ["status.csv"]


def test_answers_that_are_hidden_are_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    row = next(row for row, key in rows_of(sheet) if key.endswith("gaester"))
    sheet.row_dimensions[row].hidden = True
    understood = taken(book, invented, tmp_path)
    assert [key for key, _ in asked(understood)] == ["hidden"]
    assert [row["table"] for row in answers_in(understood)] == ["status.csv"]


def test_a_comment_at_a_cell_is_said(cafe, invented: Facts, tmp_path: Path) -> None:
    book = opened(cafe)
    sheet = book.active
    fill(sheet, WHOLE)
    row = next(row for row, key in rows_of(sheet) if key.endswith("gaester"))
    sheet.cell(row, columns_of(sheet)["answer"]).comment = Comment("kun voksne", "x")
    assert "kun voksne" in " ".join(found.text("svar.xlsx") for found in taken(book, invented, tmp_path).findings)


# What is half, or another's


def test_an_activity_that_is_answered_in_part_is_no_row(cafe, invented: Facts, tmp_path: Path) -> None:
    """It is named, with the cells that are open."""
    book = opened(cafe)
    fill(book.active, {"plan cafe on_plan": "ja", "plan cafe comment": "Godt."})
    understood = taken(book, invented, tmp_path)
    assert understood.given == ()
    places = {key: row for row, key in rows_of(book.active)}
    cells = "+".join(f"E{places[f'plan cafe {name}']}" for name in ("concern", "adjustment"))
    assert ("warn", "half", cells) in said(understood)


def test_an_answer_that_is_no_answer_keeps_its_activity_out(cafe, invented: Facts, tmp_path: Path) -> None:
    """As the writer alone knows what "ja, delvist" means."""
    book = opened(cafe)
    fill(book.active, WHOLE | {"plan cafe on_plan": "ja, delvist"})
    understood = taken(book, invented, tmp_path)
    assert [key for key, _ in asked(understood)] == ["choice"]
    assert [row["table"] for row in answers_in(understood)] == ["deliverables.csv"]
    assert "found 'ja, delvist' to Kører aktiviteten som planlagt?" in understood.findings[0].text("svar.xlsx")


def test_a_number_that_nobody_asked_for_needs_a_name_and_a_unit(cafe, invented: Facts, tmp_path: Path) -> None:
    book = opened(cafe)
    more = {
        "plan cafe more 1": {"text": "Nye cykler", "answer": "ca. 12", "unit": "cykler"},
        "plan cafe more 2": {"answer": 7},
    }
    fill(book.active, WHOLE | more)
    understood = taken(book, invented, tmp_path)
    assert [key for key, _ in asked(understood)] == ["unnamed"]
    (new,) = [row for row in answers_in(understood) if row.get("deliverable") == "nye-cykler"]
    expected = {"label": "Nye cykler", "unit": "cykler", "value": "12", "qualifier": "about", "kind": "observed", "at_least": "no"}
    assert expected.items() <= new.items()


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [(2, "svar-en-anden", "form"), (3, "2040", "edition"), (4, "valby", "partnership")],
)
def test_a_form_of_another_time_or_place_is_refused(
    column: int, value: str, key: str, cafe, invented: Facts, tmp_path: Path
) -> None:
    book = opened(cafe)
    fill(book.active, WHOLE)
    book.active.cell(1, column).value = value
    understood = taken(book, invented, tmp_path)
    assert (understood.given, said(understood)) == ((), [("refuse", key, "")])
    assert value in understood.findings[0].text("svar.xlsx")


def test_a_question_that_is_asked_no_more_is_said(cafe, invented: Facts, tmp_path: Path) -> None:
    """A number that the data do not have since the form was sent."""
    book = opened(cafe)
    fill(book.active, WHOLE)
    understood = taken(book, replace(invented, deliverables=()), tmp_path)
    assert [key for key, _ in asked(understood)] == ["unknown"]


# Suppliers


def test_a_survey_gives_its_numbers_its_interval_and_a_note(invented: Facts, tmp_path: Path) -> None:
    book = opened(form_named(invented, "tal-institut"))
    answer = {"answer": "9,7 %", "n": "2.014", "lower": 8.5, "upper": "10,9", "note": "foreløbig"}
    fill(book.active, {"utryg_nabolag - byen 2033": answer})
    understood = taken(book, invented, tmp_path)
    (row,) = answers_in(understood)
    expected = {"indicator": "utryg_nabolag", "category": "", "geography": "byen", "year": 2033, "value": "9.7", "status": "ok"}
    assert (expected | {"n": "2014", "lower": "8.5", "upper": "10.9", "note": "foreløbig"}).items() <= row.items()


def test_sums_are_read_with_their_signs(invented: Facts, tmp_path: Path) -> None:
    book = opened(form_named(invented, "tal-sekretariatet"))
    sums = {"plan lys grant 2033": "ca. 60.000 kr.", "plan cafe grant 2033": "?", "plan moeder grant 2033": "-"}
    fill(book.active, sums)
    rows = {row["activity"]: row for row in answers_in(taken(book, invented, tmp_path))}
    assert {"amount_dkk": "60000", "approximate": "yes", "status": "ok"}.items() <= rows["lys"].items()
    assert {"status": "not_decided", "sign": "?"}.items() <= rows["cafe"].items()
    assert {"status": "no_grant", "sign": "-"}.items() <= rows["moeder"].items()


# Word


def test_a_word_form_is_read_as_the_workbook_is(cafe, invented: Facts, tmp_path: Path) -> None:
    """A table for each activity; a cell is named by its row and column in it."""
    path = in_word(cafe, {key: str(answer) for key, answer in WHOLE.items()}, tmp_path)
    understood = read(delivery_of(path), invented)
    has_rows(understood)
    number, answers = understood.given
    assert (number.sheet, number.cell, answers.cell) == ("Tabel 1", "C6", "C2+C3+C4+C5")


def test_rows_and_columns_more_in_word_change_nothing(cafe, invented: Facts, tmp_path: Path) -> None:
    """And an answer in a row of one's own is asked about."""
    path = in_word(cafe, {key: str(answer) for key, answer in WHOLE.items()}, tmp_path)
    paper = Document(str(path))
    table = paper.tables[0]
    table.add_column(table.columns[0].width)
    paper.add_paragraph("Venlig hilsen")
    paper.save(str(path))
    has_rows(read(delivery_of(path), invented))
    table.add_row().cells[2].text = "se mail"
    paper.save(str(path))
    assert [key for key, _ in asked(read(delivery_of(path), invented))] == ["astray"]


def test_joined_answers_in_word_are_asked_about(cafe, invented: Facts, tmp_path: Path) -> None:
    path = in_word(cafe, {key: str(answer) for key, answer in WHOLE.items()}, tmp_path)
    paper = Document(str(path))
    table = paper.tables[0]
    table.cell(1, 2).merge(table.cell(2, 2))
    paper.save(str(path))
    assert "joined" in {key for key, _ in asked(read(delivery_of(path), invented))}


def refused(path: Path) -> str:
    with pytest.raises(Refused) as error:
        delivery_of(path)
    return error.value.findings[0].key.rpartition(".")[2]


def test_another_word_document_is_refused(tmp_path: Path) -> None:
    """As before: it is no delivery. So are one that is damaged and one that unpacks to too much."""
    paper = Document()
    paper.add_paragraph("Kære alle")
    paper.save(str(tmp_path / "brev.docx"))
    assert refused(tmp_path / "brev.docx") == "word"
    with zipfile.ZipFile(tmp_path / "tom.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    assert refused(tmp_path / "tom.docx") == "damaged"
    with zipfile.ZipFile(tmp_path / "bombe.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    assert refused(tmp_path / "bombe.docx") == "bomb"


def test_what_lies_beside_an_open_file_is_no_form(cafe, tmp_path: Path) -> None:
    """Excel's own file says who has it open, and nothing else."""
    (tmp_path / "~$svar.xlsx").write_bytes(b"\x05hanne" + bytes(100))
    assert refused(tmp_path / "~$svar.xlsx") == "lock_file"


# Anything


PLACES = st.lists(st.tuples(st.sampled_from(["row", "column"]), st.integers(1, 24)), max_size=5)


@settings(max_examples=25)
@given(
    inserted=PLACES,
    answers=st.dictionaries(st.sampled_from(sorted(WHOLE)), st.sampled_from(["ja", "nej", "delvist", "12", "ja, delvist", ""])),
)
def test_however_many_rows_and_columns_are_put_in_the_answers_are_the_same(inserted, answers, tmp_path_factory) -> None:
    """Nothing is read from another place, and nothing is lost."""
    facts = load(Path(__file__).parents[2] / "mini" / "data")
    folder = tmp_path_factory.mktemp("x")
    found = []
    for changes in ([], inserted):
        book = opened(form_named(facts, "svar-proeveby-partnerskab"))
        fill(book.active, answers)
        for kind, place in changes:
            (book.active.insert_rows if kind == "row" else book.active.insert_cols)(place)
        understood = taken(book, facts, folder)
        rows = [{key: value for key, value in row.items() if key != "cell"} for row in answers_in(understood)]
        found.append((rows, [(kind, key) for kind, key, _ in said(understood)]))
    shutil.rmtree(folder)
    assert found[0] == found[1]


# To the end


def test_answers_that_are_taken_in_are_facts(cafe, invented: Facts, mini: Path, tmp_path: Path) -> None:
    """A form comes back, is taken in, and the folder has no fault; each row leads to its cell."""
    data = Path(shutil.copytree(mini, tmp_path / "data"))
    book = opened(cafe)
    fill(book.active, WHOLE)
    understood = taken(book, invented, tmp_path)
    path = tmp_path / "svar.xlsx"
    package = Package(path, checksum(path), understood.given, understood.findings, (), "status-2033")
    take_in(data, [package], "")
    facts = load(data)
    (answer,) = [row for row in facts.status if row.year == 2033]
    assert (answer.on_plan, answer.delivery, answer.cell.startswith("E")) == ("partly", "svar.xlsx", True)
    assert [row.value for row in facts.deliverables if row.year == 2033 and row.activity == "cafe"] == [45]


def test_every_form_of_the_projects_own_data_can_be_written_and_read(root: Path, tmp_path: Path) -> None:
    """Real names and lengths; every question is found again."""
    facts = load(root / "data")
    for form in forms_of(facts, facts.newest_edition().year):
        (tmp_path / "f.xlsx").write_bytes(workbook_of(form))
        understood = read(delivery_of(tmp_path / "f.xlsx"), facts)
        wanted = sum(not question.is_free and not question.is_optional for question in form.questions)
        assert [(found.key, found.values["missing"]) for found in understood.findings] == (
            [("intake.forms.unanswered", wanted)] if wanted else []
        )
        assert openpyxl.load_workbook(io.BytesIO(workbook_of(form))).active.max_row > len(form.questions)
        assert form.edition != EDITION


def test_a_form_saved_as_text_is_read_too(cafe, invented: Facts, tmp_path: Path) -> None:
    """As a spreadsheet saves its sheet: hidden rows and columns are there, numbers are Danish."""
    book = opened(cafe)
    fill(book.active, WHOLE | {"plan cafe number gaester": "45"})
    with (tmp_path / "svar.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([cell.value for cell in row] for row in book.active.iter_rows())
    has_rows(read(delivery_of(tmp_path / "svar.csv"), invented))
