"""The chapters: notebook sources, and which of them an edition gets."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import jupytext
import yaml
from nbformat import NotebookNode
from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.data import Facts, Theme
from analysis.errors import UserError
from analysis.indicators import OTHERS, edition_rows, themes_with_news
from analysis.messages import message

Value = str | int | float | bool
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
ABOUT = "om"  # the folder of the pages about the book, and so a part of their addresses


class Placement(BaseModel):
    """The ``statusbog`` part of a source's front matter: where the chapter stands and what it needs.

    An ``edition`` chapter is made for each edition that has news in one of its ``themes`` (always, when it names none),
    and one of ``others`` where there is something that no chapter has a place for; an ``across`` chapter once, and so is an ``about`` page; ``front`` is the book's first page.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scope: Literal["front", "edition", "across", "about"]
    order: int
    themes: tuple[Theme, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class Chapter:
    """A notebook source; ``source`` is its place in the project."""

    name: str
    source: str
    placement: Placement

    def target(self, edition: int | None) -> str:
        """Return where the chapter's notebook lies in the book."""
        folder = f"{edition}/" if edition is not None else f"{ABOUT}/" if self.placement.scope == "about" else ""
        return f"{folder}{self.name}.ipynb"


@dataclass(frozen=True)
class Job:
    """One notebook to run: plain values only, so that it can be sent to another process or machine.

    ``source`` is below the folder that it is run in, ``target`` below the folder of the book.
    """

    chapter: str
    source: str
    edition: int | None
    parameters: tuple[tuple[str, Value], ...]
    target: str

    @property
    def name(self) -> str:
        """What a message calls the job, and the book's contents its page."""
        return self.target.removesuffix(".ipynb")

    @property
    def is_about(self) -> bool:
        """Whether its page is one about the book."""
        return self.edition is None and self.target.startswith(f"{ABOUT}/")


def read_source(path: Path) -> NotebookNode:
    """Return a MyST Markdown source as a notebook without outputs."""
    return parse_source(path.read_text(encoding="utf-8"))


def parse_source(text: str) -> NotebookNode:
    """Return a source's text as a notebook without outputs, which is the caller's to change."""
    return deepcopy(parsed(text))


@lru_cache(maxsize=64)
def parsed(text: str) -> NotebookNode:
    return jupytext.reads(text, fmt="md:myst")


# Sources and where they stand


def read_chapters(folder: Path) -> list[Chapter]:
    """Return the chapters of a folder in the order in which readers meet them.

    Raises ``UserError`` with every file that is no source, and every two of which only one could be published.
    """
    chapters: list[Chapter] = []
    faults: list[str] = []
    for path in source_files(folder):
        source = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        found = list(faults_of(source, path))
        faults += found
        if not found:
            chapters.append(Chapter(path.stem, source, Placement.model_validate(read_source(path).metadata["statusbog"])))
    faults += doubles(chapters)
    if faults:
        raise UserError("\n".join(faults))
    return sorted(chapters, key=lambda chapter: (chapter.placement.order, chapter.name))


def source_files(folder: Path) -> list[Path]:
    """Return the Markdown files of the sources' folder and of that for pages about the book; hidden ones are an editor's."""
    below = [path for here in (folder, folder / ABOUT) if here.is_dir() for path in sorted(here.iterdir())]
    return [path for path in below if path.suffix == ".md" and not path.name.startswith(".") and not path.is_dir()]


def faults_of(source: str, path: Path) -> Iterator[str]:
    """Yield what is wrong with a source: with its front matter, or with all of it."""
    try:
        text = path.read_text(encoding="utf-8")
        head = yaml.safe_load(found[1]) if (found := FRONT_MATTER.match(text)) else None
        if not isinstance(head, dict) or not isinstance(head.get("statusbog"), dict):
            yield message("book.sources.no_placement", file=source)
            return
        kernel = head.get("kernelspec")
        if not isinstance(kernel, dict) or not {"name", "display_name"} <= set(kernel):
            yield message("book.sources.no_kernel", file=source)
            return
        parse_source(text)
    except Exception as error:  # noqa: BLE001 - whatever the libraries say of it
        yield message("book.sources.unread", file=source, why=" ".join(str(getattr(error, "strerror", None) or error).split()))
        return
    yield from misplaced(source, head["statusbog"])


def misplaced(source: str, placement: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the ``statusbog`` part of a source's front matter."""
    try:
        Placement.model_validate(placement)
    except ValidationError as error:
        for details in error.errors():
            key = str(details["loc"][0])
            found = message("book.sources.nothing") if details["type"] == "missing" else repr(details["input"])
            expected = message(f"book.sources.{key if key in Placement.model_fields else 'unknown'}")
            yield message("book.sources.placement", file=source, key=key, found=found, expected=expected)


def doubles(chapters: Iterable[Chapter]) -> Iterator[str]:
    """Yield a fault for each page that two sources would make."""
    places = Counter((chapter.target(0 if chapter.placement.scope == "edition" else None)) for chapter in chapters)
    for place, count in places.items():
        if count > 1:
            yield message("book.sources.double", page=place.removeprefix("0/"))


# What a book has


def plan_jobs(facts: Facts, chapters: list[Chapter], data: str) -> list[Job]:
    """Return a job for every page that has something to say: front page, editions newest first, pages across, pages about."""
    jobs = [single_job(chapter, data) for chapter in chapters if chapter.placement.scope == "front"]
    for edition in sorted(facts.partnership.editions, key=lambda e: -e.year):
        themes = news_of(facts, edition.year, edition.as_of)
        for chapter in chapters:
            wanted = {*chapter.placement.themes, *([OTHERS] if chapter.placement.others else [])}
            if chapter.placement.scope == "edition" and (not wanted or wanted & themes):
                jobs.append(edition_job(chapter, edition.year, data))
    singles = [chapter for scope in ("across", "about") for chapter in chapters if chapter.placement.scope == scope]
    return jobs + [single_job(chapter, data) for chapter in singles]


def job_of_page(facts: Facts, chapters: list[Chapter], data: str, page: str) -> Job | None:
    """Return the job whose notebook a page is made from; ``None`` where the book has no such page, or makes it from others."""
    for chapter in chapters:
        if chapter.placement.scope != "edition":
            found = [single_job(chapter, data)]
        else:
            editions = [edition for edition in facts.partnership.editions if page == f"{edition.year}/{chapter.name}"]
            wanted = set(chapter.placement.themes)
            found = [
                edition_job(chapter, edition.year, data)
                for edition in editions
                if not wanted or wanted & news_of(facts, edition.year, edition.as_of)
            ]
        if found and found[0].name == page:
            return found[0]
    return None


def news_of(facts: Facts, year: int, as_of: dt.date) -> frozenset[str]:
    """Return the themes that an edition has something new to say about."""
    return themes_with_news(facts.as_of(as_of), edition_rows(facts, year), year)


def edition_job(chapter: Chapter, year: int, data: str) -> Job:
    return Job(chapter.name, chapter.source, year, (("year", year), ("as_of", ""), ("data", data)), chapter.target(year))


def single_job(chapter: Chapter, data: str) -> Job:
    return Job(chapter.name, chapter.source, None, (("as_of", ""), ("data", data)), chapter.target(None))
