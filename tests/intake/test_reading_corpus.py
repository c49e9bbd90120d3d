"""The invented deliveries: what each holds, and what the reading has to say of it before anybody has said what it means."""

import csv
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from analysis.intake.reading import read
from analysis.intake.sheets import Refused, place_of

DELIVERIES = Path(__file__).parent / "deliveries"
FILES = sorted(path for path in DELIVERIES.glob("*/*") if not path.name.endswith(".answer.csv"))
# What is said of a file, apart from notices: kind, key, sheet and cells.
SAID = {
    "made/07-politi-ark-pr-aar.xlsx": {("warn", "hidden_sheet", "2023 (gl.)", "A1:E4")},
    "made/13-politi-skjulte-raekker.xlsx": {
        ("warn", "hidden_rows", "Ark1", "A4:E4,A7:E7"),
        ("warn", "hidden_columns", "Ark1", "C2:C11"),
    },
    "made/14-boligforening-filter-og-tabel.xlsx": {
        ("ask", "filtered_rows", "Data", "C11:F22"),
        ("warn", "formulas", "Data", "F23"),
    },
    "made/15-politi-overstreget-og-kommentar.xlsx": {
        ("refuse", "struck", "Anmeldelser", "C8"),
        ("ask", "comment_with_number", "Anmeldelser", "D5"),
        ("warn", "comment", "Anmeldelser", "B4"),
    },
    "made/16-sekretariat-formler.xlsx": {
        ("refuse", "error_cells", "Beregning", "E8"),
        ("refuse", "no_result", "Beregning", "E7"),
        ("refuse", "outdated", "Beregning", "E5"),
        ("warn", "formulas", "Beregning", "E3:E7"),
    },
    "made/26-politi-windows1252.csv": {("warn", "one_byte", "", "")},
    "made/31-politi-med-kodeord.xlsx": {("refuse", "password", "", "")},
    "made/32-politi-med-makro.xlsm": {("warn", "macros", "", "")},
    "made/34-politi-arknavn-som-sti.xlsx": {
        ("warn", "path_name", "../../data/observations", ""),
        ("warn", "path_name", "..\\..\\kladde", ""),
    },
    "made/35-politi-gammelt-format.xlsx": {("refuse", "old_workbook", "", "")},
    "made/36-kommune-websideudtraek.xls": {("refuse", "web_page", "", "")},
    "made/37-politi-afbrudt.xlsx": {("refuse", "cut_off", "", "")},
    "made/38-tom-projektmappe.xlsx": {("refuse", "no_cells", "", "")},
    "layout_drift/14-skjult-raekke.xlsx": {("warn", "hidden_rows", "Anmeldelser", "A11:I11")},
    "remade/05-tre-sprog-forkert-codepage.px": {("warn", "codepage", "", ""), ("warn", "cell_notes", "", "C7:C10")},
    "remade/07-prikker.px": {("ask", "sign", "", "D6:D7"), ("ask", "sign", "", "D2:D3")},
    "remade/08-jsonstat-1.json": {("ask", "sign", "", "D4")},
    "remade/08-jsonstat-2.json": {("ask", "sign", "", "C3:C4")},
    "remade/09-webside-som-csv.csv": {("refuse", "web_page", "", "")},
    "remade/11-konfliktmaerker-latin1.csv": {("refuse", "conflict", "", "")},
    "remade/24-oedelagte-bogstaver.csv": {("refuse", "letters_lost", "", "")},
    "remade/25-matrix-titel-og-fodnote.csv": {("warn", "one_byte", "", "")},
    "remade/40-ibm850.csv": {("ask", "one_byte_doubted", "", "")},
    "remade/41-macroman.txt": {("ask", "one_byte_doubted", "", "")},
    "remade/43-dobbelt-kodet.csv": {("refuse", "letters_garbled", "", "")},
    "remade/45-fejl-fra-en-tjeneste.csv": {("refuse", "json", "", "")},
    "remade/46-fejl-i-ren-tekst.csv": {("refuse", "no_columns", "", "")},
    "remade/47-spoergsmaalstegn.csv": {("ask", "letters_asked", "", "A1,A2:B2")},
}


def name_of(path):
    return path.relative_to(DELIVERIES).as_posix()


def findings_of(path):
    """What is said of a file, whether it is read or refused."""
    try:
        return read(path).findings
    except Refused as refused:
        return refused.findings


def read_or_none(path):
    try:
        return read(path)
    except Refused:
        return None


