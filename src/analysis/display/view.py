"""What a chapter looks at: one edition's facts and results, and the names that go with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analysis.data import Agreement, Facts, Plan, Target, find_data, load, parse_day
from analysis.display.words import listed
from analysis.indicators import Result, all_edition_rows, edition_rows, themes_with_news


@dataclass(frozen=True)
class View:
    """An edition as a chapter sees it. ``facts`` are those public at ``as_of``; ``rows`` is the results table."""

    facts: Facts
    year: int
    as_of: dt.date
    rows: tuple[Result, ...]

    def pick(self, **wanted: object) -> list[Result]:
        """Return the rows whose fields equal what is wanted, in the table's order."""
        return [row for row in self.rows if all(getattr(row, field) == value for field, value in wanted.items())]

    def one(self, **wanted: object) -> Result | None:
        """Return the first such row, or ``None``."""
        return next(iter(self.pick(**wanted)), None)

    @cached_property
    def by_id(self) -> dict[str, Result]:
        """The rows by their id."""
        return {row.id: row for row in self.rows}

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements that have a verdict in this edition, newest first."""
        judged = {row.id.split(".")[2] for row in self.rows if row.measure == "verdict"}
        return [a for a in reversed(self.facts.agreements) if a.id in judged]

    @cached_property
    def news(self) -> frozenset[str]:
        """The themes that this edition has something new to say about."""
        return themes_with_news(self.facts, self.rows, self.year)

    @property
    def plan(self) -> Plan | None:
        """The newest safety plan that covers the edition's year."""
        return next(reversed(self.facts.plans_of(self.year)), None)

    def of_target(self, agreement: Agreement, target: Target, measure: str) -> list[Result]:
        """Return the rows of a measure (baseline, target, verdict) that belong to one target."""
        prefix = f"{self.year}.{measure}.{agreement.id}.{target.id}."
        return [row for row in self.rows if row.id.startswith(prefix)]

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
        return next(a.name for a in self.facts.activities if (a.plan, a.activity) == (plan, activity))

    @cached_property
    def source_of(self) -> dict[str, str]:
        """The source of each observation and budget cell, by its id."""
        sources = {o.id: o.source for o in self.facts.observations}
        for plan in self.facts.plans:
            names = [row.inputs for row in self.rows if row.indicator == plan.indicator]
            sources |= {name: plan.source for inputs in names for name in inputs.split() if name.startswith(plan.id + ".")}
        return sources

    def sources(self, rows: Iterable[Result]) -> str:
        """Return the short names of the sources that rows rest on, as a Danish list."""
        found = dict.fromkeys(self.source_of[name] for row in rows for name in row.inputs.split() if name in self.source_of)
        return listed(self.facts.sources[source].short for source in sorted(found, key=self.rank))

    def rank(self, source: str) -> tuple[bool, dt.date, str]:
        """Order sources: documents before pages, then by day."""
        return self.facts.sources[source].role != "primary", self.facts.sources[source].published, source


def open_edition(*, year: int, as_of: str, data: str) -> View:
    """Return the view of one edition. ``as_of`` is a day written YYYY-MM-DD, or empty for the edition's own."""
    facts = load(find_data(data))
    day = parse_day(as_of) or facts.edition(year).as_of
    return View(facts.as_of(day), year, day, edition_rows(facts, year, day))


def open_book(*, as_of: str, data: str) -> View:
    """Return the view across editions: the newest edition's year, and by default everything that is public by now."""
    facts = load(find_data(data))
    day = parse_day(as_of) or facts.last_published()
    year = facts.newest_edition().year
    return View(facts.as_of(day), year, day, edition_rows(facts, year, day))


def open_front(*, as_of: str, data: str) -> View:
    """Return the view of the newest edition, as that edition sees it."""
    year = load(find_data(data)).newest_edition().year
    return open_edition(year=year, as_of=as_of, data=data)


def rows_of_all_editions(*, data: str, as_of: str = "") -> tuple[Result, ...]:
    """Return the results of every edition, oldest first, each as of its own day and nothing later than ``as_of``."""
    facts = load(find_data(data))
    return all_edition_rows(facts, parse_day(as_of))
