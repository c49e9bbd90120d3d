"""Deliveries made in memory, and what they say in short."""

import hashlib

from analysis.intake.sheets import Area, Delivery, Look, Sheet


def sheet_of(rows, name="Ark1", *, merged=(), formats=None, looks=None, **more):
    """A sheet with these rows; merged as (top, left, bottom, right), formats by cell, looks by cell as keyword arguments."""
    width = max(map(len, rows), default=0)
    dense = tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
    found = {cell: Look(number_format=text) for cell, text in (formats or {}).items()}
    found |= {cell: Look(**fields) for cell, fields in (looks or {}).items()}
    return Sheet(name, dense, looks=found, merged=tuple(Area(*area) for area in merged), **more)


def delivery_of(*sheets, name="fil.xlsx", form="xlsx"):
    """A delivery with these sheets."""
    return Delivery(name, hashlib.sha256(name.encode()).hexdigest(), 1, form, tuple(sheets))


def rows_of(understood):
    """The observations as short tuples: indicator, category, area, year, period, value or level or status, cell."""
    return [
        (row.indicator, row.category, row.geography, row.year, row.period, said(row), row.cell) for row in understood.observations
    ]


def said(row):
    """A row's value, level or, where it has none, status."""
    return row.level or (str(row.value) if row.value is not None else row.status)


def keys_of(understood, *kinds):
    """The kinds and last parts of the keys of all findings, or of those of some kinds."""
    return {(one.kind, one.key.rsplit(".", 1)[-1]) for one in understood.findings if not kinds or one.kind in kinds}
