"""The public table: thirteen columns, made of the rows' fields in one place; ids that never change unseen, and each names one row."""

import re
from collections import Counter
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import get_args

import pandas as pd
import pytest
from invented import activity, answer, broken, money, plan, promise, reports, said, seen, target, world

import analysis
from analysis.data import load
from analysis.indicators import Flag, Result, all_edition_rows, columns_of, csv_of, edition_rows, frame_of, results
from analysis.indicators.frame import COLUMNS, FLAGS, METHODS
from analysis.indicators.rows import Aspect, Method

THIRTEEN = [
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
]
ROW = Result("2021.rate.x", 2021, "tryghed", "utryg", "", "kvarter", 2021, "rate", Decimal("1.0"), "ratio", "ok", "ratio", ())


def test_the_columns_are_the_thirteen_of_the_contract_in_its_order(facts):
    """Scripts outside the project read them by place and by name."""
    assert list(COLUMNS) == THIRTEEN
    table = results(facts, 2022)
    assert list(table.columns) == THIRTEEN
    assert (table["edition"].dtype, table["year"].dtype) == (int, int)


@pytest.mark.parametrize(
    ("unit", "written"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("- kr.", "'- kr."), ("'=1", "''=1"), ("-5", "-5"), ("kr.", "kr.")],
)
def test_no_cell_of_the_csv_runs_in_a_spreadsheet(unit, written):
    """A word of a source that begins like a formula has an apostrophe before it; a number below nought stays one."""
    row = replace(ROW, unit=unit, value=Decimal("-1.50"))
    assert csv_of([row]).splitlines()[1].split(",")[8:10] == ["-1.50", written]


def test_a_table_without_rows_has_its_columns():
    """A filter may leave nothing."""
    assert list(frame_of([]).columns) == THIRTEEN


def test_every_way_of_computing_and_every_flag_has_its_words():
    """And no words are left of one that is gone."""
    assert set(METHODS) == set(get_args(Method))
    assert set(FLAGS) == set(get_args(Flag))
    assert all({**METHODS, **FLAGS}.values())


def test_the_words_have_places_only_for_fields_of_a_row():
    """A place that no field fills would stop the table."""
    known = {field.name for field in fields(Result)}
    for text in (*METHODS.values(), *FLAGS.values()):
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= known, text


@pytest.mark.parametrize("method", get_args(Method))
def test_a_row_of_every_method_can_be_written(method):
    """In words that say what it is, with nothing left to fill in."""
    text = columns_of(
        replace(ROW, method=method, rule="level", kind="target", unknown=("a", "b"), against_year=2020, n=Decimal(9))
    )[11]
    assert text
    assert "{" not in text


def test_what_a_reader_must_know_comes_after_the_method_in_order():
    """Parted by semicolons, a footnote last."""
    row = replace(ROW, flags=("supplier_changed", "category_changed", "interim"), against_year=2020, successor="ny", footnote="2")
    assert columns_of(row)[11] == "ratio to 2020; supplier changed since 2020; category changed to ny; interim; footnote 2"


def test_a_text_of_the_datas_with_braces_is_only_text():
    """Keys have none, but a footnote's number may be anything."""
    assert columns_of(replace(ROW, against_year=2020, footnote="{id}"))[11] == "ratio to 2020; footnote {id}"


def test_the_words_of_the_public_table_are_for_people_and_nobody_parses_them():
    """No module but ``frame`` reads the words of a method or a flag back, and none cuts an id into pieces."""
    parsing = re.compile(
        r"\.id\.(split|rsplit|partition|startswith|endswith|removeprefix)|\.method\.(split|startswith|endswith)|in \w+\.method\b"
    )
    found = [
        f"{path.name}: {hit.group()}"
        for path in Path(analysis.__file__).parent.rglob("*.py")
        for hit in parsing.finditer(path.read_text(encoding="utf-8"))
        if path.parent.name == "indicators"
    ]
    assert found == []


