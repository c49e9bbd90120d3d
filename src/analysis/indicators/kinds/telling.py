"""Figures that tell of small counts without being counts: rates and shares from deliveries, and whether that can be worked out.

A published rate or share was rounded, so it stands for a range of counts. Where that range holds a count to be hidden and is too
narrow to hide it, the figure is hidden like the count itself.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.data import Observation
from analysis.data.definitions import Disclosure
from analysis.indicators import disclosure
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, has_number
from analysis.indicators.made import Made, people_in, population_of
from analysis.indicators.measures import half_unit, number_of
from analysis.indicators.vintages import Settled

DERIVED = frozenset({"percent", "per_1000", "percent_change"})


@dataclass(frozen=True)
class Implied:
    """What a figure says of the count behind it: the fewest and the most it can be, of how many where that is known.

    ``count`` is the count itself where the book has it; ``most`` is ``None`` where nothing is known of what was counted.
    """

    figure: Observation
    fewest: int = 0
    most: int | None = None
    of: int | None = None
    count: Observation | None = None

    @property
    def is_known(self) -> bool:
        """Whether the figure can be told to be harmless or not."""
        return self.most is not None or self.count is not None

    def is_telling(self, limits: Disclosure) -> bool:
        """Tell whether the range holds a count to be hidden, of those who are counted or of the others, and is too narrow to hide it."""
        if self.most is None or self.most - self.fewest >= limits.threshold:
            return False
        sides = [(self.fewest, self.most)] + ([(self.of - self.most, self.of - self.fewest)] if self.of is not None else [])
        smallest = 1 if limits.zero_is_public else 0
        is_group = self.of is not None and "group" in limits.attackers and any(most == 0 for _, most in sides)
        return is_group or any(fewest < limits.threshold and most >= smallest for fewest, most in sides)


def implied_figures(edition: Edition) -> Iterator[tuple[Series, int, Settled, Implied]]:
    """Yield each rate and share that is only from deliveries, with what it says of the count behind it."""
    for series, years in edition.history.items():
        if edition.facts.indicators[series.indicator].unit in DERIVED:
            for year, settled in years.items():
                for figure in (settled.counts, *settled.agree, *settled.contradict):
                    if has_number(figure) and not isinstance(figure, Made):
                        yield series, year, settled, implied(edition, series, year, settled, figure)


def implied(edition: Edition, series: Series, year: int, settled: Settled, figure: Observation) -> Implied:
    """Return what a rate or share says of the count behind it."""
    indicator = edition.facts.indicators[series.indicator]
    if indicator.counted_by is not None:
        counted = indicator.counted_by
        own = edition.observed(replace(series, indicator=counted.indicator, category=counted.category), year)
        people = population_of(edition.history, counted.population, series.geography, year) if counted.population else None
        of = None if people is None else people_in(people)
        return between(figure, of, Decimal(1000), own, is_share=False)
    if indicator.unit != "percent":
        return Implied(figure)
    if indicator.ratio is not None:
        own, whole = (
            edition.observed(replace(series, indicator=key), year)
            for key in (indicator.ratio.numerator, indicator.ratio.denominator)
        )
        return between(figure, whole.value if has_number(whole) else None, Decimal(100), own, is_share=True)
    sized = next((o.n for o in (figure, settled.sized) if o.n is not None), None)
    return between(figure, sized, Decimal(100), None, is_share=True)


def between(figure: Observation, of: Decimal | None, per: Decimal, own: Observation | None, *, is_share: bool) -> Implied:
    """Return the counts that a figure per so many can stand for, before it was rounded; its range is never empty."""
    count = own if has_number(own) and not isinstance(own, Made) else None
    if not of:
        return Implied(figure, count=count)
    ends = [of * (number_of(figure) + sign * half_unit(figure)) / per for sign in (-1, 1)]
    fewest, most = max(0, math.ceil(ends[0])), math.floor(ends[1])
    if fewest > most:
        fewest, most = most, fewest
    whole = int(of) if is_share else None
    return Implied(figure, fewest, most if whole is None else min(most, whole), whole, count)


def hidden_figures(edition: Edition, hidden: Collection[str], public: Collection[str]) -> frozenset[str]:
    """Return the ids of the rates and shares that are hidden: with a hidden count, or because they tell of one themselves.

    ``hidden`` are the ids of hidden counts, ``public`` those of figures that earlier editions have shown.
    """
    limits = edition.facts.partnership.disclosure
    found: dict[tuple[Series, int], list[Implied]] = {}
    for series, year, settled, one in implied_figures(edition):
        if is_public(edition, settled, one.figure, public):
            continue
        rests = one.count is not None and one.count.id in hidden
        if rests or (one.count is None and one.is_telling(limits)):
            found.setdefault((series, year), []).append(one)
    ids = {one.figure.id for figures in found.values() for one in figures}
    return frozenset(ids | others_of_families(edition, found, public))


def is_public(edition: Edition, settled: Settled, figure: Observation, public: Collection[str]) -> bool:
    """Tell whether the public knows a figure: an earlier edition has shown it, or somebody has published it."""
    same = (settled.counts, *settled.agree) if figure in (settled.counts, *settled.agree) else (figure,)
    return any(o.id in public or edition.facts.sources[o.source].kind != "delivery" for o in same)


Family = tuple[Series, tuple[Series, ...]]


def others_of_families(edition: Edition, found: Collection[tuple[Series, int]], public: Collection[str]) -> set[str]:
    """Return the ids of the shares to hide so that no hidden one is what is left of a whole: of a breakdown, or of an area."""
    hidden, before = set(found), set[tuple[Series, int]]()
    while hidden != before:
        before = set(hidden)
        for family, year in dict.fromkeys((family, year) for series, year in before for family in families_of(edition, series)):
            hidden |= {(one, year) for one in hidden_in_family(edition, family, year, before, public)}
    return {edition.history[series][year].counts.id for series, year in hidden - set(found)}


def families_of(edition: Edition, series: Series) -> Iterator[Family]:
    """Yield each whole that a series is the whole or a part of, with its parts: the groups of a breakdown, the areas of an area."""
    breakdown = edition.facts.indicators[series.indicator].breakdowns.get(series.breakdown)
    if breakdown:
        yield replace(series, breakdown="", group=""), tuple(replace(series, group=group) for group in breakdown.groups)
    for whole, area in edition.facts.partnership.geographies.items():
        for parts in area.parts:
            if series.geography in (whole, *parts):
                yield replace(series, geography=whole), tuple(replace(series, geography=part) for part in parts)


def hidden_in_family(
    edition: Edition, family: Family, year: int, hidden: Collection[tuple[Series, int]], public: Collection[str]
) -> set[Series]:
    """Return what has to be hidden of a whole and its parts, those that are hidden already among it; nothing where one is unknown.

    Everybody's share beside the groups of a breakdown stays.
    """
    whole, parts = family
    settled = {one: edition.history.get(one, {}).get(year) for one in (whole, *parts)}
    people = {part: count for part in parts if (found := settled[part]) and (count := people_of(found)) is not None}
    if len(people) < len(parts):
        return set()
    stays = {whole} if parts[0].breakdown != whole.breakdown or settled[whole] is None else set()
    shown = {one for one, found in settled.items() if found and is_public(edition, found, found.counts, public)} | stays
    names = {one: str(number) for number, one in enumerate((whole, *parts))}
    safe = disclosure.protect(
        {names[one]: count for one, count in people.items()} | {names[whole]: sum(people.values())},
        [disclosure.Total(names[whole], tuple(names[part] for part in parts))],
        threshold=edition.facts.partnership.disclosure.threshold,
        primaries={names[one] for one in (whole, *parts) if (one, year) in hidden},
        published={names[one] for one in shown},
    )
    return {one for one in (whole, *parts) if names[one] in safe and settled[one]}


def people_of(settled: Settled) -> int | None:
    """Return about how many people a share is of; ``None`` where nobody says how many were asked."""
    n, share = settled.sized.n, settled.counts.value
    return None if n is None or share is None else round(n * share / 100)
