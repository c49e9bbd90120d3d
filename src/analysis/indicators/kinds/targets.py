"""Rows of targets: baseline, the path of goals, and the formal verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from analysis.data import Agreement, Break, Category, Observation, Target
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, difference_unit, has_number, named, series_of_target
from analysis.indicators.methods.targets import DISTANCES, Verdict, provable, reduced, verdict
from analysis.indicators.rows import Flag, Input, Result, facts_of, once

# The units whose figures are rounded before they are published.
ROUNDED = frozenset({"percent", "per_1000", "dkk_per_head", "minutes", "index"})


def target_rows(edition: Edition, agreement: Agreement, target: Target) -> Iterator[Result]:
    """Yield baseline, target path and verdict, when the edition's observation year belongs to the agreement."""
    year = edition.judged_year(agreement, target)
    if year not in {target.baseline_year, *target.years}:
        return
    about = about_target(agreement, target)
    series = series_of_target(target)
    yield from baseline_row(edition, target, series, about)
    for goal_year in target.years:
        yield from goal_rows(edition, target, series, goal_year, about)
    yield verdict_row(edition, target, series, year, about)


def about_target(agreement: Agreement, target: Target) -> dict[str, Any]:
    """Return the fields that say which target a row is about."""
    return {"agreement": agreement.id, "target": target.id, "rule": target.rule}


def baseline_row(edition: Edition, target: Target, series: Series, about: dict[str, Any]) -> Iterator[Result]:
    baseline = edition.observed(series, target.baseline_year)
    if baseline is not None:
        value, inputs = baseline.level or baseline.value, facts_of(baseline)
        name = named(about["agreement"], target.id, baseline.year)
        yield edition.row(name, series, baseline.year, "baseline", value, "rule", inputs, status=baseline.status, **about)


def goal_rows(edition: Edition, target: Target, series: Series, year: int, about: dict[str, Any]) -> Iterator[Result]:
    """Yield the goal of a year, and the agreed step that it is made with where there is one."""
    goal, inputs = goal_at(edition, target, series, year)
    if goal is None:
        return
    own = edition.facts.indicators[target.indicator].unit
    unit = difference_unit(own) if target.rule in DISTANCES else ""
    shown: Decimal | str = target.level or "" if target.rule == "level" else goal
    name = named(about["agreement"], target.id, year)
    against: dict[str, Any] = {"against_area": target.reference or "", "against_year": held_against(target, year)}
    yield edition.row(name, series, year, "target", shown, "rule", inputs, unit=unit, **against, **about)
    if target.rule == "reduce_by":
        step = Decimal(-target.percent_by_year[year])
        yield edition.row(
            named(name, "step"),
            series,
            year,
            "change_pct",
            step,
            "agreed_step",
            inputs,
            unit="percent",
            aspect="step",
            against_year=target.baseline_year,
            **about,
        )
    if target.times is not None:
        yield edition.row(
            named(name, "step"),
            series,
            year,
            "rate",
            target.times,
            "agreed_times",
            inputs,
            unit="ratio",
            aspect="step",
            against_area=target.reference or "",
            **about,
        )


def held_against(target: Target, year: int) -> int | None:
    """Return the year whose figure a year's is held against; ``None`` where the rule names none."""
    if target.rule in ("at_least", "at_most", "level", "monitor", "within", "at_most_times"):
        return None
    return year - 1 if target.rule in ("falls_each_year", "rises_each_year") else target.baseline_year


@dataclass(frozen=True)
class Judged:
    """What a rule judges: a figure, a gap or a level's rank, with its inputs, and the category that it really is of.

    ``moved`` is how far rounding can have moved the value: 0 where it is no rounded figure.
    """

    value: Decimal | None = None
    inputs: list[Input] = field(default_factory=list)
    successor: str = ""
    scope: str = ""
    moved: Decimal = Decimal(0)


