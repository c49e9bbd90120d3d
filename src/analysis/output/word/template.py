"""The look of a Word file: the program's own, or a template that an organisation keeps in its data folder."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from analysis.data.folder import TEMPLATE
from analysis.data.reading.files import read_bytes
from analysis.data.reading.findings import Findings
from analysis.errors import DataFaults, Fault, fault
from analysis.output.word.markup import made
from analysis.output.word.package import leave_out_parts
from analysis.output.word.styles import give, missing

# The parts of the program's own look, and the files beside this one that they are.
LOOK = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_links.xml",
    "word/_rels/document.xml.rels": "document_links.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
}
TYPES = "[Content_Types].xml"
DOCUMENT, DOTX = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"
MACROS = ("macroenabled", "vbaproject")
MOST_UNPACKED, MEGABYTE = 64_000_000, 1_000_000
# What a template may ask of Word that a finished document must not: questions at opening, tracked changes, locks, letters to
# many, the way to where it lies, notes that are gone with its body, and who wrote in it when.
NOT_KEPT = (
    "updateFields", "trackRevisions", "documentProtection", "writeProtection", "mailMerge", "attachedTemplate", "linkStyles",
    "footnotePr", "endnotePr", "docVars", "rsids",
)  # fmt: skip
# What stands after the language among a file's settings.
AFTER_LANGUAGE = (
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError, SyntaxError)


def default_template() -> bytes:
    """Return the program's own look as a Word file without text."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, file in LOOK.items():
            archive.writestr(zipfile.ZipInfo(name), files("analysis.output.word").joinpath("look", file).read_bytes())
    return content.getvalue()


def template_in(folder: Path) -> bytes | None:
    """Return the template in a data folder, ``None`` where there is none. Raises ``DataFaults`` for one that cannot be used."""
    content, faults = read(folder)
    if faults:
        raise DataFaults(faults)
    return content


def faults_in(folder: Path) -> list[Fault]:
    """Return what keeps the template in a data folder from being used: none where there is no template, or each of its faults."""
    return read(folder)[1]


def read(folder: Path) -> tuple[bytes | None, list[Fault]]:
    """Return the template in a data folder with its faults."""
    path, findings = folder / TEMPLATE, Findings()
    if not path.exists() and not path.is_symlink():
        return None, []
    content = read_bytes(path, TEMPLATE, findings)
    return content, findings.faults if content is None else faults_of_template(content)


def opened(template: bytes | None, language: str) -> Paper:
    """Return a Word file without text in the look of a template, or in the program's own.

    Of a template its styles, page, headers and footers are kept; its text and its properties are not. Raises ``DataFaults`` for one
    that cannot be used.
    """
    if template is not None and (faults := faults_of_template(template)):
        raise DataFaults(faults)
    look = docx.Document(io.BytesIO(default_template()))
    paper = look if template is None else docx.Document(io.BytesIO(template))
    paper._body.clear_content()  # noqa: SLF001 - the library has no name for it
    give(paper, look)
    leave_out_parts(paper)
    settle(paper, language)
    return paper


def settle(paper: Paper, language: str) -> None:
    """Set a file's language for all of its text, and leave out what a template asks of Word."""
    settings = paper.settings.element
    for name in NOT_KEPT:
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    styles = paper.styles.element
    for element in list(styles.iter(qn("w:lang"))):
        element.getparent().remove(element)
    properties = inside(inside(inside(styles, "docDefaults", 0), "rPrDefault", 0), "rPr", 0)
    properties.append(made("lang", val=language, eastAsia=language, bidi="ar-SA"))
    for element in settings.findall(qn("w:themeFontLang")):
        settings.remove(element)
    settings.insert_element_before(made("themeFontLang", val=language), *AFTER_LANGUAGE)


def inside(element: Any, name: str, place: int) -> Any:
    """Return a child of an element, made at a place where there is none."""
    child = element.find(qn(f"w:{name}"))
    if child is None:
        child = made(name)
        element.insert(place, child)
    return child


# Faults


def faults_of_template(content: bytes) -> list[Fault]:
    """Return what keeps a file from being a template: none, or each of its faults."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > MOST_UNPACKED:
                return [fault("word.too_big", file=TEMPLATE, size=size // MEGABYTE, most=MOST_UNPACKED // MEGABYTE)]
            faults = list(faults_of_package(archive))
        return faults or faults_of_styles(docx.Document(io.BytesIO(content)))
    except DAMAGED:
        return [fault("word.no_docx", file=TEMPLATE)]


def faults_of_package(archive: zipfile.ZipFile) -> Iterator[Fault]:
    """Yield the faults of a file's parts: programs in it, another kind of file, and ways out of it."""
    types = [element.get("ContentType", "") for element in parse_xml(archive.read(TYPES))]
    names = " ".join((*types, *archive.namelist())).lower()
    if any(mark in names for mark in MACROS):
        yield fault("word.macros", file=TEMPLATE)
    elif any(DOTX in kind for kind in types):
        yield fault("word.dotx", file=TEMPLATE)
    elif not any(DOCUMENT in kind for kind in types):
        yield fault("word.no_docx", file=TEMPLATE)
    if targets := sorted(set(ways_out(archive))):
        yield fault("word.links", file=TEMPLATE, targets=", ".join(targets))


def ways_out(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield what lies outside a file and is asked for in it."""
    for name in archive.namelist():
        if name.endswith(".rels"):
            yield from (link.get("Target", "") for link in parse_xml(archive.read(name)) if link.get("TargetMode") == "External")


def faults_of_styles(paper: Paper) -> list[Fault]:
    """Return one fault that names every style that a template lacks, or nothing."""
    names = missing(paper)
    return [fault("word.styles", file=TEMPLATE, names=", ".join(names))] if names else []
