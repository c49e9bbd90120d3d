"""A copy of the invented partnership's data folder, and the program run on it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import cli

Told = Callable[..., str]


@pytest.fixture
def data(root: Path, tmp_path: Path) -> Path:
    """The data of tests/mini, to be changed."""
    return Path(shutil.copytree(root / "tests" / "mini" / "data", tmp_path / "data"))


@pytest.fixture
def tell(data: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command on the copy, asserts how it ends, and returns what it says."""

    def run(*arguments: object, code: int = 0) -> str:
        assert cli.main([*map(str, arguments), "--data", str(data)]) == code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return said.err if code else said.out

    return run


def cells_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_cells(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, without what is nobody's facts."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
