"""Hashes of content: two things with the same fingerprint are the same, whatever their time stamps say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from analysis.data.folder import files_read

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
    """Return one hash of everything that a data folder says: of the files that are read, wherever links lead to.

    What cannot be read counts as what keeps it from being read, so that it is another folder once it can.
    """
    parts = ((path.relative_to(folder).as_posix().encode(), content_of(path)) for path in files_read(folder))
    return fingerprint(*(part for name_and_content in parts for part in name_and_content))


def content_of(path: Path) -> bytes:
    """Return a file's content; of what is no file, a mark that no text can be."""
    try:
        return path.read_bytes() if path.is_file() else b"\xff no file"
    except OSError as error:
        return b"\xff" + str(error.errno).encode()
