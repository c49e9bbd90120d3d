"""The page oekonomi: what was set aside, and how the plans share it out."""

from dataclasses import replace

import pytest
from walking import figure_in, figures_in, labels_of, line, numbers_in, paragraphs_in, rows_in, svgs_of, table_in, tables_in, texts

from analysis import display
from analysis.display.blocks import Links
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


@pytest.fixture(scope="module")
def as_of_2022(data):
    """The page as it was on the last day of 2022."""
    return display.open_book(as_of="2022-12-31", data=data), display.rows_of_all_editions(as_of="2022-12-31", data=data)


@pytest.fixture(scope="module")
def drawn(as_of_2022):
    """The figure of the page."""
    return figure_in(oekonomi.years(*as_of_2022))


def written(figure):
    """What a figure writes above its columns, the same in both sizes."""
    wide, narrow = ([text for _, text in labels_of(svg)] for svg in svgs_of(figure.picture))
    assert sorted(wide) == sorted(narrow)
    return wide


def test_each_year_has_what_was_set_aside_and_what_the_plan_shares_out(as_of_2022):
    """A frame is not a sum, and a sum with unknowns is "at least"; what no source has is not stated."""
    rows = {int(year): (frame, planned) for year, frame, planned in texts(oekonomi.frame_table(*as_of_2022))}
    assert {year: rows[year][0] for year in FRAMES} == FRAMES
    assert {year: rows[year][1] for year in PLANNED} == PLANNED
    assert {rows[year][0] for year in range(2021, 2025)} == {"ikke oplyst"}


def test_effort_areas_and_what_lies_outside_them_add_up_to_the_sum(as_of_2022):
    """330 + 100 + 10 + 190 + 100 = 730 thousand in 2017; the meetings that belong to no area are a row of their own."""
    table = table_in(oekonomi.efforts(*as_of_2022))
    found = texts(table)
    assert [cells[1:] for cells in found if cells[1] == "730.000"] == [
        ["730.000", "mindst 405.000", "ikke fastlagt", "ikke fastlagt"]
    ]
    assert found[-1][1:] == ["1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"]
    parts = [int(cells[1].replace(".", "")) for cells in found[:-1]]
    assert sum(parts) == 1200000


def test_the_figure_describes_every_year_that_has_money(drawn):
    """What was set aside and what was shared out, each said as what it is."""
    assert "2013:" not in drawn.description.text
    assert "2016: afsat 1.500.000" in drawn.description.text
    assert "2018: afsat 1.200.000, fordelt mindst 640.000;" in drawn.description.text
    assert drawn.description.text.endswith("2023: fordelt mindst 531.000; 2024: fordelt mindst 506.000.")
    assert numbers_in(drawn.title.text) == ["2014", "2024"]


def test_the_columns_never_fall_to_what_is_known_of_a_frame(drawn):
    """1.2 million was set aside in 2018, 2019 and 2020 too: the columns are as high as in 2017, with what is not known marked."""
    said = written(drawn)
    assert said.count("1.200") == 4
    assert not {"≥ 640", "≥ 235"} & set(said)
    assert {"≥ 531", "≥ 506"} <= set(said)


def test_the_parts_of_a_column_are_its_whole_in_every_year(as_of_2022):
    """The frame where the sources have one, else what the plan shares out; never more, never less."""
    view, history = as_of_2022
    for when in oekonomi.years_of(view):
        whole, parts = oekonomi.whole_of(view, history, when), oekonomi.parts_of(view, history, when)
        assert sum(part.value for part in parts.values()) == (whole.known if whole else 0), when
        assert whole is None or whole in {oekonomi.frames(view).get(when), oekonomi.plan_sum(view, history, when)}


def test_the_parts_follow_the_amounts(mini_facts, view_of):
    """Another amount is another part, and the sum is the frame's all the same, with the rest marked."""
    cheaper = tuple(
        b.model_copy(update={"amount_dkk": b.amount_dkk / 2}) if b.activity == "lys" and b.amount_dkk else b
        for b in mini_facts.budgets
    )
    said = {}
    for budgets in (mini_facts.budgets, cheaper):
        facts = replace(mini_facts, budgets=budgets)
        history = Rows(all_edition_rows(facts), facts, set())
        parts = oekonomi.parts_of(view_of(facts, 2033), history, 2032)
        said[len(said)] = {name: int(part.value) for name, part in parts.items()}
    assert said[0] == {"1. Byrum": 60000, "Uden indsatsområde": 40000}
    assert said[1] == {"1. Byrum": 30000, "Uden indsatsområde": 40000, "Afsat, men ikke fordelt": 30000}


def test_a_plan_that_shares_out_more_than_its_frame_is_as_high_as_its_sum(mini_facts, view_of):
    """What stands above the column is its height; nothing is drawn below nought."""
    more = tuple(
        b.model_copy(update={"amount_dkk": b.amount_dkk * 3}) if b.activity and b.amount_dkk else b for b in mini_facts.budgets
    )
    facts = replace(mini_facts, budgets=more)
    view, history = view_of(facts, 2033), Rows(all_edition_rows(facts), facts, set())
    assert "300" in written(figure_in(oekonomi.years(view, history)))
    parts = oekonomi.parts_of(view, history, 2032)
    assert [int(part.value) for part in parts.values()] == [180000, 120000]
    assert oekonomi.whole_of(view, history, 2032).known == 300000


def test_the_figure_marks_a_sum_that_is_only_a_lower_bound(drawn):
    """At least where the plan is all that is known; a frame is no lower bound."""
    assert "≥ 1.200" not in written(drawn)


def test_the_numbers_stand_behind_the_figure(as_of_2022, drawn):
    """The table of all years, and no other place has it."""
    assert tables_in(drawn) == tables_in(oekonomi.years(*as_of_2022)) == [oekonomi.frame_table(*as_of_2022)]


def test_the_main_points_are_the_newest_year_and_the_year_before(as_of_2022):
    """What the plan shares out in each, as the table says it."""
    view, history = as_of_2022
    said = paragraphs_in(oekonomi.points(view, history))
    sums = {when: oekonomi.plan_sum(view, history, when) for when in (view.year, view.year - 1)}
    assert [one.rows for one in said] == [(row,) for row in sums.values()]
    assert all(f"i {when}." in one.text for one, when in zip(said, sums, strict=True))


def test_the_partners_own_money_is_no_part_of_the_grants(book, history):
    """The plan of 2013 is about other people's money: none of its rows is behind a table or a figure here."""
    blocks = (oekonomi.points(book, history), oekonomi.years(book, history), oekonomi.efforts(book, history))
    grant = book.indicator("grant")
    rows = {row for block in blocks for row in rows_in(block)}
    rows |= {row for block in blocks for figure in figures_in(block) for row in figure.rows}
    assert {row.indicator for row in rows} == {grant}


def test_money_of_others_has_the_way_to_its_table(book, history):
    """What is said of the table does not stand alone: its edition is one click away."""
    section = oekonomi.partners(book, history)
    (ways,) = [block for block in section.blocks if isinstance(block, Links)]
    assert [(way.to, way.text.text) for way in ways.links] == [
        ("2016/tryghedsplan.html", "Se hele Tryghedsplan 2013 i udgaven 2016")
    ]
    assert "Planens finansieringstabel" in paragraphs_in(section)[0].text


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
