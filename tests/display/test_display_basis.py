"""The closing section: what the figures are and what to be careful about."""

import pytest

from analysis.display.parts.basis import basis


def test_the_indicators_of_a_theme_stand_with_definition_and_caveat(views):
    """Only those that the edition says something about."""
    table, cutoff = basis(views[2022], "kriminalitet").blocks
    assert [row[0].text for row in table.rows] == ["Antal anmeldelser", "Borgervendt kriminalitet pr. 1.000 indbyggere"]
    assert "dynamiske" in table.rows[0][2].text
    assert cutoff.paragraphs == ("Siden bruger det, der var offentliggjort senest 31. december 2022.",)


def test_several_themes_can_share_a_chapter(views):
    """Cooperation and SSP."""
    table, _ = basis(views[2016], "samarbejde", "ssp").blocks
    assert [row[0].text for row in table.rows] == ["Ekstraordinære aktiveringer af SSP-beredskabet"]


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_context_is_no_basis_of_a_verdict(views, edition):
    """Indicators that only stand beside others are not listed."""
    view = views[edition]
    context = {found.name for found in view.facts.indicators.values() if found.context}
    table, _ = basis(view, "tryghed", "kriminalitet").blocks
    assert not context & {row[0].text for row in table.rows}
