"""What a worker of a cluster does for a register. What it answers are numbers; where it fails it says that it did, and no more.

This module is sent to workers as it stands, so it knows nothing but the counting. The engine's complaints may hold what stands
in a row, and workers log what is raised: so nothing is.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import duckdb

from analysis.intake.registers.cases import BUCKETS, Counted, Slim, parted, settle
from analysis.intake.registers.counting import Plan, count_rows, slim_rows

Part = tuple[list[list[Slim]], Counted] | None


def read_part(plan: Plan) -> Part:
    """Return the rows of a part of the files as numbers, in buckets, and what is counted beside them; None where it failed."""
    try:
        pieces, beside = slim_rows(plan)
    except (duckdb.Error, OSError):
        return None
    parts = [parted(piece) for piece in pieces]
    return [[part[number] for part in parts] for number in range(BUCKETS)], beside


def count_part(plan: Plan) -> Counted | None:
    """Return the counts of a part of the files, where each row is an incident; None where it failed."""
    try:
        return count_rows(plan)
    except (duckdb.Error, OSError):
        return None


def bucket_of(part: Part, number: int) -> list[Slim] | None:
    """Return one bucket of a part; None where the part failed."""
    return None if part is None else part[0][number]


def beside(part: Part) -> Counted | None:
    """Return what was counted beside the rows of a part; None where it failed."""
    return None if part is None else part[1]


def settle_part(*parts: list[Slim] | None) -> Counted | None:
    """Return the counts of the cases in a bucket of all parts; None where a part failed."""
    return None if any(part is None for part in parts) else settle([piece for part in parts for piece in part or ()])


def version_there() -> str:
    """Return the version of the engine where this runs; nothing where there is none."""
    try:
        return version("duckdb")
    except PackageNotFoundError:
        return ""
