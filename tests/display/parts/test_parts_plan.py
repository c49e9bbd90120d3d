"""What pages about a plan share: amounts and their unknowns, sums, and what stands about the data behind a chapter."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import blocks_of, rows_in

from analysis.data import Note
from analysis.display.blocks import Fold
from analysis.display.parts.basis import basis, method
from analysis.display.parts.plans import budget


def sums(view, **update):
    """Return the words of a sum whose row is changed."""
    row = next(row for row in view.pick(indicator="bevilling") if row.method in budget.SUMS)
    return budget.sum_text(view, replace(row, **update))


@pytest.mark.parametrize(
    ("update", "text"),
    [
        ({"measure": "total", "value": Decimal(640000)}, "640.000"),
        ({"measure": "lower", "value": Decimal(640000)}, "mindst 640.000"),
        ({"measure": "lower", "value": Decimal(640000), "flags": ("approximate",)}, "mindst ca. 640.000"),
        ({"measure": "total", "value": Decimal(0)}, "0"),
        ({"measure": "lower", "value": Decimal(0), "status": "not_decided"}, "ikke fastlagt"),
        ({"measure": "lower", "value": None, "status": "not_stated"}, "ikke oplyst"),
    ],
)
def test_a_sum_is_an_amount_at_least_an_amount_or_a_word(views, update, text):
    """At least 0 says nothing and is not said; a decided 0 is 0. The words know their row."""
    said = sums(views[2022], **update)
    assert said.text == text
    assert said.rows


def test_no_sum_is_not_stated(views):
    """Never 0."""
    assert budget.sum_text(views[2022], None).text == "ikke oplyst"


@pytest.mark.parametrize(("role", "grants"), [("bevilling", True), ("anmeldelser", False)])
def test_a_plan_is_about_the_partnerships_own_money_or_others(views, role, grants):
    """By the indicator of its amounts."""
    plan = views[2022].plan.model_copy(update={"indicator": role})
    assert budget.is_grant(views[2022], plan) is grants


@pytest.mark.parametrize(("number", "text"), [("4", "4. Café"), ("", "Café"), ("-", "Café")])
def test_an_activity_has_its_number_where_it_has_one(number, text):
    """A dash is no number."""
    assert budget.numbered(number, "Café").text == text


def test_the_indicators_of_a_theme_stand_with_definition_and_caveat(views):
    """Only those that the edition says something about."""
    view = views[2022]
    table, cutoff = basis(view, "kriminalitet").blocks
    wanted = [view.facts.indicators[key] for key in ("anmeldelser", "borgervendt_pr_1000")]
    assert sorted(row[0].text.text for row in table.rows) == sorted(found.name for found in wanted)
    assert sorted(row[1].text.text for row in table.rows) == sorted(found.definition for found in wanted)
    assert cutoff.paragraphs[0].text == "Siden bruger det, der var offentliggjort senest 31. december 2022."


def test_the_method_is_folded_at_the_end_of_a_chapter(views):
    """Under a heading of its own, with its place."""
    section = method(views[2022], "kriminalitet")
    (fold,) = blocks_of(section, Fold)
    assert section.name == "metode"
    assert fold.blocks == (basis(views[2022], "kriminalitet"),)


def test_several_themes_can_share_a_chapter(views):
    """Cooperation and SSP."""
    table, _ = basis(views[2016], "samarbejde", "ssp").blocks
    assert [row[0].text.text for row in table.rows] == [views[2016].facts.indicators["ssp_aktiveringer"].name]


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_context_is_no_basis_of_a_verdict(views, edition):
    """Indicators that only stand beside others are not listed."""
    view = views[edition]
    context = {found.name for found in view.facts.indicators.values() if found.context}
    table, _ = basis(view, "tryghed", "kriminalitet").blocks
    assert not context & {row[0].text.text for row in table.rows}


def test_a_caveat_stands_in_the_years_in_which_it_holds(mini_facts, view_of):
    """An old edition does not know what was found out later."""
    notes = (Note(text="Gammelt forbehold.", to_year=2032), Note(text="Nyt forbehold.", from_year=2033))
    definition = mini_facts.indicators["utryg_nabolag"].model_copy(update={"caveat": notes})
    facts = replace(mini_facts, indicators={**mini_facts.indicators, "utryg_nabolag": definition})
    said = {year: repr(basis(view_of(facts, year), "tryghed")) for year in (2032, 2033)}
    assert "Gammelt forbehold." in said[2032]
    assert "Nyt" not in said[2032]
    assert "Nyt forbehold." in said[2033]
    assert "Gammelt" not in said[2033]


def test_a_table_without_rows_is_no_basis(mini_facts, view_of):
    """Only the day is said."""
    table, cutoff = basis(view_of(mini_facts, 2031), "ssp").blocks
    assert not table
    assert cutoff
    assert not rows_in(cutoff)
