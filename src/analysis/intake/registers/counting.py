"""Counts incidents: rows become a few numbers each, the latest row of a case holds, and what holds is counted.

This module is sent to workers of a cluster as it stands, so it knows nothing but the engine, the scan and NumPy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from analysis.intake.microdata.engine import engine, quoted
from analysis.intake.microdata.scan import BROKEN_SQL, Scan, fold, has_text, in_utf8, paths_of, rows_sql, trimmed

ROLES = ("case_id", "day_text", "code", "area", "status", "written")
# Why an incident is not placed, in the order in which it is looked at. What is placed has a number from FIRST_CELL on.
REASONS = (
    "id_blank",
    "withdrawn",
    "date_unreadable",
    "date_outside",
    "code_unknown",
    "code_skipped",
    "area_blank",
    "area_skipped",
    "area_unknown",
    "contradicted",
)
REASON = {name: number for number, name in enumerate(REASONS)}
FIRST_CELL = 16
# A row of which nobody knows when it was written is older than all others.
NEVER = -(2**62)
# On a cluster rows lie in so many buckets, all rows of a case in the same.
BUCKETS = 8
# So many marks tell cases of several rows from most of those of one.
MARKS = 1 << 24
CHUNK = 50  # times 2,048 rows
NUMBERS = ("one", "other", "time", "cell")
Flags = NDArray[np.bool_]
# The forms that the engine reads the quick way: what a text of one looks like, and its type.
ISO = {
    "%Y-%m-%d": ("____-__-__", "DATE"),
    "%Y-%m-%dT%H:%M:%S": ("____-__-__T__:__:__", "TIMESTAMP"),
    "%Y-%m-%d %H:%M:%S": ("____-__-__ __:__:__", "TIMESTAMP"),
}


@dataclass(frozen=True)
class Plan:
    """How rows are counted. ``codes`` and ``areas`` have a number for each folded text and year; below 0 it is skipped.

    ``salt`` is what only who has the files can know: without it nobody can go from numbers back to a case's id.
    ``threads`` is how many the engine may use, 0 for all that there are.
    ``parts`` is how many periods a year has, ``code_count`` one more than the largest number of a code.
    """

    scans: tuple[Scan, ...]
    first_year: int
    last_year: int
    parts: int
    days: tuple[str, ...]
    times: tuple[str, ...]
    withdrawn: tuple[str, ...]
    codes: tuple[tuple[str, int, int], ...]
    areas: tuple[tuple[str, int, int], ...]
    code_count: int
    has_cases: bool
    has_codes: bool
    has_areas: bool
    salt: str = ""
    threads: int = 0

    @property
    def periods(self) -> int:
        """How many periods are counted."""
        return (self.last_year - self.first_year + 1) * self.parts


@dataclass(frozen=True)
class Slim:
    """Rows as four numbers each: two of 64 bits that are made of the case's id, when the row was written (microseconds), and its cell.

    The chance that two ids share both numbers is nil.
    """

    one: NDArray[np.uint64]
    other: NDArray[np.uint64]
    time: NDArray[np.int64]
    cell: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.one)

    def at(self, places: NDArray[Any]) -> Slim:
        """Return the rows at some places."""
        return Slim(self.one[places], self.other[places], self.time[places], self.cell[places])


@dataclass(frozen=True)
class Counted:
    """How many incidents there are in each cell, and rows: all of them, those of no known time, and lines that are no rows."""

    cells: Mapping[int, int] = field(default_factory=dict)
    rows: int = 0
    untimed: int = 0
    broken: int = 0

    def __add__(self, other: Counted) -> Counted:
        cells = Counter(self.cells)
        cells.update(other.cells)
        return Counted(dict(cells), self.rows + other.rows, self.untimed + other.untimed, self.broken + other.broken)


def count(plan: Plan, shares: int = 1) -> Counted:
    """Return the counts of a register. In several ``shares`` the files are read as often, and as little is in memory at once.

    All rows of a case are in the same share. Raises ``duckdb.Error``; its text may hold what stands in a row.
    """
    if not plan.has_cases:
        return count_rows(plan)
    total = Counted()
    for share in range(shares):
        pieces, beside = slim_rows(plan, share, shares)
        total += settle(pieces) + (beside if share == 0 else Counted())
    return total


def count_rows(plan: Plan) -> Counted:
    """Return the counts where each row is an incident."""
    with in_utf8(plan.scans) as scans, engine(paths_of(scans), plan.threads) as connection:
        look_ups(connection, plan)
        found = connection.execute(f"SELECT cell, count(*) FROM ({cells_sql(plan, scans)}) GROUP BY cell").fetchall()  # noqa: S608
        broken = broken_lines(connection, scans)
    cells = {int(cell): int(number) for cell, number in found}
    return Counted(cells, sum(cells.values()), 0, broken)


def slim_rows(plan: Plan, share: int = 0, shares: int = 1) -> tuple[list[Slim], Counted]:
    """Return the rows of a share in pieces, without those of no id; and what is counted of those, and of lines that are no rows."""
    only = f" WHERE one % {shares} = {share} OR NOT has_id" if shares > 1 else ""
    pieces, blank = [], 0
    with in_utf8(plan.scans) as scans, engine(paths_of(scans), plan.threads) as connection:
        look_ups(connection, plan)
        result = connection.execute(f"SELECT * FROM ({cells_sql(plan, scans)}){only}")  # noqa: S608
        while len(frame := result.fetch_df_chunk(CHUNK)):
            known = frame["has_id"].to_numpy(dtype=bool)
            blank += int(len(known) - known.sum())
            pieces.append(Slim(*(frame[name].to_numpy() for name in NUMBERS)).at(known))
        broken = broken_lines(connection, scans)
    return pieces, Counted({REASON["id_blank"]: blank}, blank, 0, broken)


def parted(rows: Slim) -> list[Slim]:
    """Return rows by their buckets: not by the lowest bits of the case's number, by which the shares go."""
    places = ((rows.one >> np.uint64(32)) % np.uint64(BUCKETS)).astype(np.uint8)
    ends = np.cumsum(np.bincount(places, minlength=BUCKETS))[:-1]
    return [rows.at(piece) for piece in np.split(np.argsort(places, kind="stable"), ends)]


