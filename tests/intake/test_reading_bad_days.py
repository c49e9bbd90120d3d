"""What must not be read, each with its own reason and remedy, no traceback, and no more memory than a delivery is worth."""

import os
import stat
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest
import xlsxwriter
from raw_workbooks import DELIVERIES, MAIN, parts_of, sheet_xml

from analysis.intake.reading import read
from analysis.intake.reading.opened import MOST_BYTES
from analysis.intake.reading.workbook.package import MOST_PARTS
from analysis.intake.sheets import Refused
from analysis.messages import catalogue

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(path):
    """The reason why a file is refused; that it is one message in the usual shape is looked at each time."""
    with pytest.raises(Refused) as refused:
        read(path)
    message = str(refused.value)
    assert message.count("\n") == 1
    assert f"{path.name}" in message
    assert "; expected " in message
    assert refused.value.exit_code == 1
    return refused.value.findings[0].key.removeprefix("intake.reading.")


def compound(name):
    """The beginning of a compound file whose directory has an entry of a name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le").ljust(128, b"\0") + bytes(512)


CONTENTS = {
    "empty": b"",
    "empty of blanks": b"\xef\xbb\xbf \r\n\r\n",
    "password": compound("EncryptedPackage"),
    "old_workbook": compound("Workbook"),
    "old_workbook of another age": compound("Book"),
    "old_workbook without a container": b"\x09\x08\x10\x00\x00\x06\x05\x00",
    "old_document": compound("WordDocument"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "image": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "image of a camera": b"\xff\xd8\xff\xe0" + bytes(20),
    "image of a telephone": b"\0\0\0\x18ftypheic" + bytes(20),
    "archive": b"\x1f\x8b\x08" + bytes(20),
    "archive of another program": b"7z\xbc\xaf\x27\x1c" + bytes(20),
    "rich_text": b"{\\rtf1\\ansi Tal}",
    "binary": b"Tal;\x00\x01\x02\x03;\x05" * 9,
    "binary of a database": b"SQLite format 3\0" + bytes(80),
    "web_page": b"<!-- made by a system --><HTML><table><tr><td>1</td></tr></table>",
    "web_page of a part": b"\n\n  <table border=1><tr><td>1;2</td></tr></table>",
    "web_page as mail": b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n',
    "web_page in two bytes": "\ufeff<html><body>12;13</body></html>".encode("utf-16-le"),
    "old_xml": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "xml": b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    "xml with entities": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "json": b'{"error": {"code": 404, "message": "not found"}}',
    "json of rows": b'[{"year": 2022, "value": 5}]',
    "json_damaged": b'{"class": "dataset", "value": [1, 2',
    "json_damaged by depth": b"[" * 200_000,
    "no_columns": b"503 Service Unavailable\n",
    "cut_off": b"PK\x03\x04" + bytes(200),
    "empty_archive": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("case", CONTENTS)
@pytest.mark.parametrize("name", ["delivery.xlsx", "delivery.csv"])
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path, case, name):
    """Each with its own message."""
    path = tmp_path / name
    path.write_bytes(CONTENTS[case])
    assert refusal(path) == case.partition(" ")[0]


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("word/document.xml", "word"),
        ("ppt/presentation.xml", "slides"),
        ("xl/workbook.bin", "binary_workbook"),
        ("content.xml", "open_document"),
        ("Index/Document.iwa", "numbers"),
        ("tal-2023.xlsx", "archive_of"),
    ],
)
def test_a_zip_file_that_is_no_workbook_says_what_it_is(raw, part, key):
    """A workbook that lies in a zip file is not looked for: which one is the delivery, a person says."""
    assert refusal(raw(parts={part: "x", "other/more.xml": "x"})) == key


def test_what_is_no_file_says_so(tmp_path):
    """A folder, nothing, a link to itself, a pipe, a file below a file."""
    loop, pipe, plain = tmp_path / "loop.xlsx", tmp_path / "pipe.xlsx", tmp_path / "plain.csv"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    plain.write_text("a;b")
    cases = {tmp_path: "folder", tmp_path / "none.xlsx": "missing", loop: "loop", pipe: "no_file", plain / "x": "missing"}
    assert {path: refusal(path) for path in cases} == cases
    assert refusal(tmp_path / ("x" * 300)) == "system"


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    """By the system's own word for it, whoever runs the test."""
    path = tmp_path / "x.csv"
    path.write_text("a;b")

    def refuse(*_args, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert refusal(path) == "permission"


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """By its size alone."""
    path = tmp_path / "x.xlsx"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    monkeypatch.setattr("pathlib.Path.open", None)
    assert refusal(path) == "large"
    assert path.stat().st_mode & stat.S_IFREG
    assert path.stat().st_size > MOST_BYTES


def test_a_bomb_is_refused_by_its_directory(tmp_path, raw):
    """70 MB of one figure, in a file of half a megabyte, behind good rows: nothing of it is unpacked."""
    path = tmp_path / "bomb.xlsx"
    good = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 12))
    parts = parts_of({"Tal": ""})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if "sheet1" not in name:
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>{good}'.encode())
            row = ("<row>" + "<c><v>1</v></c>" * 20 + "</row>").encode() * 1000
            for _ in range(225):
                part.write(row)
            part.write(b"</sheetData></worksheet>")
    assert path.stat().st_size < 500_000
    with pytest.raises(Refused, match=r"unpacks to 7\d MB, \d+ times its size \(most of it xl/worksheets/sheet1.xml\)"):
        read(path)


