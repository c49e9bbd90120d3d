"""Verdicts with what they are about: the figure that was judged, and the goal that it was held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.indicators.methods.targets import DISTANCES
from analysis.indicators.rows import Result


@dataclass(frozen=True)
class Judgement:
    """A verdict, the row that was judged and the row of its goal; ``None`` where there is none."""

    verdict: Result
    judged: Result | None
    goal: Result | None


def judgements(rows: Iterable[Result]) -> tuple[Judgement, ...]:
    """Return the verdicts of an edition's rows in their order, each with what it is about."""
    table = list(rows)
    return tuple(Judgement(row, judged_in(table, row), goal_in(table, row)) for row in table if row.measure == "verdict")


def judged_in(rows: list[Result], verdict: Result) -> Result | None:
    """Return the row that a verdict judges: a gap where an area is held against another, else a share, or the figure that counts."""
    area = verdict.against_area if verdict.rule in DISTANCES else ""
    measures = ("gap",) if area else ("share", "observed", "total", "rate")
    about = (verdict.indicator, verdict.successor or verdict.category, verdict.geography, verdict.year)
    found = [
        row
        for row in rows
        if row.measure in measures
        and (row.indicator, row.category, row.geography, row.year) == about
        and row.is_whole
        and row.aspect == ("made" if row.measure in ("total", "rate") else "")
        and row.against_area == area
        and not {"contradicts", "superseded"} & set(row.flags)
    ]
    return max(found, key=lambda row: row.measure == "share", default=None)


def goal_in(rows: list[Result], verdict: Result) -> Result | None:
    """Return the goal of a verdict's target for the verdict's year."""
    target = (verdict.agreement, verdict.target, verdict.year)
    return next((row for row in rows if row.measure == "target" and (row.agreement, row.target, row.year) == target), None)
