"""What suppliers are asked: figures by area and category, and what the plan's activities get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.data import WHOLE_YEAR, Facts, Indicator, Observation
from analysis.data.periods import parse_period
from analysis.intake.expected import Figure, Grant, Owner, expected, supplier_of
from analysis.intake.forms.layout.shown import number
from analysis.intake.forms.model import COLUMNS, Column, Form, Question
from analysis.intake.forms.words import word

OBSERVATIONS, BUDGETS = "observations.csv", "budgets.csv"
# Registers go on changing: of what is counted the year before is asked again.
COUNTED = frozenset({"count", "per_1000"})
SAMPLED: frozenset[Column] = frozenset({"n", "lower", "upper"})
NOTE: frozenset[Column] = frozenset({"note"})
NOTHING: frozenset[Column] = frozenset()
NOT_ASKED = frozenset({"answer"})


def forms_of_figures(facts: Facts, year: int) -> Iterator[Form]:
    """Yield a form for each supplier that owes figures or sums to an edition, in the order of the data."""
    owners: dict[str, Owner] = {}
    asked: dict[str, list[Figure | Grant]] = {}
    for subject in expected(facts, year):
        if isinstance(subject, Figure) and is_asked(facts, subject, year):
            owner = supplier_of(facts, facts.indicators[subject.indicator].instrument, year)
        elif isinstance(subject, Grant):
            plan = next(plan for plan in facts.plans if plan.id == subject.plan)
            owner = supplier_of(facts, facts.indicators[plan.indicator].instrument, year)
        else:
            continue
        owners.setdefault(owner.id, owner)
        asked.setdefault(owner.id, []).append(subject)
    for key, subjects in asked.items():
        questions = questions_of(facts, subjects)
        columns = tuple(
            column
            for column in COLUMNS["figures"]
            if column not in SAMPLED or any(column in question.takes for question in questions)
        )
        yield Form(f"{word('file.figures')}-{key}", "figures", year, facts.partnership.id, owners[key], questions, None, columns)


def is_asked(facts: Facts, figure: Figure, year: int) -> bool:
    """Tell whether a figure is asked for: of the edition's own years, of an unit that is counted or measured, and no share of two others."""
    indicator = facts.indicators[figure.indicator]
    return indicator.unit not in NOT_ASKED and indicator.ratio is None and figure.year >= year - lag_behind(facts, figure, year)


def lag_behind(facts: Facts, figure: Figure, year: int) -> int:
    """Return by how many years the figures of an instrument are behind an edition."""
    in_force = [a for a in facts.agreements if a.from_year <= year <= a.to_year]
    return max((facts.lag_of(figure.indicator, a.lags) for a in in_force), default=0)


def questions_of(facts: Facts, subjects: Iterable[Figure | Grant]) -> tuple[Question, ...]:
    """Return the lines of a form: figures by area, what they are of, and year; then the sums."""
    figures: dict[Figure, None] = {}
    grants = []
    for subject in subjects:
        if isinstance(subject, Grant):
            grants.append(subject)
            continue
        if facts.indicators[subject.indicator].unit in COUNTED and not facts.indicators[subject.indicator].context:
            figures[year_before(subject)] = None
        figures[subject] = None
    areas = list(facts.partnership.geographies)
    indicators = list(facts.indicators)

    def order(figure: Figure) -> tuple[int, int, int, int, str, str, str]:
        categories = list(facts.indicators[figure.indicator].categories)
        category = categories.index(figure.category) if figure.category in categories else -1
        return areas.index(figure.geography), indicators.index(figure.indicator), category, figure.year, *part_of(figure)

    return (
        *(figure_question(facts, figure) for figure in sorted(figures, key=order)),
        *(grant_question(facts, grant) for grant in grants),
    )


def year_before(figure: Figure) -> Figure:
    """Return the same figure of the year before."""
    period = parse_period(figure.period)
    earlier = period.span(figure.year).of(figure.year - 1).text if period else ""
    return replace(figure, year=figure.year - 1, period=earlier)


