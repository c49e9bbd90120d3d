"""The typed shape of the TOML definitions: partnership, sources, indicators, agreements, discrepancies.

Nothing here is about one partnership. Unknown keys are faults, so a misspelt key cannot pass unnoticed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Theme = Literal["tryghed", "kriminalitet", "ssp", "samarbejde", "oekonomi", "aktiviteter"]
Unit = Literal["percent", "count", "per_1000", "dkk", "level", "percent_change", "answer"]
RuleName = Literal[
    "at_most_baseline",
    "reduce_by",
    "falls_each_year",
    "falls_from_baseline",
    "approaches",
    "at_least",
    "level",
    "monitor",
]
# What a chapter looks for, whatever a partnership calls its indicator. At most one indicator has each.
Role = Literal[
    "safety",
    "safety_at_night",
    "safety_level",
    "crime",
    "crime_rate",
    "activations",
    "cooperation",
    "grant",
    "deliverable",
    "on_plan",
    "concern",
    "adjustment",
]
CategoryRole = Literal["total", "frame"]


class Definition(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Note(Definition):
    """A text about something, and the edition years in which it holds: both ends belong to it, ``None`` is open.

    With a ``source`` it is known only from the day on which that source was published.
    """

    text: str
    from_year: int | None = None
    to_year: int | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def years_go_forwards(self) -> Note:
        if self.from_year is not None and self.to_year is not None and self.to_year < self.from_year:
            raise ValueError(f"from_year on or before to_year, not {self.from_year} and {self.to_year}")
        return self


def as_notes(value: object) -> object:
    """Return notes as a list of tables, given as that, as a list of texts, as one table or as one text."""
    if isinstance(value, str | dict | Note):
        value = [value] if value else []
    return [{"text": note} if isinstance(note, str) else note for note in value] if isinstance(value, list | tuple) else value


Notes = Annotated[tuple[Note, ...], BeforeValidator(as_notes)]


def texts(notes: Iterable[Note], year: int) -> str:
    """Return the texts that hold in the edition of ``year``, joined by spaces."""
    return " ".join(n.text for n in notes if (n.from_year or year) <= year <= (n.to_year or year))


class Geography(Definition):
    """An area. ``part_of`` names the larger areas that contain it and that it may be held against."""

    name: str
    short: str
    kind: Literal["partnership", "district", "city", "other"]
    part_of: tuple[Id, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    note: Notes = ()


class Edition(Definition):
    """A year's book. It sees only what was published on or before ``as_of``."""

    year: int
    as_of: dt.date


class Disclosure(Definition):
    """From which size a count that its owner has not published may be shown."""

    threshold: Annotated[int, Field(ge=1)] = 5


class Partnership(Definition):
    """``partnership.toml``: who this is about, its areas and its editions.

    ``publisher``, its page ``url``, and ``contact`` (an address of mail or a telephone) are who answers for the book, ``address``
    is where the book lies on the web, ``declaration`` where the publisher's own accessibility statement does. What is not there
    is not shown.
    """

    id: Id
    name: str
    language: Literal["da"]
    about: str
    editions_note: Notes = ()
    geographies: dict[Id, Geography]
    editions: tuple[Edition, ...]
    disclosure: Disclosure = Disclosure()
    publisher: str = ""
    contact: str = ""
    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    declaration: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


class Member(Definition):
    """One partnership of a portfolio: its data folder, seen from the portfolio's file."""

    data: str


class Portfolio(Definition):
    """``portfolio.toml``: several partnerships, each with a data folder and so a book of its own."""

    title: str
    partnerships: Annotated[tuple[Member, ...], Field(min_length=1)]


class Source(Definition):
    """A document or page. ``published`` is the last day that its publication can have been on.

    ``precision`` says how well the day is known: ``day`` it is stated; ``year`` only the year is; ``estimated`` the
    source has no date and the year is inferred as the note says. A ``delivery`` is data that its owner has not published;
    small counts from it are hidden.
    """

    title: str
    short: str
    kind: Literal["agreement", "plan", "status", "web", "delivery"]
    role: Literal["primary", "context"]
    publisher: str
    published: dt.date
    precision: Literal["day", "year", "estimated"]
    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    note: str = ""
    missing: tuple[str, ...] = ()


class Sources(Definition):
    sources: dict[Id, Source]


class Category(Definition):
    """A part of an indicator. ``follows`` is the earlier category that this one replaced with another content.

    ``scope`` says what it covers beside that: ``broader`` all of it and more, ``narrower`` a part of it, ``other`` neither.
    ``phrase`` stands for the category inside a sentence where its name would not do. ``role`` says that it is no kind like
    the others: ``total`` a total that a source states, ``frame`` money that was set aside.
    """

    name: str
    phrase: str = ""
    note: Notes = ()
    follows: Id | None = None
    scope: Literal["broader", "narrower", "other"] = "other"
    role: CategoryRole | None = None


