"""Figures over years and areas: tables and lines with their breaks, contradictions and revisions."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import grid, labels_of, rows_in, svgs_of, table_in, texts, words_about, words_of

from analysis.data import Break, Note
from analysis.display.parts import series
from analysis.display.runs import phrase

TITLE = phrase("Færre er utrygge")


@pytest.fixture(scope="module")
def nights(views):
    """The table of the evening question in the edition 2022."""
    return series.question_table(views[2022], "utryg_aften_nat")


def test_shares_stand_by_year_and_area_with_the_newest_on_top(nights, views):
    """A new area is a column of its own, and a year without figure an empty cell."""
    areas = [views[2022].area(key).text for key in ("partnerskab-2021", "partnerskab-2013", "amager-vest", "koebenhavn")]
    assert [column.text for column in nights.columns[1:]] == areas
    assert [row[0].text.text for row in nights.rows][:3] == ["2022", "Ændring", "2021"]
    assert [cell.text.text for cell in nights.rows[0]] == ["2022", "31\u00a0%", "", "11\u00a0%", "17\u00a0%"]
    cells = grid(nights)
    assert cells["2020", areas[1]].text.text == "29\u00a0%"
    assert not cells["2020", areas[0]].text


def test_old_and_new_area_are_told_apart_where_both_are_shown(nights, views):
    """An edition from before there was a new area knows nothing of one."""
    said = views[2022].say.text("series.areas")
    assert said in [note.text for note in nights.notes]
    for edition in (2016, 2017, 2019, 2020):
        notes = series.question_table(views[edition], "utryg_aften_nat").notes
        assert notes
        assert not [note for note in notes if "område" in note.text], edition


def test_a_change_says_from_when_and_what_the_source_says_about_chance(nights, views):
    """+4 since 2021, not significant; no change from the old area to the new."""
    cell = nights.rows[1][1]
    assert cell.text.text == "+4 procentpoint"
    assert cell.second.text.startswith("Fra 2021.")
    assert words_about(cell.second, measure="change") == ["ændringen ikke statistisk signifikant"]
    older = series.question_table(views[2021], "utryg_aften_nat")
    assert [row for row in rows_in(older) if row.measure == "change" and row.geography == "partnerskab-2021"] == []


@pytest.mark.parametrize("edition", range(2013, 2023))
@pytest.mark.parametrize("indicator", ["utryg_nabolag", "utryg_aften_nat"])
def test_a_change_is_the_difference_of_two_figures_of_its_column(views, edition, indicator):
    """The newest figure of the area less that of the year it names."""
    rows = rows_in(series.question_table(views[edition], indicator))
    figures = {(row.geography, row.year): row.known for row in rows if row.measure == "observed" and row.number is not None}
    for change in (row for row in rows if row.measure == "change"):
        assert change.known == figures[change.geography, change.year] - figures[change.geography, change.against_year]


@pytest.mark.parametrize("edition", [2016, 2022])
def test_two_sources_that_disagree_are_both_named(views, edition):
    """19 counts; 18 stands in a note, with both sources."""
    view = views[edition]
    (note,) = [n for n in series.question_table(view, "utryg_aften_nat").notes if words_about(n, flags=("contradicts",))]
    assert words_about(note, flags=("contradicts",)) == ["18\u00a0%"]
    other, used = note.rows
    assert used.known == 19
    assert view.sources([other]).text in note.text
    assert view.sources([used]).text in note.text


def test_a_figure_that_is_held_against_another_is_of_the_same_series(views):
    """Category, area and year: in every edition, for every indicator."""
    for view in views.values():
        for indicator in view.facts.indicators:
            for note in series.others(view, indicator):
                assert len({series.series_of(row) for row in note.rows}) == 1
                assert len(note.rows) == 2


def test_a_revised_figure_is_said_as_revised_and_no_contradiction(mini_facts, view_of):
    """20 became 19: which source says which, and which counts."""
    view = view_of(mini_facts, 2033)
    (said,) = series.others(view, "anmeldelser")
    assert words_about(said, flags=("superseded",)) == ["20"]
    assert words_about(said, status="revised") == ["19 (rettet)"]
    assert "er rettet fra" in said.text
    old, new = (mini_facts.sources[key].short for key in ("status-2033", "rettelse-2033"))
    assert said.text.index(old) < said.text.index(new)


def test_the_figure_describes_every_point_and_joins_no_areas(views):
    """Two series for the partnership's two areas; the description has the rows that are drawn as points."""
    figure = series.survey_figure(views[2022], "utryg_nabolag", TITLE)
    assert "17\u00a0% i 2021 og 17\u00a0% i 2022" in figure.description.text
    assert "16\u00a0% i 2014, 12\u00a0% i 2016, 13\u00a0% i 2019 og 15\u00a0% i 2020" in figure.description.text
    assert set(figure.description.rows) == {row for row in figure.rows if row.measure == "observed"}
    assert figure.title == TITLE
    assert table_in(figure) == series.question_table(views[2022], "utryg_nabolag")


def test_the_numbers_at_the_ends_of_a_line_are_its_own(mini_facts, view_of):
    """Each leads to its row, in both sizes; the newest one is always there."""
    figure = series.survey_figure(view_of(mini_facts, 2033), "utryg_nabolag", TITLE)
    rows = {row.id: row for row in figure.rows}
    newest = {row.id for row in rows.values() if row.measure == "observed" and row.year == 2033}
    for svg in svgs_of(figure.picture):
        found = {row: text for (row,), text in labels_of(svg)}
        assert newest <= set(found) <= set(rows)
        assert all(text.replace(" ", "").startswith(str(rows[row].value).replace(".", ",")) for row, text in found.items())


