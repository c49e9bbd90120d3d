"""A document as one sequence of parts, with headings on their level and tables and figures numbered: what PDF and Word both write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from analysis.display.blocks import Block, Figure, Flow, Fold, Links, Profiles, Section, Stack, Table, Text
from analysis.display.documents.document import Document
from analysis.display.runs import NOTHING, Because, Phrase, joined, phrase

Style = Literal["body", "bullet", "note", "lead"]


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the highest below the title. ``name`` is its place, unique in the document."""

    level: int
    text: Phrase
    name: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or one point of a list."""

    text: Phrase
    style: Style = "body"


@dataclass(frozen=True)
class NumberedTable:
    """A table with its number among the document's tables."""

    number: int
    table: Table


@dataclass(frozen=True)
class NumberedFigure:
    """A figure with its number among the document's figures. What is behind it follows as parts of its own."""

    number: int
    figure: Figure


PaperPart = Heading | Paragraph | NumberedTable | NumberedFigure


@dataclass
class Numbers:
    """The numbers that are next, and how often a place has been named."""

    sections: Iterator[int] = field(default_factory=lambda: count(1))
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    figures: Iterator[int] = field(default_factory=lambda: count(1))
    named: Counter[str] = field(default_factory=Counter)

    def heading(self, level: int, text: Phrase, name: str) -> Heading:
        """Return a heading with a name that no other has; one of the highest level has its number before it."""
        self.named[name] += 1
        number = phrase(Because(f"{next(self.sections)}.", "ordinal"), " ") if level == 1 else NOTHING
        return Heading(level, number + text, name if self.named[name] == 1 else f"{name}-{self.named[name]}")


def sequence(document: Document) -> tuple[PaperPart, ...]:
    """Return the parts of a document in their order; empty blocks are left out.

    The numbers of sections are part of their headings, so that every form says the same.
    """
    return tuple(parts_of(document.blocks, 1, Numbers()))


def parts_of(blocks: Iterable[Block], level: int, numbers: Numbers) -> Iterator[PaperPart]:
    """Yield the parts of blocks whose headings are on a level. Raises ``TypeError`` for a block that has no way to paper."""
    for block in filter(None, blocks):
        match block:
            case Section():
                yield numbers.heading(level, block.heading, block.name)
                yield from parts_of(block.blocks, level + 1, numbers)
            case Stack() | Fold():
                yield from parts_of(block.blocks, level, numbers)
            case Text():
                style: Style = "bullet" if block.bullets else "note" if block.note else "lead" if block.lead else "body"
                yield from (Paragraph(said, style) for said in block.paragraphs)
            case Table():
                yield NumberedTable(next(numbers.tables), block)
            case Figure():
                yield NumberedFigure(next(numbers.figures), block)
                yield from parts_of(block.behind, level, numbers)
            case Profiles():
                yield from profiles(block, level, numbers)
            case Flow():
                yield from steps(block)
            case Links():
                pass
            case _:
                raise TypeError(type(block).__name__)


def profiles(block: Profiles, level: int, numbers: Numbers) -> Iterator[PaperPart]:
    """Yield each profile: its heading, its answers and texts, and its facts."""
    for item in block.items:
        yield numbers.heading(level, item.heading, item.name)
        yield from (Paragraph(joined(": ", [badge.second, badge.text])) for badge in item.badges)
        yield from (Paragraph(said) for said in item.paragraphs)
        yield from (Paragraph(joined(": ", [fact, said]), "bullet") for fact, said in item.facts)


def steps(block: Flow) -> Iterator[PaperPart]:
    """Yield a flow in words: each step, and as points the groups in it with what is in them."""
    yield Paragraph(block.label)
    for step in block.steps:
        yield Paragraph(step.heading)
        for group, links in step.groups:
            yield Paragraph(joined(": ", [group, joined("; ", (link.text for link in links))]), "bullet")
