"""One row type for each CSV file under ``data/``: the columns, their types and what a row may say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from analysis.data.periods import WHOLE_YEAR, OptionalPeriod, Span
from analysis.data.values import (
    Day,
    Effect,
    FilledText,
    Key,
    Name,
    Number,
    OptionalKey,
    OptionalName,
    Respondents,
    Text,
    Year,
    YesNo,
    problem,
)
from analysis.messages import message

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


class Row(BaseModel):
    """A row of any table: no unknown column, every cell stripped, immutable.

    ``KEY`` are the columns that tell one row from another, beside its source. ``NAMES`` is the column with a name that other
    tables use. ``delivery``, ``sheet`` and ``cell`` say where a row was read that was not typed: the file under
    ``deliveries/``, the sheet in it (a text file has none) and the cell, or the cells of a sum.
    """

    KEY: ClassVar[tuple[str, ...]] = ()
    NAMES: ClassVar[str] = ""
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    source: Key
    section: Name
    published: Day
    delivery: OptionalName = ""
    sheet: OptionalName = ""
    cell: OptionalName = ""

    @model_validator(mode="after")
    def cell_is_a_deliverys(self) -> Row:
        if bool(self.delivery) != bool(self.place):
            raise problem("cell_alone", found=self.delivery or self.place, column="delivery")
        return self

    @property
    def place(self) -> str:
        """What says where in its delivery the row was read."""
        return self.cell


class PlanRow(Row):
    """A row of a plan's tables. A correction is a row with the same key from a newer source."""

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is about, whoever says it."""
        return tuple(getattr(self, name) for name in self.KEY)


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
    ``period`` is the part of time that the figure is about, ``None`` the whole calendar year; ``year`` is then the year that
    it belongs to. ``lower`` and ``upper`` are the source's own limits of the figure. ``breakdown`` and ``group`` say of which
    part of those asked or counted it is. ``counted_rows`` is how many rows of incidents or persons it was counted from, in a file
    that is not kept; such a figure has no cell.
    """

    KEY = ("indicator", "category", "geography", "year", "period", "breakdown", "group")

    indicator: Key
    category: OptionalKey
    geography: Key
    year: Year
    value: Number
    level: OptionalKey
    status: Status
    n: Respondents
    deff: Effect
    note: Text
    qualifier: Qualifier = ""
    as_written: OptionalName = ""
    period: OptionalPeriod = None
    lower: Number = None
    upper: Number = None
    breakdown: OptionalKey = ""
    group: OptionalKey = ""
    counted_rows: Respondents = None

    @property
    def place(self) -> str:
        return self.cell or str(self.counted_rows or "")

    @property
    def id(self) -> str:
        """A name that is stable from build to build; a correction comes from a new source and so has a new name."""
        part = (self.breakdown, self.group, self.period.text.replace("/", "_") if self.period else "")
        return ".".join(filter(None, (self.indicator, self.category, self.geography, *part, str(self.year), self.source)))

    @property
    def span(self) -> Span:
        """The part of time that the figure is about, without its year."""
        return self.period.span(self.year) if self.period else WHOLE_YEAR

    @property
    def series(self) -> tuple[str, str, str, str, str, Span]:
        """What tells the figure from all others of its year, whoever says it."""
        return self.indicator, self.category, self.geography, self.breakdown, self.group, self.span

    @property
    def is_whole(self) -> bool:
        """Whether the figure is about a whole year and about everybody."""
        return self.span.is_year and not self.breakdown

    @model_validator(mode="after")
    def period_is_of_its_year(self) -> Observation:
        if self.period and not self.period.first.year <= self.year <= self.period.last.year:
            raise problem("period_year", found=self.period.text, column="period", year=self.year)
        return self

    @model_validator(mode="after")
    def group_has_a_breakdown(self) -> Observation:
        if bool(self.breakdown) != bool(self.group):
            raise problem("group_alone", found=self.breakdown or self.group, column="group")
        return self

    @model_validator(mode="after")
    def limits_are_around_the_value(self) -> Observation:
        if (self.lower, self.upper) == (None, None):
            return self
        if self.value is None or self.lower is None or self.upper is None or not self.lower <= self.value <= self.upper:
            found = f"{shown(self.lower)} to {shown(self.upper)}"
            raise problem("limits", found=found, column="lower", value=shown(self.value))
        return self

    @model_validator(mode="after")
    def value_follows_status(self) -> Observation:
        cells = {"value": self.value, "level": self.level or None}
        found = " and ".join(f"{name} {cell}" for name, cell in cells.items() if cell is not None)
        if self.status in WITH_VALUE and (self.value is None) == (not self.level):
            raise problem("one_value", found=found or message("data.values.neither"), column="value", status=self.status)
        if self.status not in WITH_VALUE and found:
            raise problem("no_value", found=found, column="value", status=self.status)
        return self

    @model_validator(mode="after")
    def qualifier_has_a_figure(self) -> Observation:
        check_qualifier(self.value is not None, self.qualifier, self.as_written)
        return self


