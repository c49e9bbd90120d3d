"""An edition's counts as cells, and the totals that bind them: what protection is told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from analysis.data import PARTS_OF_A_YEAR, WHOLE_YEAR, Observation, part_of_year
from analysis.indicators import disclosure
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, name_of
from analysis.indicators.made import Made
from analysis.indicators.vintages import Settled


@dataclass
class Counts:
    """Counts as cells, and the totals that bind them. A cell's name holds its value: a revised figure is another cell.

    ``ids`` are the observations and computed rows that show a cell; ``published`` the cells that are public anyway.
    ``rests`` are counts that no row shows and that follow from others: of an area without figures, what is left of a larger one.
    Those that are small, or public, are cells too.
    """

    cells: dict[str, Decimal] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    totals: list[disclosure.Total] = field(default_factory=list)
    published: set[str] = field(default_factory=set)
    rests: dict[str, Decimal] = field(default_factory=dict)

    def add(self, name: str, value: Decimal, ids: Iterable[str]) -> None:
        self.cells[name] = value
        self.ids.setdefault(name, set()).update(ids)


def add_counts(edition: Edition, counts: Counts) -> None:
    """Add the edition's counts and totals to those of the editions before."""
    for series, years in edition.history.items():
        if edition.facts.indicators[series.indicator].unit == "count":
            for year, settled in years.items():
                add_settled(edition, counts, series, year, settled)
    for whole, parts, year in sums_of(edition):
        add_total(edition, counts, whole, parts, year)
    add_sums_of_areas(edition, counts)


Sum = tuple[Series, list[Series], int]


def sums_of(edition: Edition) -> Iterator[Sum]:
    """Yield each series that is, or may be, the sum of others in a year: of categories, of parts of the year, or of groups."""
    yield from sums_of_categories(edition)
    for series in [series for series in edition.history if edition.facts.indicators[series.indicator].unit == "count"]:
        if not series.span.is_year:
            yield from sums_of_periods(edition, series)
        if series.breakdown:
            yield from sums_of_groups(edition, series)


def sums_of_categories(edition: Edition) -> Iterator[Sum]:
    """Yield the totals that agreements name, also of parts of years and of groups."""
    for agreement in edition.facts.agreements:
        for total in agreement.totals:
            whole = Series(total.indicator, total.category, total.geography)
            like = (s for s in edition.history if (s.indicator, s.geography) == (total.indicator, total.geography))
            for variant in dict.fromkeys((whole, *(replace(series, category=total.category) for series in like))):
                for year in total.years:
                    yield variant, [replace(variant, category=part) for part in total.parts], year


def sums_of_periods(edition: Edition, series: Series) -> Iterator[Sum]:
    """Yield, for the first part of a year, the year as the sum of all parts of its kind; also a part that is made of smaller ones."""
    part = series.span.part
    if part not in PARTS_OF_A_YEAR or series.span.number != 1 or edition.facts.indicators[series.indicator].adds_up is not True:
        return
    for year in edition.history[series]:
        spans = [part_of_year(year, part, number).span(year) for number in range(1, PARTS_OF_A_YEAR[part] + 1)]
        larger = [(WHOLE_YEAR, spans)]
        for other, count in PARTS_OF_A_YEAR.items():
            size = len(spans) // count
            if size > 1:
                places = range(count)
                larger += [(part_of_year(year, other, n + 1).span(year), spans[size * n : size * (n + 1)]) for n in places]
        for span, smaller in larger:
            yield replace(series, span=span), [replace(series, span=one) for one in smaller], year


def sums_of_groups(edition: Edition, series: Series) -> Iterator[Sum]:
    """Yield, for the first group of a breakdown, everybody as the sum of its groups."""
    found = edition.facts.indicators[series.indicator].breakdowns.get(series.breakdown)
    present = [s for s in edition.history if replace(s, group="") == replace(series, group="")]
    if found and present and series == present[0]:
        groups = [replace(series, group=group) for group in found.groups]
        for year in sorted({year for one in present for year in edition.history[one]}):
            yield replace(series, breakdown="", group=""), groups, year


def add_settled(edition: Edition, counts: Counts, series: Series, year: int, settled: Settled) -> None:
    """Add the figure that counts, with those that agree, and each that contradicts it as a cell of its own."""
    if isinstance(settled.counts, Made):
        return  # bound as a sum, below
    for same in ((settled.counts, *settled.agree), *((other,) for other in settled.contradict)):
        value = same[0].value
        if value is not None:
            name = cell_name(series, year, value)
            counts.add(name, value, (o.id for o in same))
            if any(edition.facts.sources[o.source].kind != "delivery" for o in same):
                counts.published.add(name)


