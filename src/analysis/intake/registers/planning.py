"""From a mapping and files to the plan by which rows are counted; and what of the mapping the data do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.data import Facts
from analysis.data.periods import PARTS_OF_A_YEAR
from analysis.errors import Fault, fault
from analysis.intake.microdata.areas import unknown, unknown_areas
from analysis.intake.microdata.files import RowFile, salt_of, scans_of
from analysis.intake.microdata.model import Area
from analysis.intake.microdata.words import folded, forms_of
from analysis.intake.registers.counting import Plan
from analysis.intake.registers.model import Codes, RegisterMapping, strptime_of

SKIPPED = -1
MOST_CELLS = 2**31 - 100
STORED = "%Y-%m-%dT%H:%M:%S"
Entry = Area | Codes


def plan_of(mapping: RegisterMapping, files: Sequence[RowFile]) -> Plan:
    """Return how the rows of files are counted. Raises ``DataFaults`` for headings that a file does not have."""
    columns = mapping.columns
    wanted = {
        "case_id": columns.case,
        "day_text": columns.date,
        "code": columns.code,
        "area": columns.area,
        "status": columns.status,
        "written": columns.registered,
    }
    scans = scans_of(files, {role: heading for role, heading in wanted.items() if heading})
    stored = {role for scan in scans for role in scan.dated}
    return Plan(
        scans=tuple(scans),
        first_year=mapping.from_year,
        last_year=mapping.to_year,
        parts=PARTS_OF_A_YEAR[mapping.period] if mapping.period != "year" else 1,
        days=forms(mapping.dates, is_stored="day_text" in stored),
        times=forms(mapping.times, is_stored="written" in stored) if columns.registered else (),
        withdrawn=tuple(form for word in mapping.withdrawn for form in forms_of(word)),
        codes=tuple(numbered(codes_of(mapping), mapping)),
        areas=tuple(numbered(areas_of(mapping), mapping)),
        code_count=max(len(mapping.codes), 1),
        has_cases=bool(columns.case),
        has_codes=bool(columns.code),
        has_areas=bool(columns.area),
        salt=salt_of(files),
    )


def forms(written: Iterable[str], *, is_stored: bool) -> tuple[str, ...]:
    """Return the forms of days as the engine writes them, with the one in which it gives what is stored as a day."""
    return tuple(dict.fromkeys([*map(strptime_of, written), *([STORED] if is_stored else [])]))


def codes_of(mapping: RegisterMapping) -> list[tuple[Sequence[str], Entry]]:
    """Return the codes of a mapping with what is said of them."""
    return [(entry.codes, entry) for entry in mapping.codes]


def areas_of(mapping: RegisterMapping) -> list[tuple[Sequence[str], Entry]]:
    """Return the names of areas of a mapping with what is said of them."""
    return [(entry.names, entry) for entry in mapping.areas]


def numbered(entries: Iterable[tuple[Sequence[str], Entry]], mapping: RegisterMapping) -> Iterator[tuple[str, int, int]]:
    """Yield each text, as it is written and folded, with a year in which it holds, and the number of what is said of it."""
    for number, (texts, entry) in enumerate(entries):
        for text in dict.fromkeys(form for name in texts for form in (name, *forms_of(name))):
            for year in years_of(entry, mapping):
                yield text, year, SKIPPED if entry.skip else number


def years_of(entry: Entry, mapping: RegisterMapping) -> range:
    """Return the years that are counted and in which an entry holds."""
    first, last = entry.from_year or mapping.from_year, entry.to_year or mapping.to_year
    return range(max(first, mapping.from_year), min(last, mapping.to_year) + 1)


def faults_of_names(mapping: RegisterMapping, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield the names of a mapping that the data do not have, and another unit; of a mapping that was read in part those of the part."""
    yield from unknown_areas(mapping.areas, mapping.geographies, facts, file)
    indicator = facts.indicators.get(mapping.indicator)
    if indicator is None:
        yield from [unknown(file, "indicator", mapping.indicator, facts.indicators)] if mapping.indicator else []
        return
    if indicator.unit != "count":
        yield fault("microdata.register.unit", file=file, column="indicator", found=indicator.unit, indicator=mapping.indicator)
    for category in dict.fromkeys(category for entry in mapping.codes for category in entry.categories):
        if category not in indicator.categories:
            yield unknown(file, "category", category, indicator.categories)


def faults_of(mapping: RegisterMapping, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield what of a whole mapping cannot be: names, a text that means two things, and codes where there are no categories."""
    yield from faults_of_names(mapping, facts, file)
    indicator = facts.indicators.get(mapping.indicator)
    if indicator is not None and bool(indicator.categories) != bool(mapping.columns.code):
        yield fault("microdata.register.categories", file=file, column="columns.code", indicator=mapping.indicator)
    for column, entries in (("codes", codes_of(mapping)), ("areas", areas_of(mapping))):
        yield from said_twice(entries, mapping, file, column)
    years = mapping.to_year - mapping.from_year + 1
    if max(len(mapping.codes), 1) * max(len(mapping.areas), 1) * years * max(PARTS_OF_A_YEAR.values()) > MOST_CELLS:
        yield fault("microdata.register.many", file=file)


def said_twice(entries: Iterable[tuple[Sequence[str], Entry]], mapping: RegisterMapping, file: str, column: str) -> Iterator[Fault]:
    """Yield a fault for each text that means two things in the same year."""
    seen: dict[tuple[str, int], int] = {}
    told: set[str] = set()
    for number, (texts, entry) in enumerate(entries):
        for text in texts:
            for year in years_of(entry, mapping):
                first = seen.setdefault((folded(text), year), number)
                if first != number and text not in told:
                    told.add(text)
                    yield fault("microdata.register.twice", file=file, column=column, text=text, year=year)
