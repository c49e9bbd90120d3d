"""Reads forms that have come back, whatever has been done to them on the way."""

from __future__ import annotations

from pathlib import Path

from analysis.intake import reading
from analysis.intake.forms.reading.mark import recognise
from analysis.intake.forms.reading.understood import Filled, read
from analysis.intake.forms.reading.word import is_word, word_form
from analysis.intake.reading.kinds import is_zip
from analysis.intake.reading.opened import content_of
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.sheets import Delivery, Refused

__all__ = ["Filled", "delivery_of", "read", "recognise"]

# What Excel and Word put beside a file that somebody has open.
OPEN = "~$"


def delivery_of(path: Path) -> Delivery:
    """Return what a file holds, one of the book's Word forms too. Raises ``Refused`` for one that cannot be read as a whole."""
    try:
        refuse_open(path.name)
        content = content_of(path)
        if is_zip(content) and is_word(content):
            return word_form(path.name, content)
    except Unreadable as refusal:
        raise Refused(path.name, refusal.finding) from refusal
    return reading.read(path)


def refuse_open(name: str) -> None:
    """Refuse what a program has put beside a file that is open in it."""
    if name.startswith(OPEN):
        raise Unreadable("lock_file", name=name.removeprefix(OPEN))
