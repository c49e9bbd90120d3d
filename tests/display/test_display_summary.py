"""The chapter resume: which years, which targets, which verdicts, and what is missing."""

import re

import pytest

from analysis import display
from analysis.display.chapters import resume as summary

POLICE = re.compile(r"Politiets tal er fra (\d{4})")


def row_of(table, label):
    return next([cell.text for cell in row] for row in table.rows if row[0].text == label)


def test_the_introduction_says_which_years_the_edition_is_about_and_how_it_stands(views):
    """Edition, survey year, police year, cut-off day, and the count of verdicts."""
    first, second, *_ = summary.introduction(views[2022]).paragraphs
    assert first == (
        "Status for Amager Partnerskab i 2022. Undersøgelsen om tryghed er fra 2022. Politiets tal er fra 2021. "
        "Udgaven bruger det, der var offentliggjort senest 31. december 2022."
    )
    assert second == "Af målene er 3 opfyldt og 6 ikke opfyldt. 4 tal følges uden mål."


@pytest.mark.parametrize(
    ("edition", "text"),
    [
        (2013, "Af målene er 1 uafgjort. 7 tal er udgangspunkt for nye mål."),
        (2014, "Af målene er 8 uafgjort."),
        (2016, "Af målene er 6 opfyldt, 1 ikke opfyldt og 1 uafgjort. 8 tal er udgangspunkt for nye mål. 2 tal følges uden mål."),
        (2019, "Af målene er 1 opfyldt og 7 uafgjort. 2 tal følges uden mål."),
        (2020, "Af målene er 2 ikke opfyldt og 6 uafgjort. 2 tal følges uden mål."),
        (2021, "Af målene er 6 uafgjort. 8 tal er udgangspunkt for nye mål. 6 tal følges uden mål."),
    ],
)
def test_verdicts_baselines_and_monitored_figures_are_counted_apart(views, edition, text):
    """A baseline is not a verdict, and neither is a figure without target."""
    assert summary.counts(views[edition]) == text


def test_the_introduction_names_a_police_year_only_with_police_figures(views):
    """No source has the area's reports from 2013, 2014, 2016, 2017, 2018 or 2019."""
    said = {year: POLICE.findall(summary.introduction(view).paragraphs[0]) for year, view in views.items()}
    assert {year: found for year, found in said.items() if found} == {
        2013: ["2012"],
        2016: ["2015"],
        2021: ["2020"],
        2022: ["2021"],
    }


def test_the_introduction_names_a_survey_year_only_with_a_figure_of_the_area(views):
    """Neither index nor survey has a figure of the area for the editions 2014, 2015, 2017 and 2018."""
    named = [year for year, view in views.items() if "Undersøgelsen om tryghed er fra" in summary.introduction(view).paragraphs[0]]
    assert named == [2013, 2016, 2019, 2020, 2021, 2022]


def test_before_any_agreement_the_chapter_says_so(data):
    """And shows no tables."""
    view = display.open_edition(year=2022, as_of="2010-01-01", data=data)
    assert summary.counts(view) == "Ingen aftale med mål var offentliggjort."
    assert not summary.target_tables(view)
    assert not summary.sentences(view)


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Vold og våben højst som i 2020", ["✘ Ikke opfyldt", "67", "Højst 53", "53", "+14"]),
        ("Indbrud højst som i 2020", ["✔ Opfyldt", "9", "Højst 11", "11", "\u22122"]),
        (
            "Borgervendt kriminalitet pr. 1.000 indbyggere højst som i 2020",
            ["✘ Ikke opfyldt", "26,0", "Højst 24,2", "24,2", "+1,8"],
        ),
        ("Andelen af utrygge falder hvert år", ["✘ Ikke opfyldt", "17\u00a0%", "Under 17\u00a0%", "17\u00a0%", "0 pct.point"]),
        (
            "Andelen af utrygge aften og nat nærmer sig byens niveau inden 2024",
            ["✘ Ikke opfyldt", "14 pct.point", "Afstand til København under 11 pct.point", "11 pct.point", ""],
        ),
        (
            "Mindst 75 % af aktiviteterne har to eller flere samarbejdspartnere",
            ["✔ Opfyldt", "92\u00a0%", "Mindst 75\u00a0%", "", ""],
        ),
        ("Narkotika følges uden mål", ["● Følges uden mål", "119", "Intet mål", "78", "+41"]),
    ],
)
def test_a_target_has_verdict_figure_goal_baseline_and_change_on_one_line(views, label, cells):
    """The verdict first."""
    (table,) = summary.target_tables(views[2022]).blocks
    rows = {row[0].text.replace("\u00a0", " "): [cell.text for cell in row[1:]] for row in table.rows}
    verdict, figure, goal, baseline, change = cells
    assert rows[label] == [verdict, figure, change, goal, baseline]


