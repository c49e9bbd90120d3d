"""Labels of time: a year, a quarter, a month, a half-year, a day or a stretch of days, alone or behind a name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from analysis.intake.language import vocabulary
from analysis.intake.sheets import Value
from analysis.intake.values.formats import shows_year_only
from analysis.intake.words import MARKS, one_line

FIRST, LAST = 1950, 2100
YEAR = r"(?:19[5-9]\d|20\d\d)"
PARTS = {"K": 4, "H": 2, "M": 12}


@dataclass(frozen=True)
class Time:
    """A time: ``year``, ``part`` of it (``K1``, ``M03``, ``H2``, a day, or two days with a stroke between), ``last`` year of several.

    An empty part is the whole year; a part without a year waits for one from another label.
    """

    year: int | None = None
    part: str = ""
    last: int | None = None

    @property
    def period(self) -> str:
        """The period in the words of the data: empty for a whole year, ``2023K1``, or days."""
        return f"{self.year}{self.part}" if self.part[:1] in PARTS else self.part

    def joined(self, other: Time) -> Time | None:
        """Return the time that two labels say together; None where they contradict one another."""
        if (self.year and other.year and self.year != other.year) or (self.part and other.part and self.part != other.part):
            return None
        return Time(self.year or other.year, self.part or other.part, self.last or other.last)


@lru_cache(maxsize=1)
def shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the ways of writing a time, the most particular first."""
    topic = vocabulary()["time"]
    month = "|".join(name for names in topic["months"] for name in sorted(names, key=len, reverse=True))
    quarter, half = ("|".join(topic[name]) for name in ("quarter", "half"))
    day = rf"(\d{{1,2}})\.\s*({month})\.?"
    texts = (
        ("days", rf"{day}(?:\s+({YEAR}))?\s*(?:-|–|til)\s*{day}\s+({YEAR})"),
        ("day", rf"(?:pr\.\s*)?{day}\s+({YEAR})"),
        ("numbers", rf"(\d{{1,2}})[-./](\d{{1,2}})[-./]({YEAR})"),
        ("iso", rf"({YEAR})-(\d\d)-(\d\d)"),
        ("span", rf"({YEAR})\s*[-–]\s*({YEAR})"),
        ("split", rf"({YEAR})\s*/\s*(\d\d|{YEAR})"),
        ("K", rf"(?P<y>{YEAR})\s*[-:]?\s*[KQ](?P<n>[1-4])|[KQ](?P<n2>[1-4])\.?(?:\s+(?P<y2>{YEAR}))?"),
        ("K", rf"(?P<n>[1-4])\.\s*(?:{quarter})\.?(?:\s+(?P<y>{YEAR}))?"),
        (
            "H",
            rf"(?P<y>{YEAR})\s*H(?P<n>[12])|H(?P<n2>[12])(?:\s+(?P<y2>{YEAR}))?|(?P<n3>[12])\.\s*(?:{half})(?:\s+(?P<y3>{YEAR}))?",
        ),
        ("marked_day", rf"({YEAR})M(0[1-9]|1[0-2])D(0[1-9]|[12]\d|3[01])"),
        ("week", rf"({YEAR})U(0[1-9]|[1-4]\d|5[0-3])"),
        ("M", rf"(?P<y>{YEAR})\s*M(?P<n>0[1-9]|1[0-2])|(?P<y2>{YEAR})-(?P<n2>0[1-9]|1[0-2])"),
        ("month", rf"({month})\.?(?:\s+({YEAR}))?"),
        ("year", rf"({YEAR})"),
    )
    return tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in texts)


def month_number(name: str) -> int:
    """Return a month's number by its Danish name."""
    return next(number for number, names in enumerate(vocabulary()["time"]["months"], 1) if name.lower() in names)


def time_from(kind: str, found: re.Match[str]) -> Time | None:
    """Return the time that a match of a shape is; None for a day that is none."""
    if kind in PARTS:
        named = {name[0]: text for name, text in found.groupdict().items() if text}
        number = named["n"] if kind == "M" else str(int(named["n"]))
        return Time(int(named["y"]) if "y" in named else None, f"{kind}{number}")
    groups = found.groups()
    whole: dict[str, Callable[[], Time]] = {
        "year": lambda: Time(int(groups[0])),
        "month": lambda: Time(int(groups[1]) if groups[1] else None, f"M{month_number(groups[0]):02d}"),
        "span": lambda: Time(int(groups[0]), "", int(groups[1])),
        "split": lambda: Time(int(groups[0]), f"{groups[0]}/{groups[1]}"),
    }
    try:
        return whole[kind]() if kind in whole else days_from(kind, groups)
    except ValueError:
        return None


