"""Names that a spreadsheet takes: of sheets (31 signs, some not allowed, unique) and of tables (one word, unique)."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
# A part of a caption that is shorter says too little to stand for the whole.
SHORTEST_PART = 8
BETWEEN = " ,.;:–-"


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """Return a text as the name of a sheet: shortened where a part ends or between words, and unlike all that are taken."""
    used = {name.casefold() for name in taken}
    clean = " ".join(FORBIDDEN.sub(" ", text).split()).strip(BETWEEN)
    name, number = shortened(clean, LONGEST), 1
    while name.casefold() in used:
        number += 1
        name = f"{shortened(clean, LONGEST - len(f' {number}'))} {number}"
    return name


def shortened(text: str, room: int, unfinished: frozenset[str] = frozenset()) -> str:
    """Return the beginning of a text that there is room for: all of it, or up to a comma, or up to a space.

    ``unfinished`` are words that no name ends with.
    """
    if len(text) <= room:
        return text
    part = text[: room + 1]
    head = part.rpartition(", ")[0]
    if len(head) >= SHORTEST_PART:
        return head.strip(BETWEEN)
    words = part.split(" ")[:-1]
    while words and words[-1].casefold() in unfinished:
        words.pop()
    return " ".join(words).strip(BETWEEN) or text[:room].strip(BETWEEN)


def numbered_name(label: str, caption: str, short: str, taken: Iterable[str], unfinished: frozenset[str]) -> str:
    """Return the name of a sheet with a numbered table: with its caption where there is room, else what it is about in short.

    ``short`` is empty where a table is about several things. ``unfinished`` are words that no name ends with.
    """
    room = LONGEST - len(label) - 1
    about = FORBIDDEN.split(caption)[0].strip(BETWEEN)
    return sheet_name(f"{label} {shortened(short if short and len(about) > room else about, room, unfinished)}", taken)


def table_name(sheet: str) -> str:
    """Return the name of the table in a sheet: the sheet's with ``_`` for what is no letter or digit. Unique as that is."""
    return re.sub(r"\W+", "_", sheet).strip("_")
