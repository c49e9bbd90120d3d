"""Is a delivery likely? It is held against what is there and against the one before it; each doubt is a question to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from scipy.stats import binomtest  # type: ignore[import-untyped]

from analysis.data import Facts, Observation
from analysis.data.checks.warnings import is_far, is_unfinished
from analysis.data.periods import parse_period
from analysis.intake.applying.changes import Change, Changes, Given
from analysis.intake.applying.kept import Kept
from analysis.intake.sheets import Finding

TABLE = "observations.csv"
# What the reading has said of totals: that one is not the sum of its parts.
TOTALS = frozenset({"intake.understand.total_differs", "intake.understand.hidden_in_total"})
# What the reading asks of a file as a whole: no key of a mapping answers it, only a person who has looked.
LOOKED_AT = frozenset(
    {
        "intake.understand.year_of_name",
        "intake.reading.filtered_rows",
        "intake.reading.letters_asked",
        "intake.reading.one_byte_doubted",
        "intake.reading.sign",
        "intake.reading.struck_words",
        "microdata.register.lost",
        "microdata.register.unplaced",
        "microdata.answers.answer_unknown",
        "microdata.answers.answer_unknown_named",
        "microdata.answers.unplaced",
        "microdata.answers.lost",
        "statbank.revised",
    }
)
# A change of a count is asked about when chance alone makes one as large less often than this, and it is also large. Crime
# swings more from year to year than chance alone would have it, so being unlikely is not enough.
LEAST_CHANCE, LARGE = 0.001, Decimal("1.5")
# A chance that is smaller than one in so many is said as one in so many.
MOST_TIMES = 1_000_000
Series = tuple[str, str, str]


def questions_about(
    changes: Changes, facts: Facts, found: Sequence[Finding], first_cells: str, last: Kept | None, published: dt.date | None = None
) -> list[Finding]:
    """Return what must be accepted, with a reason, before the rows are taken in.

    ``found`` is what the reading has said already: a total that does not add up is a question too, and what somebody has to look
    at. ``first_cells`` are the places of the first figures, ``last`` the delivery before that was read by the same mapping.
    ``published`` is the day of the source, None where nobody has said it.
    """
    return [
        *(finding for finding in found if is_for_a_reason(finding)),
        *same_again(changes),
        *jumps(changes, facts),
        *categories(changes, facts),
        *years(changes, facts),
        *unfinished(changes, facts, published),
        *layout(first_cells, last),
    ]


def is_for_a_reason(finding: Finding) -> bool:
    """Tell whether a person's reason answers what the reading has said."""
    return finding.key in (TOTALS if finding.kind == "warn" else LOOKED_AT)


def same_again(changes: Changes) -> Iterator[Finding]:
    """Yield a refusal where every figure is there already: the file is probably an earlier one, sent again."""
    known = changes.of("known")
    if known and len(known) == len(changes.rows):
        sources = sorted({change.before.source for change in known if change.before is not None})
        cells = ",".join(change.given.cell for change in known[:1] + known[1:][-1:])
        values = {"count": len(known), "sources": ", ".join(sources), "years": ", ".join(sorted(years_of(changes)))}
        yield Finding("refuse", "intake.plausible.again", known[0].given.sheet, cells, values)


def years_of(changes: Changes) -> set[str]:
    """Return the years that a delivery is about."""
    return {str(change.given.cells.get("year", "")) for change in changes.rows}


def observations_of(changes: Changes) -> list[Change]:
    """Return the changes of the table of observations that are about whole years and the whole."""
    return [
        change
        for change in changes.rows
        if change.given.table == TABLE and not any(change.given.cells.get(column) for column in ("period", "breakdown", "group"))
    ]


def series_of(change: Change) -> Series:
    """Return which series a row is of."""
    indicator, category, geography = (str(change.given.cells.get(key) or "") for key in ("indicator", "category", "geography"))
    return indicator, category, geography


