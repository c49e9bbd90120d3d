"""Same in, same out: two clean clones in two folders give the same book, to the byte, wherever and however they are built."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pipeline

PARTS = ("book", "data", "docs", "notebooks", "src", "_config.yml", "requirements.txt", "pyproject.toml", "CHANGELOG.md")
HERE = {"PYTHONHASHSEED": "1", "TZ": "Europe/Copenhagen", "LC_ALL": "C.UTF-8", "LANG": "da_DK.UTF-8"}
THERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "en_US.UTF-8", "COLUMNS": "40"}


def clone(root: Path, target: Path) -> Path:
    """Copy the project without what was built in it, and without its executed notebooks, so that all of them run."""
    target.mkdir(parents=True)
    for name in PARTS:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
        else:
            shutil.copy(source, target / name)
    return target


def built(project: Path, settings: dict[str, str], jobs: int) -> dict[str, bytes]:
    """Build the book as somebody with these settings would, and return every file of its notebooks and pages."""
    environment = os.environ | settings | {"PYTHONPATH": str(project / "src")}
    command = [sys.executable, "-m", "analysis.cli", "build", "-j", str(jobs)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    files = [*(project / "build" / "html").rglob("*"), *(project / "book").rglob("*")]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files if path.is_file()}


def without_mark(notebook: bytes) -> bytes:
    """Leave out the mark of all data together, which changes with figures that the notebook has nothing of."""
    return re.sub(rb'"facts": "\w+"', b"", notebook)


@pytest.fixture(scope="module")
def one(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(clone(root, tmp_path_factory.mktemp("one") / "bog"), HERE, 1)


def test_two_builds_of_two_clones_are_the_same_bytes(root: Path, one: dict[str, bytes], tmp_path: Path) -> None:
    """Another folder, hash seed, time zone, locale, width of the terminal and number of jobs; no file is left out."""
    other = built(clone(root, tmp_path / "et helt andet sted"), THERE, 2)
    assert sorted(one) == sorted(other)
    assert not [name for name, content in one.items() if other[name] != content]


def test_they_are_what_is_published(root: Path, one: dict[str, bytes]) -> None:
    """The notebooks that were run are those that are committed. A record that was kept has the data's mark of its own day."""
    notebooks = {name: content for name, content in one.items() if name.endswith(".ipynb")}
    assert notebooks
    assert not [name for name, content in notebooks.items() if without_mark((root / name).read_bytes()) != without_mark(content)]


def test_no_file_names_the_folder_that_it_was_built_in(one: dict[str, bytes]) -> None:
    """Nor the user, the machine or the day."""
    assert not [name for name, content in one.items() if b"/bog/" in content or b"/tmp/" in content]
