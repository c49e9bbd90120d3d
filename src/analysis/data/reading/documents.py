"""Reads TOML into typed definitions. What is readable of a broken one is kept, so that the rest can still be checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from analysis.data.reading.characters import check_characters
from analysis.data.reading.files import another_kind, read_text
from analysis.data.reading.findings import Findings
from analysis.data.reading.kinds import kind_of_definitions
from analysis.data.reading.salvage import blank, salvage
from analysis.data.reading.validate import validate
from analysis.errors import Fault, fault

Model = TypeVar("Model", bound=BaseModel)
LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
# How the parser's complaints begin, and which of our messages says it.
ILLEGAL = "Illegal character"
COMPLAINTS = (
    ("Cannot declare", "twice"),
    ("Cannot overwrite", "twice"),
    ("Cannot mutate", "twice"),
    ("Duplicate inline table key", "twice"),
    ("Unterminated string", "quote"),
    (ILLEGAL, "quote"),
    ("Expected '=' after a key", "equals"),
    ("Expected ']'", "bracket"),
    ("Invalid date", "day"),
)


def read_toml(path: Path, name: str, model: type[Model], findings: Findings) -> Model:
    """Return the TOML file as a ``model``; where there are faults, as much of it as could be read."""
    document = read_document(path, name, findings)
    if document is None:
        return blank(model)
    found = validate(model, document, name, findings)
    return found if found is not None else salvage(model, document, name, findings)


def read_document(path: Path, name: str, findings: Findings) -> dict[str, Any] | None:
    """Return what a TOML file says, or ``None`` with a fault."""
    text = read_text(path, name, findings)
    if text is None:
        return None
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if name in findings.files and str(error).startswith(ILLEGAL):
            findings.unread.add(name)  # the character is a fault already
        else:
            findings.give_up(not_toml(text, name, str(error)))
        return None
    # Not every character stands in the file as itself: "\u200b" does not.
    if name not in findings.files:
        check_characters("\n".join(texts_of(document)), name, findings)
    return document


def not_toml(text: str, name: str, complaint: str) -> Fault:
    """Return the fault of a text that is not TOML: of another kind, or with a slip in a line."""
    if kind := kind_of_definitions(text):
        return another_kind(name, kind)
    if "\r" in text.replace("\r\n", ""):
        return another_kind(name, "old_line_ends")
    place = LINE.search(complaint)
    key = next((key for start, key in COMPLAINTS if complaint.startswith(start)), "other") if place else "cut"
    row, character = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
    line = text.split("\n")[min(row, text.count("\n") + 1) - 1].strip()
    return fault(f"data.toml.{key}", file=name, row=row, character=character, line=repr(line[:60]))


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a document, keys too."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from texts_of(part)
    if isinstance(value, list):
        for part in value:
            yield from texts_of(part)
