"""Interrupted in the middle, or started twice: nothing is half, nothing is lost, nothing runs that need not."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from analysis.book.notebooks.stale import read_record

pytestmark = pytest.mark.pipeline

STATUSBOG = [sys.executable, "-m", "analysis.cli"]
PATIENCE = 60
NAMES = ("a", "b", "c", "d")
CHAPTER = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
statusbog:
  scope: across
  order: 1
---

# Kapitel

```{code-cell} ipython3
:tags: [parameters]

as_of: str = ""
data: str = "data"
```

```{code-cell} ipython3
import time
from pathlib import Path
from analysis import display

with Path("ran.txt").open("a") as log:
    log.write("NAME ")
while Path("NAME.stop").exists():
    time.sleep(0.05)
(1, display.open_book(as_of=as_of, data=data).facts.partnership.about)
```
"""


@pytest.fixture(scope="module")
def made(root: Path, mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with four chapters that note that they run, and that wait as long as a file with their name lies there."""
    project = tmp_path_factory.mktemp("made")
    shutil.copytree(mini, project / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, project)
    for folder in ("book", "notebooks"):
        (project / folder).mkdir()
    for name in NAMES:
        (project / "notebooks" / f"{name}.md").write_text(CHAPTER.replace("NAME", name), encoding="utf-8")
    subprocess.run([*STATUSBOG, "run", "-j", "2"], cwd=project, check=True, capture_output=True)
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it in which all chapters have to run again."""
    project = shutil.copytree(made, tmp_path / "project")
    (project / "ran.txt").unlink()
    for source in (project / "notebooks").iterdir():
        source.write_text(source.read_text(encoding="utf-8").replace("(1, ", "(2, "), encoding="utf-8")
    return project


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(project: Path) -> Iterator[Start]:
    """Starts a command in the project; what is left of it at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        command = subprocess.Popen(
            [*STATUSBOG, *arguments], cwd=project, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )
        started.append(command)
        return command

    yield begin
    for command in started:
        for process in below(command):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        command.kill()
        command.communicate()


def below(command: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(command.pid).children(recursive=True) if command.poll() is None else []


def until(true: Callable[[], object]) -> None:
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.02)


def gone(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def ran(project: Path) -> list[str]:
    """The chapters that have run, each as often as it did."""
    log = project / "ran.txt"
    return sorted(log.read_text(encoding="utf-8").split()) if log.exists() else []


def hold(project: Path, *names: str) -> None:
    for name in names:
        (project / f"{name}.stop").touch()


def let_go(project: Path) -> None:
    for path in project.glob("*.stop"):
        path.unlink()


def notebooks(project: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (project / "book").glob("*.ipynb")}


def run(project: Path, *arguments: str) -> str:
    done = subprocess.run([*STATUSBOG, "run", *arguments], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def stop_in_the_middle(project: Path, start: Start, how: Callable[["subprocess.Popen[str]"], None]) -> "subprocess.Popen[str]":
    """Stop a run when a and b are done and c and d are at work."""
    hold(project, "c", "d")
    command = start("run", "-j", "2")
    until(lambda: ran(project) == list(NAMES))
    before = below(command)
    assert len(before) >= 2
    how(command)
    command.wait(PATIENCE)
    until(lambda: gone(before))
    return command


def test_a_run_that_is_killed_leaves_whole_notebooks_and_the_next_does_the_rest(project: Path, start: Start) -> None:
    """Old ones or new ones, and nothing of the run lives on. What it did is not done again."""
    old = notebooks(project)
    stop_in_the_middle(project, start, lambda command: command.kill())
    found = notebooks(project)
    assert list(found) == list(old)
    assert all(read_record(project / "book" / f"{name}.ipynb") for name in found)
    assert [name for name in NAMES if found[name] != old[name]] == ["a", "b"]
    let_go(project)
    (project / "ran.txt").unlink()
    run(project)
    assert ran(project) == ["c", "d"]
    assert {name: notebooks(project)[name] for name in ("a", "b")} == {name: found[name] for name in ("a", "b")}
    assert run(project).startswith("Nothing to do")


@pytest.mark.parametrize("whom", ["process", "group"])
def test_ctrl_c_stops_at_once_and_leaves_nothing_running(project: Path, start: Start, whom: str) -> None:
    """With the exit code of an interrupted command, one line, and notebooks that are whole. A terminal tells the whole group."""

    def interrupt(command: "subprocess.Popen[str]") -> None:
        (os.kill if whom == "process" else os.killpg)(command.pid, signal.SIGINT)
        command.wait(5)

    command = stop_in_the_middle(project, start, interrupt)
    assert command.returncode == 130
    said = command.communicate()[1]
    assert said.endswith("statusbog: stopped.\n")
    assert "Traceback" not in said
    assert all(read_record(project / "book" / f"{name}.ipynb") for name in NAMES)


def test_the_second_of_two_runs_waits_and_finds_everything_done(project: Path, start: Start) -> None:
    """It says that it waits; nothing is run twice, and both end well."""
    hold(project, "a")
    first = start("run", "-j", "2")
    until(lambda: "a" in ran(project))
    second = start("run", "-j", "2")
    said = second.stderr.readline()
    assert f"another run is at work in this project: statusbog run -j 2 (process {first.pid}, since " in said, said
    assert second.poll() is None
    let_go(project)
    assert (first.wait(PATIENCE), second.wait(PATIENCE)) == (0, 0)
    assert second.stdout.read().startswith("Nothing to do")
    assert ran(project) == list(NAMES)


def test_a_run_that_waited_takes_the_data_as_they_are_then(made: Path, project: Path, start: Start) -> None:
    """Not as they were when it was started. Here the data are all that changes."""
    shutil.copytree(made / "notebooks", project / "notebooks", dirs_exist_ok=True)
    facts = project / "data" / "partnership.toml"
    with FileLock(project / "build" / ".lock"):
        command = start("run", "-j", "2")
        assert "another run is at work in this project" in command.stderr.readline()
        facts.write_text(facts.read_text(encoding="utf-8").replace("Et opdigtet", "Et andet"), encoding="utf-8")
    assert command.wait(PATIENCE) == 0
    assert all(b"Et andet" in text for text in notebooks(project).values())
    assert ran(project) == list(NAMES)


def test_what_a_killed_run_left_does_no_harm(project: Path) -> None:
    """Half a notebook under the name that it has until it is whole, for a chapter that runs and for one that is no more."""
    left = [project / "book" / name for name in (".a.ipynb.tmp", ".tidligere.ipynb.tmp")]
    for path in left:
        path.write_text('{"cells": [', encoding="utf-8")
    run(project, "-j", "2")
    assert ran(project) == list(NAMES)
    assert not left[0].exists()
    left[0].write_text('{"cells": [', encoding="utf-8")
    assert run(project).startswith("Nothing to do")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_stopped_stops_jupyter_book_too(
    project: Path, start: Start, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    """Else it would go on writing where the next build begins. Here an extension keeps it from ever ending by itself."""
    (project / "slow.py").write_text(
        "import os, pathlib, time\n\n\ndef setup(app):\n"
        "    pathlib.Path('pid.tmp').write_text(str(os.getpid()))\n    os.replace('pid.tmp', 'pid')\n    time.sleep(300)\n",
        encoding="utf-8",
    )
    (project / "book" / "index.md").write_text("# Forside\n", encoding="utf-8")
    config = (project / "_config.yml").read_text(encoding="utf-8")
    (project / "_config.yml").write_text(config.replace("      - myst_nb\n", "      - slow\n      - myst_nb\n"), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(project), prepend=os.pathsep)
    command = start("build", "-j", "2")
    until((project / "pid").exists)
    child = psutil.Process(int((project / "pid").read_text(encoding="utf-8")))
    command.send_signal(how)
    assert command.wait(5) == (130 if how == signal.SIGINT else -how)
    try:
        until(lambda: gone([child]))
    finally:
        with suppress(psutil.NoSuchProcess):
            child.kill()
