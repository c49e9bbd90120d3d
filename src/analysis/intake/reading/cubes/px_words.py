"""The keywords of a PX file, and the figures after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.intake.reading.refusal import Unreadable

KEYWORD = re.compile(r"\s*([A-Z][A-Z0-9-]*)(?:\[([\w-]+)\])?(?:\(((?:\"[^\"]*\"|[^\"()])*)\))?\s*=")
STRING = re.compile(r'"([^"]*)"')
PIECE = re.compile(r'\s*(?:"([^"]*)"|([,;])|([^\s",;]+))')
DATA = "DATA"


@dataclass(frozen=True)
class Entry:
    """What a keyword says: in which language (empty: the file's own), about what, and the values; ``end`` is where it ends."""

    keyword: str
    language: str
    about: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All that a PX file says before its figures, and the text of the figures."""

    entries: tuple[Entry, ...]
    data: str


def words_of(text: str) -> Words:
    """Return the entries of a PX file. Raises ``Unreadable`` for one that is cut off or damaged, with the line."""
    entries: list[Entry] = []
    place = 0
    while True:
        found = KEYWORD.match(text, place)
        if found is None:
            raise unreadable(text, place)
        keyword, language, about = found[1], found[2] or "", tuple(STRING.findall(found[3] or ""))
        if keyword == DATA:
            return Words(tuple(entries), data_of(text, found.end()))
        values, place = values_from(text, found.end())
        entries.append(Entry(keyword, language, about, values))


def unreadable(text: str, place: int) -> Unreadable:
    """Return what is wrong at a place: the file ends there, or something stands there that cannot."""
    line = text.count("\n", 0, place) + 1
    return Unreadable("px_damaged" if ";" in text[place:] else "px_cut_off", line=line)


def values_from(text: str, place: int) -> tuple[tuple[str, ...], int]:
    """Return the values that begin at a place, and where the next keyword begins. Strings without a comma between are one."""
    values: list[str] = []
    after_comma = True
    while piece := PIECE.match(text, place):
        place = piece.end()
        quoted, sign, word = piece.groups()
        if sign == ";":
            return tuple(values), place
        if sign:
            after_comma = True
            continue
        value = quoted if quoted is not None else word
        if after_comma:
            values.append(value)
        else:
            values[-1] += value
        after_comma = False
    raise unreadable(text, place)


def data_of(text: str, place: int) -> str:
    """Return the text of the figures, up to the semicolon that ends them."""
    end = text.rfind(";")
    if end < place:
        raise Unreadable("px_cut_off", line=text.count("\n") + 1)
    return text[place:end]


def figures_in(data: str) -> Iterator[str]:
    """Yield each figure or sign as it stands, without quotes."""
    for piece in PIECE.finditer(data):
        quoted, sign, word = piece.groups()
        if sign is None:
            yield quoted if quoted is not None else word
