"""What every document of an edition has: whose it is, what it knows until when, and the words around it."""

from __future__ import annotations

from importlib.metadata import version

from analysis.display.blocks import Block
from analysis.display.documents.document import Document
from analysis.display.runs import Because, name, phrase
from analysis.display.view.view import View


def document(view: View, kind: str, blocks: tuple[Block, ...]) -> Document:
    """Return a document of an edition with these blocks; ``kind`` names it in the catalogue."""
    partnership, number = view.facts.partnership, version("statusbog")
    facts = [(view.say("document.day"), phrase(view.say.date(view.as_of)))]
    facts += [(view.say("document.version"), phrase(Because(number, "version")))]
    facts += [(view.say("document.publisher"), phrase(name(partnership.publisher)))] if partnership.publisher else []
    return Document(
        kind=kind,
        year=view.year,
        language=partnership.language,
        day=view.as_of,
        version=number,
        author=partnership.publisher or partnership.name,
        title=view.say(f"document.{kind}_title", partnership=name(partnership.name), year=view.year),
        subtitle=view.say(f"document.{kind}_subtitle"),
        facts=tuple(facts),
        blocks=blocks,
        words=view.say.group("document_words"),
    )
