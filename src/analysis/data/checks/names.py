"""Names: that each thing which something names is defined, and that nothing is defined twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple, get_args

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks.case import Case, file_of
from analysis.data.reading import suggestion
from analysis.data.values import is_year
from analysis.errors import Fault, fault
from analysis.messages import message

PARTNERSHIP, SOURCES, INDICATORS, PLANS = "partnership.toml", "sources.toml", "indicators.toml", "plans.toml"
DISCREPANCIES, ACTIVITIES, AGREEMENTS = "discrepancies.toml", "activities.csv", "agreements/"


class Use(NamedTuple):
    """A name that stands somewhere, the kind of thing that it should be, which of those there are, and where they are defined."""

    file: str
    column: str
    name: str
    kind: str
    known: Collection[str]
    home: str
    row: int = 0


def faults_of_names(case: Case) -> Iterator[Fault]:
    """Yield a fault for each name that is not defined: one for each wrong name, however many rows and places have it."""
    undefined: dict[str, set[str]] = {}
    found: dict[tuple[str, int], list[Use]] = {}
    for use in [*uses_in_tables(case), *uses_in_definitions(case)]:
        if use.name and use.name not in use.known:
            undefined.setdefault(use.home, set()).add(use.name)
            found.setdefault((use.name, id(use.known)), []).append(use)
    wrong = {home: case.findings.unknown(home, names) for home, names in undefined.items()}
    for uses in found.values():
        if uses[0].name in wrong[uses[0].home]:
            yield unknown_name(uses)


def unknown_name(uses: list[Use]) -> Fault:
    """Return the fault of an undefined name, at the first place that has it; the others are named beside it."""
    first = uses[0]
    places: dict[tuple[str, str], list[int]] = {}
    for use in uses:
        places.setdefault((use.file, use.column), []).append(use.row)
    others = [f"{file}, {column}" for file, column in list(places)[1:]]
    name = repr(first.name)
    return fault(
        "data.names.unknown",
        file=first.file,
        rows=[row for row in places[first.file, first.column] if row],
        column=first.column,
        name=message("data.names.elsewhere", name=name, places="; ".join(others)) if others else name,
        kind=message(f"data.names.kind.{first.kind}"),
        todo=suggestion(first.name, first.known) if first.known else message("data.names.none_yet", home=first.home),
    )


def uses_in_definitions(case: Case) -> Iterator[Use]:
    """Yield every name in a TOML file of what is defined elsewhere."""
    yield from uses_in_partnership(case)
    yield from uses_in_indicators(case)
    for agreement in case.facts.agreements:
        yield from uses_in_agreement(case, agreement)
    for plan in case.facts.plans:
        yield from uses_in_plan(case, plan)
    for key, document in case.facts.sources.items():
        yield from uses_in_notes(case, SOURCES, f"sources.{key}.note", document.note)
    for discrepancy in case.facts.discrepancies:
        for source in discrepancy.sources:
            at = f"discrepancies.{discrepancy.id}.sources"
            yield Use(DISCREPANCIES, at, source, "source", case.facts.sources, SOURCES)


def uses_in_notes(case: Case, file: str, at: str, notes: d.Notes) -> Iterator[Use]:
    for note in notes:
        yield Use(file, at, note.source or "", "source", case.facts.sources, SOURCES)


def uses_in_partnership(case: Case) -> Iterator[Use]:
    partnership = case.facts.partnership
    yield from uses_in_notes(case, PARTNERSHIP, "editions_note", partnership.editions_note)
    for key, geography in partnership.geographies.items():
        yield from uses_in_notes(case, PARTNERSHIP, f"geographies.{key}.note", geography.note)
        for larger in geography.part_of:
            yield Use(PARTNERSHIP, f"geographies.{key}.part_of", larger, "geography", partnership.geographies, PARTNERSHIP)
        for part in (part for parts in geography.parts for part in parts):
            yield Use(PARTNERSHIP, f"geographies.{key}.parts", part, "geography", partnership.geographies, PARTNERSHIP)
    for key, supplier in partnership.suppliers.items():
        for instrument in supplier.instruments:
            at = f"suppliers.{key}.instruments"
            yield Use(PARTNERSHIP, at, instrument, "instrument", case.facts.instruments, INDICATORS)


def uses_in_indicators(case: Case) -> Iterator[Use]:
    facts, themes = case.facts, [*get_args(d.Theme), *case.facts.themes]
    for key, indicator in facts.indicators.items():
        at = f"indicators.{key}"
        yield Use(INDICATORS, f"{at}.instrument", indicator.instrument, "instrument", facts.instruments, INDICATORS)
        yield Use(INDICATORS, f"{at}.theme", indicator.theme, "theme", themes, INDICATORS)
        for part in (indicator.ratio.numerator, indicator.ratio.denominator) if indicator.ratio else ():
            yield Use(INDICATORS, f"{at}.ratio", part, "indicator", facts.indicators, INDICATORS)
        if counted := indicator.counted_by:
            for part in (counted.indicator, counted.population or ""):
                yield Use(INDICATORS, f"{at}.counted_by", part, "indicator", facts.indicators, INDICATORS)
            if counted.indicator in facts.indicators:
                categories = facts.indicators[counted.indicator].categories
                yield Use(INDICATORS, f"{at}.counted_by", counted.category, "category", categories, INDICATORS)
        for level in indicator.level_names if indicator.levels else ():
            yield Use(INDICATORS, f"{at}.level_names", level, "level", indicator.levels, INDICATORS)
        yield from uses_in_notes(case, INDICATORS, f"{at}.caveat", indicator.caveat)
        for name, category in indicator.categories.items():
            place = f"{at}.categories.{name}"
            yield Use(INDICATORS, f"{place}.follows", category.follows or "", "category", indicator.categories, INDICATORS)
            yield from uses_in_notes(case, INDICATORS, f"{place}.note", category.note)
        for number, change in enumerate(indicator.breaks, 1):
            place = f"{at}.breaks.{message('data.values.entry', number=number)}"
            yield Use(INDICATORS, f"{place}.source", change.source, "source", facts.sources, SOURCES)
            for area in change.geographies:
                yield Use(INDICATORS, f"{place}.geographies", area, "geography", facts.partnership.geographies, PARTNERSHIP)


def uses_in_agreement(case: Case, agreement: d.Agreement) -> Iterator[Use]:
    facts, file = case.facts, file_of(agreement.id)
    areas = facts.partnership.geographies
    yield Use(file, "source", agreement.source, "source", facts.sources, SOURCES)
    yield Use(file, "geography", agreement.geography, "geography", areas, PARTNERSHIP)
    yield from uses_in_notes(case, file, "note", agreement.note)
    yield from uses_in_notes(case, file, "economy_note", agreement.economy_note)
    for instrument in agreement.lags:
        yield Use(file, "lags", instrument, "instrument", facts.instruments, INDICATORS)
    for target in agreement.targets:
        yield from uses_in_target(case, file, target)
    for number, total in enumerate(agreement.totals, 1):
        at = f"totals.{message('data.values.entry', number=number)}"
        yield Use(file, f"{at}.geography", total.geography, "geography", areas, PARTNERSHIP)
        yield Use(file, f"{at}.indicator", total.indicator, "indicator", facts.indicators, INDICATORS)
        if total.indicator in facts.indicators:
            categories = facts.indicators[total.indicator].categories
            yield Use(file, f"{at}.category", total.category, "category", categories, INDICATORS)
            for part in total.parts:
                yield Use(file, f"{at}.parts", part, "category", categories, INDICATORS)


def uses_in_target(case: Case, file: str, target: d.Target) -> Iterator[Use]:
    facts, at, areas = case.facts, f"targets.{target.id}", case.facts.partnership.geographies
    yield Use(file, f"{at}.geography", target.geography, "geography", areas, PARTNERSHIP)
    yield Use(file, f"{at}.reference", target.reference or "", "geography", areas, PARTNERSHIP)
    yield Use(file, f"{at}.indicator", target.indicator, "indicator", facts.indicators, INDICATORS)
    yield from uses_in_notes(case, file, f"{at}.note", target.note)
    if target.indicator in facts.indicators:
        indicator = facts.indicators[target.indicator]
        if indicator.categories:
            yield Use(file, f"{at}.category", target.category or "", "category", indicator.categories, INDICATORS)
        if indicator.levels:
            yield Use(file, f"{at}.level", target.level or "", "level", indicator.levels, INDICATORS)


def uses_in_plan(case: Case, plan: d.Plan) -> Iterator[Use]:
    facts, at = case.facts, f"plans.{plan.id}"
    agreements = [agreement.id for agreement in facts.agreements]
    yield Use(PLANS, f"{at}.agreement", plan.agreement, "agreement", agreements, AGREEMENTS)
    yield Use(PLANS, f"{at}.indicator", plan.indicator, "indicator", facts.indicators, INDICATORS)
    yield Use(PLANS, f"{at}.geography", plan.geography, "geography", facts.partnership.geographies, PARTNERSHIP)
    yield Use(PLANS, f"{at}.source", plan.source, "source", facts.sources, SOURCES)
    yield from uses_in_notes(case, PLANS, f"{at}.note", plan.note)


def uses_in_tables(case: Case) -> Iterator[Use]:
    """Yield every name in a table of what is defined elsewhere."""
    plans = plans_by_id(case)
    for file, rows in case.tables():
        for row in rows:
            at = case.row(row)
            yield Use(file, "source", row.source, "source", case.facts.sources, SOURCES, at)
            if isinstance(row, t.Observation | t.Significance | t.Statement):
                yield from uses_of_series(case, file, row, at)
            if isinstance(row, t.PlanRow):
                yield from uses_of_plan(file, row, plans, at)


def uses_of_series(case: Case, file: str, row: t.Observation | t.Significance | t.Statement, at: int) -> Iterator[Use]:
    facts = case.facts
    yield Use(file, "geography", row.geography, "geography", facts.partnership.geographies, PARTNERSHIP, at)
    yield Use(file, "indicator", row.indicator, "indicator", facts.indicators, INDICATORS, at)
    if row.indicator in facts.indicators and (categories := facts.indicators[row.indicator].categories):
        yield Use(file, "category", row.category, "category", categories, INDICATORS, at)
    if isinstance(row, t.Observation) and row.breakdown and row.indicator in facts.indicators:
        breakdowns = facts.indicators[row.indicator].breakdowns
        yield Use(file, "breakdown", row.breakdown, "breakdown", breakdowns, INDICATORS, at)
        if row.breakdown in breakdowns:
            yield Use(file, "group", row.group, "group", breakdowns[row.breakdown].groups, INDICATORS, at)
    if not isinstance(row, t.Observation) and not is_year(row.against):
        yield Use(file, "against", row.against, "year_or_geography", facts.partnership.geographies, PARTNERSHIP, at)


class PlanNames(NamedTuple):
    """What a plan's rows may name."""

    activities: Collection[str]
    effort_areas: Collection[str] | None
    agreement: str
    footnotes: Collection[str]