def patched(path, name, change):
    """Change the entry of a part in the directory of a zip file: what it says is 46 bytes before the part's name."""
    content = bytearray(path.read_bytes())
    place = content.rindex(name.encode()) - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    change(content, place)
    path.write_bytes(bytes(content))
    return path


def test_a_part_that_is_longer_than_its_directory_says_is_not_unpacked_further(raw):
    """A size that lies: the part is cut where it says, and is no XML then."""
    path = raw("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 3000)))
    patched(path, "xl/worksheets/sheet1.xml", lambda content, place: struct.pack_into("<I", content, place + 24, 300))
    assert refusal(path) == "part_damaged"


def test_a_part_that_is_locked_in_the_zip_file_is_a_password(raw):
    """Zip files can be locked themselves."""
    path = patched(raw(ONE), "xl/worksheets/sheet1.xml", lambda content, place: struct.pack_into("<H", content, place + 8, 1))
    assert refusal(path) == "password"


def test_a_directory_of_very_many_parts_is_refused(tmp_path, raw):
    """Before it is read."""
    path = raw(parts={**parts_of({"Tal": sheet_xml(ONE)}), **{f"xl/x{number}": "" for number in range(MOST_PARTS)}})
    assert refusal(path) == "many_parts"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(raw):
    """One reader would take the first, another the last."""
    path = raw(ONE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", sheet_xml(ONE))
    assert refusal(path) == "part_twice"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_entities_are_refused_in_whatever_part(raw, part):
    """A billion laughs, and a file of the system."""
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]><x>&a;&b;</x>'
    parts = parts_of({"Tal": sheet_xml(ONE)}, styles="<fonts/>") | {part: laughs}
    assert refusal(raw(parts=parts)) == "entities"


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "many_cells"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "damaged"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "part_damaged"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "part_damaged"),
        ('<row r="1"><c r="aaa1"><v>1</v></c></row>', "part_damaged"),
        ('<row r="1"><c r="A1" s="x"><v>1</v></c></row>', "part_damaged"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "damaged"),
        ("", "no_cells"),
    ],
)
def test_a_sheet_that_no_program_would_write_is_refused(raw, rows, key):
    """Cells in both corners, texts that are not there, addresses that are none, XML that is none."""
    assert refusal(raw(rows)) == key


def test_a_sheet_that_claims_to_be_as_large_as_a_sheet_can_be_is_as_large_as_its_figures(raw):
    """Formatted empty cells, whether they close at once or not, hold nothing."""
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row><row r="1048576"><c r="XFC1048576" s="1"></c></row>'
    assert read(raw(ONE + far, before='<dimension ref="A1:XFD1048576"/>')).sheets[0].rows == ((1.0,),)


