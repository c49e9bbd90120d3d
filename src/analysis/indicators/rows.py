"""A row of the results table: what it says, and in fields of its own everything that is known about how it came to be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.data import WHOLE_YEAR, Budget, Deliverable, Observation, RuleName, Significance, Span
from analysis.data.tables import Row
from analysis.indicators.made import Made

Value = Decimal | str | None

# How a value was got. ``rule``: by the rule of the row's target.
Method = Literal[
    "published",
    "frame",
    "stated_total",
    "promised",
    "sum_of_parts",
    "sum_of_cells",
    "known_cells",
    "remainder",
    "share_of_counts",
    "sum_of_periods",
    "rate_of_counts",
    "difference",
    "per_cent",
    "difference_to_area",
    "agreed_step",
    "agreed_times",
    "rule",
    "rounding",
    "exact_poisson",
    "byar",
    "wilson",
    "ratio",
    "score",
    "exact_conditional",
    "holm",
    "smallest_visible_change",
    "smallest_detectable_fall",
    "smallest_detectable_rise",
    "published_interval",
    "luck",
    "power",
    "years_needed",
    "count_of_answers",
    "count_of_verdicts",
    "count_of_tests",
]

# What a reader must know about a row. A closed set: display has words for each.
Flag = Literal[
    "contradicts",
    "superseded",
    "approximate",
    "at_least",
    "population_from_rate",
    "same_population",
    "baseline_year",
    "no_observation",
    "no_reference",
    "category_changed",
    "scope_undecided",
    "supplier_changed",
    "question_changed",
    "interim",
    "within_rounding",
    "from_page",
    "suppressed",
    "published_significant",
    "published_not_significant",
    "could_be_chance",
    "hardly_chance",
    "full_count",
    "unknown_sample_size",
    "rounded_shares",
    "unjudged_category",
    "unjudged_break",
    "unjudged_suppressed",
    "unknown_counts",
    "unjudged_threshold",
    "unjudged_reference",
    "unjudged_unit",
    "intervals_apart",
    "intervals_overlap",
    "goal_outside_interval",
    "goal_inside_interval",
    "moves_as_wished",
    "moves_against_wish",
    "has_not_moved",
    "small_group",
]

# What a p-value below or above the limit says.
CHANCE: frozenset[Flag] = frozenset({"hardly_chance", "could_be_chance"})

# What a row is about, beside the figure of its series: its interval, a ratio, whether a target can be seen.
Aspect = Literal[
    "",
    "interval",
    "rounding",
    "ratio",
    "chance",
    "holm",
    "visible",
    "luck",
    "power",
    "years",
    "step",
    "remainder",
    "verdicts",
    "so_far",
    "made",
]


# Ways of getting a row that change nothing of what its source says.
AS_PUBLISHED = frozenset({"published", "promised", "stated_total", "frame"})


@dataclass(frozen=True)
class Input:
    """A fact that a row came from: its id, and the source that says it, with section and day.

    ``delivery``, ``sheet`` and ``cell`` are where it was read, when it was read from a file. A figure that was counted from a
    file has no cell but ``counted_rows``, the number of rows that it was counted from.
    """

    id: str
    source: str
    section: str
    published: dt.date
    delivery: str = ""
    sheet: str = ""
    cell: str = ""
    counted_rows: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """One row. ``id`` is for people and for naming the row; everything that the program must know is in the other fields.

    ``against_year`` and ``against_area`` are what a change, a gap, a test or a verdict is held against. ``successor`` is the
    category that took the place of the row's own in the figure that was judged. ``unknown`` are the activities that keep a sum
    from being a total, or that are not in a count of answers. ``n`` is the number that answered (the effective one where a design
    effect is known), ``family`` the number of tests that a p-value is corrected for. ``qualifier`` is the source's own word on how
    exact a figure is, and ``as_written`` its own words where it has no digits. ``span`` is the part of its year that a row is
    about, ``breakdown`` and ``group`` the part of those asked or counted. ``aspect`` is ``made`` where the book made the figure because
    no source has it.
    """

    id: str
    edition: int
    theme: str
    indicator: str
    category: str
    geography: str
    year: int
    measure: str
    value: Value
    unit: str
    status: str
    method: Method
    inputs: tuple[Input, ...]
    aspect: Aspect = ""
    agreement: str = ""
    target: str = ""
    rule: RuleName | Literal[""] = ""
    against_year: int | None = None
    against_area: str = ""
    flags: tuple[Flag, ...] = ()
    successor: str = ""
    plan: str = ""
    effort_area: str = ""
    activity: str = ""
    line: str = ""
    deliverable: str = ""
    kind: str = ""
    footnote: str = ""
    unknown: tuple[str, ...] = ()
    n: Decimal | None = None
    family: int = 0
    qualifier: str = ""
    as_written: str = ""
    breakdown: str = ""
    group: str = ""
    span: Span = WHOLE_YEAR

    @property
    def number(self) -> Decimal | None:
        """The value where it is a number."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def is_whole(self) -> bool:
        """Whether the row is about a whole year and about everybody."""
        return self.span.is_year and not self.breakdown

    @property
    def period(self) -> str:
        """The part of the year that the row is about, as the tables write it; empty for a whole year."""
        return "" if self.span.is_year else self.span.of(self.year).text

    @property
    def known(self) -> Decimal:
        """The value, which is a number. Raises ``TypeError`` where it is none."""
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.id} has no number")
        return self.value

    @property
    def everyone(self) -> Decimal:
        """Of a count of answers: those that are counted and those that are ``unknown``. Raises ``TypeError`` without a number."""
        return self.known + len(self.unknown)


def as_input(name: str, row: Row) -> Input:
    """Return a row of any table as the input of a row, by the name that it is known by."""
    counted_rows = row.counted_rows if isinstance(row, Observation) else None
    return Input(name, row.source, row.section, row.published, row.delivery, row.sheet, row.cell, counted_rows)


def fact_of_observation(observation: Observation) -> Input:
    """Return an observation as the input of a row."""
    return as_input(observation.id, observation)


def facts_of(*observations: Observation) -> list[Input]:
    """Return observations as the inputs of a row: of a figure that the book made, those that it was made of."""
    found: list[Input] = []
    for observation in observations:
        found += facts_of(*observation.made_of) if isinstance(observation, Made) else [fact_of_observation(observation)]
    return found


def fact_of_cell(cell: Budget) -> Input:
    """Return a budget cell as the input of a row."""
    name = ".".join(filter(None, (cell.plan, cell.activity or "i-alt", cell.line, str(cell.year))))
    return as_input(name, cell)


def fact_of_deliverable(item: Deliverable) -> Input:
    """Return a deliverable as the input of a row."""
    name = ".".join((item.plan, item.activity, item.deliverable, str(item.year), item.kind))
    return as_input(name, item)


def fact_of_significance(said: Significance) -> Input:
    """Return what a source says about a difference as the input of a row."""
    name = ".".join(filter(None, (said.indicator, said.category, said.geography, str(said.year), said.against, said.source)))
    return as_input(name, said)


def once(inputs: list[Input]) -> tuple[Input, ...]:
    """Return inputs in their order, each once."""
    return tuple(dict.fromkeys(inputs))
