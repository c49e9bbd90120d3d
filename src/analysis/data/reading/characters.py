"""Characters that nobody sees or that no font has: they get into texts by copying, and break words apart in search and print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from analysis.data.reading.findings import Findings
from analysis.errors import fault

LOST = "\ufffd"
# Controls but tab and line end; marks that turn the direction of text; of no width; soft hyphens; private use; what is no character.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def check_characters(text: str, name: str, findings: Findings) -> None:
    """Add a fault for each kind of character in a file that does not belong in a text, at the first row that has it."""
    for kind, pattern in (("lost", re.compile(LOST)), ("unseen", UNSEEN)):
        rows = rows_of(pattern, text)
        if rows:
            character = pattern.search(text)
            shown = name_of(character.group()) if character else ""
            findings.add(fault(f"data.reading.{kind}", file=name, rows=rows, character=shown))
    if not unicodedata.is_normalized("NFC", text):
        row, word = next(decomposed(text))
        findings.add(fault("data.reading.decomposed", file=name, row=row, word=unicodedata.normalize("NFC", word)))


def has_bad_characters(value: object) -> bool:
    """Tell whether a value has characters that are a fault of their own, so that it need not be called wrong once more."""
    return isinstance(value, str) and not (
        LOST not in value and not UNSEEN.search(value) and unicodedata.is_normalized("NFC", value)
    )


def rows_of(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return the rows of the first thousand places that a pattern matches, each row once."""
    ends, row, found = 0, 1, []
    for match in islice(pattern.finditer(text), 1000):
        row += text.count("\n", ends, match.start())
        ends = match.start()
        found.append(row)
    return list(dict.fromkeys(found))


def decomposed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the row and the word of each letter whose sign stands beside it as a character of its own."""
    for row, line in enumerate(text.split("\n"), 1):
        for word in re.split(r'[\s,;"]', line):
            if not unicodedata.is_normalized("NFC", word):
                yield row, word
    yield 1, text[:20]


def name_of(character: str) -> str:
    """Return a character's number and, where it has one, its name."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
