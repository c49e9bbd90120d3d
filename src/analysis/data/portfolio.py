"""Reads a portfolio: which data folders it names. What is wrong in one of them is that one's matter, and stops no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import definitions as d
from analysis.data.facts import Facts
from analysis.data.load import load
from analysis.data.reading import Findings, read_toml
from analysis.errors import DataFaults, Fault, fault

DEFINITION = "partnership.toml"


@dataclass(frozen=True)
class Named:
    """A partnership as a portfolio names it: its data folder, how the file writes that, and why it cannot be one of them.

    ``id`` and ``name`` are read without its other data, and are empty where they cannot be. ``is_again`` tells that the folder stands
    in the portfolio before.
    """

    folder: Path
    written: str
    id: str = ""
    name: str = ""
    faults: tuple[Fault, ...] = ()
    is_again: bool = False

    def load(self) -> Facts:
        """Return the partnership's facts. Raises ``DataFaults`` with all its faults, each with the folder as the portfolio writes it."""
        if self.faults:
            raise DataFaults(self.faults)
        try:
            return load(self.folder)
        except DataFaults as error:
            raise DataFaults([replace(wrong, file=f"{self.written}/{wrong.file}") for wrong in error.faults]) from None


def load_portfolio(path: Path) -> tuple[str, tuple[Named, ...]]:
    """Return a portfolio's title and its partnerships, in its order. Raises ``DataFaults`` with every fault of the file itself."""
    findings = Findings()
    portfolio = read_toml(path, path.name, d.Portfolio, findings)
    if findings.faults:
        raise DataFaults(findings.faults)
    taken: dict[tuple[str, str], str] = {}
    return portfolio.title, tuple(named(path, member.data, taken) for member in portfolio.partnerships)


def named(path: Path, data: str, taken: dict[tuple[str, str], str]) -> Named:
    """Return a partnership of a portfolio, and note its folder, id and name among what is ``taken``, with the folder of who has it.

    Of two with the same folder, id or name the later one is at fault.
    """
    folder = (path.parent / data).resolve()
    if not folder.is_dir():
        wrong = fault("data.portfolio.no_folder", file=path.name, column="data", folder=data)
        return Named(folder, data, faults=(wrong,))
    if ("folder", str(folder)) in taken:
        other = taken["folder", str(folder)]
        wrong = fault("data.portfolio.same_folder", file=path.name, column="data", folder=data, other=other)
        return Named(folder, data, faults=(wrong,), is_again=True)
    findings = Findings()
    found = read_toml(folder / DEFINITION, DEFINITION, d.Partnership, findings)
    columns = {wrong.column for wrong in findings.faults}
    known = {
        column: "" if column in columns or DEFINITION in findings.unread else str(getattr(found, column))
        for column in ("id", "name")
    }
    faults = tuple(
        fault(f"data.portfolio.same_{column}", file=f"{data}/{DEFINITION}", column=column, value=value, other=taken[column, value])
        for column, value in known.items()
        if (column, value) in taken
    )
    if not faults:
        taken.update({(column, value): data for column, value in [("folder", str(folder)), *known.items()] if value})
    return Named(folder, data, "" if faults else known["id"], known["name"], faults)
