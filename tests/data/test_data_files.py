"""What lies in a data folder: files of another kind, links, folders, what editors leave behind, and texts beside the facts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.data import examine, fingerprint_of_data, load
from analysis.data.reading.kinds import kind_of_bytes, kind_of_header, kind_of_text

OBSERVATIONS, AGREEMENT = "observations.csv", "agreements/aftale-2021.toml"
TABLE, TOML = "a table as text: UTF-8, with commas between the cells", "TOML, which is plain text in UTF-8"
SAVE = "save the file with comma as the separator"
EXPORT = "export the table as CSV UTF-8 (comma separated)"
PX = 'CHARSET="ANSI";\nAXIS-VERSION="2006";\nMATRIX="STRAF11";\nDATA=\n1 2 3;\n'
KINDS = [
    (b"PK\x03\x04\x14\0", "a workbook or another packed file, whatever its name says"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "a workbook or document of an old office program, whatever its name says"),
    (b"%PDF-1.7\n", "a PDF document"),
    (b"a,b\0c\n", "bytes that are no text"),
    (b"<!DOCTYPE html>\n<html></html>", "a web page (HTML)"),
    (b"\n  <html><body>", "a web page (HTML)"),
    (b'<?xml version="1.0"?><a/>', "XML"),
    (b'[{"indicator": "x"}]', "JSON"),
    (b'{"indicator": "x"}\n{"indicator": "y"}', "JSON"),
    (b'{\n  "indicator": "x",\n', "JSON"),
    (PX.encode(), "a PX file (PC-Axis), as statistical offices publish them"),
    (b"\xef\xbb\xbf" + PX.encode(), "a PX file (PC-Axis), as statistical offices publish them"),
    (b"<<<<<<< HEAD\nindicator\n", "a merge conflict of Git"),
    (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS instead of the file"),
]


@pytest.mark.parametrize(("content", "found"), KINDS, ids=[found for _, found in KINDS])
@pytest.mark.parametrize("file", [OBSERVATIONS, "significance.csv"])
def test_a_file_of_another_kind_is_one_fault_that_says_what_it_is(
    folder: Path, complaint: Callable[..., str], file: str, content: bytes, found: str
) -> None:
    """And nobody else is blamed for what it does not define."""
    (folder / file).write_bytes(content)
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault(file, f"found {found}; expected {TABLE}; ")


@pytest.mark.parametrize("file", ["sources.toml", "indicators.toml", "partnership.toml", "plans.toml", AGREEMENT])
@pytest.mark.parametrize(
    "content", [content for content, _ in KINDS[:2]] + [b'{"id": 1}', b"<html>", b"id: x\nname: y\n", b"a,b,c\n1,2,3\n"]
)
def test_definitions_of_another_kind_are_one_fault(folder: Path, complaint: Callable[..., str], file: str, content: bytes) -> None:
    """Hundreds of rows use what a file defines; they are not called wrong because it cannot be read."""
    (folder / file).write_bytes(content)
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault(file, TOML)


@pytest.mark.parametrize(
    ("separator", "found"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")], ids=["semicolon", "tab", "bar"]
)
@pytest.mark.parametrize("quote", ["", '"'], ids=["plain", "quoted"])
def test_another_separator_is_one_fault(
    folder: Path, complaint: Callable[..., str], separator: str, quote: str, found: str
) -> None:
    """Whether or not the cells are in quotes."""
    path = folder / "significance.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(quote + line.replace(",", quote + separator + quote) + quote for line in lines), "utf-8")
    complaint().says_only("significance.csv, row 1", f"cells separated by {found}", TABLE, SAVE)


def test_the_first_line_of_a_spreadsheet_is_named(folder: Path, complaint: Callable[..., str]) -> None:
    """Some programs write a line with the separator above the header."""
    path = folder / OBSERVATIONS
    path.write_text("sep=,\n" + path.read_text("utf-8"), "utf-8")
    todo = f"delete the first line, and {SAVE}"
    complaint().says_only(f"{OBSERVATIONS}, row 1", "a line that tells a spreadsheet the separator", TABLE, todo)


def test_definitions_that_begin_as_a_px_file_does_are_definitions() -> None:
    """Keys in small letters are ours."""
    assert kind_of_text('language = "da"\n') == ""
    assert kind_of_text(PX) == "px"


@pytest.mark.parametrize("text", ["[instruments]\npolitiet = 1\n", "[[plans]]\n", "# <html>\n", "indicator,category\n", "a < b\n"])
def test_what_only_looks_like_another_kind_is_none(text: str) -> None:
    """A table of TOML begins with a bracket."""
    assert kind_of_text(text) == ""
    assert kind_of_header(text.partition("\n")[0], {"indicator", "category"}) == ""


@pytest.mark.parametrize("raw", [b"", b"a", "æøå".encode(), b"a,b\n"])
def test_text_is_no_kind_of_its_own(raw: bytes) -> None:
    """Plain text in UTF-8 is what is wanted."""
    assert kind_of_bytes(raw) == ""


def test_rows_of_commas_are_passed_over(folder: Path) -> None:
    """Spreadsheets write them where a row was emptied."""
    facts = load(folder)
    for path in folder.glob("*.csv"):
        columns = path.read_text("utf-8").partition("\n")[0].count(",")
        path.write_text(path.read_text("utf-8") + ("," * columns + "\n") * 3 + "\n", "utf-8")
    assert vars(load(folder)) == vars(facts)


def test_an_open_quote_names_the_row_that_it_is_in(folder: Path, complaint: Callable[..., str], row_of: Callable[..., int]) -> None:
    """Not the last row of the file, where the reader notices."""
    path, row = folder / OBSERVATIONS, row_of(OBSERVATIONS, "ssp_aktiveringer,,distrikt-15,2012")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[row - 1] = lines[row - 1].replace(",ok,,,,", ',ok,,,"En note,')
    path.write_text("".join(lines), "utf-8")
    assert complaint().faults[0].startswith(f"{OBSERVATIONS}, row {row}: found ")


def test_a_table_that_ends_in_the_middle_of_a_row_is_called_that(folder: Path, complaint: Callable[..., str]) -> None:
    """And what is missing with its end is blamed on nobody."""
    path = folder / "activities.csv"
    path.write_bytes(path.read_bytes()[: path.read_bytes().index(b"tryghedsplan-2022,videnspuljen") + 40])
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault("activities.csv", "a table that ends in the middle of its last row")


def test_a_table_without_header_is_one_fault(folder: Path, complaint: Callable[..., str]) -> None:
    """Its first row is shown, and which columns it should name."""
    path = folder / OBSERVATIONS
    path.write_text(path.read_text("utf-8").partition("\n")[2], "utf-8")
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault(
        OBSERVATIONS, "row 1: found 'tryghedsindeks,,distrikt-29,2012", "a first row with the columns source, "
    )


# Characters


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Områ\ufffdet", "the sign � (U+FFFD), which stands where a letter was lost"),
        ("Om\u200brådet", "a character that nobody sees: U+200B (ZERO WIDTH SPACE)"),
        ("Om\u202erådet", "a character that nobody sees: U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("Om\u00adrådet", "a character that nobody sees: U+00AD (SOFT HYPHEN)"),
        ("Om\x07rådet", "a character that nobody sees: U+0007"),
        ("Omra\u030adet", "letters whose signs stand beside them as characters of their own, as in Området"),
    ],
)
@pytest.mark.parametrize("file", [OBSERVATIONS, "sources.toml"])
def test_a_character_that_breaks_words_apart_is_named_with_its_row(
    folder: Path, change: Callable[..., int], complaint: Callable[..., str], file: str, cell: str, found: str
) -> None:
    """One fault for each kind of character, at the first row that has it."""
    old, new = ("2012,6,,ok,,,,", f"2012,6,,ok,,,{cell},") if file == OBSERVATIONS else ('title = "', f'title = "{cell} ')
    row = change(file, old, new)
    message = complaint()
    assert message.has_fault(f"{file}, row {row}: found {found}; "), message
    assert len(message.faults) == 1, message


def test_a_character_that_toml_writes_as_a_number_is_found(
    folder: Path, change: Callable[..., int], complaint: Callable[..., str]
) -> None:
    """It does not stand in the file as itself."""
    change("sources.toml", 'title = "', 'title = "\\u200b')
    assert complaint().has_fault("sources.toml", "U+200B (ZERO WIDTH SPACE)")


@pytest.mark.parametrize("cell", ["🏘", "Ω≈ç√", "naïve", "»citat« – … ½", "日本語", "a\u00a0b"])
def test_a_character_that_shows_is_legal(folder: Path, change: Callable[..., int], cell: str) -> None:
    """Whether or not a figure's font has it."""
    change(OBSERVATIONS, "2012,6,,ok,,,,", f"2012,6,,ok,,,{cell},")
    assert cell in {row.note for row in load(folder).observations}


