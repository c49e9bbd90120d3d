"""Makes the books of many partnerships, one after the other, and the page that leads to them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from analysis.book.claims import claim, fault_of, refuse
from analysis.book.files import write_if_changed
from analysis.book.make import Beside, Choice, build_pages, claim_book, plan, tasks_of, write_contents
from analysis.book.notebooks.update import Runner, Task, forget_drafts, update
from analysis.book.project import Project, pages_of, site_of
from analysis.book.site.contents import Back
from analysis.book.site.theme import STATIC
from analysis.data import load, load_portfolio
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


def make_all_notebooks(portfolio: Portfolio, choice: Choice, runner: Runner) -> Counter[str]:
    """Do what is due in every book, write each book's contents, and the page that leads to them; return how much was done.

    Raises ``RunFailed`` at the end, when all that is written, with every notebook that failed, and ``UserError`` before
    anything is done when a folder that is to be written into is the user's.
    """
    refuse(fault_of(portfolio.front.parent, "portfolio"), *(book_fault(project) for project in portfolio.projects))
    forget_drafts(portfolio.projects[0].root)
    try:
        counts = update(tasks(portfolio, choice, write=True), runner)
    except RunFailed:
        write_front(portfolio)
        raise
    write_front(portfolio)
    return counts


def book_fault(project: Project) -> str:
    """Return why a partnership's book cannot be written where it is to lie; nothing when it can."""
    return "" if project.is_own else fault_of(pages_of(project, load(project.data)), "book")


def tasks(portfolio: Portfolio, choice: Choice, *, write: bool = False) -> Iterator[Task]:
    """Yield what is to be done in one book after the other; write each book's contents on the way."""
    for project in portfolio.projects:
        facts = load(project.data)
        jobs, pages = plan(project, facts, choice), pages_of(project, facts)
        if write:
            claim_book(project, pages)
            write_contents(facts, jobs, pages)
        yield from tasks_of(project, jobs, pages, force=choice.force)


def make_all_sites(portfolio: Portfolio, runner: Runner, beside: Beside | None = None) -> None:
    """Bring every book up to date and build its pages; ``beside`` adds files to them."""
    make_all_notebooks(portfolio, Choice(), runner)
    for project in portfolio.projects:
        facts = load(project.data)
        out = site_of(project, facts)
        back = Back(portfolio.title, way(out / "html", portfolio.front))
        build_pages(project, facts, pages_of(project, facts), out, back, beside)
    write_front(portfolio)


def way(start: Path, end: Path) -> str:
    """Return the way from a folder to a file, as a link has it."""
    return os.path.relpath(end, start).replace(os.sep, "/")


def write_front(portfolio: Portfolio) -> None:
    """Write the page that lists the partnerships with their verdicts."""
    style = (STATIC / "statusbog.css").read_text(encoding="utf-8")
    books = (book_of(project, portfolio.front) for project in portfolio.projects)
    claim(portfolio.front.parent, "portfolio")
    write_if_changed(portfolio.front, page(portfolio.title, books, style))


def book_of(project: Project, front: Path) -> Book:
    """Return a partnership's newest edition, with the way to its pages where there are any."""
    facts = load(project.data)
    html = site_of(project, facts) / "html"
    return Book(
        cast(View, look(Opening("front", 0, ""), facts)), way(front.parent, html) if (html / "index.html").is_file() else ""
    )
