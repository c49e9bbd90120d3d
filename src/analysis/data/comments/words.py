"""The words that people use in comments: which of ours each of them is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

Words = Mapping[str, Mapping[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, list[str]]]:
    """Return the tables of words as they stand."""
    return tomllib.loads(files("analysis.data.comments").joinpath("words.toml").read_text(encoding="utf-8"))


def folded(text: str) -> str:
    """Return a text as words are compared: in small letters of the alphabet's first twenty-six, with single spaces."""
    lowered = " ".join(text.casefold().split())
    for letter, written in tables()["letters"].items():
        lowered = lowered.replace(letter, str(written))
    return lowered


@lru_cache(maxsize=8)
def meanings(table: str) -> dict[str, str]:
    """Return what each word of a table is, the word folded."""
    return {folded(word): meaning for meaning, words in tables()[table].items() for word in words}


def spelled(table: str, meaning: str) -> str:
    """Return how a word of ours is best written."""
    return tables()[table][meaning][0]