def part_of(figure: Figure) -> tuple[str, str, str]:
    """Return which part of the year and of those asked a figure is about; empty texts for the whole."""
    return figure.period, figure.breakdown, figure.group


def group_of(indicator: Indicator, figure: Figure) -> str:
    """Return the name of a figure's group; empty for everybody."""
    found = indicator.breakdowns.get(figure.breakdown)
    return found.groups.get(figure.group, figure.group) if found else ""


def figure_question(facts: Facts, figure: Figure) -> Question:
    """Return the line of a figure."""
    indicator = facts.indicators[figure.indicator]
    parts = ("period", "breakdown", "group") if any(part_of(figure)) else ()
    key = ("indicator", "category", "geography", "year", *parts)
    cells = {name: getattr(figure, name) for name in key}
    category = indicator.categories.get(figure.category)
    about = filter(None, (category.name if category else "", group_of(indicator, figure), figure.period))
    text = ": ".join(filter(None, (indicator.name, ", ".join(about))))
    options = tuple((indicator.level_names.get(level, level), level) for level in indicator.levels)
    sampled = SAMPLED if indicator.unit == "percent" and not indicator.context else NOTHING
    last = last_of(facts, figure)
    said = shown(last, indicator) if last else ""
    return Question(
        " ".join(str(cells[name]) or "-" for name in key),
        facts.partnership.geographies[figure.geography].name,
        text,
        "choice" if indicator.unit == "level" else "number",
        OBSERVATIONS,
        cells,
        "level" if indicator.unit == "level" else "value",
        f"{last.year}: {said}" if last and said else "",
        figure.year,
        word(f"unit.{indicator.unit}"),
        indicator.unit,
        options if indicator.unit == "level" else (),
        is_optional=bool(last and said and last.year == figure.year),
        takes=NOTE | sampled,
    )


def last_of(facts: Facts, figure: Figure) -> Observation | None:
    """Return the newest figure of a series that the book has, up to the year asked for."""
    period = parse_period(figure.period)
    span = period.span(figure.year) if period else WHOLE_YEAR
    series = (figure.indicator, figure.category, figure.geography, figure.breakdown, figure.group, span)
    rows = [row for row in facts.observations if row.series == series and row.year <= figure.year]
    return max(rows, key=lambda row: (row.year, facts.sources[row.source].role == "primary", row.published), default=None)


def shown(row: Observation, indicator: Indicator) -> str:
    """Return a figure, or a step, in words."""
    return indicator.level_names.get(row.level, row.level) or number(row.value)


def grant_question(facts: Facts, grant: Grant) -> Question:
    """Return the line of what an activity gets in a year."""
    plan = next(plan for plan in facts.plans if plan.id == grant.plan)
    name = next(row.name for row in facts.activities if (row.plan, row.activity) == (grant.plan, grant.activity))
    rows = [
        row
        for row in facts.budgets
        if (row.plan, row.activity, row.line) == (grant.plan, grant.activity, "") and row.year <= grant.year
    ]
    last = max(rows, key=lambda row: (row.year, row.published), default=None)
    value = (number(last.amount_dkk, last.amount_to_dkk) or said_of(last.status)) if last else ""
    return Question(
        f"{grant.plan} {grant.activity} grant {grant.year}",
        plan.name,
        word("question.grant", activity=name),
        "number",
        BUDGETS,
        {"plan": grant.plan, "activity": grant.activity, "line": "", "year": grant.year, "approximate": "no"},
        "amount_dkk",
        f"{last.year}: {value}" if last and value else "",
        grant.year,
        word("unit.dkk"),
        "dkk",
        is_optional=bool(last and value and last.year == grant.year and last.status != "not_decided"),
        takes=NOTE,
    )


def said_of(status: str) -> str:
    """Return what the source has said instead of a sum; nothing where it has said nothing."""
    return word(f"status.{status}") if status in ("no_grant", "not_decided") else ""