def test_every_file_of_the_table_is_there():
    """The table above names no file that has gone."""
    assert set(SAID) <= {name_of(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_said_of_a_file(path):
    """All of it and nothing else: what the files with nothing to say show as well."""
    said = {(finding.kind, finding.key.rpartition(".")[2], finding.sheet, finding.cells) for finding in findings_of(path)}
    assert {finding for finding in said if finding[0] != "read"} == SAID.get(name_of(path), set())


with (DELIVERIES / "expect.csv").open(encoding="utf-8") as list_of_outcomes:
    ALLOWED = {row["file"]: row["allowed"].split("|") for row in csv.DictReader(list_of_outcomes)}
# What only a mapping can refuse is read here; the old workbook may be read or refused, and is refused.
BY_MAPPING = {
    "made/20-politi-anmeldelser-2024.xlsx",
    "layout_drift/04-omdoebt-kolonne.xlsx",
    "layout_drift/09-flyttet-fletning.xlsx",
    "layout_drift/10-anden-enhed.xlsx",
}


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_a_file_that_may_only_be_refused_is_and_no_other(name):
    """By the list of outcomes that are right."""
    wanted = ALLOWED[name] == ["refuse"] and name not in BY_MAPPING
    assert (read_or_none(DELIVERIES / name) is None) == (wanted or "/35-" in name)


# Not those that are refused, and not one whose sheets' names openpyxl cannot bear.
BOTH_READ = [path for path in FILES if path.suffix in {".xlsx", ".xlsm"} and path.name[:2] not in {"31", "34", "35", "37", "38"}]


@pytest.mark.parametrize("path", BOTH_READ, ids=name_of)
def test_values_and_looks_are_those_that_openpyxl_sees(path):
    """Another reader, cell by cell: values, formats, fonts, comments, formulas, merged cells, hidden rows."""
    delivery = read(path)
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    for sheet in delivery.sheets:
        assert {str(area) for area in sheet.merged} == {str(area) for area in values[sheet.name].merged_cells.ranges}
        assert sheet.hidden_rows == {row for row, shape in values[sheet.name].row_dimensions.items() if shape.hidden}
        for cells in values[sheet.name].iter_rows():
            for cell in cells:
                assert same_cell(sheet, cell, formulas[sheet.name][cell.coordinate]), (sheet.name, cell.coordinate)


def same_cell(sheet, cell, with_formula):
    value, look = sheet.value(cell.row, cell.column), sheet.look(cell.row, cell.column)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    if cell.data_type == "e":
        return value is None and look.error == cell.value
    comment = with_formula.comment.text if with_formula.comment else ""
    formula = with_formula.value if with_formula.data_type == "f" else ""
    seen = ("" if cell.number_format == "General" else cell.number_format, bool(cell.font.b), bool(cell.font.strike))
    shown = value is None or (look.number_format, look.bold, look.struck) == seen
    return value == cell.value and (look.comment, look.formula) == (comment, formula) and shown


ANSWERED = [path for path in FILES if path.with_name(f"{path.stem}.answer.csv").exists() and "gammelt" not in path.name]


@pytest.mark.parametrize("path", ANSWERED, ids=name_of)
def test_each_right_answer_stands_in_the_cell_that_it_names(path):
    """So that no row and no column has moved: the digits of the answer are those of the cell."""
    sheets = {sheet.name: sheet for sheet in read(path).sheets}
    with path.with_name(f"{path.stem}.answer.csv").open(encoding="utf-8") as file:
        answers = [row for row in csv.DictReader(file) if row["value"] and re.fullmatch(r"[A-Z]+\d+", row["cell"])]
    assert answers or "svarskala" in path.name or "budget" in path.name or "midtvejs" in path.name
    for answer in answers:
        sheet = sheets[answer["sheet"]]
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", answer["cell"]).groups()
        value = sheet.value(int(row), openpyxl.utils.column_index_from_string(column))
        assert digits(value) == digits(answer["value"]) or is_near(value, answer["value"]), answer


def digits(value):
    """The digits of a figure without separators and marks, and without the zeros at its ends."""
    text = f"{value:.10f}".rstrip("0") if isinstance(value, float) else str(value)
    return re.sub(r"\D", "", text).strip("0")


def is_near(value, answer):
    """An answer rounded to the decimals that the source shows, a word for a figure, or a sign for zero."""
    if isinstance(value, str):
        return value.strip() == "-" or not re.search(r"\d", value)
    places = len(answer.partition(".")[2])
    return any(Decimal(answer) == round(Decimal(value) * times, places) for times in (1, 100))


def test_a_cube_says_its_places_in_its_own_words():
    """The first figure of PX is DATA[1], of JSON-stat value[0]."""
    px = read(DELIVERIES / "remade" / "05-tre-sprog-forkert-codepage.px").sheets[0]
    assert [place_of(px, row, 3) for row in (2, 10)] == ["DATA[1]", "DATA[9]"]
    assert place_of(px, 2, 1) == "A2"
    json = read(DELIVERIES / "remade" / "08-jsonstat-1.json").sheets[0]
    assert [place_of(json, row, 4) for row in (2, 5)] == ["value[0]", "value[3]"]
