"""An invented partnership that has published two of its three editions; each test has a copy of its project."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from released import DAY, YEARS, Files, edit

from analysis import cli
from analysis.book.project import Project
from analysis.data import Facts, load
from analysis.release.attack.files import files_of_edition

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


@pytest.fixture(scope="session")
def protected(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that hides a count of 3, and with it the other part of its total."""
    project = tmp_path_factory.mktemp("protected") / "project"
    shutil.copytree(published_once, project, ignore=shutil.ignore_patterns("ledger", "published", "build"))
    hide_a_count(project / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["run", "-j", "2"]) == 0
    return project


def hide_a_count(data: Path) -> None:
    """Make a source a delivery, and one of its counts small."""
    path = data / "sources.toml"
    head, found, rest = path.read_text(encoding="utf-8").partition("[sources.status-2032]")
    path.write_text(head + found + rest.replace('kind = "status"', 'kind = "delivery"', 1), encoding="utf-8")
    edit(data / "observations.csv", "indbrud,omraade-a,2031,53,", "indbrud,omraade-a,2031,3,")


@pytest.fixture(scope="session")
def facts(protected: Path) -> Facts:
    """Its facts."""
    return load(protected / "data")


@pytest.fixture(scope="session")
def clean(protected: Path, facts: Facts) -> Files:
    """Everything that is published of it."""
    project = Project(protected, protected / "data")
    return {name: content for year in YEARS for name, content in files_of_edition(project, facts, year, ())}


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
