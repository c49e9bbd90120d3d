"""The chapter kriminalitet: reports with and without target, the path of targets, and a claim that cannot be made again."""

import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from walking import (
    about,
    blocks_of,
    figure_in,
    first_lines,
    fits,
    grid,
    numbers_in,
    paragraphs_in,
    phrases_of,
    rows_in,
    section_in,
    table_in,
    tables_in,
    texts,
    words_about,
)

from analysis import display
from analysis.data import Note
from analysis.display import View
from analysis.display.blocks import Fold, Section
from analysis.display.chapters.kriminalitet import (
    MOST_POINTS,
    change_figure,
    claims,
    counts,
    note_on_categories,
    path,
    points,
    reports,
    tables,
    text,
    unnamed_table,
)
from analysis.display.parts.certainty import chance_tables


def test_the_table_of_targets_is_table_1_of_the_status(views):
    """With the verdict that the document leaves to its reader."""
    targets, *_ = tables(views[2022]).blocks
    assert [first_lines(cells)[1:5] for cells in targets.rows] == [
        ["24,2", "26,0", "+1,8", "✘ Ikke opfyldt"],
        ["11", "9", "\u22122", "✔ Opfyldt"],
        ["49", "35", "\u221214", "✔ Opfyldt"],
        ["53", "67", "+14", "✘ Ikke opfyldt"],
    ]
    assert [column.text for column in targets.columns][2:4] == ["2020 (udgangspunkt)", "2021"]
    assert [row[1].text.text for row in targets.rows] == ["Højst 24,2", "Højst 11", "Højst 49", "Højst 53"]


def test_the_table_of_monitored_reports_is_table_2_of_the_status(views):
    """With its total as the last, strong row."""
    _, followed, *_ = tables(views[2022]).blocks
    assert [first_lines(cells) for cells in followed.rows] == [
        ["80", "61", "\u221219"],
        ["33", "37", "+4"],
        ["78", "119", "+41"],
        ["24", "22", "\u22122"],
        ["215", "239", "+24"],
    ]
    assert followed.strong_rows == {4}
    assert {row.measure for cell in followed.rows[4][1:3] for row in cell.text.rows} == {"total"}


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_a_change_is_the_difference_of_the_columns_beside_it(views, edition):
    """Whatever years they are of: the later column less the earlier one."""
    for table in tables(views[edition]).blocks:
        for cells in table.rows:
            figures = [row for cell in cells for row in cell.text.rows if row.measure in ("observed", "baseline", "total", "share")]
            changes = [row for cell in cells for row in cell.text.rows if row.measure == "change"]
            for change in changes:
                first, last = figures[-2:]
                assert (change.against_year, change.year) == (first.year, last.year)
                assert change.known == last.known - first.known


def test_a_change_follows_its_columns_when_there_is_a_year_between(mini_facts, view_of):
    """The baseline is of 2030, the newest count of 2032: what happened since 2031 is another change and is not shown."""
    facts = counted(mini_facts, {("haervaerk", 2030): 20, ("haervaerk", 2031): 40, ("haervaerk", 2032): 30})
    cells = about(tables(view_of(facts, 2033)).blocks[0], target="haervaerk")
    assert first_lines(cells)[1:4] == ["20", "30", "+10"]


def counted(facts, figures):
    """Facts with other counts of reports, each as published first."""
    rows = [o for o in facts.observations if o.source != "rettelse-2033"]
    changed = [
        o.model_copy(update={"value": Decimal(figures[o.category, o.year]), "status": "ok"})
        if o.indicator == "anmeldelser" and (o.category, o.year) in figures
        else o
        for o in rows
    ]
    return replace(facts, observations=tuple(changed))


@pytest.mark.parametrize(("edition", "known"), [(2016, False), (2017, False), (2021, True), (2022, True)])
def test_that_the_counts_can_change_is_said_once_a_source_has_said_it(views, edition, known):
    """Status 2022 is the first; every table of counts has the caveats of its year, apart from its source."""
    tables = [table for table in tables_in(reports(views[edition])) if any("Kilde:" in n.text for n in table.notes)]
    assert tables
    for table in tables:
        said = [note.text for note in table.notes if "ikke al kriminalitet" in note.text]
        assert [("dynamiske" in text, "Kilde:" in text) for text in said] == [(known, False)]


def test_the_categories_are_never_shares_of_the_rate(views):
    """Where both stand in one table, a note says so; where they do not, none does."""
    said = tables(views[2022]).blocks[0].notes
    assert views[2022].say("crime.not_parts") in said
    assert views[2016].say("crime.not_parts") not in tables(views[2016]).blocks[0].notes


