"""The page oekonomi: what was set aside, and how the plans share it out."""

from dataclasses import replace

import pytest
from walking import labels_of, line, numbers_in, rows_in, texts

from analysis.display.chapters import oekonomi
from analysis.display.view.questions import Rows
from analysis.indicators import all_edition_rows

PLANNED = {
    2017: "1.200.000",
    2018: "mindst 640.000",
    2019: "mindst 235.000",
    2020: "mindst 235.000",
    2021: "1.289.000",
    2022: "1.313.000",
    2023: "mindst 531.000",
    2024: "mindst 506.000",
}
FRAMES = {2014: "750.000", 2015: "1.500.000", 2016: "1.500.000", **dict.fromkeys(range(2017, 2021), "1.200.000")}


def test_each_year_has_what_was_set_aside_and_what_the_plan_shares_out(book, history):
    """A frame is not a sum, and a sum with unknowns is "at least"; what no source has is not stated."""
    rows = {int(year): (frame, planned) for year, frame, planned in texts(oekonomi.frame_table(book, history))}
    assert {year: rows[year][0] for year in FRAMES} == FRAMES
    assert {year: rows[year][1] for year in PLANNED} == PLANNED
    assert {rows[year][0] for year in range(2021, 2025)} == {"ikke oplyst"}


def test_effort_areas_and_what_lies_outside_them_add_up_to_the_sum(book, history):
    """330 + 100 + 10 + 190 + 100 = 730 thousand in 2017; the meetings that belong to no area are a row of their own."""
    (table,) = oekonomi.effort_tables(book, history).blocks
    found = texts(table)
    assert [cells[1:] for cells in found if cells[1] == "730.000"] == [
        ["730.000", "mindst 405.000", "ikke fastlagt", "ikke fastlagt"]
    ]
    assert found[-1][1:] == ["1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"]
    parts = [int(cells[1].replace(".", "")) for cells in found[:-1]]
    assert sum(parts) == 1200000


def test_the_figure_describes_every_year_that_has_money(book, history):
    """What was set aside and what was shared out, each said as what it is."""
    figure = oekonomi.figure(book, history)
    assert "2013:" not in figure.description.text
    assert "2016: afsat 1.500.000" in figure.description.text
    assert "2018: afsat 1.200.000, fordelt mindst 640.000;" in figure.description.text
    assert figure.description.text.endswith("2023: fordelt mindst 531.000; 2024: fordelt mindst 506.000.")
    assert "2013" not in numbers_in(figure.caption.text)


def test_the_columns_never_fall_to_what_is_known_of_a_frame(book, history):
    """1.2 million was set aside in 2018, 2019 and 2020 too: the columns are as high as in 2017, with what is not known marked."""
    figure = oekonomi.figure(book, history)
    labels = labels_of(figure.svg)
    assert labels.count("1.200") == 4
    assert not {"≥ 640", "≥ 235"} & set(labels)
    assert {"≥ 531", "≥ 506"} <= set(labels)
    for year in (2018, 2019, 2020):
        drawn = {row.id: row.known for row in figure.rows if row.year == year}
        assert sum(drawn.values()) == 1200000


def test_the_figure_marks_a_sum_that_is_only_a_lower_bound(book, history):
    """At least where the plan is all that is known; a frame is no lower bound."""
    labels = labels_of(oekonomi.figure(book, history).svg)
    assert "≥ 1.200" not in labels


def test_the_partners_own_money_is_no_part_of_the_grants(book, history):
    """The plan of 2013 is about other people's money: none of its rows is behind a table or a figure here."""
    blocks = (oekonomi.frame_table(book, history), oekonomi.effort_tables(book, history), oekonomi.figure(book, history))
    grant = book.indicator("grant")
    rows = {row for block in blocks for row in rows_in(block)} | set(oekonomi.figure(book, history).rows)
    assert {row.indicator for row in rows} == {grant}
    assert oekonomi.partners_note(book)


def test_a_decided_nought_and_an_undecided_frame_are_told_apart(mini_facts, view_of):
    """0 is 0; what is not decided has its word, never 0."""
    view = view_of(mini_facts, 2033)
    history = Rows(all_edition_rows(mini_facts), mini_facts, set())
    assert line(oekonomi.frame_table(view, history), "2032")[0] == "100.000"
    assert line(oekonomi.frame_table(view, history), "2033")[0] == "ikke fastlagt"
    noughts = tuple(
        o.model_copy(update={"value": o.value * 0}) if o.indicator == "bevilling" and o.value else o
        for o in mini_facts.observations
    )
    changed = replace(mini_facts, observations=noughts)
    history = Rows(all_edition_rows(changed), changed, set())
    assert line(oekonomi.frame_table(view_of(changed, 2033), history), "2032")[0] == "0"


@pytest.mark.parametrize("as_of", ["2010-01-01", "2014-06-30", "2016-12-31", "2022-05-23"])
def test_the_page_can_be_made_as_of_an_earlier_day(chapter, as_of):
    """Before the status of 2022 was published, nobody knew its plan."""
    said = "\n".join(repr(block) for block in chapter("oekonomi", as_of=as_of))
    assert "1.313.000" not in said
