"""The tests that run on next year's copy are those that look at what it changes, whichever way they look."""

import json
import re
from pathlib import Path

import pytest

pytest_plugins = ("pytester",)
LOOKING = Path(__file__).parent / "looking.py"
TESTS = """
import shutil, subprocess, sys
from pathlib import Path
import pytest
from looking import cache, looked

DATA = Path(__file__).parents[1] / "data"
read = cache(lambda: (DATA / "a.csv").read_text())

@pytest.fixture(scope="session", params=["own", "invented"])
def kept(request): return request.param == "own" and (DATA / "a.csv").read_text()
@pytest.fixture(scope="session")
def shared(): looked()

def test_sees_a_file(): (DATA / "a.csv").read_text()
def test_sees_a_relative_file(monkeypatch): monkeypatch.chdir(DATA); open("a.csv").close()
def test_sees_a_folder(): assert list(DATA.rglob("*"))
def test_sees_a_copy(tmp_path): shutil.copytree(DATA, tmp_path / "data")
def test_sees_by_a_fixture(kept): pass
def test_sees_by_a_fixture_that_was_made_before(kept): pass
def test_sees_what_another_process_made(shared): pass
def test_sees_what_is_remembered(): read()
def test_sees_what_was_remembered_before(): read()
def test_sees_by_a_program(): subprocess.run([sys.executable, "-c", ""])
def test_sees_by_a_program_elsewhere(): subprocess.run([sys.executable, "-c", "", DATA], cwd="/")
def test_blind(tmp_path): (tmp_path / "a.csv").write_text("")
def test_blind_to_other_files(): Path(__file__).read_text()
def test_blind_program(): subprocess.run([sys.executable, "-c", ""], cwd="/")
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with tests that look in every way that there is, and with a file of tests that is imported with a look."""
    pytester.makepyprojecttoml("[tool.pytest.ini_options]\n")
    for name in ("data", "tests"):
        pytester.mkdir(name)
    files = {
        "data/a.csv": "",
        "tests/looking.py": LOOKING.read_text(encoding="utf-8"),
        "tests/conftest.py": "from looking import pytest_addoption, pytest_configure\n",
        "tests/test_ways.py": TESTS,
        "tests/test_imported.py": "from test_ways import DATA\nNAMES = list(DATA.iterdir())\ndef test_sees(): pass\n",
        "tests/test_other.py": "def test_blind(): pass\n",
    }
    for name, text in files.items():
        (pytester.path / name).write_text(text, encoding="utf-8")
    return pytester


ALONE = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:nbval", "tests")


def test_the_copy_runs_every_test_that_looks_and_no_other(project: pytest.Pytester) -> None:
    """By a file, a folder, a fixture, what is remembered, a program, or while it is imported."""
    note = project.path / "build" / "looks.json"
    assert project.runpytest_subprocess("--note-looks", str(note), "-n", "2", *ALONE).ret == 0
    known = json.loads(note.read_text(encoding="utf-8"))
    assert known["files"] == ["tests/test_other.py"]
    assert {test.partition("test_")[2].partition("[own")[0] for test in known["tests"]} == {
        "other.py::test_blind",
        "ways.py::test_blind",
        "ways.py::test_blind_program",
        "ways.py::test_blind_to_other_files",
        "ways.py::test_sees_by_a_fixture[invented]",
        "ways.py::test_sees_by_a_fixture_that_was_made_before[invented]",
    }
    project.runpytest_subprocess("--leave-out", str(note), *ALONE).assert_outcomes(passed=12, deselected=5)


def test_a_note_that_is_older_than_the_code_is_not_believed(project: pytest.Pytester) -> None:
    """All tests are run, as they are without a note; a run that goes wrong leaves none."""
    note = project.path / "build" / "looks.json"
    note.parent.mkdir()
    note.write_text('{"files": ["tests/test_ways.py", "tests/test_imported.py"], "tests": []}', encoding="utf-8")
    other = project.path / "tests" / "test_other.py"
    project.runpytest_subprocess("--leave-out", str(note), *ALONE).assert_outcomes(passed=1)
    other.write_text("def test_fails(): assert False\n", encoding="utf-8")
    project.runpytest_subprocess("--leave-out", str(note), *ALONE).assert_outcomes(passed=17, failed=1)
    assert project.runpytest_subprocess("--note-looks", str(note), *ALONE).ret == 1
    assert not note.exists()


def test_what_tests_remember_is_remembered_with_who_looked() -> None:
    """``functools.cache`` forgets it, and the second test to ask would be taken for one that never looks."""
    files = [path for path in LOOKING.parent.rglob("*.py") if path != LOOKING]
    assert len(files) > 200
    forgetful = re.compile(r"^from functools import .*\b(?:lru_)?cache\b|functools\.(?:lru_)?cache", re.MULTILINE)
    assert [
        path.name for path in files if path.name != Path(__file__).name and forgetful.search(path.read_text(encoding="utf-8"))
    ] == []
