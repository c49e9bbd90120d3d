"""The files of a register or of answers: what they are, and the headings that count. Rows are not looked at, but for the first lines."""

from __future__ import annotations

import codecs
import csv
import glob
import hashlib
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from analysis.errors import DataFaults, Fault, fault
from analysis.intake.microdata.engine import engine, quoted
from analysis.intake.microdata.model import MicrodataMapping
from analysis.intake.microdata.note import Note
from analysis.intake.microdata.scan import Scan
from analysis.intake.microdata.words import folded
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.text.letters import by_bytes, one_byte
from analysis.intake.reading.text.table import TOLD, separator_of

KEYS = "microdata.files."
HEAD, PIECE, PIECES = 1 << 20, 1 << 16, 8
BLOCK = 1 << 22
ENDINGS = frozenset({".csv", ".txt", ".tsv", ".parquet"})
DATED = ("DATE", "TIMESTAMP")


@dataclass(frozen=True)
class RowFile:
    """A file with rows: its path, its headings in order, and how it is to be read. ``stamp`` tells whether it was changed since.

    ``dated`` are the headings of a Parquet file that hold days or times. ``rows`` is about how many rows there are.
    """

    path: Path
    form: str
    columns: tuple[str, ...]
    rows: int
    stamp: tuple[int, int]
    encoding: str = "utf-8"
    separator: str = ","
    skip: int = 1
    dated: frozenset[str] = frozenset()


def files_at(places: Iterable[Path]) -> list[Path]:
    """Return the files at some places: a file, a folder with its tables, or a name with ``*``; each file once.

    Raises ``DataFaults`` for a place where there is none.
    """
    found: dict[Path, Path] = {}
    faults: list[Fault] = []
    for place in places:
        here = [place] if place.is_file() else files_below(place)
        if not here:
            faults.append(fault(KEYS + "none", file=str(place)))
        for path in here:
            found.setdefault(path.resolve(), path)
    if faults:
        raise DataFaults(faults)
    return list(found.values())


def files_below(place: Path) -> list[Path]:
    """Return the tables in a folder, or those that a name with ``*`` means, by name."""
    names = place.iterdir() if place.is_dir() else map(Path, glob.glob(str(place)))  # noqa: PTH207 - may begin with a root
    return sorted(path for path in names if path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith("."))


def opened(paths: Sequence[Path], mapping: MicrodataMapping) -> list[RowFile]:
    """Return the files as they are to be read. Raises ``DataFaults`` with what is wrong with each of them."""
    found: list[RowFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(opened_one(path, mapping))
        except DataFaults as error:
            faults += error.faults
    if faults:
        raise DataFaults(faults)
    return found


def opened_one(path: Path, mapping: MicrodataMapping) -> RowFile:
    """Return a file as it is to be read. Raises ``DataFaults`` for one that is no text table and not Parquet."""
    try:
        with path.open("rb") as file:
            start = file.read(HEAD)
    except OSError:
        raise refused(path, "closed") from None
    if not start.strip():
        raise refused(path, "empty")
    if start.startswith(b"PAR1"):
        return parquet(path)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"SQLite format 3")):
        raise refused(path, "kind")
    return text_table(path, mapping)


def refused(path: Path, key: str, encoding: str = "") -> DataFaults:
    """Return the error of a file that cannot be read."""
    return DataFaults([fault(KEYS + key, file=path.name, encoding=encoding)])


def stamp_of(path: Path) -> tuple[int, int]:
    """Return what tells a file from the same one after a change: its size and when it was written."""
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns


def parquet(path: Path) -> RowFile:
    """Return a Parquet file. Raises ``DataFaults`` for a damaged one."""
    place = str(path)
    if glob.has_magic(place):
        raise refused(path, "name")
    try:
        with engine([place]) as connection:
            columns = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(place)})").fetchall()  # noqa: S608
            (count,) = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(place)})").fetchall()  # noqa: S608
    except duckdb.Error:
        raise refused(path, "damaged") from None
    dated = frozenset(str(name) for name, kind, *_ in columns if str(kind).startswith(DATED))
    return RowFile(path, "parquet", tuple(str(row[0]) for row in columns), int(count[0]), stamp_of(path), dated=dated)


def text_table(path: Path, mapping: MicrodataMapping) -> RowFile:
    """Return a text table. Raises ``DataFaults`` where its letters or its first line cannot be understood.

    What stands in it is never said: without a heading the first line may be a person's.
    """
    sample = sample_of(path)
    encoding = mapping.encoding or encoding_of(path, sample)
    if encoding != "utf-8" and not hasattr(os, "mkfifo"):
        raise refused(path, "not_utf8", encoding=encoding)
    if glob.has_magic(str(path)):
        raise refused(path, "name")
    text = sample[0].decode(encoding, errors="replace").removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    told = TOLD.fullmatch(first.strip("\r"))
    body = rest if told else text
    separator = mapping.separator or (told[1] if told else separator_of(body))
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    try:
        header = next(reader)
    except (StopIteration, csv.Error):
        raise refused(path, "heading") from None
    if reader.line_num != 1 or len(header) < 2:  # noqa: PLR2004 - a table has two columns at least
        raise refused(path, "heading")
    stamp = stamp_of(path)
    rows = stamp[0] * max(body.count("\n"), 1) // max(len(sample[0]), 1)
    columns = tuple(name.strip() for name in header)
    return RowFile(path, "csv", columns, rows, stamp, encoding, separator, 2 if told else 1)


