"""Rows of the results table in a reader's words."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.display.parts import values


@pytest.fixture(scope="module")
def view(views):
    return views[2022]


def target_of(view, name):
    """An agreement and its target, by the target's id, in the newest agreement that has it."""
    return next((agreement, target) for agreement in view.agreements for target in agreement.targets if target.id == name)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"measure": "observed", "indicator": "utryg_nabolag", "geography": "partnerskab-2021", "year": 2022}, "17\u00a0%"),
        ({"measure": "observed", "indicator": "borgervendt_pr_1000", "geography": "partnerskab-2021", "year": 2021}, "26,0"),
        ({"measure": "share", "indicator": "samarbejdsandel"}, "92\u00a0%"),
        ({"measure": "gap", "indicator": "utryg_aften_nat", "year": 2022}, "20 procentpoint"),
        ({"measure": "change_pct", "category": "narkotika", "year": 2021}, "53\u00a0%"),
        ({"measure": "total", "indicator": "bevilling", "year": 2022}, "1.313.000 kr."),
        ({"measure": "observed", "indicator": "tryghedsindeks", "geography": "distrikt-29"}, "reduceret"),
        ({"measure": "observed", "indicator": "paa_plan", "category": "blaa-bane"}, "Delvist"),
        ({"id": "2022.observed.tryghedsplan-2022.videnspuljen.2022"}, "–"),
        ({"id": "2022.observed.tryghedsplan-2022.videnspuljen.2023"}, "ikke oplyst"),
    ],
)
def test_a_value_is_shown_with_its_unit_or_the_word_for_why_there_is_none(view, wanted, text):
    """Published figures keep their own decimals; computed ones take the indicator's."""
    assert values.shown(view, view.one(**wanted)) == text


def test_without_a_row_a_value_is_not_stated(view):
    """Never 0."""
    assert values.shown(view, None) == "ikke oplyst"


@pytest.mark.parametrize("status", ["suppressed", "not_stated", "not_decided", "no_grant", "not_applicable"])
def test_no_state_without_a_value_is_shown_as_a_number(view, status):
    """Each has a word or a sign."""
    row = replace(view.one(measure="observed", category="indbrud", year=2021), value=None, status=status)
    assert values.shown(view, row)
    assert not any(letter.isdigit() for letter in values.shown(view, row))


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"category": "vold_vaaben"}, "+14"),
        ({"category": "chikane"}, "\u221219"),
        ({"indicator": "borgervendt_pr_1000"}, "+1,8"),
        ({"indicator": "utryg_aften_nat", "geography": "partnerskab-2021"}, "+4 pct.point"),
        ({"indicator": "utryg_nabolag", "geography": "partnerskab-2021"}, "0 pct.point"),
    ],
)
def test_a_change_is_shown_with_its_sign(view, wanted, text):
    """And in percentage points between percentages."""
    assert values.shown_change(view.one(measure="change", **wanted)) == text


def test_without_a_change_nothing_is_shown():
    """An empty cell, not a nought."""
    assert values.shown_change(None) == ""


@pytest.mark.parametrize(
    ("edition", "target", "text"),
    [
        (2022, "indbrud", "Højst 11"),
        (2022, "borgervendt", "Højst 24,2"),
        (2022, "utryg-nabolag-fald", "Under 17\u00a0%"),
        (2022, "utryg-aften-nat-by", "Afstand til København under 11 procentpoint"),
        (2022, "samarbejde", "Mindst 75\u00a0%"),
        (2022, "narkotika", "Intet mål"),
        (2015, "haervaerk", "Højst 60"),
        (2015, "tryghedsindeks", "Højst niveauet reduceret"),
        (2015, "ssp", "Under 6"),
        (2021, "indbrud", "Højst 11"),
    ],
)
def test_a_goal_is_said_in_words(views, edition, target, text):
    """Of the year that the edition judges; in the baseline's year, the first that follows."""
    view = views[edition]
    assert values.goal_text(view, *target_of(view, target)) == text


