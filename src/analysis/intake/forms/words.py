"""The words of forms, in the language of those who fill them in."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Any]:
    """Return all words of forms by their tables."""
    return tomllib.loads(files("analysis.intake.forms").joinpath("da.toml").read_text(encoding="utf-8"))


def word(key: str, /, **values: object) -> str:
    """Return the words that stand in the catalogue under a table and a name (``column.unit``), with the values put in."""
    table, _, name = key.partition(".")
    return str(catalogue()[table][name]).format(**values)


def said_as(table: str) -> dict[str, list[str]]:
    """Return the ways in which people write things, by what they mean."""
    return dict(catalogue()[table])
