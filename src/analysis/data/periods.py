"""Parts of time that a figure can be about beside a whole calendar year: a half, a quarter, a month, a day, or a span of days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from analysis.data.values import day_of, is_year, problem

Part = Literal["year", "half", "quarter", "month", "day", "span"]
# How the parts of a year are written, with how many of them a year has: 2023H1, 2023K1, 2023M03.
LETTERS: dict[str, Part] = {"H": "half", "K": "quarter", "M": "month"}
PARTS_OF_A_YEAR: dict[Part, int] = {"half": 2, "quarter": 4, "month": 12}
MONTHS = 12
WRITTEN = re.compile(r"([0-9]{4})([A-Z])([0-9]{1,2})")
ONE_DAY = dt.timedelta(days=1)
# An edge of a span: how many years after the figure's own, month and day.
Edge = tuple[int, int, int]


@dataclass(frozen=True, order=True)
class Span:
    """A part of time without its year, so that the same part of two years is the same thing and no other is.

    ``number`` tells halves, quarters and months apart. ``begins`` is the first day and ``after`` the first one after the last,
    so that a February of 28 days and one of 29 are the same month. Without anything it is the whole calendar year.
    """

    part: Part = "year"
    number: int = 0
    begins: Edge = (0, 1, 1)
    after: Edge = (1, 1, 1)

    @property
    def is_year(self) -> bool:
        """Whether it is a whole calendar year."""
        return self.part == "year"

    @property
    def name(self) -> str:
        """A short name for an id; empty for the whole year."""
        letter = next((letter for letter, part in LETTERS.items() if part == self.part), "")
        if letter:
            return f"{letter}{self.number}"
        edges = {"day": (self.begins,), "span": (self.begins, self.after)}.get(self.part, ())
        return "-".join(f"{years}.{month:02d}.{day:02d}" for years, month, day in edges)

    def of(self, year: int) -> Period:
        """Return the part of a year's time; ``year`` is the one that the figure belongs to."""
        return Period(self.part, self.number, day_at(self.begins, year), day_at(self.after, year) - ONE_DAY)


def day_at(edge: Edge, year: int) -> dt.date:
    """Return the day of an edge; where a year has no such day, the one after it."""
    years, month, day = edge
    try:
        return dt.date(year + years, month, day)
    except ValueError:
        return dt.date(year + years, month + 1, 1)


WHOLE_YEAR = Span()


@dataclass(frozen=True)
class Period:
    """A part of time with its first and last day."""

    part: Part
    number: int
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The period as the tables write it."""
        letter = next((letter for letter, part in LETTERS.items() if part == self.part), "")
        if letter:
            return f"{self.first.year}{letter}{self.number:02d}" if letter == "M" else f"{self.first.year}{letter}{self.number}"
        if self.part == "year":
            return str(self.first.year)
        return self.first.isoformat() if self.part == "day" else f"{self.first}/{self.last}"

    def span(self, year: int) -> Span:
        """Return the period without its year, as seen from the year that its figure belongs to."""
        after = self.last + ONE_DAY
        edges = [(day.year - year, day.month, day.day) for day in (self.first, after)]
        return Span(self.part, self.number, edges[0], edges[1])


def part_of_year(year: int, part: Part, number: int) -> Period:
    """Return a half, a quarter or a month of a year."""
    months = MONTHS // PARTS_OF_A_YEAR[part]
    first = months * (number - 1)
    after = dt.date(year + (first + months) // MONTHS, (first + months) % MONTHS + 1, 1)
    return Period(part, number, dt.date(year, first + 1, 1), after - ONE_DAY)


def parse_period(cell: object) -> Period | None:
    """Return the cell as a period, ``None`` where it is empty: the whole calendar year.

    Raises ``ValueError`` for anything that is none, and for one that has a shorter way to be written.
    """
    if cell is None or isinstance(cell, Period):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    found = lettered(text) or days(text)
    if found is None:
        raise problem("period_form")
    if found.text != text:
        raise problem("period_shorter", shorter=found.text)
    if (found.first.month, found.first.day, found.last - found.first) == (1, 1, dt.date(found.first.year, 12, 31) - found.first):
        raise problem("period_year_whole")
    return found


def lettered(text: str) -> Period | None:
    """Return the half, quarter or month that a text names, if it names one."""
    match = WRITTEN.fullmatch(text)
    part = LETTERS.get(match[2]) if match else None
    if match is None or part is None or not is_year(match[1]) or not 1 <= int(match[3]) <= PARTS_OF_A_YEAR[part]:
        return None
    return part_of_year(int(match[1]), part, int(match[3]))


def days(text: str) -> Period | None:
    """Return the day or the span of days that a text names, as the shortest name that it has; ``None`` where it names none."""
    first, _, last = text.partition("/")
    found = day_of(first), day_of(last or first)
    if found[0] is None or found[1] is None or found[1] < found[0] or not all(is_year(f"{day.year:04d}") for day in found if day):
        return None
    return shortest(found[0], found[1])


def shortest(first: dt.date, last: dt.date) -> Period:
    """Return the period from a day to another: a day, a part of a year where it is one, or a span."""
    if first == last:
        return Period("day", 0, first, last)
    same = (part_of_year(first.year, part, number) for part, count in PARTS_OF_A_YEAR.items() for number in range(1, count + 1))
    return next((found for found in same if (found.first, found.last) == (first, last)), Period("span", 0, first, last))


OptionalPeriod = Annotated[Period | None, BeforeValidator(parse_period)]
