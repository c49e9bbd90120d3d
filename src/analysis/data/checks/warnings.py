"""What is legal and unlikely. Each is a question to whoever knows the sources; none keeps anything from being made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks.agreements import overlapping
from analysis.data.checks.case import Case, file_of
from analysis.data.folder import AGREEMENTS
from analysis.data.periods import WHOLE_YEAR, Period, Span
from analysis.errors import DataWarning, warning

FILE, BUDGETS = "observations.csv", "budgets.csv"
# From when a figure is far from the one before it in its series: more than so many times it, or so much of it, and by more
# than so much. A count is by nature uncertain by about its square root, and a factor of three with twenty more is far
# outside of that. No percentage in our sources moved by more than nine points from one year to the next. With years between
# the two there is more room. Money is set aside or not as is decided, so no sum is far from another.
FACTORS: dict[str, tuple[Decimal, Decimal]] = {"count": (Decimal(3), Decimal(20)), "per_1000": (Decimal(2), Decimal(2))}
MOST_POINTS, POINTS_A_YEAR = Decimal(15), Decimal(5)
# Counts of these are of what happened in the course of a year; those of other themes may be how something stands in it.
OF_EVENTS, COUNTS = frozenset({"kriminalitet", "ssp"}), frozenset({"count", "per_1000"})
Series = tuple[str, str, str, str, str, Span]


def warnings_about(case: Case) -> list[DataWarning]:
    """Return what should be looked at again."""
    return [
        *warnings_of_editions(case),
        *warnings_of_agreements(case),
        *warnings_of_observations(case),
        *warnings_of_jumps(case),
        *warnings_of_old_totals(case),
        *warnings_of_new_totals(case),
        *warnings_of_budgets(case),
    ]


def warnings_of_editions(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each edition that sees nothing, or less than the one before it; one for all where there is nothing."""
    if not case.facts.sources:
        yield warning("data.warnings.no_sources", file="sources.toml")
        return
    first = min(source.published for source in case.facts.sources.values())
    before = dt.date.min
    for edition in case.facts.partnership.editions:
        if edition.as_of < first:
            yield warning(
                "data.warnings.sees_nothing",
                file="partnership.toml",
                column=f"editions.{edition.year}.as_of",
                year=edition.year,
                as_of=edition.as_of,
                first=first,
                before=before,
            )
        elif edition.as_of < before:
            yield warning(
                "data.warnings.sees_less",
                file="partnership.toml",
                column=f"editions.{edition.year}.as_of",
                year=edition.year,
                as_of=edition.as_of,
                first=first,
                before=before,
            )
        before = edition.as_of


