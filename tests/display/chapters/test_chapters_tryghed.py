"""The chapter tryghed: the survey's questions, what the edition's own figure says of them, and other surveys beside them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import (
    blocks_of,
    figure_in,
    first_lines,
    paragraphs_in,
    phrases_of,
    rows_in,
    section_in,
    table_in,
    tables_in,
    texts,
    words_about,
)

from analysis.data import Statement
from analysis.display.blocks import Fold, Section, Text
from analysis.display.chapters import tryghed
from analysis.display.chapters.tryghed import MOST_POINTS, points, question, questions
from analysis.display.parts.certainty import no_interval


def test_the_finding_is_the_heading(views):
    """31 % are 4 points more than in 2021; 17 % are the same when rounded."""
    night, day = (question(views[2022], indicator).heading for indicator in ("utryg_aften_nat", "utryg_nabolag"))
    assert words_about(night, measure="observed") == ["31\u00a0%"]
    assert words_about(night, measure="change") == ["4", "mere"]
    assert words_about(day, measure="change") == ["det samme"]


@pytest.mark.parametrize(("now", "word"), [("31", "mere"), ("29", "mindre"), ("30", "det samme")])
def test_the_heading_follows_its_rows(mini_facts, view_of, now, word):
    """Another figure is another number and another word."""
    heading = question(view_of(answered(mini_facts, now, None), 2033), "utryg_nabolag").heading
    assert words_about(heading, measure="observed") == [f"{now}\u00a0%"]
    assert words_about(heading, measure="change")[-1] == word


def test_the_section_says_the_distances(views):
    """17 % are 14 points above the district and 8 above the city, with what the source says about the differences."""
    section = question(views[2022], "utryg_nabolag")
    said = [gap for text in (*paragraphs_in(section), figure_in(section).title) for gap in words_about(text, measure="gap")]
    significant = "forskellen statistisk signifikant"
    assert said == ["14 procentpoint", "højere", significant, "8 procentpoint", "højere", significant]


def test_how_sure_a_figure_is_is_said_by_its_rounding_alone_where_nobody_says_how_many_answered(views):
    """17 % may be anything from 16.5 to 17.5, and these limits are rows; it is the section's one caveat."""
    section = question(views[2022], "utryg_nabolag")
    (caveat,) = [text for text in blocks_of(section, Text) if text.note]
    assert words_about(caveat.paragraphs[0], aspect="rounding") == ["16,5", "17,5\u00a0%"]


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
    said = paragraphs_in(question(view_of(answered(mini_facts, value, None), 2033), "utryg_nabolag"))[-1]
    assert words_about(said, aspect="rounding") == limits
    assert "helt procenttal" not in said.text


def test_where_the_number_of_answers_is_known_nothing_is_said_of_not_knowing_it(mini_facts, view_of):
    """An interval stands in the table instead."""
    view = view_of(answered(mini_facts, "30", 200), 2033)
    row = view.one(measure="observed", indicator="utryg_nabolag", year=2033, geography="omraade-b")
    assert not no_interval(view, row)
    assert "ikke, hvor mange der har svaret" not in repr(question(view, "utryg_nabolag"))


def answered(facts, value, n):
    """Facts with another share of the area's newest year, from so many answers."""
    rows = [
        o.model_copy(update={"value": Decimal(value), "n": None if n is None else Decimal(n)})
        if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2033)
        else o
        for o in facts.observations
    ]
    return replace(facts, observations=tuple(rows))


def test_a_question_has_its_figure_with_the_table_behind_it(views):
    """In that order; one without figures shows nothing at all."""
    section = question(views[2022], "utryg_nabolag")
    figure = figure_in(section)
    assert figure.name == section.name == "utryg-nabolag"
    assert tables_in(section) == tables_in(figure) == [table_in(figure)]
    assert figure.subtitle.text.startswith(views[2022].facts.indicators["utryg_nabolag"].name)
    assert not questions(views[2014]).blocks or all(rows_in(section) for section in blocks_of(questions(views[2014]), Section))


def test_a_question_of_one_year_is_a_table(views):
    """In 2016 the evening has one figure for each area."""
    section = question(views[2016], "utryg_aften_nat")
    assert table_in(section)
    assert "figure" not in [type(block).__name__.lower() for block in section.blocks if block]


