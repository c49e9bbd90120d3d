"""Figures that their own sources have changed, and figures that are newer than what an edition could know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.data import Facts, Observation
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition
from analysis.indicators.vintages import says_the_same, settle


@dataclass(frozen=True)
class Revised:
    """A figure that another has taken the place of, about the same series and year."""

    series: Series
    before: Observation
    after: Observation

    @property
    def days(self) -> int:
        """How long the first figure stood."""
        return (self.after.published - self.before.published).days


def revised_figures(facts: Facts) -> Iterator[Revised]:
    """Yield every figure that its source has revised, by series and year."""
    for series, years in settle(facts).items():
        for settled in years.values():
            yield from (Revised(series, old, settled.counts) for old in settled.superseded)


def newer_figures(facts: Facts, year: int, today: dt.date) -> Iterator[Revised]:
    """Yield what is public on a day and says something else than the figure that an edition shows, by series and year."""
    now = settle(facts.as_of(today))
    day = facts.edition(year).as_of
    for series, years in Edition(facts.as_of(day), year).history.items():
        for when, settled in years.items():
            newest = now[series][when].counts
            if newest.published > day and not says_the_same(newest, settled.counts):
                yield Revised(series, settled.counts, newest)
