"""Assembles the book: which pages it has, in which order, and under which title."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from analysis.book.files import write_if_changed
from analysis.book.notebooks.chapters import ABOUT, Job
from analysis.errors import UserError
from analysis.messages import message

Toc = dict[str, Any]
ROOT = "index"
# Pages about the book that are written by hand, in the order in which readers want them.
BY_HAND = ("metode", "kvalitet", "datakatalog", "ordliste", "aendringer")


def table_of_contents(jobs: Iterable[Job], captions: dict[str, str], pages: Iterable[str]) -> Toc:
    """Return the book's contents: front page, editions newest first with their chapters folded in, pages across, pages about.

    ``pages`` are those about the book that are written by hand.
    """
    jobs = list(jobs)
    years = dict.fromkeys(job.edition for job in jobs if job.edition is not None)
    editions = [edition_entry(year, [job for job in jobs if job.edition == year]) for year in years]
    single = [job for job in jobs if job.edition is None and job.name != ROOT]
    across = [{"file": job.name} for job in single if not job.is_about]
    about = [{"file": name} for name in [*(job.name for job in single if job.is_about), *pages]]
    parts = [
        {"caption": captions["editions"], "chapters": editions},
        {"caption": captions["across"], "chapters": across},
        {"caption": captions["about"], "chapters": about},
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


def configuration(template: Path, title: str, back: Back | None = None) -> Toc:
    """Return ``_config.yml`` with the partnership's own title, and with the way back to where several books are listed."""
    config: Toc = yaml.safe_load(template.read_text(encoding="utf-8"))
    config["title"] = config["project"] = title
    settings = config["sphinx"]["config"]
    settings["html_theme_options"]["logo"]["text"] = escape(title)  # which the theme's template does not do
    if back:
        settings["html_context"] |= {"back_title": back.title, "back_way": back.way}
    return config


def copy_pages(source: Path, target: Path, about: Iterable[str]) -> None:
    """Copy the look, the templates and the pages about the book to another partnership's book.

    The files that those pages include stay where they are, so the way to them is written anew.
    """
    if source == target:
        return
    for folder in ("_static", "_templates"):
        shutil.copytree(source / folder, target / folder, dirs_exist_ok=True)
    way = os.path.relpath(source.parent, target / ABOUT).replace(os.sep, "/")
    for page in about:
        text = (source / f"{page}.md").read_text(encoding="utf-8")
        write_if_changed(target / f"{page}.md", text.replace("{include} ../../", f"{{include}} {way}/"))


def pages_by_hand(pages: Path, jobs: Iterable[Job]) -> list[str]:
    """Return the pages about the book that are written by hand, in order; those that nobody foresaw come last.

    Raises ``UserError`` for one that a notebook makes too.
    """
    order = {name: number for number, name in enumerate(BY_HAND)}
    names = sorted((path.stem for path in (pages / ABOUT).glob("*.md")), key=lambda name: (order.get(name, len(order)), name))
    found = [f"{ABOUT}/{name}" for name in names]
    if twice := sorted({job.name for job in jobs} & set(found)):
        raise UserError(message("book.contents.twice", pages=", ".join(f"{pages / name}.md" for name in twice)))
    return found


def named_in(contents: object) -> Iterator[str]:
    """Yield every page that a table of contents names."""
    if isinstance(contents, dict):
        for key, value in contents.items():
            yield from [value] if key in ("file", "root") else named_in(value)
    elif isinstance(contents, list):
        for part in contents:
            yield from named_in(part)


def check_pages(pages: Path) -> None:
    """Raise ``UserError`` for pages that the contents name and that are not there."""
    names = named_in(yaml.safe_load((pages / "_toc.yml").read_text(encoding="utf-8")))
    absent = [name for name in names if not any((pages / f"{name}{suffix}").is_file() for suffix in (".ipynb", ".md"))]
    if absent:
        raise UserError(message("book.contents.absent", folder=pages, pages=", ".join(absent)))
