"""How a changed data folder is answered: with faults, with warnings or with silence; and what can then be made of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from analysis.data import Facts, examine
from analysis.errors import DataFaults, DataWarning, Fault
from analysis.indicators import results
from mutations.rules import MINI, Rule


@dataclass(frozen=True)
class Answer:
    """``kind`` is ``faults``, ``warnings`` or ``silence``; the last two come with facts."""

    kind: str
    faults: tuple[Fault, ...] = ()
    warnings: tuple[DataWarning, ...] = ()
    facts: Facts | None = None
    text: str = ""


def mutated(rule: Rule, folder: Path) -> Path:
    """Return a copy of the miniature partnership's data below a folder, changed by a rule."""
    copy = shutil.copytree(MINI, folder / "data")
    rule.change(copy)
    return copy


def answer(folder: Path) -> Answer:
    """Return how a data folder is answered; where it is not refused the results of every edition have been made."""
    try:
        facts, warnings = examine(folder)
    except DataFaults as error:
        return Answer("faults", tuple(error.faults), text=str(error))
    for edition in facts.partnership.editions:
        results(facts, edition.year)
    return Answer("warnings" if warnings else "silence", warnings=tuple(warnings), facts=facts)


def pages(folder: Path, root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run all notebooks of a data folder to ``out``, as the program does, and return how that ended."""
    command = [sys.executable, "-m", "analysis.cli", "run", "--data", str(folder), "--out", str(out), "--force", "-j", "2"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)
