"""A bank on this machine, an invented partnership's folder, and the command that gets a table from the one into the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from false_bank import ASKED, FIGURES, MAPPING, Bank, jsonstat, of_json, running, tableinfo

from analysis import cli
from analysis.intake.statbank.bank import connection


@pytest.fixture
def bank() -> Iterator[Bank]:
    """The bank as it should be: a description and an answer with a figure missing."""
    with running() as bank:
        bank.says("tableinfo", of_json(tableinfo()))
        bank.says("data", of_json(jsonstat(ASKED, FIGURES, signs={"2": ".."})))
        yield bank


@pytest.fixture
def data(broad: Path, tmp_path: Path) -> Path:
    return shutil.copytree(broad, tmp_path / "data")


@pytest.fixture
def mapping(data: Path, bank: Bank) -> Path:
    """The mapping that asks the bank for inhabitants, kept in the folder."""
    path = data / "intake" / "folketal.toml"
    path.parent.mkdir()
    path.write_text(MAPPING.format(bank=bank.address), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a test can wait for."""
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.02, 0.03))


@pytest.fixture
def tell(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on the copy; its exit code and what it says."""
    monkeypatch.chdir(root)

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main([*map(str, arguments), "--data", str(data)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def files(data: Path) -> Callable[[], dict[str, bytes]]:
    """Every file of the folder with its content, but for the lock of who writes in it."""
    return lambda: {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
