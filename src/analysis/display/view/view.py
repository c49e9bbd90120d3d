"""What a chapter looks at: one edition's facts and results, the names that go with them, and the language that says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.data import Agreement, Facts, Geography, Indicator, Note, Plan, Role, Target, texts
from analysis.display.language.language import Language, language
from analysis.display.runs import NOTHING, Because, Part, Phrase, name, phrase, quoted
from analysis.display.view.questions import Rows, hash_of, watched
from analysis.indicators import Input, Result, themes_with_news
from analysis.indicators.rows import AS_PUBLISHED

if TYPE_CHECKING:
    import pandas as pd

SERIES = ("indicator", "category", "geography", "breakdown", "group", "span")
PLAN_TABLES = ("activities", "budgets", "deliverables", "status")


def series_of(row: Result) -> dict[str, object]:
    """Return the fields that tell a row's series from all others."""
    return {field: getattr(row, field) for field in SERIES}


class View:
    """An edition as a chapter sees it. ``facts`` are those public at ``as_of``; ``rows`` is the results table.

    It remembers what it was asked; ``answer`` gives the hash of what it would say now.
    """

    def __init__(self, facts: Facts, year: int, as_of: dt.date, rows: tuple[Result, ...]) -> None:
        self.asked: set[str] = {"view day"}
        self.known = facts
        self.facts = watched(facts, "facts", self.asked, inside=["partnership"])
        self.year = year
        self.as_of = as_of
        self.rows = Rows(rows, facts, self.asked)
        self.named: set[str] = set()  # the names in the data that frames have given out, whose digits are their own

    @cached_property
    def say(self) -> Language:
        """The language of the partnership."""
        return language(self.facts.partnership.language)

    def answer(self, question: str) -> str:
        """Return the hash of what the view says to a question that it remembered."""
        kind, _, what = question.partition(" ")
        if kind == "rows":
            return self.rows.answer(question)
        if kind in PLAN_TABLES:
            return hash_of(self.of_plan(kind, what))
        if kind == "view":
            return hash_of((self.year, self.as_of) if what == "day" else getattr(self, what))
        return hash_of(getattr(self.known if kind == "facts" else self.known.partnership, what))

    def pick(self, **wanted: object) -> list[Result]:
        """Return the rows whose fields equal what is wanted, in the table's order."""
        return self.rows.pick(**wanted)

    def one(self, **wanted: object) -> Result | None:
        """Return the first such row, or ``None``."""
        return self.rows.one(**wanted)

    def beside(self, row: Result, measure: str, **wanted: object) -> Result | None:
        """Return the row of a measure about the same series and year, or ``None``."""
        return self.one(**{"measure": measure, **series_of(row), "year": row.year, **wanted})

    def frame(self, **wanted: object) -> pd.DataFrame:
        """Return the rows that ``pick`` gives as a pandas DataFrame, in the table's order, one record for each row.

        What is chosen here is what the notebook depends on: ``view.frame(theme="oekonomi")`` is made anew when those rows
        change, ``view.frame()`` when any does. Text that there is none of is empty, never missing.

        ================ ======= ==================================================================================
        column           dtype   says
        ================ ======= ==================================================================================
        id               string  the row's name, which ``display.value`` finds it by
        edition          int64   the book's year
        theme            string  tryghed, kriminalitet, ssp, samarbejde, oekonomi, aktiviteter, or one of the data's own
        indicator        string  what is measured, as data/indicators.toml names it
        category         string  the part of it, such as a kind of offence
        geography        string  the area, as data/partnership.toml names it
        geography_name   string  its short name
        year             int64   the year that the row is about, which an edition has several of
        measure          string  observed, baseline, target, change, change_pct, gap, share, rate, total, lower, upper …
        value            float64 the number, in ``unit``; NaN where there is none, and ``status`` says why
        word             string  the word of a verdict (met, not_met …) or a level; empty for numbers
        said             string  the number or the word with its unit as the book writes it
        label            string  what it is about: deliverable, target, activity, effort area, category or indicator
        unit             string  percent, percentage_points, count, per_1000, dkk, ratio, probability, or the source's word
        status           string  ok, provisional, revised, suppressed, not_stated, not_decided, no_grant …
        method           string  how it was got: published, sum_of_cells, known_cells (a lower bound), rule, difference …
        approximate      bool    whether the source gives it as about so much
        agreement        string  the agreement of a target's row
        target           string  the target of a baseline, target or verdict
        rule             string  the target's rule
        against_year     Int64   the year that a change or verdict is held against; NA where none is
        against_area     string  the area that a gap or verdict is held against
        plan             string  the plan of a row about money or activities
        effort_area      string  that of a sum or of the row's activity; without_effort_area for what lies outside them
        effort_area_name string  its number and name, or the word for why there is none
        activity         string  the activity of a cell of a budget, a deliverable or an answer
        activity_name    string  its name
        line             string  the line of an activity's own budget; empty for the activity as a whole
        deliverable      string  what an activity promises or reports
        kind             string  of a deliverable: target, expected, hope, observed or background
        n                float64 how many answered; NaN where nobody was asked or it is not known
        period           string  the part of its year; empty for a whole one
        breakdown        string  how those asked or counted are divided; empty for all of them
        group            string  which of these groups
        ================ ======= ==================================================================================
        """
        from analysis.display.own.frame import frame_of  # noqa: PLC0415 - how rows are said is made of views

        return frame_of(self, self.pick(**wanted))

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements that have a verdict in this edition, newest first."""
        self.asked.add("view agreements")
        judged = {row.agreement for row in self.rows.table if row.measure == "verdict"}
        return [a for a in reversed(self.known.agreements) if a.id in judged]

    @cached_property
    def targets(self) -> list[tuple[Agreement, Target]]:
        """The targets that have a verdict in this edition, in the order of their agreements."""
        return [(a, t) for a in self.agreements for t in a.targets if self.of_target(a, t, "verdict")]

    @cached_property
    def news(self) -> list[str]:
        """The themes that this edition has something new to say about."""
        self.asked.add("view news")
        return sorted(themes_with_news(self.known, self.rows.table, self.year))

    @cached_property
    def notes_on_figures(self) -> dict[str, str]:
        """What the data note about single figures, by the figure's id."""
        self.asked.add("view notes_on_figures")
        return {figure.id: figure.note for figure in self.known.observations if figure.note}

    @property
    def plan(self) -> Plan | None:
        """The newest safety plan that covers the edition's year."""
        return next(reversed(self.facts.plans_of(self.year)), None)

    def of_target(self, agreement: Agreement, target: Target, measure: str, aspect: str = "") -> list[Result]:
        """Return the rows of a measure (baseline, target, verdict) that belong to one target."""
        wanted = {"measure": measure, "indicator": target.indicator, "agreement": agreement.id, "target": target.id}
        return self.pick(**wanted, aspect=aspect)

    def of_plan(self, table: str, plan: str) -> list[Any]:
        """Return the rows of a table (activities, budgets, deliverables, status) that belong to a plan."""
        self.asked.add(f"{table} {plan}")
        return [row for row in getattr(self.known, table) if row.plan == plan]

    # Names

    def indicator(self, role: Role) -> str:
        """Return the id of the indicator that has a role; empty where none has."""
        return self.facts.indicator_with(role) or ""

    def definition(self, row: Result) -> Indicator:
        """Return the definition of a row's indicator."""
        return self.facts.indicators[row.indicator]

    def geography(self, row: Result) -> Geography:
        """Return the definition of a row's area."""
        return self.facts.partnership.geographies[row.geography]

    def area(self, geography: str) -> Because:
        """Return an area's short name."""
        return name(self.facts.partnership.geographies[geography].short)

    def geography_name(self, geography: str) -> str:
        """Return an area's short name; empty for a row that is about no area."""
        found = self.facts.partnership.geographies.get(geography)
        return found.short if found else ""

    @cached_property
    def by_fact(self) -> dict[str, Result]:
        """The rows that show a fact as it was published, by the fact's id."""
        as_published = (row for row in self.rows.table if row.method in AS_PUBLISHED and row.measure == "observed")
        return {fact.id: row for row in as_published for fact in row.inputs[:1]}

    def published_as(self, fact: Input) -> Result | None:
        """Return the row that shows a fact as it was published; ``None`` where the edition shows none."""
        return self.by_fact.get(fact.id)

    def category(self, indicator: str, category: str) -> Because:
        """Return a category's name, or the indicator's short name where there are no categories."""
        found = self.facts.indicators[indicator]
        return name(found.categories[category].name if category in found.categories else found.short)

    def unit_of(self, indicator: str) -> Phrase:
        """Return an indicator's unit in words, of an index with its base."""
        found = self.facts.indicators[indicator]
        year, value = (found.base.year, found.base.value) if found.base else (0, 0)
        return self.say(f"catalogue.unit_{found.unit}", year=year, base=Because(str(value), "unit"))

    def theme(self, theme: str) -> Phrase:
        """Return a theme's name: the book's own word, or that of the data for a theme of its own."""
        own = self.facts.themes.get(theme)
        return phrase(name(own.name)) if own else self.say(f"theme.{theme}")

    def activity(self, plan: str, activity: str) -> Because:
        """Return an activity's name."""
        return name(next(a.name for a in self.of_plan("activities", plan) if a.activity == activity))

    def note(self, notes: Iterable[Note]) -> Phrase:
        """Return the notes that hold in the edition's year."""
        said = texts(notes, self.year)
        return phrase(quoted(said)) if said else NOTHING

    def source(self, source: str) -> Because:
        """Return a source's short name."""
        return name(self.facts.sources[source].short)

    def sources(self, rows: Iterable[Result]) -> Phrase:
        """Return the short names of the sources that rows rest on, as a list."""
        found = {fact.source for row in rows for fact in row.inputs}
        return self.say.listed(self.source(source) for source in sorted(found, key=self.rank))

    def rank(self, source: str) -> tuple[bool, dt.date, str]:
        """Order sources: documents before pages, then by day."""
        return self.facts.sources[source].role != "primary", self.facts.sources[source].published, source

    def listed(self, parts: Iterable[Part]) -> Phrase:
        """Return the parts as a list in a sentence."""
        return self.say.listed(parts)
