"""What stands in files of Word and Excel: paragraphs, tables, hidden sheets, comments, words for pictures, and properties."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from python_calamine import load_workbook

from analysis.release.attack.found import Found, Said
from analysis.release.attack.tables import found_in_table, read_by_people

PARAGRAPHS = frozenset({"p", "si", "text"})
IN_PARAGRAPHS = ("t", "delText")
BREAKS = ("br", "cr", "tab")
# Read as the cells of their sheet.
CELL_VALUE = "v"
# Where a part of a page's head stands, in workbooks.
PLACES = re.compile(r"&[LCR]")
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
    """Yield the texts, tables, charts and words for pictures of a part, and what stands in it beside them."""
    heading = ""
    for element in root.iter():
        kind = local(element.tag)
        yield from words_of(file, element, is_property=is_property)
        if kind in PARAGRAPHS:
            text = text_of(element)
            heading = text or heading
            yield Said(file, "", text)
        elif kind == "tbl":
            rows = [[text_of(cell) for cell in row if local(cell.tag) == "tc"] for row in element if local(row.tag) == "tr"]
            yield from read_by_people(file, heading, rows)
        elif kind == "ser":
            yield from found_in_series(file, element)


def words_of(file: str, element: Element, *, is_property: bool) -> Iterator[Said]:
    """Yield what the attributes of an element say, and the texts right below it that are in no paragraph, with their names."""
    names = [value for value in element.attrib.values() if is_wordy(value)]
    yield from (
        Said(file, local(name), value) for name, value in element.attrib.items() if is_wordy(value) and " " in value.strip()
    )
    for child in element:
        kind = local(child.tag)
        if child.text and child.text.strip() and kind not in (*IN_PARAGRAPHS, *PARAGRAPHS, CELL_VALUE):
            own = [value for value in child.attrib.values() if is_wordy(value)]
            yield Said(file, kind, " ".join([*names, *own, PLACES.sub(" ", child.text)]), is_bare=is_property)


def is_wordy(value: str) -> bool:
    """Tell whether an attribute could be words."""
    return any(letter.isalpha() for letter in value) and "://" not in value


def found_in_series(file: str, series: Element) -> Iterator[Said]:
    """Yield each value that a chart keeps of a series, with the series' name and its own."""
    parts = {local(part.tag): part for part in series}
    name = " ".join(points(parts.get("tx")).values())
    labels = points(parts.get("cat", parts.get("xVal")))
    for place, value in points(parts.get("val", parts.get("yVal"))).items():
        yield Said(file, "chart", f"{name} {labels.get(place, '')}: {value}", is_bare=True)


def points(part: Element | None) -> dict[str, str]:
    """Return the values that a part of a chart keeps, by their place."""
    found = (point for point in part.iter() if local(point.tag) == "pt") if part is not None else ()
    return {point.get("idx", ""): "".join(value.text or "" for value in point) for point in found}


def text_of(element: Element) -> str:
    """Return all text of an element."""
    parts = ("\n" if local(part.tag) in BREAKS else (part.text or "") if is_text(part, element) else "" for part in element.iter())
    return "".join(parts)


def is_text(part: Element, whole: Element) -> bool:
    """Tell whether a part of a paragraph holds text; a remark in a workbook is one itself."""
    return local(part.tag) in IN_PARAGRAPHS or (part is whole and local(part.tag) == "text" and not len(part))


def local(tag: object) -> str:
    """Return a name without its namespace."""
    return str(tag).rpartition("}")[2]
