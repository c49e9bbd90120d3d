"""Assembles the book: which pages it has, in which order, and under which title."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from analysis.book.files import write_if_changed
from analysis.book.notebooks.chapters import Job
from analysis.errors import UserError

Toc = dict[str, Any]
ABOUT = ("metode", "kvalitet", "datakatalog", "ordliste", "aendringer")


def table_of_contents(jobs: Iterable[Job], captions: dict[str, str], pages: list[str]) -> Toc:
    """Return the book's contents: front page, editions newest first with their chapters folded in, pages across, pages about."""
    jobs = list(jobs)
    years = dict.fromkeys(job.edition for job in jobs if job.edition is not None)
    editions = [edition_entry(year, [job for job in jobs if job.edition == year]) for year in years]
    across = [{"file": job.name} for job in jobs if job.edition is None and job.name != "index"]
    parts = [
        {"caption": captions["editions"], "chapters": editions},
        {"caption": captions["across"], "chapters": across},
        {"caption": captions["about"], "chapters": [{"file": page} for page in pages]},
    ]
    return {"format": "jb-book", "root": "index", "parts": [part for part in parts if part["chapters"]]}


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


def configuration(template: Path, title: str) -> Toc:
    """Return ``_config.yml`` with the partnership's own title."""
    config: Toc = yaml.safe_load(template.read_text(encoding="utf-8"))
    config["title"] = config["project"] = title
    config["sphinx"]["config"]["html_theme_options"]["logo"]["text"] = title
    return config


def copy_pages(source: Path, target: Path) -> None:
    """Copy the look, the templates and the pages about the book to another partnership's book.

    The files that those pages include stay where they are, so the way to them is written anew.
    """
    if source == target:
        return
    for folder in ("_static", "_templates"):
        shutil.copytree(source / folder, target / folder, dirs_exist_ok=True)
    way = os.path.relpath(source.parent, target / "om").replace(os.sep, "/")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (source / "om").glob("*.md")}
    for name, text in pages.items():
        write_if_changed(target / "om" / name, text.replace("{include} ../../", f"{{include}} {way}/"))
    for path in (target / "om").glob("*.md"):
        if path.name not in pages:
            path.unlink()


def about_pages(pages: Path) -> list[str]:
    """Return the pages about the book, in the order in which readers want them; others come after."""
    names = sorted(
        (path.stem for path in (pages / "om").glob("*.md")), key=lambda name: (ABOUT.index(name) if name in ABOUT else 9, name)
    )
    return [f"om/{name}" for name in names]


def prune(pages: Path, jobs: Iterable[Job]) -> None:
    """Remove executed notebooks that the plan no longer has; files of other kinds are left alone."""
    planned = {job.target for job in jobs}
    for path in sorted(pages.rglob("*.ipynb")):
        if path.relative_to(pages).as_posix() not in planned and ".ipynb_checkpoints" not in path.parts:
            path.unlink()


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
        raise UserError(
            f"{pages}: found no page for {', '.join(absent)}; expected a notebook or a Markdown file; run statusbog run --all."
        )
