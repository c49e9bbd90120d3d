"""The reader's words, from the message catalogue beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


class Words:
    """A message catalogue: ``say("crime.note", sources="…")`` returns the message with the values put in."""

    def __init__(self, language: str) -> None:
        text = files("analysis.display.language").joinpath(f"{language}.toml").read_text(encoding="utf-8")
        sections: dict[str, dict[str, str]] = tomllib.loads(text)
        self.messages = {f"{section}.{key}": message for section, group in sections.items() for key, message in group.items()}

    def __call__(self, key: str, **values: Any) -> str:
        return self.messages[key].format(**values) if values else self.messages[key]

    def get(self, key: str) -> str:
        """Return the message as it stands, or an empty text when the catalogue has none."""
        return self.messages.get(key, "")


say = Words("da")


def lower_first(text: str) -> str:
    """Return the text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def listed(parts: Iterable[str]) -> str:
    """Return the parts as a Danish list: a, b og c."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} og {last}" if first else last
