"""``statusbog forms``: files for those who fill them in, never over what somebody may have filled in."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from year_files import Told, content_of

from analysis.data import load
from analysis.intake.forms import delivery_of, recognise

YEAR = 2033


def test_each_owner_gets_a_workbook_and_a_word_form(data: Path, tell: Told, tmp_path: Path) -> None:
    """The command names them with their days; each file knows what it is."""
    told = tell("forms", YEAR, "--out", tmp_path / "ud")
    files = sorted(path.name for path in (tmp_path / "ud").iterdir())
    assert len(files) == 10
    assert {name.rpartition(".")[0] for name in files} == {line.partition(":")[0] for line in told.splitlines()[:-1]}
    assert "2033-tal-politi: Politiet i Prøveby, due 2033-03-01\n" in told
    marks = {recognise(delivery_of(tmp_path / "ud" / name)) for name in files}
    assert len(marks) == 5
    assert {mark.edition for mark in marks if mark} == {"2033"}


def test_twice_writes_nothing_again(tell: Told, tmp_path: Path) -> None:
    tell("forms", YEAR, "--out", tmp_path / "ud")
    before = content_of(tmp_path / "ud")
    assert "0 files written, 10 were there already" in tell("forms", YEAR, "--out", tmp_path / "ud")
    assert content_of(tmp_path / "ud") == before


def test_a_form_that_somebody_may_have_filled_in_is_not_written_over(tell: Told, tmp_path: Path) -> None:
    """Nothing is written then, not the missing ones either."""
    tell("forms", YEAR, "--out", tmp_path / "ud")
    (tmp_path / "ud" / "2033-svar-kommunen.xlsx").write_bytes(b"mine")
    (tmp_path / "ud" / "2033-tal-politi.docx").unlink()
    before = content_of(tmp_path / "ud")
    message = tell("forms", YEAR, "--out", tmp_path / "ud", code=1)
    assert "say something else" in message.replace("says", "say")
    assert "2033-svar-kommunen.xlsx" in message
    assert len(message.splitlines()) == 1
    assert content_of(tmp_path / "ud") == before


def test_a_form_that_another_program_has_open_is_named(tell: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows answers while a spreadsheet has the file."""
    tell("forms", YEAR, "--out", tmp_path / "ud")
    real = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.name == "2033-svar-kommunen.xlsx":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    message = tell("forms", YEAR, "--out", tmp_path / "ud", code=1)
    assert "2033-svar-kommunen.xlsx cannot be written or read (Permission denied)" in message
    assert "no other program has open" in message


def test_without_anybody_to_ask_there_is_one_message(data: Path, tell: Told, tmp_path: Path) -> None:
    for table in ("activities", "status", "deliverables", "budgets", "observations", "significance"):
        path = data / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    text = (data / "agreements" / "aftale.toml").read_text(encoding="utf-8")
    (data / "agreements" / "aftale.toml").write_text("targets = []\n" + text.partition("[[targets]]")[0], encoding="utf-8")
    load(data)
    assert "found nobody to ask" in tell("forms", YEAR, "--out", tmp_path / "ud", code=1)
    assert not (tmp_path / "ud").exists()


def test_an_edition_that_is_not_there_is_said(tell: Told, tmp_path: Path) -> None:
    assert "edition 2040: no such edition" in tell("forms", 2040, "--out", tmp_path / "ud", code=1)
