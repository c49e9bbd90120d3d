"""Makes the draft of an edition: a book of its own beside the published one, marked as a draft on every page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.book.claims import claim
from analysis.book.days import day_of
from analysis.book.files import files_below, write_if_changed
from analysis.book.make import Choice, finishing_of, plan, tasks_of, tell_of_own, write_contents
from analysis.book.notebooks.chapters import Job
from analysis.book.notebooks.update import Runner, forget_drafts, update
from analysis.book.project import Project, pages_of, site_of
from analysis.book.site.contents import check_pages, configuration
from analysis.book.site.finish import frame_of_pages
from analysis.book.site.html import build_html
from analysis.data import Facts
from analysis.data.ledger import read_record
from analysis.display.language.language import language
from analysis.display.parts import moved
from analysis.display.parts.draft import draft_words
from analysis.display.view.view import View
from analysis.indicators import edition_rows
from analysis.release.frozen import frozen_facts, read_release

MOVED = "flyttet"
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A draft of an edition, with other parameters than its own where some are given: then it is a trial."""

    project: Project
    year: int
    parameters: Parameters = ()

    def folder(self, facts: Facts) -> Path:
        """Return where the draft lies: beside the site of the published book. A trial has a place of its own."""
        kind = f"trial-{self.year}" if self.parameters else f"preview-{self.year}"
        return site_of(self.project, facts) / kind


def make_draft(draft: Draft, facts: Facts, runner: Runner) -> Path:
    """Make a draft and return its first page. The published book is read and never written.

    Raises ``UserError`` for an edition or parameters that cannot be, and ``RunFailed`` for notebooks that fail.
    """
    facts = as_tried(facts, draft)
    out = draft.folder(facts)
    claim(out, "preview")
    pages = out / "book"
    copy_book(pages_of(draft.project, facts), pages)
    jobs = jobs_of(draft, facts)
    forget_drafts(draft.project.root)
    tasks = tasks_of(draft.project, jobs, pages, force=False)
    update(tasks, runner, total=sum(task.due.what == "run" for task in tasks))
    tell_of_own(draft.project, jobs, pages)
    write_contents(facts, with_moved(jobs, draft.year), pages)
    write_if_changed(pages / f"{draft.year}/{MOVED}.md", moved_page(draft.project, facts, draft.year))
    return build_draft(draft, facts, pages, out)


def as_tried(facts: Facts, draft: Draft) -> Facts:
    """Return facts whose edition has the day that a trial gives it."""
    facts.edition(draft.year)
    day = day_of(facts, dict(draft.parameters).get("as_of", ""))
    if day is None:
        return facts
    editions = [e.model_copy(update={"as_of": day}) if e.year == draft.year else e for e in facts.partnership.editions]
    return replace(facts, partnership=facts.partnership.model_copy(update={"editions": editions}))


def copy_book(published: Path, pages: Path) -> None:
    """Copy the published notebooks that a draft has not got yet: what is as it should be need not run again."""
    for path in files_below(published):
        target = pages / path.relative_to(published)
        if path.suffix == ".ipynb" and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def jobs_of(draft: Draft, facts: Facts) -> list[Job]:
    """Return the jobs of the whole book, those of a trial's edition with its parameters."""
    whole = plan(draft.project, facts, Choice())
    if not draft.parameters:
        return whole
    tried = {job.target: job for job in plan(draft.project, facts, Choice((draft.year,), draft.parameters))}
    return [tried.get(job.target, job) for job in whole]


def with_moved(jobs: Sequence[Job], year: int) -> list[Job]:
    """Return jobs with a page behind the edition's first that says what moved; no notebook is run for it."""
    first = next(place for place, job in enumerate(jobs) if job.edition == year)
    moved = Job(MOVED, "", year, (), f"{year}/{MOVED}.ipynb")
    return [*jobs[: first + 1], moved, *jobs[first + 1 :]]


def build_draft(draft: Draft, facts: Facts, pages: Path, out: Path) -> Path:
    """Build the pages of a draft, each marked as one, and return the first."""
    check_pages(pages)
    finishing = finishing_of(draft.project, facts, pages)
    words = draft_words(language(facts.partnership.language), draft.year, draft.parameters)
    frame = frame_of_pages(facts) | words
    config = configuration(draft.project.root / "_config.yml", finishing.title, frame, None)
    return build_html(pages, config, out / "work", out, finishing)


# What moved


def moved_page(project: Project, facts: Facts, year: int) -> str:
    """Return the page that says what moved, as Markdown."""
    with edition_before(project, facts, year) as old:
        held = moved.Held(view_of(facts, year), old)
        body = moved.page(held)._repr_html_()
        return f"# {moved.title(held).text}\n\n```{{raw}} html\n{body}\n```\n"


def view_of(facts: Facts, year: int, as_of: dt.date | None = None) -> View:
    """Return an edition as its pages see it."""
    day = as_of or facts.edition(year).as_of
    return View(facts.as_of(day, year), year, day, edition_rows(facts, year, day))


@contextmanager
def edition_before(project: Project, facts: Facts, year: int) -> Iterator[View]:
    """Yield what a draft is held against: the edition as it is published, or else the nearest one before it.

    Against a distant edition, or none, everything would look new and gone. The first of all editions is held against what was
    public on the day before its first source came.
    """
    ledger = read_record(project.data).ledgers.get(year)
    if ledger:
        release = read_release(project.data, year, ledger.last.release)
        with frozen_facts(project.data, release.data) as published:
            yield view_of(published, year)
        return
    earlier = max((edition.year for edition in facts.partnership.editions if edition.year < year), default=None)
    if earlier is not None:
        yield view_of(facts, earlier)
    else:
        day = facts.edition(year).as_of
        yield View(facts.as_of(day, year), year, day, ())
