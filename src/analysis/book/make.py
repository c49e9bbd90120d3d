"""Makes a partnership's book: its notebooks, then its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import analysis.book.engine.preload  # noqa: F401 - first: this process is copied for each notebook, with all that it has imported
from analysis.book.files import write_if_changed
from analysis.book.notebooks.chapters import Job, plan_jobs, read_chapters, read_source
from analysis.book.notebooks.parameters import declared_parameters, fit
from analysis.book.notebooks.stale import Staleness
from analysis.book.notebooks.update import Runner, Task, update
from analysis.book.project import Project
from analysis.book.site.contents import about_pages, check_pages, configuration, copy_pages, dump, prune, table_of_contents
from analysis.book.site.html import build_html
from analysis.data import Facts, fingerprint_of_data
from analysis.display import Answers
from analysis.display.language.language import language
from analysis.errors import ParameterFault


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
    for year in choice.years:
        facts.edition(year)
    jobs = plan_jobs(facts, read_chapters(project.notebooks), project.data_parameter)
    wanted = [job for job in jobs if not choice.years or job.edition in choice.years]
    return fitted([replace(job, parameters=(*job.parameters, *choice.parameters)) for job in wanted], project.root)


def fitted(jobs: Sequence[Job], root: Path) -> list[Job]:
    """Return jobs with each parameter of its declared type. Raises ``ParameterFault`` with everything that does not fit."""
    declared = {source: declared_parameters(read_source(root / source)) for source in {job.source for job in jobs}}
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


def tasks_of(project: Project, facts: Facts, jobs: Sequence[Job], pages: Path, *, force: bool) -> list[Task]:
    """Return what is to be done with the notebook of each job, and why."""
    staleness = Staleness(project.root, pages, facts=fingerprint_of_data(project.data), answers=Answers(facts))
    return [Task(staleness.due(job, force=force), project.place, pages) for job in jobs]


def make_notebooks(project: Project, facts: Facts, choice: Choice, pages: Path, run: Runner) -> None:
    """Do what is due. With all editions chosen the book's contents are written, and what it no longer has is removed."""
    jobs = plan(project, facts, choice)
    tasks = tasks_of(project, facts, jobs, pages, force=choice.force)
    update(tasks, run, total=sum(task.due.what == "run" for task in tasks))
    if not choice.years and not choice.trial:
        write_contents(project, facts, jobs, pages)


def write_contents(project: Project, facts: Facts, jobs: Sequence[Job], pages: Path) -> None:
    """Write the table of contents and the pages about the book beside the notebooks; remove notebooks that it does not have."""
    prune(pages, jobs)
    copy_pages(project.pages, pages)
    say = language(facts.partnership.language)
    captions = {key: say.text(f"front.{key}") for key in ("editions", "across", "about")}
    write_if_changed(pages / "_toc.yml", dump(table_of_contents(jobs, captions, about_pages(pages))))


def make_site(project: Project, facts: Facts, pages: Path, out: Path, run: Runner) -> None:
    """Bring the notebooks up to date and build the pages to ``out``/html."""
    make_notebooks(project, facts, Choice(), pages, run)
    build_pages(project, facts, pages, out)


def build_pages(project: Project, facts: Facts, pages: Path, out: Path) -> None:
    """Build the pages that are there to ``out``/html. Raises ``UserError`` for one that the contents name and that is not."""
    check_pages(pages)
    title = language(facts.partnership.language)("front.title", partnership=facts.partnership.name).text
    config = configuration(project.root / "_config.yml", title)
    build_html(pages, config, out / "work", out)