def known_series(facts: Facts) -> dict[Series, dict[int, Observation]]:
    """Return, for each series and year, the newest figure that is there."""
    found: dict[Series, dict[int, Observation]] = {}
    for row in sorted(facts.observations, key=lambda row: row.published):
        if row.value is not None and not getattr(row, "period", "") and not getattr(row, "breakdown", ""):
            found.setdefault((row.indicator, row.category, row.geography), {})[row.year] = row
    return found


def jumps(changes: Changes, facts: Facts) -> Iterator[Finding]:
    """Yield a question for each figure that is far from the one before it in its series, with how likely chance makes it."""
    known = known_series(facts)
    given: dict[Series, dict[int, Change]] = {}
    for change in observations_of(changes):
        if change.what in ("added", "revised") and change.given.cells.get("value") is not None:
            given.setdefault(series_of(change), {})[int(str(change.given.cells["year"]))] = change
    for series, new in given.items():
        values = {year: row.value for year, row in known.get(series, {}).items()} | {year: number(row) for year, row in new.items()}
        for year, change in sorted(new.items()):
            earlier = max((known_year for known_year in values if known_year < year), default=None)
            if earlier is not None:
                yield from jump(facts, change, (earlier, values[earlier]), (year, values[year]))


def number(change: Change) -> Decimal | None:
    """Return the value of a row."""
    value = change.given.cells.get("value")
    return None if value in (None, "") else Decimal(str(value))


def jump(facts: Facts, change: Change, before: tuple[int, Decimal | None], after: tuple[int, Decimal | None]) -> Iterator[Finding]:
    """Yield a question where a figure is far from the one before it."""
    indicator = facts.indicators[str(change.given.cells["indicator"])]
    (first_year, first), (year, value) = before, after
    if first is None or value is None:
        return
    chance = chance_of(first, value) if indicator.unit == "count" and year == first_year + 1 else None
    far = is_far(figure(facts, change, first_year, first), figure(facts, change, year, value), indicator)
    unlikely = chance is not None and chance < LEAST_CHANCE and max(first, value) >= LARGE * max(min(first, value), Decimal(1))
    if far or unlikely:
        key = "intake.plausible.jump" if chance is None else "intake.plausible.jump_by_chance"
        values = {
            "value": value,
            "before": first,
            "year": year,
            "first_year": first_year,
            "series": " ".join(filter(None, series_of(change))),
        }
        times = "" if chance is None else times_in(chance)
        yield Finding("ask", key, change.given.sheet, change.given.cell, {**values, "times": times})


def figure(facts: Facts, change: Change, year: int, value: Decimal) -> Observation:
    """Return a figure of the change's series, to be held against another."""
    cells = {key: str(change.given.cells.get(key) or "") for key in ("indicator", "category", "geography")}
    day = facts.last_published()
    rest = {"level": "", "status": "ok", "n": None, "deff": None, "note": "", "source": "x", "section": "x", "published": day}
    return Observation.model_validate({**cells, "year": year, "value": value, **rest})


def chance_of(first: Decimal, second: Decimal) -> float | None:
    """Return how often two counts differ at least this much when both years are alike; None where there is nothing to test.

    The exact conditional test of two Poisson counts (Przyborowski and Wilenski 1940), two-sided.
    """
    counts = (int(first), int(second))
    if any(count < 0 for count in counts) or sum(counts) == 0:
        return None
    return float(binomtest(counts[1], sum(counts), 0.5).pvalue)


