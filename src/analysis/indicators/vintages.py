"""Which of several published figures for the same thing counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from analysis.data import Facts, Observation
from analysis.indicators.comparability import Series, series_of
from analysis.indicators.measures import places
from analysis.indicators.methods.rounding import half_up


@dataclass(frozen=True)
class Settled:
    """The figure that counts, the others that say the same, and those that contradict it."""

    counts: Observation
    agree: tuple[Observation, ...]
    contradict: tuple[Observation, ...]

    @property
    def superseded(self) -> tuple[Observation, ...]:
        """The figures that the one that counts has corrected: it is a revision, and they came before it."""
        revised = self.counts.status == "revised"
        return tuple(o for o in self.contradict if revised and o.published < self.counts.published)

    @property
    def sized(self) -> Observation:
        """The figure that counts, or one that agrees with it and says how many answered, where one does."""
        return next((o for o in (self.counts, *self.agree) if o.n is not None), self.counts)

    @property
    def limited(self) -> Observation | None:
        """The figure that counts, or one that agrees with it, where its source gives it limits."""
        return next((o for o in (self.counts, *self.agree) if o.lower is not None and o.upper is not None), None)


History = dict[Series, dict[int, Settled]]


def settle(facts: Facts) -> History:
    """Return, for each series and year, the figure that counts.

    The partnership's own documents go before pages around them, and of those the newest goes before the older. A page
    that only gives more decimals agrees; one that rounds to another figure contradicts.
    """
    published: dict[tuple[Series, int], list[Observation]] = defaultdict(list)
    for observation in facts.observations:
        published[series_of(observation), observation.year].append(observation)
    history: History = defaultdict(dict)
    for (series, year), found in sorted(published.items()):
        ranked = sorted(found, key=lambda o: (facts.sources[o.source].role == "primary", o.published, o.source), reverse=True)
        counts, others = ranked[0], ranked[1:]
        agree = tuple(o for o in others if says_the_same(o, counts))
        history[series][year] = Settled(counts, agree, tuple(o for o in others if o not in agree))
    return history


def says_the_same(other: Observation, counts: Observation) -> bool:
    """Tell whether two figures are equal when both are rounded to the fewer decimals of the two."""
    if other.value is None or counts.value is None:
        return (other.level, other.status) == (counts.level, counts.status)
    decimals = min(places(other), places(counts))
    return half_up(other.value, decimals) == half_up(counts.value, decimals)
