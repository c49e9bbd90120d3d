"""What stands in a PDF file: its lines, its properties, its words for pictures and its attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from analysis.release.attack.found import Said

WORDS = ("/Alt", "/ActualText", "/Contents", "/TU", "/E", "/Title", "/T", "/V")
# A line goes on in the next one, where that begins in the middle of a sentence.
ENDS = (".", ":", "!", "?")


def found_in_pdf(file: str, content: bytes) -> Iterator[Said]:
    """Yield what stands in a PDF file. Raises ``ValueError`` for what is none."""
    try:
        reader = PdfReader(io.BytesIO(content))
        for number, page in enumerate(reader.pages, 1):
            yield from (Said(file, str(number), line) for line in sentences(page.extract_text().splitlines()))
        for name, value in (reader.metadata or {}).items():
            yield Said(file, str(name), str(value), is_bare=True)
        yield from words_in(file, reader)
    except PyPdfError as error:
        raise ValueError(str(error)) from error


def sentences(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, and two together where the second goes on with what the first says."""
    yield from lines
    for before, after in pairwise(filter(None, map(str.strip, lines))):
        if after[0].islower() and not before.endswith(ENDS):
            yield f"{before} {after}"


def words_in(file: str, reader: PdfReader) -> Iterator[Said]:
    """Yield what stands beside the lines: words for pictures, notes, and the properties that are written as XML."""
    for generation, numbers in reader.xref.items():
        for number in numbers:
            yield from words_of(file, reader.get_object(IndirectObject(number, generation, reader)))
    for number in reader.xref_objStm:
        yield from words_of(file, reader.get_object(IndirectObject(number, 0, reader)))


def words_of(file: str, found: object) -> Iterator[Said]:
    """Yield the words of one object."""
    if not isinstance(found, DictionaryObject):
        return
    for name in WORDS:
        if isinstance(found.get(name), str):
            yield Said(file, name, str(found[name]))
    if found.get("/Type") == "/Metadata":
        text = found.get_data().decode("utf-8", "replace")  # type: ignore[attr-defined]
        yield from (Said(file, "XMP", line, is_bare=True) for line in text.replace("<", "\n<").splitlines())


def attachments(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a PDF file carries."""
    try:
        found = PdfReader(io.BytesIO(content)).attachments
        yield from ((name, one) for name, many in found.items() for one in many)
    except PyPdfError:
        return
