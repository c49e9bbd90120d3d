"""Which indicator is what a chapter looks for: as the data folder says, and where it says nothing by the keys of old."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import get_args

from analysis.data import definitions as d

# The units that a role's figures can have.
UNITS: dict[d.Role, d.Unit] = {
    "safety": "percent",
    "safety_at_night": "percent",
    "safety_level": "level",
    "crime": "count",
    "crime_rate": "per_1000",
    "activations": "count",
    "cooperation": "percent",
    "grant": "dkk",
    "deliverable": "count",
    "on_plan": "answer",
    "concern": "answer",
    "adjustment": "answer",
}
# The indicator whose categories can have a role.
OWNERS: dict[d.CategoryRole, d.Role] = {"total": "crime", "frame": "grant"}


@lru_cache(maxsize=1)
def keys_of_old() -> dict[str, dict[str, str]]:
    """Return the keys of indicators and categories before they had roles, by role."""
    return tomllib.loads(files("analysis.data").joinpath("roles.toml").read_text(encoding="utf-8"))


def key_of_total() -> str:
    """Return the category under which the results have a total that a plan states itself."""
    return keys_of_old()["categories"]["total"]


def with_roles(indicators: dict[str, d.Indicator]) -> dict[str, d.Indicator]:
    """Return the indicators, each with the role that it says or had of old; at most one of old for each role."""
    claimed = {indicator.role for indicator in indicators.values()}
    found = dict(indicators)
    for role in get_args(d.Role):
        key = keys_of_old()["indicators"][role]
        if role not in claimed and key in found and found[key].role is None and found[key].unit == UNITS[role]:
            found[key] = found[key].model_copy(update={"role": role})
    return {key: with_category_roles(indicator) for key, indicator in found.items()}


def with_category_roles(indicator: d.Indicator) -> d.Indicator:
    """Return the indicator, its categories with the role that they say or had of old."""
    claimed = {category.role for category in indicator.categories.values()}
    for role, owner in OWNERS.items():
        key = keys_of_old()["categories"][role]
        if indicator.role == owner and role not in claimed and key in indicator.categories and not indicator.categories[key].role:
            category = indicator.categories[key].model_copy(update={"role": role})
            indicator = indicator.model_copy(update={"categories": {**indicator.categories, key: category}})
    return indicator
