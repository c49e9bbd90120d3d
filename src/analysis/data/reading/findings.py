"""What reading finds: faults, and which names were lost with what could not be read, so that nobody is blamed for using them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from analysis.data.values import KEY
from analysis.errors import Fault

LATIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "_"})


@dataclass
class Findings:
    """Faults so far. ``lost``: names whose definition could not be read; ``unread``: files of which nothing could be."""

    faults: list[Fault] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def add(self, *faults: Fault) -> None:
        self.faults.extend(faults)

    def give_up(self, fault: Fault) -> None:
        """Add a fault after which nothing can be read from its file."""
        self.add(fault)
        self.unread.add(fault.file)

    def lose(self, name: object) -> None:
        """Remember what stands where the name of something unreadable should be."""
        self.lost.add(str(name))

    def may_have_lost(self, name: str) -> bool:
        """Tell whether a name was, or was perhaps meant to be, that of something that could not be read."""
        return any(lost == name or (not KEY.fullmatch(lost) and is_near(lost, name)) for lost in self.lost)

    @property
    def files(self) -> set[str]:
        """The files with a fault."""
        return {fault.file for fault in self.faults}


def is_near(lost: str, name: str) -> bool:
    """Tell whether a name is what a misspelt one was meant to be; an empty one can have been any."""
    plain = re.sub(r"[^a-z0-9_-]", "", lost.lower().translate(LATIN))
    return not plain or bool(difflib.get_close_matches(plain, [name], n=1))
