"""Rows of targets: baseline, the path of goals, and the formal verdict."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data import Agreement, Target
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, Result, has_number
from analysis.indicators.targets import reduced, verdict


def target_rows(edition: Edition, agreement: Agreement, target: Target) -> Iterator[Result]:
    """Yield baseline, target path and verdict, when the edition's observation year belongs to the agreement."""
    lag = agreement.lags.get(edition.facts.indicators[target.indicator].instrument, 0)
    year = edition.year - lag
    if year not in {target.baseline_year, *target.years}:
        return
    name = f"{agreement.id}.{target.id}"
    series = Series(target.indicator, target.category or "", target.geography)
    baseline = edition.observed(series, target.baseline_year) if target.baseline_year else None
    if baseline is not None:
        value = baseline.level or baseline.value
        row_name, inputs = f"{name}.{baseline.year}", [baseline.id]
        yield edition.row(row_name, series, baseline.year, "baseline", value, target.rule, inputs, status=baseline.status)
    for goal_year in target.years:
        goal, inputs = goal_at(edition, target, series, goal_year)
        if goal is not None:
            unit = "percentage_points" if target.rule == "approaches" else ""
            shown: Decimal | str = target.level or "" if target.rule == "level" else goal
            yield edition.row(f"{name}.{goal_year}", series, goal_year, "target", shown, target.rule, inputs, unit=unit)
    yield verdict_row(edition, name, target, series, year)


def verdict_row(edition: Edition, name: str, target: Target, series: Series, year: int) -> Result:
    """Return the formal verdict about ``year``, with the reason when there is none and a flag when a break is near."""
    value, value_inputs, flags = judged_value(edition, target, series, year)
    goal, goal_inputs = goal_at(edition, target, series, year)
    if target.rule != "monitor":
        if year == target.baseline_year:
            value, flags = None, ["baseline year"]
        elif value is None:
            flags = ["no observation"]
        elif goal is None:
            flags = ["no reference"]
    method = "; ".join([target.rule, *flags])
    found = verdict(target.rule, value, goal)
    inputs = list(dict.fromkeys([*value_inputs, *goal_inputs]))
    return edition.row(f"{name}.{year}", series, year, "verdict", found, method, inputs, unit="verdict")


def judged_value(edition: Edition, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[str], list[str]]:
    """Return what the rule judges (a figure, a gap, a level's rank), its inputs, and a flag for a changed category."""
    indicator = edition.facts.indicators[target.indicator]
    if target.rule == "approaches":
        return *edition.gap_at(series, target.reference or "", year), []
    if indicator.ratio:
        counts = [
            edition.observed(Series(part, "", series.geography), year)
            for part in (indicator.ratio.numerator, indicator.ratio.denominator)
        ]
        if has_number(counts[0]) and has_number(counts[1]):
            return measures.share(counts[0], counts[1]), [counts[0].id, counts[1].id], []
    found, flags = edition.observed(series, year), []
    if found is None and (successor := successor_of(edition, series)):
        found = edition.observed(successor, year)
        flags = [f"category changed to {successor.category}"] if found else []
    if found is None:
        return None, [], []
    rank = Decimal(indicator.levels.index(found.level)) if found.level else found.value
    return rank, [found.id], flags


def successor_of(edition: Edition, series: Series) -> Series | None:
    """Return the series of the category that replaced this one, if there is one."""
    for key, category in edition.facts.indicators[series.indicator].categories.items():
        if series.category and category.follows == series.category:
            return Series(series.indicator, key, series.geography)
    return None


def goal_at(edition: Edition, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[str]]:
    """Return what the judged value is held against in ``year``, and the observations that it came from."""
    if target.rule == "at_least":
        return Decimal(target.threshold or 0), []
    if target.rule == "level":
        return Decimal(edition.facts.indicators[target.indicator].levels.index(target.level or "")), []
    if target.rule == "approaches":
        return edition.gap_at(series, target.reference or "", target.baseline_year or 0)
    base_year = year - 1 if target.rule == "falls_each_year" else target.baseline_year
    base = edition.observed(series, base_year or 0)
    if base is None or base.value is None or target.rule == "monitor":
        return None, []
    if target.rule == "reduce_by":
        percent = target.percent_by_year.get(year)
        return (None if percent is None else reduced(base.value, percent)), [base.id]
    return base.value, [base.id]
