"""Which figures may be held against each other.

A series is one (indicator, category, geography, part of the year, group): a new area or a new set of offences is a new series,
and so is each quarter, each day of counting and each group of people: the same quarter of two years may be compared, a quarter
and a year may not. A new supplier or a new question is a break inside a series. A change is computed only where neither lies between. The one place that holds figures of
two series against each other is a verdict, and there ``targets`` says what a broader or narrower category can prove.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.data import WHOLE_YEAR, Break, Indicator, Observation, Partnership, Span
from analysis.errors import NotComparable
from analysis.messages import message


@dataclass(frozen=True, order=True)
class Series:
    """What was measured, of which kind and where; of which group of those asked or counted, and in which part of a year."""

    indicator: str
    category: str
    geography: str
    breakdown: str = ""
    group: str = ""
    span: Span = WHOLE_YEAR

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.indicator, self.category, self.geography, self.group, self.span.name)))

    @property
    def is_whole(self) -> bool:
        """Whether it is about whole years and about everybody."""
        return self.span.is_year and not self.breakdown


def series_of(observation: Observation) -> Series:
    """Return the series that an observation belongs to."""
    return Series(*observation.series)


def break_between(indicator: Indicator, geography: str, earlier: int, later: int) -> Break | None:
    """Return the first break of supplier or question that an area's figures have after ``earlier`` and up to ``later``."""
    for found in sorted(indicator.breaks, key=lambda found: found.from_year):
        if earlier < found.from_year <= later and (not found.geographies or geography in found.geographies):
            return found
    return None


def ensure_comparable(earlier: Observation, later: Observation, indicator: Indicator) -> None:
    """Raise ``NotComparable``, naming what lies between, unless the two observations differ in nothing but the year."""
    ensure_same_series(earlier, later)
    found = break_between(indicator, later.geography, earlier.year, later.year)
    if found is not None:
        raise NotComparable(
            message(
                "indicators.comparability.broken",
                series=series_of(later),
                earlier=earlier.year,
                later=later.year,
                kind=found.kind,
                before=found.before,
                after=found.after,
                year=found.from_year,
            )
        )


def ensure_same_series(earlier: Observation, later: Observation) -> None:
    """Raise ``NotComparable``, naming both series, unless the two observations are of one."""
    first, second = series_of(earlier), series_of(later)
    if first != second:
        raise NotComparable(
            message("indicators.comparability.over_time", first=first, earlier=earlier.year, second=second, later=later.year)
        )


def ensure_part_and_whole(part: Observation, whole: Observation, partnership: Partnership) -> None:
    """Raise ``NotComparable`` unless ``whole`` is the same figure, of the same year, for an area that contains ``part``'s."""
    first, second = series_of(part), series_of(whole)
    same_figure = replace(first, geography=second.geography) == second and part.year == whole.year
    if not same_figure or second.geography not in partnership.geographies[first.geography].part_of:
        raise NotComparable(
            message("indicators.comparability.larger_area", first=first, part=part.year, second=second, whole=whole.year)
        )
