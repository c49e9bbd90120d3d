"""Calls jupyter-book for the pages that changed, and puts the site in place when it is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from analysis.book.claims import MARK, claim, emptied, fault_of, kind_of, mark_of, refuse
from analysis.book.files import files_below, write_whole
from analysis.book.site.contents import dump
from analysis.book.site.press import ADDRESS, ENVIRONMENT, by_press
from analysis.data import fingerprint, fingerprint_of_files
from analysis.errors import RunFailed
from analysis.messages import message

# A title, or the name of a place, in Markdown or in a notebook's JSON.
SIGN = re.compile(r"^[\s\"]*(# .*|\([\w-]+\)=.*)$", re.MULTILINE)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# The thread ends the process when its input ends, which is when whoever started it has gone.
JUPYTER_BOOK = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(1)), daemon=True).start()
from jupyter_book.cli.main import main
main()
"""
PROGRAM = ("sphinx", "jupyter-book", "myst-nb", "docutils", "jinja2", "pygments")
UNPUBLISHED = ("_sources", ".buildinfo", "objects.inv", "_static")
Finish = Callable[[Path], None]
Meanwhile = Callable[[], None]
TOLD_LINES_COUNT = 30


def build_html(
    pages: Path, config: Mapping[str, Any], work: Path, out: Path, finish: Finish, meanwhile: Meanwhile | None = None
) -> Path:
    """Build the pages to ``out``/html and return its first page. What stood there before is replaced only when all is well.

    ``finish`` makes what needs all pages to be there, in a copy of them: Sphinx builds upon its own. ``meanwhile`` is done while it does.
    ``work`` keeps what Sphinx has read, so that next time it reads only the pages that say something else. Raises
    ``RunFailed`` with jupyter-book's own output when it warns or fails, and ``UserError`` when one of the two folders is the user's.
    """
    put_back(work, out / "html")
    refuse(fault_of(out / "html", "site"), fault_of(work, "work"))
    claim(work, "work")
    state = {path.relative_to(pages).as_posix(): fingerprint(path.read_bytes()) for path in page_files(pages)}
    frame = frame_of(pages, config)
    known = begin(work, frame)
    for name in {name for name, said in known.items() if state.get(name) != said}:
        (work / "_build" / ".doctrees" / name).with_suffix(".doctree").unlink(missing_ok=True)
    call_jupyter_book(pages, config, work, meanwhile or nothing)
    write_whole(note_of(work), json.dumps({"frame": frame, "pages": state}))
    put_in_place(work, out / "html", finish)
    return out / "html" / "index.html"


def page_files(pages: Path) -> list[Path]:
    """Return the notebooks and Markdown files that pages are made from."""
    return [path for path in files_below(pages) if path.suffix in (".ipynb", ".md") and ".ipynb_checkpoints" not in path.parts]


def frame_of(pages: Path, config: Mapping[str, Any]) -> str:
    """Return a hash of what pages show that is not their own: look, pictures, contents, titles and places that others refer to.

    And of the program that writes them.
    """
    texts = page_files(pages)
    look = [path for path in files_below(pages) if path not in texts and path.suffix != ".tmp"]
    code = [path for path in files_below(Path(__file__).parent) if path.suffix != ".pyc"]
    signs = [[path.as_posix(), SIGN.findall(path.read_text(encoding="utf-8"))] for path in sorted(texts)]
    program = [sys.version, *(f"{name} {version(name)}" for name in PROGRAM)]
    said = json.dumps([dict(config), signs, program])
    return fingerprint(
        said.encode(), fingerprint_of_files(look, pages).encode(), fingerprint_of_files(code, Path(__file__).parent).encode()
    )


def note_of(work: Path) -> Path:
    """Return the file that says what pages say that ``work`` has already read. It is there when they are all written."""
    return work / "known.json"


def begin(work: Path, frame: str) -> dict[str, str]:
    """Return what each page said that ``work`` has already read; an empty folder when it cannot be built upon.

    That it can is noted last, so that a build that was stopped is never built upon.
    """
    note = note_of(work)
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        note.unlink()
    except (OSError, ValueError):
        found = {}
    if found.get("frame") == frame:
        return dict(found["pages"])
    emptied(work, "work")
    return {}


def nothing() -> None:
    """Do nothing."""


def call_jupyter_book(pages: Path, config: Mapping[str, Any], work: Path, meanwhile: Meanwhile) -> None:
    """Build the pages below ``work``, and do something else meanwhile. Raises ``RunFailed``."""
    write_whole(work / "_config.yml", dump(dict(config)))
    arguments = ["build", str(pages), "--config", str(work / "_config.yml"), "--path-output", str(work), "-n", "-W", "--keep-going"]
    log = work / "log.txt"
    try:
        code = by_press(arguments, log, meanwhile) if ADDRESS.get() else by_itself(arguments, log, meanwhile)
    except (ConnectionError, FileNotFoundError):  # the press has been killed
        code = by_itself(arguments, log, meanwhile)
    if code:
        raise RunFailed(message("book.site.failed", problems=problems(log.read_text(encoding="utf-8", errors="replace"))))


def by_itself(arguments: Sequence[str], log: Path, meanwhile: Meanwhile) -> int:
    """Run jupyter-book in a new process, what it says written to a file, and do something else meanwhile; return its exit code."""
    command, environment = [sys.executable, "-c", JUPYTER_BOOK, *arguments], os.environ | ENVIRONMENT
    with log.open("wb") as output, process_of_ours(command, output, environment) as process:
        meanwhile()
        return process.wait()


@contextmanager
def process_of_ours(command: list[str], output: IO[bytes], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that ends with this one: by being killed, or, when this one is killed, by the end of its input."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, env=environment)  # noqa: S603 - our own
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def problems(output: str) -> str:
    """Return the lines of a build's output that say what is wrong, or all of it when none does."""
    lines = [line for line in COLOUR.sub("", output).splitlines() if "WARNING" in line or "ERROR" in line or "Error" in line]
    return "\n".join(dict.fromkeys(lines) or COLOUR.sub("", output).splitlines()[-TOLD_LINES_COUNT:])


def put_in_place(work: Path, target: Path, finish: Finish) -> None:
    """Let the site that was built in ``work`` take the place of the one that stands, which is ours, in one step."""
    built = work / "_build" / "html"
    with replaced(work, target) as new:
        shutil.copytree(built, new, ignore=lambda folder, names: set(UNPUBLISHED) & set(names) if Path(folder) == built else set())
        finish(new)
        write_whole(new / MARK, mark_of("site"))


@contextmanager
def replaced(work: Path, target: Path) -> Iterator[Path]:
    """Yield a folder in ``work`` that is not there yet; what is then in it takes the place of a site, which is ours, in one step."""
    put_back(work, target)
    claim(work, "work")
    new, old = work / "new", work / "old"
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    yield new
    if target.exists():
        target.replace(old)
    new.replace(target)
    shutil.rmtree(old, ignore_errors=True)


def put_back(work: Path, target: Path) -> None:
    """Give a site back its place that an interrupted change had taken from it."""
    old = work / "old"
    if kind_of(old) == "site" and not target.exists():
        old.replace(target)
