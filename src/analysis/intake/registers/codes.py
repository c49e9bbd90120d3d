"""Codes of a register that are on no list and may be named."""

from __future__ import annotations

from analysis.intake.microdata.codes import MOST_NAMED, pattern_of
from analysis.intake.microdata.engine import engine, quoted
from analysis.intake.microdata.scan import fold, in_utf8, paths_of, rows_sql
from analysis.intake.registers.counting import Plan, look_ups

LOOKED_AT = 200_000


def unknown_codes(plan: Plan) -> list[str]:
    """Return a few codes among the first rows that are on no list and look like those that are, the commonest first.

    Raises ``duckdb.Error``; its text may hold what stands in a row.
    """
    pattern = pattern_of(text for text, *_ in plan.codes)
    if not plan.has_codes or not pattern:
        return []
    looks = f"regexp_full_match(code, {quoted(pattern)}) AND code NOT IN (SELECT text FROM codes)"  # noqa: S608
    with in_utf8(plan.scans[:1]) as scans, engine(paths_of(scans), threads=1) as connection:
        look_ups(connection, plan)
        found = connection.execute(
            f"SELECT code FROM (SELECT {fold('code')} AS code FROM ({rows_sql(scans, ['code'])}) LIMIT {LOOKED_AT}) "  # noqa: S608
            f"WHERE {looks} GROUP BY code ORDER BY count(*) DESC, code LIMIT {MOST_NAMED}"
        ).fetchall()
    return [str(code) for (code,) in found]
