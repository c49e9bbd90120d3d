"""What the template of the PDF is told: a document as plain texts, in the order that they are read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analysis.display.blocks import Cell, Figure, Section, Table
from analysis.display.documents.document import Document
from analysis.display.runs import Because, Phrase
from analysis.output.pictures import outlined
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, PaperPart, Paragraph, sequence

# Facts of these kinds stand at the foot of each page too: until when, and which version.
AT_THE_FOOT = frozenset({"date", "version"})
Said = dict[str, Any]


def said_of(document: Document) -> Said:
    """Return a document as the template reads it."""
    parts = sequence(document)
    facts = [f"{what}: {value}" for what, value in document.facts]
    return {
        "language": document.language,
        "title": document.title.text,
        "subtitle": document.subtitle.text,
        "author": document.author,
        "day": [document.day.year, document.day.month, document.day.day],
        "keywords": keywords(document),
        "facts": facts,
        "foot": [fact for fact, (_, value) in zip(facts, document.facts, strict=True) if is_at_foot(value)],
        "contents": document.words["contents"],
        "page": document.words["page"],
        "parts": list(together(part_of(part, document) for part in in_steps(parts))),
    }


def keywords(document: Document) -> list[str]:
    """Return what the document is about: whose it is, its year, and its sections."""
    sections = [block.heading.text for block in document.blocks if isinstance(block, Section)]
    return list(dict.fromkeys([document.author, str(document.year), *sections]))


def is_at_foot(value: Phrase) -> bool:
    """Tell whether a fact belongs at the foot of each page."""
    return any(isinstance(run, Because) and run.reason in AT_THE_FOOT for run in value)


def in_steps(parts: Iterable[PaperPart]) -> Iterator[PaperPart]:
    """Yield the parts with headings that go down one level at a time, as PDF/UA wants them."""
    level = 0
    for part in parts:
        if isinstance(part, Heading):
            level = min(part.level, level + 1)
            yield Heading(level, part.text, part.name)
        else:
            yield part


def part_of(part: PaperPart, document: Document) -> Said:
    """Return a part as the template reads it."""
    match part:
        case Heading():
            return {"kind": "heading", "level": part.level, "text": part.text.text}
        case Paragraph():
            return {"kind": part.style, "text": part.text.text}
        case NumberedTable():
            return table_of(part.table, numbered(document, "table", part.number, part.table.caption))
        case NumberedFigure():
            return figure_of(part.figure, numbered(document, "figure", part.number, part.figure.title))


def numbered(document: Document, what: str, number: int, caption: Phrase) -> str:
    """Return a caption with its number before it."""
    return ": ".join(filter(None, [document.words[what].format(number=number), caption.text]))


def figure_of(figure: Figure, caption: str) -> Said:
    """Return a figure: what it shows in words is what is read aloud in its place."""
    words = figure.description.text or figure.title.text
    return {"kind": "figure", "caption": caption, "subtitle": figure.subtitle.text, "words": words, "picture": outlined(figure)}


def table_of(table: Table, caption: str) -> Said:
    """Return a table; a column is one of numbers when all that it says is."""
    numeric = [all(row[place].numeric or not row[place].text for row in table.rows) for place in range(len(table.columns))]
    columns = [{"text": column.text, "numeric": right} for column, right in zip(table.columns, numeric, strict=True)]
    rows = [row_of(table, number, row) for number, row in enumerate(table.rows)]
    return {"kind": "table", "caption": caption, "columns": columns, "rows": rows, "notes": [note.text for note in table.notes]}


def row_of(table: Table, number: int, row: Iterable[Cell]) -> Said:
    """Return a row, with the head of the group that begins with it."""
    cells = [{"text": cell.text.text, "second": cell.second.text} for cell in row]
    group = table.groups[number].text if number in table.groups else None
    return {"cells": cells, "strong": number in table.strong_rows, "group": group}


def together(parts: Iterable[Said]) -> Iterator[Said]:
    """Yield the parts with points that follow each other as one list."""
    points: list[str] = []
    for part in parts:
        if part["kind"] == "bullet":
            points.append(part["text"])
            continue
        yield from listed(points)
        points = []
        yield part
    yield from listed(points)


def listed(points: list[str]) -> Iterator[Said]:
    """Yield a list, if it has points."""
    if points:
        yield {"kind": "list", "points": points}
