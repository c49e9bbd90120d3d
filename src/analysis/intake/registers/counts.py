"""From counted cells to rows of the table of observations, and what has to be said of the incidents that were not placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from analysis.data.periods import LETTERS, PARTS_OF_A_YEAR
from analysis.intake.applying.changes import Given
from analysis.intake.registers.cases import FIRST_CELL, REASON, Counted
from analysis.intake.registers.counting import Plan
from analysis.intake.registers.model import RegisterMapping
from analysis.intake.registers.planning import years_of
from analysis.intake.sheets import Finding, Kind

KEYS = "microdata.register."
# What somebody should look at, and what is as it should be.
DOUBTED = ("id_blank", "date_unreadable", "code_unknown", "area_blank", "area_unknown", "contradicted")
# More of the incidents than this without a place are accepted with a reason, or the mapping is mended.
MOST_UNPLACED = 0.2
UNPLACED = ("date_unreadable", "code_unknown", "area_blank", "area_unknown", "contradicted")
Place = tuple[str, str, int]  # area, category, number of the period


def rows_of(counted: Counted, mapping: RegisterMapping, plan: Plan) -> list[Given]:
    """Return a row of ``observations.csv`` for each area, category and period; a count of 0 where nothing happened.

    Periods in which no incident was placed at all get no row: the register may not reach so far.
    """
    counts = Counter[Place]()
    seen: set[int] = set()
    for cell, number in counted.cells.items():
        if cell >= FIRST_CELL:
            period, places = places_of(cell, mapping, plan)
            seen.add(period)
            counts.update({(*place, period): number for place in places})
    return [given(place, counts[place], mapping, plan, counted.rows) for place in sorted(possible(mapping, plan, seen))]


def places_of(cell: int, mapping: RegisterMapping, plan: Plan) -> tuple[int, list[tuple[str, str]]]:
    """Return the period of a cell, and the areas and categories that its incidents count in."""
    both, period = divmod(cell - FIRST_CELL, plan.periods)
    area, code = divmod(both, plan.code_count)
    areas = mapping.areas[area].geographies if plan.has_areas else mapping.geographies
    categories = mapping.codes[code].categories if plan.has_codes else ("",)
    return period, [(geography, category) for geography in areas for category in categories]


def possible(mapping: RegisterMapping, plan: Plan, seen: Iterable[int]) -> set[Place]:
    """Return what can have a count in some periods: areas and categories whose names and codes hold in the year."""
    found: set[Place] = set()
    for period in seen:
        year = plan.first_year + period // plan.parts
        areas = [key for entry in mapping.areas if year in years_of(entry, mapping) for key in entry.geographies]
        categories = [key for entry in mapping.codes if year in years_of(entry, mapping) for key in entry.categories]
        for area in areas or mapping.geographies:
            found |= {(area, category, period) for category in (categories if plan.has_codes else [""])}
    return found


def given(place: Place, number: int, mapping: RegisterMapping, plan: Plan, rows: int) -> Given:
    """Return a count as a row of the table."""
    area, category, period = place
    year, part = divmod(period, plan.parts)
    row = {
        "indicator": mapping.indicator,
        "category": category,
        "geography": area,
        "year": plan.first_year + year,
        "value": number,
        "status": "ok",
    }
    name = period_name(plan.first_year + year, part + 1, plan.parts)
    return Given("observations.csv", row | ({"period": name} if name else {}), "", "", counted_rows=rows)


def period_name(year: int, number: int, parts: int) -> str:
    """Return how a part of a year is written; nothing for a whole one."""
    letter = next((letter for letter, part in LETTERS.items() if PARTS_OF_A_YEAR[part] == parts), "")
    return f"{year}{letter}{number:02d}" if letter == "M" else f"{year}{letter}{number}" if letter else ""


def findings_of(counted: Counted, codes: Sequence[str], lost: int) -> list[Finding]:
    """Return what is said of a register: how many were counted, and how many were not for which reason. No row is shown.

    ``codes`` are unknown codes that may be named, ``lost`` the lines that are neither rows nor known to be none.
    """
    said = [said_of_all(counted)]
    for reason, cell in REASON.items():
        if number := counted.cells.get(cell, 0):
            kind: Kind = "warn" if reason in DOUBTED else "read"
            said.append(Finding(kind, KEYS + reason, values={"count": number}))
    if codes:
        said.append(Finding("warn", KEYS + "codes", values={"codes": ", ".join(codes)}))
    for key, number in (("untimed", counted.untimed), ("broken", counted.broken)):
        said += [Finding("warn", KEYS + key, values={"count": number})] if number else []
    said += [Finding("ask", KEYS + "lost", values={"count": lost})] if lost > 0 else []
    return [*said, *doubts(counted)]


def said_of_all(counted: Counted) -> Finding:
    """Return what is said first: how many rows there are, how many incidents they are about, and how many of those count."""
    incidents = sum(counted.cells.values()) - counted.cells.get(REASON["id_blank"], 0)
    again = counted.rows - counted.cells.get(REASON["id_blank"], 0) - incidents
    values = {"rows": counted.rows, "incidents": incidents, "again": again, "count": placed(counted)}
    return Finding("read", KEYS + "all", values=values)


def placed(counted: Counted) -> int:
    """Return how many incidents are counted."""
    return sum(number for cell, number in counted.cells.items() if cell >= FIRST_CELL)


def doubts(counted: Counted) -> Iterator[Finding]:
    """Yield a refusal where nothing was placed, and a question where much was not."""
    if not placed(counted):
        yield Finding("refuse", KEYS + "nothing")
        return
    unplaced = sum(counted.cells.get(REASON[reason], 0) for reason in UNPLACED)
    if unplaced > MOST_UNPLACED * (unplaced + placed(counted)):
        yield Finding("ask", KEYS + "unplaced", values={"count": unplaced})