def test_in_the_baseline_year_there_is_nothing_to_compare(views):
    """Goal and baseline only."""
    new, *_ = tables(views[2021]).blocks
    assert len(new.columns) == 3
    assert first_lines(about(new, target="indbrud")) == ["Højst 11", "11"]


def test_a_category_without_figure_is_an_empty_cell_and_no_verdict(views):
    """The old area has no counts of 2020: the row says that no verdict can be given."""
    found = [cells for table in tables(views[2021]).blocks for cells in table.rows if first_lines(cells)[-1].startswith("?")]
    assert found
    for cells in found:
        assert first_lines(cells)[2] == ""
        assert cells[-1].second.text == "Tallet for 2020 findes ikke i bogens kilder."


def test_a_rate_has_a_section_of_its_own(views):
    """26.0 is 1.8 more than the year before and 8.5 below the city; its target is not met, and why chance cannot be judged."""
    section = section_in(reports(views[2022]), "borgervendt-pr-1000")
    assert words_about(section.heading, measure="observed") == ["26,0"]
    assert words_about(section.heading, measure="change") == ["1,8", "flere"]
    (said,) = paragraphs_in(section)
    assert words_about(said, measure="gap") == ["8,5", "lavere"]
    assert words_about(said, measure="verdict") == ["Målet er ikke opfyldt"]
    assert "kan ikke bedømmes" in said.text


def test_another_indicator_with_a_target_gets_its_section_without_code(mini_facts, view_of):
    """The place is the indicator's key, in every edition; the finding is the heading."""
    facts = with_rate(mini_facts)
    for edition, value in ((2032, "30"), (2033, "29")):
        section = section_in(reports(view_of(facts, edition)), "utryg-nabolag")
        assert words_about(section.heading, measure="observed") == [f"{value}\u00a0%"]
        assert words_about(paragraphs_in(section)[0], measure="verdict") or edition == 2032
    assert "utryg-nabolag" not in [section.name for section in blocks_of(reports(view_of(facts, 2031)), Section)]


def with_rate(facts):
    """Facts in which the share of unsafe residents belongs to the chapter."""
    moved = facts.indicators["utryg_nabolag"].model_copy(update={"theme": "kriminalitet"})
    return replace(facts, indicators={**facts.indicators, "utryg_nabolag": moved})


def test_a_rate_without_a_target_has_its_section_all_the_same(mini_facts, view_of):
    """The front page leads there; nothing is said of a goal that nobody set."""
    indicators = with_rate(mini_facts).indicators
    rate = indicators["utryg_nabolag"].model_copy(update={"role": "crime_rate", "unit": "per_1000"})
    (agreement,) = mini_facts.agreements
    targets = tuple(t for t in agreement.targets if t.indicator != "utryg_nabolag")
    facts = replace(
        mini_facts,
        indicators={**indicators, "utryg_nabolag": rate},
        agreements=(agreement.model_copy(update={"targets": targets}),),
        significance=(),
    )
    section = section_in(reports(view_of(facts, 2033)), "utryg-nabolag")
    assert words_about(section.heading, measure="observed") == ["29"]
    assert not [row for row in rows_in(section) if row.measure == "verdict"]


def test_a_section_without_its_figure_says_so(mini_facts, view_of):
    """The heading is the indicator's name, and the verdict says what is missing."""
    facts = with_rate(mini_facts)
    rows = tuple(o for o in facts.observations if (o.indicator, o.geography, o.year) != ("utryg_nabolag", "omraade-b", 2033))
    section = section_in(reports(view_of(replace(facts, observations=rows, significance=()), 2033)), "utryg-nabolag")
    assert section.heading.text == facts.indicators["utryg_nabolag"].name
    assert "Tallet for 2033 findes ikke i bogens kilder." in paragraphs_in(section)[0].text


def test_the_text_says_the_rise_in_narcotics(views):
    """119 is 41 more than in 2020."""
    said = next(s for s in text(views[2022]).paragraphs if words_about(s, category="narkotika"))
    assert words_about(said, measure="observed") == ["119"]
    assert words_about(said, measure="change") == ["41", "flere"]


