"""The chapters: notebook sources, and which of them an edition gets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
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
OWN = "egne"  # the folder of the chapters that a user adds for all partnerships
# What an own chapter's file may be called, for it is a part of an address; and the pages that the site makes itself.
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TAKEN = frozenset({"index", "kvitteringer", "samlet", "search", "genindex", "flyttet", "hent", "om", "404"})
OWN_SCOPES = ("edition", "across")


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
    """A notebook source; ``source`` is its place in the project. ``is_own``: a user has added it to those of every book."""

    name: str
    source: str
    placement: Placement
    is_own: bool = False

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
    is_own: bool = False

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


def read_chapters(folder: Path, own: Path | None = None) -> list[Chapter]:
    """Return the chapters of a folder in the order in which readers meet them, those that a user has added last.

    These lie in its folder ``egne``, and in the folder ``own``, which is that of one partnership's data. Raises ``UserError`` with
    every file that is no source, and every two of which only one could be published.
    """
    chapters: list[Chapter] = []
    faults: list[str] = []
    for path, source, is_own in source_files(folder, own):
        found = [*faults_of(source, path), *(badly_named(source, path.stem) if is_own else ())]
        if not found:
            chapter = Chapter(path.stem, source, Placement.model_validate(read_source(path).metadata["statusbog"]), is_own)
            found = list(misplaced_own(chapter))
            chapters.append(chapter)
        faults += found
    faults += doubles(chapters)
    if faults:
        raise UserError("\n".join(faults))
    return sorted(chapters, key=lambda chapter: (chapter.is_own, chapter.placement.order, chapter.name))


def source_files(folder: Path, own: Path | None = None) -> Iterator[tuple[Path, str, bool]]:
    """Yield the sources with what they are called and whether a user has added them; hidden ones are an editor's."""
    below = [(here, f"{folder.name}/{here.relative_to(folder).as_posix()}/") for here in (folder, folder / ABOUT, folder / OWN)]
    below += [(own, f"{own.parent.name}/{own.name}/")] if own else []
    for here, place in below:
        for path in sorted(here.iterdir()) if here.is_dir() else ():
            if path.suffix == ".md" and not path.name.startswith(".") and not path.is_dir():
                yield path, f"{place.replace('/./', '/')}{path.name}", here not in (folder, folder / ABOUT)


def badly_named(source: str, name: str) -> Iterator[str]:
    """Yield what is wrong with the name of an own chapter, which becomes an address."""
    if not NAME.fullmatch(name) or name in TAKEN:
        yield message("book.sources.own_name", file=source, taken=", ".join(sorted(TAKEN)))


def misplaced_own(chapter: Chapter) -> Iterator[str]:
    """Yield that an own chapter would stand where only the book's own pages do."""
    if chapter.is_own and chapter.placement.scope not in OWN_SCOPES:
        yield message("book.sources.own_scope", file=chapter.source, found=chapter.placement.scope)


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
    """Yield a fault for each page that two sources would make; an own chapter has a name that no other chapter has."""
    chapters = list(chapters)
    places: dict[str, list[str]] = {}
    for chapter in chapters:
        places.setdefault(chapter.target(0 if chapter.placement.scope == "edition" else None), []).append(chapter.source)
    for place, sources in places.items():
        if len(sources) > 1:
            yield message("book.sources.double", page=place.removeprefix("0/"), files=", ".join(sources))
    twice = {source for sources in places.values() if len(sources) > 1 for source in sources}
    for chapter in chapters:
        same = [other.source for other in chapters if other.name == chapter.name and other.source != chapter.source]
        if chapter.is_own and same and chapter.source not in twice:
            yield message("book.sources.own_double", file=chapter.source, other=same[0])


# What a book has


def plan_jobs(facts: Facts, chapters: list[Chapter], data: str, years: Collection[int] = ()) -> list[Job]:
    """Return a job for every page that has something to say: front page, editions newest first, pages across, pages about.

    With ``years`` only those of these editions.
    """
    if years:
        return list(edition_jobs(facts, chapters, data, years))
    jobs = [single_job(chapter, data) for chapter in chapters if chapter.placement.scope == "front"]
    jobs += edition_jobs(facts, chapters, data, [edition.year for edition in facts.partnership.editions])
    singles = [chapter for scope in ("across", "about") for chapter in chapters if chapter.placement.scope == scope]
    return jobs + [single_job(chapter, data) for chapter in singles]


def edition_jobs(facts: Facts, chapters: list[Chapter], data: str, years: Collection[int]) -> Iterator[Job]:
    """Yield the jobs of editions, newest first."""
    for edition in sorted(facts.partnership.editions, key=lambda e: -e.year):
        themes = news_of(facts, edition.year, edition.as_of) if edition.year in years else frozenset()
        for chapter in chapters if edition.year in years else ():
            wanted = {*chapter.placement.themes, *([OTHERS] if chapter.placement.others else [])}
            if chapter.placement.scope == "edition" and (not wanted or wanted & themes):
                yield edition_job(chapter, edition.year, data)


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
    return Job(
        chapter.name, chapter.source, year, (("year", year), ("as_of", ""), ("data", data)), chapter.target(year), chapter.is_own
    )


def single_job(chapter: Chapter, data: str) -> Job:
    return Job(chapter.name, chapter.source, None, (("as_of", ""), ("data", data)), chapter.target(None), chapter.is_own)
