"""The typed shape of the TOML definitions: partnership, sources, indicators, agreements, discrepancies.

Nothing here is about one partnership. Unknown keys are faults, so a misspelt key cannot pass unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from analysis.data.values import (
    Address,
    Day,
    FilledAddress,
    FilledKeys,
    FilledText,
    Flag,
    Keys,
    Measure,
    Name,
    OptionalKey,
    OptionalName,
    OptionalYears,
    Text,
    Whole,
    Year,
    YearlyDay,
    Years,
    check_not_empty,
    check_not_empty_table,
    problem,
    within,
)
from analysis.data.values import Key as Id

Theme = Literal["tryghed", "kriminalitet", "ssp", "samarbejde", "oekonomi", "aktiviteter"]
Unit = Literal["percent", "count", "per_1000", "dkk", "dkk_per_head", "minutes", "index", "level", "percent_change", "answer"]
RuleName = Literal[
    "at_most_baseline",
    "reduce_by",
    "falls_each_year",
    "falls_from_baseline",
    "rises_each_year",
    "at_least_baseline",
    "approaches",
    "within",
    "at_most_times",
    "at_least",
    "at_most",
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
Direction = Literal["up", "down"]


# A partnership's book lies in a folder of its name, beside these.
TAKEN = frozenset({"html", "work", "failed", "stamps", "portfolio", "book"})
PLACES = frozenset({"value", "year", "category"})


class Definition(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def check_not_taken(name: str) -> str:
    """Return a partnership's id. Raises ``ValueError`` for a name that a folder of the book has."""
    if name in TAKEN:
        raise problem("taken", names=", ".join(sorted(TAKEN)))
    return name


def check_sentence(sentence: str) -> str:
    """Return the sentence. Raises ``ValueError`` unless its places are known ones, and nothing but names."""
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        raise problem("braces") from None
    for _, place, form, conversion in parts:
        if place is not None and (place not in PLACES or form or conversion):
            raise problem("place", found=f"{{{place}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}")
    return sentence


def check_period(from_year: int | None, to_year: int | None) -> None:
    """Raise ``ValueError`` when a period ends before it begins; an open end is ``None``."""
    if from_year is not None and to_year is not None and to_year < from_year:
        raise problem("period", found=f"{from_year} to {to_year}", column="from_year")


Sentence = Annotated[Text, AfterValidator(check_sentence)]
Percent = Annotated[Whole, within(0, 100)]


class Note(Definition):
    """A text about something, and the edition years in which it holds: both ends belong to it, ``None`` is open.

    With a ``source`` it is known only from the day on which that source was published.
    """

    text: FilledText
    from_year: Year | None = None
    to_year: Year | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def years_go_forwards(self) -> Note:
        check_period(self.from_year, self.to_year)
        return self


def as_notes(value: object) -> object:
    """Return notes as a list of tables, given as that, as a list of texts, as one table or as one text."""
    if isinstance(value, str | dict | Note):
        value = [value] if value else []
    return [{"text": note} if isinstance(note, str) else note for note in value] if isinstance(value, list | tuple) else value


Notes = Annotated[tuple[Note, ...], BeforeValidator(as_notes)]


def texts(notes: Iterable[Note], year: int) -> str:
    """Return the texts that hold in the edition of ``year``, joined by spaces."""
    return " ".join(note.text for note in notes if holds(note, year))


def holds(note: Note | Discrepancy, year: int) -> bool:
    """Tell whether a note, or a discrepancy, holds in the edition of a year."""
    return (note.from_year or year) <= year <= (note.to_year or year)


def as_lists(value: object) -> object:
    """Return lists of keys as that, given as that or as one list of keys."""
    is_one = isinstance(value, list | tuple) and value and not any(isinstance(part, list | tuple) for part in value)
    return [value] if is_one else value


class Geography(Definition):
    """An area. ``part_of`` names the larger areas that contain it and that it may be held against.

    ``parts`` are the areas that together are all of it and do not overlap, also those without figures: one list for each way of
    parting it. Its counts are the sums of theirs, so protection of small counts has to know.
    """

    name: Name
    short: Name
    kind: Literal["partnership", "district", "city", "other"]
    part_of: Keys = ()
    parts: Annotated[tuple[FilledKeys, ...], BeforeValidator(as_lists)] = ()
    from_year: Year | None = None
    to_year: Year | None = None
    note: Notes = ()

    @model_validator(mode="after")
    def years_go_forwards(self) -> Geography:
        check_period(self.from_year, self.to_year)
        return self


class Edition(Definition):
    """A year's book. It sees only what was published on or before ``as_of``."""

    year: Year
    as_of: Day


