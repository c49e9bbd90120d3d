"""What stands in files of Word and Excel: paragraphs, tables, hidden sheets, comments, words for pictures, and properties."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from python_calamine import load_workbook

from analysis.release.attack.found import Found, Said
from analysis.release.attack.tables import found_in_table, read_by_people

PARAGRAPHS = frozenset({"p", "si", "text"})
WORDS = ("descr", "title", "alt", "val")
PROPERTIES = "docProps/"


def found_in_workbook(file: str, content: bytes, parts: Mapping[str, bytes]) -> Iterator[Found]:
    """Yield what stands in a workbook, whose ``parts`` are the files in it."""
    workbook = load_workbook(io.BytesIO(content))
    for sheet in workbook.sheet_names:
        rows = [[plain(cell) for cell in row] for row in workbook.get_sheet_by_name(sheet).to_python()]
        title = next((row[0] for row in rows if row and row[0]), sheet)
        yield from found_in_table(f"{file}/{sheet}", f"{sheet} {title}", rows)
    yield from found_in_parts(file, parts)


def plain(cell: object) -> str:
    """Return a cell as text; a whole number without decimals."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def found_in_parts(file: str, parts: Mapping[str, bytes]) -> Iterator[Found]:
    """Yield what stands in the parts of a document that are written as XML."""
    for name, content in parts.items():
        try:
            root = fromstring(content) if name.endswith((".xml", ".rels")) else None
        except ParseError:
            continue
        if root is not None:
            yield from found_in_element(f"{file}/{name}", root, is_property=name.startswith(PROPERTIES))


def found_in_element(file: str, root: Element, *, is_property: bool) -> Iterator[Found]:
    """Yield the texts, tables and words for pictures of a part."""
    heading = ""
    for element in root.iter():
        kind = local(element.tag)
        if is_property and element.text:
            yield Said(file, kind, element.text, is_bare=True)
        for name, value in element.attrib.items():
            if local(name) in WORDS and " " in value.strip():
                yield Said(file, local(name), value)
        if kind in PARAGRAPHS:
            text = text_of(element)
            heading = text or heading
            yield Said(file, "", text)
        elif kind == "tbl":
            rows = [[text_of(cell) for cell in row if local(cell.tag) == "tc"] for row in element if local(row.tag) == "tr"]
            yield from read_by_people(file, heading, rows)


def text_of(element: Element) -> str:
    """Return all text of an element."""
    return "".join(part.text or "" for part in element.iter() if local(part.tag) in ("t", "delText", "instrText"))


def local(tag: object) -> str:
    """Return a name without its namespace."""
    return str(tag).rpartition("}")[2]