def plans_by_id(case: Case) -> dict[str, PlanNames]:
    """Return what the rows of each plan may name."""
    areas = {agreement.id: [area.id for area in agreement.effort_areas] for agreement in case.facts.agreements}
    # An activity of a plan that is not there may belong to any.
    misnamed = {activity.plan for activity in case.facts.activities} - {plan.id for plan in case.facts.plans}
    return {
        plan.id: PlanNames(
            {a.activity for a in case.facts.activities if a.plan in {plan.id} | misnamed},
            areas.get(plan.agreement),
            file_of(plan.agreement),
            plan.footnotes,
        )
        for plan in case.facts.plans
    }


def uses_of_plan(file: str, row: t.PlanRow, plans: dict[str, PlanNames], at: int) -> Iterator[Use]:
    plan = getattr(row, "plan", "")
    yield Use(file, "plan", plan, "plan", plans, PLANS, at)
    if plan not in plans:
        return
    names = plans[plan]
    if isinstance(row, t.Activity):
        if names.effort_areas is not None:
            yield Use(file, "effort_area", row.effort_area, "effort_area", names.effort_areas, names.agreement, at)
        return
    yield Use(file, "activity", getattr(row, "activity", ""), "activity", names.activities, ACTIVITIES, at)
    if isinstance(row, t.Budget):
        yield Use(file, "footnote", row.footnote, "footnote", names.footnotes, PLANS, at)