def verdict_row(edition: Edition, target: Target, series: Series, year: int, about: dict[str, Any]) -> Result:
    """Return the formal verdict about ``year``, with the reason when there is none, and flags for what else must be known."""
    judged = judged_value(edition, target, series, year)
    goal, goal_inputs = goal_at(edition, target, series, year)
    is_baseline = target.rule != "monitor" and year == target.baseline_year
    found: Verdict = "undetermined" if is_baseline else verdict(target.rule, judged.value, goal, target.direction)
    flags = ["baseline_year"] if is_baseline else reasons(target, judged, goal)
    if target.rule == "within" and judged.value is None and has_number(edition.observed(series, year)):
        flags = ["no_reference"]
    if found == "monitored" and target.direction:
        flags += movement(edition, target, series, year, judged)
    if judged.successor and found in ("met", "not_met"):
        proves = provable(target.rule, found, judged.scope)
        flags = ["category_changed", *([] if proves else ["scope_undecided"])]
        found = found if proves else "undetermined"
    if found in ("met", "not_met"):
        flags += caveats(edition, target, series, year, judged, goal)
        if any(edition.facts.sources[fact.source].role == "context" for fact in (*judged.inputs, *goal_inputs)):
            flags.append("from_page")
    return edition.row(
        named(about["agreement"], target.id, year),
        series,
        year,
        "verdict",
        found,
        "rule",
        once([*judged.inputs, *goal_inputs]),
        unit="verdict",
        flags=tuple(flags),
        successor=judged.successor,
        against_year=held_against(target, year),
        against_area=target.reference or "",
        **about,
    )


def reasons(target: Target, judged: Judged, goal: Decimal | None) -> list[Flag]:
    """Return why there is no verdict; nothing where there is one."""
    if target.rule == "monitor":
        return []
    return ["no_observation"] if judged.value is None else ["no_reference"] if goal is None else []


def movement(edition: Edition, target: Target, series: Series, year: int, judged: Judged) -> list[Flag]:
    """Return whether what is only followed has moved the way that is wished for since the baseline; nothing where that is unknown."""
    if judged.value is None or judged.successor or target.baseline_year in (None, year):
        return []
    before = judged_value(edition, target, series, target.baseline_year or 0)
    if before.value is None or edition.break_between(series, target.baseline_year or 0, year):
        return []
    moved = judged.value - before.value
    if not moved:
        return ["has_not_moved"]
    return ["moves_as_wished" if (moved > 0) == (target.direction == "up") else "moves_against_wish"]


def caveats(edition: Edition, target: Target, series: Series, year: int, judged: Judged, goal: Decimal | None) -> list[Flag]:
    """Return what a reader must know beside a verdict: a break behind it, that it is not the last, that rounding could turn it."""
    found: list[Flag] = []
    against = held_against(target, year)
    broken = break_since(edition, target, series, year)
    if broken:
        found.append("supplier_changed" if broken.kind == "supplier" else "question_changed")
    if target.deadline and year < target.deadline:
        found.append("interim")
    # Rounding can have moved both sides, towards each other or apart.
    moved = judged.moved + (judged_value(edition, target, series, against).moved if against else 0)
    if target.times is not None:
        moved += target.times * moved_by_rounding(
            edition, edition.observed(replace(series, geography=target.reference or ""), year)
        )
    value = abs(judged.value) if target.rule == "within" and judged.value is not None else judged.value
    if judged.moved and value is not None and goal is not None and abs(value - goal) < moved:
        found.append("within_rounding")
    return found


def break_since(edition: Edition, target: Target, series: Series, year: int) -> Break | None:
    """Return the break since the year that a target's figure is held against, on either side where it is a gap that is judged."""
    against = held_against(target, year)
    areas = (series.geography, target.reference) if target.rule in DISTANCES else (series.geography,)
    sides = [Series(series.indicator, series.category, area) for area in areas if area]
    broken = (edition.break_between(side, against, year) for side in sides if against)
    return next((found for found in broken if found), None)


