"""What text is made of: plain words, values and direction words that know the rows behind them, and other text with its reason.

A sentence, a cell, a description and a figure's mark are phrases: tuples of runs. HTML is one way to write a phrase out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from analysis.indicators import Result

# Why digits need no row. ``quoted``: text taken from the data; ``count``: what the reader sees counted beside it.
Reason = Literal["year", "date", "axis", "unit", "method", "count", "law", "version", "ordinal", "name", "code", "quoted"]
REASONS: frozenset[str] = frozenset(get_args(Reason))


@dataclass(frozen=True)
class Shown:
    """A value, or a word that says a direction, as a reader sees it, with the rows that it says.

    ``spoken`` is what is read aloud instead of a text that is only a sign.
    """

    rows: tuple[Result, ...]
    text: str
    spoken: str = ""


@dataclass(frozen=True)
class Because:
    """Text that comes from no row, and why that is right."""

    text: str
    reason: Reason


Run = str | Shown | Because


@dataclass(frozen=True)
class Phrase:
    """Runs in their order."""

    runs: tuple[Run, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)

    def __add__(self, other: Part) -> Phrase:
        return phrase(self, other)

    @property
    def text(self) -> str:
        """The phrase as plain text."""
        return "".join(text_of(run) for run in self.runs)

    @property
    def rows(self) -> tuple[Result, ...]:
        """The rows behind the phrase, each once."""
        return tuple(dict.fromkeys(row for run in self.runs if isinstance(run, Shown) for row in run.rows))


Part = Phrase | Run
NOTHING = Phrase()


def text_of(run: Run) -> str:
    """Return a run as plain text."""
    return run if isinstance(run, str) else run.text


def phrase(*parts: Part) -> Phrase:
    """Return parts after one another as one phrase; plain words that meet become one run."""
    runs: list[Run] = []
    for part in parts:
        for run in part.runs if isinstance(part, Phrase) else (part,):
            if isinstance(run, str) and runs and isinstance(runs[-1], str):
                runs[-1] += run
            elif text_of(run):
                runs.append(run)
    return Phrase(tuple(runs))


def joined(separator: str, parts: Iterable[Part]) -> Phrase:
    """Return the parts that say something, with a separator between them."""
    pieces: list[Part] = []
    for part in filter(None, map(phrase, parts)):
        pieces += [separator, part] if pieces else [part]
    return phrase(*pieces)


def lower_first(said: Part) -> Phrase:
    """Return a phrase with a small first letter, for use inside another one."""
    runs = phrase(said).runs
    if not runs:
        return NOTHING
    first = runs[0]
    text = text_of(first)
    text = text[:1].lower() + text[1:]
    return Phrase((text if isinstance(first, str) else replace(first, text=text), *runs[1:]))


def name(text: str) -> Because:
    """Return a name from the data."""
    return Because(text, "name")


def quoted(text: str) -> Because:
    """Return a text from the data."""
    return Because(text, "quoted")


def year(value: int) -> Because:
    """Return a year."""
    return Because(str(value), "year")
