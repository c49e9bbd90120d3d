"""The page oekonomi: what was set aside, and how the plans share it out."""

import pytest

from analysis.display.chapters import oekonomi as economy

SET_ASIDE = {
    2013: ("0", "ikke oplyst"),
    2014: ("750.000", "ikke oplyst"),
    2015: ("1.500.000", "ikke oplyst"),
    2016: ("1.500.000", "ikke oplyst"),
    2017: ("1.200.000", "1.200.000"),
    2018: ("1.200.000", "mindst 640.000"),
    2019: ("1.200.000", "mindst 235.000"),
    2020: ("1.200.000", "mindst 235.000"),
    2021: ("ikke oplyst", "1.289.000"),
    2022: ("ikke oplyst", "1.313.000"),
    2023: ("ikke oplyst", "mindst 531.000"),
    2024: ("ikke oplyst", "mindst 506.000"),
}


def test_each_year_has_what_was_set_aside_and_what_the_plan_shares_out(book, history):
    """A frame is not a sum, and a sum with unknowns is "at least"."""
    rows = economy.frame_table(book, history).rows
    assert {int(year.text): (frame.text, planned.text) for year, frame, planned in rows} == SET_ASIDE


def test_half_a_man_year_is_kept_out_of_every_sum(book, history):
    """The text does not say whether 0.3 million is a year's or the period's."""
    assert any("holdt ude af alle summer" in note for note in economy.frame_table(book, history).notes)


def test_effort_areas_have_sums_of_their_own(book, history):
    """330 + 100 + 10 + 190 + 100 = 730 thousand in 2017; 165 + 190 + 50 = 405 at least in 2018."""
    (table,) = economy.effort_tables(book, history).blocks
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1. Dialog og kommunikation", "235.000", "235.000", "235.000", "235.000"],
        ["2. Tryggere byliv", "233.000", "ikke fastlagt", "ikke fastlagt", "ikke fastlagt"],
        ["3. Børn, unge og beboere", "730.000", "mindst 405.000", "ikke fastlagt", "ikke fastlagt"],
        ["Sum", "1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"],
    ]


def test_the_figure_describes_every_year_that_has_money(book, history):
    """2013 had none."""
    figure = economy.figure(book, history)
    assert "2013:" not in figure.description
    assert "2016: 1.500.000; 2017: 1.200.000; 2018: mindst 640.000;" in figure.description
    assert figure.description.endswith("2023: mindst 531.000; 2024: mindst 506.000.")
    assert figure.caption == "Bevillinger 2013–2024 efter indsatsområde"


def test_the_figure_marks_a_sum_that_is_only_a_lower_bound(book, history):
    """In 1,000 kroner: 640 at least in 2018, 1,200 in all in 2017."""
    said = economy.figure(book, history).svg
    assert ">≥ 640<" in said
    assert ">1.200<" in said
    assert "≥ 1.200" not in said


def test_the_partners_own_money_is_no_part_of_the_grants(book, history):
    """The plan of 2013 is about other people's money: 1.55 million of it, in no table here."""
    assert "1.550.000" not in repr(economy.frame_table(book, history))
    assert "partnerskabet selv havde ingen midler" in economy.partners_note(book).paragraphs[0]


@pytest.mark.parametrize("as_of", ["2010-01-01", "2014-06-30", "2016-12-31", "2022-05-23"])
def test_the_page_can_be_made_as_of_an_earlier_day(chapter, as_of):
    """Before the status of 2022 was published, nobody knew its plan."""
    said = "\n".join(repr(block) for block in chapter("oekonomi", as_of=as_of))
    assert "1.313.000" not in said
    assert "Status 2022" not in said