def add_total(edition: Edition, counts: Counts, whole: Series, parts: list[Series], year: int) -> None:
    """Add a total with the cells that it binds: as the book sums it where all parts are known, and as a source states it.

    A source states the sum of its own parts. One of them may have been revised since; the total and the new part then stand
    side by side and bind nothing.
    """
    values = [number_of(edition.observed(part, year)) for part in parts]
    known = [value for value in values if value is not None]
    stated = [figure for figure in figures_of(edition, whole, year) if not isinstance(figure, Made)]
    if len(known) == len(parts) and is_computed(edition, whole, parts[0], year):
        row_id = f"{edition.year}.total.{name_of(whole, year)}"
        bind(counts, whole, sum(known, Decimal(0)), dict(zip(parts, values, strict=True)), year, [row_id])
    for figure in stated:
        own = {part: number_of(figure_of(edition, part, year, figure.source)) for part in parts}
        if figure.value is not None and may_be_sum(figure.value, list(own.values())):
            bind(counts, whole, figure.value, own, year)


def is_computed(edition: Edition, whole: Series, part: Series, year: int) -> bool:
    """Tell whether the book shows a sum as it adds it up itself: of an agreement's categories, or of the parts of a year."""
    is_year = any(isinstance(figure, Made) for figure in figures_of(edition, whole, year))
    return is_year or (whole.is_whole and whole.category != part.category)


def bind(
    counts: Counts, whole: Series, value: Decimal, parts: Mapping[Series, Decimal | None], year: int, ids: Sequence[str] = ()
) -> None:
    """Add a total as a cell, and what it says of its parts; a part that is unknown is a name without a cell."""
    counts.add(cell_name(whole, year, value), value, ids)
    names = tuple(cell_name(part, year, number) for part, number in parts.items())
    counts.totals.append(disclosure.Total(cell_name(whole, year, value), names))


AreaSum = tuple[str, tuple[str, ...]]


def add_sums_of_areas(edition: Edition, counts: Counts) -> None:
    """Add, for each thing that is counted, that an area's count is the sum of those of the areas that make it up."""
    sums = [(key, parts) for key, area in edition.facts.partnership.geographies.items() for parts in area.parts]
    years_of: dict[Series, set[int]] = {}
    for series, years in edition.history.items() if sums else ():
        if edition.facts.indicators[series.indicator].unit == "count":
            years_of.setdefault(replace(series, geography=""), set()).update(years)
    first = len(counts.totals)
    found: dict[tuple[Series, int], Decimal] = {}
    for kind, known in years_of.items():
        for year in sorted(known):
            found |= {(series, year): value for series, value in bind_areas(edition, counts, kind, year, sums).items()}
    add_totals_of_rests(edition, counts, found)
    limits = edition.facts.partnership.disclosure
    small = disclosure.primary(counts.rests, limits.threshold, zero_is_public=limits.zero_is_public)
    counts.published |= told_by_published(counts, counts.totals[first:])
    for name in counts.rests.keys() & (small | counts.published):
        counts.add(name, counts.rests[name], ())


def add_totals_of_rests(edition: Edition, counts: Counts, found: Mapping[tuple[Series, int], Decimal]) -> None:
    """Add the totals over categories of areas without figures: they hold there too, so who is in a part is in the total."""
    totals = {
        (t.indicator, t.category, t.parts, year)
        for agreement in edition.facts.agreements
        for t in agreement.totals
        for year in t.years
    }
    for indicator, category, names, year in sorted(totals):
        for whole, value in [(series, value) for (series, when), value in found.items() if when == year]:
            parts = {replace(whole, category=name): found.get((replace(whole, category=name), year)) for name in names}
            known = [part for part in parts.values() if part is not None]
            if (whole.indicator, whole.category) == (indicator, category) and len(known) == len(names) and sum(known) == value:
                cells = tuple(cell_name(part, year, number) for part, number in parts.items())
                counts.totals.append(disclosure.Total(cell_name(whole, year, value), cells))


