"""An invented partnership that has published two of its three editions; each test has a copy of its project."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from released import DAY

from analysis import cli

CHAPTERS = ("index", "resume")


@pytest.fixture(scope="session")
def published_once(root: Path, mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose notebooks are run, and which has published 2031 and 2032."""
    folder = tmp_path_factory.mktemp("release") / "project"
    shutil.copytree(mini, folder / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, folder)
    (folder / "book").mkdir()
    (folder / "notebooks" / "om").mkdir(parents=True)
    for name in CHAPTERS:
        shutil.copy(root / "notebooks" / f"{name}.md", folder / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["run", "-j", "2"]) == 0
        for year in ("2031", "2032"):
            assert cli.main(["publish", year, "--note", "Godkendt", "--day", DAY, "-j", "2", "--accept", "Findes ikke"]) == 0
    return folder


@pytest.fixture
def project(published_once: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the test is."""
    monkeypatch.setenv("PYTHONPATH", str(root / "src"))  # of programs that the test starts
    found = tmp_path / "project"
    subprocess.run(["cp", "-r", published_once, found], check=True)
    monkeypatch.chdir(found)
    return found


@pytest.fixture
def statusbog(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command and returns its exit code and what it said on both outputs."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
