"""The public table: thirteen columns in a fixed order, made here from the rows' fields and nowhere else.

``method`` names the rule or the way of computing, and after it, separated by ``; ``, whatever a reader must know. It is for
people: a program reads the fields of ``Result``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis.indicators.rows import Flag, Method, Result, Value

COLUMNS = (
    "id",
    "edition",
    "theme",
    "indicator",
    "category",
    "geography",
    "year",
    "measure",
    "value",
    "unit",
    "status",
    "method",
    "inputs",
)

# What stands behind them where rows are about parts of years or groups of people; without such rows the table has not got them.
COLUMNS_OF_PARTS = ("period", "breakdown", "group")

# What makes a spreadsheet run a cell, in the wide letters of East Asian keyboards too; and what is a number for all that.
RUNS = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
MARK = "'"

METHODS: dict[Method, str] = {
    "published": "published",
    "frame": "frame",
    "stated_total": "stated total",
    "promised": "{kind}",
    "sum_of_parts": "sum of parts",
    "sum_of_cells": "sum of cells",
    "known_cells": "at least; unknown: {unknown}",
    "remainder": "set aside less what the plan shares out",
    "share_of_counts": "numerator / denominator",
    "sum_of_periods": "sum of the year's parts",
    "rate_of_counts": "count / population, per 1000",
    "difference": "difference from {against_year}",
    "per_cent": "per cent of {against_year}",
    "difference_to_area": "difference to {against_area}",
    "agreed_step": "step of the agreement, per cent of {against_year}",
    "agreed_times": "multiple of {against_area}",
    "rule": "{rule}",
    "rounding": "half a unit of the last published decimal",
    "exact_poisson": "exact poisson 95 %",
    "byar": "byar 95 %",
    "wilson": "wilson 95 %; n {n}",
    "ratio": "ratio to {against_year}",
    "score": "score 95 %",
    "exact_conditional": "exact conditional",
    "holm": "holm over {family}",
    "smallest_visible_change": "smallest visible change; exact conditional 95 %",
    "smallest_detectable_fall": "smallest detectable fall; power 80 %; n {n} in both years",
    "smallest_detectable_rise": "smallest detectable rise; power 80 %; n {n} in both years",
    "published_interval": "the source's own interval",
    "luck": "chance of hitting by luck; both years poisson",
    "power": "power; exact conditional 95 %",
    "years_needed": "years needed for 80 % power; exact conditional 95 %",
    "count_of_answers": "count of answers",
    "count_of_verdicts": "count of verdicts",
    "count_of_tests": "count of tests",
}

FLAGS: dict[Flag, str] = {
    "contradicts": "contradicts",
    "superseded": "superseded by a newer figure",
    "approximate": "approximate",
    "at_least": "at least",
    "population_from_rate": "population as the rate implies",
    "same_population": "equal population assumed",
    "baseline_year": "baseline year",
    "no_observation": "no observation",
    "no_reference": "no reference",
    "category_changed": "category changed to {successor}",
    "scope_undecided": "what the new category covers decides nothing",
    "supplier_changed": "supplier changed since {against_year}",
    "question_changed": "question changed since {against_year}",
    "interim": "interim",
    "within_rounding": "difference within rounding",
    "from_page": "rests on a page, not on the partnership's documents",
    "suppressed": "suppressed",
    "published_significant": "published: significant",
    "published_not_significant": "published: not significant",
    "could_be_chance": "could be chance",
    "hardly_chance": "hardly chance",
    "full_count": "full count",
    "unknown_sample_size": "cannot be judged: no sample size",
    "rounded_shares": "cannot be judged: rounded shares",
    "unjudged_category": "cannot be judged: category changed",
    "unjudged_break": "cannot be judged: series broken",
    "unjudged_suppressed": "cannot be judged: suppressed",
    "unknown_counts": "cannot be judged: no counts",
    "unjudged_threshold": "cannot be judged: fixed threshold",
    "unjudged_reference": "cannot be judged: held against another area",
    "unjudged_unit": "cannot be judged: no word about its certainty",
    "intervals_apart": "the source's own intervals lie apart",
    "intervals_overlap": "the source's own intervals overlap, which decides nothing",
    "goal_outside_interval": "the goal lies outside the source's own interval",
    "goal_inside_interval": "the goal lies inside the source's own interval",
    "moves_as_wished": "moves the way that is wished for",
    "moves_against_wish": "moves against what is wished for",
    "has_not_moved": "has not moved",
    "small_group": "few answered in the group",
}


def frame_of(rows: Iterable[Result]) -> pd.DataFrame:
    """Return rows as the public results table: thirteen columns, and three more where a row is about a part of a year or a group."""
    rows = list(rows)
    has_parts = any(not row.is_whole for row in rows)
    columns = [*COLUMNS, *(COLUMNS_OF_PARTS if has_parts else ())]
    cells = [(*columns_of(row), *(parts_of(row) if has_parts else ())) for row in rows]
    return pd.DataFrame(cells, columns=columns).astype({"edition": int, "year": int})


def csv_of(rows: Iterable[Result]) -> str:
    """Return rows as the public results table in CSV: plain numbers with a decimal point, words, or nothing; no cell runs."""
    table = frame_of(rows)
    table["value"] = [plain(value) for value in table["value"]]
    return str(table.map(lambda cell: harmless(cell) if isinstance(cell, str) else cell).to_csv(index=False, lineterminator="\n"))


def harmless(text: str) -> str:
    """Return a text so that no spreadsheet runs it: with an apostrophe before a sign that begins a formula.

    A text that begins with apostrophes before such a sign gets one more, so that whoever takes one away has what was there.
    """
    return MARK + text if RUNS.match(text) and not NUMBER.fullmatch(text) else text


def plain(value: Value) -> str:
    """Return a value as a plain number with a decimal point, a word, or nothing."""
    return "" if value is None else value if isinstance(value, str) else f"{value:f}"


def columns_of(row: Result) -> tuple[Value | int, ...]:
    """Return a row's public columns, in their order."""
    plain = (row.id, row.edition, row.theme, row.indicator, row.category, row.geography, row.year, row.measure, row.value, row.unit)
    return (*plain, row.status, method_of(row), " ".join(fact.id for fact in row.inputs))


def parts_of(row: Result) -> tuple[str, str, str]:
    """Return which part of its year a row is about, as the tables write it, and which group of which breakdown."""
    return row.period, row.breakdown, row.group


def method_of(row: Result) -> str:
    """Return how a row came to be, and what a reader must know about it, as text."""
    fields = vars(row) | {"unknown": " ".join(row.unknown)}
    said = [text.format_map(fields) for text in (METHODS[row.method], *(FLAGS[flag] for flag in row.flags))]
    return "; ".join([*said, *([f"footnote {row.footnote}"] if row.footnote else [])])