def test_a_new_question_of_the_survey_gets_its_section_without_code(mini_facts, view_of):
    """In the order of the data, with finding, figure, table and place; its name is all that the chapter needs."""
    old = mini_facts.indicators["utryg_nabolag"]
    new = old.model_copy(
        update={"name": "Andel, der er bange i parken", "short": "Bange", "sentence": "I {year} var {value} bange", "role": None}
    )
    indicators = {"bange_parken": new, **mini_facts.indicators}
    rows = tuple(
        o.model_copy(update={"indicator": "bange_parken", "value": o.value + 11})
        for o in mini_facts.observations
        if o.indicator == "utryg_nabolag" and o.value is not None
    )
    view = view_of(replace(mini_facts, indicators=indicators, observations=(*mini_facts.observations, *rows)), 2033)
    sections = blocks_of(questions(view), Section)
    assert [section.name for section in sections] == ["bange-parken", "utryg-nabolag"]
    assert sections[0].heading.text.startswith("I 2033 var 40\u00a0% bange")
    assert figure_in(sections[0]).name == "bange-parken"
    assert {row.indicator for row in rows_in(sections[0])} == {"bange_parken"}


@pytest.mark.parametrize("partnership", ["own", "mini"])
def test_a_question_has_the_same_place_in_every_edition(partnership, views, mini_facts, view_of):
    """Its indicator's, so that a link holds from year to year."""
    seen = views if partnership == "own" else {e.year: view_of(mini_facts, e.year) for e in mini_facts.partnership.editions}
    for view in seen.values():
        sections = blocks_of(questions(view), Section)
        indicators = [next(iter({row.indicator for row in rows_in(section) if row.measure == "observed"})) for section in sections]
        assert [section.name for section in sections] == [indicator.replace("_", "-") for indicator in indicators]
        assert len(set(indicators)) == len(indicators)


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_the_main_points_are_few(views, edition):
    """At most five; the figures first, then how the targets about them stand."""
    said = points(views[edition]).paragraphs
    assert len(said) <= MOST_POINTS == 5
    kinds = ["verdict" if any(row.measure == "verdict" for row in one.rows) else "figure" for one in said]
    assert kinds == sorted(kinds)


def test_an_edition_without_figures_of_its_own_says_so_by_its_headings(views):
    """The name of the question, and no finding of another year under this edition's title."""
    section = section_in(questions(views[2018]), "utryg-nabolag")
    assert section.heading.text == views[2018].facts.indicators["utryg_nabolag"].name
    assert not [said for part, said in phrases_of(section) if part == "paragraph"]


def test_the_levels_of_the_index_stand_in_the_editions_that_judge_them(views):
    """Not in later ones."""
    section = tryghed.levels(views[2013])
    table = table_in(section)
    assert section.name == "tryghedsindeks"
    assert sorted(row.value for row in rows_in(table)) == ["minimalt", "reduceret"]
    assert not tryghed.levels(views[2022])


def test_how_the_survey_was_made_stands_apart_from_answers_and_other_surveys(views):
    """What is known of the survey (invited, answers) is no answer; each is folded under its own name."""
    kinds = {}
    for view in views.values():
        own = view.facts.indicators["utryg_nabolag"].instrument
        for fold in blocks_of(tryghed.context(view), Fold):
            shown = [view.definition(row) for row in rows_in(table_in(fold))]
            made = {found.instrument == own and (found.unit == "count" or bool(found.ratio)) for found in shown}
            kinds.setdefault(fold.summary.text, set()).update(made)
    assert kinds == {"Om selve undersøgelsen": {True}, "Tal fra andre spørgsmål og opgørelser": {False}}


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_context_is_never_newer_than_the_edition(views, edition):
    """A figure of 2023 is in no edition up to 2022, whatever its day."""
    tables = tables_in(tryghed.context(views[edition]))
    assert all(int(cells[2]) <= edition for table in tables for cells in texts(table))


def test_every_figure_of_another_survey_is_named_with_its_source(views):
    """A link where the source has an address."""
    for table in tables_in(tryghed.context(views[2021])):
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
    found = {year: repr(question(view_of(facts, year), "utryg_nabolag")) for year in (2032, 2033)}
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
    """Heading and table say the same row."""
    section = question(views[2022], "utryg_nabolag")
    row = next(row for row in section.heading.rows if row.measure == "observed")
    newest = next(cells for cells in table_in(section).rows if cells[0].text.text == str(row.year))
    assert row in newest[1].text.rows
    assert first_lines(newest)[0] == "17\u00a0%"
