"""What every document of an edition has: whose it is, what it knows until when, how it begins, and the words around it."""

from __future__ import annotations

from importlib.metadata import version

from analysis.display.blocks import Block, Text
from analysis.display.documents.document import Document
from analysis.display.runs import Because, Part, Phrase, name, phrase, quoted
from analysis.display.view.view import View


def document(view: View, kind: str, blocks: tuple[Block, ...], **said: Part) -> Document:
    """Return a document of an edition with these blocks; ``kind`` names it in the catalogue. The empty blocks are left out.

    ``said`` is what its title and subtitle say beside the partnership and the edition's year.
    """
    partnership, number = view.facts.partnership, version("statusbog")
    return Document(
        kind=kind,
        year=view.year,
        language=partnership.language,
        day=view.as_of,
        version=number,
        author=partnership.publisher or partnership.name,
        title=view.say(f"document.{kind}_title", partnership=name(partnership.name), year=view.year, **said),
        subtitle=view.say(f"document.{kind}_subtitle", **said),
        facts=facts(view, number),
        blocks=tuple(filter(None, blocks)),
        words=view.say.group("document_words"),
    )


def facts(view: View, number: str) -> tuple[tuple[Phrase, Phrase], ...]:
    """Return what stands below the title: until when things are known, the program's version, and who answers for it and where."""
    partnership = view.facts.partnership
    known = (
        ("day", phrase(view.say.date(view.as_of))),
        ("publisher", phrase(name(partnership.publisher))),
        ("contact", phrase(name(partnership.contact))),
        ("address", phrase(name(partnership.address))),
        ("version", phrase(Because(number, "version"))),
    )
    return tuple((view.say(f"document.{key}"), said) for key, said in known if said)


def opening(view: View, what: Phrase, *more: Phrase) -> Text:
    """Return how a document begins: what it is, who works together, what else must be said, and what it is taken from."""
    about = phrase(quoted(view.facts.partnership.about))
    paragraphs = (what, about, *more, view.say("document.book", year=view.year))
    return Text(tuple(filter(None, paragraphs)))
