"""The source that a table becomes: its own part in ``sources.toml``, put behind the others, and taken away again as it was written."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.data.definitions import Source
from analysis.intake.language import vocabulary
from analysis.intake.proposing.write import quoted
from analysis.intake.statbank.bank.banks import Bank, described
from analysis.intake.statbank.bank.info import TableInfo
from analysis.intake.words import slug

LONGEST_NAME = 200


@dataclass(frozen=True)
class Described:
    """A source: its key, what it says, and the same as a part of ``sources.toml``."""

    key: str
    source: Source
    text: str


def source_of(bank: Bank, info: TableInfo, retrieved: dt.date) -> Described:
    """Return the source of a table: published on the day of its last update, public, and with the licence named where it is known."""
    key = slug(f"{bank.key} {info.id} {info.published.isoformat()}")
    words: Mapping[str, str] = described()["words"]
    places = {"text": info.text, "table": info.id, "publisher": bank.publisher, "bank": bank.name, "licence": bank.licence}
    notes = [words["note"].format(**places, day=day_of(retrieved))]
    notes += [words["licence"].format(**places)] if bank.licence else []
    fields = {
        "title": words["title"].format(**places)[:LONGEST_NAME],
        "short": words["short"].format(**places)[:LONGEST_NAME],
        "kind": "web",
        "role": "context",
        "publisher": bank.publisher,
    }
    text = part_of(key, fields, info.published.isoformat(), {"address": bank.page.format(**places), "note": " ".join(notes)})
    return Described(key, Source.model_validate(tomllib.loads(text)["sources"][key]), text)


def day_of(day: dt.date) -> str:
    """Return a day as readers see it."""
    names = vocabulary()["time"]["months"][day.month - 1]
    return f"{day.day}. {max(names, key=len)} {day.year}"


def part_of(key: str, fields: Mapping[str, Any], published: str, more: Mapping[str, str]) -> str:
    """Return a source as a part of a TOML file."""
    lines = [f"[sources.{key}]", *(f"{name} = {quoted(value)}" for name, value in fields.items())]
    lines += [f"published = {published}", 'precision = "day"']
    lines += [f"{name} = {quoted(value)}" for name, value in more.items() if value]
    return "\n".join(lines) + "\n"


def with_part(text: bytes, part: str) -> bytes:
    """Return ``sources.toml`` with a part behind the others; every byte that was there stays."""
    return text + lines_as_in(text, (part_before(text) + part))


def part_before(text: bytes) -> str:
    """Return the line ends that set a part apart from what stands before it."""
    if not text.strip():
        return ""
    return "\n" if text.endswith(b"\n") else "\n\n"


def without_part(text: bytes, part: str) -> bytes:
    """Return ``sources.toml`` without a part that was put there; as it is where that has been changed since."""
    written = lines_as_in(text, part)
    apart = lines_as_in(text, "\n") + written
    return text.replace(apart, b"", 1) if apart in text else text.replace(written, b"", 1)


def lines_as_in(text: bytes, part: str) -> bytes:
    """Return a part with the line ends that the file has."""
    return part.replace("\n", "\r\n" if b"\r\n" in text else "\n").encode()
