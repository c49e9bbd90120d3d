"""Which tests look at what a new year changes: on the copy of the project with next year's edition, only those are run again.

``--note-looks FILE`` notes, at the end of a run that went well, the tests that looked at none of it; ``--leave-out FILE`` leaves
those out. Nobody keeps a list: Python itself says what is opened (``sys.addaudithook``). A test has looked if something was
opened while it ran, while a fixture that it uses was made, or while its file was imported; or if another program was started in
the project or told of it. A test that the note does not know is run, and all of them are if the code is newer than the note.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CHANGED = ("data", "book", "CHANGELOG.md", "pyproject.toml")
WATCHED = tuple(str(ROOT / name) for name in CHANGED)
FILE_EVENTS = ("open", "os.listdir", "os.scandir")
BEFORE = pytest.StashKey[int]()
looks = 0  # how often somebody has looked; a thing has looked if the number is another one afterwards


def looked() -> None:
    """Say that somebody looks: for what is shared with another process, which looked for this one too."""
    global looks  # noqa: PLW0603
    looks += 1


def hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Count what Python says is opened, and programs that are started."""
    if event in FILE_EVENTS and isinstance(arguments[0], str | bytes | os.PathLike):
        place = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 - the way as it is written, without asking the disk
        if place.startswith(WATCHED):
            looked()
    elif event == "subprocess.Popen":
        _program, words, folder, _environment = arguments
        told = [os.fsdecode(word) for word in ([words] if isinstance(words, str | bytes) else words)]
        if Path(folder or ".").resolve().is_relative_to(ROOT) or any(place in word for word in told for place in WATCHED):
            looked()


def cache(function: Callable[..., Any]) -> Callable[..., Any]:
    """Remember as ``functools.cache`` does; whoever is given what is remembered has looked at what was looked at for it."""

    @functools.cache
    def remembered(*arguments: Any, **named: Any) -> tuple[Any, bool]:
        before = looks
        return function(*arguments, **named), looks > before

    @functools.wraps(function)
    def given(*arguments: Any, **named: Any) -> Any:
        answer, has_looked = remembered(*arguments, **named)
        if has_looked:
            looked()
        return answer

    return given


class Noting:
    """Hears what tests look at, in the process that runs them; the process that reports them keeps the note."""

    def __init__(self, note: Path) -> None:
        self.note = note
        self.looking: set[object] = set()  # files and fixtures, as they were made last
        self.blind: set[str] = set()
        self.files: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        before = looks
        report = yield
        if isinstance(collector, pytest.Module) and looks > before:
            self.looking.add(collector)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        before = looks
        try:
            return (yield)
        finally:
            (self.looking.add if looks > before else self.looking.discard)(fixturedef)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        item.stash[BEFORE] = looks

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        result = yield
        fixtures = {one for found in item._fixtureinfo.name2fixturedefs.values() for one in found}
        if looks > item.stash[BEFORE] or self.looking & {item.getparent(pytest.Module), *fixtures}:
            item.user_properties.append(("looked", True))
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            file = report.nodeid.partition("::")[0]
            self.files.add(file)
            if ("looked", True) in map(tuple, report.user_properties):
                self.looking.add(file)
            else:
                self.blind.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return
        self.note.unlink(missing_ok=True)
        if session.exitstatus == 0:
            known = {"files": sorted(self.files - self.looking), "tests": sorted(self.blind)}
            self.note.parent.mkdir(exist_ok=True)
            self.note.write_text(json.dumps(known, indent=0), encoding="utf-8")


class LeavingOut:
    """Leaves out what a note says has looked at nothing."""

    def __init__(self, note: Path) -> None:
        known = json.loads(note.read_text(encoding="utf-8"))
        self.files, self.tests = set(known["files"]), set(known["tests"])

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        return True if collection_path.is_file() and collection_path.relative_to(ROOT).as_posix() in self.files else None

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        out = [item for item in items if item.nodeid in self.tests]
        items[:] = [item for item in items if item.nodeid not in self.tests]
        config.hook.pytest_deselected(items=out)


def is_older_than_the_code(note: Path) -> bool:
    """Tell whether a program or a test was written since."""
    written = note.stat().st_mtime
    return any(path.stat().st_mtime > written for room in ("src", "tests") for path in (ROOT / room).rglob("*.py"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--note-looks", help="note the tests that look at nothing that a new year changes")
    parser.addoption("--leave-out", help="leave out the tests that a note says look at nothing")


def pytest_configure(config: pytest.Config) -> None:
    if note := config.getoption("--note-looks"):
        sys.addaudithook(hear)
        config.pluginmanager.register(Noting(Path(note)), "noting")
    note = Path(config.getoption("--leave-out") or os.devnull)
    if note.is_file() and not is_older_than_the_code(note):
        config.pluginmanager.register(LeavingOut(note), "leaving out")
