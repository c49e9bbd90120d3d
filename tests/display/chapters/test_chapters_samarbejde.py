"""The chapter samarbejde: activations of SSP, and activities with several partners."""

from walking import paragraphs_in, table_in, texts, words_about

from analysis.display.chapters import samarbejde


def test_the_share_is_said_with_its_two_counts_and_its_goal(views):
    """11 of 12 is 92 %, and at least 75 % was promised."""
    section = samarbejde.share(views[2022])
    assert section.name == "samarbejdsandel"
    assert words_about(section.heading, measure="observed") == ["11", "12"]
    assert words_about(section.heading, measure="share") == ["92\u00a0%"]
    (goal,) = paragraphs_in(section)
    assert words_about(goal, measure="target") == ["75\u00a0%"]
    assert [row[1] for row in texts(table_in(section))] == ["11", "12", "92\u00a0%"]


def test_a_full_count_has_no_sampling_error(views):
    """And the table says so."""
    table = table_in(samarbejde.share(views[2022]))
    assert "ingen stikprøveusikkerhed" in table.notes[0].text


def test_without_counts_there_is_no_share(views):
    """Of the editions up to 2022 only the last one has them."""
    assert [edition for edition, view in views.items() if edition <= 2022 and samarbejde.share(view)] == [2022]


def test_activations_stand_by_year_and_are_no_trend(views):
    """6 in 2012 and 1 in 2016, with four years between."""
    section = samarbejde.ssp(views[2016])
    table = table_in(section)
    assert section.name == "ssp-aktiveringer"
    assert [(year, count) for year, _, count in texts(table)] == [("2012", "6"), ("2016", "1")]
    assert "viser ikke en udvikling" in table.notes[0].text
    judged = next(said for said in paragraphs_in(section) if words_about(said, measure="verdict", value="met"))
    assert words_about(judged, measure="change") == ["5", "færre"]
    assert words_about(judged, measure="target") == ["6"]


def test_a_partnership_without_the_indicators_has_no_chapter(mini_facts, view_of):
    """Nothing is shown, and nothing fails."""
    view = view_of(mini_facts, 2032)
    assert not samarbejde.share(view)
    assert not samarbejde.ssp(view)
