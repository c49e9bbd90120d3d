"""The front page: the newest edition at a glance and the ways into the book."""

from collections import Counter

from analysis.display.chapters import index as page


def test_the_verdicts_of_the_newest_edition_stand_in_one_short_table(front):
    """Without what is only monitored, each linked to the edition."""
    table = page.verdicts(front)
    assert table.caption == "Målene i 2022 på et øjeblik"
    assert Counter(row[1].verdict for row in table.rows) == {"met": 3, "not_met": 6}
    assert {row[0].link for row in table.rows} == {"2022/resume.html"}


def test_a_verdict_has_its_figure_year_and_goal(front):
    """67 in 2021, at most 53."""
    row = next(row for row in page.verdicts(front).rows if row[0].text == "Vold og våben højst som i 2020")
    assert [cell.text for cell in row[1:]] == ["✘ Ikke opfyldt", "67", "Højst 53"]
    assert row[2].second == "2021"


def test_the_summary_counts_the_verdicts(front):
    """In a sentence."""
    assert page.summary(front).paragraphs == ("Af målene er 3 opfyldt og 6 ikke opfyldt. 4 tal følges uden mål.",)


def test_every_edition_and_every_page_across_them_is_a_way_in(front):
    """The newest edition first."""
    (editions, years), (_, across) = page.ways_in(front).groups
    assert editions == "Udgaver"
    assert [link for _, _, link in years] == [f"{year}/resume.html" for year in range(2022, 2012, -1)]
    assert [link for _, _, link in across] == ["udvikling.html", "maal.html", "oekonomi.html", "kilder.html"]


def test_the_page_says_what_the_partnership_is(front):
    """In the words of its own data."""
    assert page.introduction(front).paragraphs[0] == front.facts.partnership.about
