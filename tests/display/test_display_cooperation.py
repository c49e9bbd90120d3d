"""The chapter samarbejde: activations of SSP, and activities with several partners."""

from analysis.display.chapters import samarbejde as cooperation


def test_the_share_is_said_with_its_two_counts_and_its_goal(views):
    """11 of 12 is 92 %, and at least 75 % was promised."""
    text, table = cooperation.share(views[2022]).blocks
    assert text.paragraphs == (
        "11 ud af 12 aktiviteter havde to eller flere samarbejdspartnere, svarende til 92\u00a0%. Målet er mindst 75\u00a0%.",
    )
    assert [row[1].text for row in table.rows] == ["11", "12", "92\u00a0%"]


def test_a_full_count_has_no_sampling_error(views):
    """And the table says so."""
    _, table = cooperation.share(views[2022]).blocks
    assert "ingen stikprøveusikkerhed" in table.notes[0]


def test_without_counts_there_is_no_share(views):
    """Only the edition 2022 has them."""
    assert [edition for edition, view in views.items() if cooperation.share(view)] == [2022]


def test_activations_stand_by_year_and_are_no_trend(views):
    """6 in 2012 and 1 in 2016, with four years between."""
    text, table = cooperation.ssp(views[2016]).blocks
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2012", "SSP-distrikt 15", "6"],
        ["2016", "SSP-distrikt 15", "1"],
    ]
    assert "viser ikke en udvikling" in table.notes[0]
    said = "I 2016 var antallet af ekstraordinære SSP-aktiveringer 1. Det er 5 færre end i 2012. Målet er opfyldt (under 6). Kan være tilfældigt."
    assert any(line.startswith(said) for line in text.paragraphs)
