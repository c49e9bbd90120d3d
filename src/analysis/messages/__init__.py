"""What the program tells the analyst: one folder for each language, in it one file for each room that has something to say.

A message is a template with named places (``{file}``). The reader's words, on pages, are another catalogue: ``display.language``.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

LANGUAGE = "en"


@lru_cache(maxsize=4)
def catalogue(language: str) -> dict[str, str]:
    """Return every message of a language by its key: file, table and name joined by points (``data.reading.not_utf8.found``)."""
    found: dict[str, str] = {}
    for file in sorted(files("analysis.messages").joinpath(language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            room = file.name.removesuffix(".toml")
            found |= flattened(room, tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def flattened(above: str, table: dict[str, object]) -> dict[str, str]:
    """Return a nested table as one of messages by their whole keys."""
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= flattened(f"{above}.{key}", value) if isinstance(value, dict) else {f"{above}.{key}": str(value)}
    return found


def message(key: str, /, **values: object) -> str:
    """Return a message with the values put in. Raises ``KeyError`` for a key that the catalogue lacks."""
    return catalogue(LANGUAGE)[key].format(**values)
