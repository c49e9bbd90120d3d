"""The errors that are the user's to mend, in one message shape: what, where, found, expected, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.messages import message


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a data file. ``row`` counts as a spreadsheet does: the header is row 1."""

    file: str
    found: str
    expected: str
    todo: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = message("errors.fault.row", row=self.row) if self.row else ""
        column = message("errors.fault.column", column=self.column) if self.column else ""
        where = ", ".join(filter(None, (self.file, row, column)))
        end = "" if self.todo.endswith("?") else "."
        return message("errors.fault.said", where=where, found=self.found, expected=self.expected, todo=self.todo, end=end)


def fault(key: str, /, *, file: str, row: int | None = None, column: str = "", **values: object) -> Fault:
    """Return a fault whose three parts stand in the catalogue under ``key``: ``found``, ``expected`` and ``todo``."""
    found, expected, todo = (message(f"{key}.{part}", **values) for part in ("found", "expected", "todo"))
    return Fault(file, found, expected, todo, row, column)


class UserError(Exception):
    """The user's data or arguments are at fault. Shown as one message, without traceback."""

    exit_code = 1


class DataFaults(UserError):
    """Everything that is wrong with a data folder, at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.row or 0, f.column)))
        count = len(self.faults)
        super().__init__(f"{count} fault{'s' * (count != 1)} in the data:\n" + "\n".join(f"  {f}" for f in self.faults))


class NotComparable(UserError):
    """Two series that a break lies between were compared."""


class ParameterFault(UserError):
    """A notebook was given a parameter that is unknown, missing or of another type."""


class RunFailed(UserError):
    """One or more notebooks stopped in a cell; the others are done."""

    exit_code = 3