@pytest.mark.parametrize(
    ("edition", "target", "text", "second", "key"),
    [
        (2022, "indbrud", "✔ Opfyldt", "", "met"),
        (2022, "vold-vaaben", "✘ Ikke opfyldt", "", "not_met"),
        (2022, "narkotika", "● Følges uden mål", "", "monitored"),
        (2021, "indbrud", "● Udgangspunkt", "", "baseline"),
        (2021, "samarbejde", "? Kan ikke afgøres", "Tallet for 2021 er ikke offentliggjort.", "undetermined"),
        (2016, "vold-trusler", "✘ Ikke opfyldt", "Kategorien er blevet bredere: tallet er vold/trusler/våben.", "not_met"),
        (2016, "tyveri", "✔ Opfyldt", "Kategorien er blevet bredere: tallet er tyveri/røveri.", "met"),
    ],
)
def test_a_verdict_has_an_icon_a_word_and_its_doubts(views, edition, target, text, second, key):
    """The formal verdict first, the doubt below it."""
    view = views[edition]
    agreement, found = target_of(view, target)
    cell = values.verdict_cell(view, view.of_target(agreement, found, "verdict")[0], None)
    assert (cell.text, cell.verdict) == (text, key)
    assert cell.second.startswith(second)
    assert second or not re.match("Tallet|Kategorien", cell.second)


def test_a_verdict_has_what_the_source_says_about_chance_below_it(view):
    """The rise from 27 to 31 % is not significant."""
    agreement, target = target_of(view, "utryg-aften-nat-fald")
    change = view.one(measure="change", indicator="utryg_aften_nat", geography="partnerskab-2021")
    cell = values.verdict_cell(view, view.of_target(agreement, target, "verdict")[0], change)
    assert cell.second.endswith("Kilden: ændringen er ikke statistisk signifikant.")


@pytest.mark.parametrize(
    ("target", "measure", "value"),
    [("indbrud", "observed", "9"), ("utryg-nabolag-by", "gap", "8"), ("borgervendt", "observed", "26.0")],
)
def test_a_verdict_is_about_its_own_figure(view, target, measure, value):
    """The figure of its year, or the gap where the target is to approach."""
    row = values.judged_row(view, *target_of(view, target))
    assert (row.measure, row.value) == (measure, Decimal(value))


def test_the_share_that_is_judged_is_the_computed_one(view):
    """Not the 92 that the source rounded."""
    assert values.judged_row(view, *target_of(view, "samarbejde")).measure == "share"


def test_a_figure_of_the_broader_category_is_judged_where_the_category_changed(views):
    """66 in 2015 is of violence, threats and weapons."""
    row = values.judged_row(views[2016], *target_of(views[2016], "vold-trusler"))
    assert (row.category, row.value) == ("vold_trusler_vaaben", 66)


@pytest.mark.parametrize(
    ("edition", "wanted", "text"),
    [
        (
            2022,
            {"indicator": "utryg_nabolag", "year": 2022},
            "I 2022 var 17\u00a0% utrygge i nabolaget. Det er det samme som i 2021",
        ),
        (
            2022,
            {"indicator": "utryg_aften_nat", "year": 2022},
            "I 2022 var 31\u00a0% utrygge i aften- og nattetimerne. Det er 4 procentpoint mere end i 2021",
        ),
        (
            2022,
            {"category": "narkotika", "year": 2021},
            "I 2021 var antallet af anmeldelser om narkotika 119. Det er 41 flere end i 2020",
        ),
        (
            2022,
            {"category": "chikane", "year": 2021},
            "I 2021 var antallet af anmeldelser om chikane 61. Det er 19 færre end i 2020",
        ),
        (
            2022,
            {"indicator": "borgervendt_pr_1000", "year": 2021},
            "I 2021 var der 26,0 anmeldelser af borgervendt kriminalitet pr. 1.000 indbyggere. Det er 1,8 mere end i 2020",
        ),
        (2021, {"indicator": "utryg_nabolag", "year": 2021}, "I 2021 var 17\u00a0% utrygge i nabolaget"),
    ],
)
def test_a_figure_and_its_movement_are_a_sentence(views, edition, wanted, text):
    """Risen, fallen or level, and by how much; nothing about movement where there is no earlier figure to compare with."""
    row = views[edition].one(measure="observed", geography="partnerskab-2021", **wanted)
    assert values.statement_with_change(views[edition], row) == text
