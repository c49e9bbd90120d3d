"""The chapter tryghed: the survey's questions, what the edition's own figure says of them, and other surveys beside them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import first_lines, numbers_in, rows_in, texts, words_about

from analysis.data import Statement
from analysis.display.chapters import tryghed
from analysis.display.chapters.tryghed import question, question_text
from analysis.display.parts.certainty import no_interval


def test_the_text_says_level_and_distances(views):
    """17 % against 3 % and 9 %, with what the source says about the differences."""
    said = question_text(views[2022], "utryg_nabolag").paragraphs[0]
    assert words_about(said, measure="observed") == ["17\u00a0%"]
    assert [number for text in words_about(said, measure="gap") for number in numbers_in(text)] == ["14", "8"]
    assert words_about(said, measure="gap", against_area="amager-vest")[1:] == ["højere", "forskellen er statistisk signifikant"]


def test_the_text_says_movement(views):
    """31 % are 4 points more than in 2021."""
    said = question_text(views[2022], "utryg_aften_nat").paragraphs[0]
    assert words_about(said, measure="change")[:2] == ["4", "mere"]


def test_how_sure_a_figure_is_is_said_by_its_rounding_alone_where_nobody_says_how_many_answered(views):
    """17 % may be anything from 16.5 to 17.5, and these limits are rows."""
    second = question_text(views[2022], "utryg_nabolag").paragraphs[1]
    assert words_about(second, aspect="rounding") == ["16,5", "17,5\u00a0%"]


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("18.2", ["18,15", "18,25\u00a0%"]),
        ("0", ["0", "0,5\u00a0%"]),
        ("100", ["99,5", "100\u00a0%"]),
        ("30", ["29,5", "30,5\u00a0%"]),
    ],
)
def test_the_rounding_follows_the_decimals_and_never_leaves_the_scale(mini_facts, view_of, value, limits):
    """A share with a decimal is no whole per cent, and no share lies below 0 or above 100."""
    said = question_text(view_of(answered(mini_facts, value, None), 2033), "utryg_nabolag").paragraphs[-1]
    assert words_about(said, aspect="rounding") == limits
    assert "helt procenttal" not in said.text


def test_where_the_number_of_answers_is_known_nothing_is_said_of_not_knowing_it(mini_facts, view_of):
    """An interval stands in the table instead."""
    view = view_of(answered(mini_facts, "30", 200), 2033)
    assert len(question_text(view, "utryg_nabolag").paragraphs) == 1
    row = view.one(measure="observed", indicator="utryg_nabolag", year=2033, geography="omraade-b")
    assert not no_interval(view, row)
    assert "ikke, hvor mange der har svaret" not in repr(question(view, "safety"))


def answered(facts, value, n):
    """Facts with another share of the area's newest year, from so many answers."""
    rows = [
        o.model_copy(update={"value": Decimal(value), "n": None if n is None else Decimal(n)})
        if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2033)
        else o
        for o in facts.observations
    ]
    return replace(facts, observations=tuple(rows))


def test_a_question_has_text_figure_and_table(views):
    """In that order; one without figures shows nothing at all."""
    assert len(question(views[2022], "safety").blocks) == 3
    assert not question(views[2014], "safety")


def test_the_levels_of_the_index_stand_in_the_editions_that_judge_them(views):
    """Not in later ones."""
    (table,) = tryghed.levels(views[2013]).blocks
    assert sorted(row.value for row in rows_in(table)) == ["minimalt", "reduceret"]
    assert not tryghed.levels(views[2022])


def test_other_surveys_stand_apart_from_the_survey_itself(views):
    """What is known of the survey (invited, answers) is no other survey."""
    own, other = tryghed.context(views[2022]).blocks
    instrument = views[2022].facts.indicators["utryg_nabolag"].instrument
    assert {views[2022].definition(row).instrument for row in rows_in(own)} == {instrument}
    assert instrument not in {views[2022].definition(row).instrument for row in rows_in(other)}


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_context_is_never_newer_than_the_edition(views, edition):
    """A figure of 2023 is in no edition up to 2022, whatever its day."""
    tables = tryghed.context(views[edition]).blocks
    assert all(int(cells[2]) <= edition for table in tables for cells in texts(table))


def test_every_figure_of_another_survey_is_named_with_its_source(views):
    """A link where the source has an address."""
    for table in tryghed.context(views[2021]).blocks:
        for cells in table.rows:
            (row,) = cells[3].text.rows
            assert cells[4].text.text == views[2021].sources([row]).text
            assert cells[4].link == views[2021].facts.sources[row.inputs[0].source].address


def test_an_owners_explanation_stands_beside_the_figure_it_explains(mini_facts, view_of):
    """And beside no other."""
    said = Statement(
        source="status-2033",
        section="Tekst",
        published=mini_facts.sources["status-2033"].published,
        kind="explanation",
        indicator="utryg_nabolag",
        geography="omraade-b",
        year=2033,
        against="2032",
        owner="Kommunen",
        text="Der er kommet lys på stien.",
    )
    facts = replace(mini_facts, statements=(said,))
    found = {year: repr(question_text(view_of(facts, year), "utryg_nabolag")) for year in (2032, 2033)}
    assert "Kommunen forklarer: Der er kommet lys på stien." in found[2033]
    assert "lys på stien" not in found[2032]


def test_a_claim_of_a_source_stands_in_its_own_edition(mini_facts, view_of):
    """As the source's claim."""
    said = Statement(
        source="status-2032",
        section="Tekst",
        published=mini_facts.sources["status-2032"].published,
        kind="claim",
        indicator="utryg_nabolag",
        geography="omraade-b",
        year=2032,
        owner="Kommunen",
        text="Trygheden er steget.",
    )
    facts = replace(mini_facts, statements=(said,))
    assert ["Trygheden er steget." in repr(tryghed.claims(view_of(facts, year))) for year in (2032, 2033)] == [True, False]


def test_the_figure_of_the_edition_is_in_the_table_below_it(views):
    """Text and table say the same row."""
    text, _, table = question(views[2022], "safety").blocks
    row = next(row for row in rows_in(text) if row.measure == "observed")
    newest = next(cells for cells in table.rows if cells[0].text.text == str(row.year))
    assert row in newest[1].text.rows
    assert first_lines(newest)[0] == "17\u00a0%"
