"""What reading rows gives: figures for the tables, what has to be said, and a note of each file."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake.applying.changes import Given
from analysis.intake.microdata.note import Note
from analysis.intake.sheets import Finding


@dataclass(frozen=True)
class Tallied:
    """Rows for the tables, findings, a note of each file that was read, and how many rows of incidents or persons there were."""

    given: tuple[Given, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    rows: int