def bind_areas(edition: Edition, counts: Counts, kind: Series, year: int, sums: Sequence[AreaSum]) -> dict[Series, Decimal]:
    """Add the sums over areas of one thing in one year, for each figure of the whole; return what has no figure and follows."""
    at = {area: replace(kind, geography=area) for whole, parts in sums for area in (whole, *parts)}
    figures = {area: value for area, series in at.items() if (value := value_of(edition, series, year)) is not None}
    known = worked_out(figures, sums)
    for whole, parts in sums:
        given = {one.value: one.source for one in figures_of(edition, at[whole], year) if one.value is not None}
        for value, source in given.items() or [(known[whole], "")] if given or whole in known else ():
            own = {part: value_of(edition, at[part], year, source) for part in parts}
            if sum(number is None for number in own.values()) > 1:
                own = {part: known.get(part) if number is None else number for part, number in own.items()}
            bind_area(counts, (at[whole], value), {at[part]: number for part, number in own.items()}, year)
    return {at[area]: value for area, value in known.items() if area not in figures}


def bind_area(counts: Counts, whole: tuple[Series, Decimal], parts: Mapping[Series, Decimal | None], year: int) -> None:
    """Add one sum over areas; the parts without a figure are one cell together. One that does not add up binds nothing."""
    cells = {cell_name(part, year, value): value for part, value in parts.items() if value is not None}
    unknown = [name_of(part, year) for part, value in parts.items() if value is None]
    rest = whole[1] - sum(cells.values())
    if rest < 0 or (rest and not unknown):
        return
    cells |= {f"{'+'.join(unknown)}={rest}": rest} if unknown else {}
    name = cell_name(whole[0], year, whole[1])
    counts.totals.append(disclosure.Total(name, tuple(cells)))
    counts.rests |= {one: value for one, value in [(name, whole[1]), *cells.items()] if one not in counts.cells}


def worked_out(known: Mapping[str, Decimal], sums: Sequence[AreaSum]) -> dict[str, Decimal]:
    """Return the counts of areas with those that follow from them: of an area that is the only one unknown in a sum."""
    found, before = dict(known), -1
    while before < len(found):
        before = len(found)
        for whole, parts in sums:
            unknown = [area for area in (whole, *parts) if area not in found]
            others = sum((found[part] for part in parts if part in found), Decimal(0))
            if unknown == [whole]:
                found[whole] = others
            elif len(unknown) == 1 and found[whole] >= others:
                found[unknown[0]] = found[whole] - others
    return found


def told_by_published(counts: Counts, totals: Iterable[disclosure.Total]) -> set[str]:
    """Return the rests that follow from published cells alone."""
    found, waiting, before = set[str](), list(totals), -1
    while before < len(found):
        before = len(found)
        for total in waiting:
            unseen = set(total.names) - counts.published - found
            found |= unseen & counts.rests.keys() if len(unseen) == 1 else set()
    return found


def value_of(edition: Edition, series: Series, year: int, source: str = "") -> Decimal | None:
    """Return the number of a series in a year, a source's own before the one that counts; or the total that the book adds up."""
    figure = figure_of(edition, series, year, source)
    if figure is not None:
        return figure.value
    for total in (total for agreement in edition.facts.agreements for total in agreement.totals):
        if Series(total.indicator, total.category, total.geography) == series and year in total.years:
            values = [number_of(edition.observed(replace(series, category=part), year)) for part in total.parts]
            known = [value for value in values if value is not None]
            return sum(known, Decimal(0)) if len(known) == len(values) else None
    return None


def may_be_sum(total: Decimal, parts: Sequence[Decimal | None]) -> bool:
    """Tell whether the known parts add up to the total, or leave room for those that are unknown."""
    known = [part for part in parts if part is not None]
    return sum(known) == total if len(known) == len(parts) else sum(known) <= total


def figure_of(edition: Edition, series: Series, year: int, source: str) -> Observation | None:
    """Return the figure that a source gives, or where it gives none the one that counts."""
    given = figures_of(edition, series, year)
    return next((o for o in given if o.source == source), given[0] if given else None)


def figures_of(edition: Edition, series: Series, year: int) -> tuple[Observation, ...]:
    """Return every figure that was published for a year, the one that counts first."""
    settled = edition.history.get(series, {}).get(year)
    return (settled.counts, *settled.agree, *settled.contradict) if settled else ()


def number_of(found: Observation | None) -> Decimal | None:
    """Return the number of a figure, if there is one."""
    return found.value if found is not None else None


def cell_name(series: Series, year: int, value: Decimal | None) -> str:
    """Return a cell's name: what, when, and how many."""
    return f"{name_of(series, year)}={'?' if value is None else value}"
