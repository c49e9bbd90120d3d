"""Changes a TOML file of the data as a person would: what is there stays as it is written, comments and layout too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array

MARK = b"\xef\xbb\xbf"


def with_edition(text: bytes, year: int, as_of: dt.date) -> bytes:
    """Return ``partnership.toml`` with one more edition behind the others."""
    document = tomlkit.parse(text.removeprefix(MARK).decode())
    edition = tomlkit.table()
    edition.update({"year": year, "as_of": as_of})
    editions = document["editions"]
    if isinstance(editions, Array):
        inline = tomlkit.inline_table()
        inline.update({"year": year, "as_of": as_of})
        editions.append(inline)
    elif isinstance(editions, AoT):
        loosened(editions)
        editions.append(edition)
    # What comes behind the editions has stood apart from them; tomlkit puts the new one against it.
    written = f"year = {year}\nas_of = {as_of}\n"
    return as_before(text, tomlkit.dumps(document).replace(f"{written}[", f"{written}\n[", 1))


def loosened(editions: AoT) -> None:
    """Leave an empty line between the last edition and what comes behind it, as the editions before have one."""
    if editions and not str(editions[-1].as_string()).endswith("\n\n"):
        editions[-1].add(tomlkit.nl())


def with_sources(text: bytes, sources: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return ``sources.toml`` with more sources behind the others, each a part of its own."""
    parts = [text.removeprefix(MARK).decode().rstrip("\r\n")]
    parts += [part_of(key, fields).rstrip("\n") for key, fields in sources.items()]
    return as_before(text, "\n\n".join(filter(None, parts)) + "\n")


def part_of(key: str, fields: Mapping[str, Any]) -> str:
    """Return a source as a part of a TOML file."""
    table = tomlkit.table()
    table.update(fields)
    return f"[sources.{tomlkit.key(key).as_string()}]\n{tomlkit.dumps(table)}"


def as_before(old: bytes, text: str) -> bytes:
    """Return a text with the mark and the line ends that the file had."""
    if b"\r\n" in old:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return (MARK if old.startswith(MARK) else b"") + text.encode()
