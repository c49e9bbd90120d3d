"""Checks across files: names that must exist, rows that stand twice, values outside their unit, sums that do not add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter
from typing import TYPE_CHECKING

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.reading import suggestion
from analysis.errors import Fault

if TYPE_CHECKING:
    from analysis.data.facts import Facts

RANGES: dict[str, tuple[int | None, int | None]] = {
    "percent": (0, 100),
    "count": (0, None),
    "per_1000": (0, None),
    "dkk": (0, None),
    "percent_change": (-100, None),
}
WHOLE = {"count", "dkk"}
NEEDED_BY_RULE = {
    "reduce_by": ("baseline_year", "percent_by_year"),
    "approaches": ("baseline_year", "reference"),
    "falls_each_year": ("baseline_year",),
    "falls_from_baseline": ("baseline_year",),
    "at_most_baseline": ("baseline_year",),
    "monitor": ("baseline_year",),
    "at_least": ("threshold",),
    "level": ("baseline_year", "level"),
}


def cross_check(facts: Facts, numbers: Mapping[int, int], unread: Collection[str] = ()) -> list[Fault]:
    """Return every fault that only shows when the files are read together. ``numbers``: row number by ``id(row)``."""

    def number_of(row: t.Row) -> int | None:
        return numbers.get(id(row))

    return [
        *faults_of_partnership(facts.partnership),
        *faults_of_indicators(facts),
        *faults_of_repeated_ids(facts),
        *faults_of_names(facts, number_of),
        *faults_of_repeats(facts, number_of),
        *faults_of_dates(facts, number_of),
        *faults_of_values(facts, number_of),
        *faults_of_targets(facts),
        *faults_of_plans(facts),
        *faults_of_stated_totals(facts, number_of),
        *faults_of_stated_shares(facts, number_of),
        *([] if "budgets.csv" in unread else faults_of_budget_sums(facts, number_of)),
    ]


NumberOf = Callable[[t.Row], int | None]


def unknown(file: str, column: str, found: str, known: Iterable[str], row: int | None = None) -> Iterator[Fault]:
    """Yield a fault when ``found`` is not one of the ``known`` names."""
    names = set(known)
    if found not in names:
        yield Fault(file, repr(found), f"a known {column}", suggestion(found, names), row, column)


def faults_of_partnership(partnership: d.Partnership) -> Iterator[Fault]:
    for key, geography in partnership.geographies.items():
        for larger in geography.part_of:
            yield from unknown("partnership.toml", f"geographies.{key}.part_of", larger, partnership.geographies)
    years = [edition.year for edition in partnership.editions]
    if years != sorted(set(years)):
        yield Fault("partnership.toml", f"editions {years}", "each year once, oldest first", "put them in order", column="editions")


def faults_of_indicators(facts: Facts) -> Iterator[Fault]:
    """Yield a fault for each name inside indicators.toml that is not defined there."""
    for key, indicator in facts.indicators.items():
        at = f"indicators.{key}"
        yield from unknown("indicators.toml", f"{at}.instrument", indicator.instrument, facts.instruments)
        for part in (indicator.ratio.numerator, indicator.ratio.denominator) if indicator.ratio else ():
            yield from unknown("indicators.toml", f"{at}.ratio", part, facts.indicators)
        if indicator.counted_by:
            yield from unknown("indicators.toml", f"{at}.counted_by", indicator.counted_by.indicator, facts.indicators)
            counted = facts.indicators.get(indicator.counted_by.indicator)
            yield from unknown(
                "indicators.toml", f"{at}.counted_by", indicator.counted_by.category, counted.categories if counted else ()
            )
        for name, category in indicator.categories.items():
            if category.follows:
                yield from unknown("indicators.toml", f"{at}.categories.{name}.follows", category.follows, indicator.categories)
        for _, place, _, _ in Formatter().parse(indicator.sentence):
            if place is not None:
                yield from unknown("indicators.toml", f"{at}.sentence", place, ("value", "year", "category"))


def faults_of_repeated_ids(facts: Facts) -> Iterator[Fault]:
    """Yield a fault for each definition whose id another one has."""
    groups = {
        "plans.toml": [plan.id for plan in facts.plans],
        "discrepancies.toml": [discrepancy.id for discrepancy in facts.discrepancies],
        "agreements/": [agreement.id for agreement in facts.agreements],
        **{
            f"agreements/{a.id}.toml": [
                *(target.id for target in a.targets),
                *(area.id + " (effort area)" for area in a.effort_areas),
            ]
            for a in facts.agreements
        },
    }
    for file, ids in groups.items():
        for repeated in sorted({name for name in ids if ids.count(name) > 1}):
            yield Fault(
                file, f"the id {repeated} {ids.count(repeated)} times", "each id once", "give one of them another id", column="id"
            )


def rows_by_file(facts: Facts) -> Iterator[tuple[str, tuple[t.Row, ...]]]:
    yield "observations.csv", facts.observations
    yield "significance.csv", facts.significance
    yield "statements.csv", facts.statements
    yield "activities.csv", facts.activities
    yield "budgets.csv", facts.budgets
    yield "deliverables.csv", facts.deliverables
    yield "status.csv", facts.status


def faults_of_names(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault for each source, indicator, category, geography, plan or activity that is not defined."""
    plans = {plan.id: plan for plan in facts.plans}
    activities = {(activity.plan, activity.activity) for activity in facts.activities}
    by_agreement = {agreement.id: [area.id for area in agreement.effort_areas] for agreement in facts.agreements}
    areas = {plan.id: by_agreement[plan.agreement] for plan in facts.plans if plan.agreement in by_agreement}
    for file, rows in rows_by_file(facts):
        for row in rows:
            at = number_of(row)
            yield from unknown(file, "source", row.source, facts.sources, at)
            if isinstance(row, t.Observation | t.Significance | t.Statement):
                yield from faults_of_series(facts, file, row, at)
            if isinstance(row, t.Activity | t.Budget | t.Deliverable | t.ActivityStatus):
                yield from unknown(file, "plan", row.plan, plans, at)
            if isinstance(row, t.Budget | t.Deliverable | t.ActivityStatus) and row.activity and row.plan in plans:
                yield from unknown(file, "activity", row.activity, (a for plan, a in activities if plan == row.plan), at)
            if isinstance(row, t.Activity) and row.effort_area and row.plan in areas:
                yield from unknown(file, "effort_area", row.effort_area, areas[row.plan], at)
            if isinstance(row, t.Significance) and not re.fullmatch(r"(19|20)[0-9]{2}", row.against):
                yield from unknown(file, "against", row.against, facts.partnership.geographies, at)
    for discrepancy in facts.discrepancies:
        for source in discrepancy.sources:
            yield from unknown("discrepancies.toml", f"discrepancies.{discrepancy.id}.sources", source, facts.sources)


