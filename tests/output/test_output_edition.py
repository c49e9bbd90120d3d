"""An edition's archive, and its readme: all of it, in plain words, in the same bytes each time."""

import io
import subprocess
import sys
import zipfile

from analysis.archive import sha256, unzipped
from analysis.output.download.catalogue import Taken, catalogue
from analysis.output.download.readme import NAME as README
from analysis.output.edition import archive_files, data_files


def archive_of(view, more=None):
    files = data_files(view) | (more or {})
    return archive_files(view, files)[f"tal-{view.year}.zip"]


def readme_of(view, more=None):
    return unzipped(archive_of(view, more))[README].decode("utf-8-sig")


def test_the_archive_has_all_files_and_those_it_is_given(view):
    """A workbook too, as it is."""
    files = data_files(view)
    found = unzipped(archive_of(view, {"status.xlsx": b"x"}))
    assert set(found) == {*files, "status.xlsx", README}
    assert all(found[name] == content for name, content in files.items())


def test_the_readme_says_what_each_file_is(view):
    """A line for each, and none for what is not there."""
    said = readme_of(view, {"status-2022.xlsx": b"x"})
    assert all(f"{name}: " in said for name in (*data_files(view), "status-2022.xlsx"))
    assert "status-2022.xlsx: Alle tabellerne i ét regneark" in said
    assert ".xlsx" not in readme_of(view)


def test_the_readme_says_what_is_missing_and_why(view_of):
    """The words of the edition for figures that are not there, and not those for figures that are."""
    said = readme_of(view_of("own", 2022))
    assert "no_grant: Ingen bevilling" in said
    assert "source_claim" not in said
    assert "Et tomt felt er ikke et nul." in said


def test_the_readme_names_sources_licence_version_and_day(view_of):
    """Everything that somebody must know who finds the file on a disk in ten years."""
    view = view_of("own", 2022)
    said = readme_of(view)
    assert all(view.known.sources[fact.source].title in said for row in view.rows.table for fact in row.inputs)
    assert "31. december 2022" in said
    assert "Der er ikke oplyst nogen licens" in said
    assert "statusbog 2" in said


def test_the_readme_opens_in_any_editor(view_of):
    """Byte order mark and Windows' line ends, and nothing of a program's in it."""
    content = unzipped(archive_of(view_of("own", 2022)))[README]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 30
    assert not set("{}<>") & set(content.decode())


def test_the_archive_says_nothing_of_when_or_where(view_of):
    """One fixed time for all of its files."""
    with zipfile.ZipFile(io.BytesIO(archive_of(view_of("own", 2022)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


SCRIPT = """
import sys
from pathlib import Path
from analysis.archive import sha256
from analysis.data import load
from analysis.display.view.opened import Opening, look
from analysis.output.download.catalogue import Taken, catalogue
from analysis.output.edition import archive_files, data_files
view = look(Opening("edition", 2022, ""), load(Path(sys.argv[1])))
files = data_files(view)
print(sha256(archive_files(view, files)["tal-2022.zip"] + catalogue([Taken(view, files)])))
"""


def test_another_process_writes_the_same_bytes(view_of, root):
    """Whatever its seed of hashes, its language and its clock."""
    view = view_of("own", 2022)
    ours = sha256(archive_of(view) + catalogue([Taken(view, data_files(view))]))
    environment = {"PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", SCRIPT, str((root / "data").resolve())]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert found.stdout.strip() == ours