def days_from(kind: str, groups: tuple[str, ...]) -> Time:
    """Return the time of a match that names days. Raises ``ValueError`` for a day that is not in the calendar."""
    if kind in ("iso", "marked_day"):
        day = dt.date(*map(int, groups))
        return Time(day.year, day.isoformat())
    if kind == "week":
        monday = dt.date.fromisocalendar(int(groups[0]), int(groups[1]), 1)
        return Time(int(groups[0]), f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}")
    if kind == "numbers":
        day = dt.date(int(groups[2]), int(groups[1]), int(groups[0]))
        return Time(day.year, day.isoformat())
    if kind == "day":
        day = dt.date(int(groups[2]), month_number(groups[1]), int(groups[0]))
        return Time(day.year, day.isoformat())
    last = dt.date(int(groups[5]), month_number(groups[4]), int(groups[3]))
    first = dt.date(int(groups[2] or groups[5]), month_number(groups[1]), int(groups[0]))
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return Time(last.year, "" if whole else f"{first.isoformat()}/{last.isoformat()}")


@lru_cache(maxsize=5000)
def time_of_text(text: str) -> Time | None:
    """Return the time that a text is; None for a text that is anything else, or more."""
    line = MARKS.sub("", one_line(text)).strip()
    for kind, shape in shapes():
        if found := shape.fullmatch(line):
            return time_from(kind, found)
    return None


def time_of(value: Value, number_format: str = "") -> Time | None:
    """Return the time that a cell is a label of: a year as a number, a date shown as its year, or a text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return Time(day.year) if shows_year_only(number_format) else Time(day.year, day.isoformat())
    if isinstance(value, int | float):
        return Time(int(value)) if value == int(value) and FIRST <= value <= LAST else None
    return time_of_text(value) if isinstance(value, str) else None


def is_year(value: Value, number_format: str = "") -> bool:
    """Tell whether a cell is a label of a whole year or a part of one."""
    return time_of(value, number_format) is not None


@lru_cache(maxsize=5000)
def time_in(text: str) -> tuple[str, Time | None]:
    """Return a label without the year or period that it begins or ends with, and that time: ``("Indbrud", Time(2024))``."""
    line = one_line(text)
    for kind, shape in shapes():
        for pattern in (
            rf"^(?P<rest>.*[^\W\d].*?)[\s,:(-]+(?:{shape.pattern})\)?$",
            rf"^(?:{shape.pattern})[\s,:]+(?P<rest>.*[^\W\d].*)$",
        ):
            if (found := re.match(pattern, line, re.IGNORECASE)) and not (kind == "year" and is_beginning(found["rest"])):
                time = time_of_text(line.replace(found["rest"], "", 1).strip(" ,:()-"))
                rest = found["rest"].strip(" ,:-")
                if time is not None and kind and rest.count("(") == rest.count(")"):
                    return rest, time
    return line, None


def is_beginning(before: str) -> bool:
    """Tell whether the words before a year say that something began then: "the area since 2021". Figures are about no such year."""
    since = "|".join(re.escape(word) for word in vocabulary()["time"]["since"])
    return re.search(rf"(?<!\w)(?:{since})$", before.strip(" (:"), re.IGNORECASE) is not None


@lru_cache(maxsize=5000)
def with_places(text: str) -> tuple[str, tuple[Time, ...]]:
    """Return a line with a place for each time in it (``{time}``), and the times, in order. A time without a year is none."""
    line, found = one_line(text), times_at(text)
    for start, end, _ in reversed(found):
        line = f"{line[:start]}{{time}}{line[end:]}"
    return line, tuple(time for _, _, time in found)


def times_said(text: str) -> tuple[Time, ...]:
    """Return the times in a text that figures may be about: not the year since which an area has been what it is."""
    line = one_line(text)
    return tuple(
        time for start, end, time in times_at(text) if not (re.fullmatch(YEAR, line[start:end]) and is_beginning(line[:start]))
    )


@lru_cache(maxsize=5000)
def times_at(text: str) -> tuple[tuple[int, int, Time], ...]:
    """Return the times in a text that have a year, in order, each with where it begins and ends."""
    line = one_line(text)
    found: list[tuple[int, int, Time]] = []
    for _, shape in shapes():
        for match in re.finditer(rf"(?<![\w.{{])(?:{shape.pattern})(?![\w}}])", line, re.IGNORECASE):
            time = time_of_text(match[0])
            apart = all(match.end() <= start or end <= match.start() for start, end, _ in found)
            if apart and time is not None and time.year is not None:
                found.append((match.start(), match.end(), time))
    return tuple(sorted(found, key=lambda one: one[0]))
