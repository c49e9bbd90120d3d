"""Rows of a safety plan: its budget with sums, what its activities promise and report, and how they go."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data import ActivityStatus, Budget, Deliverable, Plan, Role, key_of_total
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.edition import Edition, has_number, named
from analysis.indicators.rows import Flag, Input, Method, Result, as_input, fact_of_cell, fact_of_deliverable, facts_of

# What the owners of activities are asked half-way through the year, and the column of status.csv with the answer.
QUESTIONS: dict[Role, str] = {"on_plan": "on_plan", "concern": "concern", "adjustment": "adjustment"}
WITHOUT_EFFORT_AREA = "without_effort_area"


def budget_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    """Yield every cell of a plan's budget, and sums by effort area and in all."""
    cells = [cell for cell in edition.facts.budgets if cell.plan == plan.id]
    for cell in cells:
        yield from budget_cell_rows(edition, plan, cell)
    for year in plan.years:
        own = [cell for cell in cells if cell.year == year and cell.activity and not cell.line]
        yield from sum_row(edition, plan, year, "", own)
        yield from effort_area_rows(edition, plan, year, own)
        yield from remainder_row(edition, plan, year, own)


def remainder_row(edition: Edition, plan: Plan, year: int, cells: list[Budget]) -> Iterator[Result]:
    """Yield what was set aside for a year and is not shared out by the plan: at most so much where some of its cells are unknown."""
    categories = edition.facts.indicators[plan.indicator].categories
    frames = (
        edition.observed(Series(plan.indicator, key, plan.geography), year) for key, c in categories.items() if c.role == "frame"
    )
    frame = next((found for found in frames if has_number(found)), None)
    known = [cell for cell in cells if cell.amount_dkk is not None]
    if frame is None or not known or measures.known_sum(cells) > measures.number_of(frame):
        return
    yield edition.row(
        named(plan.id, "remainder", year),
        Series(plan.indicator, "remainder", plan.geography),
        year,
        "total" if plan.complete and not measures.unknown_cells(cells) else "upper",
        measures.number_of(frame) - measures.known_sum(cells),
        "remainder",
        [*facts_of(frame), *map(fact_of_cell, known)],
        plan=plan.id,
        aspect="remainder",
    )


def effort_area_rows(edition: Edition, plan: Plan, year: int, cells: list[Budget]) -> Iterator[Result]:
    """Yield the sum of each effort area, and where a plan has some that of the activities outside them."""
    effort_of = {a.activity: a.effort_area for a in edition.facts.activities if a.plan == plan.id}
    areas = list(dict.fromkeys(filter(None, effort_of.values())))
    for area in areas:
        yield from sum_row(edition, plan, year, area, [cell for cell in cells if effort_of.get(cell.activity) == area])
    if areas:
        rest = [cell for cell in cells if not effort_of.get(cell.activity)]
        yield from sum_row(edition, plan, year, WITHOUT_EFFORT_AREA, rest)


def budget_cell_rows(edition: Edition, plan: Plan, cell: Budget) -> Iterator[Result]:
    """Yield a cell as one row, or as its lower and upper end when the source gives a range."""
    category = named(cell.activity or key_of_total(), cell.line)
    method: Method = "published" if cell.activity else "frame" if cell.year in plan.frame_years else "stated_total"
    flags: tuple[Flag, ...] = ("approximate",) if cell.approximate == "yes" else ()
    ends = {"observed": cell.amount_dkk} if cell.amount_to_dkk is None else {"lower": cell.amount_dkk, "upper": cell.amount_to_dkk}
    series, fact = Series(plan.indicator, category, plan.geography), fact_of_cell(cell)
    for measure, value in ends.items():
        yield edition.row(
            fact.id,
            series,
            cell.year,
            measure,
            value,
            method,
            [fact],
            status=cell.status,
            plan=plan.id,
            activity=cell.activity,
            line=cell.line,
            flags=flags,
            footnote=cell.footnote,
        )


