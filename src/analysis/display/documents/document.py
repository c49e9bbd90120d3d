"""What a document is: its title and day, what it is made of, and the words around it, without any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.display.blocks import Block
from analysis.display.runs import Phrase


@dataclass(frozen=True)
class Document:
    """A document that can be written as PDF or Word.

    ``kind`` is ``status`` or ``plan``. ``day`` is the last day that its facts were public on, and the day that files say they were
    made. ``facts`` stand below the title: a name and what it says. ``blocks`` are sections with their blocks; a section inside a
    section is a level below. ``words`` are what a form puts around them (see ``document`` in the catalogue).
    """

    kind: str
    year: int
    language: str
    day: dt.date
    version: str
    author: str
    title: Phrase
    subtitle: Phrase
    facts: tuple[tuple[Phrase, Phrase], ...] = ()
    blocks: tuple[Block, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
