"""Unknown codes that may be named: those that look like the codes of the list. A name or an address does not."""

from __future__ import annotations

import re

from analysis.intake.microdata.engine import engine, quoted
from analysis.intake.microdata.scan import fold, in_utf8, paths_of, rows_sql
from analysis.intake.registers.counting import Plan, look_ups

LOOKED_AT = 200_000
MOST_NAMED = 5
# A listed code that is longer is no pattern: the first part of a person's number has six digits.
LONGEST_SHOWN = 5
DIGIT = re.compile(r"[0-9]")
LETTER = re.compile(r"[^\W\d_]")


def unknown_codes(plan: Plan) -> list[str]:
    """Return a few codes among the first rows that are on no list and look like those that are, the commonest first.

    Raises ``duckdb.Error``; its text may hold what stands in a row.
    """
    shapes = sorted({shape_of(text) for text, *_ in plan.codes if len(text) <= LONGEST_SHOWN and DIGIT.search(text)})
    if not plan.has_codes or not shapes:
        return []
    looks = f"regexp_full_match(code, {quoted('|'.join(shapes))}) AND code NOT IN (SELECT text FROM codes)"  # noqa: S608
    with in_utf8(plan.scans[:1]) as scans, engine(paths_of(scans), threads=1) as connection:
        look_ups(connection, plan)
        found = connection.execute(
            f"SELECT code FROM (SELECT {fold('code')} AS code FROM ({rows_sql(scans, ['code'])}) LIMIT {LOOKED_AT}) "  # noqa: S608
            f"WHERE {looks} GROUP BY code ORDER BY count(*) DESC, code LIMIT {MOST_NAMED}"
        ).fetchall()
    return [str(code) for (code,) in found]


def shape_of(code: str) -> str:
    """Return the pattern of what looks like a code: digits where it has digits, letters where it has letters, the rest as it is."""
    return "".join("[0-9]" if DIGIT.match(sign) else "[a-z]" if LETTER.match(sign) else re.escape(sign) for sign in code)
