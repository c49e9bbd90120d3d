"""What reading finds: faults, and which names were lost with what could not be read, so that nobody is blamed for using them."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.data.values import KEY
from analysis.errors import Fault


@dataclass
class Findings:
    """Faults so far, and what could not be read: ``lost`` names by the file that defines them, and whole files (``unread``)."""

    faults: list[Fault] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def add(self, *faults: Fault) -> None:
        self.faults.extend(faults)

    def give_up(self, fault: Fault) -> None:
        """Add a fault after which nothing can be read from its file."""
        self.add(fault)
        self.unread.add(fault.file)

    def lose(self, file: str, name: object) -> None:
        """Remember what stands where the name of something unreadable should be."""
        self.lost.setdefault(file, []).append(str(name))

    def unknown(self, file: str, names: set[str]) -> set[str]:
        """Return those of some undefined names that are surely wrong.

        Not sure are names of what could not be read, and, where as many ids in the file are no ids at all, any name.
        """
        lost = self.lost.get(file, [])
        nameless = sum(not KEY.fullmatch(name) for name in lost)
        wrong = names - set(lost)
        return set() if file in self.unread or len(wrong) <= nameless else wrong

    @property
    def files(self) -> set[str]:
        """The files with a fault."""
        return {fault.file for fault in self.faults}
