"""Indicators: what each needs by its unit and role, and what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from analysis.data import definitions as d
from analysis.data.checks.case import Case
from analysis.data.checks.partnership import circles
from analysis.data.periods import PARTS_OF_A_YEAR
from analysis.data.roles import OWNERS, UNITS
from analysis.errors import Fault, fault

FILE = "indicators.toml"
# Units in which two areas of different size have a distance.
DISTANT: frozenset[d.Unit] = frozenset({"percent", "per_1000", "dkk_per_head", "minutes", "index"})
# Units in which the parts of a year can make the year.
ADDING: frozenset[d.Unit] = frozenset({"count", "dkk", "minutes"})
# The roles that a table's rows are shown under, and the answers that its columns can hold.
ROLES_OF_TABLES: dict[str, tuple[d.Role, ...]] = {
    "deliverables.csv": ("deliverable",),
    "status.csv": ("on_plan", "concern", "adjustment"),
}


def faults_of_indicators(case: Case) -> Iterator[Fault]:
    """Yield the faults of indicators.toml that its parts show only together, or beside the tables."""
    yield from faults_of_roles(case)
    yield from faults_of_themes(case)
    parted = {row.indicator for row in case.facts.observations if row.span.part in PARTS_OF_A_YEAR}
    for key, indicator in case.facts.indicators.items():
        yield from faults_of_unit(key, indicator)
        yield from faults_of_adding(key, indicator, has_parts=key in parted)
        yield from faults_of_parts(case, key, indicator)
        yield from faults_of_categories(key, indicator)


def faults_of_roles(case: Case) -> Iterator[Fault]:
    """Yield a fault for each role that two indicators have, that a unit cannot have, and that a table needs in vain."""
    indicators = case.facts.indicators
    counts = Counter(indicator.role for indicator in indicators.values() if indicator.role)
    for role in (role for role, count in counts.items() if count > 1):
        names = ", ".join(key for key, indicator in indicators.items() if indicator.role == role)
        yield fault("data.indicators.role_twice", file=FILE, column="role", role=role, names=names)
    for key, indicator in indicators.items():
        if indicator.role and indicator.unit != UNITS[indicator.role]:
            yield fault(
                "data.indicators.role_unit",
                file=FILE,
                column=f"indicators.{key}.unit",
                role=indicator.role,
                unit=indicator.unit,
                wanted=UNITS[indicator.role],
            )
    filled = {file for file, rows in case.tables() if rows}
    for file, roles in ROLES_OF_TABLES.items():
        for role in roles:
            if file in filled and role not in counts and not case.has_fault(FILE):
                yield fault("data.indicators.role_missing", file=FILE, column="role", role=role, table=file)
    yield from faults_of_answers(case)


def faults_of_answers(case: Case) -> Iterator[Fault]:
    """Yield a fault for each answer that is given and that its question does not have among its levels."""
    columns: dict[d.Role, str] = {"on_plan": "on_plan", "concern": "concern", "adjustment": "adjustment"}
    for role, column in columns.items():
        key = case.facts.indicator_with(role)
        levels = case.facts.indicators[key].levels if key else ()
        for answer in sorted({str(getattr(row, column)) for row in case.facts.status} - set(levels)) if levels else ():
            yield fault(
                "data.indicators.answer", file=FILE, column=f"indicators.{key}.levels", answer=answer, levels=", ".join(levels)
            )


def faults_of_unit(key: str, indicator: d.Indicator) -> Iterator[Fault]:
    """Yield a fault where a unit needs levels and there are none, and where it has no distances and they are asked for."""
    if indicator.unit in {"level", "answer"} and not indicator.levels:
        yield fault("data.indicators.levels", file=FILE, column=f"indicators.{key}.levels", unit=indicator.unit)
    if indicator.gap and indicator.unit not in DISTANT:
        yield fault("data.indicators.gap", file=FILE, column=f"indicators.{key}.gap", unit=indicator.unit)

    if (indicator.base is not None) != (indicator.unit == "index"):
        yield fault("data.indicators.base", file=FILE, column=f"indicators.{key}.base", unit=indicator.unit)


def faults_of_adding(key: str, indicator: d.Indicator, *, has_parts: bool) -> Iterator[Fault]:
    """Yield a fault where parts of a year cannot make it and are said to, and where they could and nobody says."""
    at = f"indicators.{key}.adds_up"
    if indicator.adds_up and indicator.unit not in ADDING:
        yield fault("data.indicators.adds_up", file=FILE, column=at, unit=indicator.unit, units=", ".join(sorted(ADDING)))
    if has_parts and indicator.adds_up is None and indicator.unit in ADDING:
        yield fault("data.indicators.adds_up_unsaid", file=FILE, column=at)


def faults_of_themes(case: Case) -> Iterator[Fault]:
    """Yield a fault for each theme with the name of one that every book has."""
    for key in case.facts.themes:
        if key in get_args(d.Theme):
            yield fault("data.indicators.theme_taken", file=FILE, column=f"themes.{key}", found=key)


def faults_of_parts(case: Case, key: str, indicator: d.Indicator) -> Iterator[Fault]:
    """Yield a fault for each part of a share or rate that is no count of its own."""
    parts: dict[str, tuple[str, ...]] = {
        "ratio": (indicator.ratio.numerator, indicator.ratio.denominator) if indicator.ratio else ()
    }
    counted = indicator.counted_by
    parts["counted_by"] = tuple(filter(None, (counted.indicator, counted.population))) if counted else ()
    if counted and not counted.category and (found := case.facts.indicators.get(counted.indicator)) and found.categories:
        yield fault("data.indicators.counted_category", file=FILE, column=f"indicators.{key}.counted_by", part=counted.indicator)
    for name, keys in parts.items():
        for part in keys:
            found = case.facts.indicators.get(part)
            if found and found.unit != "count":
                yield fault("data.indicators.part_unit", file=FILE, column=f"indicators.{key}.{name}", part=part, unit=found.unit)
            if found and name == "ratio" and found.categories:
                yield fault("data.indicators.part_categories", file=FILE, column=f"indicators.{key}.{name}", part=part)
    wanted = "percent" if indicator.ratio else "per_1000" if indicator.counted_by else indicator.unit
    if indicator.unit != wanted:
        made = "ratio" if indicator.ratio else "counted_by"
        yield fault(
            "data.indicators.made_unit", file=FILE, column=f"indicators.{key}.unit", unit=indicator.unit, wanted=wanted, made=made
        )


def faults_of_categories(key: str, indicator: d.Indicator) -> Iterator[Fault]:
    """Yield a fault for categories that follow each other in a circle, and for roles that they cannot have."""
    at = f"indicators.{key}.categories"
    for circle in circles({name: tuple(filter(None, (c.follows,))) for name, c in indicator.categories.items()}):
        yield fault("data.indicators.follows_circle", file=FILE, column=f"{at}.{circle[0]}.follows", path=" > ".join(circle))
    roles = Counter(category.role for category in indicator.categories.values() if category.role)
    for name, category in indicator.categories.items():
        if category.role and OWNERS[category.role] != indicator.role:
            yield fault(
                "data.indicators.category_role",
                file=FILE,
                column=f"{at}.{name}.role",
                role=category.role,
                owner=OWNERS[category.role],
            )
    for role in (role for role, count in roles.items() if count > 1):
        names = ", ".join(name for name, category in indicator.categories.items() if category.role == role)
        yield fault("data.indicators.role_twice", file=FILE, column=f"{at}.role", role=role, names=names)