def settle(pieces: Sequence[Slim]) -> Counted:
    """Return the counts of the cases whose rows are in some pieces: of each the latest row.

    Where two rows of a case are equally late and do not say the same, nobody can tell which holds: the case is not placed.
    """
    if not any(map(len, pieces)):
        return Counted()
    marks = marks_of_several([piece.one for piece in pieces])
    several = [marks[mark_of(piece.one)] for piece in pieces]
    alone = [piece.cell[~flags] for piece, flags in zip(pieces, several, strict=True)]
    cells = np.concatenate([*alone, latest(joined([piece.at(flags) for piece, flags in zip(pieces, several, strict=True)]))])
    numbers, counts = np.unique(cells, return_counts=True)
    found = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    return Counted(found, sum(map(len, pieces)), sum(int((piece.time == NEVER).sum()) for piece in pieces))


def marks_of_several(numbers: Sequence[NDArray[np.uint64]]) -> Flags:
    """Return a flag for each mark that a case can have: whether one with several rows has it. A case of one row may share it."""
    ordered = np.concatenate(numbers)
    ordered.sort()
    marks = np.zeros(MARKS, bool)
    marks[mark_of(ordered[1:][ordered[1:] == ordered[:-1]])] = True
    return marks


def mark_of(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the marks of cases: the lowest bits of their numbers."""
    return numbers & np.uint64(MARKS - 1)


def joined(pieces: Sequence[Slim]) -> Slim:
    """Return the rows of some pieces in one."""
    return Slim(*(np.concatenate([getattr(piece, name) for piece in pieces]) for name in NUMBERS))


def latest(rows: Slim) -> NDArray[np.int32]:
    """Return the cell of each case of some rows: that of its latest row."""
    if not len(rows):
        return rows.cell
    rows = rows.at(by_case(rows))
    first = np.flatnonzero(np.append(True, (rows.one[1:] != rows.one[:-1]) | (rows.other[1:] != rows.other[:-1])))
    last_time = np.repeat(np.maximum.reduceat(rows.time, first), np.diff(np.append(first, len(rows))))
    is_late = rows.time == last_time
    lowest = np.minimum.reduceat(np.where(is_late, rows.cell, np.iinfo(np.int32).max), first)
    highest = np.maximum.reduceat(np.where(is_late, rows.cell, -1), first)
    return np.where(lowest == highest, highest, REASON["contradicted"]).astype(np.int32)


def by_case(rows: Slim) -> NDArray[np.int64]:
    """Return the order of some rows in which those of a case stand together."""
    order = np.argsort(rows.one)
    one, other = rows.one[order], rows.other[order]
    two_of_one_number = (one[1:] == one[:-1]) & (other[1:] != other[:-1])
    return np.lexsort((rows.other, rows.one)) if two_of_one_number.any() else order


def look_ups(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make the tables by which codes and areas are looked up."""
    for name, entries in (("codes", plan.codes), ("areas", plan.areas)):
        connection.execute(f"CREATE TEMP TABLE {name} (text VARCHAR, year INTEGER, number INTEGER)")
        columns = [list(column) for column in zip(*entries, strict=True)] or [[], [], []]
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[])", columns)


