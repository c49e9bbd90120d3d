"""Names of a mapping that the data do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.data import Facts
from analysis.data.reading.validate import suggestion
from analysis.errors import Fault, fault
from analysis.intake.microdata.model import Area


def unknown_areas(areas: Iterable[Area], geographies: Iterable[str], facts: Facts, file: str) -> Iterator[Fault]:
    """Yield a fault for each area of a mapping that the data do not have."""
    known = facts.partnership.geographies
    named = [*geographies, *(key for area in areas for key in area.geographies)]
    for key in dict.fromkeys(named):
        if key not in known:
            yield unknown(file, "geography", key, known)


def unknown(file: str, column: str, found: str, names: Iterable[str]) -> Fault:
    """Return the fault of a name that the data do not have."""
    return fault("intake.mapping.unknown", file=file, column=column, found=found, todo=suggestion(found, names))
