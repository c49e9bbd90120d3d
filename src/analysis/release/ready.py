"""Whether an edition can be published: everything that stands in the way, at once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.book.make import Choice, make_notebooks, plan, tasks_of
from analysis.book.notebooks.stale import Staleness
from analysis.book.notebooks.update import Runner, Task
from analysis.book.project import Project, pages_of
from analysis.data import Facts
from analysis.data.ledger import Ledger
from analysis.errors import DataWarning, RunFailed
from analysis.messages import message
from analysis.release.attack import attack
from analysis.release.attack.files import files_of_edition
from analysis.release.preview.signoffs import content_of, read_signoffs
from analysis.year.report import about_part
from analysis.year.status import completeness

# So many names are read; the rest is counted.
MOST_NAMED = 5
PROGRAM = "statusbog"


@dataclass(frozen=True)
class Case:
    """An edition that somebody wants to publish: the project, its facts and what is asked about them, and who runs notebooks.

    ``ledgers`` are those of all editions, as they will be. ``is_first``: it has not been published before. ``accepted`` is why what lacks and what is asked does not stand in the way,
    ``note`` what readers are told of the release.
    """

    project: Project
    facts: Facts
    warnings: Sequence[DataWarning]
    year: int
    runner: Runner
    ledgers: Collection[Ledger]
    accepted: str = ""
    note: str = ""
    is_first: bool = True


Check = Callable[[Case], Iterator[str]]


def refusals(case: Case) -> list[str]:
    """Return everything that keeps an edition from being published, in words; nothing where it is ready."""
    return [said for check in CHECKS for said in check(case)]


def unanswered(case: Case) -> Iterator[str]:
    """Yield what ``check`` asks and nobody has answered."""
    if not case.accepted:
        yield from (message("release.refused.warning", warning=warning) for warning in case.warnings)


def missing(case: Case) -> Iterator[str]:
    """Yield that an edition lacks figures or answers, with the first of what it lacks. What was published once is complete."""
    found = completeness(case.facts, case.year).missing if case.is_first and not case.accepted else ()
    answers = [owed for owed in found if owed.is_answer]
    figures = [owed for owed in found if not owed.is_answer]
    for key, lacking in (("missing", figures), ("missing_answers", answers)):
        names = list(dict.fromkeys(about_part(case.facts, owed.subject) for owed in lacking))
        if lacking:
            yield message(f"release.refused.{key}", year=case.year, count=len(lacking), names=named(names))


def unsigned(case: Case) -> Iterator[str]:
    """Yield that an edition has been approved, and not as it would be published now. A correction needs no approval."""
    if case.accepted or not case.is_first:
        return
    given = [signoff for signoff in read_signoffs(case.project.data) if signoff.edition == str(case.year)]
    if given and content_of(case.project.data, case.facts, case.year) not in {signoff.content for signoff in given}:
        yield message("release.refused.unsigned", year=case.year, who=given[-1].who, day=given[-1].day)


def other_version(case: Case) -> Iterator[str]:
    """Yield that the installed program is not of the version that the project's own says: its numbers would bear a wrong one."""
    path = case.project.root / "pyproject.toml"
    own = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {}) if path.is_file() else {}
    if own.get("name") == PROGRAM and own.get("version") != version(PROGRAM):
        yield message("release.refused.version", installed=version(PROGRAM), own=own.get("version"))


def stale_notebooks(case: Case) -> Iterator[str]:
    """Yield the notebooks of the book that are not made from what lies here now, and those that another run makes otherwise."""
    pages = pages_of(case.project, case.facts)
    tasks = tasks_of(case.project, plan(case.project, case.facts, Choice()), pages, force=False)
    stale = [task for task in tasks if task.due.what != "nothing"]
    if stale:
        yield message("release.refused.stale", names=named([task.name for task in stale]))
        return
    own = [task for task in tasks if task.due.job.edition == case.year]
    try:
        if changed := [task.name for task in run_again(case, own)]:
            yield message("release.refused.otherwise", names=named(changed))
    except RunFailed as error:
        yield message("release.refused.failed", error=error)


def run_again(case: Case, tasks: Sequence[Task]) -> list[Task]:
    """Return the edition's notebooks that say something else when they are run once more, beside those that are published."""
    build = case.project.root / "build"
    build.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=build, prefix="publish-") as place:
        make_notebooks(case.project, case.facts, Choice((case.year,), force=True, trial=True), Path(place), case.runner)
        return [task for task in tasks if cells_of(task.target) != cells_of(Path(place) / task.due.job.target)]


def cells_of(path: Path) -> object:
    """Return what a notebook says."""
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def unread_comments(case: Case) -> Iterator[str]:
    """Yield the comments on the edition that no page of it has a place for."""
    staleness = Staleness(case.project.root, pages_of(case.project, case.facts), case.project.data)
    for job in plan(case.project, case.facts, Choice()):
        staleness.due(job)
    for name in staleness.comments.unread({case.year}):
        yield message("release.refused.comment", file=name)


def recoverable(case: Case) -> Iterator[str]:
    """Yield each hidden figure that a reader can recover from what is published of the edition, ledgers and the release's words.

    Nothing is made or read where nothing is hidden.
    """
    words = (("--note" if case.is_first else "--reason", case.note), ("--accept", case.accepted))
    written = ((name, text.encode()) for name, text in words)
    outcome = attack(case.facts, (*files_of_edition(case.project, case.facts, case.year, case.ledgers), *written), [case.year])
    yield from (message("release.refused.recovered", year=case.year, what=one) for one in outcome.recovered)


def named(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return message("release.refused.more", names=shown, count=rest) if rest > 0 else shown


# What a comment claims is held against the results when its notebook is run again.
CHECKS: tuple[Check, ...] = (other_version, unanswered, missing, unsigned, stale_notebooks, unread_comments, recoverable)
