"""Knows the book's own forms by what is hidden in them, wherever in the file it has come to stand."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.intake.forms.model import Mark
from analysis.intake.forms.writing.headings import MARK
from analysis.intake.sheets import Delivery, Sheet


def marks_in(sheet: Sheet) -> Iterator[Mark]:
    """Yield what a sheet says that it is; a cell that was put in between is no part of it."""
    for row in sheet.rows:
        if MARK in row:
            parts = [text_of(value) for value in row[row.index(MARK) + 1 :] if value not in (None, "")]
            form, edition, partnership, *_ = [*parts, "", "", ""]
            yield Mark(form, edition, partnership)


def text_of(value: object) -> str:
    """Return a cell as text; a whole number without the point that a spreadsheet stores."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def recognise(delivery: Delivery) -> Mark | None:
    """Return which form a delivery is; ``None`` for one that is not the book's own."""
    return next((mark for sheet in delivery.sheets for mark in marks_in(sheet)), None)
