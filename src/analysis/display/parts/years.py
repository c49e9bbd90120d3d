"""The years that there are figures for, as they are listed: three or more in a row as a span."""

from __future__ import annotations

from analysis.display.parts.series import areas_in_order, years_of
from analysis.display.runs import Because, Phrase, joined, phrase, year
from analysis.display.view.view import View
from analysis.indicators import Result


def years_by_area(view: View, rows: list[Result]) -> Phrase:
    """Return the years of the rows, for each area."""
    return joined("; ", (area_years(view, area, rows) for area in areas_in_order(view, rows)))


def area_years(view: View, area: str, rows: list[Result]) -> Phrase:
    """Return an area with the years of its rows."""
    found = years_of(row for row in rows if row.geography == area)
    return view.say("quality.area_years", area=view.area(area), years=view.listed(spans(found)))


def spans(years: list[int]) -> list[Phrase]:
    """Return years, oldest first, as single years and spans."""
    runs: list[list[int]] = []
    for when in years:
        if runs and when == runs[-1][-1] + 1:
            runs[-1].append(when)
        else:
            runs.append([when])
    return [part for run in runs for part in span(run)]


def span(run: list[int]) -> list[Phrase]:
    """Return years in a row, two of them each for itself."""
    if len(run) > 2:  # noqa: PLR2004 - a span of two years is longer to read than the two
        return [phrase(Because(f"{run[0]}–{run[-1]}", "year"))]
    return [phrase(year(when)) for when in run]
