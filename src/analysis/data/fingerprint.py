"""Hashes of content: two things with the same fingerprint are the same, whatever their time stamps say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

# 64 bits: among the few thousand things that a book is made of, two that differ do not meet by chance.
LENGTH = 16


def fingerprint(*parts: bytes) -> str:
    """Return one hash of several parts, in their order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:LENGTH]


def fingerprint_of_files(paths: Iterable[Path], root: Path) -> str:
    """Return one hash of files: their names below ``root`` and their content."""
    found = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return fingerprint(*(part for name, path in found for part in (name.encode(), path.read_bytes())))


def fingerprint_of_data(folder: Path) -> str:
    """Return one hash of everything that a data folder says."""
    return fingerprint_of_files((path for path in folder.rglob("*") if path.suffix in (".toml", ".csv")), folder)
