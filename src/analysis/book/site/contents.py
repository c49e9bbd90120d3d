"""Assembles the book: which pages it has, in which order, and under which title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.book.notebooks.chapters import Job
from analysis.errors import UserError
from analysis.messages import message

Toc = dict[str, Any]
ROOT = "index"


def table_of_contents(jobs: Iterable[Job], captions: dict[str, str]) -> Toc:
    """Return the book's contents: front page, editions newest first with their chapters folded in, pages across, pages about."""
    jobs = list(jobs)
    years = dict.fromkeys(job.edition for job in jobs if job.edition is not None)
    editions = [edition_entry(year, [job for job in jobs if job.edition == year]) for year in years]
    single = [job for job in jobs if job.edition is None and job.name != ROOT]
    parts = [
        {"caption": captions["editions"], "chapters": editions},
        {"caption": captions["across"], "chapters": [{"file": job.name} for job in single if not job.is_about]},
        {"caption": captions["about"], "chapters": [{"file": job.name} for job in single if job.is_about]},
    ]
    return {"format": "jb-book", "root": ROOT, "parts": [part for part in parts if part["chapters"]]}


def edition_entry(year: int, jobs: list[Job]) -> Toc:
    """Return an edition: its first chapter, and the others under it."""
    first, *rest = jobs
    entry: Toc = {"file": first.name, "title": str(year)}
    if rest:
        entry["sections"] = [{"file": job.name} for job in rest]
    return entry


def dump(document: Toc) -> str:
    """Return YAML with keys in the order they were given."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


@dataclass(frozen=True)
class Back:
    """The page that leads to this book and to others: its title, and the way to it from this book's first page."""

    title: str
    way: str


def configuration(template: Path, title: str, context: Mapping[str, Any], back: Back | None = None) -> Toc:
    """Return ``_config.yml`` with the partnership's own title, with what the theme shows (see ``frame``), and with the way back."""
    config: Toc = yaml.safe_load(template.read_text(encoding="utf-8"))
    config["title"] = config["project"] = title
    ways = {"back_title": back.title, "back_way": back.way} if back else {}
    config["sphinx"]["config"]["html_context"] |= {**context, **ways}
    return config


def named_in(contents: object) -> Iterator[str]:
    """Yield every page that a table of contents names."""
    if isinstance(contents, dict):
        for key, value in contents.items():
            yield from [value] if key in ("file", "root") else named_in(value)
    elif isinstance(contents, list):
        for part in contents:
            yield from named_in(part)


def pages_in(pages: Path) -> list[str]:
    """Return the pages that the contents name, in their order."""
    return list(named_in(yaml.safe_load((pages / "_toc.yml").read_text(encoding="utf-8"))))


def check_pages(pages: Path) -> None:
    """Raise ``UserError`` for pages that the contents name and that are not there."""
    absent = [name for name in pages_in(pages) if not any((pages / f"{name}{suffix}").is_file() for suffix in (".ipynb", ".md"))]
    if absent:
        raise UserError(message("book.contents.absent", folder=pages, pages=", ".join(absent)))
