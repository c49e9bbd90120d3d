"""Calls jupyter-book for the pages that changed, and puts the site in place when it is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.book.files import write_whole
from analysis.book.site import dump
from analysis.data import fingerprint, fingerprint_of_files
from analysis.errors import RunFailed

INCLUDE = re.compile(r"^```\{include\} (\S+)", re.MULTILINE)
UNPUBLISHED = ("_sources", ".buildinfo", "objects.inv")


def build_html(pages: Path, config: Mapping[str, Any], work: Path, out: Path) -> Path:
    """Build the pages to ``out``/html and return its first page. What stood there before is replaced only when all is well.

    ``work`` keeps what Sphinx has read, so that next time it reads only the pages that say something else. Raises
    ``RunFailed`` with jupyter-book's own output when it warns or fails.
    """
    state = {path.relative_to(pages).as_posix(): said_by(path) for path in page_files(pages)}
    frame = frame_of(pages, config)
    known = begin(work, frame)
    for name in {name for name, said in known.items() if state.get(name) != said}:
        (work / "_build" / ".doctrees" / name).with_suffix(".doctree").unlink(missing_ok=True)
    # MyST-NB writes its style sheet after the pages, which name it with its hash when it is there: not the first time.
    for sheet in (work / "_build" / "html" / "_static").glob("mystnb.*.css"):
        sheet.unlink()
    call_jupyter_book(pages, config, work)
    write_whole(work / "known.json", json.dumps({"frame": frame, "pages": state}))
    put_in_place(work / "_build" / "html", out / "html")
    return out / "html" / "index.html"


def page_files(pages: Path) -> list[Path]:
    """Return the notebooks and Markdown files that pages are made from."""
    return [path for path in pages.rglob("*") if path.suffix in (".ipynb", ".md") and ".ipynb_checkpoints" not in path.parts]


def said_by(page: Path) -> str:
    """Return a hash of what a page and the files that it includes say."""
    text = page.read_text(encoding="utf-8")
    included = [page.parent / name for name in INCLUDE.findall(text)]
    return fingerprint(text.encode(), *(path.read_bytes() for path in included if path.is_file()))


def frame_of(pages: Path, config: Mapping[str, Any]) -> str:
    """Return a hash of what every page shows: look, templates, contents and titles; and of the program that writes them."""
    look = [path for folder in ("_static", "_templates") for path in (pages / folder).rglob("*") if path.is_file()]
    code = [path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".po")]
    titles = [title_of(path) for path in sorted(page_files(pages))]
    toc = (pages / "_toc.yml").read_text(encoding="utf-8")
    parts = (
        json.dumps([dict(config), titles, sys.version]),
        toc,
        fingerprint_of_files(look, pages),
        fingerprint_of_files(code, Path(__file__).parent),
    )
    return fingerprint(*(part.encode() for part in parts))


def title_of(page: Path) -> str:
    """Return a page's name with its title."""
    text = page.read_text(encoding="utf-8")
    found = re.search(r'^\s*"?# (.*?)(\\n)?",?$' if page.suffix == ".ipynb" else r"^# (.*)$", text, re.MULTILINE)
    return f"{page.as_posix()}: {found.group(1) if found else ''}"


def begin(work: Path, frame: str) -> dict[str, str]:
    """Return what each page said that ``work`` has already read; an empty folder when it cannot be built upon.

    That it can is noted last, so that a build that was stopped is never built upon.
    """
    note = work / "known.json"
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        note.unlink()
    except (OSError, ValueError):
        found = {}
    if found.get("frame") == frame:
        return dict(found["pages"])
    shutil.rmtree(work, ignore_errors=True)
    return {}


def call_jupyter_book(pages: Path, config: Mapping[str, Any], work: Path) -> None:
    """Build the pages below ``work``. Raises ``RunFailed``."""
    write_whole(work / "_config.yml", dump(dict(config)))
    arguments = ["build", str(pages), "--config", str(work / "_config.yml"), "--path-output", str(work), "-n", "-W", "--keep-going"]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "NO_COLOR": "1", "TZ": "UTC", "PYTHONUTF8": "1"},
    )
    if done.returncode:
        raise RunFailed(f"jupyter-book did not build the pages:\n{problems(done.stdout + done.stderr)}")


def problems(output: str) -> str:
    """Return the lines of a build's output that say what is wrong, or all of it when none does."""
    lines = [line for line in output.splitlines() if "WARNING" in line or "ERROR" in line or "Error" in line]
    return "\n".join(dict.fromkeys(lines) or output.splitlines()[-30:])


def put_in_place(built: Path, target: Path) -> None:
    """Let a built site take the place of the one that stands there, in one step."""
    new, old = target.with_name("html.new"), target.with_name("html.old")
    if old.exists() and not target.exists():
        old.replace(target)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(built, new, ignore=lambda folder, names: set(UNPUBLISHED) & set(names) if Path(folder) == built else set())
    if target.exists():
        target.replace(old)
    new.replace(target)
    shutil.rmtree(old, ignore_errors=True)
