"""What is kept beside a table that was got: where and when, what was asked, when the bank had updated it, and a checksum of the body.

It stands in ``deliveries/<file>.fetched.json``. A streamed answer can only be read with it: it knows what was asked for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.intake.forms import delivery_of
from analysis.intake.mapping.model import AskedFormat
from analysis.intake.reading.opened import content_of
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.sheets import Delivery, Finding, Refused
from analysis.intake.statbank.bulk import bulk_sheet
from analysis.intake.statbank.question import Asked, Question
from analysis.intake.statbank.trouble import KEYS, Trouble

ENDING = ".fetched.json"


class Whole(BaseModel):
    """A part of a record: nothing but what it says."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedFor(Whole):
    """A variable, and the texts of the codes that were asked for."""

    variable: str
    text: str
    is_time: bool
    codes: dict[str, str]


class Record(Whole):
    """A table that was got.

    ``updated`` is the bank's own time of the table, ``retrieved`` the day on which it was got, ``left_out`` what a row stands for
    that a streamed answer leaves out. ``source`` is the source in ``sources.toml``, ``described`` the text that was written there.
    """

    bank: str
    address: str
    table: str
    text: str
    unit: str
    updated: dt.datetime
    retrieved: dt.date
    sha256: str
    left_out: str
    footnote: str
    asked_format: AskedFormat
    asked: tuple[AskedFor, ...]
    source: str
    described: str = ""

    @property
    def content(self) -> bytes:
        """The record as it is written."""
        return (self.model_dump_json(indent=1) + "\n").encode()

    @property
    def question(self) -> Question:
        """What was asked."""
        return Question(
            self.table, self.asked_format, tuple(Asked(one.variable, one.text, one.is_time, one.codes) for one in self.asked)
        )


def asked_for(question: Question) -> tuple[AskedFor, ...]:
    """Return what was asked as a record keeps it."""
    return tuple(
        AskedFor(variable=one.variable, text=one.text, is_time=one.is_time, codes=dict(one.codes)) for one in question.asked
    )


def record_beside(path: Path) -> Record | None:
    """Return the record that lies beside a file; None where there is none. Raises ``Refused`` for one that is damaged."""
    beside = path.with_name(path.name + ENDING)
    if not beside.is_file():
        return None
    try:
        return Record.model_validate_json(beside.read_bytes())
    except ValidationError:
        raise Refused(beside.name, Finding("refuse", f"{KEYS}record")) from None


def original_of(path: Path) -> Delivery:
    """Return what a file holds that was kept, one with a streamed answer too. Raises ``Refused`` for one that cannot be read."""
    record = record_beside(path)
    if record is None or record.asked_format != "BULK":
        return delivery_of(path)
    try:
        return streamed(path.name, content_of(path), record)
    except Unreadable as refusal:
        raise Refused(path.name, refusal.finding) from refusal
    except Trouble as trouble:
        raise Refused(path.name, Finding("refuse", f"{KEYS}{trouble.key}", values=trouble.values)) from trouble


def streamed(name: str, body: bytes, record: Record) -> Delivery:
    """Return a streamed answer as a delivery. Raises ``Trouble``."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Trouble("encoding") from None
    sheet = bulk_sheet(text, record.question.asked, record.left_out, content=record.text, unit=record.unit)
    meta = {"title": record.text, "updated": record.updated.isoformat()}
    return Delivery(name, hashlib.sha256(body).hexdigest(), len(body), "csv", (sheet,), "utf-8", ";", meta=meta)
