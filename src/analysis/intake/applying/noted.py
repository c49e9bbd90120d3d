"""Notes of files with rows of incidents or persons: what is kept of them is a name, a size and a checksum, never a row."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from analysis.data.tables import Observation
from analysis.intake.microdata.note import Note

FOLDER, NOTES = "deliveries", "registers.csv"
# What a row says that was counted: changed afterwards, it would be somebody else's figure.
SAID = (*Observation.KEY, "value", "n", "deff", "lower", "upper")


@dataclass(frozen=True)
class Noted:
    """One line of ``registers.csv``: a file that was counted and is not kept.

    ``delivery`` is the name of what it was taken in with, as in ``deliveries.csv``; ``rows`` how many rows all files of that had.
    ``day`` is when. ``figures`` is a checksum of the figures that it gave.
    """

    delivery: str
    name: str
    size: str
    sha256: str
    rows: str
    day: str
    figures: str


def noted_in(folder: Path) -> list[Noted]:
    """Return the notes that a data folder has; none where there is no list, and none that is not whole."""
    path = folder / FOLDER / NOTES
    if not path.is_file():
        return []
    names = [field.name for field in fields(Noted)]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [Noted(**{name: line[name] for name in names}) for line in lines if all(line.get(name) is not None for name in names)]


def notes_as_written(notes: Sequence[Noted]) -> bytes:
    """Return the list of notes as it is written."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Noted)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(note) for note in notes)
    return text.getvalue().encode("utf-8")


def noted_as(note: Note, delivery: str, rows: int, day: str, figures: Iterable[Mapping[str, object]]) -> Noted:
    """Return the line for a file that was counted."""
    return Noted(delivery, note.name, str(note.size), note.sha256, str(rows), day, checksum_of(figures))


def checksum_of(rows: Iterable[Mapping[str, object]]) -> str:
    """Return a checksum of figures, whatever the order of their rows and what people have added to them."""
    said = sorted("\t".join("" if row.get(name) is None else str(row.get(name)) for name in SAID) for row in rows)
    return hashlib.sha256("\n".join(said).encode("utf-8")).hexdigest()
