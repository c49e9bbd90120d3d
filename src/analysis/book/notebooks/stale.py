"""What each notebook was made of, and whether that is still so. Content counts, never time stamps.

A notebook carries its own record, so that the notebook and what is known of it cannot fall apart, and a fresh clone knows
that it has nothing to run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from nbformat import NotebookNode

from analysis.book.notebooks.chapters import Job, parse_source
from analysis.book.notebooks.normalise import included_beside_code, included_files
from analysis.data import fingerprint, fingerprint_of_files
from analysis.display import Answers, Read

RECORD = "statusbog"
PACKAGE = Path(__file__).parents[2]
CODE = (".py", ".toml", ".html")


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

    ``facts`` is the hash of the data, ``source`` the text as it was then: whoever edits it meanwhile edits the next run's.
    """

    job: Job
    what: Literal["run", "render", "nothing"]
    why: str
    made_of: Ingredients
    facts: str
    comments: tuple[str, ...]
    source: str


REASONS = {
    "code": "its source's code changed",
    "parameters": "its parameters changed",
    "package": "the package changed",
    "libraries": "the locked versions in requirements.txt changed",
}


def common_of(root: Path) -> Common:
    """Return the hashes of what all notebooks share. What only runs or assembles notebooks is no part of them."""
    code = [
        path for path in PACKAGE.rglob("*") if path.suffix in CODE and path.relative_to(PACKAGE).parts[0] not in ("book", "cli.py")
    ]
    writing = [PACKAGE / "book" / "notebooks" / "normalise.py"]
    return Common(
        fingerprint_of_files(code, PACKAGE),
        fingerprint_of_files([root / "requirements.txt"], root),
        fingerprint_of_files(writing, PACKAGE),
    )


class Staleness:
    """Tells of one partnership's jobs what is to be done, from the sources at ``root`` and the notebooks under ``pages``."""

    def __init__(self, root: Path, pages: Path, *, facts: str, answers: Answers) -> None:
        self.root = root
        self.pages = pages
        self.facts = facts
        self.answers = answers
        self.common = common_of(root)
        self.sources: dict[str, str] = {}

    def due(self, job: Job, *, force: bool = False) -> Due:
        """Return what is to be done with a job's notebook, and why."""
        text = self.source(job)
        source, folder = parse_source(text), (self.pages / job.target).parent
        comments = tuple(name for name in included_files(source) if (folder / name).is_file())
        made_of = self.ingredients(job, source, comments)
        found = read_record(self.pages / job.target)
        why = "forced" if force else self.why_run(found, made_of)
        what: Literal["run", "render", "nothing"] = "run" if why else "nothing"
        if not why and found["made_of"]["prose"] != made_of.prose:
            what, why = "render", "its prose changed"
        return Due(job, what, why, made_of, self.facts, comments, text)

    def source(self, job: Job) -> str:
        """Return a job's source, read once for all editions."""
        if job.source not in self.sources:
            self.sources[job.source] = (self.root / job.source).read_text(encoding="utf-8")
        return self.sources[job.source]

    def ingredients(self, job: Job, source: NotebookNode, comments: Iterable[str]) -> Ingredients:
        """Return the hashes of what a job's notebook would be made of now."""
        code = [[cell.source, cell.metadata.get("tags", [])] for cell in source.cells if cell.cell_type == "code"]
        prose = [cell.source for cell in source.cells if cell.cell_type == "markdown"]
        order = [cell.cell_type for cell in source.cells]
        beside = [name for name in included_beside_code(source) if name in comments]
        return Ingredients(
            hash_of([code, source.metadata.get("kernelspec", {}), *beside]),
            hash_of(job.parameters),
            self.common.package,
            self.common.libraries,
            hash_of([prose, order, job.edition, list(comments), self.common.writing]),
        )

    def why_run(self, found: Mapping[str, Any], made_of: Ingredients) -> str:
        """Return why a notebook must run, or nothing."""
        if not found:
            return "it is not there, or not as it was made"
        before = found["made_of"]
        changed = [reason for part, reason in REASONS.items() if before.get(part) != getattr(made_of, part)]
        if not changed and found["facts"] != self.facts:
            read = dict.fromkeys(self.answers.changed(found["read"]))
            changed = [f"the data that it read changed ({', '.join(read)})"] if read else []
        return "; ".join(changed)


def hash_of(value: object) -> str:
    """Return the hash of plain values."""
    return fingerprint(json.dumps(value, sort_keys=True).encode())


def with_record(text: str, due: Due, read: list[Read]) -> str:
    """Return a notebook's text with a record of what it was made of, what it read, and a hash of its cells."""
    notebook = json.loads(text)
    found = {opened.pop("facts", "") for opened in read}
    # Data that changed while it ran: no data are those that it was made of.
    facts = due.facts if not found else found.pop() if len(found) == 1 else ""
    record = {"made_of": asdict(due.made_of), "facts": facts, "read": read, "cells": hash_of(notebook["cells"])}
    notebook["metadata"][RECORD] = record
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(path: Path) -> dict[str, Any]:
    """Return what a notebook says it was made of; nothing when it is not there, is not whole or was changed by hand."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        record = notebook["metadata"][RECORD]
        whole = {"facts", "read"} <= set(record) and {part.name for part in fields(Ingredients)} <= set(record["made_of"])
        return dict(record) if whole and record["cells"] == hash_of(notebook["cells"]) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
