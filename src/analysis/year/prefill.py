"""The rows that an edition waits for, filled in from the last time as far as that can be known: everything but the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from analysis.data import WHOLE_YEAR, Facts, Observation, Source
from analysis.data.periods import parse_period
from analysis.data.tables import PlanRow, Row
from analysis.intake.expected import REPORTED, Answer, Figure, Grant, Reported, lag_of, period
from analysis.year.drafts import LAST
from analysis.year.status import Completeness, Owed

Cells = Mapping[str, object]
Rename = Callable[[Row | None, str], str]


def draft_rows(facts: Facts, complete: Completeness, rename: Rename) -> dict[str, list[Cells]]:
    """Return for each table the rows that an edition waits for, with empty answers.

    ``rename`` gives the key of the source that a row will have, from the row of last time and the instrument it is measured by.
    """
    waiting = [owed for owed in complete.owed if owed.state != "there"]
    found = {
        "observations.csv": list(figures(facts, waiting, rename)),
        "significance.csv": list(differences(facts, complete.year, rename)),
        "budgets.csv": list(grants(facts, waiting, rename)),
        "deliverables.csv": list(deliverables(facts, waiting, rename)),
        "status.csv": list(answers(facts, waiting, rename)),
    }
    return {table: rows for table, rows in found.items() if rows}


def figures(facts: Facts, waiting: Iterable[Owed], rename: Rename) -> Iterator[Cells]:
    """Yield the rows of figures that are missing: what, where, which year, and what stood there the last time."""
    series: dict[object, list[Observation]] = {}
    for row in facts.observations:
        series.setdefault(row.series, []).append(row)
    for owed in waiting:
        if isinstance(owed.subject, Figure) and owed.state == "missing":
            what = owed.subject
            period = parse_period(what.period)
            span = period.span(what.year) if period else WHOLE_YEAR
            about = (what.indicator, what.category, what.geography, what.breakdown, what.group, span)
            rows = [row for row in series.get(about, []) if row.year < what.year]
            last = max(rows, key=lambda row: (row.year, facts.sources[row.source].role == "primary", row.published), default=None)
            yield {
                "indicator": what.indicator,
                "category": what.category,
                "geography": what.geography,
                "year": what.year,
                "period": what.period,
                "breakdown": what.breakdown,
                "group": what.group,
                "source": rename(last, facts.indicators[what.indicator].instrument),
                "section": last.section if last else "",
                LAST: f"{last.year}: {last.level or last.value}" if last and (last.level or last.value is not None) else "",
            }


def differences(facts: Facts, year: int, rename: Rename) -> Iterator[Cells]:
    """Yield the rows of what a source says about differences: those that it said the last time, a year later."""
    known = {(row.indicator, row.category, row.geography, row.year, row.against) for row in facts.significance}
    for row in facts.significance:
        before = year - 1 - lag_of(facts, row.indicator, year - 1)
        against = str(before) if row.against == str(before - 1) else row.against
        if row.year == before and (row.indicator, row.category, row.geography, before + 1, against) not in known:
            yield {
                **named(row, "indicator", "category", "geography", "section"),
                "year": before + 1,
                "against": against,
                "source": rename(row, facts.indicators[row.indicator].instrument),
                LAST: row.significant,
            }


def grants(facts: Facts, waiting: Iterable[Owed], rename: Rename) -> Iterator[Cells]:
    """Yield the cells of plans' budgets that are missing, or that the source has not settled."""
    for owed in waiting:
        if isinstance(owed.subject, Grant):
            what = owed.subject
            plan = next(plan for plan in facts.plans if plan.id == what.plan)
            rows = [
                r for r in facts.budgets if (r.plan, r.activity, r.line) == (what.plan, what.activity, "") and r.year < what.year
            ]
            last = max(rows, key=lambda row: (row.year, row.published), default=None)
            shown = f"{last.year}: {last.amount_dkk if last.amount_dkk is not None else last.status}" if last else ""
            yield {
                "plan": what.plan,
                "activity": what.activity,
                "year": what.year,
                "approximate": "no",
                "source": rename(last, facts.indicators[plan.indicator].instrument),
                "section": last.section if last else "",
                LAST: shown,
            }


def deliverables(facts: Facts, waiting: Iterable[Owed], rename: Rename) -> Iterator[Cells]:
    """Yield the numbers that activities reported the last time, a year later."""
    for owed in waiting:
        if isinstance(owed.subject, Reported):
            what = owed.subject
            own = (what.plan, what.activity, what.deliverable)
            rows = [r for r in facts.deliverables if (r.plan, r.activity, r.deliverable) == own and r.kind in REPORTED]
            last = max((row for row in rows if row.year < what.year), key=lambda row: row.year)
            yield {
                **named(last, "plan", "activity", "deliverable", "label", "kind", "unit", "section"),
                "year": what.year,
                "at_least": "no",
                "source": rename(last, ""),
                LAST: f"{last.year}: {last.value}" if last.value is not None else "",
            }


def answers(facts: Facts, waiting: Iterable[Owed], rename: Rename) -> Iterator[Cells]:
    """Yield the rows of answers that are missing, each with the period that it is about."""
    for owed in waiting:
        if isinstance(owed.subject, Answer):
            what = owed.subject
            rows = [row for row in facts.status if (row.plan, row.activity) == (what.plan, what.activity) and row.year < what.year]
            last = max(rows or facts.status, key=lambda row: row.year, default=None)
            first, final = period(facts, what.year)
            yield {
                "plan": what.plan,
                "activity": what.activity,
                "year": what.year,
                "period_from": first,
                "period_to": final,
                "source": rename(last, ""),
                "section": last.section if last else "",
                LAST: f"{last.year}: {last.on_plan}, {last.concern}, {last.adjustment}" if last and rows else "",
            }


def named(row: PlanRow | Row, *columns: str) -> dict[str, object]:
    """Return some cells of a row by their columns."""
    return {column: getattr(row, column) for column in columns}


def stub_of(source: Source, year: int) -> dict[str, object]:
    """Return the source of last time as one of the new year; the day is asked for."""
    return {
        "title": source.title.replace(str(year - 1), str(year)),
        "short": source.short.replace(str(year - 1), str(year)),
        "kind": source.kind,
        "role": source.role,
        "publisher": source.publisher,
        "published": "",
        "precision": "day",
    }
