"""What figures draw: a number with the text beside it and the row that it is, and labels that fit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.indicators import Result


@dataclass(frozen=True)
class Drawn:
    """A row of the results as it is drawn: its number, and the text that stands beside it."""

    row: Result
    text: str

    @property
    def value(self) -> Decimal:
        """The number that is drawn."""
        return self.row.known

    @property
    def height(self) -> float:
        """The number as matplotlib wants it."""
        return float(self.row.known)


def rows_of(drawn: Iterable[Drawn | None]) -> tuple[Result, ...]:
    """Return the rows that are drawn, each once."""
    return tuple(dict.fromkeys(one.row for one in drawn if one is not None))


def wrapped(label: str, width: int = 26, lines: int = 2) -> str:
    """Return a label on a few short lines, for the side of a figure; what does not fit is left out with a sign for it."""
    return "\n".join(textwrap.wrap(label, width, max_lines=lines, placeholder=" …"))
