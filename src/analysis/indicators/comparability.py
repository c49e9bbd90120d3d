"""Which figures may be held against each other.

A series is one (indicator, category, geography). A new area or a new set of offences is a new series, so a break cannot be
crossed by accident: there is no third way to compare two observations than the two functions here allow.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.data import Observation, Partnership
from analysis.errors import NotComparable


@dataclass(frozen=True, order=True)
class Series:
    """What was measured, of which kind, and where."""

    indicator: str
    category: str
    geography: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.indicator, self.category, self.geography)))


def series_of(observation: Observation) -> Series:
    """Return the series that an observation belongs to."""
    return Series(observation.indicator, observation.category, observation.geography)


def ensure_same_series(earlier: Observation, later: Observation) -> None:
    """Raise ``NotComparable``, naming both series, unless the two observations differ in nothing but the year."""
    first, second = series_of(earlier), series_of(later)
    if first != second:
        raise NotComparable(
            f"comparison over time: found {first} ({earlier.year}) and {second} ({later.year}); expected one series; "
            "a break lies between them, so show them side by side without a difference."
        )


def ensure_part_and_whole(part: Observation, whole: Observation, partnership: Partnership) -> None:
    """Raise ``NotComparable`` unless ``whole`` is the same figure, of the same year, for an area that contains ``part``'s."""
    first, second = series_of(part), series_of(whole)
    same_figure = (first.indicator, first.category, part.year) == (second.indicator, second.category, whole.year)
    if not same_figure or second.geography not in partnership.geographies[first.geography].part_of:
        raise NotComparable(
            f"comparison with a larger area: found {first} ({part.year}) and {second} ({whole.year}); expected the same "
            "indicator, category and year, and an area named in part_of of the first; show them without a difference."
        )
