"""What another machine is sent of a task: what runs it there, and the files that it needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.book.files import files_below


@dataclass(frozen=True)
class Parcel:
    """``function`` is called there with ``argument`` and the folder that the files lie in, and has so many seconds.

    Tasks with the same ``key`` need the same files; each file has its place in that folder.
    """

    function: Callable[[Any, Path], Any]
    argument: Any
    seconds: float
    key: Hashable
    files: Callable[[], Iterable[tuple[Path, str]]]


def data_files(cwd: Path, data: str) -> Iterator[tuple[Path, str]]:
    """Yield a data folder's files, each with its place in the folder that a notebook is run in."""
    return ((path, f"{data}/{path.relative_to(cwd / data).as_posix()}") for path in files_below(cwd / data))
