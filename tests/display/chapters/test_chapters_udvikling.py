"""The page udvikling: long series, only as far as they can be compared."""

from dataclasses import replace

import pytest
from walking import (
    blocks_of,
    figure_in,
    figures_in,
    numbers_in,
    paragraphs_in,
    rows_in,
    section_in,
    svgs_of,
    table_in,
    tables_in,
    words_about,
    words_of,
)

from analysis.data import Break
from analysis.display.blocks import Fold, Section
from analysis.display.chapters import udvikling
from analysis.display.parts.series import context_tables


def of_area(blocks, geography):
    """Return the table or figure about an area."""
    return next(block for block in blocks if {row.geography for row in rows_in(block)} == {geography})


def figures_of(table):
    """Return the values of a table by category and year."""
    return {(row.category, row.year): cell.text.text for cells in table.rows for cell in cells[1:] for row in cell.text.rows}


def test_each_area_of_the_partnership_is_a_line_of_its_own(book):
    """34 % in 2014 and 31 % in 2022 are of different areas."""
    section = udvikling.survey(book, "utryg_aften_nat")
    figure, table = figure_in(section), table_in(section)
    assert "27\u00a0% i 2021 og 31\u00a0% i 2022" in figure.description.text
    assert "34\u00a0% i 2014, 29\u00a0% i 2016 og 29\u00a0% i 2020" in figure.description.text
    by_column = {frozenset(row.geography for cells in table.rows for row in cells[place].text.rows) for place in (1, 2)}
    assert by_column == {frozenset({"partnerskab-2021"}), frozenset({"partnerskab-2013"})}


def test_reports_stand_in_a_table_for_each_area(book):
    """A category that was redefined is a row of its own, without a figure in the other years."""
    tables = tables_in(udvikling.crime(book))
    new, old = (of_area(tables, area) for area in ("partnerskab-2021", "partnerskab-2013"))
    assert {figures_of(new)["narkotika", year] for year in (2020, 2021)} == {"78", "119"}
    assert figures_of(old)["tyveri", 2012] == "244"
    assert figures_of(old)["tyveri_roeveri", 2015] == "128"
    assert ("tyveri", 2015) not in figures_of(old)


def test_only_what_did_not_change_is_drawn_from_year_to_year(book):
    """Of the old area four categories of six; no totals."""
    figures = figures_in(udvikling.crime(book))
    old = next(figure for figure in figures if {row.geography for row in figure.rows} == {"partnerskab-2013"})
    assert {row.category for row in old.rows} == {"indbrud", "haervaerk", "narkotika", "chikane"}
    assert {row.year for row in old.rows} == {2012, 2015}
    total = book.facts.indicators["anmeldelser"].categories
    drawn = {row.category for figure in figures for row in figure.rows}
    assert not [key for key in drawn if total[key].role == "total"]


def test_every_area_has_a_figure_of_its_own_with_its_table_behind_it(book):
    """Or the table alone where there is nothing to compare; each figure has its own place."""
    section = udvikling.crime(book)
    figures = figures_in(section)
    assert len({figure.name for figure in figures}) == len(figures) > 1
    for figure in figures:
        assert {row.geography for row in rows_in(table_in(figure))} == {row.geography for row in figure.rows}
    assert [fold.summary.text for fold in blocks_of(section, Fold)] == ["Hvad gerningstyperne dækker"]


def test_the_page_has_a_section_for_each_question_of_the_survey(book):
    """In the order of the data, at the indicator's own place."""
    names = [section.name for section in blocks_of(udvikling.surveys(book), Section)]
    assert names == [key.replace("_", "-") for key in udvikling.survey_indicators(book, "tryghed")]
    assert {"utryg-nabolag", "utryg-aften-nat"} <= set(names)
    assert section_in(udvikling.surveys(book), "utryg-nabolag").heading.text == book.facts.indicators["utryg_nabolag"].name


def test_the_rate_stands_by_area_and_year(book):
    """With the decimals that each source gives."""
    found = {
        (row.geography, row.year): cell.text.text
        for cells in table_in(udvikling.rates(book)).rows
        for cell in cells
        for row in cell.text.rows
    }
    assert [found["partnerskab-2021", year] for year in (2020, 2021)] == ["24,2", "26,0"]
    assert [found["koebenhavn", year] for year in (2020, 2021)] == ["38", "34,5"]


def test_activations_of_all_years_stand_together(book):
    """The years that are known."""
    found = {
        row.year: cell.text.text for cells in table_in(udvikling.activations(book)).rows for cell in cells for row in cell.text.rows
    }
    assert (found[2012], found[2016]) == ("6", "1")


def test_a_category_says_which_it_replaced(book):
    """One sentence for each that followed another."""
    categories = book.facts.indicators["anmeldelser"].categories
    pairs = [(c.name, categories[c.follows].name) for c in categories.values() if c.follows]
    said = [paragraph.text for paragraph in udvikling.categories(book).paragraphs]
    assert [sentence.split(".")[0] for sentence in said] == [f"{new} afløste {old}" for new, old in pairs]
    assert pairs


