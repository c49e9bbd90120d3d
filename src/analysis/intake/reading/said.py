"""What has to be said of the words in a delivery, whatever file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.intake.reading.refusal import KEYS, Unreadable
from analysis.intake.reading.text.letters import refuse_lost
from analysis.intake.sheets import Cell, Finding, Sheet, address, spans

# A question mark inside a word, or before one in small letters, stands where a letter was that an encoding did not have.
REPLACED = re.compile(r"[^\W\d_]\?[^\W\d_]|(?<!\w)\?[a-z]")
ON_THE_WEB = frozenset("/=:&")  # there a question mark is part of an address


def said_of_words(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Yield the words in which a letter seems to be lost. Raises ``Unreadable`` where letters are lost or garbled for certain."""
    for sheet in sheets:
        seen: set[str] = set()
        asked: dict[Cell, str] = {}
        for cell, text in doubtful(sheet):
            if text not in seen:
                seen.add(text)
                refuse_cell(sheet, cell, text)
            word = next((word for word in text.split() if REPLACED.search(word) and not ON_THE_WEB & set(word)), "")
            if word:
                asked[cell] = word
        if asked:
            yield Finding("ask", KEYS + "letters_asked", sheet.name, spans(list(asked)), {"word": next(iter(asked.values()))})


def doubtful(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Yield the cells whose text holds more than letters of English and has no question mark."""
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, str) and (not value.isascii() or "?" in value):
                yield (row, column), value


def refuse_cell(sheet: Sheet, cell: Cell, text: str) -> None:
    """Refuse a cell in whose words letters are lost, and say where it is."""
    try:
        refuse_lost(text)
    except Unreadable as refusal:
        finding = refusal.finding
        key = finding.key.removeprefix(KEYS)
        raise Unreadable(key, sheet=sheet.name, cells=address(*cell), **finding.values) from refusal