def check_qualifier(has_value: bool, qualifier: Qualifier, as_written: str) -> None:
    """Raise ``ValueError`` for words about a figure that is not there, and for words that are not given."""
    if not has_value and (qualifier or as_written):
        raise problem("qualified_nothing", found=qualifier or as_written, column="qualifier")
    if qualifier == "in_words" and not as_written:
        raise problem("words_missing", found=qualifier, column="as_written")


class Significance(Row):
    """What a source says about a difference: of a year against an earlier year, or of an area against another."""

    KEY = ("indicator", "category", "geography", "year", "against")

    indicator: Key
    category: OptionalKey
    geography: Key
    year: Year
    against: Key
    significant: YesNo
    note: Text


class Statement(Row):
    """What somebody says about a figure or a change: why it is so (``explanation``), or that it is so (``claim``).

    ``against`` is what the change or difference is from: an earlier year, another area, or nothing. ``owner`` is who says it.
    """

    KEY = ("kind", "indicator", "category", "geography", "year", "against", "owner", "text")

    kind: Literal["explanation", "claim"]
    indicator: Key
    category: OptionalKey = ""
    geography: Key
    year: Year
    against: OptionalKey = ""
    owner: Name
    text: FilledText
    note: Text = ""

    @property
    def id(self) -> str:
        """A name that is stable from build to build."""
        about = (self.indicator, self.category, self.geography, str(self.year), self.against, self.source)
        return ".".join(filter(None, (self.kind, *about)))


class Activity(PlanRow):
    """One row of a safety plan: its number and name, who is responsible and whom it is for."""

    KEY = ("plan", "activity")
    NAMES = "activity"

    plan: Key
    activity: Key
    number: OptionalName
    effort_area: OptionalKey
    name: Name
    responsible: Text
    target_group: Text
    description: Text


class Budget(PlanRow):
    """One cell of a plan's budget table, in whole kroner.

    ``activity`` is empty in the plan's own total row. ``line`` names a part of an activity's budget; lines add up to the
    activity's cell and are never added to the plan's sum again. ``sign`` is what stands in the source, to the letter.
    ``amount_to_dkk`` is the upper end when the source gives a range.
    """

    KEY = ("plan", "activity", "line", "year")

    plan: Key
    activity: OptionalKey
    line: OptionalKey
    year: Year
    amount_dkk: Number
    amount_to_dkk: Number
    approximate: YesNo
    sign: OptionalName
    status: Status
    footnote: OptionalName
    note: Text

    @model_validator(mode="after")
    def amount_follows_status(self) -> Budget:
        if (self.status in WITH_VALUE) != (self.amount_dkk is not None):
            raise problem(
                "amount", found=message("data.values.beside", value=shown(self.amount_dkk), status=self.status), column="amount_dkk"
            )
        check_range(self.amount_dkk, self.amount_to_dkk, "amount_dkk", "amount_to_dkk")
        return self

    @model_validator(mode="after")
    def line_is_an_activitys(self) -> Budget:
        if self.line and not self.activity:
            raise problem("line_alone", found=self.line, column="line")
        return self


def check_range(low: Number, high: Number, low_name: str, high_name: str) -> None:
    """Raise ``ValueError`` for an upper end that is below the lower one, or has none."""
    if high is not None and (low is None or high < low):
        raise problem("range", found=f"{shown(low)} to {high}", column=high_name, low=low_name, high=high_name)


def shown(number: Number) -> str:
    """Return a number as it was written, or the word for an empty cell."""
    return message("data.values.empty") if number is None else str(number)


class Deliverable(PlanRow):
    """A number that an activity promises, hopes for or reports. ``value_to`` is the upper end of a range.

    ``hope`` is what the source hopes, ``background`` a figure that it gives as a reason and that nobody delivers.
    """

    KEY = ("plan", "activity", "deliverable", "kind", "year")

    plan: Key
    activity: Key
    deliverable: Key
    label: Name
    year: Year
    kind: Literal["target", "observed", "expected", "hope", "background"]
    at_least: YesNo
    value: Number
    value_to: Number
    unit: Name
    qualifier: Qualifier = ""
    as_written: OptionalName = ""

    @model_validator(mode="after")
    def range_goes_upwards(self) -> Deliverable:
        check_range(self.value, self.value_to, "value", "value_to")
        check_qualifier(self.value is not None, self.qualifier, self.as_written)
        if self.at_least == "yes" and self.qualifier not in {"", "at_least"}:
            raise problem("two_qualifiers", found=self.qualifier, column="qualifier")
        return self


class ActivityStatus(PlanRow):
    """How an activity goes half-way through the year, as its owner answered.

    ``adjustment`` is ``partly`` where none is needed but those that the answer has described.
    """

    KEY = ("plan", "activity", "year")

    plan: Key
    activity: Key
    year: Year
    period_from: Day
    period_to: Day
    on_plan: Literal["yes", "partly", "no"]
    concern: YesNo
    adjustment: Literal["yes", "partly", "no"]
    comment: Text

    @model_validator(mode="after")
    def period_goes_forwards(self) -> ActivityStatus:
        if self.period_to < self.period_from:
            raise problem("period_days", found=f"{self.period_from} to {self.period_to}", column="period_from")
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
