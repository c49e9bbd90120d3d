"""How far an edition has come: what is there, what lacks, and who owes it. A pure function of the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.data import PARTS_OF_A_YEAR, Facts, Observation, part_of_year
from analysis.intake.expected import REPORTED, Answer, Figure, Grant, Owner, Reason, Reported, State, Subject, expected, owner_of

OPEN = frozenset({"not_stated", "not_decided"})
WORST: tuple[State, ...] = ("missing", "open", "there")


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that an edition is expected to have: who owes it, what it is, why, and whether it is there."""

    owner: Owner
    subject: Subject
    reasons: tuple[Reason, ...]
    state: State

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer about an activity, which no status can say is not stated."""
        return isinstance(self.subject, Answer)


@dataclass(frozen=True)
class Completeness:
    """Everything that an edition is expected to have, in the order of the data."""

    year: int
    owed: tuple[Owed, ...]

    @property
    def missing(self) -> tuple[Owed, ...]:
        """What is not there at all."""
        return tuple(owed for owed in self.owed if owed.state == "missing")

    @property
    def needed(self) -> tuple[Owed, ...]:
        """What is missing and an edition cannot do without: what its targets are judged by, its answers and its sums."""
        return tuple(owed for owed in self.missing if "target" in owed.reasons or isinstance(owed.subject, Answer | Grant))

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing. What a source was asked and has not said is not missing."""
        return not self.missing

    def by_owner(self) -> Mapping[Owner, tuple[Owed, ...]]:
        """Return what each owner owes: who has to come first by day, then in the order of the data."""
        owners: dict[str, Owner] = {}
        found: dict[str, list[Owed]] = {}
        for owed in self.owed:
            owners.setdefault(owed.owner.id, owed.owner)
            found.setdefault(owed.owner.id, []).append(owed)
        return {owner: tuple(found[owner.id]) for owner in sorted(owners.values(), key=lambda owner: owner.due or dt.date.max)}


def completeness(facts: Facts, year: int) -> Completeness:
    """Return what the edition of ``year`` is expected to have, and whether it is there on the edition's day.

    Raises ``UserError`` when the partnership has no such edition.
    """
    seen = facts.as_of(facts.edition(year).as_of, year)
    states = states_of(seen)
    return Completeness(
        year,
        tuple(
            Owed(owner_of(facts, subject, year), subject, reasons, state_of(seen, subject, states))
            for subject, reasons in expected(facts, year).items()
        ),
    )


def state_of(facts: Facts, subject: Subject, states: Mapping[Subject, State]) -> State:
    """Return how it stands with one thing. A share or a total that the book makes itself is there when all that it is made of is.

    It is open where one of its parts is, and none is missing: nobody can make it, and nobody is to be asked again.
    """
    if subject in states:
        return states[subject]
    parts = parts_of(facts, subject) if isinstance(subject, Figure) else []
    known = {states.get(part, "missing") for part in parts} or {"missing"}
    return next(state for state in WORST if state in known)


def parts_of(facts: Facts, figure: Figure) -> list[Figure]:
    """Return the figures that the book makes another one of; none of one that it makes of nothing."""
    counted = facts.indicators[figure.indicator].counted_by
    if counted and counted.population:
        return [replace(figure, indicator=counted.indicator, category=counted.category)]
    if ratio := facts.indicators[figure.indicator].ratio:
        return [replace(figure, indicator=indicator) for indicator in (ratio.numerator, ratio.denominator)]
    for total in (total for agreement in facts.agreements for total in agreement.totals):
        about = (total.indicator, total.category, total.geography)
        if about == (figure.indicator, figure.category, figure.geography) and figure.year in total.years:
            return [replace(figure, category=part) for part in total.parts]
    return []


def figure_of(seen: Observation) -> Figure:
    """Return what an observation is about."""
    period = seen.period.text if seen.period else ""
    return Figure(seen.indicator, seen.category, seen.geography, seen.year, period, seen.breakdown, seen.group)


def has_all_parts(figure: Figure, found: Mapping[Subject, State]) -> bool:
    """Tell whether all halves, quarters or months of a figure's year are there, so that they make the year."""
    kinds = ([part_of_year(figure.year, part, n + 1).text for n in range(count)] for part, count in PARTS_OF_A_YEAR.items())
    return any(all(found.get(replace(figure, period=period)) == "there" for period in periods) for periods in kinds)


def states_of(facts: Facts) -> dict[Subject, State]:
    """Return how it stands with everything that the facts have."""

    def state(status: str) -> State:
        return "open" if status in OPEN else "there"

    found: dict[Subject, State] = {}
    for seen in facts.observations:
        figure = figure_of(seen)
        found[figure] = "there" if found.get(figure) == "there" else state(seen.status)
    for figure in [figure for figure in found if isinstance(figure, Figure)]:
        if facts.indicators[figure.indicator].adds_up and has_all_parts(figure, found):
            found.setdefault(replace(figure, period=""), "there")
    found |= {Answer(row.plan, row.activity, row.year): "there" for row in facts.status}
    for row in facts.deliverables:
        if row.value is not None and row.kind in REPORTED:
            found[Reported(row.plan, row.activity, row.deliverable, row.year)] = "there"
    return found | {Grant(row.plan, row.activity, row.year): state(row.status) for row in facts.budgets if not row.line}
