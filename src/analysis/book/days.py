"""The day as of which a book is seen."""

from __future__ import annotations

import datetime as dt

from analysis.data import Facts, parse_day
from analysis.errors import UserError
from analysis.messages import message


def day_of(facts: Facts, text: str) -> dt.date | None:
    """Return the day, ``None`` for an empty text. Raises ``UserError`` for what is no day, and for one on which nothing was public."""
    day = parse_day(text)
    first = min((source.published for source in facts.sources.values()), default=None)
    if day and first and day < first:
        raise UserError(message("book.as_of.early", day=day, first=first))
    return day
