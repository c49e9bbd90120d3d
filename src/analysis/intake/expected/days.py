"""Which part of a year answers about activities are for."""

from __future__ import annotations

import datetime as dt

from analysis.data import Facts


def period(facts: Facts, year: int) -> tuple[dt.date, dt.date]:
    """Return the part of a year that answers are about: as the partnership says, else as the last time, else all of it."""
    midway = facts.partnership.midway
    last = max((row for row in facts.status if row.year < year), key=lambda row: row.year, default=None)
    first = midway.period_from.of(year) if midway.period_from else shifted(last.period_from, year) if last else dt.date(year, 1, 1)
    final = midway.period_to.of(year) if midway.period_to else shifted(last.period_to, year) if last else dt.date(year, 12, 31)
    return first, final


def shifted(day: dt.date, year: int) -> dt.date:
    """Return a day in another year; of 29 February the day before, which every year has."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
