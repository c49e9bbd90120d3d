"""What is done for one partnership when its notebooks are up to date, in a process of its own: its pages, and its part of the page across."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from analysis.book.make import Beside, build_pages
from analysis.book.portfolio.members import Failure, Member, failure_of
from analysis.book.project import pages_of, site_of
from analysis.book.site.contents import Back
from analysis.book.stamp import Stamp, inputs_of, state_of_folder
from analysis.data import Facts
from analysis.display.blocks import RECEIPTS
from analysis.display.portfolio import Book, Summary, summary_of
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import UserError

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
        return summary_of(book_of(task, facts))
    except (UserError, OSError) as error:
        return failure_of(error)


def build_where_due(task: Finish, facts: Facts) -> None:
    """Build the pages of a partnership, unless nothing has changed since that was last done for this portfolio."""
    project = task.member.project
    out, pages = site_of(project, facts), pages_of(project, facts)
    back = Back(task.title, way(out / "html", task.front))
    stamp, inputs = Stamp(project, "portfolio-site", back.title, back.way), inputs_of(project)
    if stamp.says(inputs, state_of_folder(pages), state_of_folder(out / "html")):
        return
    build_pages(project, facts, pages, out, back, task.beside)
    if inputs_of(project) == inputs:
        stamp.put(inputs, state_of_folder(pages), state_of_folder(out / "html"))


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
