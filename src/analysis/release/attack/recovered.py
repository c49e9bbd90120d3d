"""A hidden figure that can be read or worked out: which, in which file, and how. It never holds the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.messages import message

How = Literal["shown", "said", "text", "drawn", "rests", "sum", "insider", "group"]


@dataclass(frozen=True, order=True)
class Recovered:
    """A hidden row or cell by its name, how it is recovered, and where: a file with a place in it, or the sum."""

    name: str
    how: How
    where: str

    def __str__(self) -> str:
        return message(f"release.attack.{self.how}", name=self.name, where=self.where)
