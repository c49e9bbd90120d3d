"""Several files of a data folder are written together or not at all, by one writer at a time, and nothing of the user's is lost."""

import shutil
import threading
from pathlib import Path

import pytest

from analysis.data import load
from analysis.data.writing import WRITING, WRITTEN, complete, one_writer, put, with_rows
from analysis.errors import DataFaults, UserError


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    return shutil.copytree(root / "tests" / "mini" / "data", tmp_path / "data")


def state_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def row_of(folder: Path) -> dict[str, object]:
    """A row of the newest source, about a year that has none."""
    newest = load(folder).observations[-1]
    return {**newest.model_dump(mode="json"), "year": newest.year - 7, "note": None}


def test_files_are_new_together(folder: Path) -> None:
    """Rows and a file in a folder that was not there."""
    before = len(load(folder).observations)
    table = with_rows((folder / "observations.csv").read_bytes(), [row_of(folder)])
    put(folder, {"observations.csv": table, "intake/police.toml": b"x = 1\n"})
    assert len(load(folder).observations) == before + 1
    assert (folder / "intake" / "police.toml").read_bytes() == b"x = 1\n"
    assert not (folder / WRITING).exists()
    assert not (folder / WRITTEN).exists()


def test_what_would_be_a_fault_changes_nothing(folder: Path) -> None:
    """Every fault is named, and no file is another."""
    before = state_of(folder)
    wrong = [{**row_of(folder), "year": "20x3"}, {**row_of(folder), "source": "nobody"}]
    with pytest.raises(DataFaults, match="2 faults"):
        put(folder, {"observations.csv": with_rows(before["observations.csv"], wrong), "intake/a.toml": b""})
    assert {name: content for name, content in state_of(folder).items() if name != ".lock"} == before


@pytest.mark.parametrize("name", ["../outside.csv", "/outside.csv", "a/../../outside.csv", "a\\..\\outside.csv", ".hidden"])
def test_no_path_leads_out_of_the_folder(folder: Path, name: str) -> None:
    """Names come from elsewhere."""
    with pytest.raises(ValueError, match=r"outside|hidden"):
        put(folder, {name: b"x"})
    assert not (folder.parent / "outside.csv").exists()


def test_a_stop_before_it_counts_leaves_the_old_and_one_after_it_the_new(folder: Path) -> None:
    """The renaming is what counts; moving goes on where it stopped."""
    old = (folder / "sources.toml").read_bytes()
    (folder / WRITING).mkdir()
    (folder / WRITING / "sources.toml").write_bytes(b"half")
    with one_writer(folder):
        assert (folder / "sources.toml").read_bytes() == old
    for name in ("sources.toml", "ledger/2023.csv"):
        (folder / WRITTEN / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / WRITTEN / name).write_bytes(old + b"\n")
    complete(folder)
    assert (folder / "sources.toml").read_bytes() == old + b"\n"
    assert (folder / "ledger" / "2023.csv").exists()
    assert not (folder / WRITTEN).exists()


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    """Two analysts at once."""
    inside, done = threading.Event(), threading.Event()

    def other() -> None:
        with one_writer(folder):
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait(10)
    try:
        with pytest.raises(UserError, match="somebody else is writing"), one_writer(folder, seconds=0.05):
            pass
    finally:
        done.set()
        thread.join()


def test_a_file_that_is_held_stops_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet program keeps a file open where the system lets it."""
    before, opened = state_of(folder), Path.open

    def held(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if path.name == "budgets.csv" and "+" in mode:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(UserError, match=r"budgets\.csv: cannot be written.*Nothing was changed"):
        put(folder, {"budgets.csv": before["budgets.csv"] + b"\n", "sources.toml": before["sources.toml"] + b"\n"})
    assert {name: content for name, content in state_of(folder).items() if name != ".lock"} == before


def test_a_link_stays_a_link(folder: Path) -> None:
    """What it leads to is written."""
    elsewhere = (folder / "sources.toml").rename(folder.parent / "sources.toml")
    (folder / "sources.toml").symlink_to(elsewhere)
    put(folder, {"sources.toml": elsewhere.read_bytes() + b"\n"})
    assert (folder / "sources.toml").is_symlink()
    assert elsewhere.read_bytes().endswith(b"\n\n")


def test_rows_come_behind_and_every_byte_before_them_stays() -> None:
    """Order, quotes and ends of lines are the user's."""
    old = b'\xef\xbb\xbfa,b\r\n"1",x y\r\n'
    assert with_rows(old, [{"b": 'say "so"', "a": None}]) == old + b',"say ""so"""\r\n'
    assert with_rows(b"a,b\n1,2", [{"a": 3, "b": 0}]) == b"a,b\n1,2\n3,0\n"
    assert with_rows(b"a\n1\n\n2\n", [{"a": 3, "period": "2023K1"}]) == b"a,period\n1,\n\n2,\n3,2023K1\n"
