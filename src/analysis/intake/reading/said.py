"""What has to be said of the words in a delivery, whatever file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.intake.reading.refusal import KEYS, Unreadable
from analysis.intake.reading.text.letters import refuse_lost
from analysis.intake.sheets import Cell, Finding, Sheet, address, spans

# A question mark inside a word stands where a letter was that an encoding did not have; in an address on the web it is one.
REPLACED = re.compile(r"(?<![^\s(\"'])[^\s?/=:&]*[^\W\d_]\?[^\W\d_][^\s?/=:&]*(?![^\s)\"',.;])")


def said_of_words(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Yield the words in which a letter seems to be lost. Raises ``Unreadable`` where letters are lost or garbled for certain."""
    for sheet in sheets:
        refused_in(sheet)
        found = [(cell, word) for cell, text in texts(sheet) for word in REPLACED.findall(text)]
        if found:
            yield Finding("ask", KEYS + "letters_asked", sheet.name, spans([cell for cell, _ in found]), {"word": found[0][1]})


def texts(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Yield the cells that hold text."""
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, str):
                yield (row, column), value


def refused_in(sheet: Sheet) -> None:
    """Refuse a sheet in whose words letters are lost, and say in which cell."""
    seen: set[str] = set()
    for cell, text in texts(sheet):
        if text.isascii() or text in seen:
            continue
        seen.add(text)
        try:
            refuse_lost(text)
        except Unreadable as refusal:
            finding = refusal.finding
            key = finding.key.removeprefix(KEYS)
            raise Unreadable(key, sheet=sheet.name, cells=address(*cell), **finding.values) from refusal
