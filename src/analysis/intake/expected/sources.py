"""Which source the rows of a new edition are from, as far as that can be known before it is there."""

from __future__ import annotations

import re

from analysis.data import Facts
from analysis.data.tables import Row
from analysis.intake.expected.owners import supplier_of

DATED = re.compile(r"-[0-9]{4}(-[0-9]{2}-[0-9]{2})?$")


def source_key(facts: Facts, year: int, row: Row | None, instrument: str) -> str:
    """Return the key of the source that a row will have: its supplier's of the year, or that of last time with the new year in it.

    ``row`` is the one of last time, ``instrument`` what measures it; nothing where neither says anything.
    """
    owner = supplier_of(facts, instrument, year) if instrument else None
    if owner and owner.id in facts.partnership.suppliers:
        return f"{owner.id}-{year}"
    return renamed(row.source, year) if row else ""


def renamed(key: str, year: int) -> str:
    """Return a source's key with the new year at its end, where a year or a day may have stood."""
    return f"{DATED.sub('', key)}-{year}"
