"""What a chapter looks at: one edition's facts and results, and the names that go with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple, NotRequired, TypedDict, cast

from analysis.data import Agreement, Facts, Observation, Plan, Target, find_data, fingerprint_of_data, load_content, parse_day
from analysis.display.language.words import listed
from analysis.display.view.questions import Rows, hash_of, watched
from analysis.errors import UserError
from analysis.indicators import Result, all_edition_rows, edition_rows, themes_with_news

PLAN_TABLES = ("activities", "budgets", "deliverables", "status")


class Opening(NamedTuple):
    """How a notebook opened the data: an edition, the book, the front page or the history; empty or 0 is what these choose."""

    kind: str
    year: int
    as_of: str


class Read(TypedDict):
    """What a notebook read: how it opened the data, the hash of them all, and each question with the hash of its answer.

    The hash of all is kept once for the whole notebook.
    """

    open: dict[str, Any]
    facts: NotRequired[str]
    asked: dict[str, str]


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

    def answer(self, question: str) -> str:
        """Return the hash of what the view says to a question that it remembered."""
        kind, _, what = question.partition(" ")
        if kind == "rows":
            return self.rows.answer(question)
        if kind == "observation":
            return hash_of(self.observation(what))
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

    def named(self, measure: str, indicator: str, name: str) -> Result | None:
        """Return the row of a measure of an indicator whose id ends with a name, or ``None``."""
        return next((r for r in self.pick(measure=measure, indicator=indicator) if r.id == f"{self.year}.{measure}.{name}"), None)

    def observation(self, name: str) -> Observation | None:
        """Return the observation with an id, or ``None``."""
        self.asked.add(f"observation {name}")
        return next((o for o in self.known.observations if o.id == name), None)

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements that have a verdict in this edition, newest first."""
        self.asked.add("view agreements")
        judged = {row.id.split(".")[2] for row in self.rows.table if row.measure == "verdict"}
        return [a for a in reversed(self.known.agreements) if a.id in judged]

    @cached_property
    def news(self) -> list[str]:
        """The themes that this edition has something new to say about."""
        self.asked.add("view news")
        return sorted(themes_with_news(self.known, self.rows.table, self.year))

    @property
    def plan(self) -> Plan | None:
        """The newest safety plan that covers the edition's year."""
        return next(reversed(self.facts.plans_of(self.year)), None)

    def of_target(self, agreement: Agreement, target: Target, measure: str) -> list[Result]:
        """Return the rows of a measure (baseline, target, verdict) that belong to one target."""
        prefix = f"{self.year}.{measure}.{agreement.id}.{target.id}."
        return [row for row in self.pick(measure=measure, indicator=target.indicator) if row.id.startswith(prefix)]

    def of_plan(self, table: str, plan: str) -> list[Any]:
        """Return the rows of a table (activities, budgets, deliverables, status) that belong to a plan."""
        self.asked.add(f"{table} {plan}")
        return [row for row in getattr(self.known, table) if row.plan == plan]

    # Names

    def area(self, geography: str) -> str:
        """Return an area's short name."""
        return self.facts.partnership.geographies[geography].short

    def category(self, indicator: str, category: str) -> str:
        """Return a category's name, or the indicator's short name where there are no categories."""
        found = self.facts.indicators[indicator]
        return found.categories[category].name if category in found.categories else found.short

    def activity(self, plan: str, activity: str) -> str:
        """Return an activity's name."""
        return str(next(a.name for a in self.of_plan("activities", plan) if a.activity == activity))

    @property
    def source_of(self) -> dict[str, str]:
        """The source of each observation and budget cell, by its id."""
        return self.rows.source_of

    def sources(self, rows: Iterable[Result]) -> str:
        """Return the short names of the sources that rows rest on, as a Danish list."""
        found = dict.fromkeys(self.source_of[name] for row in rows for name in row.inputs.split() if name in self.source_of)
        return listed(self.facts.sources[source].short for source in sorted(found, key=self.rank))

    def rank(self, source: str) -> tuple[bool, dt.date, str]:
        """Order sources: documents before pages, then by day."""
        return self.facts.sources[source].role != "primary", self.facts.sources[source].published, source


def open_edition(*, year: int, as_of: str, data: str) -> View:
    """Return the view of one edition. ``as_of`` is a day written YYYY-MM-DD, or empty for the edition's own."""
    return cast(View, opened(Opening("edition", year, as_of), data))


def open_book(*, as_of: str, data: str) -> View:
    """Return the view across editions: the newest edition's year, and by default everything that is public by now."""
    return cast(View, opened(Opening("book", 0, as_of), data))


def open_front(*, as_of: str, data: str) -> View:
    """Return the view of the newest edition, as that edition sees it."""
    return cast(View, opened(Opening("front", 0, as_of), data))


def rows_of_all_editions(*, data: str, as_of: str = "") -> Rows:
    """Return the results of every edition, oldest first, each as of its own day and nothing later than ``as_of``."""
    return cast(Rows, opened(Opening("history", 0, as_of), data))


# What this process has opened, and how, since a notebook began in it.
OPENED: list[tuple[Opening, str, View | Rows]] = []


def opened(opening: Opening, data: str) -> View | Rows:
    """Return what a notebook opens, and remember that it did."""
    folder = find_data(data)
    content = fingerprint_of_data(folder)
    found = look(opening, load_content(folder, content))
    OPENED.append((opening, content, found))
    return found


def look(opening: Opening, facts: Facts) -> View | Rows:
    """Return the view or the rows that an opening asks for."""
    day = parse_day(opening.as_of)
    if opening.kind == "history":
        return Rows(all_edition_rows(facts, day), facts, set())
    year = opening.year if opening.kind == "edition" else facts.newest_edition().year
    day = day or (facts.last_published() if opening.kind == "book" else facts.edition(year).as_of)
    return View(facts.as_of(day), year, day, edition_rows(facts, year, day))


def forget_reads() -> None:
    """Begin anew: what this process has asked of the data so far is no notebook's that runs from now on."""
    OPENED.clear()


def reads() -> list[Read]:
    """Return what this process has asked of the data so far, with the hash of each answer."""
    return [
        {"open": opening._asdict(), "facts": facts, "asked": {question: found.answer(question) for question in sorted(found.asked)}}
        for opening, facts, found in OPENED
    ]


class Answers:
    """What the facts answer now to what was asked before; each question is answered once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: dict[Opening, View | Rows] = {}
        self.answers: dict[tuple[Opening, str], str] = {}

    def changed(self, reads: list[Read]) -> list[str]:
        """Return the questions that have another answer now."""
        return [
            question
            for read in reads
            for question, answer in read["asked"].items()
            if self.answer(Opening(**read["open"]), question) != answer
        ]

    def answer(self, opening: Opening, question: str) -> str:
        """Return the hash of the answer; an empty one when the question can no longer be asked."""
        if (opening, question) not in self.answers:
            try:
                if opening not in self.found:
                    self.found[opening] = look(opening, self.facts)
                self.answers[opening, question] = self.found[opening].answer(question)
            except (UserError, AttributeError):
                self.answers[opening, question] = ""
        return self.answers[opening, question]
