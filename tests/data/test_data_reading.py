"""Files as they come: encodings, separators, headers, rows and broken syntax."""

from __future__ import annotations

import csv
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import load
from analysis.data.reading import Findings, read_csv, suggestion
from analysis.data.tables import OPTIONAL_TABLES, TABLES, Observation

NEEDED = [name for name in TABLES if name not in OPTIONAL_TABLES]

BOM = b"\xef\xbb\xbf"
FILES = ["observations.csv", "status.csv", "sources.toml", "agreements/aftale-2021.toml"]
OBSERVATIONS = "observations.csv"
UTF8 = ("UTF-8 text", "save the file as UTF-8")
TABLE = "a table as text: UTF-8, with commas between the cells"
SEPARATOR = ("cells separated by semicolons", TABLE, "save the file with comma as the separator")


def test_a_near_name_is_suggested():
    """A slip of the pen gets the nearest known name."""
    assert suggestion("indbrut", {"tyveri", "indbrud"}) == "did you mean indbrud?"


def test_without_a_near_name_all_are_listed_in_order():
    """A name like no other gets the whole list."""
    assert suggestion("x", {"b", "a"}) == "use one of: a, b"


def test_without_any_known_name_no_list_is_promised():
    """An empty list is no help."""
    assert not suggestion("x", ()).endswith(": ")


@pytest.mark.parametrize("file", FILES)
def test_a_byte_order_mark_is_accepted(folder, facts, file):
    """Excel writes one."""
    (folder / file).write_bytes(BOM + (folder / file).read_bytes())
    assert vars(load(folder)) == vars(facts)


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_are_accepted(folder, facts, newline):
    """Windows and old Macs end lines otherwise."""
    path = folder / OBSERVATIONS
    path.write_bytes(path.read_bytes().replace(b"\n", newline))
    assert vars(load(folder)) == vars(facts)


def test_the_order_of_columns_is_free(folder, facts):
    """Columns are found by their names."""
    with (folder / OBSERVATIONS).open(encoding="utf-8", newline="") as file:
        rows = [list(reversed(row)) for row in csv.reader(file)]
    with (folder / OBSERVATIONS).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert vars(load(folder)) == vars(facts)


def test_a_quoted_comma_belongs_to_its_cell(folder, change):
    """Quotes keep a comma inside a cell, and doubled quotes stand for one."""
    change(OBSERVATIONS, "2012,6,,ok,,,,", '2012,6,,ok,,,"Seks, ""ekstraordinært"", i året.",')
    assert 'Seks, "ekstraordinært", i året.' in {row.note for row in load(folder).observations}


@pytest.mark.parametrize("file", FILES)
def test_a_file_in_another_encoding_is_named(folder, complaint, file):
    """The message shows the first byte that is not UTF-8, and its row."""
    (folder / file).write_bytes("note\næblegrød\n".encode("latin-1"))
    complaint().says(f"{file}, row 2", "byte 0xE6, which is not UTF-8", *UTF8)


def test_a_whole_table_in_the_encoding_of_danish_windows_is_one_fault(folder, complaint, row_of):
    """One fault for the file, at its first Danish letter."""
    row, path = row_of(OBSERVATIONS, "å"), folder / OBSERVATIONS
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    complaint(row).says_only(f"{OBSERVATIONS}, row {{row}}", "byte 0xE5, which is not UTF-8", *UTF8)


def test_a_utf_16_file_is_named(folder, complaint):
    """Excel's Unicode text is UTF-16, with or without its mark."""
    path = folder / OBSERVATIONS
    text = path.read_text("utf-8")
    for content in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        path.write_bytes(content)
        todo = "save it again and choose UTF-8 as the encoding"
        complaint().says_only(OBSERVATIONS, "text in UTF-16, which some programs call Unicode", TABLE, todo)


