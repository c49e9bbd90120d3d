"""The page maal: every target of every agreement, and how it went."""

from collections import Counter

from analysis.display.chapters import maal as goals
from analysis.display.view.questions import Rows


def rows_of(table):
    return {row[0].text: row[1:] for row in table.rows}


def test_verdicts_are_counted_over_all_editions(history):
    """Met: 6 in 2016, 1 in 2019, 3 in 2022. Not met: 1, 2 in 2020, 6. Undetermined: 1+8+8+1+15+8+7+6+6 from 2013 to 2021."""
    said = "Af de 19 vurderinger, der kunne træffes, var 10 opfyldt og 9 ikke opfyldt. 60 kunne ikke træffes."
    assert goals.counts(history).paragraphs == (said,)


def test_each_agreement_has_a_table_newest_first(book, history):
    """Thirteen, ten and eight targets."""
    tables = goals.tables(book, history).blocks
    assert [table.caption.split(":")[0] for table in tables] == [
        "Partnerskabsaftalen 2021–2024",
        "Partnerskabsaftalen 2017–2020",
        "Partnerskabsaftalen 2013–2016",
    ]
    assert [len(table.rows) for table in tables] == [13, 10, 8]


def test_goals_that_fall_year_by_year_are_all_said(book, history):
    """The path of vandalism, to 53."""
    row = rows_of(goals.tables(book, history).blocks[2])["Mindre hærværk"]
    assert (row[0].text, row[0].second) == ("70", "2012")
    assert row[1].text == "Højst 63 i 2013, højst 60 i 2014, højst 56 i 2015 og højst 53 i 2016"
    assert row[2].text == "✔ Opfyldt (2015)"


def test_a_goal_that_stands_still_is_said_once(book, history):
    """The same for four years."""
    assert rows_of(goals.tables(book, history).blocks[0])["Vold og våben højst som i 2020"][1].text == "Højst 53"


def test_the_result_is_the_newest_verdict_that_could_be_given(book, history):
    """With its doubts; "never" where no edition had a figure."""
    new, middle, old = (rows_of(table) for table in goals.tables(book, history).blocks)
    violence = old["Mindre vold og færre trusler"][2]
    assert violence.text == "✘ Ikke opfyldt (2015)"
    assert violence.second.startswith("Kategorien er blevet bredere: tallet er vold/trusler/våben.")
    assert middle["Andelen af utrygge nærmer sig byens niveau inden 2020"][2].text == "✘ Ikke opfyldt (2020)"
    assert middle["Indbrud højst som i 2015"][2].text == "? Aldrig opgjort"
    assert new["Narkotika følges uden mål"][2].text == "● Følges uden mål"


def test_the_grid_describes_every_mark(book, history):
    """One mark for each verdict of a target that is not only monitored."""
    figure = goals.figure(book, history)
    assert "Indbrud højst som i 2020: udgangspunkt i udgaven 2021 og opfyldt i udgaven 2022" in figure.description
    verdicts = [row for row in history if row.measure == "verdict" and row.value != "monitored"]
    assert figure.description.count("i udgaven") == len(verdicts)
    assert not [name for name, count in Counter(row.id for row in verdicts).items() if count > 1]


def test_without_results_there_is_no_grid(book, facts):
    """An empty figure, that shows nothing."""
    assert not goals.figure(book, Rows((), facts, set()))


def test_the_page_as_of_an_earlier_day_has_no_later_verdicts(chapter):
    """At the end of 2018 nobody knew how the agreement of 2017 would go in 2019 and 2020."""
    said = "\n".join(repr(block) for block in chapter("maal", as_of="2018-12-31"))
    assert "(2019)" not in said
    assert "(2020)" not in said
    assert "Mindre vold og færre trusler | 73 (2012)" in said