class Disclosure(Definition):
    """From which size a count that its owner has not published may be shown, whether 0 may, and who must not work out a hidden one.

    A stranger, who knows what is shown, is always thought of. An ``insider`` knows the hidden count of 1 or 2 that is about them;
    with ``group`` nobody is told that all of a total are in one of its parts.
    """

    threshold: Annotated[Whole, within(1, 1000)] = 5
    zero_is_public: Flag = True
    attackers: tuple[Literal["insider", "group"], ...] = ("insider", "group")


class Supplier(Definition):
    """Who owes the figures of some instruments, and by which day of an edition's year."""

    name: Name
    instruments: FilledKeys
    due: YearlyDay | None = None


class Midway(Definition):
    """When those who are responsible for activities answer how they go, and about which part of the edition's year."""

    due: YearlyDay | None = None
    period_from: YearlyDay | None = None
    period_to: YearlyDay | None = None


class Licence(Definition):
    """What others may do with the data: the licence's name, and the page with its text."""

    name: Name
    url: FilledAddress


class Partnership(Definition):
    """``partnership.toml``: who this is about, its areas and its editions.

    ``suppliers`` and ``midway`` are who owes what by when; nothing of them stands in the book.

    ``publisher``, its page ``url``, and ``contact`` (an address of mail or a telephone) are who answers for the book, ``address``
    is where the book lies on the web, ``declaration`` where the publisher's own accessibility statement does, ``licence`` what others may do with the data. What is
    not there is not shown.
    """

    id: Annotated[Id, AfterValidator(check_not_taken)]
    name: Name
    language: Literal["da"]
    about: Text
    editions_note: Notes = ()
    geographies: dict[Id, Geography]
    editions: Annotated[tuple[Edition, ...], AfterValidator(check_not_empty)]
    disclosure: Disclosure = Disclosure()
    suppliers: dict[Id, Supplier] = {}
    midway: Midway = Midway()
    publisher: OptionalName = ""
    contact: OptionalName = ""
    address: Address = ""
    url: Address = ""
    declaration: Address = ""
    licence: Licence | None = None


class Member(Definition):
    """One partnership of a portfolio: its data folder, seen from the portfolio's file."""

    data: Name


class Portfolio(Definition):
    """``portfolio.toml``: several partnerships, each with a data folder and so a book of its own."""

    title: Name
    partnerships: Annotated[tuple[Member, ...], AfterValidator(check_not_empty)]


class Source(Definition):
    """A document or page. ``published`` is the last day that its publication can have been on.

    ``precision`` says how well the day is known: ``day`` it is stated; ``year`` only the year is; ``estimated`` the
    source has no date and the year is inferred as the note says. A ``delivery`` is data that its owner has not published;
    small counts from it are hidden. ``revised_on`` is the day on which the publisher says that its provisional figures will be
    revised.
    """

    title: Name
    short: Name
    kind: Literal["agreement", "plan", "status", "web", "delivery"]
    role: Literal["primary", "context"]
    publisher: Name
    published: Day
    precision: Literal["day", "year", "estimated"]
    address: Address = ""
    note: Notes = ()
    missing: tuple[FilledText, ...] = ()
    revised_on: Day | None = None


class Sources(Definition):
    sources: dict[Id, Source]


class Category(Definition):
    """A part of an indicator. ``follows`` is the earlier category that this one replaced with another content.

    ``scope`` says what it covers beside that: ``broader`` all of it and more, ``narrower`` a part of it, ``other`` neither.
    ``phrase`` stands for the category inside a sentence where its name would not do. ``role`` says that it is no kind like
    the others: ``total`` a total that a source states, ``frame`` money that was set aside.
    """

    name: Name
    phrase: OptionalName = ""
    note: Notes = ()
    follows: Id | None = None
    scope: Literal["broader", "narrower", "other"] = "other"
    role: CategoryRole | None = None


class Ratio(Definition):
    """How a share is made from two counted indicators."""

    numerator: Id
    denominator: Id


class Counted(Definition):
    """The counts that a rate was made from.

    With a ``population``, an indicator that counts an area's inhabitants, the book makes the rate where no source has it.
    """

    indicator: Id
    category: OptionalKey = ""
    population: Id | None = None


class Base(Definition):
    """What an index is held against: the year in which it was ``value``."""

    year: Year
    value: Annotated[Whole, within(1, 1_000_000)] = 100


class Breakdown(Definition):
    """A way to part those who were asked or counted, such as by sex or age; ``groups`` are its parts with their names, in order."""

    name: Name
    groups: Annotated[dict[Id, Name], AfterValidator(check_not_empty_table)]


class OwnTheme(Definition):
    """A theme beyond those that every book has. ``owner`` is who answers for it.

    ``lag`` is how many years behind an edition its figures are, where the edition's agreements say nothing of their instrument.
    """

    name: Name
    owner: Name
    lag: Annotated[Whole, within(0, 10)] = 0


