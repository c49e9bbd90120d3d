"""One row type for each CSV file under ``data/``: the columns, their types and what a cell may hold.

A cell is read as text and parsed here, so that a Danish "26,0" or "1.289.000" is refused with its own message
and no value passes through binary floating point.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

NUMBER = re.compile(r"-?\d+(\.\d+)?")
DANISH_COMMA = re.compile(r"-?[\d.]*\d,\d+")
DANISH_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3}){2,}")

Status = Literal[
    "ok",
    "provisional",
    "revised",
    "suppressed",
    "not_stated",
    "not_decided",
    "no_grant",
    "not_applicable",
    "source_claim",
]
# What a source says about how exact its figure is; ``in_words``: it writes no figure but words, such as 1/3.
Qualifier = Literal["", "about", "nearly", "up_to", "at_least", "more_than", "less_than", "in_words"]
WITH_VALUE: frozenset[str] = frozenset({"ok", "provisional", "revised", "source_claim"})


def parse_number(cell: object) -> object:
    """Return the cell as a ``Decimal`` (``None`` when empty).

    Raises ``ValueError`` with what to write instead, for Danish notation and for text.
    """
    if cell is None or isinstance(cell, Decimal | int):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    if DANISH_COMMA.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
        raise ValueError(f"a number with a decimal point, not a Danish decimal comma; write {plain}")
    if DANISH_THOUSANDS.fullmatch(text):
        raise ValueError(f"a number without thousands points; write {text.replace('.', '')}")
    if not NUMBER.fullmatch(text):
        raise ValueError("a plain number such as 17 or 26.0; words and signs belong in another column")
    return Decimal(text)


def parse_count(cell: object) -> object:
    """Return the cell as a number of things. Raises ``ValueError`` unless it is whole and not negative."""
    number = parse_number(cell)
    if isinstance(number, Decimal) and (number < 0 or number != number.to_integral_value()):
        raise ValueError("a whole number from 0 upwards, without thousands points")
    return number


def check_key(cell: str) -> str:
    """Return the cell. Raises ``ValueError`` unless it is a key."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", cell):
        raise ValueError("a key of small letters a-z, digits, hyphen and underscore")
    return cell


def parse_date(cell: object) -> dt.date:
    """Return the cell as a date. Raises ``ValueError`` unless it is a real day written YYYY-MM-DD."""
    if isinstance(cell, dt.date):
        return cell
    text = str(cell).strip()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("a date that exists, written YYYY-MM-DD")
    return day


def parse_year(cell: object) -> object:
    """Return the cell as a year. Raises ``ValueError`` unless it is four digits."""
    if isinstance(cell, int):
        return cell
    text = str(cell).strip()
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise ValueError("a year with four digits")
    return int(text)


Number = Annotated[Decimal | None, BeforeValidator(parse_number)]
Count = Annotated[Decimal | None, BeforeValidator(parse_count)]
Day = Annotated[dt.date, BeforeValidator(parse_date)]
Year = Annotated[int, BeforeValidator(parse_year)]
Key = Annotated[str, AfterValidator(check_key)]
OptionalKey = Annotated[str, AfterValidator(lambda cell: check_key(cell) if cell else cell)]
Text = Annotated[str, Field(min_length=1)]
YesNo = Literal["yes", "no"]


