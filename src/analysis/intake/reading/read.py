"""Reads a delivery."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from analysis.intake.sheets import Delivery, Sheet, Value


def read(path: Path, *, scan: bool = True) -> Delivery:
    """Return what a file holds. Raises ``Refused`` for a file that cannot be read as a whole."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(b"PK"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheets.append(Sheet(name, tuple(tuple(empty_as_none(value) for value in row) for row in rows)))
        return Delivery(path.name, digest, len(content), "xlsx", tuple(sheets), active=book.sheet_names[0])
    text = content.decode("utf-8-sig")
    separator = max(";,\t|", key=text.count)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    table = Sheet("", tuple(tuple(cell or None for cell in row) for row in lines))
    return Delivery(path.name, digest, len(content), "csv", (table,), encoding="utf-8", separator=separator)


def empty_as_none(value: object) -> Value:
    """Return None for an empty cell."""
    return None if value == "" else value  # type: ignore[return-value]
