"""What is done for one partnership when its notebooks are up to date, in a process of its own: its pages, and its part of the page across."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from analysis.book.make import Beside, build_pages
from analysis.book.portfolio.members import Failure, Member, failure_of
from analysis.book.project import pages_of, site_named, site_of
from analysis.book.site.contents import Back
from analysis.book.stamp import Stamp, inputs_of, state_of_folder
from analysis.data import Facts
from analysis.display.blocks import RECEIPTS
from analysis.display.portfolio import Book, Summary, summary_of
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.indicators import all_edition_rows
from analysis.indicators.compare.shared import known_of

RECEIPT = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class Finish:
    """A partnership that is to be finished: with its pages, to which ``beside`` adds files, or without. ``front`` is the page across."""

    member: Member
    title: str
    front: Path
    with_pages: bool
    beside: Beside | None = None


def finish(task: Finish) -> Summary | Failure:
    """Return what the page across says of a partnership, with its pages built where they are wanted, or why that could not be."""
    try:
        facts = task.member.load()
        if task.with_pages:
            build_where_due(task, facts)
        return replace(summary_of(book_of(task, facts)), known=known_of(facts, all_edition_rows(facts)))
    except (UserError, OSError) as error:
        return failure_of(error)


def build_where_due(task: Finish, facts: Facts) -> None:
    """Build the pages of a partnership, unless nothing has changed since that was last done for this portfolio."""
    if is_built(task):
        return
    project, inputs = task.member.project, inputs_of(task.member.project)
    build_pages(project, facts, pages_of(project, facts), site_of(project, facts), back_of(task), task.beside)
    if inputs_of(project) == inputs:
        note_built(task)


def is_built(task: Finish) -> bool:
    """Tell whether a partnership's pages are what they were when they were last built for this portfolio, and what they are made from too."""
    return stamp_of(task).says(*states_of(task))


def note_built(task: Finish) -> None:
    """Note that a partnership's pages follow from what there is now."""
    stamp_of(task).put(*states_of(task))


def stamp_of(task: Finish) -> Stamp:
    """Return the note of when a partnership's pages were built with the way back to this portfolio."""
    back = back_of(task)
    return Stamp(task.member.project, "portfolio-site", back.title, back.way)


def states_of(task: Finish) -> tuple[str, str, str]:
    """Return the states of what pages are made from, of the notebooks, and of the pages."""
    project = task.member.project
    site = site_named(project, task.member.named.id)
    return inputs_of(project), state_of_folder(project.pages if project.is_own else site / "book"), state_of_folder(site / "html")


def back_of(task: Finish) -> Back:
    """Return the way back from a partnership's pages to the page across."""
    return Back(task.title, way(site_named(task.member.project, task.member.named.id) / "html", task.front))


def book_of(task: Finish, facts: Facts) -> Book:
    """Return a partnership's newest edition, with the way to its pages and its receipts where there are any."""
    view = cast(View, look(Opening("front", 0, ""), facts))
    html = site_of(task.member.project, facts) / "html"
    if not (html / "index.html").is_file():
        return Book(view, "")
    receipts = html / str(view.year) / RECEIPTS
    known = RECEIPT.findall(receipts.read_text(encoding="utf-8")) if receipts.is_file() else ()
    return Book(view, way(task.front.parent, html), frozenset(known))


def way(start: Path, end: Path) -> str:
    """Return the way from a folder to a file, as a link has it."""
    return os.path.relpath(end, start).replace(os.sep, "/")
