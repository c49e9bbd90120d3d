"""Makes a partnership's book: its notebooks, then its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from analysis.book.claims import CONTENTS, claim, fault_of_out, refuse, take_out
from analysis.book.days import day_of
from analysis.book.files import write_if_changed
from analysis.book.notebooks.chapters import Job, plan_jobs, read_chapters, read_source
from analysis.book.notebooks.parameters import declared_parameters, fit, unknown
from analysis.book.notebooks.stale import Staleness
from analysis.book.notebooks.update import Runner, Task, check_targets, forget_drafts, prune, update
from analysis.book.progress import tell
from analysis.book.project import Project
from analysis.book.site.contents import Back, check_pages, configuration, dump, pages_in, table_of_contents
from analysis.book.site.finish import Finishing, frame_of_pages
from analysis.book.site.html import build_html
from analysis.book.site.numbers import line_of_numbers, numbers_in_prose, plain_numbers
from analysis.data import Facts
from analysis.data.ledger import read_record
from analysis.display.language.language import language
from analysis.errors import ParameterFault, UserError, reason
from analysis.messages import message


@dataclass(frozen=True)
class Beside:
    """What adds files to the finished pages of a partnership.

    ``put`` adds them, in the folder that the pages lie in. ``prepare`` makes what needs no pages, while these are being written;
    what it could not make, ``put`` makes, or says why it cannot.
    """

    prepare: Callable[[Project, Facts], None]
    put: Callable[[Project, Facts, Path], None]


@dataclass(frozen=True)
class Choice:
    """What somebody wants made: which editions (none: all and the pages across them), and whether anew.

    A ``trial`` may have other parameters, and leaves what else lies in its folder alone.
    """

    years: tuple[int, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    force: bool = False
    trial: bool = False


def plan(project: Project, facts: Facts, choice: Choice) -> list[Job]:
    """Return the jobs that are wanted. Raises ``UserError`` for an edition or parameters that cannot be."""
    choice = settled(choice)
    for year in choice.years:
        facts.edition(year)
    day_of(facts, dict(choice.parameters).get("as_of", ""))
    chapters = read_chapters(project.notebooks, project.trusted_notebooks)
    wanted = plan_jobs(facts, chapters, project.data_parameter, choice.years)
    given = tuple(name for name, _ in choice.parameters)
    return fitted([replace(job, parameters=(*job.parameters, *choice.parameters)) for job in wanted], project.root, given)


def settled(choice: Choice) -> Choice:
    """Return the choice with its year said once: as the parameter of an edition's notebooks it is the edition.

    Raises ``ParameterFault`` for what is said twice, or in the wrong place.
    """
    given = dict(choice.parameters)
    twice = [name for name, count in Counter(name for name, _ in choice.parameters).items() if count > 1]
    if twice:
        raise ParameterFault(message("book.parameters.twice", parameter=twice[0]))
    if "data" in given:
        raise ParameterFault(message("book.parameters.data"))
    year = given.pop("year", None)
    if year is None:
        return choice
    if not (year.isascii() and year.isdigit()):
        raise ParameterFault(message("book.parameters.type", name="-p", parameter="year", value=repr(year), expected="int"))
    if choice.years and set(choice.years) != {int(year)}:
        chosen = ", ".join(map(str, choice.years))
        raise ParameterFault(message("book.parameters.year", value=year, years=chosen))
    return replace(choice, years=(int(year),), parameters=tuple(given.items()))


def fitted(jobs: Sequence[Job], root: Path, given: Sequence[str] = ()) -> list[Job]:
    """Return jobs with each parameter of its declared type. Raises ``ParameterFault`` with everything that does not fit.

    A parameter that is ``given`` and that no notebook has is said once.
    """
    declared = {source: declared_parameters(read_source(root / source)) for source in {job.source for job in jobs}}
    known = {name for parameters in declared.values() for name in parameters}
    if strange := [name for name in given if name not in known]:
        raise ParameterFault("\n".join(unknown("-p", name, sorted(known - {"data"})) for name in strange))
    found: list[Job] = []
    faults: dict[str, str] = {}
    for job in jobs:
        try:
            values = fit(job.name, declared[job.source], job.parameters)
            found.append(replace(job, parameters=tuple(values.items())))
        except ParameterFault as fault:
            faults.setdefault(job.chapter, str(fault))
    if faults:
        raise ParameterFault("\n".join(faults.values()))
    return found


def tasks_of(project: Project, jobs: Sequence[Job], pages: Path, *, force: bool) -> list[Task]:
    """Return what is to be done with the notebook of each job, and why.

    Texts beside the facts that no page has are named, and so are the numbers in them that are written by hand. Raises
    ``DataFaults`` with everything that a comment says and the results do not.
    """
    staleness = Staleness(project.root, pages, project.data)
    tasks = [Task(staleness.due(job, force=force), project.place, pages) for job in jobs]
    for name in staleness.comments.unread({job.edition for job in jobs}):
        tell(message("book.comments.unread", file=f"{project.data_parameter}/{name}"))
    for warning in staleness.comments.warnings:
        tell(str(warning))
    staleness.comments.refuse_what_is_not_so()
    return tasks


def make_notebooks(project: Project, facts: Facts, choice: Choice, pages: Path, runner: Runner) -> Counter[str]:
    """Do what is due, and return how much that was. With all editions chosen the book's contents are written too."""
    jobs = plan(project, facts, choice)
    if choice.trial:
        folders = {(pages / job.target).parent.resolve() for job in jobs}
        refuse(*sorted({fault_of_out(folder, project.root, project.data) for folder in folders}))
        check_targets(pages, jobs)
        take_out(pages, project.root)
        open_up(folders)
    else:
        claim_book(project, pages)
    forget_drafts(project.root)
    tasks = tasks_of(project, jobs, pages, force=choice.force)
    counts = update(tasks, runner, total=sum(task.due.what == "run" for task in tasks))
    tell_of_own(project, jobs, pages)
    if not choice.years and not choice.trial:
        write_contents(facts, jobs, pages)
    return counts


