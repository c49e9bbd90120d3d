"""The errors that are the user's to mend, in one message shape: what, where, found, expected, what to do."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.messages import has_message, message

# More lines than this nobody reads at once; the rest is counted.
MOST_SHOWN = 50
MOST_ROWS = 3


@dataclass(frozen=True)
class Finding:
    """One thing about a data file that somebody should look at. ``row`` counts as a spreadsheet does: the header is row 1.

    ``also`` are the next rows that the same is true of, ``more`` how many there are after those.
    """

    file: str
    found: str
    expected: str
    todo: str
    row: int | None = None
    column: str = ""
    also: tuple[int, ...] = ()
    more: int = 0

    def __str__(self) -> str:
        column = message("errors.fault.column", column=self.column) if self.column else ""
        where = ", ".join(filter(None, (self.file, self.rows, column)))
        end = "" if self.todo.endswith(("?", ".")) else "."
        return message("errors.fault.said", where=where, found=self.found, expected=self.expected, todo=self.todo, end=end)

    @property
    def rows(self) -> str:
        """The rows in words; empty where the file has none."""
        if not self.row:
            return ""
        if not self.also:
            return message("errors.fault.row", row=self.row)
        rows = ", ".join(map(str, (self.row, *self.also)))
        return message("errors.fault.rows_and_more" if self.more else "errors.fault.rows", rows=rows, more=self.more)


class Fault(Finding):
    """What cannot be: it has to be mended before anything is made of the data."""


class DataWarning(Finding):
    """What is legal and unlikely: somebody should make sure of it."""


def fault(key: str, /, *, file: str, rows: Sequence[int] = (), row: int | None = None, column: str = "", **values: object) -> Fault:
    """Return a fault whose three parts stand in the catalogue under ``key``: ``found``, ``expected`` and ``todo``."""
    found, expected, todo = (message(f"{key}.{part}", **values) for part in ("found", "expected", "todo"))
    first, also, more = places(rows)
    return Fault(file, found, expected, todo, row or first, column, also, more)


def warning(
    key: str, /, *, file: str, rows: Sequence[int] = (), row: int | None = None, column: str = "", **values: object
) -> DataWarning:
    """Return a warning whose three parts stand in the catalogue, as for a fault."""
    return DataWarning(**vars(fault(key, file=file, rows=rows, row=row, column=column, **values)))


def places(rows: Sequence[int]) -> tuple[int | None, tuple[int, ...], int]:
    """Return the first row, the next few, and the number of those after them."""
    shown = rows[: MOST_ROWS + 1]
    return (shown[0] if shown else None), tuple(shown[1:]), len(rows) - len(shown)


AnyFinding = TypeVar("AnyFinding", bound=Finding)


def in_order(findings: Sequence[AnyFinding]) -> list[AnyFinding]:
    """Return findings by file, then row, then column."""
    return sorted(findings, key=lambda finding: (finding.file, finding.row or 0, finding.column))


def together(findings: Sequence[AnyFinding]) -> list[AnyFinding]:
    """Return findings in order; the same thing in other rows of a column is one finding with all its rows."""
    rows: dict[tuple[str, ...], list[AnyFinding]] = {}
    for finding in in_order(findings):
        alone = finding.row is None or finding.also
        key = (finding.file, finding.column, finding.found, finding.expected, finding.todo, finding.rows if alone else "")
        rows.setdefault(key, []).append(finding)
    return [with_rows(same) for same in rows.values()]


def with_rows(same: list[AnyFinding]) -> AnyFinding:
    """Return the first of some findings that differ in nothing but their row, with the rows of all."""
    _, also, more = places([finding.row or 0 for finding in same])
    return replace(same[0], also=also, more=more) if len(same) > 1 else same[0]


def listing(key: str, findings: Sequence[Finding]) -> str:
    """Return findings as a text: a line that counts them, the first fifty, and how many more there are in which files."""
    found = in_order(findings)
    lines = [message(f"errors.{key}.{'one' if len(found) == 1 else 'many'}", count=len(found)), *map(str, found[:MOST_SHOWN])]
    rest = Counter(finding.file for finding in found[MOST_SHOWN:])
    if rest:
        files = ", ".join(f"{file} ({count})" for file, count in rest.items())
        lines.append(message("errors.more", count=rest.total(), files=files))
    return "\n  ".join(lines)


def reason(error: OSError) -> str:
    """Return in words why the system refused something; in its own where the catalogue has none."""
    key = f"errors.system.{errno.errorcode.get(error.errno or 0, '').lower()}"
    return message(key) if has_message(key) else error.strerror or str(error)


class UserError(Exception):
    """The user's data or arguments are at fault. Shown as one message, without traceback."""

    exit_code = 1


class DataFaults(UserError):
    """Everything that is wrong with a data folder, at once; ``said`` is the message that counts the faults."""

    def __init__(self, faults: Sequence[Fault], said: str = "faults") -> None:
        self.faults = tuple(in_order(faults))
        super().__init__(listing(said, self.faults))


class NotComparable(UserError):
    """Two series that a break lies between were compared."""


class ParameterFault(UserError):
    """A notebook was given a parameter that is unknown, missing or of another type."""


class RunFailed(UserError):
    """One or more notebooks stopped in a cell; the others are done."""

    exit_code = 3


class SomeFailed(UserError):
    """Of several partnerships some could not be made; the others are done. ``exit_code`` is the gravest of theirs."""

    def __init__(self, said: str, exit_code: int) -> None:
        super().__init__(said)
        self.exit_code = exit_code