def times_in(chance: float) -> int:
    """Return a chance as one time in so many, rounded down to one digit: never surer than it is."""
    if chance <= 0:
        return MOST_TIMES
    many = min(int(1 / chance), MOST_TIMES)
    digits = 10 ** (len(str(many)) - 1)
    return int(many // digits * digits)


def categories(changes: Changes, facts: Facts) -> Iterator[Finding]:
    """Yield a question for categories that are lost, and for those that are new, of the same indicator in the same area.

    Lost is what the newest year there has and the delivery has not.
    """
    known = known_series(facts)
    rows = observations_of(changes)
    for indicator, geography in dict.fromkeys((series_of(row)[0], series_of(row)[2]) for row in rows):
        there = {key[1]: max(years) for key, years in known.items() if (key[0], key[2]) == (indicator, geography)}
        if not there:
            continue
        newest = max(there.values())
        now = {series_of(row)[1] for row in rows if (series_of(row)[0], series_of(row)[2]) == (indicator, geography)}
        lost = sorted(
            {category for category, year in there.items() if year == newest and category in facts_of(facts, indicator)} - now
        )
        new = sorted(category for category in now - set(there) if category)
        where = next(row.given for row in rows if (series_of(row)[0], series_of(row)[2]) == (indicator, geography))
        values = {"indicator": indicator, "geography": geography, "year": newest}
        if lost and any(now):
            yield Finding("ask", "intake.plausible.lost", where.sheet, "", {**values, "names": ", ".join(lost)})
        if new:
            yield Finding("ask", "intake.plausible.new", where.sheet, "", {**values, "names": ", ".join(new)})


def facts_of(facts: Facts, indicator: str) -> set[str]:
    """Return the categories of an indicator that are kinds of thing, not totals."""
    return {key for key, category in facts.indicators[indicator].categories.items() if category.role is None}


def years(changes: Changes, facts: Facts) -> Iterator[Finding]:
    """Yield a question where the newest year of a delivery is not after the newest that is there."""
    known = known_series(facts)
    for indicator in dict.fromkeys(series_of(row)[0] for row in observations_of(changes)):
        rows = [row for row in observations_of(changes) if series_of(row)[0] == indicator]
        newest = max(int(str(row.given.cells["year"])) for row in rows)
        series = {series_of(row) for row in rows}
        there = max((max(found) for key, found in known.items() if key in series), default=None)
        if there is not None and newest < there:
            cells = {"year": newest, "there": there, "indicator": indicator}
            yield Finding("ask", "intake.plausible.old_year", rows[0].given.sheet, "", cells)


def unfinished(changes: Changes, facts: Facts, published: dt.date | None) -> Iterator[Finding]:
    """Yield a question for each indicator with figures of a time that was not over when their source was published."""
    found: dict[str, list[Given]] = {}
    for given in (change.given for change in changes.rows if change.given.table == TABLE and change.what in ("added", "revised")):
        cells, is_counted = given.cells, given.counted_rows is not None
        indicator, year, period = str(cells["indicator"]), int(str(cells["year"])), parse_period(cells.get("period"))
        if published and is_unfinished(year, period, published, facts.indicators[indicator], is_counted=is_counted):
            found.setdefault(indicator, []).append(given)
    for indicator, rows in found.items():
        times = sorted({str(row.cells.get("period") or row.cells["year"]) for row in rows})
        values = {"count": len(rows), "indicator": indicator, "times": ", ".join(times), "published": published}
        yield Finding("ask", "intake.plausible.unfinished", rows[0].sheet, rows[0].cell, values)


def layout(first_cells: str, last: Kept | None) -> Iterator[Finding]:
    """Yield a question where the first figures stand elsewhere than in the delivery before."""
    if last is not None and last.first_cells and first_cells != last.first_cells:
        yield Finding("ask", "intake.plausible.moved", "", "", {"now": first_cells, "then": last.first_cells, "file": last.file})


def first_cells_of(changes: Iterable[Change]) -> str:
    """Return the place of the first figure of each sheet, as ``Anmeldelser!B5``."""
    found: dict[str, str] = {}
    for change in changes:
        found.setdefault(change.given.sheet, change.given.cell)
    return "; ".join("!".join(filter(None, (sheet, cell))) for sheet, cell in found.items())