def cells_sql(plan: Plan, scans: Sequence[Scan]) -> str:
    """Return the query that gives each row as numbers: its case's, when it was written, and its cell."""
    code = "codes.number" if plan.has_codes else "0"
    area = "areas.number" if plan.has_areas else "0"
    of_code = "LEFT JOIN codes ON codes.text = read.code AND codes.year = read.year" if plan.has_codes else ""
    of_area = "LEFT JOIN areas ON areas.text = read.area AND areas.year = read.year" if plan.has_areas else ""
    blank = "read.area = ''" if plan.has_areas else "false"
    placed = f"{FIRST_CELL} + ({area} * {plan.code_count} + {code}) * {plan.periods} + read.period"
    tests = {
        "withdrawn": "read.is_withdrawn",
        "date_unreadable": "read.year IS NULL",
        "date_outside": f"read.year NOT BETWEEN {plan.first_year} AND {plan.last_year}",
        "code_unknown": f"{code} IS NULL",
        "code_skipped": f"{code} < 0",
        "area_blank": blank,
        "area_skipped": f"{area} < 0",
        "area_unknown": f"{area} IS NULL",
    }
    cases = " ".join(f"WHEN {test} THEN {REASON[name]}" for name, test in tests.items())
    return f"""
        SELECT read.has_id, read.one, read.other, read.time, CAST(CASE {cases} ELSE {placed} END AS INTEGER) AS cell
        FROM ({read_sql(plan, scans)}) AS read {of_code} {of_area}"""  # noqa: S608


def read_sql(plan: Plan, scans: Sequence[Scan]) -> str:
    """Return the query for what rows say, read but not looked up."""
    words, salt = ", ".join(map(quoted, plan.withdrawn)) or "NULL", quoted(plan.salt or "/")
    bare = ", ".join(f"{trimmed(role)} AS {role}" for role in ("case_id", "day_text", "written"))
    parts = f"(year(day) - {plan.first_year}) * {plan.parts} + (month(day) - 1) // {12 // plan.parts}"
    return f"""
        SELECT case_id <> '' AS has_id, hash({salt} || case_id) AS one, hash(case_id || {salt}) AS other,
            coalesce(epoch_us({moment("written", plan.times)}), {NEVER}) AS time,
            coalesce({fold("status")} IN ({words}), false) AS is_withdrawn,
            {as_listed("code", plan.codes)} AS code, {as_listed("area", plan.areas)} AS area, year(day) AS year, {parts} AS period
        FROM (SELECT *, {moment("day_text", plan.days)} AS day FROM (SELECT * REPLACE ({bare}) FROM ({rows_sql(scans, ROLES)})))"""  # noqa: S608


def as_listed(role: str, entries: Sequence[tuple[str, int, int]]) -> str:
    """Return the expression for the text by which a cell is looked up: what is on the list as it stands needs no folding."""
    listed = ", ".join(map(quoted, dict.fromkeys(text for text, *_ in entries)))
    return f"CASE WHEN {role} IN ({listed}) THEN {role} ELSE {fold(role)} END" if listed else fold(role)


def moment(text: str, forms: Sequence[str]) -> str:
    """Return the expression for the time that a text is in one of some forms; null where it is none.

    Those of ISO are read the quick way.
    """
    quick = " ".join(
        f"WHEN {text} LIKE {quoted(ISO[form][0])} THEN CAST(try_cast({text} AS {ISO[form][1]}) AS TIMESTAMP)"
        for form in forms
        if form in ISO
    )
    slow = [form for form in forms if form not in ISO]
    rest = f"try_strptime({text}, [{', '.join(map(quoted, slow))}])" if slow else "CAST(NULL AS TIMESTAMP)"
    return f"(CASE {quick} ELSE {rest} END)" if quick else f"({rest})"


def broken_lines(connection: duckdb.DuckDBPyConnection, scans: Sequence[Scan]) -> int:
    """Return how many lines were no rows."""
    return int(connection.execute(BROKEN_SQL).fetchall()[0][0]) if has_text(scans) else 0
