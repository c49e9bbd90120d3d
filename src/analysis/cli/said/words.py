"""Rows of the results in words for the analyst: what a row is about, its value, its goal, and why there is none."""

from __future__ import annotations

from analysis.data import Facts
from analysis.indicators import Result, said
from analysis.indicators.judged import Judgement
from analysis.messages import message


def what(facts: Facts, row: Result) -> str:
    """Return the short name of a row's indicator; of one with categories, activities or lines, behind the name of that."""
    indicator = facts.indicators.get(row.indicator)
    name = indicator.short if indicator else row.aspect
    category = indicator.categories[row.category].name if indicator and row.category in indicator.categories else row.category
    return message("results.about.category", category=category, indicator=name) if category else name


def area(facts: Facts, row: Result) -> str:
    """Return the short name of a row's area."""
    found = facts.partnership.geographies.get(row.geography)
    return found.short if found else row.geography


def measure(row: Result) -> str:
    """Return the name of a row's measure."""
    return said.measure(row.measure)


def value(row: Result | None) -> str:
    """Return a row's value with its unit, a computed number with one decimal; a verdict as the book says it; or why there is none."""
    if row is None:
        return ""
    if row.value is None:
        return said.status(row.status)
    if isinstance(row.value, str):
        return said.word(row.value, is_interim=said.INTERIM in row.flags)
    return said.quantity(said.rounded(row.value), row.unit)


def label(facts: Facts, verdict: Result) -> str:
    """Return what the agreement calls a verdict's target."""
    targets = (target for agreement in facts.agreements if agreement.id == verdict.agreement for target in agreement.targets)
    return next((target.label for target in targets if target.id == verdict.target), "")


def goal(found: Judgement) -> str:
    """Return what a verdict's figure was held against, in words."""
    return said.if_known(f"results.sign.{found.verdict.rule}", value(found.goal), goal=value(found.goal)) if found.goal else ""


def why(found: Judgement) -> str:
    """Return why a verdict is undetermined; nothing for one that is not. That its figure or its goal is hidden is the whole reason."""
    verdict = found.verdict
    if verdict.value != "undetermined":
        return ""
    if any(row is not None and row.status == "suppressed" for row in (verdict, found.judged, found.goal)):
        return message("results.why.suppressed")
    return ", ".join(filter(None, (said.if_known(f"results.why.{flag}", "") for flag in verdict.flags)))
