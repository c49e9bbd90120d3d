"""The deliveries that were taken in: the originals under ``deliveries/``, unchanged, and the list of them beside."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import inside
from analysis.data.tables import TABLES
from analysis.errors import Fault, UserError, fault
from analysis.intake.applying.noted import noted_in
from analysis.messages import message

FOLDER, LIST = "deliveries", "deliveries.csv"
# What Windows, or a shell, does not take in a file's name.
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\x7f]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
LONGEST = 120


@dataclass(frozen=True)
class Kept:
    """One line of ``deliveries.csv``: a file that was taken in.

    ``file`` is its name under ``deliveries/``, ``arrived_as`` the one it came with. ``mapping`` is what it was read by, empty for
    the book's own forms. ``added``, ``revised`` and ``known`` count its rows. ``questions`` is how many things about it had to be
    accepted, ``accepted`` the reason that was given. ``first_cells`` are the places of the first figure of each sheet.
    ``undone`` is ``yes`` where it was taken back.
    """

    file: str
    arrived_as: str
    sha256: str
    size: int
    mapping: str
    source: str
    added: int
    revised: int
    known: int
    questions: int = 0
    accepted: str = ""
    first_cells: str = ""
    undone: str = "no"


COLUMNS = tuple(field.name for field in fields(Kept))
NUMBERS = ("size", "added", "revised", "known", "questions")


def kept_in(folder: Path) -> list[Kept]:
    """Return the deliveries that a data folder lists, in their order; none where there is no list.

    Raises ``DataFaults`` never: a list that somebody has broken is told by ``faults_of_kept``.
    """
    path = folder / FOLDER / LIST
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [kept for line in csv.DictReader(file) if (kept := kept_of(line)) is not None]


def kept_of(line: dict[str, str]) -> Kept | None:
    """Return a line of the list; None where it is not whole."""
    if any(line.get(column) is None for column in COLUMNS) or not all(line[column].isdigit() for column in NUMBERS):
        return None
    return Kept(**{column: int(line[column]) if column in NUMBERS else line[column] for column in COLUMNS})  # type: ignore[arg-type]


def list_of(kept: Sequence[Kept]) -> bytes:
    """Return the list as it is written."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in kept)
    return text.getvalue().encode("utf-8")


def standing(kept: Sequence[Kept]) -> list[Kept]:
    """Return the deliveries that were not taken back."""
    return [line for line in kept if line.undone != "yes"]


def to_take_back(kept: Sequence[Kept], name: str) -> Kept:
    """Return the delivery of a name that stands: its own name, or else the one it came with; without a name the newest.

    Raises ``UserError`` where that is none, or where it could be several.
    """
    there = standing(kept)
    own = [line for line in there if line.file == name] or there[-1:] * (not name)
    found = own or [line for line in there if line.arrived_as == name]
    if len(found) == 1:
        return found[0]
    if not there:
        raise UserError(message("intake.apply.nothing_to_undo"))
    names = ", ".join(f"{line.file} ({line.source})" for line in reversed(there))
    raise UserError(message(f"intake.apply.{'several_to_undo' if found else 'unknown_to_undo'}", name=name, names=names))


def free_name(name: str, digest: str, folder: Path, also: Collection[str] = ()) -> str:
    """Return the name that a delivery is kept under: its own, without what is not safe in one, and free or of the same content.

    ``also`` are names that are taken and of which there is no file.
    """
    safe = UNSAFE.sub("-", name).strip(" .-") or "levering"
    if RESERVED.fullmatch(safe):
        safe = f"_{safe}"
    stem, point, ending = safe.rpartition(".")
    stem, ending = (stem, f".{ending}") if point and len(ending) < LONGEST // 2 else (safe, "")
    taken = {path.name.casefold() for path in inside(folder / FOLDER)} | {LIST} | {one.casefold() for one in also}
    for number in range(1, len(taken) + 2):
        found = f"{stem[:LONGEST]}{'' if number == 1 else f'-{number}'}{ending}"
        if found.casefold() not in taken or has_content(folder / FOLDER / found, digest):
            return found
    raise AssertionError(name)  # there are more numbers than names that are taken


def has_content(path: Path, digest: str) -> bool:
    """Tell whether a file is there and its content has this checksum."""
    return path.is_file() and checksum(path) == digest


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def named_by(facts: Facts) -> set[str]:
    """Return the deliveries that rows say they were read in."""
    return {row.delivery for table in TABLES for row in getattr(facts, table.removesuffix(".csv")) if row.delivery}


def faults_of_kept(folder: Path, named: set[str]) -> Iterator[Fault]:
    """Yield a fault for each original that is missing or is no longer what came, and for each that rows name and nobody listed."""
    where = f"{FOLDER}/{LIST}"
    path = folder / FOLDER / LIST
    kept = kept_in(folder)
    if path.is_file() and path.read_bytes() != list_of(kept):
        yield fault("intake.kept.broken", file=where)
    counted = {note.delivery for note in noted_in(folder)}
    for line in kept:
        original = folder / FOLDER / line.file
        if line.file in counted:
            continue
        if not original.is_file():
            yield fault("intake.kept.missing", file=where, name=line.file)
        elif checksum(original) != line.sha256:
            yield fault("intake.kept.changed", file=f"{FOLDER}/{line.file}", sha256=line.sha256[:12])
    for name in sorted(named - {line.file for line in standing(kept)}):
        yield fault("intake.kept.unlisted", file=where, name=name)
