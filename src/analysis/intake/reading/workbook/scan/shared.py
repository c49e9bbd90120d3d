"""The texts that cells share by number: how long they are, and which are struck through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.intake.reading.workbook.parts import TRUE
from analysis.intake.reading.workbook.scan.listening import Attributes, XmlListener

END = re.compile(rb"</(?:\w+:)?si>")
STRIKE = b"strike"
Piece = tuple[str, bool]  # a piece of text, and whether it is struck through


@dataclass(frozen=True)
class SharedTexts:
    """The length of each shared text in bytes, markup and all, and of those with something struck: that part, and whether it is all."""

    lengths: tuple[int, ...] = ()
    struck: dict[int, Piece] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """The length of the longest; 0 where there is none."""
        return max(self.lengths, default=0)


class SharedScan(XmlListener):
    """Listens to the shared texts for those with something struck through."""

    def __init__(self) -> None:
        super().__init__()
        self.place = 0
        self.pieces: list[Piece] = []
        self.gone = False
        self.struck: dict[int, Piece] = {}

    def start_si(self, _: Attributes) -> None:
        self.pieces, self.gone = [], False

    def start_r(self, _: Attributes) -> None:
        self.gone = False

    def start_strike(self, attributes: Attributes) -> None:
        self.gone = attributes.get("val", "1") in TRUE

    def start_t(self, _: Attributes) -> None:
        self.listen()

    def end_t(self) -> None:
        self.pieces.append((self.heard(), self.gone))

    def end_si(self) -> None:
        if any(gone for _, gone in self.pieces):
            self.struck[self.place] = struck_of(self.pieces)
        self.place += 1


def shared_texts(content: bytes, part: str) -> SharedTexts:
    """Return what is worth knowing of the shared texts. Raises ``Unreadable`` for a part that is not XML."""
    ends = [found.end() for found in END.finditer(content)]
    lengths = tuple(end - begin for begin, end in zip([0, *ends], ends, strict=False))
    if STRIKE not in content:
        return SharedTexts(lengths)
    scan = SharedScan()
    scan.hear(content, part)
    return SharedTexts(lengths, scan.struck)


def struck_of(pieces: list[Piece]) -> Piece:
    """Return the struck part of a text, and whether that is all of it (blanks aside)."""
    return "".join(text for text, gone in pieces if gone), all(gone for text, gone in pieces if text.strip())