def warnings_of_agreements(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each two agreements that hold in the same year, and one where there is none."""
    if not case.facts.agreements:
        yield warning("data.warnings.no_agreements", file=f"{AGREEMENTS}/")
    for first, second in overlapping(case):
        yield warning(
            "data.warnings.overlap",
            file=file_of(second.id),
            column="from_year",
            other=file_of(first.id),
            found=second.from_year,
            to_year=first.to_year,
        )


def warnings_of_observations(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each kind of figure that its own row makes unlikely: of several years one."""
    late: dict[str, list[t.Observation]] = {}
    unfinished: dict[tuple[str, dt.date], list[t.Observation]] = {}
    outside: dict[str, list[t.Observation]] = {}
    for row in case.facts.observations:
        indicator, area = case.facts.indicators[row.indicator], case.facts.partnership.geographies[row.geography]
        # Money is set aside for years to come.
        if row.year > row.published.year and indicator.unit != "dkk":
            late.setdefault(row.source, []).append(row)
        elif is_unfinished(row.year, row.period, row.published, indicator, is_counted=row.counted_rows is not None):
            unfinished.setdefault(("period" if row.period else "year", row.published), []).append(row)
        if not (area.from_year or row.year) <= row.year <= (area.to_year or row.year):
            outside.setdefault(row.geography, []).append(row)
        if indicator.unit == "percent" and row.value is not None and 0 < row.value < 1:
            percent = f"{100 * row.value:f}".rstrip("0").rstrip(".")
            yield warning("data.warnings.fraction", file=FILE, row=case.row(row), column="value", found=row.value, percent=percent)
    for source, rows in late.items():
        day = case.facts.sources[source].published
        yield about_rows(case, "after_publication", rows, "year", year=years_said(rows), source=source, published=day)
    for (column, published), rows in unfinished.items():
        found = ", ".join(sorted({str(row.period or row.year) for row in rows}))
        yield about_rows(case, "period_after_publication", rows, column, found=found, published=published)
    for geography, rows in outside.items():
        area = case.facts.partnership.geographies[geography]
        period = f"{area.from_year or ''}-{area.to_year or ''}"
        yield about_rows(case, "area_outside", rows, "geography", geography=geography, year=years_said(rows), period=period)


def about_rows(case: Case, key: str, rows: Iterable[t.Observation], column: str, **values: object) -> DataWarning:
    """Return a warning about rows of the table of observations."""
    numbers = [case.row(row) for row in rows]
    return warning(f"data.warnings.{key}", file=FILE, rows=numbers, row=None, column=column, **values)


def is_unfinished(year: int, period: Period | None, published: dt.date, indicator: d.Indicator, *, is_counted: bool) -> bool:
    """Tell whether a figure is of a time that was not over when it was published. Money is set aside for years to come.

    A whole year may be told of before its end where the figure is how things stand, as in a survey; a count of what happens
    (``adds_up``, the themes of crime, and all that is counted from rows of incidents) may not.
    """
    if period:
        return period.last > published and indicator.unit != "dkk"
    happens = indicator.adds_up if indicator.adds_up is not None else is_counted or indicator.theme in OF_EVENTS
    return indicator.unit in COUNTS and happens and dt.date(year, 12, 31) > published


def years_said(rows: Iterable[t.Observation]) -> str:
    """Return the years of rows in order: ``2015-2019, 2021``."""
    runs: list[list[int]] = []
    for year in sorted({row.year for row in rows}):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def by_series(case: Case) -> dict[Series, dict[int, t.Observation]]:
    """Return, for each series and year with a number, the row that counts: a document's before a page's, the newest of those."""
    found: dict[Series, dict[int, t.Observation]] = {}
    sources = case.facts.sources
    for row in sorted(case.facts.observations, key=lambda row: (sources[row.source].role == "primary", row.published)):
        if row.value is not None:
            found.setdefault(row.series, {})[row.year] = row
    return found


def whole(indicator: str, category: str, geography: str) -> Series:
    """Return the series of whole years, about everybody."""
    return indicator, category, geography, "", "", WHOLE_YEAR


def warnings_of_jumps(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each figure that is far from the one before it in its series."""
    for (key, *_), years in by_series(case).items():
        rows = [years[year] for year in sorted(years)]
        for before, after in pairwise(rows):
            indicator = case.facts.indicators[key]
            if is_far(before, after, indicator) and not is_broken(before, after, indicator):
                yield warning(
                    "data.warnings.far",
                    file=FILE,
                    row=case.row(after),
                    column="value",
                    found=after.value,
                    before=before.value,
                    year=before.year,
                    first=case.row(before),
                )


def is_far(before: t.Observation, after: t.Observation, indicator: d.Indicator) -> bool:
    """Tell whether a figure is so far from the one before that a slip of the pen is likelier than a change."""
    if before.value is None or after.value is None:
        return False
    between = after.year - before.year - 1
    difference = abs(after.value - before.value)
    if indicator.unit == "percent":
        if 0 < min(before.value, after.value) < 1:
            return False  # a fraction is a warning of its own
        return difference > MOST_POINTS + between * POINTS_A_YEAR
    if indicator.unit not in FACTORS:
        return False
    factor, least = FACTORS[indicator.unit]
    low, high = sorted((before.value, after.value))
    return difference > least and high > (factor + between) * low


def is_broken(before: t.Observation, after: t.Observation, indicator: d.Indicator) -> bool:
    """Tell whether a break lies between two figures, so that they need not be near each other."""
    return any(
        before.year < change.from_year <= after.year and (not change.geographies or after.geography in change.geographies)
        for change in indicator.breaks
    )


def warnings_of_old_totals(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each stated total of which a part was published anew and it was not."""
    newest = by_series(case)
    for agreement in case.facts.agreements:
        for total in agreement.totals:
            stated = newest.get(whole(total.indicator, total.category, total.geography), {})
            for year in set(total.years) & set(stated):
                for part in total.parts:
                    row = newest.get(whole(total.indicator, part, total.geography), {}).get(year)
                    if row and row.published > stated[year].published:
                        yield warning(
                            "data.warnings.old_total",
                            file=FILE,
                            row=case.row(row),
                            column="value",
                            total=case.row(stated[year]),
                            category=total.category,
                            day=stated[year].published,
                        )


def warnings_of_new_totals(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each stated total that was published anew and is not what its older parts make."""
    newest = by_series(case)
    for agreement in case.facts.agreements:
        for total in agreement.totals:
            stated = newest.get(whole(total.indicator, total.category, total.geography), {})
            for year in set(total.years) & set(stated):
                row = stated[year]
                found = (newest.get(whole(total.indicator, part, total.geography), {}).get(year) for part in total.parts)
                parts = [part for part in found if part is not None]
                known = sum((part.value for part in parts if part.value is not None), Decimal(0))
                is_newest = all(part.published < row.published for part in parts)
                if len(parts) == len(total.parts) and is_newest and row.status != "source_claim" and known != row.value:
                    yield warning(
                        "data.warnings.new_total",
                        file=FILE,
                        row=case.row(row),
                        column="value",
                        found=row.value,
                        sum=known,
                        day=max(part.published for part in parts),
                    )


def warnings_of_budgets(case: Case) -> Iterator[DataWarning]:
    """Yield a warning for each row about a year that its plan does not cover, and so is shown nowhere."""
    years = {plan.id: plan.years for plan in case.facts.plans}
    for plan in case.facts.plans:
        if outside := [year for year in plan.frame_years if year not in plan.years]:
            at = f"plans.{plan.id}.frame_years"
            yield warning("data.warnings.frame_years", file="plans.toml", column=at, found=outside, years=list(plan.years))
    for file, rows in case.tables():
        for row in rows:
            if isinstance(row, t.Budget | t.ActivityStatus) and row.year not in years[row.plan]:
                yield warning(
                    "data.warnings.plan_year",
                    file=file,
                    row=case.row(row),
                    column="year",
                    found=row.year,
                    plan=row.plan,
                    years=", ".join(map(str, years[row.plan])),
                )
