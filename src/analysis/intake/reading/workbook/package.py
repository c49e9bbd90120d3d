"""The zip file that a workbook is: its directory is looked at before anything is unpacked, and no part unpacks to more than it says."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from analysis.intake.reading.refusal import Unreadable

ENTRY, END = b"PK\x01\x02", b"PK\x05\x06"
LONGEST_END = 22 + 65_535  # the end of a zip file with the longest comment that it can have
MOST_PARTS = 3_000
MOST_UNPACKED = 64_000_000
# Sheets of real deliveries unpack to 5 to 40 times their size; small files may be of one figure over and over.
MOST_TIMES, SMALL = 200, 16_000_000
MEGABYTE = 1_000_000
ENCRYPTED = 0x1
WORKBOOK = "xl/workbook.xml"
# What is neither values nor looks is never unpacked: pictures, macros, links to other files, who made the file.
NOT_WANTED = (
    "docprops/",
    "customxml/",
    "xl/theme/",
    "xl/drawings/",
    "xl/charts/",
    "xl/media/",
    "xl/pivot",
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/persons/",
    "xl/revisions/",
)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# What another kind of zip file is told by: a part's name, and the message.
OTHERS = {
    "word/document.xml": "word",
    "ppt/presentation.xml": "slides",
    "xl/workbook.bin": "binary_workbook",
    "content.xml": "open_document",
    "index/document.iwa": "numbers",
}


def unpacked(content: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the XML parts of a workbook that are wanted, by name, and the names of all parts. Raises ``Unreadable``."""
    with directory(content) as archive:
        entries = [(part_name(entry.filename), entry) for entry in archive.infolist()]
        names = tuple(name for name, _ in entries)
        refuse_other_kinds(names)
        wanted = [(name, entry) for name, entry in entries if is_wanted(name)]
        refuse_by_sizes([entry for _, entry in wanted])
        refuse_doubles([name for name, _ in wanted])
        return {name: part(archive, entry) for name, entry in wanted}, names


def directory(content: bytes) -> zipfile.ZipFile:
    """Return a zip file whose directory is whole and not too long to be read."""
    count = content.count(ENTRY)
    if count > MOST_PARTS:
        raise Unreadable("many_parts", count=count, most=MOST_PARTS)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, RuntimeError) as error:
        raise Unreadable("damaged" if END in content[-LONGEST_END:] else "cut_off") from error


def part_name(name: str) -> str:
    """Return a part's name as it is meant: some programs write it with the other slash, or with one in front."""
    return name.replace("\\", "/").lstrip("/")


def is_wanted(name: str) -> bool:
    """Return whether a part may hold values or looks of cells."""
    small = name.lower()
    return small.endswith((".xml", ".rels")) and not small.startswith(NOT_WANTED)


def refuse_other_kinds(names: Iterable[str]) -> None:
    """Refuse a zip file that holds no workbook, and say what it holds."""
    small = {name.lower() for name in names if not name.endswith("/")}
    if WORKBOOK in small:
        return
    for name, kind in OTHERS.items():
        if name in small:
            raise Unreadable(kind)
    if not small:
        raise Unreadable("empty_archive")
    raise Unreadable("archive_of", count=len(small), first=min(small))


def refuse_by_sizes(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse a workbook that unpacks to more than can be read at a fair price, by the sizes in its directory."""
    entries = sorted(entries, key=lambda entry: -entry.file_size)
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    times = whole // max(packed, 1)
    if whole > MOST_UNPACKED or (whole > SMALL and times > MOST_TIMES):
        name = part_name(entries[0].filename)
        raise Unreadable("bomb", part=name, unpacked=-(-whole // MEGABYTE), times=times, most=MOST_UNPACKED // MEGABYTE)


def refuse_doubles(names: list[str]) -> None:
    """Refuse a directory that names a part twice: programs differ in which of the two they read."""
    small = [name.lower() for name in names]
    if len(set(small)) != len(small):
        raise Unreadable("part_twice", part=next(name for name in names if small.count(name.lower()) > 1))


def part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part, unpacked to no more than the directory says; what is longer or shorter in truth is damaged."""
    if entry.flag_bits & ENCRYPTED:
        raise Unreadable("password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("damaged")
    try:
        content = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise Unreadable("part_damaged", part=part_name(entry.filename)) from error
    if DECLARATION.search(content):
        raise Unreadable("entities", part=part_name(entry.filename))
    if content.startswith(UTF_16):
        raise Unreadable("part_damaged", part=part_name(entry.filename))
    return content


def repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return a zip file of parts that were unpacked within bounds: what calamine reads unpacks to no more than this."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    target.seek(0)
    return target
