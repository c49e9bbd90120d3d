"""The kinds of value that definitions and tables share: what may stand there, and what is said when something else does.

A cell is read as text and parsed here, so that a Danish "26,0" or "1.289.000" is refused with its own message and no value
passes through binary floating point. TOML has numbers and days of its own; they are taken as they are.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from analysis.messages import message

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DANISH_COMMA = re.compile(r"-?[0-9.]*[0-9],[0-9]+")
DANISH_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}")
KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
ADDRESS = re.compile(r'https?://[^\s"<>]+')
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS = 64, 200, 10_000, 2_000
# Decimal arithmetic has 28 digits; with twelve before the point and ten after it no sum or share of ours runs out of them.
MOST_DIGITS, MOST_DECIMALS = 12, 10
LARGEST_EFFECT = 100
OWN = "own"


def problem(key: str, /, *, found: object = "", column: str = "", **values: object) -> PydanticCustomError:
    """Return the error of a value, with what is said about it: ``expected`` and ``todo`` of the catalogue under ``key``.

    ``found`` and ``column`` are given where they are not the value itself and its own place.
    """
    expected, todo = (message(f"data.values.{key}.{part}", **values) for part in ("expected", "todo"))
    return PydanticCustomError(OWN, expected, {"todo": todo, "found": str(found), "column": column})


def parse_number(cell: object) -> Decimal | None:
    """Return the cell as a ``Decimal`` (``None`` when empty).

    Raises ``ValueError`` with what to write instead, for Danish notation, for text and for more digits than are reckoned with.
    """
    if cell is None or isinstance(cell, Decimal):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    if DANISH_COMMA.fullmatch(text):
        raise problem("danish_comma", plain=text.replace(".", "").replace(",", "."))
    if DANISH_THOUSANDS.fullmatch(text):
        raise problem("danish_thousands", plain=text.replace(".", ""))
    if not NUMBER.fullmatch(text):
        raise problem("number")
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise problem("digits", digits=MOST_DIGITS, decimals=MOST_DECIMALS)
    return Decimal(text)


def parse_count(cell: object) -> Decimal | None:
    """Return the cell as a number of people. Raises ``ValueError`` unless it is whole and at least 1."""
    number = parse_number(cell)
    if number is not None and (number < 1 or "." in str(number)):
        raise problem("count")
    return number


def parse_effect(cell: object) -> Decimal | None:
    """Return the cell as a design effect. Raises ``ValueError`` unless it is above 0.

    Below 1 is legal: a sample that is drawn well, by strata, is surer than one drawn blindly.
    """
    number = parse_number(cell)
    if number is not None and not 0 < number <= LARGEST_EFFECT:
        raise problem("effect")
    return number


def check_key(cell: str) -> str:
    """Return the cell. Raises ``ValueError`` unless it is a key."""
    if not KEY.fullmatch(cell):
        raise problem("key")
    if len(cell) > LONGEST_KEY:
        raise problem("long", most=LONGEST_KEY, count=len(cell))
    return cell


def parse_date(cell: object) -> dt.date:
    """Return the cell as a date. Raises ``ValueError`` unless it is a real day written YYYY-MM-DD."""
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        day: dt.date | None = cell
    else:
        day = day_of(str(cell).strip())
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise problem("date")
    return day


def day_of(text: str) -> dt.date | None:
    """Return the day that a text is, in exactly one way of writing it."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


class DayOfYear(NamedTuple):
    """A day that every year has."""

    month: int
    day: int

    def of(self, year: int) -> dt.date:
        """Return the day in a year."""
        return dt.date(year, self.month, self.day)


def parse_day_of_year(cell: object) -> DayOfYear:
    """Return a day of every year. Raises ``ValueError`` unless it is written MM-DD; 29 February is none."""
    if isinstance(cell, DayOfYear):
        return cell
    day = day_of(f"1900-{cell}")  # no leap year
    if day is None:
        raise problem("day_of_year")
    return DayOfYear(day.month, day.day)


def is_year(text: str) -> bool:
    """Tell whether a text is a year."""
    return bool(re.fullmatch(r"[0-9]{4}", text)) and FIRST_YEAR <= int(text) <= LAST_YEAR


def parse_year(cell: object) -> int:
    """Return the cell as a year. Raises ``ValueError`` unless it is four digits, and no year of another age."""
    text = str(cell).strip()
    if isinstance(cell, bool) or not is_year(text):
        raise problem("year", first=FIRST_YEAR, last=LAST_YEAR)
    return int(text)


