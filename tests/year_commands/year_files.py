"""What tests of the year's commands share."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

Told = Callable[..., str]


def cells_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_cells(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, without what is nobody's facts."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
