"""The chapter tryghed: the survey's shares by year and area, their distances, and other surveys beside them."""

import pytest

from analysis.display.chapters import tryghed as safety


def grid(table):
    """The table's cells by first cell and column head."""
    return {(row[0].text, head): cell for row in table.rows for head, cell in zip(table.columns[1:], row[1:], strict=True)}


def test_shares_stand_by_year_and_area_with_the_newest_on_top(views):
    """A new area is a column of its own, and a year without figure an empty cell."""
    table = safety.question_table(views[2022], "utryg_aften_nat")
    cells = grid(table)
    assert table.columns == ("År", "Området fra 2021", "Området 2013–2020", "Amager Vest", "København")
    assert [row[0].text for row in table.rows][:3] == ["2022", "Ændring", "2021"]
    assert [cell.text for cell in table.rows[0]] == ["2022", "31\u00a0%", "", "11\u00a0%", "17\u00a0%"]
    assert cells["2020", "Området 2013–2020"].text == "29\u00a0%"
    assert cells["2020", "Området fra 2021"].text == ""


def test_a_change_says_from_when_and_what_the_source_says_about_chance(views):
    """+4 since 2021, not significant; no change from the old area to the new."""
    cell = grid(safety.question_table(views[2022], "utryg_aften_nat"))["Ændring", "Området fra 2021"]
    assert (cell.text, cell.second) == ("+4 pct.point", "Fra 2021. Kilden: ændringen er ikke statistisk signifikant.")
    assert grid(safety.question_table(views[2021], "utryg_aften_nat"))["Ændring", "Området fra 2021"].text == ""


@pytest.mark.parametrize("edition", [2016, 2022])
def test_two_sources_that_disagree_are_both_named(views, edition):
    """19 counts; 18 stands in a note."""
    notes = safety.question_table(views[edition], "utryg_aften_nat").notes
    said = "kk.dk 2017 skriver 18\u00a0% for København i 2016; bogen bruger 19\u00a0% fra Partnerskabsaftalen 2017–2020."
    assert said in notes


def test_the_text_says_level_movement_distances_and_how_sure_it_is(views):
    """17 % against 3 % and 9 %, and the band of a whole per cent."""
    first, second = safety.question_text(views[2022], "utryg_nabolag").paragraphs
    assert first == (
        "I 2022 var 17\u00a0% utrygge i nabolaget. Det er det samme som i 2021. "
        "Området fra 2021 ligger 14 procentpoint over Amager Vest. Kilden: forskellen er statistisk signifikant. "
        "Området fra 2021 ligger 8 procentpoint over København. Kilden: forskellen er statistisk signifikant."
    )
    assert second.endswith("Et helt procenttal som 17\u00a0% dækker alt fra 16,5 til 17,5\u00a0%.")


def test_the_figure_describes_every_point_and_joins_no_areas(views):
    """Two series for the partnership's two areas."""
    figure = safety.question_figure(views[2022], "utryg_nabolag")
    assert "Området fra 2021: 17\u00a0% i 2021 og 17\u00a0% i 2022;" in figure.description
    assert "Området 2013–2020: 16\u00a0% i 2014, 12\u00a0% i 2016, 13\u00a0% i 2019 og 15\u00a0% i 2020;" in figure.description


def test_one_year_makes_no_line(views):
    """In 2016 the evening has one figure for each area: a table, and no figure."""
    assert not safety.question_figure(views[2016], "utryg_aften_nat")
    assert safety.question_table(views[2016], "utryg_aften_nat")


def test_a_question_without_figures_shows_nothing(views):
    """The survey is not in the edition 2014."""
    assert not safety.question(views[2014], "utryg_nabolag")


def test_the_levels_of_the_index_stand_in_the_editions_that_judge_them(views):
    """With the order of the levels below."""
    (table,) = safety.levels(views[2013], "tryghedsindeks").blocks
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Amager Vest", "2012", "minimalt"],
        ["Distrikt 29", "2012", "reduceret"],
    ]
    assert table.notes[0] == "Trinene fra lavest til højest: minimalt, reduceret, ordinært, intensiveret og markant."
    assert not safety.levels(views[2022], "tryghedsindeks")


def test_other_surveys_stand_apart_with_their_own_question_and_source(views):
    """And with the warning that they cannot be put together with the survey."""
    table = safety.context_table(views[2021])
    rows = [[cell.text for cell in row] for row in table.rows]
    assert ["Andel, der er bekymrede for cykeltyveri", "Området fra 2021", "2021", "59\u00a0%", "urbanplanen.com 2021"] in rows
    assert "indgår ikke i nogen vurdering" in table.notes[0]


def test_context_is_never_newer_than_the_edition(views):
    """A figure of 2023 is in no edition, whatever its day."""
    for edition, view in views.items():
        assert all(int(row[2].text) <= edition for row in safety.context_table(view).rows)
