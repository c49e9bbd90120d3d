"""Brings the notebook of one page up to date, and nothing else."""

from __future__ import annotations

from analysis.book.make import fitted
from analysis.book.notebooks.chapters import job_of_page, read_chapters
from analysis.book.notebooks.stale import Staleness
from analysis.book.notebooks.update import Task, bring_up, local_runner
from analysis.book.project import Project, pages_of
from analysis.data import load


def bring_page_up(project: Project, page: str, seconds: float) -> bool:
    """Do what is due with a page's notebook, and tell whether it is another one now. A page that no notebook is for has nothing due.

    Raises ``UserError`` for faults in the data or the sources, and ``RunFailed`` when the notebook does not come to its end.
    """
    facts = load(project.data)
    job = job_of_page(facts, read_chapters(project.notebooks, project.trusted_notebooks), project.data_parameter, page)
    if job is None:
        return False
    pages = pages_of(project, facts)
    due = Staleness(project.root, pages, project.data).due(*fitted([job], project.root))
    bring_up(Task(due, project.place, pages), local_runner(1, seconds))
    return due.what != "nothing"