def test_no_movement_is_said_across_a_change_of_category(views):
    """In 2015 theft and violence were counted more broadly than in 2012, burglary was not."""
    said = text(views[2016]).paragraphs
    assert said
    broader = next(s for s in said if words_about(s, category="vold_trusler_vaaben"))
    same = next(s for s in said if words_about(s, category="indbrud"))
    assert {row.measure for row in broader.rows} == {"observed"}
    assert words_about(same, measure="change") == ["29", "færre"]


def test_the_counts_have_a_place_that_never_changes(views):
    """In every edition that has any, whatever its agreement counts."""
    shown = {year: blocks_of(counts(view), Section) for year, view in views.items()}
    assert {section.name for sections in shown.values() for section in sections} == {"anmeldelser"}
    assert len([year for year, sections in shown.items() if sections]) > 2


@pytest.mark.parametrize(
    ("edition", "heading"), [(2022, "Anmeldelser i 2021"), (2016, "Anmeldelser i 2015"), (2021, "Anmeldelser i udgangsåret")]
)
def test_the_heading_of_the_counts_says_their_year(views, edition, heading):
    """That of the newest counts, which is not the edition's."""
    assert counts(views[edition]).heading.text == heading


def test_the_tables_stand_behind_the_figure_and_alone_where_there_is_none(views):
    """Nothing is shown twice, and chance and categories are folded."""
    section = counts(views[2022])
    assert tables_in(figure_in(section)) == tables_in(tables(views[2022]))
    folds = [fold.summary.text for fold in blocks_of(section, Fold)]
    assert folds == ["Kan ændringerne være tilfældige?", "Hvad gerningstyperne dækker"]
    assert tables_in(counts(views[2021]))
    captions = [table.caption.text for table in tables_in(section)]
    assert len(set(captions)) == len(captions)


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_the_main_points_are_few_and_say_nothing_twice(views, edition):
    """At most five."""
    said = points(views[edition]).paragraphs
    assert len(said) <= MOST_POINTS == 5
    assert len({one.text for one in said}) == len(said)


def test_the_main_points_are_the_rate_what_is_hardly_chance_and_the_targets(views):
    """In that order."""
    said = points(views[2022]).paragraphs
    assert words_about(said[0], indicator="borgervendt_pr_1000", measure="change") == ["1,8", "flere"]
    assert words_about(said[1], category="narkotika", measure="change") == ["41", "flere"]
    assert words_about(said[1], measure="p_value") == ["Ændringen er næppe tilfældig."]
    assert [words_about(one, measure="verdict") for one in said[2:]] == [["opfyldt"], ["opfyldt"], ["ikke opfyldt"]]


def test_the_main_points_follow_their_rows(mini_facts, view_of):
    """A target that is met is said as met, and one that is not as not."""
    said = {}
    for count in (5, 500):
        facts = counted(mini_facts, {("haervaerk", 2032): count})
        said[count] = [words_about(one, target="haervaerk", measure="verdict") for one in points(view_of(facts, 2033)).paragraphs]
    assert ["opfyldt"] in said[5]
    assert ["ikke opfyldt"] in said[500]


def test_the_figure_describes_baseline_newest_count_and_goal(views):
    """Monitored categories have no goal."""
    figure = change_figure(views[2022])
    assert "53 i 2020 og 67 i 2021, mål højst 53;" in figure.description.text
    assert "78 i 2020 og 119 i 2021;" in figure.description.text
    assert {row.measure for row in figure.rows if row.category == "narkotika"} == {"baseline", "observed", "lower", "upper"}
    assert not change_figure(views[2021])


def test_the_path_of_targets_is_the_table_of_the_agreement(views):
    """All 24 goals, then what was counted."""
    table = table_in(path(views[2016]))
    assert first_lines(about(table, target="vold-trusler"))[:6] == ["73", "66", "62", "58", "55", "66"]
    assert first_lines(about(table, target="haervaerk"))[:6] == ["70", "63", "60", "56", "53", "21"]
    goals = [row for row in rows_in(table) if row.measure == "target"]
    assert len(goals) == 24


def test_the_steps_of_the_path_are_the_agreements_own(views):
    """10, 15, 20 and 25 per cent, each a row of the results."""
    (note,) = table_in(path(views[2016])).notes
    assert words_about(note, aspect="step") == ["10\u00a0%", "15\u00a0%", "20\u00a0%", "25\u00a0%"]


@pytest.mark.parametrize("edition", [2013, 2014, 2015])
def test_the_path_figure_never_describes_a_goal_as_a_count(views, edition):
    """53 reports of vandalism in 2016 is what the agreement aimed at; no source has a count."""
    description = figure_in(path(views[edition])).description.text
    assert "70 i 2012, mål 53 i 2016" in description
    assert "53 i 2016" not in description.replace("mål 53 i 2016", "")


