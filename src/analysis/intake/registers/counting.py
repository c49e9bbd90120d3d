"""Counts incidents: rows become a few numbers each (``cases``), and what holds is counted.

This module is sent to workers of a cluster as it stands, so it knows nothing but the engine, the scan and the cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from analysis.intake.microdata.engine import engine, quoted
from analysis.intake.microdata.scan import BROKEN_SQL, Scan, fold, has_text, in_utf8, paths_of, rows_sql, trimmed
from analysis.intake.registers.cases import FIRST_CELL, NEVER, NUMBERS, REASON, Counted, Slim, settle

ROLES = ("case_id", "day_text", "code", "area", "status", "written")
CHUNK = 50  # times 2,048 rows
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


def look_ups(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make the tables by which codes, areas and the days of the years that are counted are looked up."""
    for name, entries in (("codes", plan.codes), ("areas", plan.areas)):
        connection.execute(f"CREATE TEMP TABLE {name} (text VARCHAR, year INTEGER, number INTEGER)")
        columns = [list(column) for column in zip(*entries, strict=True)] or [[], [], []]
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[])", columns)
    connection.execute(f"CREATE TEMP TABLE days AS {days_sql(plan)}")


def days_sql(plan: Plan) -> str:
    """Return the query for the days of the years that are counted, in each form in which they may be written."""
    ends = f"TIMESTAMP '{plan.first_year:04d}-01-01', TIMESTAMP '{plan.last_year:04d}-12-31'"
    texts = ", ".join(f"strftime(day, {quoted(form)})" for form in plan.days)
    return f"""
        SELECT DISTINCT ON (text) unnest([{texts}]) AS text, year(day) AS year, {period("day", plan)} AS period
        FROM generate_series({ends}, INTERVAL 1 DAY) AS listed(day)"""  # noqa: S608


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
    """Return the query for what rows say, read but not looked up. A day that is on the list of days as it stands need not be read."""
    salt = quoted(plan.salt or "/")
    bare = ", ".join(f"{trimmed(role)} AS {role}" for role in ("case_id", "written"))
    day = f"CASE WHEN days.text IS NULL THEN {moment(trimmed('day_text'), plan.days)} END AS day"
    return f"""
        SELECT case_id <> '' AS has_id, hash({salt} || case_id) AS one, hash(case_id || {salt}) AS other,
            coalesce(epoch_us({moment("written", plan.times)}), {NEVER}) AS time, {is_withdrawn(plan)} AS is_withdrawn,
            {as_listed("code", plan.codes)} AS code, {as_listed("area", plan.areas)} AS area,
            coalesce(listed_year, year(day)) AS year, coalesce(listed_period, {period("day", plan)}) AS period
        FROM (
            SELECT rows.* REPLACE ({bare}), days.year AS listed_year, days.period AS listed_period, {day}
            FROM ({rows_sql(scans, ROLES)}) AS rows LEFT JOIN days ON days.text = rows.day_text)"""  # noqa: S608


def period(day: str, plan: Plan) -> str:
    """Return the expression for the number of the period that a day is in."""
    parts = f"(year({day}) - {plan.first_year}) * {plan.parts}"
    return parts if plan.parts == 1 else f"{parts} + (month({day}) - 1) // {12 // plan.parts}"


def is_withdrawn(plan: Plan) -> str:
    """Return the expression for whether a row is withdrawn: blanks are only looked for where such a word may stand."""
    if not plan.withdrawn:
        return "false"
    may_be = " OR ".join(f"contains(lower(status), {quoted(word)})" for word in plan.withdrawn)
    return f"CASE WHEN {may_be} THEN {fold('status')} IN ({', '.join(map(quoted, plan.withdrawn))}) ELSE false END"


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
