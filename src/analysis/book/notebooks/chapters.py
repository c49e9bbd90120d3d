"""The chapters: notebook sources, and which of them an edition gets."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import jupytext
from nbformat import NotebookNode
from pydantic import BaseModel, ConfigDict

from analysis.data import Facts
from analysis.indicators import edition_rows, themes_with_news

Value = str | int | float | bool


class Placement(BaseModel):
    """The ``statusbog`` part of a source's front matter: where the chapter stands and what it needs.

    An ``edition`` chapter is made for each edition that has news in one of its ``themes`` (always, when it names none);
    an ``across`` chapter once; ``front`` is the book's first page.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scope: Literal["front", "edition", "across"]
    order: int
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A notebook source."""

    name: str
    path: Path
    placement: Placement

    @property
    def source(self) -> str:
        """The source's place in the project."""
        return f"{self.path.parent.name}/{self.path.name}"


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
        """What a message calls the job."""
        return self.target.removesuffix(".ipynb")


def read_source(path: Path) -> NotebookNode:
    """Return a MyST Markdown source as a notebook without outputs."""
    return parse_source(path.read_text(encoding="utf-8"))


def parse_source(text: str) -> NotebookNode:
    """Return a source's text as a notebook without outputs, which is the caller's to change."""
    return deepcopy(parsed(text))


@lru_cache(maxsize=64)
def parsed(text: str) -> NotebookNode:
    return jupytext.reads(text, fmt="md:myst")


def read_chapters(folder: Path) -> list[Chapter]:
    """Return the chapters of a folder in the order in which readers meet them."""
    chapters = [Chapter(path.stem, path, placement_of(path)) for path in sorted(folder.glob("*.md"))]
    return sorted(chapters, key=lambda chapter: (chapter.placement.order, chapter.name))


def placement_of(path: Path) -> Placement:
    """Return the front matter's placement of a source."""
    return Placement.model_validate(read_source(path).metadata.get("statusbog", {}))


def plan_jobs(facts: Facts, chapters: list[Chapter], data: str) -> list[Job]:
    """Return a job for every page of the book that has something to say: front page, editions newest first, pages across."""
    jobs = [job for chapter in chapters if chapter.placement.scope == "front" for job in [across_job(chapter, data)]]
    for edition in sorted(facts.partnership.editions, key=lambda e: -e.year):
        themes = news_of(facts, edition.year, edition.as_of)
        for chapter in chapters:
            wanted = set(chapter.placement.themes)
            if chapter.placement.scope == "edition" and (not wanted or wanted & themes):
                jobs.append(edition_job(chapter, edition.year, data))
    return jobs + [across_job(chapter, data) for chapter in chapters if chapter.placement.scope == "across"]


def news_of(facts: Facts, year: int, as_of: dt.date) -> frozenset[str]:
    """Return the themes that an edition has something new to say about."""
    return themes_with_news(facts.as_of(as_of), edition_rows(facts, year), year)


def edition_job(chapter: Chapter, year: int, data: str) -> Job:
    return Job(chapter.name, chapter.source, year, (("year", year), ("as_of", ""), ("data", data)), f"{year}/{chapter.name}.ipynb")


def across_job(chapter: Chapter, data: str) -> Job:
    return Job(chapter.name, chapter.source, None, (("as_of", ""), ("data", data)), f"{chapter.name}.ipynb")