def sum_row(edition: Edition, plan: Plan, year: int, area: str, cells: list[Budget]) -> Iterator[Result]:
    """Yield the sum of the cells: a total when everything is known, otherwise a lower bound that says what is not."""
    if not cells:
        return
    unknown, known = measures.unknown_cells(cells), [cell for cell in cells if cell.amount_dkk is not None]
    is_total = not unknown and plan.complete
    value = measures.known_sum(cells) if known or is_total else None
    status = "ok" if is_total else status_of_unknown(unknown, known)
    yield edition.row(
        named(plan.id, area, year),
        Series(plan.indicator, area, plan.geography),
        year,
        "total" if is_total else "lower",
        value,
        "sum_of_cells" if is_total else "known_cells",
        map(fact_of_cell, known),
        status=status,
        plan=plan.id,
        effort_area=area,
        unknown=() if is_total else tuple(cell.activity for cell in unknown),
        flags=("approximate",) if any(cell.approximate == "yes" for cell in known) else (),
    )


def status_of_unknown(unknown: list[Budget], known: list[Budget]) -> str:
    """Return why a sum is no total: what its first unknown cell says where nothing is known, else the gravest of them."""
    if not known and unknown:
        return unknown[0].status
    return "not_decided" if any(cell.status == "not_decided" for cell in unknown) else "not_stated"


def activity_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    """Yield what the activities promise and report in numbers, and how they go half-way through the year."""
    indicator = edition.facts.indicator_with("deliverable")
    for item in edition.facts.deliverables:
        if item.plan == plan.id and item.value is not None and indicator:
            yield from deliverable_rows(edition, plan, indicator, item)
    yield from status_rows(edition, plan)


def deliverable_rows(edition: Edition, plan: Plan, indicator: str, item: Deliverable) -> Iterator[Result]:
    """Yield a number of an activity as one row, or as its lower and upper end when the source gives a range."""
    single = "observed" if item.kind in ("observed", "background") else "target"
    ends = {single: item.value} if item.value_to is None else {"lower": item.value, "upper": item.value_to}
    flags: tuple[Flag, ...] = ("at_least",) if item.at_least == "yes" else ()
    series, fact = Series(indicator, named(item.activity, item.deliverable), plan.geography), fact_of_deliverable(item)
    for measure, value in ends.items():
        yield edition.row(
            fact.id,
            series,
            item.year,
            measure,
            value,
            "promised",
            [fact],
            unit=item.unit,
            plan=plan.id,
            activity=item.activity,
            deliverable=item.deliverable,
            kind=item.kind,
            flags=flags,
            qualifier=item.qualifier,
            as_written=item.as_written,
        )


def status_rows(edition: Edition, plan: Plan) -> Iterator[Result]:
    """Yield each answer about each activity, how many gave each answer, and how many answered, with those that did not."""
    given = [status for status in edition.facts.status if status.plan == plan.id and status.year == edition.year]
    for role, column in QUESTIONS.items():
        indicator = edition.facts.indicator_with(role)
        if indicator and given:
            yield from answer_rows(edition, plan, indicator, column, given)


def answer_rows(edition: Edition, plan: Plan, indicator: str, column: str, given: list[ActivityStatus]) -> Iterator[Result]:
    answers = [(fact_of_answer(status, column), status.activity, str(getattr(status, column))) for status in given]
    for fact, activity, answer in answers:
        series = Series(indicator, activity, plan.geography)
        yield edition.row(fact.id, series, edition.year, "observed", answer, "published", [fact], plan=plan.id, activity=activity)
    levels = edition.facts.indicators[indicator].levels
    for level in levels:
        facts = [fact for fact, _, answer in answers if answer == level]
        yield count_of_answers(edition, Series(indicator, level, plan.geography), "total", named(plan.id, indicator, level), facts)
    everyone, silent = [fact for fact, _, _ in answers], unanswered(edition, plan, given)
    yield count_of_answers(edition, Series(indicator, "", plan.geography), "count", named(plan.id, indicator), everyone, silent)


def unanswered(edition: Edition, plan: Plan, given: list[ActivityStatus]) -> tuple[str, ...]:
    """Return the activities that were asked how they go in the edition's year and have not said."""
    answered = {status.activity for status in given}
    return tuple(a.activity for a in edition.facts.activities_asked(plan, edition.year) if a.activity not in answered)


def count_of_answers(
    edition: Edition, series: Series, measure: str, name: str, facts: list[Input], unknown: tuple[str, ...] = ()
) -> Result:
    value = Decimal(len(facts))
    return edition.row(name, series, edition.year, measure, value, "count_of_answers", facts, unit="count", unknown=unknown)


def fact_of_answer(status: ActivityStatus, column: str) -> Input:
    """Return an answer as the input of a row."""
    name = named(status.plan, status.activity, status.year, column)
    return as_input(name, status)
