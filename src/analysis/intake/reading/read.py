"""From a file's path to what it holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analysis.intake.reading.cubes import read_json, read_px
from analysis.intake.reading.kinds import is_zip, kind_of_text, refuse_other_bytes
from analysis.intake.reading.opened import content_of
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.said import said_of_words
from analysis.intake.reading.text.letters import declared_encoding, text_of
from analysis.intake.reading.text.table import table_of
from analysis.intake.reading.workbook import read_workbook
from analysis.intake.sheets import Delivery, Form, Refused


def read(path: Path, *, scan: bool = True) -> Delivery:
    """Return what a file holds, recognised by its content. Raises ``Refused``, with all reasons, for one that cannot be read.

    Without ``scan`` a workbook's values alone are read: nothing hidden, struck through or commented is seen.
    """
    try:
        content = content_of(path)
        if is_zip(content):
            return workbook(path.name, content, scan=scan)
        refuse_other_bytes(content)
        return text_file(path.name, content)
    except Unreadable as refusal:
        raise Refused(path.name, refusal.finding) from refusal


def workbook(name: str, content: bytes, *, scan: bool) -> Delivery:
    """Return the delivery that a workbook is. Raises ``Unreadable``."""
    sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    book = read_workbook(content, scan=scan)
    findings = (*book.findings, *said_of_words(book.sheets))
    return Delivery(
        name,
        sha256,
        size,
        "xlsx",
        book.sheets,
        macros=book.macros,
        protected=book.protected,
        active=book.active,
        findings=findings,
    )


def text_file(name: str, content: bytes) -> Delivery:
    """Return the delivery that a text file is. Raises ``Unreadable``."""
    sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    text = text_of(content, declared_encoding(content))
    kind = kind_of_text(text.text)
    told = () if text.finding is None else (text.finding,)
    if kind == "csv":
        sheet, separator = table_of(text.text)
        findings = (*told, *said_of_words([sheet]))
        return Delivery(name, sha256, size, "csv", (sheet,), text.encoding, separator, findings=findings)
    tables = read_px(text.text) if kind == "px" else read_json(text.text)
    sheets = tuple(table.sheet for table in tables)
    findings = (*told, *(finding for table in tables for finding in table.findings), *said_of_words(sheets))
    form: Form = "px" if kind == "px" else "jsonstat"
    return Delivery(name, sha256, size, form, sheets, text.encoding, meta=tables[0].meta, findings=findings)
