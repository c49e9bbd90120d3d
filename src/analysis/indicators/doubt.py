"""What can be said about chance beside a verdict: one flag for each verdict that is met or not met. Never part of the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from analysis.data import Agreement, Observation, Target
from analysis.indicators.edition import Edition, has_number, series_of_target
from analysis.indicators.kinds.certainty import CONFIDENCE, chance_flag, comparison_of, comparison_of_rates
from analysis.indicators.kinds.targets import held_against
from analysis.indicators.measures import half_unit, number_of
from analysis.indicators.methods import inference
from analysis.indicators.rows import CHANCE, Flag, Result
from analysis.indicators.vintages import Settled

# The rules that hold a figure against no other of its own series, and why nothing is tested then.
UNTESTED: dict[str, Flag] = {
    "at_least": "unjudged_threshold",
    "at_most": "unjudged_threshold",
    "within": "unjudged_reference",
    "at_most_times": "unjudged_reference",
}
# Units whose figures nobody can say anything of without a word of their source's.
UNSURE = frozenset({"dkk_per_head", "minutes", "index"})
BROKEN: frozenset[Flag] = frozenset({"supplier_changed", "question_changed"})
Name = tuple[str, str, int]


def with_doubts(edition: Edition, rows: Iterable[Result]) -> list[Result]:
    """Return the rows, with what can be said about chance added to the flags of each verdict that is met or not met."""
    rows = list(rows)
    adjusted = {name_of_verdict(row): row for row in rows if row.aspect == "holm" and row.measure == "p_value"}
    targets = {(a.id, t.id): (a, t) for a in edition.facts.agreements for t in a.targets}
    return [
        replace(row, flags=(*row.flags, doubt(edition, row, *targets[row.agreement, row.target], adjusted)))
        if row.measure == "verdict" and row.value in ("met", "not_met")
        else row
        for row in rows
    ]


def name_of_verdict(row: Result) -> Name:
    return row.agreement, row.target, row.year


def doubt(edition: Edition, row: Result, agreement: Agreement, target: Target, adjusted: Mapping[Name, Result]) -> Flag:
    """Return whether chance could explain a verdict's figure, or why that cannot be judged."""
    indicator = edition.facts.indicators[target.indicator]
    unjudged: tuple[tuple[bool, Flag], ...] = (
        ("category_changed" in row.flags, "unjudged_category"),
        (bool(BROKEN & set(row.flags)), "unjudged_break"),
        (indicator.ratio is not None, "full_count"),
    )
    if reason := next((flag for holds, flag in unjudged if holds), None):
        return reason
    said = word_of_sources(edition, target, row) or UNTESTED.get(target.rule)
    if indicator.unit == "percent" and said in (None, "intervals_overlap"):
        tested = doubt_of_share(edition, target, row)
        return tested if said is None or tested in CHANCE else said
    if said:
        return said
    if indicator.unit in UNSURE:
        return "unjudged_unit"
    name = name_of_verdict(row)
    return doubt_of_family(adjusted[name]) if name in adjusted else doubt_of_count(edition, agreement, target)


def word_of_sources(edition: Edition, target: Target, row: Result) -> Flag | None:
    """Return what the sources' own intervals say: of two figures whether they lie apart, of one on which side of a fixed goal it lies.

    That two overlap decides nothing: the difference can be sure all the same. ``None`` where a source gives none.
    """
    years = edition.history.get(series_of_target(target), {})
    now = limits_of(years.get(row.year))
    if now is None:
        return None
    if target.rule in ("at_least", "at_most") and target.threshold is not None:
        return "goal_inside_interval" if now[0] <= target.threshold <= now[1] else "goal_outside_interval"
    before = limits_of(years.get(held_against(target, row.year) or 0))
    if before is None or target.rule == "approaches":
        return None
    return "intervals_apart" if now[1] < before[0] or before[1] < now[0] else "intervals_overlap"


def limits_of(settled: Settled | None) -> tuple[Decimal, Decimal] | None:
    """Return the limits that a figure's own source gives it, if it gives any."""
    said = settled.limited if settled else None
    return (said.lower, said.upper) if said is not None and said.lower is not None and said.upper is not None else None


def doubt_of_family(adjusted: Result) -> Flag:
    """Return what a corrected p-value says; one that is hidden says nothing."""
    if adjusted.value is None:
        return "unjudged_suppressed"
    return next(flag for flag in adjusted.flags if flag in CHANCE)


def doubt_of_count(edition: Edition, agreement: Agreement, target: Target) -> Flag:
    """Return what the p-value of a comparison outside all families says: a total is tested for itself, and so is a rate."""
    comparison = comparison_of(edition, agreement, target) or comparison_of_rates(edition, agreement, target)
    if comparison is None:
        return "unknown_counts"
    return chance_flag(comparison.ratio().p_value or 0.0)


def doubt_of_share(edition: Edition, target: Target, row: Result) -> Flag:
    """Return what two samples say about two shares, whatever they were before they were rounded."""
    facts = {fact.id for fact in row.inputs}
    sizes = [s.sized.n for years in edition.history.values() for s in years.values() if s.counts.id in facts]
    if not sizes or any(n is None for n in sizes):
        return "unknown_sample_size"
    earlier, series = held_against(target, row.year), series_of_target(target)
    if target.rule == "approaches" or earlier is None or earlier not in edition.history.get(series, {}):
        return "rounded_shares"
    before, after = (edition.history[series][year] for year in (earlier, row.year))
    return doubt_of_shares((before.counts, before.sized), (after.counts, after.sized))


Sized = tuple[Observation, Observation]


def doubt_of_shares(before: Sized, after: Sized) -> Flag:
    """Return what Newcombe's interval says of the difference, when rounding is thought to have moved both shares either way.

    The worst case moves them towards each other, the best case apart: when both give one answer, that is the answer.
    """
    if not has_number(before[0]) or not has_number(after[0]):
        return "rounded_shares"
    falls = number_of(after[0]) < number_of(before[0])
    towards = differs(shifted(before, up=not falls), shifted(after, up=falls), falls=falls)
    apart = differs(shifted(before, up=falls), shifted(after, up=not falls), falls=falls)
    if towards == apart:
        return "hardly_chance" if towards else "could_be_chance"
    return "rounded_shares"


def shifted(sized: Sized, *, up: bool) -> tuple[Decimal, Decimal]:
    """Return the count and size of a sample whose share lies half a unit of its last decimal higher or lower."""
    share, sample = sized
    effective = (sample.n or Decimal(0)) / (sample.deff or 1)
    moved = number_of(share) + (half_unit(share) if up else -half_unit(share))
    return min(max(moved, Decimal(0)), Decimal(100)) / 100 * effective, effective


def differs(before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal], *, falls: bool) -> bool:
    """Tell whether the interval of the difference leaves out 0, on the side that the published shares lie on."""
    found = inference.share_difference(after[0], after[1], before[0], before[1], confidence=CONFIDENCE)
    return found.upper < 0 if falls else found.lower > 0
