"""Areas that a register's mapping counts as the sum of others, and of which the partnership does not say so.

A hidden count of one of them could be worked out from the others, and nothing would protect it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from analysis.data import Facts
from analysis.errors import Fault, fault
from analysis.intake.registers.model import RegisterMapping
from analysis.intake.registers.planning import years_of

Names = frozenset[int]
Sum = tuple[str, tuple[str, ...]]
# A city of many districts in many quarters is the sum of others in more ways than are worth looking at; the coarsest come first.
MOST_WAYS = 1000


def faults_of_nesting(mapping: RegisterMapping, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield a fault for each area that is counted as the sum of others, unless ``parts`` in ``partnership.toml`` says it."""
    areas = facts.partnership.geographies
    said = [(whole, parts) for whole, area in areas.items() for parts in area.parts]
    unsaid: dict[str, int] = {}
    for year, names in names_by_year(mapping):
        for one in sums_of(names):
            if one[0] in areas and not follows(one, said):
                said.append(one)
                unsaid.setdefault(one[0], year)
    for whole, year in unsaid.items():
        lists = [list(parts) for area, parts in said if area == whole]
        toml = str(lists if len(lists) > 1 else lists[0]).replace("'", '"')
        parts = ", ".join(lists[-1])
        yield fault("microdata.register.nested", file=file, column="areas", whole=whole, parts=parts, year=year, toml=toml)


def names_by_year(mapping: RegisterMapping) -> Iterator[tuple[int, dict[str, Names]]]:
    """Yield which of the mapping's areas count in which of the book's, with the first year in which that holds."""
    seen: list[dict[str, Names]] = []
    for year in range(mapping.from_year, mapping.to_year + 1):
        holding = [(number, area) for number, area in enumerate(mapping.areas) if year in years_of(area, mapping)]
        found: dict[str, Names] = {}
        for number, area in holding:
            for geography in area.geographies:
                found[geography] = found.get(geography, frozenset()) | {number}
        if found not in seen:
            seen.append(found)
            yield year, found


def sums_of(names: Mapping[str, Names]) -> Iterator[Sum]:
    """Yield each area that is made up of others which do not overlap, with those; the smallest areas first."""
    for whole in sorted(names, key=lambda area: (len(names[area]), area)):
        inside = sorted((area for area in names if names[area] < names[whole]), key=lambda area: (-len(names[area]), area))
        for parts in islice(ways(names[whole], inside, names), MOST_WAYS):
            yield whole, parts


def ways(left: Names, inside: Sequence[str], names: Mapping[str, Names]) -> Iterator[tuple[str, ...]]:
    """Yield each way to make up what is ``left`` of an area, the largest parts first."""
    if not left:
        yield ()
        return
    for part in (area for area in inside if min(left) in names[area] and names[area] <= left):
        for others in ways(left - names[part], inside, names):
            yield (part, *others)


def follows(one: Sum, said: Sequence[Sum]) -> bool:
    """Tell whether a sum follows from those that are said."""
    places = {
        area: place for place, area in enumerate(dict.fromkeys(area for whole, parts in (one, *said) for area in (whole, *parts)))
    }
    rows = np.zeros((len(said) + 1, len(places)))
    for row, (whole, parts) in zip(rows, (*said, one), strict=True):
        row[places[whole]] += 1
        row[[places[part] for part in parts]] -= 1
    return bool(said) and bool(np.linalg.matrix_rank(rows) == np.linalg.matrix_rank(rows[:-1]))
