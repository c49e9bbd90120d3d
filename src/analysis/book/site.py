"""Assembles the book: table of contents, configuration, and the call to jupyter-book."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from analysis.book.chapters import Job
from analysis.errors import RunFailed, UserError

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


def write_text(path: Path, text: str) -> None:
    """Write a text file if it would change, whole or not at all."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)


def dump(document: Toc) -> str:
    """Return YAML with keys in the order they were given."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def configuration(template: Path, title: str) -> Toc:
    """Return ``_config.yml`` with the partnership's own title."""
    config: Toc = yaml.safe_load(template.read_text(encoding="utf-8"))
    config["title"] = config["project"] = title
    config["sphinx"]["config"]["html_theme_options"]["logo"]["text"] = title
    return config


def build_html(pages: Path, config: Toc, work: Path, out: Path) -> Path:
    """Build the pages to ``out``/html and return its first page. What stood there before is replaced only when all is well.

    Raises ``RunFailed`` with jupyter-book's own output when it warns or fails.
    """
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    write_text(work / "_config.yml", dump(config))
    arguments = ["build", str(pages), "--config", str(work / "_config.yml"), "--path-output", str(work), "-n", "-W", "--keep-going"]
    environment = os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", *arguments], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise RunFailed(f"jupyter-book did not build the pages:\n{problems(done.stdout + done.stderr)}")
    built, target, old = work / "_build" / "html", out / "html", out / "html.old"
    for leftover in ("_sources", ".buildinfo", "objects.inv"):
        remove(built / leftover)
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    built.replace(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    return target / "index.html"


def remove(path: Path) -> None:
    """Remove a file or folder that may not be there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def problems(output: str) -> str:
    """Return the lines of a build's output that say what is wrong, or all of it when none does."""
    lines = [line for line in output.splitlines() if "WARNING" in line or "ERROR" in line or "Error" in line]
    return "\n".join(dict.fromkeys(lines) or output.splitlines()[-30:])


def copy_pages(source: Path, target: Path) -> None:
    """Copy the look, the templates and the pages about the book to another partnership's book.

    The files that those pages include stay where they are, so the way to them is written anew.
    """
    if source == target:
        return
    for folder in ("_static", "_templates", "om"):
        shutil.copytree(source / folder, target / folder, dirs_exist_ok=True)
    for page in (target / "om").glob("*.md"):
        way = os.path.relpath(source.parent, page.parent).replace(os.sep, "/")
        write_text(page, page.read_text(encoding="utf-8").replace("{include} ../../", f"{{include}} {way}/"))


def about_pages(pages: Path) -> list[str]:
    """Return the pages about the book, in the order in which readers want them; others come after."""
    names = sorted((path.stem for path in (pages / "om").glob("*.md")), key=lambda name: (ABOUT.index(name) if name in ABOUT else 9, name))
    return [f"om/{name}" for name in names]


def prune(pages: Path, jobs: Iterable[Job]) -> None:
    """Remove executed notebooks that the plan no longer has; files of other kinds are left alone."""
    planned = {job.target for job in jobs}
    for path in sorted(pages.rglob("*.ipynb")):
        if path.relative_to(pages).as_posix() not in planned and ".ipynb_checkpoints" not in path.parts:
            path.unlink()


def check_pages(pages: Path, names: Iterable[str]) -> None:
    """Raise ``UserError`` for pages that the contents name and that are not there."""
    absent = [name for name in names if not any((pages / f"{name}{suffix}").is_file() for suffix in (".ipynb", ".md"))]
    if absent:
        raise UserError(f"{pages}: found no page for {', '.join(absent)}; expected a notebook or a Markdown file; run statusbog run --all.")