def test_the_areas_are_explained(book):
    """Each of the partnership's own, by short and long name."""
    own = [area for area in book.facts.partnership.geographies.values() if area.kind == "partnership"]
    said = [paragraph.text for paragraph in paragraphs_in(udvikling.areas(book))]
    assert [sentence.startswith(f"{area.short}: {area.name}.") for sentence, area in zip(said, own, strict=True)] == [True] * len(
        own
    )


def test_the_breaks_are_listed(book):
    """As the list of discrepancies has them, with what the book does about it."""
    said = "\n".join(paragraph.text for paragraph in paragraphs_in(udvikling.broken(book)))
    found = [d for d in book.facts.discrepancies if d.kind == "break" and d.severity == "high"]
    assert found
    assert all(d.title in said and d.decision in said for d in found)


@pytest.mark.parametrize(("kind", "mark"), [("supplier", "Ny leverandør"), ("question", "Nyt spørgsmål")])
def test_a_break_inside_a_series_is_drawn_said_and_listed(mini_facts, view_of, kind, mark):
    """The line has a mark, the table a note, and no change is shown across it."""
    view = view_of(broken(mini_facts, kind), 2033)
    section = udvikling.survey(view, "utryg_nabolag")
    figure, table = figure_in(section), table_in(section)
    assert [mark in words_of(svg) for svg in svgs_of(figure.picture)] == [True, True]
    assert "Epi" in figure.description.text
    assert any("Epi" in note.text and "2033" in note.text for note in table.notes)
    assert "Epi" in repr(udvikling.broken(view))
    own = [row for row in rows_in(table) if row.measure == "change" and row.geography == "omraade-b"]
    assert own == []
    whole = figure_in(udvikling.survey(view_of(mini_facts, 2033), "utryg_nabolag"))
    assert not [svg for svg in svgs_of(whole.picture) if mark in words_of(svg)]


def broken(facts, kind):
    """Facts in which the survey has a break before its newest year."""
    found = Break(kind=kind, from_year=2033, before="Stat", after="Epi", source="status-2033")
    indicators = {**facts.indicators, "utryg_nabolag": facts.indicators["utryg_nabolag"].model_copy(update={"breaks": (found,)})}
    return replace(facts, indicators=indicators)


def test_a_revised_figure_stands_beside_the_old_one(mini_facts, view_of):
    """20, and 19 that took its place, each with its source."""
    notes = [note for table in tables_in(udvikling.crime(view_of(mini_facts, 2033))) for note in table.notes]
    (said,) = [note for note in notes if words_about(note, flags=("superseded",))]
    assert words_about(said, flags=("superseded",)) == ["20"]
    assert words_about(said, status="revised") == ["19 (rettet)"]
    assert "2032" in numbers_in(said.text)


def test_other_surveys_are_not_the_survey_itself(book):
    """All figures of context, each in one of two tables; none of the questions that targets are about."""
    rows = {row for table in tables_in(udvikling.beside(book)) for row in rows_in(table)}
    assert rows == {r for r in book.pick(measure="observed", theme="tryghed") if book.definition(r).context}
    assert not {row.indicator for row in rows} & {book.indicator("safety"), book.indicator("safety_at_night")}


def test_what_a_survey_asks_besides_is_not_how_it_was_made(book):
    """The invited, the answers, the share of them, and those that dropped out; the worries about bicycles are answers."""
    rows = [row for row in book.pick(measure="observed", theme="tryghed") if book.definition(row).context]
    made, asked = context_tables(book, rows)
    about = {"undersoegelse_inviterede", "undersoegelse_svar", "undersoegelse_svarprocent", "undersoegelse_udgaaede"}
    assert {row.indicator for row in rows_in(made)} == about
    assert {"bekymret_cykeltyveri", "utryg_steder", "politi_tryg"} <= {row.indicator for row in rows_in(asked)}


def test_what_the_sources_say_of_chance_is_a_table_of_rows(book):
    """Every statement of significance once, with its word."""
    table = table_in(udvikling.significant(book))
    shown = [(row.value, cells[2].text.text) for cells in table.rows for row in cells[2].text.rows]
    assert len(shown) == len(book.pick(measure="significance"))
    assert set(shown) <= {("significant", "Statistisk signifikant forskel"), ("not_significant", "Ikke statistisk signifikant")}


def test_a_partnership_without_reports_has_no_crime(mini_facts, view_of):
    """Nothing is shown, and nothing fails."""
    facts = replace(mini_facts, observations=tuple(o for o in mini_facts.observations if o.indicator != "anmeldelser"))
    view = view_of(facts, 2033)
    assert not udvikling.crime(view)
    assert not udvikling.rates(view)
    assert not udvikling.activations(view)
