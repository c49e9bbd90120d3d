"""What the checks look at: the facts as far as they could be read, the rows' numbers, and what was lost in reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.data import tables as t
from analysis.data.facts import Facts
from analysis.data.reading import Findings


@dataclass(frozen=True)
class Case:
    """A data folder as it was read. ``numbers``: row number by ``id(row)``."""

    facts: Facts
    numbers: Mapping[int, int]
    findings: Findings

    def row(self, row: t.Row) -> int:
        """Return the number of a row in its file."""
        return self.numbers.get(id(row), 0)

    def has_fault(self, file: str) -> bool:
        """Tell whether something in a file could not be read, so that what is missing may stand there."""
        return file in self.findings.files

    def tables(self) -> Iterator[tuple[str, tuple[t.Row, ...]]]:
        """Yield the rows of each table with its file's name."""
        yield "observations.csv", self.facts.observations
        yield "significance.csv", self.facts.significance
        yield "statements.csv", self.facts.statements
        yield "activities.csv", self.facts.activities
        yield "budgets.csv", self.facts.budgets
        yield "deliverables.csv", self.facts.deliverables
        yield "status.csv", self.facts.status


def file_of(agreement: str) -> str:
    """Return the name of an agreement's file."""
    return f"agreements/{agreement}.toml"