def test_one_year_makes_no_line(views):
    """In 2016 the evening has one figure for each area: a table, and no figure."""
    assert not series.survey_figure(views[2016], "utryg_aften_nat", TITLE)
    assert series.question_table(views[2016], "utryg_aften_nat")


@pytest.mark.parametrize(
    ("from_year", "areas", "within"),
    [(2033, (), True), (2033, ("omraade-b",), True), (2033, ("omraade-a",), False), (2032, (), False), (2034, (), False)],
)
def test_a_break_is_drawn_and_said_where_it_has_figures_on_both_sides(mini_facts, view_of, from_year, areas, within):
    """In its own areas only."""
    found = Break(
        kind="supplier", from_year=from_year, before="Stat", after="Epi", geographies=areas, source="status-2033", note="Se der."
    )
    indicators = {
        **mini_facts.indicators,
        "utryg_nabolag": mini_facts.indicators["utryg_nabolag"].model_copy(update={"breaks": (found,)}),
    }
    view = view_of(replace(mini_facts, indicators=indicators), 2033)
    table, figure = series.question_table(view, "utryg_nabolag"), series.survey_figure(view, "utryg_nabolag", TITLE)
    said = [note.text for note in table.notes if "Epi" in note.text]
    assert bool(said) is within
    assert all(text.endswith("Se der.") for text in said)
    assert [("Ny leverandør" in words_of(svg)) for svg in svgs_of(figure.picture)] == [within, within]
    assert ("Epi" in figure.description.text) is within


def test_a_note_on_a_figure_stands_below_the_table_that_shows_it(mini_facts, view_of):
    """With area and year."""
    rows = tuple(
        o.model_copy(update={"note": "Kun voksne."})
        if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2032)
        else o
        for o in mini_facts.observations
    )
    table = series.question_table(view_of(replace(mini_facts, observations=rows), 2033), "utryg_nabolag")
    area = mini_facts.partnership.geographies["omraade-b"].short
    assert f"{area}, 2032: Kun voksne." in [note.text for note in table.notes]


def test_the_levels_of_an_index_stand_with_their_order(views):
    """By area and year; the order is that of the definition."""
    view = views[2013]
    table = series.levels_table(view, "tryghedsindeks")
    names = view.facts.indicators["tryghedsindeks"].level_names
    assert {(row.geography, row.value) for row in rows_in(table)} == {("amager-vest", "minimalt"), ("distrikt-29", "reduceret")}
    assert [cells[2] for cells in texts(table)] == [
        names.get(row.value, row.value) for row in (c[2].text.rows[0] for c in table.rows)
    ]
    levels = view.facts.indicators["tryghedsindeks"].levels
    places = [table.notes[0].text.index(names.get(level, level)) for level in levels]
    assert places == sorted(places)


def test_areas_stand_with_the_partnerships_own_first_and_newest_first(views):
    """Then district, city and others."""
    view = views[2022]
    areas = series.areas_in_order(view, series.current(view, "utryg_nabolag"))
    assert areas[:2] == ["partnerskab-2021", "partnerskab-2013"]
    kinds = [series.KIND_ORDER.index(view.facts.partnership.geographies[area].kind) for area in areas]
    assert kinds == sorted(kinds)


def test_a_source_is_linked_where_it_is_one_with_an_address(mini_facts, view_of):
    """Two sources, or one without address, are no link."""
    view = view_of(mini_facts, 2033)
    page = view.one(measure="observed", geography="byen", year=2033)
    document = view.one(measure="observed", geography="omraade-b", year=2033)
    gap = view.one(measure="gap", year=2033)
    assert series.source_cell(view, page).link == mini_facts.sources["avis"].address
    assert [series.source_cell(view, row).link for row in (document, gap)] == ["", ""]
    assert mini_facts.sources["avis"].short in series.source_cell(view, gap).text.text


def test_a_caveat_holds_in_its_years(mini_facts, view_of):
    """The note below the levels is that of the edition."""
    notes = (Note(text="Før.", to_year=2032), Note(text="Nu.", from_year=2033))
    definition = mini_facts.indicators["paa_plan"].model_copy(update={"caveat": notes})
    facts = replace(mini_facts, indicators={**mini_facts.indicators, "paa_plan": definition})
    said = {year: repr(series.levels_table(view_of(facts, year), "paa_plan")) for year in (2032, 2033)}
    assert ["Før." in said[year] for year in said] == [True, False]
    assert ["Nu." in said[year] for year in said] == [False, True]


def test_without_an_indicator_there_are_no_figures(views):
    """A partnership need not have every role."""
    assert series.current(views[2022], "") == []


def test_a_point_is_drawn_with_its_interval(mini_facts, view_of):
    """A bar from limit to limit, and both limits among the figure's rows."""
    rows = tuple(o.model_copy(update={"n": Decimal(400)}) if o.geography == "omraade-b" else o for o in mini_facts.observations)
    view = view_of(replace(mini_facts, observations=rows), 2033)
    drawn = {
        (row.measure, row.year) for row in series.survey_figure(view, "utryg_nabolag", TITLE).rows if row.geography == "omraade-b"
    }
    assert drawn == {(measure, year) for measure in ("observed", "lower", "upper") for year in (2032, 2033)}