class Row(BaseModel):
    """A row of any table: no unknown column, every cell stripped, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    source: Key
    section: Text
    published: Day


class PlanRow(Row):
    """A row of a plan's tables. A correction is a row with the same key from a newer source."""

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is about, whoever says it."""
        names = ("plan", "activity", "line", "deliverable", "kind", "year")
        return tuple(getattr(self, name) for name in names if name in type(self).model_fields)


P = TypeVar("P", bound=PlanRow)


def newest(rows: Iterable[P]) -> tuple[P, ...]:
    """Return, for each key, the row that was published last, in the order of the first of them."""
    found: dict[tuple[object, ...], P] = {}
    for row in rows:
        if row.key not in found or row.published >= found[row.key].published:
            found[row.key] = row
    return tuple(found.values())


class Observation(Row):
    """One published figure: what, where, which year, and who published it when.

    ``value`` holds numbers, ``level`` ordered words (the safety index); exactly one of them is filled when the status
    has a value. ``n`` and ``deff`` are the sample size and design effect of a survey share where they are known.
    ``qualifier`` is what the source says about the figure's precision, ``as_written`` the source's own words for it.
    """

    indicator: Key
    category: OptionalKey
    geography: Key
    year: Year
    value: Number
    level: OptionalKey
    status: Status
    n: Count
    deff: Number
    note: str
    qualifier: Qualifier = ""
    as_written: str = ""

    @property
    def id(self) -> str:
        """A name that is stable from build to build; a correction comes from a new source and so has a new name."""
        return ".".join(filter(None, (self.indicator, self.category, self.geography, str(self.year), self.source)))

    @model_validator(mode="after")
    def value_follows_status(self) -> Observation:
        filled = (self.value is not None) + bool(self.level)
        if self.status in WITH_VALUE and filled != 1:
            raise ValueError(f"exactly one of value and level when status is {self.status}, not {self.value} and {self.level!r}")
        if self.status not in WITH_VALUE and filled:
            raise ValueError(f"empty value and level when status is {self.status}, not {self.level or self.value}")
        return self

    @model_validator(mode="after")
    def qualifier_has_a_figure(self) -> Observation:
        if self.value is None and (self.qualifier or self.as_written):
            raise ValueError("a value beside qualifier and as_written")
        if self.qualifier == "in_words" and not self.as_written:
            raise ValueError("the source's words in as_written when qualifier is in_words")
        return self


class Significance(Row):
    """What a source says about a difference: of a year against an earlier year, or of an area against another."""

    indicator: Key
    category: OptionalKey
    geography: Key
    year: Year
    against: Key
    significant: YesNo
    note: str


class Statement(Row):
    """What somebody says about a figure or a change: why it is so (``explanation``), or that it is so (``claim``).

    ``against`` is what the change or difference is from: an earlier year, another area, or nothing. ``owner`` is who says it.
    """

    kind: Literal["explanation", "claim"]
    indicator: Key
    category: OptionalKey = ""
    geography: Key
    year: Year
    against: OptionalKey = ""
    owner: Text
    text: Text
    note: str = ""

    @property
    def id(self) -> str:
        """A name that is stable from build to build."""
        about = (self.indicator, self.category, self.geography, str(self.year), self.against, self.source)
        return ".".join(filter(None, (self.kind, *about)))


class Activity(PlanRow):
    """One row of a safety plan: its number and name, who is responsible and whom it is for."""

    plan: Key
    activity: Key
    number: str
    effort_area: str
    name: Text
    responsible: str
    target_group: str
    description: str


class Budget(PlanRow):
    """One cell of a plan's budget table, in whole kroner.

    ``activity`` is empty in the plan's own total row. ``line`` names a part of an activity's budget; lines add up to the
    activity's cell and are never added to the plan's sum again. ``sign`` is what stands in the source, to the letter.
    ``amount_to_dkk`` is the upper end when the source gives a range.
    """

    plan: Key
    activity: OptionalKey
    line: OptionalKey
    year: Year
    amount_dkk: Number
    amount_to_dkk: Number
    approximate: YesNo
    sign: str
    status: Status
    footnote: str
    note: str

    @model_validator(mode="after")
    def amount_follows_status(self) -> Budget:
        if (self.status in WITH_VALUE) != (self.amount_dkk is not None):
            raise ValueError("an amount when, and only when, the status is ok, provisional, revised or source_claim")
        if self.amount_to_dkk is not None and (self.amount_dkk is None or self.amount_to_dkk < self.amount_dkk):
            raise ValueError("amount_to_dkk empty or at least amount_dkk")
        return self


class Deliverable(PlanRow):
    """A number that an activity promises, hopes for or reports. ``value_to`` is the upper end of a range.

    ``hope`` is what the source hopes, ``background`` a figure that it gives as a reason and that nobody delivers.
    """

    plan: Key
    activity: Key
    deliverable: Key
    label: Text
    year: Year
    kind: Literal["target", "observed", "expected", "hope", "background"]
    at_least: YesNo
    value: Number
    value_to: Number
    unit: Text
    qualifier: Qualifier = ""
    as_written: str = ""

    @model_validator(mode="after")
    def range_goes_upwards(self) -> Deliverable:
        if self.value_to is not None and (self.value is None or self.value_to < self.value):
            raise ValueError("value_to empty or at least value")
        return self


class ActivityStatus(PlanRow):
    """How an activity goes half-way through the year, as its owner answered.

    ``adjustment`` is ``partly`` where none is needed but those that the answer has described.
    """

    plan: Key
    activity: Key
    year: Year
    period_from: Day
    period_to: Day
    on_plan: Literal["yes", "partly", "no"]
    concern: YesNo
    adjustment: Literal["yes", "partly", "no"]
    comment: str

    @model_validator(mode="after")
    def period_goes_forwards(self) -> ActivityStatus:
        if self.period_to < self.period_from:
            raise ValueError("period_from on or before period_to")
        return self


OPTIONAL_TABLES = {"statements.csv"}
TABLES: dict[str, type[Row]] = {
    "observations.csv": Observation,
    "significance.csv": Significance,
    "statements.csv": Statement,
    "activities.csv": Activity,
    "budgets.csv": Budget,
    "deliverables.csv": Deliverable,
    "status.csv": ActivityStatus,
}