# Links, folders and what is left behind


def to_folder(path: Path) -> None:
    path.mkdir()


def to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (to_folder, "a folder"),
        (to_itself, "a link that leads back to itself"),
        (to_nothing, "a link to a file that is not there"),
        (os.mkfifo, "neither a file nor a folder"),
    ],
)
@pytest.mark.parametrize("file", [OBSERVATIONS, "indicators.toml", AGREEMENT, "statements.csv"])
def test_what_is_no_file_is_one_fault(
    folder: Path, complaint: Callable[..., str], file: str, make: Callable[[Path], object], found: str
) -> None:
    """It is named, and nothing is asked of it: a queue would let the program wait for ever."""
    (folder / file).unlink(missing_ok=True)
    make(folder / file)
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault(f"{file}: found {found}; expected ")


def test_a_file_that_may_not_be_read_is_named(folder: Path, complaint: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A superuser may read everything, so the system's answer is invented."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == OBSERVATIONS:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    complaint().says_only(OBSERVATIONS, "a file that may not be read", "one that may", "change its permissions")


@pytest.mark.parametrize("name", [".#observations.csv", "agreements/._aftale-2021.toml", ".DS_Store", "agreements/.x.toml.swp"])
def test_what_editors_and_systems_leave_behind_is_nobodys_facts(folder: Path, name: str) -> None:
    """Names with a point at their beginning: not read, not named, not hashed."""
    facts, before = load(folder), fingerprint_of_data(folder)
    (folder / name).symlink_to("me@host.1234:5")
    assert fingerprint_of_data(folder) == before
    assert load(folder) is facts
    assert examine(folder)[1] == []


@pytest.mark.parametrize(
    ("name", "todo"),
    [
        ("statement.csv", "did you mean statements.csv?"),
        ("noter.csv", "move it away; data/README.md says which files are read."),
        ("observations.CSV", "move it away; data/README.md says which files are read."),
        ("agreements/aftale-2025.tml", "move it away; data/README.md says which files are read."),
        ("agreements/gammelt", "move it away; data/README.md says which files are read."),
    ],
)
def test_a_file_that_looks_like_facts_and_is_not_read_is_asked_about(folder: Path, name: str, todo: str) -> None:
    """A misspelt table that may be left out would not be missed."""
    (folder / name).write_text("x", "utf-8")
    (asked,) = examine(folder)[1]
    assert str(asked) == f"{name}: found a file that is not read; expected only files that have a meaning here; {todo}"


def test_a_folder_among_the_agreements_is_named(folder: Path, complaint: Callable[..., str]) -> None:
    """Its name is an agreement's."""
    (folder / "agreements" / "x.toml").mkdir()
    todo = "move the folder away, or give it another name"
    complaint().says_only("agreements/x.toml", "a folder", "a file", todo)


def test_agreements_may_lie_elsewhere(folder: Path) -> None:
    """A link to their folder is followed, and what changes behind it is seen."""
    shutil.move(folder / "agreements", folder.parent / "elsewhere")
    (folder / "agreements").symlink_to(folder.parent / "elsewhere")
    before = fingerprint_of_data(folder)
    assert len(load(folder).agreements) == 3
    path = folder.parent / "elsewhere" / "aftale-2021.toml"
    path.write_text(path.read_text("utf-8").replace("threshold = 75", "threshold = 80"), "utf-8")
    assert fingerprint_of_data(folder) != before
    assert next(t.threshold for t in load(folder).agreements[-1].targets if t.threshold) == 80


# Texts beside the facts


@pytest.mark.parametrize("name", ["kommentar/2022/resume.md", "om/metode.md", "kommentar/2022/.resume.md.swp", "statements.csv"])
def test_texts_count_in_the_hash_of_the_data(folder: Path, name: str) -> None:
    """All but what an editor leaves behind."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    before = fingerprint_of_data(folder)
    (folder / name).write_text("x", "utf-8")
    assert (fingerprint_of_data(folder) == before) is name.endswith(".swp")


@pytest.mark.parametrize(
    ("name", "content", "where", "words"),
    [
        ("2022/resume.md", b"Et ord.", "", ()),
        ("2022/resume.md", b"", "", ()),
        ("1999/resume.md", b"x", "kommentar/1999/", ("comments for 1999", "the year of an edition: 2013, 2014")),
        ("noter/resume.md", b"x", "kommentar/noter/", ("comments for noter", "rename the folder")),
        ("udvikling.md", b"Om alle udgaver.", "", ()),
        ("udvikling.txt", b"x", "kommentar/udvikling.txt", (".txt", "a text with the ending .md")),
        ("2022/resume.txt", b"x", "kommentar/2022/resume.txt", (".txt", "a text with the ending .md")),
        ("2022/resume.md", "å".encode("cp1252"), "kommentar/2022/resume.md, row 1", ("byte 0xE5, which is not UTF-8",)),
        ("2022/resume.md", "a\u030a".encode(), "kommentar/2022/resume.md, row 1", ("as in å", "composed form")),
        ("2022/resume.md", b"PK\x03\x04", "kommentar/2022/resume.md", ("a workbook", "Markdown, which is plain text")),
    ],
)
def test_a_comment_is_about_an_edition_and_can_be_read(
    folder: Path, complaint: Callable[..., str], name: str, content: bytes, where: str, words: tuple[str, ...]
) -> None:
    """Otherwise it would be missing on its page without a word."""
    path = folder / "kommentar" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    if where:
        message = complaint()
        assert len(message.faults) == 1, message
        assert message.has_fault(where, *words), message
    else:
        assert load(folder)
