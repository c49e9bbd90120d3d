"""Rows of what was observed, and of what follows from it alone: totals, shares, changes, gaps, and what its sources say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.data import Observation, Significance, Total
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, difference_unit, has_number, name_of, series_of_target
from analysis.indicators.made import Made
from analysis.indicators.methods.targets import DISTANCES
from analysis.indicators.rows import Flag, Result, fact_of_significance, facts_of

HUNDRED = Decimal(100)
# With a hundred answers a share in the middle lies within ten points of the truth, at best.
SMALLEST_GROUP = 100


def observed_rows(edition: Edition) -> Iterator[Result]:
    """Yield each published figure, and each that contradicts it or that it has taken the place of, marked as such."""
    for series, years in edition.history.items():
        for year, settled in years.items():
            if isinstance(settled.counts, Made):
                yield made_row(edition, series, year, settled.counts)
                continue
            yield observed_row(edition, series, year, settled.counts, settled.agree)
            for other in settled.contradict:
                flag: Flag = "superseded" if other in settled.superseded else "contradicts"
                yield observed_row(edition, series, year, other, (), (flag,))


def observed_row(
    edition: Edition,
    series: Series,
    year: int,
    observation: Observation,
    agreeing: tuple[Observation, ...],
    flags: tuple[Flag, ...] = (),
) -> Result:
    # A change that a source only claims is no observation of a level.
    measure = "change_pct" if edition.facts.indicators[series.indicator].unit == "percent_change" else "observed"
    return edition.row(
        observation.id,
        series,
        year,
        measure,
        observation.level or observation.value,
        "published",
        facts_of(observation, *agreeing),
        status=observation.status,
        flags=(*flags, *small_group(observation)),
        n=observation.n,
        qualifier=observation.qualifier,
        as_written=observation.as_written,
    )


def small_group(observation: Observation) -> tuple[Flag, ...]:
    """Return a warning where fewer answered in a group than its share can be read with."""
    few = observation.breakdown and observation.n is not None and observation.n < SMALLEST_GROUP
    return ("small_group",) if few else ()


def made_row(edition: Edition, series: Series, year: int, figure: Made) -> Result:
    """Return a figure that the book made of others, because no source has it."""
    flags: tuple[Flag, ...] = ("approximate",) if any(part.qualifier for part in figure.made_of) else ()
    measure = "total" if figure.way == "sum_of_periods" else "rate"
    inputs = facts_of(figure)
    return edition.row(
        name_of(series, year),
        series,
        year,
        measure,
        figure.value,
        figure.way,
        inputs,
        status=figure.status,
        flags=flags,
        aspect="made",
    )


def sample_size_rows(edition: Edition) -> Iterator[Result]:
    """Yield how many answered, for each figure whose source says so; a source that repeats the figure may be the one that does."""
    for series, years in edition.history.items():
        for year, settled in years.items():
            sized = settled.sized
            if sized.n is not None:
                yield edition.row(sized.id, series, year, "n", sized.n, "published", facts_of(sized), unit="count")


def rounding_rows(edition: Edition) -> Iterator[Result]:
    """Yield between which limits a published share lies, from its last decimal alone, where no source says how many answered."""
    for series, years in edition.history.items():
        if edition.facts.indicators[series.indicator].unit == "percent" and series in targeted_series(edition):
            for year, settled in years.items():
                if settled.sized.n is None and settled.limited is None and has_number(settled.counts):
                    yield from rows_of_rounding(edition, series, year, settled.counts)


def rows_of_rounding(edition: Edition, series: Series, year: int, share: Observation) -> Iterator[Result]:
    half = measures.half_unit(share)
    ends = {"lower": max(measures.number_of(share) - half, Decimal(0)), "upper": min(measures.number_of(share) + half, HUNDRED)}
    for measure, value in ends.items():
        name = name_of(series, year, "rounding")
        yield edition.row(name, series, year, measure, value, "rounding", facts_of(share), aspect="rounding")


def targeted_series(edition: Edition) -> set[Series]:
    """Return the series that targets are about, with those of the areas that they are held against."""
    targets = [target for agreement in edition.facts.agreements for target in agreement.targets]
    held_against = [Series(t.indicator, t.category or "", t.reference) for t in targets if t.reference]
    return {*map(series_of_target, targets), *held_against}


def total_rows(edition: Edition) -> Iterator[Result]:
    """Yield each total that an agreement defines, summed from its parts, in the years that have all of them."""
    for agreement in edition.facts.agreements:
        for total in agreement.totals:
            for year in total.years:
                yield from total_row(edition, total, year)


def total_row(edition: Edition, total: Total, year: int) -> Iterator[Result]:
    series = Series(total.indicator, total.category, total.geography)
    parts = [edition.observed(Series(total.indicator, part, total.geography), year) for part in total.parts]
    known = [part for part in parts if has_number(part)]
    if len(known) == len(parts):
        value = sum((measures.number_of(part) for part in known), Decimal(0))
        yield edition.row(name_of(series, year), series, year, "total", value, "sum_of_parts", facts_of(*known))


def share_rows(edition: Edition) -> Iterator[Result]:
    """Yield each share that is made of two counts."""
    for key, indicator in edition.facts.indicators.items():
        if indicator.ratio is None:
            continue
        for series, years in list(edition.history.items()):
            if series.indicator == indicator.ratio.numerator:
                for year, settled in years.items():
                    whole, own = (replace(series, indicator=name) for name in (indicator.ratio.denominator, key))
                    yield from share_row(edition, own, year, settled.counts, edition.observed(whole, year))


def share_row(
    edition: Edition, series: Series, year: int, numerator: Observation, denominator: Observation | None
) -> Iterator[Result]:
    if has_number(numerator) and has_number(denominator):
        value = measures.share(numerator, denominator)
        inputs = facts_of(numerator, denominator)
        status = "ok" if value is not None else "not_applicable"
        yield edition.row(name_of(series, year), series, year, "share", value, "share_of_counts", inputs, status=status)


def change_rows(edition: Edition) -> Iterator[Result]:
    """Yield the change to the edition's own figure from the measurement before, and from the baseline of each target about it.

    Two figures that were rounded to different decimals have none: 6.6 to 6 would be a fall made by rounding. Nor have two
    with a break between them.
    """
    for series, years in edition.history.items():
        newest = edition.observation_year(series.indicator)
        if edition.facts.indicators[series.indicator].context or newest not in years:
            continue
        earlier = max((year for year in years if year < newest), default=None)
        baselines = {year for year in baseline_years(edition, series) if year in years and year < newest}
        for since in sorted({*baselines, *([earlier] if earlier is not None else [])}):
            name = name_of(series, newest) if since == earlier else name_of(series, newest, "since", since)
            yield from rows_of_change(edition, series, name, years[since].counts, years[newest].counts)


def baseline_years(edition: Edition, series: Series) -> set[int]:
    """Return the baseline years of the targets about a series."""
    targets = [target for agreement in edition.facts.agreements for target in agreement.targets]
    return {target.baseline_year for target in targets if target.baseline_year and series_of_target(target) == series}


def rows_of_change(edition: Edition, series: Series, name: str, before: Observation, after: Observation) -> Iterator[Result]:
    broken = edition.break_between(series, before.year, after.year)
    if broken or not has_number(before) or not has_number(after) or measures.places(before) != measures.places(after):
        return
    indicator, inputs = edition.facts.indicators[series.indicator], facts_of(before, after)
    difference = measures.change(before, after, indicator)
    unit = difference_unit(indicator.unit)
    flags = published_flags(edition, series, after.year, str(before.year), (before, after))
    against = before.year
    yield edition.row(
        name, series, after.year, "change", difference, "difference", inputs, unit=unit, against_year=against, flags=flags
    )
    percent = measures.change_pct(before, after, indicator) if indicator.unit == "count" else None
    if percent is not None:
        yield edition.row(name, series, after.year, "change_pct", percent, "per_cent", inputs, unit="percent", against_year=against)


def gap_rows(edition: Edition) -> Iterator[Result]:
    """Yield the distance of each partnership area to the larger areas that it is part of, and every distance that a target judges."""
    judged = references_of_targets(edition)
    geographies = edition.facts.partnership.geographies
    for series, years in list(edition.history.items()):
        indicator = edition.facts.indicators[series.indicator]
        if indicator.gap and geographies[series.geography].kind == "partnership":
            for year in years:
                for reference in geographies[series.geography].part_of:
                    yield from gap_row(edition, series, year, reference)
        elif series in judged:
            for year in years:
                for reference in judged[series]:
                    yield from gap_row(edition, series, year, reference)


def references_of_targets(edition: Edition) -> dict[Series, list[str]]:
    """Return, for each series whose distance to another area targets judge, those areas."""
    found: dict[Series, list[str]] = {}
    for target in (target for agreement in edition.facts.agreements for target in agreement.targets):
        if target.rule in DISTANCES and target.reference:
            references = found.setdefault(series_of_target(target), [])
            references += [target.reference] if target.reference not in references else []
    return found


def gap_row(edition: Edition, series: Series, year: int, reference: str) -> Iterator[Result]:
    value, inputs = edition.gap_at(series, reference, year)
    ends = edition.observed(series, year), edition.observed(replace(series, geography=reference), year)
    if value is not None:
        yield edition.row(
            name_of(series, year, reference),
            series,
            year,
            "gap",
            value,
            "difference_to_area",
            inputs,
            unit=difference_unit(edition.facts.indicators[series.indicator].unit),
            against_area=reference,
            flags=published_flags(edition, series, year, reference, ends),
        )


def published_flags(
    edition: Edition, series: Series, year: int, against: str, ends: Sequence[Observation | None]
) -> tuple[Flag, ...]:
    """Return what a source says about a difference as a flag; none when no source says anything of the figures at its two ends.

    Of a figure that was revised since, nothing has been said.
    """
    for said in edition.facts.significance:
        is_about = (Series(said.indicator, said.category, said.geography), said.year, said.against) == (series, year, against)
        if is_about and not any(end and end.status == "revised" and end.published > said.published for end in ends):
            return ("published_significant" if said.significant == "yes" else "published_not_significant",)
    return ()


def significance_rows(edition: Edition) -> Iterator[Result]:
    """Yield what the sources say about whether differences are significant, for the years that the edition shows."""
    for said in edition.facts.significance:
        if edition.shows(said.indicator, said.year):
            yield significance_row(edition, said)


def significance_row(edition: Edition, said: Significance) -> Result:
    series, fact = Series(said.indicator, said.category, said.geography), fact_of_significance(said)
    is_year = said.against.isdigit()
    return edition.row(
        fact.id,
        series,
        said.year,
        "significance",
        "significant" if said.significant == "yes" else "not_significant",
        "published",
        [fact],
        unit="answer",
        against_year=int(said.against) if is_year else None,
        against_area="" if is_year else said.against,
    )
