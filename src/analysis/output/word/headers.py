"""What stands above and below the text of each page: the document's own, or a template's with the document's words in its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.oxml.ns import qn

from analysis.output.word.markup import field, made, paragraph, run
from analysis.output.word.pictures import text_width
from analysis.output.word.styles import FOOTER, HEADER

FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def write_headers(paper: Paper, said: Mapping[str, str], page: str, styles: Mapping[str, str]) -> None:
    """Write the title above each page, and below it what the document rests on and ``page``, unless the template has its own.

    What is said stands in fields of the document's properties. So does what a template wants said: a field in its headers or footers
    that asks for a property shows the document's.
    """
    section = paper.sections[-1]
    if section.header.is_linked_to_previous:
        write(section.header, paragraph(styles[HEADER], *field("TITLE", said["TITLE"])))
    if section.footer.is_linked_to_previous:
        end = text_width(paper)
        write(section.footer, foot(said, page, styles, end))
        if section.different_first_page_header_footer and section.first_page_footer.is_linked_to_previous:
            write(section.first_page_footer, foot(said, page, styles, end))
    for link in paper.part.rels.values():
        if link.reltype in (LINK.HEADER, LINK.FOOTER):
            show(link.target_part.element, said)


def write(place: Any, content: Any) -> None:
    """Write a paragraph as all that stands in a header or footer."""
    place.is_linked_to_previous = False
    element = place._element  # noqa: SLF001 - the library's own paragraph comes with another style
    for child in list(element):
        element.remove(child)
    element.append(content)


def foot(said: Mapping[str, str], page: str, styles: Mapping[str, str], end: int) -> Any:
    """Return the paragraph at the foot of a page: what the document rests on, and where the text ends which page it is."""
    content = [*field("COMMENTS", said["COMMENTS"]), made("r", made("tab"))]
    for piece in filter(None, re.split(r"(\{\w+\})", page)):
        content += field(FIELDS[piece], "1") if piece in FIELDS else [run(piece)]
    line = paragraph(styles[FOOTER], *content)
    line.pPr.append(made("tabs", made("tab", val="right", pos=end)))
    return line


def show(element: Any, said: Mapping[str, str]) -> None:
    """Write the document's words into the fields of a header or footer that ask for its properties."""
    for simple in element.iter(qn("w:fldSimple")):
        asked = word_of(simple.get(qn("w:instr"), ""))
        if asked in said:
            put(list(simple.iter(qn("w:t"))), said[asked])
    for instruction, shown in fields_in(element.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t"))):
        asked = word_of(instruction)
        if asked in said:
            put(shown, said[asked])


def fields_in(elements: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each field that holds no other: what it asks for, and the texts that show the answer."""
    instruction, is_shown = "", False
    shown: list[Any] = []
    for element in elements:
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            instruction, shown, is_shown = "", [], False
        elif kind == "separate":
            is_shown = True
        elif kind == "end":
            if is_shown:
                yield instruction, shown
            is_shown = False
        elif element.tag == qn("w:instrText"):
            instruction += element.text or ""
        elif is_shown:
            shown.append(element)


def word_of(instruction: str) -> str:
    """Return what a field asks for; ``DOCPROPERTY`` asks for what stands after it."""
    words = instruction.upper().replace('"', "").split()
    return next((word for word in words if word != "DOCPROPERTY"), "")


def put(texts: list[Any], said: str) -> None:
    """Write a text into the first of several places, and nothing into the others."""
    for number, element in enumerate(texts):
        element.text = "" if number else said
        if not number:
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
