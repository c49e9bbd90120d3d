"""Rows of a safety plan: its budget with sums, what its activities promise and report, and how they go."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data import Budget, Plan
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, Result


def budget_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    """Yield every cell of a plan's budget, and sums by effort area and in all."""
    cells = [cell for cell in edition.facts.budgets if cell.plan == plan.id]
    for cell in cells:
        yield from budget_cell_rows(edition, plan, cell)
    effort_of = {a.activity: a.effort_area for a in edition.facts.activities if a.plan == plan.id}
    areas = list(dict.fromkeys(effort_of.values()))
    for year in plan.years:
        own = [cell for cell in cells if cell.year == year and cell.activity and not cell.line]
        yield from sum_row(edition, plan, year, "", own)
        for area in areas:
            if area:
                yield from sum_row(edition, plan, year, area, [cell for cell in own if effort_of.get(cell.activity) == area])


def budget_cell_rows(edition: Edition, plan: Plan, cell: Budget) -> Iterator[Result]:
    """Yield a cell as one row, or as its lower and upper end when the source gives a range."""
    category = ".".join(filter(None, (cell.activity or "samlet", cell.line)))
    kind = "published" if cell.activity else "frame" if cell.year in plan.frame_years else "stated total"
    method = "; ".join(
        filter(None, (kind, "approximate" if cell.approximate == "yes" else "", cell.footnote and f"footnote {cell.footnote}"))
    )
    series = Series(plan.indicator, category, plan.geography)
    name = budget_id(cell)
    if cell.amount_to_dkk is None:
        yield edition.row(name, series, cell.year, "observed", cell.amount_dkk, method, [name], status=cell.status)
    else:
        yield edition.row(name, series, cell.year, "lower", cell.amount_dkk, method, [name], status=cell.status)
        yield edition.row(name, series, cell.year, "upper", cell.amount_to_dkk, method, [name], status=cell.status)


def sum_row(edition: Edition, plan: Plan, year: int, area: str, cells: list[Budget]) -> Iterator[Result]:
    """Yield the sum of the cells: a total when everything is known, otherwise a lower bound that says what is not."""
    if not cells:
        return
    unknown = measures.unknown_cells(cells)
    series = Series(plan.indicator, area, plan.geography)
    name = ".".join(filter(None, (plan.id, area, str(year))))
    inputs = [budget_id(cell) for cell in cells if cell.amount_dkk is not None]
    value = measures.known_sum(cells)
    if not unknown and plan.complete:
        yield edition.row(name, series, year, "total", value, "sum of cells", inputs)
        return
    if not inputs:
        value_or_none, status = None, unknown[0].status
    else:
        value_or_none = value
        status = "not_decided" if any(cell.status == "not_decided" for cell in unknown) else "not_stated"
    method = "at least; unknown: " + " ".join(cell.activity for cell in unknown)
    yield edition.row(name, series, year, "lower", value_or_none, method, inputs, status=status)


def activity_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    """Yield what the activities promise and report in numbers, and how they go half-way through the year."""
    for item in edition.facts.deliverables:
        if item.plan != plan.id or item.value is None:
            continue
        series = Series("leverance", f"{item.activity}.{item.deliverable}", plan.geography)
        name = ".".join((item.plan, item.activity, item.deliverable, str(item.year), item.kind))
        measure = "observed" if item.kind == "observed" else "target"
        method = "; ".join(filter(None, (item.kind, "at least" if item.at_least == "yes" else "")))
        if item.value_to is None:
            yield edition.row(name, series, item.year, measure, item.value, method, [name], unit=item.unit)
        else:
            yield edition.row(name, series, item.year, "lower", item.value, method, [name], unit=item.unit)
            yield edition.row(name, series, item.year, "upper", item.value_to, method, [name], unit=item.unit)
    yield from status_rows(edition, plan)


def status_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    answers = [status for status in edition.facts.status if status.plan == plan.id and status.year == edition.year]
    questions = {"paa_plan": "on_plan", "bekymring": "concern", "justering": "adjustment"}
    for indicator, field in questions.items():
        given = [(status, str(getattr(status, field))) for status in answers]
        for status, answer in given:
            series = Series(indicator, status.activity, plan.geography)
            name = f"{plan.id}.{status.activity}.{status.year}.{field}"
            yield edition.row(name, series, status.year, "observed", answer, "published", [name])
        for level in edition.facts.indicators[indicator].levels if answers else ():
            series = Series(indicator, level, plan.geography)
            inputs = [f"{plan.id}.{status.activity}.{status.year}.{field}" for status, answer in given if answer == level]
            name = f"{plan.id}.{indicator}.{level}"
            count = Decimal(len(inputs))
            yield edition.row(name, series, edition.year, "total", count, "count of answers", inputs, unit="count")


def budget_id(cell: Budget) -> str:
    """Return the name of a budget cell, the same in every build."""
    return ".".join(filter(None, (cell.plan, cell.activity or "i-alt", cell.line, str(cell.year))))
