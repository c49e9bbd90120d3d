"""A copy of the invented partnership's data folder, and the program run on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from year_files import Told

from analysis import cli


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