# Ids


def years_of(spans):
    """Return the years of a text such as "2013-2016 2022"."""
    for span in spans.split():
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def test_every_id_that_was_ever_published_is_still_there(facts, expected):
    """Of the ten editions of commit 1cb4c35, but for those whose line in published_ids.csv says why they are gone."""
    promised, gone = set(), set()
    for line in expected("published_ids.csv"):
        ids = {f"{year}.{line['measure']}.{line['name']}" for year in years_of(line["editions"])}
        (gone if line["gone"] else promised).update(ids)
    assert len(promised | gone) == 3217
    now = {row.id for row in all_edition_rows(facts)}
    assert sorted(promised - now) == [], "say in the column gone of published_ids.csv why"
    assert sorted(gone & now) == [], "their line says that they are gone"


def two_agreements():
    """Two agreements over the same years, each with a target on, and a total of, the same series."""
    total = {
        "indicator": "anmeldelser",
        "category": "samlet",
        "geography": "kvarter",
        "years": [2020, 2021],
        "parts": ["indbrud", "haervaerk"],
    }
    goals = [
        target("at_most_baseline", category="samlet"),
        target("reduce_by", id="andet", percent_by_year=dict.fromkeys(range(2021, 2025), 100)),
    ]
    agreements = [{"id": name, "targets": goals, "totals": [total]} for name in ("en", "to")]
    counts = [
        reports(year, count, key)
        for year in (2020, 2021)
        for key, count in (("indbrud", "40"), ("haervaerk", "30"), ("samlet", "70"))
    ]
    return world(*counts, agreements=agreements)


def hidden_successor():
    """A category that changed, and whose new figure is hidden: by its source, and by its size."""
    return world(
        reports(2020, "40", "tyveri"),
        reports(2021, None, "tyveri_roeveri", status="suppressed"),
        reports(2022, "2", "tyveri_roeveri", source="levering"),
        targets=[
            target("at_most_baseline", category="tyveri"),
            target("at_most_baseline", id="ny", category="tyveri_roeveri", baseline_year=2021),
        ],
        follows="broader",
    )


def zeros():
    """Nothing but zeros: counts, rates, shares with and without a size, a share of nothing, an amount."""
    figures = [reports(year, "0", key) for year in (2020, 2021) for key in ("indbrud", "haervaerk")]
    figures += [seen(name, year, "0") for year in (2020, 2021) for name in ("utryg", "alle", "med", "pr_1000")]
    figures += [seen("utryg", year, "0", geography="by", n=Decimal(1)) for year in (2020, 2021)]
    rules = ("at_most_baseline", "falls_each_year", "falls_from_baseline", "reduce_by", "at_least", "monitor")
    more = {"threshold": 0, "percent_by_year": dict.fromkeys(range(2021, 2025), 0)}
    goals = [
        target(rule, name, id=f"{rule}-{name}", **more) for rule in rules for name in ("anmeldelser", "utryg", "pr_1000", "andel")
    ]
    goals += [target("approaches", name, id=f"by-{name}", reference="by") for name in ("utryg", "pr_1000")]
    return world(*figures, targets=goals)


def all_at_once():
    """A size on a figure of context, a design effect below 1, a break of everything every year, a plan whose keys meet."""
    return world(
        seen("andet", 2024, "50", n=Decimal(1), deff=Decimal("0.1")),
        *(
            seen("utryg", year, share, n=Decimal(1), deff=Decimal("0.5"))
            for year, share in ((2020, "100"), (2021, "0"), (2022, "100"))
        ),
        seen("penge", 2022, "10", category="ramme", source="s2022"),
        targets=[target("falls_each_year", "utryg"), target("approaches", "utryg", id="by", reference="by")],
        breaks=[broken(from_year=2022), broken("question", 2022), broken("question", 2023, geographies=["by"])],
        tables={
            "plans": (plan(), plan(id="plan-2", indicator="alle")),
            "activities": (activity("remainder", "remainder"), activity("without_effort_area")),
            "budgets": (money("remainder", 1, amount_to_dkk=2), money("without_effort_area", 3, amount_to_dkk=4), money("", 10)),
            "deliverables": (promise("remainder", "1", value_to="2"), promise("remainder", None)),
            "status": (answer("remainder", "no"), answer("ukendt", "yes")),
            "significance": (said(2022, "2021"), said(2022, "by"), said(2022, "nabo")),
        },
    )


