"""A rule that changes a data folder, and how files are read and written for it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MINI = Path(__file__).parents[1] / "mini" / "data"
BROAD = Path(__file__).parents[1] / "broad" / "data"  # says everything that can be said beside whole years
DEFINITIONS = ("partnership.toml", "sources.toml", "indicators.toml", "plans.toml", "discrepancies.toml", "agreements/aftale.toml")
TABLES = ("observations.csv", "significance.csv", "activities.csv", "budgets.csv", "deliverables.csv", "status.csv")

Change = Callable[[Path], object]
Rows = list[list[str]]


@dataclass(frozen=True)
class Rule:
    """A named way to change a data folder: a copy of ``base``."""

    name: str
    change: Change
    base: Path = MINI


def read_table(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_table(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def written(value: Any) -> str:
    """Return a value as TOML: strings with every character that is not plain escaped as little as TOML allows."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = "".join({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(c, c) for c in value)
        return f'"{escaped}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{written(str(key))} = {written(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(written(part) for part in value) + "]"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_toml(path: Path, document: dict[str, Any]) -> None:
    path.write_text("".join(f"{written(key)} = {written(value)}\n" for key, value in document.items()), "utf-8", newline="\n")


def on_rows(file: str, change_rows: Callable[[Rows], Rows]) -> Change:
    """Return the change of a table's rows, header included."""

    def change(folder: Path) -> None:
        write_table(folder / file, change_rows(read_table(folder / file)))

    return change


def write(path: Path, content: bytes) -> None:
    """Write a file, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
