"""Which files of a data folder are read. Names that begin with a point are nobody's facts: editors and systems make them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from analysis.data.tables import TABLES

DEFINITIONS = ("partnership.toml", "sources.toml", "indicators.toml", "plans.toml", "discrepancies.toml")
AGREEMENTS, COMMENTS, ABOUT = "agreements", "kommentar", "om"
# What the program keeps beside the facts: what was published, what was delivered, and how deliveries are read. Never facts.
LEDGER, PUBLISHED, DELIVERIES, INTAKE = "ledger", "published", "deliveries", "intake"
# How Word files look. No result changes with it, so it is none of the files that a data folder's content is in.
TEMPLATE = "skabelon.docx"


def inside(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name, without what begins with a point; nothing where there is no such folder."""
    try:
        return sorted(folder / name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names only
    except OSError:
        return []


def agreement_files(folder: Path) -> list[Path]:
    """Return the agreements' files."""
    return [path for path in inside(folder / AGREEMENTS) if path.suffix == ".toml"]


def text_files(folder: Path) -> Iterator[Path]:
    """Yield what people wrote beside the facts: comments on an edition's chapters, and pages about the partnership."""
    for year in inside(folder / COMMENTS):
        yield from inside(year) if year.is_dir() else [year]
    yield from inside(folder / ABOUT)


def comments_of(folder: Path, year: int) -> dict[str, str]:
    """Return what people wrote for an edition's chapters, by the chapter's name; a chapter without a file is not in it."""
    files = (path for path in inside(folder / COMMENTS / str(year)) if path.suffix == ".md" and path.name != "README.md")
    return {path.stem: path.read_text(encoding="utf-8-sig", errors="replace") for path in files if path.is_file()}


def files_read(folder: Path) -> list[Path]:
    """Return every file that a data folder's content is in, there or not."""
    tables = [folder / name for name in (*DEFINITIONS, *TABLES)]
    return [*tables, *agreement_files(folder), *text_files(folder)]


def strangers(folder: Path) -> Iterator[str]:
    """Yield the names of files that look like facts and are not read."""
    for path in inside(folder):
        if path.suffix.lower() in {".toml", ".csv"} and path.name not in {*DEFINITIONS, *TABLES}:
            yield path.name
    for path in inside(folder / ABOUT):
        if path.suffix != ".md":
            yield f"{ABOUT}/{path.name}"
    for path in inside(folder / AGREEMENTS):
        if path.suffix != ".toml" and path.suffix.lower() != ".md":
            yield f"{AGREEMENTS}/{path.name}"