def tell_of_own(project: Project, jobs: Sequence[Job], pages: Path) -> None:
    """Say which numbers in own chapters have no receipt, one line for each chapter, and which own chapters are not run."""
    if not project.trusted_notebooks and project.own_notebooks.is_dir():
        tell(message("book.own.not_run", folder=f"{project.data_parameter}/{project.own_notebooks.name}"))
    for source in dict.fromkeys(job.source for job in jobs if job.is_own):
        found = {source: numbers_in_prose(project.root / source)}
        found |= {job.name: plain_numbers(pages / job.target) for job in jobs if job.source == source}
        if any(found.values()):
            tell(line_of_numbers(source, found))


def open_up(folders: Iterable[Path]) -> None:
    """See that the folders that notebooks are written to can be made, and leave none behind: a run may yet be stopped.

    Raises ``UserError`` before any work where one cannot.
    """
    for folder in sorted(folders):
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(message("book.claims.closed", folder=folder, why=reason(error))) from None
        finally:
            with suppress(OSError):
                for made in missing:
                    made.rmdir()


def claim_book(project: Project, pages: Path) -> None:
    """See that the folder of another partnership's book is ours. Raises ``UserError`` when it is the user's."""
    if pages != project.pages:
        claim(pages, "book")


def write_contents(facts: Facts, jobs: Sequence[Job], pages: Path) -> None:
    """Write the table of contents beside the notebooks; remove notebooks that the book does not have."""
    prune(pages, jobs)
    say = language(facts.partnership.language)
    captions = {key: say.text(f"front.{key}") for key in ("editions", "across", "about")}
    write_if_changed(pages / CONTENTS, dump(table_of_contents(jobs, captions)))


def make_site(project: Project, facts: Facts, pages: Path, out: Path, runner: Runner, beside: Beside | None = None) -> None:
    """Bring the notebooks up to date and build the pages to ``out``/html; ``beside`` adds files to the finished pages."""
    make_notebooks(project, facts, Choice(), pages, runner)
    build_pages(project, facts, pages, out, beside=beside)


def build_pages(
    project: Project, facts: Facts, pages: Path, out: Path, back: Back | None = None, beside: Beside | None = None
) -> None:
    """Build the pages that are there to ``out``/html, with a way back to where they were come from.

    Raises ``UserError`` for a page that the contents name and that is not there.
    """
    check_pages(pages)
    finishing = finishing_of(project, facts, pages, beside)
    config = configuration(project.root / "_config.yml", finishing.title, frame_of_pages(facts), back)
    build_html(pages, config, out / "work", out, finishing, partial(beside.prepare, project, facts) if beside else None)


def finishing_of(project: Project, facts: Facts, pages: Path, beside: Beside | None = None) -> Finishing:
    """Return what makes a site of a book's pages; ``beside`` adds files to it."""
    title = language(facts.partnership.language)("front.title", partnership=facts.partnership.name).text
    put = partial(beside.put, project, facts) if beside else None
    return Finishing(facts, title, tuple(pages_in(pages)), read_record(project.data), put)
