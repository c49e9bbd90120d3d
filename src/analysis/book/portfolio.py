"""Makes the books of many partnerships, one after the other, and the page that leads to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from analysis.book.files import write_if_changed
from analysis.book.make import Choice, build_pages, plan, tasks_of, write_contents
from analysis.book.notebooks.update import Runner, Task, update
from analysis.book.project import Project, pages_of
from analysis.data import Facts, load, load_portfolio
from analysis.display.portfolio import Book, page
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import RunFailed


@dataclass(frozen=True)
class Portfolio:
    """Several partnerships whose books are made by one project."""

    title: str
    projects: tuple[Project, ...]

    @property
    def front(self) -> Path:
        """The page that leads to the books."""
        return self.projects[0].root / "build" / "portfolio" / "index.html"


def read_portfolio(path: Path, root: Path) -> Portfolio:
    """Return the portfolio that a file names. Raises ``DataFaults`` with every fault of all partnerships."""
    title, folders = load_portfolio(path)
    return Portfolio(title, tuple(Project(root, folder) for folder in folders))


def make_all_notebooks(portfolio: Portfolio, choice: Choice, run: Runner) -> None:
    """Do what is due in every book, write each book's contents, and the page that leads to them.

    Raises ``RunFailed`` at the end, when all that is written, with every notebook that failed.
    """
    try:
        update(tasks(portfolio, choice, write=True), run)
    except RunFailed:
        write_front(portfolio)
        raise
    write_front(portfolio)


def tasks(portfolio: Portfolio, choice: Choice, *, write: bool = False) -> Iterator[Task]:
    """Yield what is to be done in one book after the other; write each book's contents on the way."""
    for project in portfolio.projects:
        facts = load(project.data)
        jobs, pages = plan(project, facts, choice), pages_of(project, facts)
        if write:
            write_contents(project, facts, jobs, pages)
        yield from tasks_of(project, facts, jobs, pages, force=choice.force)


def make_all_sites(portfolio: Portfolio, run: Runner) -> None:
    """Bring every book up to date and build its pages."""
    make_all_notebooks(portfolio, Choice(), run)
    for project in portfolio.projects:
        facts = load(project.data)
        build_pages(project, facts, pages_of(project, facts), site_of(project, facts))
    write_front(portfolio)


def site_of(project: Project, facts: Facts) -> Path:
    """Return the folder that a partnership's ``html`` lies in."""
    return project.root / "build" if project.is_own else pages_of(project, facts).parent


def write_front(portfolio: Portfolio) -> None:
    """Write the page that lists the partnerships with their verdicts."""
    style = (portfolio.projects[0].pages / "_static" / "statusbog.css").read_text(encoding="utf-8")
    books = (book_of(project, portfolio.front) for project in portfolio.projects)
    write_if_changed(portfolio.front, page(portfolio.title, books, style))


def book_of(project: Project, front: Path) -> Book:
    """Return a partnership's newest edition, with the way to its pages where there are any."""
    facts = load(project.data)
    html = site_of(project, facts) / "html"
    way = os.path.relpath(html, front.parent).replace(os.sep, "/") if (html / "index.html").is_file() else ""
    return Book(cast(View, look(Opening("front", 0, ""), facts)), way)
