"""The front page: the newest edition at a glance and the ways into the book."""

from collections import Counter

import pytest
from walking import about

from analysis import display
from analysis.display.chapters import index
from analysis.indicators import standing_of


@pytest.fixture(scope="module")
def seen(views):
    """The edition 2022, as the front page shows the newest one."""
    return views[2022]


def test_the_verdicts_of_the_edition_stand_in_one_short_table(seen):
    """Without what is only monitored, each linked to the edition; the standings are those of the results."""
    table = index.verdicts(seen)
    standings = Counter(standing_of(row) for row in seen.pick(measure="verdict"))
    del standings["monitored"]
    assert Counter(row[1].verdict for row in table.rows) == standings
    assert {row[0].link for row in table.rows} == {"2022/resume.html"}


def test_a_verdict_has_its_figure_year_and_goal(seen):
    """67 in 2021, at most 53."""
    row = about(index.verdicts(seen), target="vold-vaaben")
    assert [cell.text.text for cell in row[1:]] == ["✘ Ikke opfyldt", "67", "Højst 53"]
    assert row[2].second.text == "2021"


def test_the_summary_counts_the_verdicts(seen):
    """In a sentence whose numbers are rows that count."""
    (said,) = index.summary(seen).paragraphs
    standings = Counter(standing_of(row) for row in seen.pick(measure="verdict"))
    assert {row.category: row.known for row in said.rows} == dict(standings)
    assert {row.measure for row in said.rows} == {"count"}


@pytest.mark.parametrize("partnership", ["own", "mini"])
def test_every_edition_and_every_page_across_them_is_a_way_in(partnership, data, mini):
    """The newest edition first."""
    front = display.open_front(as_of="", data={"own": data, "mini": str(mini)}[partnership])
    years, across = index.ways_in(front).groups
    editions = sorted((edition.year for edition in front.facts.partnership.editions), reverse=True)
    assert [card.link for card in years.cards] == [f"{year}/resume.html" for year in editions]
    assert [card.link for card in across.cards] == ["udvikling.html", "maal.html", "oekonomi.html", "kilder.html"]
    assert all(card.line for card in across.cards)


def test_the_page_says_what_the_partnership_is(seen):
    """In the words of its own data."""
    assert index.introduction(seen).paragraphs[0].text == seen.facts.partnership.about
