"""The words of deliveries in one language: what headings, marks and titles are called, whoever sends them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=2)
def vocabulary(language: str = "da") -> Mapping[str, Mapping[str, Any]]:
    """Return the words of a language by topic and name: ``vocabulary()["headings"]["year"]`` is a list of headings."""
    return tomllib.loads(files("analysis.intake.language").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def words(topic: str, name: str) -> list[str]:
    """Return the words of one name in a topic."""
    found: list[str] = vocabulary()[topic][name]
    return found