@pytest.mark.parametrize("content", [b"", b"\n \n", BOM, BOM + b"\n"])
@pytest.mark.parametrize("file", ["status.csv", "discrepancies.toml"])
def test_an_empty_file_is_named(folder, complaint, file, content):
    """Also one that holds nothing but line ends or a byte order mark."""
    (folder / file).write_bytes(content)
    complaint().says_only(file, "an empty file", "at least a header row or a key", "restore the file's content")


@pytest.mark.parametrize(
    "file", [*NEEDED, "partnership.toml", "sources.toml", "indicators.toml", "plans.toml", "discrepancies.toml"]
)
def test_a_missing_file_is_named(folder, complaint, file):
    """The message says how to point to another folder."""
    (folder / file).unlink()
    complaint().says(file, "no such file", "the file", f"put {file} back or run with --data and the right folder")


def test_a_folder_without_agreements_is_named(folder, complaint):
    """A partnership has an agreement."""
    shutil.rmtree(folder / "agreements")
    complaint().says_only("agreements/", "no TOML file", "one file for each agreement", "add agreements/<id>.toml")


def test_an_agreement_in_a_file_of_another_name_is_named_by_its_file(folder, complaint):
    """A message never names a file that is not there."""
    (folder / "agreements" / "aftale-2021.toml").rename(folder / "agreements" / "ny.toml")
    path = folder / "agreements" / "ny.toml"
    path.write_text(path.read_text("utf-8").replace("threshold = 75\n", ""), "utf-8")
    assert complaint().has_fault("agreements/ny.toml")


@pytest.mark.parametrize("file", NEEDED)
def test_a_file_with_semicolons_is_named(folder, complaint, file):
    """Excel in Danish separates by semicolons; that is one fault and not one for each column."""
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")
    complaint().says(f"{file}, row 1", *SEPARATOR)
    assert len([line for line in complaint().faults if line.startswith(f"{file}, row 1")]) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        (OBSERVATIONS, "value,level,", "value,", "level"),
        ("budgets.csv", "sign,", "", "sign"),
        ("status.csv", ",published", "", "published"),
    ],
)
def test_a_missing_column_is_named(broken, file, old, new, column):
    """The message says which columns there should be and which to add."""
    expected = f"the columns {', '.join(TABLES[file].model_fields)}"
    broken(file, old, new).says(f"{file}, row 1, column {column}", "no such column", expected, f"add the column {column}")


def test_an_extra_column_is_named(broken):
    """The message names the column that is not known."""
    message = broken(OBSERVATIONS, "section,published", "section,published,kommentar")
    assert message.has_fault(f"{OBSERVATIONS}, row 1, column kommentar", "found an extra column; expected the columns source, ")


def test_an_extra_column_is_to_be_removed(broken):
    """To use the name of a column that is there already would be another fault."""
    message = broken(OBSERVATIONS, "section,published", "section,published,kommentar")
    assert message.has_fault(OBSERVATIONS, "remove")
    assert "use one of" not in message


def test_a_misspelt_column_gets_a_suggestion(broken):
    """A misspelt column is one fault, not an extra column and a missing one."""
    message = broken(OBSERVATIONS, "geography", "geografi")
    message.says_only(f"{OBSERVATIONS}, row 1, column geografi", "an extra column", "the columns", "did you mean geography?")


def test_a_repeated_column_is_named(broken):
    """Two columns of one name cannot both count."""
    message = broken(OBSERVATIONS, "deff,note", "note,note")
    message.says(f"{OBSERVATIONS}, row 1, column note", "the column twice", "each column once", "remove one note")


def test_a_row_with_too_many_cells_is_named(broken):
    """A comma without quotes makes one cell into two."""
    message = broken(OBSERVATIONS, '"2. Overordnede målsætninger, måltabel"', "2. Overordnede målsætninger, måltabel")
    message.says_only(
        f"{OBSERVATIONS}, row {{row}}", "14 cells", "13 cells, as in the header", "put quotes around a cell that holds a comma"
    )


def test_a_row_with_too_few_cells_is_named(broken):
    """A cell that was left out moves all the others."""
    message = broken(OBSERVATIONS, "2012,6,,ok", "2012,6,ok")
    assert message.has_fault(f"{OBSERVATIONS}, row {message.row}: found 12 cells; expected 13 cells, as in the header; ")


