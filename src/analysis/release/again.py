"""Holds a package against itself, on whatever machine it lies: the program's part of the command that is in the package."""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.data import load
from analysis.data.folder import LEDGER, inside
from analysis.data.ledger import read_ledger
from analysis.errors import DataFaults, UserError
from analysis.messages import message
from analysis.release.report import complaint, counts
from analysis.release.verify import verify


def main(folder: Path) -> int:
    """Compute every number of the package's ledgers again, say how many agree, and return 0 where all do, else 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return proved(folder)
    except UserError as error:
        sys.stderr.write(message("cli.program.error", error=error) + "\n")
        return 1


def proved(folder: Path) -> int:
    """Return 0 where every number agrees. Raises ``UserError`` with those that do not."""
    read = [read_ledger(folder, int(path.stem)) for path in inside(folder / LEDGER)]
    if faults := [fault for _, found in read for fault in found]:
        raise DataFaults(faults)
    proof = verify(folder, load(folder), [ledger for ledger, _ in read])
    sys.stdout.write("\n".join(counts(proof)) + "\n")
    if not proof.holds:
        raise UserError("\n  ".join(complaint(proof)))
    return 0
