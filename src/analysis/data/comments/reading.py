"""Reads a comment: the tags in it, each with its row and its sentence, and the numbers that no tag stands for."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from analysis.data.comments.markdown import PARSER, TAG
from analysis.data.comments.words import folded, meanings, tables

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
OPEN_TAG = re.compile(r"\{\s*([^\W\d_][^{}:\n]{0,20}?)\s*:")
NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Tag:
    """A tag as it is ``written``: its kind (number, claim, own), its parts, and of a claim the words that say it.

    ``row`` counts from 1, ``sentence`` is the one that it stands in, as a reader would see it but for other tags.
    """

    written: str
    kind: str
    parts: tuple[str, ...]
    words: str
    row: int
    sentence: str


@dataclass(frozen=True)
class Passage:
    """A few characters of a comment, with their row and their sentence."""

    text: str
    row: int
    sentence: str


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph as it is read: its text, where that begins in the paragraph, its row, and the token."""

    text: str
    start: int
    row: int
    token: Token


def tags_of(text: str) -> list[Tag]:
    """Return the tags of a comment, in their order."""
    return [tag_of(piece, pieces) for pieces in paragraphs(text) for piece in pieces if piece.token.type == TAG]


def tag_of(piece: Piece, pieces: list[Piece]) -> Tag:
    meta = piece.token.meta
    # What is the writer's own may have a comma in it.
    parts = [meta["parts"]] if meta["kind"] == "own" else meta["parts"].split(",")
    parts = tuple(" ".join(part.split()) for part in parts)
    return Tag(piece.token.content, meta["kind"], parts, meta["words"], piece.row, sentence_at(pieces, piece.start))


def unfinished_tags_of(text: str) -> list[Passage]:
    """Return what begins like a tag and is none: it has no end, or its word is nearly one of ours."""
    return [
        Passage(found[0], piece.row, sentence_at(pieces, piece.start + found.start()))
        for pieces in paragraphs(text)
        for piece in pieces
        if piece.token.type == "text"
        for found in OPEN_TAG.finditer(piece.text)
        if is_meant(folded(found[1]), piece.text[found.end() :])
    ]


def is_meant(word: str, behind: str) -> bool:
    """Tell whether a tag is meant: by a word of ours that has no end behind it, or by one that is nearly ours."""
    known = meanings("tags")
    return "}" not in behind if word in known else bool(difflib.get_close_matches(word, known, n=1, cutoff=0.8))


def paragraphs(text: str) -> Iterator[list[Piece]]:
    """Yield the pieces of each paragraph, heading and cell. Code is no text of the writer's own, and has none."""
    row = 1
    for token in PARSER.parse(unicodedata.normalize("NFC", text)):
        row = token.map[0] + 1 if token.map else row
        if token.type == "inline":
            yield list(pieces_of(token.children or [], row))


def pieces_of(tokens: list[Token], row: int) -> Iterator[Piece]:
    start = 0
    for token in tokens:
        text = text_of(token)
        yield Piece(text, start, row, token)
        start += len(text)
        row += token.content.count("\n") + (token.type in ("softbreak", "hardbreak"))


def text_of(token: Token) -> str:
    """Return a token as it is read: a claim is its words, and so is a number of the writer's own."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == TAG and token.meta["kind"] != "number":
        return str(token.meta["words"] if token.meta["kind"] == "claim" else token.meta["parts"].strip())
    return token.content


def sentence_at(pieces: list[Piece], place: int) -> str:
    """Return the sentence of a paragraph in which a place lies."""
    text = "".join(piece.text for piece in pieces)
    before = text[:place].rstrip()
    if before.endswith((".", "!", "?")) and any(piece.start == place and not piece.text for piece in pieces):
        place = len(before) - 1  # a claim without words of its own belongs to the sentence that it stands behind
    ends = [found.start() for found in SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end < place), default=0)
    last = min((end for end in ends if end > place), default=len(text))
    return " ".join(text[first:last].split())


# Numbers that no tag stands for


def loose_numbers_of(text: str, names: Collection[str]) -> list[Passage]:
    """Return the numbers in a comment that are no year, date, law, ordinal or part of a name, and that no tag stands for.

    ``names`` are those that the data know: of areas, agreements, sources. What stands in code is left alone.
    """
    known = sorted((name for name in names if any(map(str.isdigit, name))), key=len, reverse=True)
    found = []
    for pieces in paragraphs(text):
        for piece in pieces:
            if piece.token.type == "text":
                said = exempt().sub(blank, without(known, piece.text))
                found += [
                    Passage(number[0].rstrip(".,"), piece.row, sentence_at(pieces, piece.start + number.start()))
                    for number in NUMBER.finditer(said)
                ]
    return found


def without(names: list[str], text: str) -> str:
    """Return a text with its known names blanked out."""
    for name in names:
        text = text.replace(name, " " * len(name))
    return text


def blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@lru_cache(maxsize=1)
def exempt() -> re.Pattern[str]:
    """Return the pattern of numbers that need no result: dates, years, laws and references, ordinals, names with digits."""
    words = tables()["numbers"]
    months, before, units = ("|".join(map(re.escape, words[key])) for key in ("months", "before", "units"))
    year = r"(?:19|20|21)\d\d"
    patterns = (
        rf"\b\d{{1,2}}\.?\s*(?:-|\u2013|og)?\s*(?:\d{{1,2}}\.?\s*)?(?i:{months})\b(?:\s+{year})?",
        rf"\b{year}-\d\d-\d\d\b",
        rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:{year}|\d\d)\b",
        rf"(?<![\w.,]){year}(?:\s*[-/\u2013]\s*(?:{year}|\d\d)(?!\d))?(?![\w]|[.,]\d|\s*(?i:{units}))",
        rf"(?<!\w)(?i:{before})+\.?\s*\d+(?:[.-]\d+)*",
        r"\b\d{1,2}\.(?=\s+[a-z\u00e0-\u00ff])",
        r"[^\W\d_]+-?\d[\w-]*|\b\d+[A-Z]\w*",
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
