"""Sums: that a total, share or budget which a source states is what the source's own parts make.

What a source only claims is left as it is: it is known not to follow from anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from analysis.data import tables as t
from analysis.data.checks.case import Case
from analysis.data.periods import PARTS_OF_A_YEAR, part_of_year
from analysis.errors import Fault, fault

FILE, BUDGETS = "observations.csv", "budgets.csv"
Wrong = frozenset[tuple[str, int]]


def right(case: Case, wrong: Wrong) -> Iterator[t.Observation]:
    """Yield the observations that are no fault by themselves."""
    return (row for row in case.facts.observations if (FILE, case.row(row)) not in wrong)


def faults_of_stated_totals(case: Case, wrong: Wrong) -> Iterator[Fault]:
    """Yield a fault where a source states a total that is not the sum of the parts it states."""
    stated = {(r.series, r.year, r.source): r for r in right(case, wrong)}
    parts_of = {
        (total.indicator, total.category, total.geography, year): total.parts
        for agreement in case.facts.agreements
        for total in agreement.totals
        for year in total.years
        if total.category not in total.parts
    }
    for row in stated.values():
        names = parts_of.get((row.indicator, row.category, row.geography, row.year), ())
        parts = [stated.get(((row.indicator, name, *row.series[2:]), row.year, row.source)) for name in names]
        values = [part.value for part in parts if part and part.value is not None]
        if row.value is None or row.status == "source_claim" or not names or len(values) < len(names):
            continue
        if sum(values) != row.value:
            yield fault(
                "data.sums.total",
                file=FILE,
                row=case.row(row),
                column="value",
                found=row.value,
                sum=sum(values),
                parts=", ".join(names),
            )


def faults_of_stated_areas(case: Case, wrong: Wrong) -> Iterator[Fault]:
    """Yield a fault where a source's count of an area is not the sum of its counts of the areas that make it up, or less than some."""
    stated = {(r.series, r.year, r.source): r for r in right(case, wrong)}
    for row in stated.values():
        indicator, area = case.facts.indicators.get(row.indicator), case.facts.partnership.geographies.get(row.geography)
        if indicator is None or indicator.unit != "count" or area is None or row.value is None or row.status == "source_claim":
            continue
        for names in area.parts:
            parts = [stated.get(((*row.series[:2], name, *row.series[3:]), row.year, row.source)) for name in names]
            known = [part.value for part in parts if part and part.value is not None and part.status != "source_claim"]
            total = sum(known, Decimal(0))
            if total > row.value or (len(known) == len(names) and total != row.value):
                at, said = case.row(row), ", ".join(names)
                yield fault("data.sums.areas", file=FILE, row=at, column="value", found=row.value, sum=total, parts=said)


def faults_of_stated_shares(case: Case, wrong: Wrong) -> Iterator[Fault]:
    """Yield a fault where a stated percentage does not follow from the counts it is made of."""
    stated = {(r.indicator, r.series[2:], r.year, r.source): r.value for r in right(case, wrong)}
    for row in right(case, wrong):
        ratio = case.facts.indicators[row.indicator].ratio if row.indicator in case.facts.indicators else None
        if ratio is None or row.value is None or row.status == "source_claim":
            continue
        numerator = stated.get((ratio.numerator, row.series[2:], row.year, row.source))
        denominator = stated.get((ratio.denominator, row.series[2:], row.year, row.source))
        if numerator is None or not denominator:
            continue
        share = rounded_as(row.value, 100 * numerator / denominator)
        if share != row.value:
            yield fault(
                "data.sums.share",
                file=FILE,
                row=case.row(row),
                column="value",
                found=row.value,
                share=share,
                numerator=numerator,
                denominator=denominator,
            )


def faults_of_stated_years(case: Case, wrong: Wrong) -> Iterator[Fault]:
    """Yield a fault where a source states a year of a flow that is not the sum of the halves, quarters or months it states."""
    stated = {(r.series, r.year, r.source): r for r in right(case, wrong)}
    for row in stated.values():
        indicator = case.facts.indicators.get(row.indicator)
        if indicator is None or not indicator.adds_up or row.value is None or not row.span.is_year or row.status == "source_claim":
            continue
        for part, count in PARTS_OF_A_YEAR.items():
            spans = [part_of_year(row.year, part, number).span(row.year) for number in range(1, count + 1)]
            parts = [stated.get(((*row.series[:-1], span), row.year, row.source)) for span in spans]
            values = [found.value for found in parts if found and found.value is not None]
            if len(values) == count and sum(values) != row.value:
                at = case.row(row)
                yield fault("data.sums.year", file=FILE, row=at, column="value", found=row.value, sum=sum(values), count=count)


def rounded_as(like: Decimal, value: Decimal) -> Decimal:
    """Return a value rounded to as many decimals as another one has, a half upwards."""
    exponent = like.as_tuple().exponent
    return value.quantize(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0), ROUND_HALF_UP)


def faults_of_budget_sums(case: Case, wrong: Wrong) -> Iterator[Fault]:
    """Yield a fault where a plan's stated total, or an activity's cell, is not the sum of its parts."""
    if any(file == BUDGETS for file, _ in wrong) or BUDGETS in case.findings.unread:
        return
    newest = t.newest(case.facts.budgets)
    for plan in case.facts.plans:
        cells = [b for b in newest if b.plan == plan.id]
        for whole in (cell for cell in cells if not cell.line):
            parts = [b for b in cells if b.year == whole.year and is_part_of(b, whole)]
            known = sum((b.amount_dkk for b in parts if b.amount_dkk is not None), Decimal(0))
            if parts and is_wrong(whole, parts, known, is_frame=whole.year in plan.frame_years):
                yield fault(
                    "data.sums.budget",
                    file=BUDGETS,
                    row=case.row(whole),
                    column="amount_dkk",
                    found=whole.amount_dkk,
                    sum=known,
                    count=len(parts),
                )


def is_wrong(whole: t.Budget, parts: list[t.Budget], known: Decimal, *, is_frame: bool) -> bool:
    """Tell whether a stated amount cannot be the sum of its parts; what is unknown, and a frame, may only make it larger."""
    if whole.amount_dkk is None or whole.status == "source_claim":
        return False
    if any(part.source != whole.source for part in parts):
        return False  # a part was corrected after the total was stated
    is_open = is_frame or any(part.status in ("not_decided", "not_stated") or part.amount_to_dkk is not None for part in parts)
    return known > whole.amount_dkk or (known != whole.amount_dkk and not is_open)


def is_part_of(cell: t.Budget, whole: t.Budget) -> bool:
    """Tell whether the cell adds up to the whole: an activity to its plan's total, a line to its activity."""
    if not whole.activity:
        return bool(cell.activity) and not cell.line
    return cell.activity == whole.activity and bool(cell.line)