class Ratio(Definition):
    """How a share is made from two counted indicators."""

    numerator: Id
    denominator: Id


class Counted(Definition):
    """The counts that a rate was made from."""

    indicator: Id
    category: Id


class Break(Definition):
    """A year from which an indicator's figures have another supplier, or answer another question, than before.

    ``from_year`` is the first observation year on the new side; ``before`` and ``after`` are names of the suppliers or short
    forms of the questions. Without ``geographies`` it holds for all areas. How figures may be compared does not wait for a
    publication, so a break holds also in editions from before its ``source``.
    """

    kind: Literal["supplier", "question"]
    from_year: int
    before: str
    after: str
    geographies: tuple[Id, ...] = ()
    source: Id
    note: str = ""


class Indicator(Definition):
    """What is measured, in what unit, and by whom. ``instrument`` decides the lag of an edition.

    ``role`` is what chapters look for; see ``Role``.

    ``sentence`` says a figure in words, with ``{value}``, ``{year}`` and, where there are categories, ``{category}``.
    """

    name: str
    short: str
    theme: Theme
    unit: Unit
    decimals: int = 0
    instrument: Id
    role: Role | None = None
    definition: str
    sentence: str = ""
    caveat: Notes = ()
    context: bool = False
    gap: bool = False
    levels: tuple[Id, ...] = ()
    level_names: dict[Id, str] = {}
    ratio: Ratio | None = None
    counted_by: Counted | None = None
    breaks: tuple[Break, ...] = ()
    categories: dict[Id, Category] = {}


class Indicators(Definition):
    """``indicators.toml``: every indicator, and every instrument that measures them."""

    instruments: dict[Id, str]
    indicators: dict[Id, Indicator]


class EffortArea(Definition):
    id: Id
    number: str
    name: str


class Target(Definition):
    """One target of an agreement, as a rule and its numbers. ``years`` are observation years.

    ``final_year`` is the year that a target is set for where it is read on the way there as well; a figure that is to
    approach another one has until its last year.
    """

    id: Id
    label: str
    indicator: Id
    category: Id | None = None
    geography: Id
    rule: RuleName
    baseline_year: int | None = None
    years: tuple[int, ...]
    final_year: int | None = None
    percent_by_year: dict[int, int] = {}
    reference: Id | None = None
    level: Id | None = None
    threshold: int | None = None
    note: Notes = ()

    @property
    def deadline(self) -> int | None:
        """The year before which a verdict is only an interim reading; ``None`` where every year is judged for itself."""
        return self.final_year or (max(self.years, default=None) if self.rule == "approaches" else None)


class Total(Definition):
    """A category that a source states as the sum of others, in the years in which it does."""

    indicator: Id
    category: Id
    geography: Id
    years: tuple[int, ...]
    parts: tuple[Id, ...]


class Plan(Definition):
    """A safety plan. ``frame_years`` are years whose stated total is a frame for money, not a sum of the rows."""

    id: Id
    name: str
    agreement: Id
    indicator: Id
    geography: Id
    source: Id
    years: tuple[int, ...]
    complete: bool = True
    frame_years: tuple[int, ...] = ()
    line_names: dict[Id, str] = {}
    footnotes: dict[str, str] = {}
    note: Notes = ()


class Plans(Definition):
    plans: tuple[Plan, ...]


class Agreement(Definition):
    """``agreements/<id>.toml``: a partnership agreement as rules and lags."""

    id: Id
    name: str
    source: Id
    from_year: int
    to_year: int
    geography: Id
    note: Notes = ()
    economy_note: Notes = ()
    lags: dict[Id, int]
    effort_areas: tuple[EffortArea, ...] = ()
    targets: tuple[Target, ...]
    totals: tuple[Total, ...] = ()

    @model_validator(mode="after")
    def years_go_forwards(self) -> Agreement:
        if self.to_year < self.from_year:
            raise ValueError(f"from_year on or before to_year, not {self.from_year} and {self.to_year}")
        return self


class Discrepancy(Definition):
    """A place where the sources disagree, fail to add up, or break. ``decision`` is what the book does about it."""

    id: Id
    kind: Literal["sum", "break", "conflict", "missing", "wording"]
    severity: Literal["high", "medium", "low"]
    title: str
    text: str
    decision: str
    sources: tuple[Id, ...]


class Discrepancies(Definition):
    discrepancies: tuple[Discrepancy, ...]