def faults_of_categories(case: Case) -> Iterator[Fault]:
    """Yield a fault for each row without the category that its indicator needs, or with one that it cannot have."""
    for file, rows in case.tables():
        for row in rows:
            if not isinstance(row, t.Observation | t.Significance | t.Statement) or row.indicator not in case.facts.indicators:
                continue
            categories, at = case.facts.indicators[row.indicator].categories, case.row(row)
            if categories and not row.category and not isinstance(row, t.Statement):
                todo = suggestion("", categories)
                yield fault("data.names.category_missing", file=file, row=at, column="category", todo=todo)
            if row.category and not categories:
                yield fault(
                    "data.names.category_extra",
                    file=file,
                    row=at,
                    column="category",
                    found=repr(row.category),
                    indicator=row.indicator,
                )


def faults_of_repeated_ids(case: Case) -> Iterator[Fault]:
    """Yield a fault for each definition whose id another one has."""
    facts = case.facts
    groups = [
        (PLANS, [plan.id for plan in facts.plans]),
        (DISCREPANCIES, [discrepancy.id for discrepancy in facts.discrepancies]),
        *((file_of(a.id), [target.id for target in a.targets]) for a in facts.agreements),
        *((file_of(a.id), [area.id for area in a.effort_areas]) for a in facts.agreements),
    ]
    for file, ids in groups:
        for repeated in sorted({name for name in ids if ids.count(name) > 1}):
            yield fault("data.names.twice", file=file, column="id", name=repeated, count=ids.count(repeated))
