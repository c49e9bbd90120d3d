"""The page udvikling: long series, only as far as they can be compared."""

import pytest

from analysis.display.chapters import udvikling as trends


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_each_area_of_the_partnership_is_a_line_of_its_own(book):
    """34 % in 2014 and 31 % in 2022 are of different areas."""
    figure, table = trends.survey(book, "utryg_aften_nat").blocks
    assert "Området fra 2021: 27\u00a0% i 2021 og 31\u00a0% i 2022;" in figure.description
    assert "Området 2013–2020: 34\u00a0% i 2014, 29\u00a0% i 2016 og 29\u00a0% i 2020;" in figure.description
    assert table.columns[1:3] == ("Området fra 2021", "Området 2013–2020")


def test_reports_stand_in_a_table_for_each_area(book):
    """A category that was redefined is a row of its own, without a figure in the other years."""
    new, old = trends.crime_table(book).blocks
    assert new.columns == ("Gerningstype", "2020", "2021")
    assert old.columns == ("Gerningstype", "2012", "2015")
    assert ["Narkotika", "78", "119"] in texts(new)
    assert ["Tyverier", "244", ""] in texts(old)
    assert ["Tyveri/røveri", "", "128"] in texts(old)


def test_only_what_did_not_change_is_drawn_from_year_to_year(book):
    """Of the old area four categories of six; no totals."""
    new, old = trends.crime_figure(book).blocks
    assert old.description == (
        "Punktdiagram over anmeldelser. Indbrud: 77 i 2012 og 48 i 2015; Hærværk: 70 i 2012 og 21 i 2015; "
        "Narkotika: 52 i 2012 og 24 i 2015; Chikane: 72 i 2012 og 37 i 2015."
    )
    assert "Vold/våben: 53 i 2020 og 67 i 2021" in new.description
    assert "215" not in new.description


def test_the_rate_stands_by_area_and_year(book):
    """With the decimals that each source gives."""
    assert texts(trends.rate(book, "borgervendt_pr_1000")) == [
        ["Området fra 2021", "", "", "", "24,2", "26,0"],
        ["København", "76", "", "55,6", "38", "34,5"],
        ["Amager Øst", "", "39,3", "22,2", "", ""],
    ]


def test_activations_of_all_years_stand_together(book):
    """Two years are known."""
    assert [row[2] for row in texts(trends.ssp(book))] == ["6", "1"]


def test_a_category_says_which_it_replaced(book):
    """Three breaks."""
    assert trends.categories(book).paragraphs == (
        "Tyveri/røveri afløste Tyverier. Fra 2015 er røveri regnet med.",
        "Vold/trusler/våben afløste Vold/trusler. Fra 2015 er våben regnet med.",
        "Vold/våben afløste Vold/trusler/våben. Fra 2020 er trusler en kategori for sig.",
    )


def test_the_areas_are_explained(book):
    """What each is and when it holds."""
    old, new = trends.area_breaks(book).paragraphs
    assert old.startswith("Området 2013–2020: Partnerskabsområdet 2013–2020")
    assert "Området blev større i 2021." in new


@pytest.mark.parametrize("broken", ["Partnerskabsområdet blev større i 2021", "Tyveri og vold blev opgjort bredere fra 2015"])
def test_the_breaks_are_listed(book, broken):
    """As the list of discrepancies has them, with what the book does about it."""
    assert any(said.startswith(broken) for said in trends.breaks(book).paragraphs)


def test_other_surveys_have_their_own_question_area_and_source(book):
    """The police's index beside the municipality's survey."""
    rows = texts(trends.other_surveys(book))
    assert ["Politiets tryghedsindeks: andel trygge", "Remisevængerne", "2013", "64,4\u00a0%", "urbanplanen.com 27.3.2015"] in rows
    assert not any(row[0] == "Andel, der er utrygge i nabolaget" for row in rows)