def test_the_edition_in_which_agreements_meet_has_a_table_for_each(views):
    """Sixteen targets: eight judged, ten baselines or monitored."""
    new, old = summary.target_tables(views[2016]).blocks
    assert (len(new.rows), len(old.rows)) == (10, 8)
    assert row_of(old, "Mindre vold og færre trusler")[1:] == ["✘ Ikke opfyldt", "66", "", "Højst 58", "73"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I 2022 var 17\u00a0% utrygge i nabolaget. Det er det samme som i 2021. Målet er ikke opfyldt (under 17\u00a0%).",
        "Utrygge aften og nat: Afstanden til København var 14 procentpoint i 2022 mod 11 procentpoint i 2021. Målet er ikke opfyldt",
        "I 2021 var antallet af anmeldelser om vold/våben 67. Det er 14 flere end i 2020. Målet er ikke opfyldt (højst 53).",
        "I 2021 var antallet af anmeldelser om narkotika 119. Det er 41 flere end i 2020. Der er ikke sat et mål.",
        "I 2022 havde 92\u00a0% af aktiviteterne to eller flere samarbejdspartnere. Målet er opfyldt (mindst 75\u00a0%).",
    ],
)
def test_a_sentence_says_figure_movement_and_verdict(views, sentence):
    """One for each of the thirteen targets; what there is to doubt follows."""
    said = summary.sentences(views[2022]).paragraphs
    assert len(said) == 13
    assert len([line for line in said if line.startswith(sentence)]) == 1


def test_a_sentence_without_a_figure_says_that_it_was_not_published(views):
    """And does not guess."""
    said = summary.sentences(views[2014]).paragraphs
    assert "Færre indbrud: tallet for 2013 er ikke offentliggjort. Målet kan ikke afgøres (højst 69)." in said


def test_the_distance_to_the_city_is_said_in_the_baseline_year(views):
    """12 against 6 in 2016."""
    said = " ".join(summary.sentences(views[2016]).paragraphs)
    assert "Utrygge i nabolaget: Området 2013–2020 ligger 6 procentpoint over København. Tallet er udgangspunkt for målet" in said


def test_a_reader_learns_what_is_missing_and_why(views):
    """Themes without figures, targets without verdict, and pictures in the documents of the year."""
    missing = {row[0].text: row[1].text for row in summary.missing(views[2022]).rows}
    assert missing["SSP"] == "Kilderne har ingen nye tal for emnet i denne udgave."
    assert missing["Indbyggertal for området"] == "Findes kun som billede eller står ikke i kilden (Status 2022)"
    assert "Kriminalitet" not in missing
    of_2014 = {row[0].text: row[1].text for row in summary.missing(views[2014]).rows}
    assert of_2014["Færre indbrud"] == "Tallet for 2013 er ikke offentliggjort."


def test_on_the_day_of_the_status_there_was_nothing_to_compare_with(data):
    """The verdict says which side of the comparison is missing."""
    view = display.open_edition(year=2022, as_of="2022-05-24", data=data)
    missing = {row[0].text: row[1].text for row in summary.missing(view).rows}
    assert (
        missing["Andelen af utrygge nærmer sig byens niveau inden 2024"]
        == "Det, der skal sammenlignes med, er ikke offentliggjort."
    )
