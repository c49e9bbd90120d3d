"""Reads folders as they are, links followed, and writes files so that whoever looks finds the old one whole or the new one whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder, in order, also those that links lead to; none when it is not there."""
    return sorted(path for here, names in folders_below(folder) for name in names if (path := here / name).is_file())


def folders_below(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder and those below it, each with the names of its files. One that leads back to another is left out."""
    seen: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        if (real := os.path.realpath(here)) in seen:
            folders.clear()
            continue
        seen.add(real)
        yield Path(here), names


def write_whole(path: Path, text: str) -> None:
    """Write a text file under another name, make sure that it is on the disk, and rename it. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_new(path: Path, text: str) -> None:
    """Write a text file in a folder that nobody looks at yet. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_if_changed(path: Path, text: str) -> None:
    """Write a text file unless it says this already."""
    if not (path.is_file() and path.read_text(encoding="utf-8") == text):
        write_whole(path, text)