def test_the_path_figure_describes_count_and_goal_of_the_same_year(views):
    """21 reports of vandalism in 2015 against the goal of 56."""
    assert "70 i 2012, mål 53 i 2016, opgjort 21 i 2015 (mål 56)" in figure_in(path(views[2016])).description.text


def test_a_path_is_shown_only_where_targets_differ_by_year(views):
    """Not under the later agreements."""
    assert not path(views[2022])


@pytest.mark.parametrize(("edition", "shown"), [(2015, False), (2016, True), (2017, True), (2018, False), (2022, False)])
def test_the_claim_stands_in_the_editions_of_its_source(views, edition, shown):
    """The year that the agreement came out and the year that it begins."""
    found = [row for row in rows_in(claims(views[edition])) if row.status == "source_claim" and row.number]
    assert bool(found) is shown


def test_the_claim_of_18_per_cent_is_the_sources_own(views):
    """A fall, and the book says that it is not computed."""
    said = next(s for s in paragraphs_in(claims(views[2016])) if words_about(s, status="source_claim"))
    assert words_about(said, status="source_claim") == ["et fald", "18\u00a0%"]
    assert "det er ikke beregnet her og kan ikke genskabes" in said.text


def test_what_the_categories_cover_is_said_of_those_that_have_figures(mini_facts, view_of):
    """And only with the notes that hold in the edition."""
    definition = mini_facts.indicators["anmeldelser"]
    notes = {"indbrud": (Note(text="Kun villaer.", to_year=2032),), "haervaerk": (Note(text="Ikke bål."),), "samlet": ()}
    categories = {key: c.model_copy(update={"note": notes[key]}) for key, c in definition.categories.items()}
    indicators = {**mini_facts.indicators, "anmeldelser": definition.model_copy(update={"categories": categories})}
    facts = replace(mini_facts, indicators=indicators)
    said = {year: repr(note_on_categories(view_of(facts, year))) for year in (2032, 2033)}
    assert "un villaer." in said[2032]
    assert "illaer" not in said[2033]
    assert all("kke bål." in one for one in said.values())


def test_a_category_without_target_is_shown_all_the_same(mini_facts, view_of):
    """Nobody agreed on arson, and its figure stands in a table of its own: no figure is left out without a word."""
    definition = mini_facts.indicators["anmeldelser"]
    arson = definition.categories["indbrud"].model_copy(update={"name": "Brand"})
    indicators = {
        **mini_facts.indicators,
        "anmeldelser": definition.model_copy(update={"categories": {**definition.categories, "brand": arson}}),
    }
    model = next(o for o in mini_facts.observations if o.category == "haervaerk" and o.year == 2031)
    burnt = model.model_copy(update={"category": "brand", "value": Decimal(14), "status": "ok"})
    facts = replace(mini_facts, indicators=indicators, observations=(*mini_facts.observations, burnt))
    table = unnamed_table(view_of(facts, 2032))
    assert texts(table) == [["Brand", "2031", "14"]]
    assert "Brand" in repr(tables(view_of(facts, 2032)))
    assert not unnamed_table(view_of(mini_facts, 2032))


def test_what_is_only_claimed_is_no_direction_of_the_counts(views):
    """The rows behind "et fald" are the claim's own."""
    for run in [run for said in paragraphs_in(claims(views[2016])) for run in said if getattr(run, "rows", ())]:
        assert {row.status for row in run.rows} == {"source_claim"}


def test_two_sources_that_disagree_are_told_apart_by_category(mini_facts, view_of):
    """119 against 123 of one category, and 96 of another: each is held against the figure of its own category, never a sum."""
    facts = disputed(mini_facts)
    (table,) = (block.behind[0] for block in path(view_of(facts, 2032)).blocks)
    (said,) = [note for note in table.notes if "bogen bruger" in note.text]
    assert words_about(said, category="indbrud") == ["119", "123"]
    assert {row.category for row in said.rows} == {"indbrud"}
    assert not {"96", "219"} & set(numbers_in(said.text))


def disputed(facts):
    """Facts in which a page contradicts the count of burglaries, and another category has a count from the same page."""
    counts = counted(facts, {("indbrud", 2031): 123, ("haervaerk", 2031): 96})
    model = next(o for o in counts.observations if o.category == "indbrud" and o.year == 2031)
    other = model.model_copy(update={"value": Decimal(119), "source": "avis", "published": facts.sources["avis"].published})
    sources = {**facts.sources, "avis": facts.sources["avis"].model_copy(update={"published": model.published})}
    other = other.model_copy(update={"published": model.published})
    return replace(counts, sources=sources, observations=(*counts.observations, other))