class Break(Definition):
    """A year from which an indicator's figures have another supplier, or answer another question, than before.

    ``from_year`` is the first observation year on the new side; ``before`` and ``after`` are names of the suppliers or short
    forms of the questions. Without ``geographies`` it holds for all areas. How figures may be compared does not wait for a
    publication, so a break holds also in editions from before its ``source``.
    """

    kind: Literal["supplier", "question"]
    from_year: Year
    before: Name
    after: Name
    geographies: Keys = ()
    source: Id
    note: Text = ""


class Indicator(Definition):
    """What is measured, in what unit, and by whom. ``instrument`` decides the lag of an edition.

    ``role`` is what chapters look for; see ``Role``.

    ``sentence`` says a figure in words, with ``{value}``, ``{year}`` and, where there are categories, ``{category}``.

    ``adds_up`` says whether the parts of a year make the year: of a flow, such as reports, they do; of a stock, such as
    inhabitants, they do not. ``base`` is an index's. ``breakdowns`` are the ways in which it is parted.
    """

    name: Name
    short: Name
    theme: Id
    unit: Unit
    decimals: Annotated[Whole, within(0, 6)] = 0
    instrument: Id
    role: Role | None = None
    definition: Text
    sentence: Sentence = ""
    caveat: Notes = ()
    context: Flag = False
    gap: Flag = False
    levels: Keys = ()
    level_names: dict[Id, Name] = {}
    ratio: Ratio | None = None
    counted_by: Counted | None = None
    breaks: tuple[Break, ...] = ()
    categories: dict[Id, Category] = {}
    adds_up: Flag | None = None
    base: Base | None = None
    breakdowns: dict[Id, Breakdown] = {}


class Indicators(Definition):
    """``indicators.toml``: every indicator, every instrument that measures them, and the themes beyond those of every book."""

    instruments: dict[Id, Name]
    indicators: dict[Id, Indicator]
    themes: dict[Id, OwnTheme] = {}


class EffortArea(Definition):
    id: Id
    number: OptionalName
    name: Name


class Target(Definition):
    """One target of an agreement, as a rule and its numbers. ``years`` are observation years.

    ``points`` is how far from the reference area a figure may be, ``times`` how many times the reference's it may be.
    ``direction`` is the way that is wished for: with it a level is a floor or a ceiling, a distance on the wished-for side is
    none, and of what is only followed the movement is said.

    ``final_year`` is the year that a target is set for where it is read on the way there as well; a figure that is to
    approach another one has until its last year.
    """

    id: Id
    label: Name
    indicator: Id
    category: Id | None = None
    geography: Id
    rule: RuleName
    baseline_year: Year | None = None
    years: Years
    final_year: Year | None = None
    percent_by_year: dict[Year, Percent] = {}
    reference: Id | None = None
    level: Id | None = None
    threshold: Whole | None = None
    points: Measure | None = None
    times: Measure | None = None
    direction: Direction | None = None
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
    years: Years
    parts: FilledKeys


class Plan(Definition):
    """A safety plan. ``frame_years`` are years whose stated total is a frame for money, not a sum of the rows."""

    id: Id
    name: Name
    agreement: Id
    indicator: Id
    geography: Id
    source: Id
    years: Years
    complete: Flag = True
    frame_years: OptionalYears = ()
    line_names: dict[Id, Name] = {}
    footnotes: dict[Name, FilledText] = {}
    note: Notes = ()


class Plans(Definition):
    plans: tuple[Plan, ...]


class Agreement(Definition):
    """``agreements/<id>.toml``: a partnership agreement as rules and lags."""

    id: Id
    name: Name
    source: Id
    from_year: Year
    to_year: Year
    geography: Id
    note: Notes = ()
    economy_note: Notes = ()
    lags: dict[Id, Annotated[Whole, within(0, 10)]]
    effort_areas: tuple[EffortArea, ...] = ()
    targets: tuple[Target, ...]
    totals: tuple[Total, ...] = ()

    @model_validator(mode="after")
    def years_go_forwards(self) -> Agreement:
        check_period(self.from_year, self.to_year)
        return self


class Discrepancy(Definition):
    """A place where the sources disagree, fail to add up, or break. ``decision`` is what the book does about it.

    ``from_year`` and ``to_year`` are the edition years in which it holds, both included; ``None`` is open.
    """

    id: Id
    kind: Literal["sum", "break", "conflict", "missing", "wording"]
    severity: Literal["high", "medium", "low"]
    title: Name
    text: Text
    decision: Text
    sources: Keys
    from_year: Year | None = None
    to_year: Year | None = None

    @model_validator(mode="after")
    def years_go_forwards(self) -> Discrepancy:
        check_period(self.from_year, self.to_year)
        return self


class Discrepancies(Definition):
    discrepancies: tuple[Discrepancy, ...]
