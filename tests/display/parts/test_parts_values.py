"""Rows of the results table in a reader's words."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from walking import numbers_in, words_about

from analysis.data.tables import Qualifier
from analysis.display.parts import values
from analysis.display.runs import NOTHING, Shown


@pytest.fixture(scope="module")
def view(views):
    return views[2022]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"measure": "observed", "indicator": "utryg_nabolag", "geography": "partnerskab-2021", "year": 2022}, "17\u00a0%"),
        ({"measure": "observed", "indicator": "borgervendt_pr_1000", "geography": "partnerskab-2021", "year": 2021}, "26,0"),
        ({"measure": "share", "indicator": "samarbejdsandel"}, "92\u00a0%"),
        ({"measure": "gap", "indicator": "utryg_aften_nat", "year": 2022}, "20 procentpoint"),
        ({"measure": "change_pct", "category": "narkotika", "year": 2021}, "53\u00a0%"),
        ({"measure": "total", "indicator": "bevilling", "year": 2022}, "1.313.000 kr."),
        ({"id": "2022.observed.tryghedsplan-2022.videnspuljen.2022"}, "–"),
        ({"id": "2022.observed.tryghedsplan-2022.videnspuljen.2023"}, "ikke oplyst"),
    ],
)
def test_a_value_is_shown_with_its_unit_or_the_word_for_why_there_is_none(view, wanted, text):
    """Published figures keep their own decimals; computed ones take the indicator's. The row stays with the text."""
    row = view.one(**wanted)
    assert values.shown(view, row).runs == (Shown((row,), text),)


def test_a_level_is_shown_by_its_name(view):
    """An ordered word, not its key."""
    row = view.one(measure="observed", indicator="paa_plan", category="blaa-bane")
    assert values.shown(view, row).text == view.definition(row).level_names["partly"]


def test_without_a_row_a_value_is_not_stated(view):
    """Never 0."""
    assert values.shown(view, None).text == "ikke oplyst"


@pytest.mark.parametrize("status", ["suppressed", "not_stated", "not_decided", "no_grant", "not_applicable"])
def test_no_state_without_a_value_is_shown_as_a_number(view, status):
    """Each has a word or a sign of its own, that knows its row; in a sentence too."""
    row = replace(view.one(measure="observed", category="indbrud", year=2021), value=None, status=status)
    assert not numbers_in(values.shown(view, row).text)
    assert values.shown(view, row).rows == (row,)
    assert values.statement(view, row).rows == (row,)
    assert "0" not in values.statement(view, row).text.replace("2021", "")


@pytest.mark.parametrize("qualifier", [q for q in get_args(Qualifier) if q])
def test_what_a_source_says_of_its_precision_is_said_with_the_figure(view, qualifier):
    """Every qualifier that the data can have has words; a source's own words stand for the figure."""
    row = replace(view.one(measure="observed", category="indbrud", year=2021), qualifier=qualifier, as_written="en halv snes")
    said = values.shown(view, row)
    assert said.rows == (row,)
    assert said.text == "en halv snes" if qualifier == "in_words" else said.text.endswith("9") and said.text != "9"


@pytest.mark.parametrize(("status", "text"), [("provisional", "9*"), ("revised", "9 (rettet)"), ("ok", "9")])
def test_a_figure_that_is_not_final_is_marked(view, status, text):
    """Provisional and revised figures say so."""
    row = replace(view.one(measure="observed", category="indbrud", year=2021), status=status)
    assert values.shown(view, row).text == text


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"category": "vold_vaaben"}, "+14"),
        ({"category": "chikane"}, "\u221219"),
        ({"indicator": "borgervendt_pr_1000"}, "+1,8"),
        ({"indicator": "utryg_aften_nat", "geography": "partnerskab-2021"}, "+4 procentpoint"),
        ({"indicator": "utryg_nabolag", "geography": "partnerskab-2021"}, "0 procentpoint"),
    ],
)
def test_a_change_is_shown_with_its_sign(view, wanted, text):
    """And in percentage points between percentages."""
    row = view.one(measure="change", **wanted)
    assert values.signed(view, row).runs == (Shown((row,), text),)


def test_without_a_change_nothing_is_shown(view):
    """An empty cell, not a nought."""
    assert values.signed(view, None) is NOTHING
    assert values.amount(view, None) is NOTHING
    assert values.plain(view, None) is NOTHING
    assert values.change_cell(view, None, 2020).text is NOTHING


