"""Tries every bad answer of a bank of statistics, and says what the command said: for ``bench.py``.

The bank is on this machine and its figures are invented; no pause between attempts is waited for, but each is counted. The cases
are the tests' own.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "intake" / "statbank"))
from bad_answers import CASES, Case, Said, desk  # noqa: E402 - the tests' own bank

HEAD = "| Bad answer | Asked | Paused | Exit | What is said |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Tried:
    """A bad answer and what came of it. ``is_told`` tells whether it was one message and no file was changed."""

    case: Case
    said: Said
    message: str

    @property
    def is_told(self) -> bool:
        """Whether what had to be said was said, once, with the exit code that goes with it, and every file is as it was."""
        said, case = self.said, self.case
        is_one = said.code == 0 or said.err.count("\n") == 2 or said.err.startswith("statusbog: The file cannot be read:")
        return said.is_untouched and said.code == case.code and is_one and case.says in said.out + said.err

    @property
    def row(self) -> str:
        """The line of the table."""
        words = self.message.replace("|", "\\|").replace("<", "&lt;")
        return f"| {self.case.name} | {self.said.asked} | {self.said.paused:g} s | {self.said.code} | {words} |"


def tried(work: Path) -> Iterator[Tried]:
    """Yield each bad answer with what came of it; ``work`` is a folder to work in."""
    folder = shutil.copytree(ROOT / "tests" / "broad" / "data", work / "bank" / "data")
    with contextlib.chdir(ROOT), desk(folder) as one:
        for case in CASES:
            said = one.tried(case)
            yield Tried(case, said, message_of(said, one.bank.address))


def message_of(said: Said, address: str) -> str:
    """Return what was said, on one line, without the head and without the address, which differs from run to run."""
    text = (said.err if said.code else said.out).replace(address, "BANK")
    for head in ("for one reason:", "The file cannot be read:"):
        text = text.rpartition(head)[2]
    return " ".join(text.split()).removeprefix("BANK, FOLK1A: ")


def table(rows: list[Tried]) -> str:
    """Return the rows as a Markdown table."""
    return "\n".join([HEAD, *(row.row for row in rows)])
