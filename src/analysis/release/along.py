"""The files that a reader takes along from an edition: made from its rows and its documents, and kept while none of that changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.book.engine.processes import Limits, cores, run_each
from analysis.book.make import Beside
from analysis.book.progress import tell
from analysis.book.project import Project, site_of
from analysis.book.site.figures import FOLDER
from analysis.book.stamp import PACKAGE, lasting_files
from analysis.data import Facts, comments_of, fingerprint, fingerprint_of_files, load
from analysis.display.view.opened import edition_of
from analysis.display.view.questions import hash_of
from analysis.display.view.view import View
from analysis.errors import RunFailed
from analysis.messages import message
from analysis.output.documents import all_composed, document_files, lacking
from analysis.output.download.catalogue import NAME as CATALOGUE
from analysis.output.download.catalogue import Taken, catalogue
from analysis.output.download.package import NAME as PACKAGED
from analysis.output.download.package import with_parts
from analysis.output.edition import archive_files, data_files
from analysis.output.word import template_in
from analysis.output.workbook import workbook_of
from analysis.release.package import write_packages

LIMITS = Limits(600)
STATE = ".state"
DOCUMENTS = (".pdf", ".docx")
# Where the files of figures and tables lie in the archive.
PARTS = "figurer-og-tabeller"


@dataclass(frozen=True)
class Task:
    """An edition whose files are due: its data, what they follow from as one hash, and the folder that keeps them."""

    data: Path
    year: int
    state: str
    kept: Path

    @property
    def is_done(self) -> bool:
        """Whether the kept files follow from what there is now."""
        note = self.kept / STATE
        return note.is_file() and note.read_text(encoding="utf-8") == self.state


def prepare(project: Project, facts: Facts) -> None:
    """Make the files of every edition that are due, as far as they can be made; why one cannot is said when they are written."""
    with suppress(RunFailed):
        make(task for task in tasks_of(project, facts) if not task.is_done)


def write_beside(project: Project, facts: Facts, site: Path) -> None:
    """Write to a site what lies beside its pages: the packages of published editions, and what a reader takes along."""
    write_packages(project, facts, site)
    write_along(project, facts, site)


def write_along(project: Project, facts: Facts, site: Path) -> None:
    """Write the files of every edition to their places in a site that has its pages and the files of its figures and tables.

    Says what an optional library that is not installed leaves out. Raises ``RunFailed`` with every edition that could not be done.
    """
    if said := lacking():
        tell(said)
    tasks = tasks_of(project, facts)
    make(task for task in tasks if not task.is_done)
    taken = [Taken(view, put(task, view, site / str(task.year) / FOLDER)) for task in tasks for view in [view_of(facts, task.year)]]
    (site / CATALOGUE).write_bytes(catalogue(sorted(taken, key=lambda one: one.view.year)))


def tasks_of(project: Project, facts: Facts) -> list[Task]:
    """Return a task for each edition."""
    kept = site_of(project, facts) / "along"
    program = fingerprint_of_files(lasting_files(PACKAGE), PACKAGE)
    return [
        Task(project.data, e.year, state_of(project.data, facts, e.year, program), kept / str(e.year))
        for e in facts.partnership.editions
    ]


def view_of(facts: Facts, year: int) -> View:
    """Return an edition without the figures that none of its results rests on: its files show none of them, and do not follow them."""
    whole = edition_of(facts, year)
    named = {fact.id for row in whole.rows.table for fact in row.inputs}
    observations = tuple(figure for figure in whole.known.observations if figure.id in named)
    return View(replace(whole.known, observations=observations), year, whole.as_of, whole.rows.table)


def state_of(data: Path, facts: Facts, year: int, program: str) -> str:
    """Return one hash of what an edition's files follow from: its facts, rows and comments, the template for Word, and the program."""
    view = view_of(facts, year)
    texts, template = comments_of(data, year), template_in(data)
    seen = [program, lacking(), *map(hash_of, (view.known, view.rows.table, texts, template))]
    return fingerprint(*(part.encode() for part in seen))


def make(tasks: Iterable[Task]) -> None:
    """Make the files of editions, several at once. Raises ``RunFailed`` with each that could not be made."""
    ends = list(run_each(make_one, tasks, workers=cores(), limits=LIMITS))
    if failed := [message("release.along.failed", year=end.task.year, why=end.why) for end in ends if end.why]:
        raise RunFailed("\n".join(sorted(failed)))


def make_one(task: Task) -> int:
    """Make the files of an edition and return how many. The note that they are whole is written last."""
    shutil.rmtree(task.kept, ignore_errors=True)
    task.kept.mkdir(parents=True)
    view = view_of(load(task.data), task.year)
    documents = all_composed(view, comments_of(task.data, task.year))
    workbook = {f"status-{task.year}.xlsx": workbook_of(view, documents["status"])}
    files = data_files(view) | workbook | document_files(documents, template_in(task.data))
    for name, content in files.items():
        (task.kept / name).write_bytes(content)
    (task.kept / STATE).write_text(task.state, encoding="utf-8")
    return len(files)


def put(task: Task, view: View, place: Path) -> dict[str, bytes]:
    """Copy an edition's files to their place, with one archive of all numbers there, those of figures and tables too; return them."""
    place.mkdir(parents=True, exist_ok=True)
    files = {path.name: path.read_bytes() for path in sorted(task.kept.iterdir()) if path.name != STATE}
    numbers = {name: content for name, content in files.items() if not name.endswith(DOCUMENTS)}
    beside = {path.name: path.read_bytes() for path in sorted(place.glob("*.csv"))}
    parts = {f"{PARTS}/{name}": content for name, content in beside.items()}
    inside = numbers | parts | {PACKAGED: with_parts(files[PACKAGED], parts, view.say)}
    whole = files | {PACKAGED: with_parts(files[PACKAGED], beside, view.say)} | archive_files(view, inside)
    for name, content in whole.items():
        (place / name).write_bytes(content)
    return whole


BESIDE = Beside(prepare, write_beside)
