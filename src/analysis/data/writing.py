"""Writes several files of a data folder so that all of them are new or all are as they were, whatever happens on the way.

A writer puts the new files together in a folder of its own and renames that to ``.written``: from then on they count. Moving
them to their places can be gone through again after a power cut, by the next writer; before the renaming nothing has happened.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from analysis.data.folder import files_read
from analysis.data.load import load
from analysis.errors import UserError, reason
from analysis.messages import message

LOCK, WRITING, WRITTEN = ".lock", ".writing", ".written"
# Among the files that were put together: the names of those that are to be gone, one a line.
GONE = ".gone"
LONGEST_WAIT = 10.0


@contextmanager
def one_writer(folder: Path, seconds: float = LONGEST_WAIT) -> Iterator[None]:
    """Be the only one who writes in a data folder; finish first what another writer had to leave.

    Whoever reads the folder in order to change it reads it inside. A thread that is the writer already may enter again.
    Raises ``UserError`` when somebody else is still writing after some seconds, and when the folder may not be written to.
    """
    lock = FileLock(folder / LOCK, is_singleton=True)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise UserError(message("data.writing.locked", folder=folder.name)) from None
    except OSError as error:
        raise UserError(message("data.writing.closed", folder=folder.name, why=reason(error))) from None
    try:
        finish(folder)
        yield
    finally:
        lock.release()


def finish(folder: Path) -> None:
    """Move files that count already to their places, and take away what was put together and never came to count."""
    if (folder / WRITTEN).is_dir():
        move_to_places(folder)
    shutil.rmtree(folder / WRITING, ignore_errors=True)


def complete(folder: Path) -> None:
    """Finish what a writer was stopped in, so that the folder is read as one state and not as two."""
    if (folder / WRITTEN).is_dir():
        with one_writer(folder):
            pass


def put(folder: Path, files: Mapping[str, bytes], *, check: bool = True, gone: Collection[str] = ()) -> None:
    """Write files, named by their paths below the folder with ``/``, and take away those that are ``gone``; all of them or none.

    With ``check`` the folder is read as it would become, first. Raises ``DataFaults`` with every fault it would have, and
    ``UserError`` for a file that another program keeps open or that may not be written; then nothing is changed.
    """
    with one_writer(folder):
        put_together(folder, files)
        try:
            if gone:
                (folder / WRITING / GONE).write_text("\n".join(gone), encoding="utf-8")
            if check:
                check_result(folder)
            refuse_what_is_held(folder, [*files, *gone])
        except BaseException:
            shutil.rmtree(folder / WRITING, ignore_errors=True)
            raise
        (folder / WRITING).rename(folder / WRITTEN)
        move_to_places(folder)


def put_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the new files into a folder of their own. Raises ``ValueError`` for a path that leads out of the data folder."""
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or path.parts[0].startswith("."):
            raise ValueError(name)
        place = folder / WRITING / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def check_result(folder: Path) -> None:
    """Read the folder as it would become, in a place of its own. Raises ``DataFaults``."""
    whole = folder / WRITING / ".whole"
    for path in files_read(folder):
        if path.is_file():
            copy = whole / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    for path in new_files(folder / WRITING):
        copy = whole / path.relative_to(folder / WRITING)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    load(whole)
    shutil.rmtree(whole)


def new_files(stage: Path) -> list[Path]:
    """Return the files that were put together, in order."""
    return sorted(path for path in stage.rglob("*") if path.is_file() and is_new(path.relative_to(stage)))


def is_new(path: Path) -> bool:
    """Tell whether what was put together is a file for the folder, and not there for the writing itself."""
    return ".whole" not in path.parts and path.name != GONE


def refuse_what_is_held(folder: Path, files: Iterable[str]) -> None:
    """Raise ``UserError`` for each file that exists and cannot be opened for writing, as one that a spreadsheet has open."""
    held = []
    for name in files:
        try:
            if (folder / name).exists():
                (folder / name).open("r+b").close()
        except OSError:
            held.append(name)
    if held:
        raise UserError(message("data.writing.held", files=", ".join(held)))


def move_to_places(folder: Path) -> None:
    """Move the files that count to their places. What is there already was moved before a stop, so this can be done again."""
    stage = folder / WRITTEN
    for path in new_files(stage):
        place = folder / path.relative_to(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        # A link stays a link: what it leads to is the user's file.
        path.replace(place.resolve() if place.is_symlink() else place)
    if (stage / GONE).is_file():
        for name in (stage / GONE).read_text(encoding="utf-8").splitlines():
            (folder / name).unlink(missing_ok=True)
    shutil.rmtree(stage)


def with_rows(table: bytes, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a table with rows behind its last one; every byte that was there stays. ``None`` is an empty cell.

    A column that the table does not have yet is added behind the others, and then every line is written anew. Raises
    ``KeyError`` never: what a row does not name is empty.
    """
    rows = list(rows)
    text = table.decode("utf-8-sig" if table.startswith(b"\xef\xbb\xbf") else "utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    header = next(csv.reader(io.StringIO(text)))
    names = [name.strip() for name in header]
    missing = list(
        dict.fromkeys(name for row in rows for name, value in row.items() if name not in names and value not in (None, ""))
    )
    if missing:
        text = with_columns(text, missing, end)
        names += missing
    if text and not text.endswith("\n"):
        text += end
    added = io.StringIO()
    writer = csv.writer(added, lineterminator=end)
    writer.writerows(["" if row.get(name) is None else row.get(name) for name in names] for row in rows)
    return (table[:3] if table.startswith(b"\xef\xbb\xbf") else b"") + (text + added.getvalue()).encode("utf-8")


def with_columns(text: str, names: list[str], end: str) -> str:
    """Return a table with more columns behind the others, empty in every row."""
    whole = io.StringIO()
    writer = csv.writer(whole, lineterminator=end)
    for number, line in enumerate(csv.reader(io.StringIO(text, newline=""))):
        writer.writerow([*line, *(names if number == 0 else [""] * len(names))] if line else [])
    return whole.getvalue()
