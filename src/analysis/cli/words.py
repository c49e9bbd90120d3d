"""Rows of the results in words for the analyst: what a row is about, its value, its goal, and why there is none."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import Facts
from analysis.indicators import Result, half_up
from analysis.indicators.judged import Judgement
from analysis.messages import has_message, message


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
    return said(f"results.measure.{row.measure}", row.measure)


def value(row: Result | None) -> str:
    """Return a row's value with its unit, a computed number with one decimal; where it has none, why."""
    if row is None:
        return ""
    if row.value is None:
        return said(f"results.status.{row.status}", row.status)
    if isinstance(row.value, str):
        return said(f"results.verdict.{row.value}", row.value)
    return said(f"results.unit.{row.unit}", number(row.value), value=number(row.value))


def number(found: Decimal) -> str:
    """Return a number as published, or with one decimal where it has more."""
    return f"{half_up(found, 1) if exponent(found) > 1 else found:f}"


def exponent(found: Decimal) -> int:
    """Return how many decimals a number has."""
    places = found.as_tuple().exponent
    return -places if isinstance(places, int) else 0


def goal(found: Judgement) -> str:
    """Return what a verdict's figure was held against, in words."""
    return said(f"results.sign.{found.verdict.rule}", value(found.goal), goal=value(found.goal)) if found.goal else ""


def why(verdict: Result) -> str:
    """Return why a verdict is undetermined; nothing for one that is not."""
    if verdict.value != "undetermined":
        return ""
    return ", ".join(filter(None, (said(f"results.why.{flag}", "") for flag in verdict.flags)))


def said(key: str, otherwise: str, **values: object) -> str:
    """Return a message where the catalogue has it, for words of an open set; else what is given."""
    return message(key, **values) if has_message(key) else otherwise