def test_a_revised_figure_stands_beside_the_old_one(mini_facts, view_of):
    """19 took the place of 20: the chapter says both, with the source of each."""
    view = view_of(mini_facts, 2033)
    notes = [note for table in tables(view).blocks for note in table.notes if words_about(note, flags=("superseded",))]
    assert len(dict.fromkeys(notes)) == 1
    assert words_about(notes[0], flags=("superseded",)) == ["20"]
    assert words_about(notes[0], status="revised") == ["19 (rettet)"]


def test_no_table_has_two_columns_of_the_same_name(views):
    """So that a figure's year and kind can be read from its column."""
    for view in views.values():
        for table in tables(view).blocks:
            heads = [column.text for column in table.columns]
            assert len(set(heads)) == len(heads)
            assert len(grid(table)) == len(table.rows) * (len(heads) - 1) or not table


def test_an_explanation_of_several_counts_is_said_once_and_names_them(views):
    """The police explain four of the seven in one breath; so does the page, after the counts and not among the main points."""
    section = counts(views[2022])
    said = [paragraph for paragraph in paragraphs_in(section) if "Københavns Politi" in paragraph.text]
    assert len(said) == 1
    assert said[0].text.startswith(
        "Om chikane, hærværk, narkotika og trusler forklarer Københavns Politi: Udviklingen kan givetvis"
    )
    assert not any("forklarer" in paragraph.text for paragraph in paragraphs_in(points(views[2022])))


def with_targets(mini_facts, *changes):
    """The invented partnership, whose first targets are changed."""
    (agreement,) = mini_facts.agreements
    targets = tuple(
        target.model_copy(update=changes[number]) if number < len(changes) else target
        for number, target in enumerate(agreement.targets)
    )
    return replace(mini_facts, agreements=(agreement.model_copy(update={"targets": targets}),))


def test_targets_that_fall_by_other_steps_have_a_table_of_their_own(mini_facts, view_of):
    """One goal from 2030, one from 2031: no goal stands under another's year, and each table says its own steps."""
    other = {"rule": "reduce_by", "baseline_year": 2031, "years": (2032,), "percent_by_year": {2032: 10}}
    found = tables_in(path(view_of(with_targets(mini_facts, {}, other), 2033)))
    assert [[column.text for column in table.columns][1:-2] for table in found] == [
        ["2030 (udgangspunkt)", "M\u00e5l 2031", "M\u00e5l 2032"],
        ["2031 (udgangspunkt)", "M\u00e5l 2032"],
    ]
    assert [len(cells) == len(table.columns) for table in found for cells in table.rows] == [True, True]
    assert ["minus 10\xa0% i 2032" in table.notes[0].text for table in found] == [False, True]


def test_a_target_on_a_rate_may_fall_year_by_year_too(mini_facts, view_of):
    """A path is no matter of categories."""
    other = {"indicator": "utryg_nabolag", "category": None, "geography": "omraade-b", "baseline_year": 2032, "years": (2033,)}
    facts = with_targets(mini_facts, {}, other | {"rule": "reduce_by", "percent_by_year": {2033: 20}})
    crime = facts.indicators | {"utryg_nabolag": facts.indicators["utryg_nabolag"].model_copy(update={"theme": "kriminalitet"})}
    assert path(view_of(replace(facts, indicators=crime), 2033))._repr_html_()


