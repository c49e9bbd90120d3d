"""What every test may use: where the project lies, and examples that are the same in every run."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from looking import looked, pytest_addoption, pytest_configure  # noqa: F401 - pytest finds its hooks here

ROOT = Path(__file__).parents[1]
PARTS = ("book", "data", "docs", "notebooks", "_config.yml", "requirements.txt", "CHANGELOG.md", "README.md")

# What a shell runs in the background does not hear Ctrl-C, and neither would the commands that tests start there.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests know what is said in English, whatever the system of whoever runs them speaks.
os.environ["LC_ALL"] = "C.UTF-8"

# Rooms and files that take long begin, so that at the end no process is alone with one: each has a file at a time.
LONG_FIRST = (
    "year/test_year.py",
    "output/test_parity.py",
    "year",
    "book",
    "test_mutations.py",
    "release",
    "site",
    "display",
    "output",
)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many tests wait, for a browser, another process or the disk."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order of ``LONG_FIRST``, and the rest behind."""
    places = [ROOT / "tests" / name for name in LONG_FIRST]
    files = {item.path for item in items}
    order = {file: next((n for n, place in enumerate(places) if file.is_relative_to(place)), len(places)) for file in files}
    items.sort(key=lambda item: order[item.path])


settings.register_profile("statusbog", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("statusbog")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def mini(root: Path) -> Path:
    """The data folder of an invented partnership: two areas, three years, every status."""
    return root / "tests" / "mini" / "data"


@pytest.fixture(scope="session")
def broad(root: Path) -> Path:
    """The data folder of an invented partnership that says everything that can be said beside whole years."""
    return root / "tests" / "broad" / "data"


def copy_project(root: Path, target: Path) -> None:
    """Copy what a book is made from, with the published notebooks, so that a test writes nothing in the project."""
    for name in PARTS:
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        target.mkdir(exist_ok=True)
        copy(source, target / name)


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as readers get it; a warning would have failed the build. Several processes of one test run share it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    project = shared / "bog"
    with FileLock(shared / "bog.lock"):
        if not (project / "build/html/index.html").is_file():
            copy_project(root, project)
            command = [sys.executable, "-m", "analysis.cli", "build", "-j", "2"]
            done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr[-2000:]
    looked()  # another process may have copied the data
    return project / "build" / "html"
