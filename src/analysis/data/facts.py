"""Everything that is known about a partnership, and the part of it that was public on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.errors import UserError
from analysis.messages import message

R = TypeVar("R", bound=t.Row)
Known = Callable[[str], bool]


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

    def as_of(self, day: dt.date) -> Facts:
        """Return the facts that were published on or before ``day``; of a corrected plan row only the newest."""

        def public(rows: Iterable[R]) -> tuple[R, ...]:
            return tuple(row for row in rows if row.published <= day)

        def known(source: str) -> bool:
            return source in self.sources and self.sources[source].published <= day

        return replace(
            self,
            partnership=with_known_notes(self.partnership, known),
            indicators={key: with_known_notes(indicator, known) for key, indicator in self.indicators.items()},
            sources={key: source for key, source in self.sources.items() if known(key)},
            agreements=tuple(with_known_notes(a, known) for a in self.agreements if known(a.source)),
            plans=tuple(with_known_notes(p, known) for p in self.plans if known(p.source)),
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

    def plans_of(self, year: int) -> list[d.Plan]:
        """Return the plans that cover a year: of each kind of money the newest."""
        covering = [plan for plan in self.plans if year in plan.years]
        newest = {plan.indicator: plan for plan in sorted(covering, key=lambda plan: self.sources[plan.source].published)}
        return list(newest.values())

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
        """Return the day of the newest source: the day from which on everything here is public."""
        return max(source.published for source in self.sources.values())


D = TypeVar("D", bound=d.Definition)


def with_known_notes(definition: D, known: Known) -> D:
    """Return the definition without the notes whose source is not known yet; itself when there are none."""
    fields = {name: getattr(definition, name) for name in type(definition).model_fields}
    changed = {name: now for name, value in fields.items() if (now := known_part(value, known)) is not value}
    return definition.model_copy(update=changed) if changed else definition


def known_part(value: Any, known: Known) -> Any:
    """Return a field's value without the notes that are not known yet; the very same object when there are none."""
    if isinstance(value, d.Definition):
        return with_known_notes(value, known)
    if isinstance(value, dict):
        parts = {key: known_part(part, known) for key, part in value.items()}
        return parts if any(parts[key] is not value[key] for key in value) else value
    if isinstance(value, tuple):
        kept = tuple(known_part(part, known) for part in value if not is_unknown_note(part, known))
        return kept if len(kept) < len(value) or any(now is not was for now, was in zip(kept, value, strict=True)) else value
    return value


def is_unknown_note(part: object, known: Known) -> bool:
    """Tell whether this is a note from a source that is not known yet."""
    return isinstance(part, d.Note) and part.source is not None and not known(part.source)