def test_changes_from_other_years_are_tested_in_a_table_of_their_own(mini_facts, view_of):
    """The years stand in the heading of what is divided by what."""
    both = ({"rule": "at_most_baseline", "percent_by_year": {}, "years": (2031, 2032)}, {"rule": "falls_each_year"})
    view = view_of(with_targets(mini_facts, *both), 2033)
    assert [table.columns[1].text for table in chance_tables(view, "kriminalitet").blocks] == ["Forhold (2032 delt med 2031)"]
    facts = with_targets(mini_facts, *both)
    known = [o for o in facts.observations if (o.category, o.year) != ("indbrud", 2032)]
    seen = next(o for o in facts.observations if (o.category, o.year) == ("indbrud", 2032))
    seen = seen.model_copy(update={"value": Decimal(40), "status": "ok"})
    view = view_of(replace(facts, observations=(*known, seen)), 2033)
    assert [table.columns[1].text for table in chance_tables(view, "kriminalitet").blocks] == [
        "Forhold (2032 delt med 2030)",
        "Forhold (2032 delt med 2031)",
    ]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"rule": "at_most_baseline"}, "m\u00e5l h\u00f8jst 20"),
        ({"rule": "falls_from_baseline"}, "m\u00e5l under 20"),
        ({"rule": "falls_each_year"}, "m\u00e5l under 21"),
        ({"rule": "at_least", "threshold": 15}, "m\u00e5l mindst 15"),
    ],
)
def test_the_figure_says_a_goal_as_its_rule_has_it(mini_facts, view_of, changed, word):
    """At most, under or at least."""
    figure = change_figure(view_of(with_targets(mini_facts, {}, changed), 2033))
    assert figure.description.text.endswith(f"{word}.")


def test_what_another_owner_counts_is_not_called_reports(mini_facts, view_of):
    """Fires beside reports, with a target that falls year by year and one that only falls: no word of the police's figures."""
    fires = mini_facts.indicators["anmeldelser"].model_copy(update={"instrument": "sekretariatet", "role": None})
    changed = {"indicator": "brande", "years": (2031, 2032), "percent_by_year": {2031: 10, 2032: 20}}
    facts = with_targets(mini_facts, changed | {"rule": "at_most_baseline"}, changed | {"rule": "reduce_by"})
    figures = tuple(
        o.model_copy(update={"indicator": "brande", "value": Decimal(60), "status": "ok"} if o.indicator == "anmeldelser" else {})
        for o in facts.observations
    )
    late = tuple(a.model_copy(update={"lags": a.lags | {"sekretariatet": 1}}) for a in facts.agreements)
    facts = replace(facts, indicators=facts.indicators | {"brande": fires}, observations=figures, agreements=late)
    view = view_of(facts, 2033)
    shown = "".join(block._repr_html_() for block in (tables(view), path(view), chance_tables(view, "kriminalitet")))
    assert shown.count("<table") == 3
    assert "<svg" not in shown
    assert "Politiets" not in shown
    assert "Anmeldelser" not in shown
    assert not change_figure(view)


# Hidden figures


def test_why_a_figure_is_missing_stands_beside_it(mini, tmp_path):
    """Below the path and in its picture, which has no point there, and below the table of chance."""
    folder = shutil.copytree(mini, tmp_path / "data")
    for file, old, new in (
        ("sources.toml", 'kind = "status"', 'kind = "delivery"'),
        ("observations.csv", "2031,53,,ok", "2031,3,,ok"),
    ):
        said = (folder / file).read_text("utf-8")
        assert old in said
        (folder / file).write_text(said.replace(old, new), "utf-8")
    seen, before = (display.open_edition(year=2032, as_of="", data=str(data)) for data in (folder, mini))
    assert "Et punkt mangler, fordi tallet er skjult" in repr(path(seen))
    assert "To prikker (..) betyder" in repr(path(seen))
    assert "To prikker (..) betyder" in repr(chance_tables(seen, "kriminalitet"))
    assert "Et punkt mangler" not in repr(path(before))


def test_a_figure_names_the_categories_that_it_hides(views):
    """In its note and in its description; and the main points say that a target's verdict rests on a hidden figure."""
    view = views[2022]
    gone = {"indicator": "anmeldelser", "category": "indbrud", "geography": "partnerskab-2021"}
    rows = tuple(
        replace(row, value="undetermined" if row.measure == "verdict" else None, status="suppressed", flags=("suppressed",))
        if fits(row, gone)
        else row
        for row in view.rows.table
    )
    hiding = View(view.known, view.year, view.as_of, rows)
    figure, before = change_figure(hiding), change_figure(view)
    why = "Ikke i figuren, fordi tallene er skjult for at beskytte små tal: indbrud."
    assert why in figure.subtitle.text
    assert why in figure.description.text
    assert "Ikke i figuren" not in before.subtitle.text + before.description.text
    said = [phrase.text for phrase in paragraphs_in(points(hiding))]
    assert any("Indbrud" in text and "skjult" in text for text in said)
    signs = [run for _, phrase in phrases_of(tables(hiding)) for run in phrase if run_is_sign(run)]
    assert signs
    assert {run.spoken for run in signs} == {"skjult for at beskytte små tal"}


def run_is_sign(run):
    return getattr(run, "rows", ()) and run.text == ".."
