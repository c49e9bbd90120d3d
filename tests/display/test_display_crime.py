"""The chapter kriminalitet: reports with and without target, the path of targets, and a claim that cannot be made again."""

import pytest

from analysis.display.chapters import kriminalitet as crime


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_the_table_of_targets_is_table_1_of_the_status(views):
    """With the verdict that the document leaves to its reader."""
    targets, _ = crime.tables(views[2022]).blocks
    assert targets.columns == ("Gerningstype", "Mål", "2020 (udgangspunkt)", "2021", "Ændring", "Vurdering")
    assert texts(targets) == [
        ["Borgervendt kriminalitet pr. 1.000", "Højst 24,2", "24,2", "26,0", "+1,8", "✘ Ikke opfyldt"],
        ["Indbrud", "Højst 11", "11", "9", "\u22122", "✔ Opfyldt"],
        ["Tyveri/røveri", "Højst 49", "49", "35", "\u221214", "✔ Opfyldt"],
        ["Vold/våben", "Højst 53", "53", "67", "+14", "✘ Ikke opfyldt"],
    ]


def test_the_table_of_monitored_reports_is_table_2_of_the_status(views):
    """With its total as the last, strong row."""
    _, followed = crime.tables(views[2022]).blocks
    assert texts(followed) == [
        ["Chikane", "80", "61", "\u221219"],
        ["Hærværk", "33", "37", "+4"],
        ["Narkotika", "78", "119", "+41"],
        ["Trusler", "24", "22", "\u22122"],
        ["I alt", "215", "239", "+24"],
    ]
    assert followed.strong_rows == {4}


def test_the_categories_are_never_shares_of_the_rate(views):
    """The listed categories are not parts of the 217, and the table says so."""
    targets, _ = crime.tables(views[2022]).blocks
    assert any("ikke en opdeling af den borgervendte kriminalitet" in note for note in targets.notes)


def test_in_the_baseline_year_there_is_nothing_to_compare(views):
    """Goal and baseline only."""
    new, *_ = crime.tables(views[2021]).blocks
    assert new.columns == ("Gerningstype", "Mål", "2020 (udgangspunkt)")
    assert ["Indbrud", "Højst 11", "11"] in texts(new)


def test_a_category_without_figure_is_not_stated(views):
    """The old area has no counts of 2020."""
    tables = {table.caption: texts(table) for table in crime.tables(views[2021]).blocks}
    assert ["Indbrud", "Højst 48", "48", "ikke oplyst", "", "? Kan ikke afgøres"] in tables["Anmeldelser med mål, 2015 og 2020"]


def test_the_text_says_movement_and_distance_to_the_city(views):
    """26.0 is 1.8 more than the year before and 8.5 below the city."""
    said = crime.text(views[2022]).paragraphs
    assert said[0] == (
        "I 2021 var der 26,0 anmeldelser af borgervendt kriminalitet pr. 1.000 indbyggere. Det er 1,8 mere end i 2020. "
        "Området fra 2021 ligger 8,5 under København."
    )
    assert "I 2021 var antallet af anmeldelser om narkotika 119. Det er 41 flere end i 2020." in said


def test_no_movement_is_said_across_a_change_of_category(views):
    """In 2015 theft and violence were counted more broadly than in 2012."""
    said = crime.text(views[2016]).paragraphs
    assert "I 2015 var antallet af anmeldelser om vold/trusler/våben 66." in said
    assert "I 2015 var antallet af anmeldelser om indbrud 48. Det er 29 færre end i 2012." in said


def test_the_figure_describes_baseline_newest_count_and_goal(views):
    """Monitored categories have no goal."""
    description = crime.change_figure(views[2022]).description
    assert "Vold/våben: 53 i 2020 og 67 i 2021, mål 53;" in description
    assert "Narkotika: 78 i 2020 og 119 i 2021;" in description
    assert not crime.change_figure(views[2021])


def test_the_path_of_targets_is_the_table_of_the_agreement(views):
    """All 24 targets, then what was counted and the verdict with its doubt."""
    _, table = crime.path(views[2016]).blocks
    assert texts(table)[2] == ["Vold/trusler", "73", "66", "62", "58", "55", "66", "✘ Ikke opfyldt"]
    assert texts(table)[3] == ["Hærværk", "70", "63", "60", "56", "53", "21", "✔ Opfyldt"]
    assert "10\u00a0% i 2013, 15\u00a0% i 2014, 20\u00a0% i 2015 og 25\u00a0% i 2016, rundet op fra en halv" in table.notes[0]


@pytest.mark.parametrize("edition", [2013, 2014, 2015])
def test_the_path_figure_never_describes_a_goal_as_a_count(views, edition):
    """53 reports of vandalism in 2016 is what the agreement aimed at; nobody has published a count."""
    description = crime.path(views[edition]).blocks[0].description
    assert "Hærværk: 70 i 2012, mål 53 i 2016" in description
    assert "53 i 2016" not in description.replace("mål 53 i 2016", "")


def test_the_path_figure_describes_count_and_goal_of_the_same_year(views):
    """21 reports of vandalism in 2015 against the goal of 56."""
    assert "Hærværk: 70 i 2012, mål 53 i 2016, opgjort 21 i 2015 (mål 56)" in crime.path(views[2016]).blocks[0].description


def test_a_path_is_shown_only_where_targets_differ_by_year(views):
    """Not under the later agreements."""
    assert not crime.path(views[2022])


@pytest.mark.parametrize(("edition", "shown"), [(2015, False), (2016, True), (2017, True), (2018, False), (2022, False)])
def test_the_claim_stands_in_the_editions_of_its_source(views, edition, shown):
    """The year that the agreement came out and the year that it begins."""
    assert bool(crime.claims(views[edition])) is shown


def test_the_claim_of_18_per_cent_is_the_sources_own(views):
    """And the book says that it is not computed."""
    (said,) = crime.claims(views[2016]).paragraphs
    assert said.startswith(
        "Kilden Partnerskabsaftalen 2017–2020 skriver: et fald på 18\u00a0% i kriminaliteten i perioden frem til 2015."
    )
    assert "det er ikke beregnet her og kan ikke genskabes" in said


def test_what_the_categories_cover_is_said(views):
    """Of those that the edition has figures for."""
    notes = crime.note_on_categories(views[2022]).paragraphs
    assert "Vold/våben: fra 2020 er trusler en kategori for sig." in notes
    assert not any(note.startswith("Vold/trusler:") for note in notes)
