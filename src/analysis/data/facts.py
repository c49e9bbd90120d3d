"""Everything that is known about a partnership, and the part of it that was public on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.errors import UserError
from analysis.messages import message

R = TypeVar("R", bound=t.Row)
Kept = Callable[[d.Note], d.Note | None]


@dataclass(frozen=True, eq=False)
class Facts:
    """One partnership's definitions and tables. Immutable; ``as_of`` gives the part that was public on a day.

    Facts are told apart by which object they are, not by what they say: what is worked out from one can be kept with it.
    """

    partnership: d.Partnership
    sources: dict[str, d.Source]
    instruments: dict[str, str]
    indicators: dict[str, d.Indicator]
    agreements: tuple[d.Agreement, ...]
    plans: tuple[d.Plan, ...]
    discrepancies: tuple[d.Discrepancy, ...]
    observations: tuple[t.Observation, ...]
    significance: tuple[t.Significance, ...]
    activities: tuple[t.Activity, ...]
    budgets: tuple[t.Budget, ...]
    deliverables: tuple[t.Deliverable, ...]
    status: tuple[t.ActivityStatus, ...]
    statements: tuple[t.Statement, ...] = ()
    themes: dict[str, d.OwnTheme] = field(default_factory=dict)

    def as_of(self, day: dt.date, edition: int | None = None) -> Facts:
        """Return the facts that were published on or before ``day``; of a corrected plan row only the newest.

        With an ``edition``'s year, notes are those that hold in it, and say nothing of other years: a note that is added for
        a later edition changes nothing that an earlier one has read.
        """

        def public(rows: Iterable[R]) -> tuple[R, ...]:
            return tuple(row for row in rows if row.published <= day)

        def known(source: str) -> bool:
            return source in self.sources and self.sources[source].published <= day

        def kept(note: d.Note) -> d.Note | None:
            if note.source is not None and not known(note.source):
                return None
            if edition is None:
                return note
            return d.Note(text=note.text) if d.holds(note, edition) else None

        return replace(
            self,
            partnership=with_notes(self.partnership, kept),
            indicators={key: with_notes(indicator, kept) for key, indicator in self.indicators.items()},
            sources={key: with_notes(source, kept) for key, source in self.sources.items() if known(key)},
            discrepancies=tuple(found for found in self.discrepancies if edition is None or d.holds(found, edition)),
            agreements=tuple(with_notes(a, kept) for a in self.agreements if known(a.source)),
            plans=tuple(with_notes(p, kept) for p in self.plans if known(p.source)),
            observations=public(self.observations),
            significance=public(self.significance),
            activities=t.newest(public(self.activities)),
            budgets=t.newest(public(self.budgets)),
            deliverables=t.newest(public(self.deliverables)),
            status=t.newest(public(self.status)),
            statements=public(self.statements),
        )

    def indicator_with(self, role: d.Role) -> str | None:
        """Return the id of the indicator that has a role, or ``None``."""
        return next((key for key, indicator in self.indicators.items() if indicator.role == role), None)

    def lag_of(self, indicator: str, lags: Mapping[str, int]) -> int:
        """Return by how many years an indicator is behind an edition: as its instrument is, else as its theme is, else not at all."""
        found = self.indicators[indicator]
        theme = self.themes.get(found.theme)
        return lags.get(found.instrument, theme.lag if theme else 0)

    def plans_of(self, year: int) -> list[d.Plan]:
        """Return the plans that cover a year: of each kind of money the newest."""
        covering = [plan for plan in self.plans if year in plan.years]
        newest = {plan.indicator: plan for plan in sorted(covering, key=lambda plan: self.sources[plan.source].published)}
        return list(newest.values())

    def activities_asked(self, plan: d.Plan, year: int) -> list[t.Activity]:
        """Return the activities of a plan that are asked how they go in a year.

        They are those that have answered in an earlier year; in a plan of which none has, those with somebody responsible, or else
        all. The year's own answers change nothing: who has not answered yet is asked still.
        """
        own = [activity for activity in self.activities if activity.plan == plan.id]
        answered = {row.activity for row in self.status if row.plan == plan.id and row.year < year}
        kept = ([a for a in own if a.activity in answered], [a for a in own if a.responsible], own)
        return next((found for found in kept if found), [])

    def edition(self, year: int) -> d.Edition:
        """Return the edition of ``year``. Raises ``UserError`` when the partnership has none."""
        for edition in self.partnership.editions:
            if edition.year == year:
                return edition
        years = ", ".join(str(edition.year) for edition in self.partnership.editions)
        raise UserError(message("data.facts.no_edition", year=year, years=years))

    def newest_edition(self) -> d.Edition:
        """Return the edition with the highest year."""
        return max(self.partnership.editions, key=lambda edition: edition.year)

    def last_published(self) -> dt.date:
        """Return the day of the newest source: the day from which on everything here is public.

        A folder without sources is as public as it will be on the day of its newest edition.
        """
        return max((source.published for source in self.sources.values()), default=self.newest_edition().as_of)


D = TypeVar("D", bound=d.Definition)


def with_notes(definition: D, kept: Kept) -> D:
    """Return the definition with the notes that are kept, as they are kept; itself when nothing changes."""
    fields = {name: getattr(definition, name) for name in type(definition).model_fields}
    changed = {name: now for name, value in fields.items() if (now := part_with_notes(value, kept)) is not value}
    return definition.model_copy(update=changed) if changed else definition


def part_with_notes(value: Any, kept: Kept) -> Any:
    """Return a field's value with the notes that are kept; the very same object when nothing changes."""
    if isinstance(value, d.Note):
        return kept(value)
    if isinstance(value, d.Definition):
        return with_notes(value, kept)
    if isinstance(value, dict):
        parts = {key: part_with_notes(part, kept) for key, part in value.items()}
        return parts if any(parts[key] is not value[key] for key in value) else value
    if isinstance(value, tuple):
        found = tuple(part_with_notes(part, kept) for part in value)
        return (
            tuple(part for part in found if part is not None)
            if any(a is not b for a, b in zip(found, value, strict=True))
            else value
        )
    return value
