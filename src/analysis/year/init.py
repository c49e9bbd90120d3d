"""Begins a partnership's data folder: commented definitions, empty tables, and room for what people write."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.data.definitions import TAKEN
from analysis.data.tables import TABLES
from analysis.data.writing import put
from analysis.errors import UserError, reason
from analysis.intake.expected import key_of
from analysis.messages import message
from analysis.year.drafts import columns_of
from analysis.year.words import written

TEMPLATES = ("partnership.toml", "sources.toml", "indicators.toml", "plans.toml", "discrepancies.toml", "README.md")
TEXTS = ("agreements/README.md", "kommentar/README.md", "om/README.md")
DATA = "data"


def begin_folder(folder: Path, name: str, year: int) -> tuple[str, ...]:
    """Write a new partnership's data folder, with the first edition's year, and return the names of its files.

    Its id is made of ``name``, or of the folder's name where that is empty. Raises ``UserError`` for a folder that holds
    something, that cannot be written, or whose name gives no id.
    """
    name = name.strip() or (folder.parent.name if folder.name == DATA else folder.name)
    key = key_of(name)
    if key in TAKEN:
        raise UserError(message("year.init.taken", name=name, names=", ".join(sorted(TAKEN))))
    found = folder_files(key, name, year)
    made = claimed(folder)
    try:
        put(folder, found)
    except BaseException:
        (folder / ".lock").unlink(missing_ok=True)
        for path in reversed(made):
            path.rmdir()
        raise
    return tuple(found)


def folder_files(key: str, name: str, year: int) -> dict[str, bytes]:
    """Return the files of a new data folder."""
    places = {"id": key, "name": json.dumps(name, ensure_ascii=False), "year": year, "plain": name, "before": year - 1}
    texts = {file: written(f"init/{file}", **places).encode() for file in (*TEMPLATES, *TEXTS)}
    return texts | {table: (",".join(columns_of(table)) + "\n").encode() for table in TABLES}


def claimed(folder: Path) -> list[Path]:
    """Make an empty folder where there is none, and return those that were made. Raises ``UserError`` for one that holds something."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UserError(message("year.init.no_folder", folder=folder))
        if folder.is_dir() and any(folder.iterdir()):
            raise UserError(message("year.init.full", folder=folder))
        missing = [path for path in (*reversed(folder.parents), folder) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(message("year.init.closed", folder=folder, why=reason(error))) from None
    return missing