def parse_whole(value: object) -> int:
    """Return a definition's whole number. Raises ``ValueError`` for any other, and for one in quotes."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise problem("whole")
    return value


def parse_measure(value: object) -> Decimal:
    """Return a definition's number, whole or with a decimal point. Raises ``ValueError`` unless it is one above 0, and for one in quotes."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite() or value <= 0:
        raise problem("measure")
    number = parse_number(f"{Decimal(value):f}")
    if number is None:
        raise problem("measure")
    return number


def within(low: int, high: int) -> AfterValidator:
    """Return the check that a whole number lies in a range, both ends included."""

    def check(value: int) -> int:
        if not low <= value <= high:
            raise problem("within", low=low, high=high)
        return value

    return AfterValidator(check)


def parse_flag(value: object) -> bool:
    """Return a definition's yes or no. Raises ``ValueError`` for anything that TOML does not write as one."""
    if not isinstance(value, bool):
        raise problem("flag")
    return value


def at_most(most: int, *, lines: bool) -> AfterValidator:
    """Return the check that a text is not too long and, unless it may have several lines, stands in one."""

    def check(text: str) -> str:
        if len(text) > most:
            raise problem("long", most=most, count=len(text))
        if not lines and len(text.splitlines()) > 1:
            raise problem("one_line")
        return text

    return AfterValidator(check)


def check_filled(text: str) -> str:
    """Return the text. Raises ``ValueError`` when nothing stands in it."""
    if not text.strip():
        raise problem("filled")
    return text


def check_address(text: str) -> str:
    """Return the address, or an empty text. Raises ``ValueError`` for what is no address of the web."""
    if text and not ADDRESS.fullmatch(text):
        raise problem("address")
    if len(text) > LONGEST_ADDRESS:
        raise problem("long", most=LONGEST_ADDRESS, count=len(text))
    return text


def check_ascending(years: tuple[int, ...]) -> tuple[int, ...]:
    """Return the years. Raises ``ValueError`` unless each stands once, the oldest first."""
    if list(years) != sorted(set(years)):
        raise problem("ascending", found=listed(years))
    return years


def check_unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names. Raises ``ValueError`` when one stands twice."""
    if len(set(names)) < len(names):
        raise problem("unique", found=listed(names))
    return names


def check_not_empty(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return the list. Raises ``ValueError`` when it is empty."""
    if not values:
        raise problem("not_empty", found="[]")
    return values


def check_not_empty_table(values: dict[str, str]) -> dict[str, str]:
    """Return the table. Raises ``ValueError`` when nothing stands in it."""
    if not values:
        raise problem("not_empty", found="{}")
    return values


def listed(values: tuple[object, ...]) -> str:
    """Return a list as TOML writes it."""
    return f"[{', '.join(map(str, values))}]"


Number = Annotated[Decimal | None, BeforeValidator(parse_number)]
Respondents = Annotated[Decimal | None, BeforeValidator(parse_count)]
Effect = Annotated[Decimal | None, BeforeValidator(parse_effect)]
Day = Annotated[dt.date, BeforeValidator(parse_date)]
YearlyDay = Annotated[DayOfYear, BeforeValidator(parse_day_of_year)]
Year = Annotated[int, BeforeValidator(parse_year)]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Measure = Annotated[Decimal, BeforeValidator(parse_measure)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Key = Annotated[str, AfterValidator(check_key)]
OptionalKey = Annotated[str, AfterValidator(lambda cell: check_key(cell) if cell else cell)]
Text = Annotated[str, at_most(LONGEST_TEXT, lines=True)]
FilledText = Annotated[Text, AfterValidator(check_filled)]
Name = Annotated[str, at_most(LONGEST_NAME, lines=False), AfterValidator(check_filled)]
OptionalName = Annotated[str, at_most(LONGEST_NAME, lines=False)]
Address = Annotated[str, AfterValidator(check_address)]
FilledAddress = Annotated[Address, AfterValidator(check_filled)]
OptionalYears = Annotated[tuple[Year, ...], AfterValidator(check_ascending)]
Years = Annotated[OptionalYears, AfterValidator(check_not_empty)]
Keys = Annotated[tuple[Key, ...], AfterValidator(check_unique)]
FilledKeys = Annotated[Keys, AfterValidator(check_not_empty)]
YesNo = Literal["yes", "no"]
