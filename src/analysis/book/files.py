"""Writes files so that whoever looks, at whatever moment, finds the old one whole or the new one whole."""

from __future__ import annotations

import os
from pathlib import Path


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


def write_if_changed(path: Path, text: str) -> None:
    """Write a text file unless it says this already."""
    if not (path.is_file() and path.read_text(encoding="utf-8") == text):
        write_whole(path, text)