def test_a_row_with_too_few_cells_does_not_need_quotes(broken):
    """Quotes never make more cells, so they cannot be what is missing."""
    assert "quotes" not in broken(OBSERVATIONS, "2012,6,,ok", "2012,6,ok")


def test_a_blank_row_does_not_need_quotes(folder):
    """A blank row, as editors leave at the end, is passed over or called blank."""
    path = folder / OBSERVATIONS
    path.write_bytes(path.read_bytes() + b"\n")
    try:
        load(folder)
    except Exception as error:  # noqa: BLE001 - whatever is said, it must not mislead
        assert "quotes" not in str(error)  # noqa: PT017 - both endings are right


@pytest.mark.parametrize(("old", "new"), [('"Året følger', '"Året "følger'), ('måltabel"', "måltabel")])
def test_broken_quotes_are_named(broken, old, new):
    """The message says in which row the quotes do not match."""
    message = broken(OBSERVATIONS, old, new)
    assert message.has_fault(f"{OBSERVATIONS}, row ", "expected comma-separated cells; mend the quotes in the row.")


def test_rows_are_counted_as_in_a_spreadsheet(broken, row_of):
    """The header is row 1, so the third observation stands in row 4."""
    assert row_of(OBSERVATIONS, "ssp_aktiveringer,,distrikt-15,2012") == 4
    assert "observations.csv, row 4, column value" in broken(OBSERVATIONS, "2012,6,", "2012,seks,")


def test_a_line_break_in_a_cell_does_not_move_the_rows_below(broken, change):
    """A spreadsheet shows a cell with a line break in one row."""
    change(OBSERVATIONS, 'bygger på."', 'bygger\npå."')
    assert "observations.csv, row 4, column value" in broken(OBSERVATIONS, "2012,6,", "2012,seks,")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("partnership.toml", 'name = "Amager', "name = Amager", "what is no TOML at character 8 of 'name = Amager Partnerskab\"'"),
        ("partnership.toml", "as_of = 2014-12-31", "as_of = 2014-02-30", "a day that does not exist in 'as_of = 2014-02-30'"),
        ("partnership.toml", 'Partnerskab"', "Partnerskab", "a text without its closing quote in 'name = \"Amager Partnerskab'"),
        ("sources.toml", "[sources.plan-2013]", "[sources.plan-2013", "a bracket that is not closed in '[sources.plan-2013'"),
        (
            "indicators.toml",
            "[indicators.utryg_aften_nat]",
            "[indicators.utryg_nabolag]",
            "a key or table that stands twice, at the latest in '[indicators.utryg_nabolag]'",
        ),
        ("partnership.toml", 'name = "Amager', 'name "Amager', "a key without value in 'name \"Amager Partnerskab\"'"),
        ("agreements/aftale-2021.toml", "lags]", "lags]\nssp =", "what is no TOML at character 6 of 'ssp ='"),
    ],
)
def test_broken_toml_is_named_with_its_line(broken, file, old, new, found):
    """The message has the line's number, as the reader of the file counts it, and the line."""
    message = broken(file, old, new)
    row = message.row + new.count("\n")
    assert message.has_fault(f"{file}, row {row}: found {found}; expected "), message


@pytest.fixture(scope="session")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("scratch") / "observations.csv"


@settings(derandomize=True, deadline=None, max_examples=60)
@given(body=st.text(max_size=60))
def test_any_text_below_the_header_gives_rows_or_faults(scratch, body):
    """No content of a file makes another error than a fault."""
    scratch.write_text(",".join(Observation.model_fields) + "\n" + body, "utf-8", newline="")
    findings = Findings()
    rows = read_csv(scratch, scratch.name, Observation, findings)
    assert not rows or not findings.faults
    assert all(fault.file == scratch.name and fault.found and fault.expected and fault.todo for fault in findings.faults)
