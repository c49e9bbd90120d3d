"""What the data of a partnership say of their indicators, as far as a delivery is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.data.facts import Facts


@dataclass(frozen=True)
class Known:
    """The unit and the levels of each indicator, the categories of money that was set aside, and indicators with categories."""

    units: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frames: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()


def known_of(facts: Facts) -> Known:
    """Return what a partnership's data say of their indicators."""
    indicators = facts.indicators.items()
    frames = {key for _, about in indicators for key, category in about.categories.items() if category.role == "frame"}
    units: dict[str, str] = {key: about.unit for key, about in indicators}
    return Known(
        units,
        {key: tuple(about.levels) for key, about in indicators},
        frozenset(frames),
        frozenset(key for key, about in indicators if about.categories),
    )
