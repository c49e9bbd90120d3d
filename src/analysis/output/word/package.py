"""What a Word file is outside its text: what it says of itself, which parts it has, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping

from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.oxml.ns import nsmap

from analysis.display.blocks import Section
from analysis.display.documents.document import Document
from analysis.display.runs import Because, Run
from analysis.output.word.markup import on_one_line

# The longest property that Word takes.
LONGEST = 255
# The parts that a document has beside its pictures, headers and footers. Thumbnails, properties of an organisation's own, comments,
# notes and what has to do with them may say what nobody meant to send.
PARTS = frozenset({LINK.STYLES, LINK.NUMBERING, LINK.SETTINGS, LINK.THEME, LINK.FONT_TABLE, LINK.WEB_SETTINGS})
# How attributes begin that name another part.
LINKED = f"{{{nsmap['r']}}}"
LANGUAGES = {"da": "da-DK"}


def language_of(document: Document) -> str:
    """Return a document's language as Word knows it, with its country."""
    return LANGUAGES.get(document.language, document.language)


def foot_of(document: Document) -> str:
    """Return what every page says at its foot: the facts of a document that are a day or a version."""
    return " · ".join(f"{name} {said}" for name, said in document.facts if any(map(is_mark, said)))


def is_mark(run: Run) -> bool:
    """Tell whether a run is a day or a version."""
    return isinstance(run, Because) and run.reason in ("date", "version")


def properties_of(document: Document) -> Mapping[str, str]:
    """Return what a file says of itself, by the names that Word's fields have for it."""
    subjects = (block.heading.text for block in document.blocks if isinstance(block, Section))
    said = {
        "TITLE": document.title.text,
        "SUBJECT": document.subtitle.text,
        "AUTHOR": document.author,
        "KEYWORDS": "; ".join(subjects),
        "COMMENTS": foot_of(document),
    }
    return {name: on_one_line(text, LONGEST) for name, text in said.items()}


def describe(paper: Paper, document: Document, said: Mapping[str, str]) -> None:
    """Write a file's properties, and nothing of those that a template has."""
    core = paper.core_properties
    for child in list(core._element):  # noqa: SLF001 - the library has no way to take one away
        core._element.remove(child)  # noqa: SLF001
    day = dt.datetime.combine(document.day, dt.time(), dt.UTC)
    core.title, core.subject, core.author = said["TITLE"], said["SUBJECT"], said["AUTHOR"]
    core.keywords, core.comments = said["KEYWORDS"], said["COMMENTS"]
    core.language, core.created, core.modified, core.revision = language_of(document), day, day, 1


def leave_out_parts(paper: Paper) -> None:
    """Take the parts out of a template that no document has, and those that only its body had."""
    part = paper.part
    if part.package is None:
        raise TypeError
    used = set(ids_in(paper))
    for links, wanted in ((part.package.rels, {LINK.OFFICE_DOCUMENT, LINK.CORE_PROPERTIES}), (part.rels, PARTS)):
        for name in [name for name, link in links.items() if link.reltype not in wanted and name not in used]:
            del links[name]


def ids_in(paper: Paper) -> Iterator[str]:
    """Yield the names of the parts that a document's own XML asks for."""
    for element in paper.element.iter():
        yield from (value for name, value in element.attrib.items() if name.startswith(LINKED))


def packed(paper: Paper, day: dt.date) -> bytes:
    """Return a document as a file, every part of it from the same day."""
    content, found = io.BytesIO(), io.BytesIO()
    paper.save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            place = zipfile.ZipInfo(entry.filename, (day.year, day.month, day.day, 0, 0, 0))
            place.compress_type, place.external_attr, place.create_system = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(place, old.read(entry))
    return found.getvalue()
