"""Days and years: a row is published when its source is, and a difference is from an earlier year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from analysis.data import tables as t
from analysis.data.checks.case import Case
from analysis.data.values import is_year
from analysis.errors import Fault, fault


def faults_of_days(case: Case) -> Iterator[Fault]:
    """Yield a fault for each day in a table that is not its source's: one for each day and source."""
    for file, rows in case.tables():
        found: dict[tuple[str, dt.date], list[int]] = {}
        for row in rows:
            source = case.facts.sources.get(row.source)
            if source and source.published != row.published:
                found.setdefault((row.source, row.published), []).append(case.row(row))
        for (name, day), numbers in found.items():
            yield fault(
                "data.days.published",
                file=file,
                rows=numbers,
                column="published",
                found=day,
                published=case.facts.sources[name].published,
                source=name,
            )


def faults_of_comparisons(case: Case) -> Iterator[Fault]:
    """Yield a fault for each difference from a year that is not earlier, or from the area itself."""
    for file, rows in case.tables():
        for row in rows:
            if not isinstance(row, t.Significance | t.Statement):
                continue
            if is_year(row.against) and int(row.against) >= row.year:
                yield fault(
                    "data.days.against_year",
                    file=file,
                    row=case.row(row),
                    column="against",
                    found=row.against,
                    year=row.year,
                    geography=row.geography,
                )
            if row.against == row.geography:
                yield fault(
                    "data.days.against_itself",
                    file=file,
                    row=case.row(row),
                    column="against",
                    found=row.against,
                    year=row.year,
                    geography=row.geography,
                )