def judged_value(edition: Edition, target: Target, series: Series, year: int) -> Judged:
    """Return what the rule judges in a year."""
    indicator = edition.facts.indicators[target.indicator]
    if target.rule in DISTANCES:
        return judged_gap(edition, series, target.reference or "", year)
    if indicator.ratio:
        ends = (indicator.ratio.numerator, indicator.ratio.denominator)
        counts = [edition.observed(Series(part, "", series.geography), year) for part in ends]
        if has_number(counts[0]) and has_number(counts[1]):
            return Judged(measures.share(counts[0], counts[1]), facts_of(counts[0], counts[1]))
    found = edition.observed(series, year)
    if found is not None:
        return judged_figure(edition, found)
    return judged_successor(edition, series, year)


def judged_gap(edition: Edition, series: Series, reference: str, year: int) -> Judged:
    value, inputs = edition.gap_at(series, reference, year)
    sides = (edition.observed(series, year), edition.observed(Series(series.indicator, series.category, reference), year))
    # Both sides are rounded to the fewer decimals of the two before one is taken from the other.
    return Judged(value, inputs, moved=2 * max(moved_by_rounding(edition, side) for side in sides))


def judged_figure(edition: Edition, found: Observation) -> Judged:
    levels = edition.facts.indicators[found.indicator].levels
    rank = Decimal(levels.index(found.level)) if found.level else found.value
    return Judged(rank, facts_of(found), moved=moved_by_rounding(edition, found))


def moved_by_rounding(edition: Edition, found: Observation | None) -> Decimal:
    """Return how far a figure can have been moved before it was published: counts and amounts are not rounded, shares and rates are."""
    rounded = has_number(found) and edition.facts.indicators[found.indicator].unit in ROUNDED
    return measures.half_unit(found) if rounded and found else Decimal(0)


def judged_successor(edition: Edition, series: Series, year: int) -> Judged:
    """Return the figure of the category that took this one's place; an empty one where none did or none is known."""
    for key, category in successors(edition, series):
        found = edition.observed(Series(series.indicator, key, series.geography), year)
        if found is not None:
            return replace(judged_figure(edition, found), successor=key, scope=category.scope)
    return Judged()


def successors(edition: Edition, series: Series) -> list[tuple[str, Category]]:
    """Return the categories that replaced a series' own."""
    categories = edition.facts.indicators[series.indicator].categories
    return [(key, found) for key, found in categories.items() if series.category and found.follows == series.category]


def goal_at(edition: Edition, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[Input]]:
    """Return what the judged value is held against in ``year``, and the facts that it came from."""
    if target.rule in ("at_least", "at_most"):
        return None if target.threshold is None else Decimal(target.threshold), []
    if target.rule == "level":
        return Decimal(edition.facts.indicators[target.indicator].levels.index(target.level or "")), []
    if target.rule in ("within", "at_most_times", "approaches"):
        return goal_beside(edition, target, series, year)
    return goal_before(edition, target, series, year)


def goal_beside(edition: Edition, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[Input]]:
    """Return the goal of a rule about another area: a distance, so many times its figure, or the distance at the baseline."""
    if target.rule == "within":
        return target.points, []
    if target.rule == "approaches":
        return edition.gap_at(series, target.reference or "", target.baseline_year or 0)
    whole = edition.observed(replace(series, geography=target.reference or ""), year)
    if not has_number(whole) or target.times is None:
        return None, []
    return target.times * measures.number_of(whole), facts_of(whole)


def goal_before(edition: Edition, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[Input]]:
    """Return the goal of a rule about another year of the same series: its figure, or that less so many per cent."""
    base = edition.observed(series, held_against(target, year))
    if not has_number(base) or target.rule == "monitor":
        return None, []
    if target.rule == "reduce_by":
        percent = target.percent_by_year.get(year)
        goal = None if percent is None else reduced(measures.number_of(base), percent, measures.places(base))
        return goal, facts_of(base)
    return base.value, facts_of(base)
