"""What the tests of Word files share: documents of every edition, files read back, and pictures."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
from docx.oxml.ns import qn
from looking import cache

from analysis.data import load
from analysis.display.documents.plan import plan
from analysis.display.documents.status import status
from analysis.display.view.opened import Opening, look
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, Paragraph, sequence
from analysis.output.word import docx_of

ROOT = Path(__file__).parents[2]
REAL, MINI, BROAD = ROOT / "data", ROOT / "tests" / "mini" / "data", ROOT / "tests" / "broad" / "data"
KINDS = {"status": status, "plan": plan}
EVERY = [
    *((REAL, year, "status") for year in range(2013, 2023)),
    (REAL, 2013, "plan"),
    (REAL, 2022, "plan"),
    *((folder, year, "status") for folder in (MINI, BROAD) for year in (2031, 2032, 2033)),
    (BROAD, 2033, "plan"),
]


def named(value):
    """A case of the tables, by the folder's partnership, year and kind."""
    return f"{value[0].parent.name}-{value[1]}-{value[2]}"


@cache
def document_of(folder, year, kind):
    return KINDS[kind](look(Opening("edition", year, ""), load(folder)))


@cache
def file_of(folder, year, kind):
    return docx_of(document_of(folder, year, kind))


@cache
def opened(content):
    """A file as the library reads it, for looking at."""
    return docx.Document(io.BytesIO(content))


def parts_of(content):
    """The parts of a file by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content, changed, without=()):
    """The same file with other parts in it, or fewer."""
    parts = {name: part for name, part in parts_of(content).items() if name not in without} | changed
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return found.getvalue()


def png(width, height):
    """A grey picture."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def said_in(content):
    """What stands in a file after its contents list: each paragraph with its style, and each table as rows of cells."""
    paper = opened(content)
    return [
        (item.style.name, item.text)
        if hasattr(item, "style") and hasattr(item, "runs")
        else [[c.text for c in r.cells] for r in item.rows]
        for item in paper.iter_inner_content()
    ]


STYLES = {"body": "Body Text", "bullet": "List Bullet", "note": "Statusbog note", "lead": "Statusbog indledning"}


def expected_of(document):
    """The same, from the parts that the document is made of."""
    yield "Title", document.title.text
    yield "Subtitle", document.subtitle.text
    yield from (("Statusbog note", f"{name}: {said}") for name, said in document.facts)
    for part in sequence(document):
        match part:
            case Heading():
                yield f"Heading {part.level}", part.text.text
            case Paragraph():
                yield STYLES[part.style], part.text.text
            case NumberedTable():
                yield "Caption", f"Tabel {part.number}: {part.table.caption}"
                yield list(rows_of(part.table))
                yield from (("Statusbog note", note.text) for note in part.table.notes)
            case NumberedFigure():
                yield "Caption", f"Figur {part.number}: {part.figure.title}"
                said = (part.figure.subtitle.text, part.figure.description.text)
                yield from (("Statusbog note", text) for text in said if text)


def rows_of(table):
    """A table's rows with its head, and with a row for each group."""
    yield [column.text for column in table.columns]
    for number, row in enumerate(table.rows):
        if number in table.groups:
            yield [table.groups[number].text, *[""] * (len(table.columns) - 1)]
        yield [f"{cell.text}\n{cell.second}" if cell.second else cell.text.text for cell in row]


def texts(element, tag):
    """The texts of the elements of a name below an element."""
    return [found.text or "" for found in element.iter(qn(tag))]
