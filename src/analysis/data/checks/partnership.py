"""The partnership: its areas lie inside each other without a circle, its editions follow each other, each figure has one owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from analysis.data.checks.case import Case
from analysis.data.definitions import Geography
from analysis.errors import Fault, fault

FILE = "partnership.toml"


def faults_of_partnership(case: Case) -> Iterator[Fault]:
    """Yield the faults of partnership.toml that its parts show only together."""
    partnership = case.facts.partnership
    for circle in circles({key: area.part_of for key, area in partnership.geographies.items()}):
        yield fault("data.partnership.circle", file=FILE, column=f"geographies.{circle[0]}.part_of", path=" > ".join(circle))
    yield from faults_of_parts(partnership.geographies)
    years = [edition.year for edition in partnership.editions]
    if years != sorted(set(years)):
        yield fault("data.partnership.editions", file=FILE, column="editions", years=years)
    owners: dict[str, str] = {}
    for key, supplier in partnership.suppliers.items():
        for instrument in supplier.instruments:
            if instrument in owners:
                at = f"suppliers.{key}.instruments"
                yield fault("data.partnership.two_suppliers", file=FILE, column=at, found=instrument, other=owners[instrument])
            owners.setdefault(instrument, key)


def faults_of_parts(areas: Mapping[str, Geography]) -> Iterator[Fault]:
    """Yield a fault for each part of an area that does not lie in it, and for each that lies in another part and is counted twice."""
    for key, area in areas.items():
        at = f"geographies.{key}.parts"
        for part in dict.fromkeys(part for parts in area.parts for part in parts if part in areas):
            if key not in areas[part].part_of:
                yield fault("data.partnership.part_outside", file=FILE, column=at, part=part, whole=key)
        for parts in area.parts:
            for part, other in permutations([part for part in parts if part in areas], 2):
                if other in areas[part].part_of:
                    yield fault("data.partnership.part_twice", file=FILE, column=at, part=part, other=other)


def circles(above: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield each way that leads from a name back to itself, once, beginning with its first name."""
    seen: set[frozenset[str]] = set()
    for name in above:
        way = way_back(name, above)
        if way and frozenset(way) not in seen:
            seen.add(frozenset(way))
            yield way


def way_back(name: str, above: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names on the shortest way from a name to itself, both ends included; nothing where there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for way in ways:
        for further in above.get(way[-1], ()):
            if further == name:
                return (*way, name)
            if further not in seen:
                seen.add(further)
                ways.append((*way, further))
    return ()
