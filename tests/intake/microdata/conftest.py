"""What tests of registers and answers share: a data folder with a source for them, mappings, and the command."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made_rows import ANSWERS, MAPPING

from analysis import cli

SOURCE = """

[sources.{key}]
title = "{key}"
short = "{key}"
kind = "{kind}"
role = "primary"
publisher = "Politiet"
published = 2029-02-01
precision = "day"
"""
GROUPS = """
[indicators.utryg_nabolag.breakdowns.koen]
name = "Køn"
groups = { kvinder = "Kvinder", maend = "Mænd" }

"""


@pytest.fixture
def data(mini: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(mini, tmp_path / "data")
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(
            SOURCE.format(key="optalt", kind="delivery")
            + SOURCE.format(key="optalt-2", kind="delivery")
            + SOURCE.format(key="side", kind="web")
        )
    path = folder / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[indicators.anmeldelser]", f"{GROUPS}[indicators.anmeldelser]\nadds_up = true", 1
    )
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.toml"
    path.write_text(MAPPING.format(period="year"), encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "svar.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def tell(root: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple]:
    """Runs intake on the copy; its exit code and what it says."""
    monkeypatch.chdir(root)

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["intake", *map(str, arguments), "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