def test_a_long_text_in_very_many_cells_is_refused(raw):
    """It takes 30 kB in the file and 600 MB in memory. One long footnote beside many short names is no such thing."""
    texts = f"<si><t>{'x' * 32_000}</t></si><si><t>a</t></si>"
    for cell in ('<c t="s"><v>0</v></c>', "<c t = 's' ><v >0</v ></c>"):
        assert refusal(raw(f"<row>{cell}</row>" * 20_000, shared=texts)) == "long_texts"
    assert len(read(raw('<row><c t="s"><v>1</v></c></row>' * 20_000, shared=texts)).sheets[0].rows) == 20_000


def test_very_many_sheets_are_read(tmp_path):
    """A workbook of 300 sheets is odd and no fault."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in range(300):
            book.add_worksheet().write("A1", number)
    assert [sheet.rows for sheet in read(path).sheets][299] == ((299.0,),)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_not_whole(tmp_path, share):
    """Wherever it was cut."""
    whole = (DELIVERIES / "made" / "01-politi-titel-og-fodnoter.xlsx").read_bytes()
    path = tmp_path / "x.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(path) == "cut_off"


@pytest.mark.parametrize("place", range(60, 5400, 250))
def test_a_changed_byte_is_noticed_or_does_no_harm(tmp_path, place):
    """Read as it was, or refused: nothing between, and nothing but a refusal is raised."""
    source = DELIVERIES / "made" / "01-politi-titel-og-fodnoter.xlsx"
    content = bytearray(source.read_bytes())
    content[place] ^= 0xFF
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    try:
        found = read(path).sheets[0].rows
    except Refused:
        return
    assert found == read(source).sheets[0].rows


def test_text_that_looks_like_a_command_stays_text(tmp_path, read_text):
    """Nothing is run, nothing is taken away: who writes it out again guards it."""
    nasty = ["=cmd|'/c calc'!A1", "+1+1", "@SUM(A1)", "<script>alert(1)</script>", "../../etc/passwd", "{x}", "%s"]
    book = openpyxl.Workbook()
    for row, text in enumerate(nasty, 1):
        book.active.cell(row, 1).value = text
        book.active.cell(row, 1).data_type = "s"
    book.save(tmp_path / "x.xlsx")
    assert [row[0] for row in read(tmp_path / "x.xlsx").sheets[0].rows] == nasty
    assert [row[0] for row in read_text("".join(f"{text};1\n" for text in nasty)).sheets[0].rows] == nasty


def test_braces_in_a_delivery_do_not_break_the_message(read_text):
    """Messages are templates; what fills them is not."""
    with pytest.raises(Refused, match=r"\{found\} of \{no_such\} \{0\}"):
        read_text("{found} of {no_such} {0}\n")


def test_every_message_of_the_reading_has_its_three_parts_and_is_used():
    """Found, expected, to do; no message that nobody says."""
    source = "".join(path.read_text(encoding="utf-8") for path in (DELIVERIES.parents[2] / "src/analysis/intake").rglob("*.py"))
    keys = {key.split(".")[2] for key in catalogue("en") if key.startswith("intake.reading.")}
    parts = {key: {name.split(".")[3] for name in catalogue("en") if name.startswith(f"intake.reading.{key}.")} for key in keys}
    assert {key for key, named in parts.items() if named != {"found", "expected", "todo"}} == set()
    assert {key for key in keys if f'"{key}"' not in source} == set()


# The highest use of this program alone: what the system counts as its own begins with that of whoever started it.
MEASURED = """
import re, sys
from pathlib import Path
from analysis.intake.reading import read
from analysis.intake.sheets import Refused
try:
    read(Path(sys.argv[1]))
except Refused as refused:
    print(refused.findings[0].key)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the measure differs between systems")
def test_memory_stays_within_bounds(raw):
    """300,000 cells, each with a format: what is read takes a few times what it is."""
    row = "".join(f'<c s="1"><v>{number * 7919}.25</v></c>' for number in range(100))
    path = raw(f"<row>{row}</row>" * 3_000, styles="<cellXfs><xf/><xf numFmtId='9'/></cellXfs>")
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300_000
