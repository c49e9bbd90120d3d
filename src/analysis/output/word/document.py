"""Writes a document as a Word file, part for part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from docx.document import Document as Paper

from analysis.display.blocks import Figure
from analysis.display.documents.document import Document
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, PaperPart, Paragraph, sequence
from analysis.output.word.contents import contents_of
from analysis.output.word.headers import write_headers
from analysis.output.word.markup import marked, numbered, paragraph, run
from analysis.output.word.package import describe, language_of, packed, properties_of
from analysis.output.word.pictures import picture_of, text_width
from analysis.output.word.styles import BODY, BULLET, CAPTION, HEADINGS, LEAD, NOTE, SUBTITLE, TITLE, ids_of
from analysis.output.word.tables import table_of
from analysis.output.word.template import opened

STYLES = {"body": BODY, "bullet": BULLET, "note": NOTE, "lead": LEAD}
LONGEST_NAME = 40  # of a place in a Word file


def docx_of(document: Document, *, template: bytes | None = None, picture: Callable[[Figure], bytes] | None = None) -> bytes:
    """Return a document as a Word file. The same document gives the same bytes.

    ``template`` is a Word file whose look it has instead of the program's own; ``picture`` makes the PNG of a figure. Without it a
    figure is its title, its description and the table behind it. Raises ``DataFaults`` for a template that cannot be used.
    """
    paper = opened(template, language_of(document))
    parts = sequence(document)
    said = properties_of(document)
    describe(paper, document, said)
    writer = Writer(paper, document, ids_of(paper), picture)
    end = paper.element.body.get_or_add_sectPr()
    for element in writer.elements(parts):
        end.addprevious(element)
    write_headers(paper, said, document.words["page"], writer.styles)
    return packed(paper, document.day)


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one document; ``styles`` are the ids of a template's styles."""

    paper: Paper
    document: Document
    styles: Mapping[str, str]
    picture: Callable[[Figure], bytes] | None

    def elements(self, parts: tuple[PaperPart, ...]) -> Iterator[Any]:
        """Yield all that stands in the text: title, facts, contents, and the parts."""
        places = list(zip(headings := [part for part in parts if isinstance(part, Heading)], names_of(headings), strict=True))
        yield from self.front()
        yield from contents_of(self.document.words["contents"], places, self.styles)
        marks = enumerate(places, 1)
        for part in parts:
            match part:
                case Heading():
                    number, (_, name) = next(marks)
                    style = self.styles[HEADINGS[min(part.level, len(HEADINGS)) - 1]]
                    yield paragraph(style, *marked(name, number, run(part.text.text)))
                case Paragraph():
                    yield paragraph(self.styles[STYLES[part.style]], run(part.text.text))
                case NumberedTable():
                    yield from self.table(part)
                case NumberedFigure():
                    yield from self.figure(part)

    def front(self) -> Iterator[Any]:
        """Yield the title and what the document rests on."""
        yield paragraph(self.styles[TITLE], run(self.document.title.text))
        yield paragraph(self.styles[SUBTITLE], run(self.document.subtitle.text))
        for name, said in self.document.facts:
            yield paragraph(self.styles[NOTE], run(f"{name}: {said}"))

    def caption(self, kind: str, number: int, text: str) -> Any:
        """Return a caption, which stands on the same page as what it is above."""
        label = numbered(self.document.words[kind], kind, number)
        return paragraph(self.styles[CAPTION], *label, run(f": {text}"), keep=True)

    def table(self, part: NumberedTable) -> Iterator[Any]:
        """Yield a table with its caption above and its notes below."""
        yield self.caption("table", part.number, part.table.caption.text)
        yield table_of(part.table, text_width(self.paper), self.styles)
        for note in part.table.notes:
            yield paragraph(self.styles[NOTE], run(note.text))

    def figure(self, part: NumberedFigure) -> Iterator[Any]:
        """Yield a figure with its caption above, as a picture or as its description."""
        figure = part.figure
        yield self.caption("figure", part.number, figure.title.text)
        if figure.subtitle:
            yield paragraph(self.styles[NOTE], run(figure.subtitle.text), keep=True)
        if self.picture:
            yield picture_of(self.paper, figure, self.picture(figure), part.number, self.styles)
        elif figure.description:
            yield paragraph(self.styles[NOTE], run(figure.description.text))


def names_of(headings: Sequence[Heading]) -> list[str]:
    """Return a name for the place of each heading: its own in the letters that Word takes, and no two alike."""
    names: list[str] = []
    for heading in headings:
        plain = re.sub(r"\W", "_", f"_{heading.name}", flags=re.ASCII)
        tried = chain([plain[:LONGEST_NAME]], (f"{plain[: LONGEST_NAME - 5]}_{number}" for number in range(2, 10_000)))
        names.append(next(name for name in tried if name.lower() not in map(str.lower, names)))
    return names