def sample_of(path: Path) -> list[bytes]:
    """Return pieces of a text, whole lines each: its beginning, and a few from further down."""
    pieces = []
    with path.open("rb") as file:
        head = file.read(HEAD)
        pieces.append(head[: head.rfind(b"\n") + 1] or head)
        size = path.stat().st_size
        for number in range(1, PIECES + 1 if size > 2 * HEAD else 1):
            file.seek(size * number // (PIECES + 1))
            file.readline(PIECE)
            piece = file.read(PIECE)
            pieces.append(piece[: piece.rfind(b"\n") + 1])
    return pieces


def encoding_of(path: Path, sample: Sequence[bytes]) -> str:
    """Return the name of a text's encoding, as its bytes tell it. Raises ``DataFaults`` where they do not."""
    if sample[0].startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        whole = b"".join(sample)
        found = by_bytes(whole) or one_byte(whole, "")
    except Unreadable:  # its message would show a word of the rows
        raise refused(path, "letters") from None
    if found.finding is not None and found.finding.kind == "ask":
        raise refused(path, "letters_doubted", encoding=found.encoding)
    return found.encoding.removesuffix("-sig")


def scans_of(files: Sequence[RowFile], wanted: Mapping[str, str]) -> list[Scan]:
    """Return how files are read: those alike together. ``wanted`` has the heading of each column that counts, by its role.

    Raises ``DataFaults`` for each heading that a file does not have, or has twice.
    """
    faults = []
    scans: list[Scan] = []
    for file in files:
        names = [folded(name) for name in file.columns]
        counts = {heading: names.count(folded(heading)) for heading in wanted.values()}
        faults += [
            fault(KEYS + ("twice" if count else "missing"), file=file.path.name, column=heading, heading=heading)
            for heading, count in counts.items()
            if count != 1
        ]
        picked = {role: names.index(folded(heading)) for role, heading in wanted.items() if folded(heading) in names}
        dated = frozenset(role for role, place in picked.items() if file.columns[place] in file.dated)
        scans.append(Scan((str(file.path),), file.form, file.columns, picked, file.encoding, file.separator, file.skip, dated))
    if faults:
        raise DataFaults(faults)
    return together(scans)


def together(scans: Iterable[Scan]) -> list[Scan]:
    """Return scans with the files that are read alike in one of them."""
    found: list[Scan] = []
    for scan in scans:
        place = next((number for number, other in enumerate(found) if same_way(scan, other)), None)
        if place is None:
            found.append(scan)
        else:
            other = found[place]
            found[place] = Scan((*other.paths, *scan.paths), *[getattr(other, name) for name in ALIKE])
    return found


ALIKE = ("form", "columns", "picked", "encoding", "separator", "skip", "dated")


def same_way(one: Scan, other: Scan) -> bool:
    """Tell whether the files of two scans are read alike."""
    return all(getattr(one, name) == getattr(other, name) for name in ALIKE)


def note_of(file: RowFile) -> Note:
    """Return what is kept of a file: its name, size and checksum; of a text also its lines."""
    digest, lines, last = hashlib.sha256(), 0, b"\n"
    with file.path.open("rb") as source:
        while block := source.read(BLOCK):
            digest.update(block)
            lines += block.count(b"\n")
            last = block[-1:]
    return Note(file.path.name, file.stamp[0], digest.hexdigest(), lines + (last != b"\n") if file.form == "csv" else 0)


def empty_lines(file: RowFile) -> int:
    """Return how many lines of a text are empty."""
    with file.path.open("rb") as source:
        return sum(not line.strip() for line in source)


def lost_lines(files: Sequence[RowFile], notes: Sequence[Note], known: int) -> int:
    """Return how many lines of texts are not ``known`` as rows or as none: a quote that does not close swallows some.

    0 where it cannot be told: with Parquet among them, and with letters of two bytes.
    """
    if any(file.form != "csv" or file.encoding.startswith("utf-16") for file in files):
        return 0
    lost = sum(note.lines for note in notes) - sum(file.skip for file in files) - known
    return lost - sum(map(empty_lines, files)) if lost > 0 else 0


def salt_of(files: Iterable[RowFile]) -> str:
    """Return a text that only who has the files can know, and that is the same for the same files."""
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        for piece in sample_of(file.path):
            digest.update(piece)
    return digest.hexdigest()


def unchanged(files: Iterable[RowFile]) -> None:
    """Raise ``DataFaults`` for each file that was changed while it was read."""
    faults = [fault(KEYS + "changed", file=file.path.name) for file in files if stamp_of(file.path) != file.stamp]
    if faults:
        raise DataFaults(faults)
