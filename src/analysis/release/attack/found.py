"""What a reader finds in a file: figures that stand with the name of their row, and texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A line of a table that names its row (``id``), or says in columns what it is about (``about``: indicator, category, area, year)."""

    file: str
    id: str
    value: str
    measure: str = ""
    inputs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A text and where it stands: in the open, hidden, beside a picture, or as a property of the document.

    ``ids`` are the rows that the page names with it. ``is_bare``: no published figure has its place there, so no other figure
    explains a number in it. ``below`` are headings and labels: they name what the text is about, and their numbers are their own.
    """

    file: str
    where: str
    text: str
    ids: tuple[str, ...] = ()
    is_bare: bool = False
    below: str = ""


@dataclass(frozen=True)
class Drawn:
    """A figure and the rows whose values its bars, lines and points are."""

    file: str
    ids: tuple[str, ...]


Found = Shown | Said | Drawn
