"""What the program tells the analyst: one folder for each language, in it one file for each room that has something to say.

A message is a template with named places (``{file}``). The reader's words, on pages, are another catalogue: ``display.language``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files

from analysis.messages.system import language_of_system
from analysis.messages.template import filled

LANGUAGES = ("en", "da")
# What was chosen for the work at hand. It ends with that work, and no other thread or process sees it: what makes messages in
# another process is given the language with its task.
CHOSEN: ContextVar[str] = ContextVar("language")


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


def spoken() -> str:
    """Return the language that messages are said in: the one chosen for the work at hand, or else the system's."""
    return CHOSEN.get("") or language_of_system(os.environ, LANGUAGES)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say messages in a language until the end of the block."""
    before = CHOSEN.set(language)
    try:
        yield
    finally:
        CHOSEN.reset(before)


def message(key: str, /, **values: object) -> str:
    """Return a message in the spoken language, with the values put in.

    What has not been translated yet is said in English. Raises ``KeyError`` for a key that the English catalogue lacks.
    """
    language = spoken()
    template = catalogue(language).get(key)
    return filled(template or catalogue("en")[key], language, values)


def has_message(key: str) -> bool:
    """Tell whether there is a message of this key."""
    return key in catalogue("en")
