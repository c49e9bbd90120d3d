"""Rows of what was observed, and of what follows from it alone: totals, shares, changes and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data import Observation
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, Result, difference_unit, has_number, series_name


def observed_rows(edition: Edition) -> Iterator[Result]:
    """Yield each published figure, and each that contradicts it, marked as such."""
    for series, years in edition.history.items():
        for year, settled in years.items():
            agreeing = [o.id for o in settled.agree]
            yield observed_row(edition, series, year, settled.counts, "published", agreeing)
            for other in settled.contradict:
                yield observed_row(edition, series, year, other, "published; contradicts", [])


def observed_row(edition: Edition, series: Series, year: int, observation: Observation, method: str, agreeing: list[str]) -> Result:
    # A change that a source only claims is no observation of a level.
    measure = "change_pct" if edition.facts.indicators[series.indicator].unit == "percent_change" else "observed"
    value = observation.level or observation.value
    inputs = [observation.id, *agreeing]
    return edition.row(observation.id, series, year, measure, value, method, inputs, status=observation.status)


def total_rows(edition: Edition) -> Iterator[Result]:
    """Yield each total that an agreement defines, summed from its parts, in the years that have all of them."""
    for agreement in edition.facts.agreements:
        for total in agreement.totals:
            series = Series(total.indicator, total.category, total.geography)
            for year in total.years:
                parts = [edition.observed(Series(total.indicator, part, total.geography), year) for part in total.parts]
                known = [part for part in parts if part is not None and part.value is not None]
                if len(known) == len(parts):
                    value = sum((measures.number_of(part) for part in known), Decimal(0))
                    name = ".".join((*series_name(series), str(year)))
                    yield edition.row(name, series, year, "total", value, "sum of parts", [part.id for part in known])


def share_rows(edition: Edition) -> Iterator[Result]:
    """Yield each share that is made of two counts."""
    for key, indicator in edition.facts.indicators.items():
        if indicator.ratio is None:
            continue
        for series, years in list(edition.history.items()):
            if series.indicator != indicator.ratio.numerator:
                continue
            for year, settled in years.items():
                whole = edition.observed(Series(indicator.ratio.denominator, series.category, series.geography), year)
                if has_number(settled.counts) and has_number(whole):
                    own = Series(key, series.category, series.geography)
                    value = measures.share(settled.counts, whole)
                    name, inputs = ".".join((*series_name(own), str(year))), [settled.counts.id, whole.id]
                    status = "ok" if value is not None else "not_applicable"
                    yield edition.row(name, own, year, "share", value, "numerator / denominator", inputs, status=status)


def change_rows(edition: Edition) -> Iterator[Result]:
    """Yield the change from the measurement before to the edition's own, in each series that has both.

    Two figures that were rounded to different decimals have none: 6.6 to 6 would be a fall made by rounding.
    """
    for series, years in edition.history.items():
        unit = edition.facts.indicators[series.indicator].unit
        newest = edition.observation_year(series.indicator)
        earlier = max((year for year in years if year < newest), default=None)
        if edition.facts.indicators[series.indicator].context or newest not in years or earlier is None:
            continue
        before, after = years[earlier].counts, years[newest].counts
        if before.value is None or after.value is None or measures.places(before) != measures.places(after):
            continue
        name = ".".join((*series_name(series), str(newest)))
        said = published_significance(edition, series, newest, str(earlier))
        method = f"difference from {earlier}" + said
        inputs = [before.id, after.id]
        yield edition.row(
            name, series, newest, "change", measures.change(before, after), method, inputs, unit=difference_unit(unit)
        )
        if unit == "count":
            percent = measures.change_pct(before, after)
            if percent is not None:
                yield edition.row(name, series, newest, "change_pct", percent, f"per cent of {earlier}", inputs, unit="percent")


def gap_rows(edition: Edition) -> Iterator[Result]:
    """Yield the distance of each partnership area to the larger areas that it is part of."""
    geographies = edition.facts.partnership.geographies
    for series, years in list(edition.history.items()):
        indicator = edition.facts.indicators[series.indicator]
        if not indicator.gap or geographies[series.geography].kind != "partnership":
            continue
        for year, settled in years.items():
            for reference in geographies[series.geography].part_of:
                whole = edition.observed(Series(series.indicator, series.category, reference), year)
                if has_number(settled.counts) and has_number(whole):
                    value = measures.gap(settled.counts, whole, edition.facts.partnership)
                    name = ".".join((*series_name(series), str(year), reference))
                    method = f"difference to {reference}" + published_significance(edition, series, year, reference)
                    yield edition.row(
                        name,
                        series,
                        year,
                        "gap",
                        value,
                        method,
                        [settled.counts.id, whole.id],
                        unit=difference_unit(indicator.unit),
                    )


def published_significance(edition: Edition, series: Series, year: int, against: str) -> str:
    """Return what a source says about the difference, as a note to a method; empty when no source says anything."""
    for said in edition.facts.significance:
        if (Series(said.indicator, said.category, said.geography), said.year, said.against) == (series, year, against):
            return f"; published: {'significant' if said.significant == 'yes' else 'not significant'}"
    return ""