def test_an_amount_has_no_sign(view):
    """ "2 færre" says the direction in its word."""
    assert values.amount(view, view.one(measure="change", category="indbrud"), unit="count").text == "2"


def test_a_current_figure_is_neither_contradiction_nor_replaced(view):
    """Other flags do not matter."""
    row = view.one(measure="observed", category="indbrud", year=2021)
    flags = [(), ("contradicts",), ("superseded",), ("approximate",), ("approximate", "superseded")]
    assert [values.is_current(replace(row, flags=found)) for found in flags] == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("wanted", "numbers", "words"),
    [
        ({"indicator": "utryg_nabolag", "year": 2022}, [], ["det samme"]),
        ({"indicator": "utryg_aften_nat", "year": 2022}, ["4"], ["mere"]),
        ({"category": "narkotika", "year": 2021}, ["41"], ["flere"]),
        ({"category": "chikane", "year": 2021}, ["19"], ["færre"]),
        ({"indicator": "borgervendt_pr_1000", "year": 2021}, ["1,8"], ["flere"]),
    ],
)
def test_a_figure_and_its_movement_are_a_sentence(view, wanted, numbers, words):
    """Risen, fallen or level, and by how much; number and word both rest on the change."""
    row = view.one(measure="observed", geography="partnerskab-2021", **wanted)
    said = values.statement_with_change(view, row)
    assert words_about(said, measure="change") == [*numbers, *words]
    assert row in said.rows


def test_nothing_is_said_of_movement_without_an_earlier_figure(views):
    """The area of 2021 begins in 2021."""
    row = views[2021].one(measure="observed", geography="partnerskab-2021", indicator="utryg_nabolag", year=2021)
    assert values.statement_with_change(views[2021], row).rows == (row,)


def test_the_change_since_a_year_is_that_one_and_no_other(mini_facts, view_of):
    """Of several changes to one figure the newest is the one without a year."""
    view = view_of(mini_facts, 2033)
    row = next(r for r in view.pick(measure="observed", category="haervaerk", year=2032) if values.is_current(r))
    assert [values.change_of(view, row, year).against_year for year in (None, 2030, 2031)] == [2031, 2030, 2031]
    assert values.change_of(view, row, 2029) is None


@pytest.mark.parametrize(
    ("value", "direction", "word"), [("3", "above", "højere"), ("-3", "below", "lavere"), ("0", "level", "den samme")]
)
@pytest.mark.parametrize("unit", ["percentage_points", "per_1000"])
def test_a_gap_is_said_by_its_sign(view, value, direction, word, unit):
    """Higher, lower or the same, with the row behind the word."""
    gap = replace(view.one(measure="gap", indicator="utryg_nabolag", year=2022), value=Decimal(value), unit=unit, flags=())
    said = values.gap_sentence(view, gap)
    words = words_about(said, measure="gap")
    assert words[-1] in {word, "det samme"}
    assert ("3" in words[0]) is (direction != "level")


def test_what_a_source_says_about_chance_is_a_word_with_its_row(view):
    """Significant, not significant, or nothing at all."""
    gap = view.one(measure="gap", indicator="utryg_nabolag", year=2022)
    said = {
        flag: values.significance(view, replace(gap, flags=(flag,)), "gap")
        for flag in ("published_significant", "published_not_significant", "approximate")
    }
    assert [len(one.rows) for one in said.values()] == [1, 1, 0]
    assert "ikke" in said["published_not_significant"].text
    assert values.significance(view, None, "gap") is NOTHING


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"category": "vold_vaaben", "year": 2021}, "95\u00a0%: 52–85"),
        ({"indicator": "utryg_nabolag", "geography": "partnerskab-2021"}, ""),
    ],
)
def test_a_figure_has_its_interval_on_the_second_line(view, wanted, text):
    """67 cases of violence: 52 to 85; a share without a sample size has none."""
    row = view.one(measure="observed", **wanted)
    found = values.with_interval(view, row)
    assert found.second.text == text
    assert {limit.measure for limit in found.second.rows} == ({"lower", "upper"} if text else set())


def test_an_interval_whose_design_is_not_known_is_called_approximate(view):
    """ "tilnærmet" stands where the flag does."""
    row = view.one(measure="observed", indicator="utryg_nabolag", geography="koebenhavn", year=2020)
    limits = values.limits(view, row)
    assert ("approximate" in limits[0].flags) is ("tilnærmet" in values.interval_text(view, row).text) is True