def faults_of_series(facts: Facts, file: str, row: t.Observation | t.Significance | t.Statement, at: int | None) -> Iterator[Fault]:
    yield from unknown(file, "geography", row.geography, facts.partnership.geographies, at)
    yield from unknown(file, "indicator", row.indicator, facts.indicators, at)
    if row.indicator not in facts.indicators:
        return
    categories = facts.indicators[row.indicator].categories
    if categories:
        yield from unknown(file, "category", row.category, categories, at)
    elif row.category:
        yield Fault(file, repr(row.category), f"an empty cell: {row.indicator} has no categories", "empty the cell", at, "category")


def faults_of_repeats(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault for each row that says again what an earlier row said."""
    keys: dict[str, Callable[..., tuple[object, ...]]] = {
        "observations.csv": lambda r: (r.id,),
        "significance.csv": lambda r: (r.indicator, r.category, r.geography, r.year, r.against, r.source),
        "statements.csv": lambda r: (r.id, r.owner, r.text),
    }
    for file, rows in rows_by_file(facts):
        seen: dict[tuple[object, ...], int | None] = {}
        for row in rows:
            key = (*row.key, row.source) if isinstance(row, t.PlanRow) else keys[file](row)
            if key in seen:
                name = " ".join(str(part) for part in key if part != "")
                todo = "remove one of them; a correction is a row with its own source"
                yield Fault(file, f"{name} again, as in row {seen[key]}", "each observation once", todo, number_of(row))
            seen.setdefault(key, number_of(row))


def faults_of_dates(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    for file, rows in rows_by_file(facts):
        for row in rows:
            source = facts.sources.get(row.source)
            if source and source.published != row.published:
                expected = f"{source.published}, the day of {row.source} in sources.toml"
                yield Fault(file, str(row.published), expected, "correct the one that is wrong", number_of(row), "published")


def faults_of_values(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault for each value that its unit cannot have."""
    for row in facts.observations:
        if row.indicator in facts.indicators:
            yield from faults_of_value(row, facts.indicators[row.indicator], number_of(row))
    for budget in facts.budgets:
        for column, amount in (("amount_dkk", budget.amount_dkk), ("amount_to_dkk", budget.amount_to_dkk)):
            if amount is not None:
                yield from outside_unit("budgets.csv", column, amount, "dkk", number_of(budget))


def faults_of_value(row: t.Observation, indicator: d.Indicator, at: int | None) -> Iterator[Fault]:
    file, is_level = "observations.csv", indicator.unit == "level"
    if indicator.unit == "answer":
        yield Fault(file, repr(row.indicator), "no answer: they stand in status.csv", "remove the row", at, "indicator")
        return
    if row.level and is_level:
        yield from unknown(file, "level", row.level, indicator.levels, at)
    if row.level and not is_level:
        yield Fault(file, row.level, f"a number: {row.indicator} has no levels", "move it to value", at, "level")
    if row.value is not None and is_level:
        yield Fault(file, str(row.value), f"a level: {row.indicator} is not a number", "move it to level", at, "value")
    if row.value is not None and not is_level:
        yield from outside_unit(file, "value", row.value, indicator.unit, at)


def outside_unit(file: str, column: str, value: Decimal, unit: str, at: int | None) -> Iterator[Fault]:
    if unit not in RANGES:
        yield Fault(file, str(value), f"no number: the unit is {unit}", "answers stand in status.csv", at, column)
        return
    low, high = RANGES[unit]
    if (low is not None and value < low) or (high is not None and value > high):
        expected = f"{unit} from {low}" + (f" to {high}" if high is not None else " upwards")
        yield Fault(file, str(value), expected, "correct the value", at, column)
    if unit in WHOLE and value.as_tuple().exponent != 0:
        todo = f"remove the point; if it parts thousands write {str(value).replace('.', '')}"
        yield Fault(file, str(value), f"a whole number: the unit is {unit}", todo, at, column)


def faults_of_targets(facts: Facts) -> Iterator[Fault]:
    for agreement in facts.agreements:
        file = f"agreements/{agreement.id}.toml"
        yield from unknown(file, "source", agreement.source, facts.sources)
        yield from unknown(file, "geography", agreement.geography, facts.partnership.geographies)
        for instrument in agreement.lags:
            yield from unknown(file, "lags", instrument, facts.instruments)
        for target in agreement.targets:
            yield from faults_of_target(facts, file, target)
        for total in agreement.totals:
            yield from unknown(file, "totals.geography", total.geography, facts.partnership.geographies)
            yield from unknown(file, "totals.indicator", total.indicator, facts.indicators)
            if total.indicator in facts.indicators:
                for category in (total.category, *total.parts):
                    yield from unknown(file, "totals.parts", category, facts.indicators[total.indicator].categories)


def faults_of_target(facts: Facts, file: str, target: d.Target) -> Iterator[Fault]:
    at = f"targets.{target.id}"
    yield from unknown(file, f"{at}.geography", target.geography, facts.partnership.geographies)
    yield from unknown(file, f"{at}.indicator", target.indicator, facts.indicators)
    if target.reference:
        yield from unknown(file, f"{at}.reference", target.reference, facts.partnership.geographies)
    if target.indicator in facts.indicators and target.category:
        yield from unknown(file, f"{at}.category", target.category, facts.indicators[target.indicator].categories)
    if target.indicator in facts.indicators and target.level:
        yield from unknown(file, f"{at}.level", target.level, facts.indicators[target.indicator].levels)
    if target.indicator in facts.indicators and facts.indicators[target.indicator].categories and not target.category:
        yield Fault(file, "no category", f"category: {target.indicator} has categories", "add category", column=at)
    for name in NEEDED_BY_RULE[target.rule]:
        if not getattr(target, name):
            yield Fault(file, f"no {name}", f"{name}: the rule {target.rule} needs it", f"add {name}", column=at)
    if target.rule == "reduce_by" and set(target.percent_by_year) != set(target.years):
        found = f"percentages for {sorted(target.percent_by_year)}"
        yield Fault(file, found, f"one for each of {list(target.years)}", "complete percent_by_year", column=at)


def faults_of_plans(facts: Facts) -> Iterator[Fault]:
    for plan in facts.plans:
        at = f"plans.{plan.id}"
        yield from unknown("plans.toml", f"{at}.agreement", plan.agreement, (a.id for a in facts.agreements))
        yield from unknown("plans.toml", f"{at}.indicator", plan.indicator, facts.indicators)
        yield from unknown("plans.toml", f"{at}.geography", plan.geography, facts.partnership.geographies)
        yield from unknown("plans.toml", f"{at}.source", plan.source, facts.sources)
        for budget in facts.budgets:
            if budget.plan == plan.id and budget.footnote:
                yield from unknown("plans.toml", f"{at}.footnotes", budget.footnote, plan.footnotes)


def faults_of_stated_totals(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault where a source states a total that is not the sum of the parts it states."""
    stated = {(r.indicator, r.category, r.geography, r.year, r.source): r for r in facts.observations}
    totals = [(a.id, total) for a in facts.agreements for total in a.totals]
    for row in facts.observations:
        for _, total in totals:
            if row.year not in total.years or (row.indicator, row.category, row.geography) != (
                total.indicator,
                total.category,
                total.geography,
            ):
                continue
            parts = [stated.get((row.indicator, part, row.geography, row.year, row.source)) for part in total.parts]
            values = [part.value for part in parts if part and part.value is not None]
            if row.value is not None and len(values) == len(total.parts) and sum(values) != row.value:
                sum_text = f"{sum(values)}, the sum of {', '.join(total.parts)}"
                yield Fault("observations.csv", str(row.value), sum_text, "correct the total or a part", number_of(row), "value")


def faults_of_stated_shares(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault where a stated percentage does not follow from the counts it is made of."""
    stated = {(r.indicator, r.geography, r.year, r.source): r.value for r in facts.observations}
    for row in facts.observations:
        ratio = facts.indicators[row.indicator].ratio if row.indicator in facts.indicators else None
        if ratio is None or row.value is None:
            continue
        numerator = stated.get((ratio.numerator, row.geography, row.year, row.source))
        denominator = stated.get((ratio.denominator, row.geography, row.year, row.source))
        if numerator is None or not denominator:
            continue
        places = min(-int(row.value.as_tuple().exponent), 12)
        share = (100 * numerator / denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if share != row.value:
            expected = f"{share}, which is {numerator} of {denominator}"
            yield Fault("observations.csv", str(row.value), expected, "correct the share or a count", number_of(row), "value")


def faults_of_budget_sums(facts: Facts, number_of: NumberOf) -> Iterator[Fault]:
    """Yield a fault where a plan's stated total, or an activity's cell, is not the sum of its parts."""
    for plan in facts.plans:
        cells = [b for b in t.newest(facts.budgets) if b.plan == plan.id]
        for whole in cells:
            if whole.line or whole.amount_dkk is None:
                continue
            parts = [b for b in cells if b.year == whole.year and is_part_of(b, whole)]
            known = sum((b.amount_dkk for b in parts if b.amount_dkk is not None), Decimal(0))
            unknowns = any(b.status in ("not_decided", "not_stated") for b in parts) or whole.year in plan.frame_years
            if any(part.source != whole.source for part in parts):
                continue  # a part was corrected after the total was stated
            if parts and (known > whole.amount_dkk or (known != whole.amount_dkk and not unknowns)):
                expected = f"{known}, the sum of its {len(parts)} parts"
                todo = "correct the total or a part"
                yield Fault("budgets.csv", str(whole.amount_dkk), expected, todo, number_of(whole), "amount_dkk")


def is_part_of(cell: t.Budget, whole: t.Budget) -> bool:
    """Tell whether the cell adds up to the whole: an activity to its plan's total, a line to its activity."""
    if not whole.activity:
        return bool(cell.activity) and not cell.line
    return cell.activity == whole.activity and bool(cell.line)
