"""What each notebook was made of, and whether that is still so. Content counts, never time stamps.

A notebook carries its own record, so that the notebook and what is known of it cannot fall apart, and a fresh clone knows
that it has nothing to run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from nbformat import NotebookNode

from analysis.book.files import files_below
from analysis.book.notebooks.chapters import Job, parse_source
from analysis.book.notebooks.comments import Comment, Comments, included_texts
from analysis.data import fingerprint, fingerprint_of_data, fingerprint_of_files, load_content
from analysis.display import Answers, Read
from analysis.messages import message

RECORD = "statusbog"
PACKAGE = Path(__file__).parents[2]
# What notebooks call, and what puts them in the form in which they are published.
CALLED = ("data", "indicators", "display")
CODE = (".py", ".toml", ".html")
WRITING = ("normalise.py", "comments.py", "plain_markdown.py")


@dataclass(frozen=True)
class Ingredients:
    """Hashes of what a notebook is made of, apart from the data that it reads. Only ``prose`` can change without a new run."""

    code: str
    parameters: str
    package: str
    libraries: str
    prose: str


@dataclass(frozen=True)
class Common:
    """What all notebooks of a project are made of: the package that they call, the libraries, and how they are written."""

    package: str
    libraries: str
    writing: str


@dataclass(frozen=True)
class Due:
    """What is to be done with a notebook, and why. ``made_of`` is what it will say that it was made of.

    ``facts`` is the hash of the data; ``source`` is the text as it was then, and ``comments`` are the texts that it includes:
    whoever edits one meanwhile edits the next run's.
    """

    job: Job
    what: Literal["run", "render", "nothing"]
    why: str
    made_of: Ingredients
    facts: str
    comments: tuple[tuple[str, Comment], ...]
    source: str


def common_of(root: Path) -> Common:
    """Return the hashes of what all notebooks share. What only runs or assembles notebooks is no part of them."""
    code = [path for folder in CALLED for path in files_below(PACKAGE / folder) if path.suffix in CODE]
    return Common(
        fingerprint_of_files(code, PACKAGE),
        fingerprint_of_files((path for path in [root / "requirements.txt"] if path.is_file()), root),
        fingerprint_of_files((PACKAGE / "book" / "notebooks" / name for name in WRITING), PACKAGE),
    )


class Staleness:
    """Tells of one partnership's jobs what is to be done: from the sources at ``root``, its data, and its notebooks."""

    def __init__(self, root: Path, pages: Path, data: Path) -> None:
        self.root = root
        self.pages = pages
        self.facts = fingerprint_of_data(data)
        facts = load_content(data, self.facts)
        self.comments = Comments(data, facts)
        self.answers = Answers(facts)
        self.common = common_of(root)
        self.sources: dict[str, str] = {}

    def due(self, job: Job, *, force: bool = False) -> Due:
        """Return what is to be done with a job's notebook, and why."""
        text = self.source(job)
        source = parse_source(text)
        as_of = str(dict(job.parameters).get("as_of", ""))
        comments = self.comments.of(job.edition, included_texts(source), as_of)
        made_of = self.ingredients(job, source, comments)
        found = read_record(self.pages / job.target)
        why = message("book.due.forced") if force else self.why_run(found, made_of)
        what: Literal["run", "render", "nothing"] = "run" if why else "nothing"
        if not why and found["made_of"]["prose"] != made_of.prose:
            what, why = "render", message("book.due.prose")
        return Due(job, what, why, made_of, self.facts, tuple(comments.items()), text)

    def source(self, job: Job) -> str:
        """Return a job's source, read once for all editions."""
        if job.source not in self.sources:
            self.sources[job.source] = (self.root / job.source).read_text(encoding="utf-8")
        return self.sources[job.source]

    def ingredients(self, job: Job, source: NotebookNode, comments: Mapping[str, Comment]) -> Ingredients:
        """Return the hashes of what a job's notebook would be made of now."""
        code = [[cell.source, cell.metadata.get("tags", [])] for cell in source.cells if cell.cell_type == "code"]
        prose = [cell.source for cell in source.cells if cell.cell_type == "markdown"]
        order = [cell.cell_type for cell in source.cells]
        texts = {name: [comment.text, comment.shown] if comment.shown else comment.text for name, comment in comments.items()}
        return Ingredients(
            json_hash([code, source.metadata.get("kernelspec", {})]),
            json_hash(job.parameters),
            self.common.package,
            self.common.libraries,
            json_hash([prose, order, job.edition, texts, self.common.writing]),
        )

    def why_run(self, found: Mapping[str, Any], made_of: Ingredients) -> str:
        """Return why a notebook must run, or nothing."""
        if not found:
            return message("book.due.not_there")
        before = found["made_of"]
        changed = [part for part in ("code", "parameters", "package", "libraries") if before.get(part) != getattr(made_of, part)]
        if changed:
            return "; ".join(message(f"book.due.{part}") for part in changed)
        asked = dict.fromkeys(self.answers.changed(found["read"]) if found["facts"] != self.facts else ())
        return message("book.due.data", asked=", ".join(asked)) if asked else ""


def json_hash(value: object) -> str:
    """Return the hash of plain values."""
    return fingerprint(json.dumps(value, sort_keys=True).encode())


def with_record(text: str, due: Due, read: list[Read]) -> str:
    """Return a notebook's text with a record of what it was made of, what it read, and a hash of its cells."""
    notebook = json.loads(text)
    found = {opened.pop("facts", "") for opened in read}
    # Data that changed while it ran: no data are those that it was made of.
    facts = due.facts if not found else found.pop() if len(found) == 1 else ""
    record = {"made_of": asdict(due.made_of), "facts": facts, "read": read, "cells": json_hash(notebook["cells"])}
    notebook["metadata"][RECORD] = record
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(path: Path) -> dict[str, Any]:
    """Return what a notebook says it was made of; nothing when it is not there, is not whole or was changed by hand."""
    found, fits = record_of(path)
    made_of = found.get("made_of", {})
    whole = {"facts", "read"} <= set(found) and {part.name for part in fields(Ingredients)} <= set(made_of)
    return found if whole and fits else {}


def is_ours(path: Path) -> bool:
    """Tell whether a notebook was made by this program, whatever has become of it since."""
    return bool(record_of(path)[0])


def is_as_made(path: Path) -> bool:
    """Tell whether a notebook is as this program, of whatever version, made it."""
    return record_of(path)[1]


def record_of(path: Path) -> tuple[dict[str, Any], bool]:
    """Return the record that a notebook carries, and whether its cells are those that the record is about."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        record = dict(notebook["metadata"][RECORD])
        return record, record["cells"] == json_hash(notebook["cells"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}, False