def large():
    """Counts beyond what anybody reports."""
    ten = dict.fromkeys(range(2021, 2025), 1)
    return world(reports(2020, "1000000"), reports(2021, "999999"), targets=[target("reduce_by", percent_by_year=ten)])


EDGES = (two_agreements, hidden_successor, zeros, all_at_once, large)


@pytest.mark.parametrize("make", EDGES)
def test_what_is_legal_makes_a_table_in_every_edition(make):
    """Whatever is odd about it: a table, every value exact, every row written in words."""
    facts = make()
    for edition in facts.partnership.editions:
        rows = edition_rows(facts, edition.year)
        table = frame_of(rows)
        assert isinstance(table, pd.DataFrame)
        assert len(table) == len(rows) >= 16
        assert not table["method"].str.contains("None|{", regex=True).any()
        assert {type(row.value) for row in rows} <= {Decimal, str, type(None)}
        assert all(row.value.is_finite() for row in rows if isinstance(row.value, Decimal))


@pytest.mark.parametrize("make", EDGES)
def test_every_row_of_odd_facts_has_an_id_of_its_own(make):
    """In all editions together."""
    counts = Counter(row.id for row in all_edition_rows(make()))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("folder", ["data", "tests/mini/data", "tests/broad/data"])
def test_every_row_has_an_id_of_its_own(root, folder):
    """A receipt names a row by its id alone; it begins with the edition and the measure."""
    rows = all_edition_rows(load(root / folder))
    counts = Counter(row.id for row in rows)
    assert [name for name, count in counts.items() if count > 1] == []
    assert [row.id for row in rows if not row.id.startswith(f"{row.edition}.{row.measure}.")] == []


def test_the_same_rows_are_told_apart_in_the_same_way_in_every_build():
    """The first keeps the plain id, the later ones are numbered in the order of the agreements."""
    ids = [row.id for row in edition_rows(two_agreements(), 2021) if row.method == "sum_of_parts" and row.year == 2021]
    assert ids == ["2021.total.anmeldelser.samlet.kvarter.2021", "2021.total.anmeldelser.samlet.kvarter.2021.2"]


def test_a_threshold_of_none_is_a_threshold():
    """ "At least 0" is met by 0 of 4."""
    goal = target("at_least", "andel", threshold=0, baseline_year=None)
    rows = edition_rows(world(seen("med", 2021, "0"), seen("alle", 2021, "4"), targets=[goal]), 2021)
    assert [row.value for row in rows if row.measure == "verdict"] == ["met"]
    assert [row.value for row in rows if row.measure == "target" and row.year == 2021] == [0]


@pytest.mark.parametrize("aspect", get_args(Aspect))
def test_every_aspect_is_that_of_some_row(aspect, editions, broad):
    """Of the real editions, or of those that say everything; one that nothing has is left over."""
    said = all_edition_rows(load(broad))
    assert any(row.aspect == aspect for rows in (*editions.values(), said) for row in rows)


def test_no_row_has_an_aspect_or_a_method_or_a_flag_outside_the_closed_sets(editions):
    """What is passed on by name is not seen by the type checker."""
    for rows in editions.values():
        assert {row.aspect for row in rows} <= set(get_args(Aspect))
        assert {row.method for row in rows} <= set(get_args(Method))
        assert {flag for row in rows for flag in row.flags} <= set(get_args(Flag))
