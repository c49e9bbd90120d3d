"""Which of several published figures counts, which agree with it and which contradict it."""

from dataclasses import replace
from itertools import permutations

import pytest

from analysis.indicators.comparability import Series, series_of
from analysis.indicators.vintages import says_the_same, settle


@pytest.fixture
def settled(facts, observe):
    """Settles invented figures for one series and year, given as (source, value or row fields)."""

    def make(*published):
        rows = []
        for source, figure in published:
            fields = figure if isinstance(figure, dict) else {"value": figure}
            rows.append(observe(**{"source": source, "published": facts.sources[source].published} | fields))
        return settle(replace(facts, observations=tuple(rows)))[Series("utryg", "", "kvarter")][2020]

    return make


PRIMARY_OLD, PRIMARY_NEW, PAGE_OLD, PAGE_NEW = "aftale-2017", "status-2022", "kk-hele-koebenhavn-2016", "oeu-2023-06-13"


def sources(rows):
    return [row.source for row in rows]


def written(row):
    return str(row.value)


def test_a_document_of_the_partnership_counts_before_a_newer_page(settled):
    """Context never overrules a primary source."""
    assert settled((PAGE_NEW, "18"), (PRIMARY_OLD, "19")).counts.source == PRIMARY_OLD


@pytest.mark.parametrize(("old", "new"), [(PRIMARY_OLD, PRIMARY_NEW), (PAGE_OLD, PAGE_NEW)])
def test_of_sources_of_the_same_role_the_newest_counts(settled, old, new):
    """A correction is a new row and takes over from the day it is published."""
    found = settled((old, "20"), (new, "21"))
    assert (found.counts.source, sources(found.contradict)) == (new, [old])


def test_the_order_in_the_file_does_not_matter(settled):
    """Any order of rows settles the same way."""
    rows = [(PAGE_NEW, "18"), (PRIMARY_OLD, "19.0"), (PRIMARY_NEW, "19"), (PAGE_OLD, "19.4")]
    outcomes = {
        (found.counts.source, *sorted(sources(found.agree)), "|", *sorted(sources(found.contradict)))
        for found in (settled(*order) for order in permutations(rows))
    }
    assert outcomes == {(PRIMARY_NEW, PRIMARY_OLD, PAGE_OLD, "|", PAGE_NEW)}


@pytest.mark.parametrize(
    ("counts", "other", "same"),
    [
        ("6", "6.4", True),
        ("19", "18", False),
        ("6", "6.5", False),
        ("6.4", "6", True),
        ("6.5", "7", True),
        ("26.0", "26", True),
        ("26.0", "26.04", True),
        ("26.0", "26.05", False),
        ("0", "0.4", True),
    ],
)
def test_figures_agree_when_one_is_the_rounding_of_the_other(settled, counts, other, same):
    """6.4 says the same as 6; 18 contradicts 19; 6.5 would be rounded to 7."""
    found = settled((PRIMARY_OLD, counts), (PAGE_OLD, other))
    assert (sources(found.agree), sources(found.contradict)) == (([PAGE_OLD], []) if same else ([], [PAGE_OLD]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"level": "reduceret"}, {"level": "reduceret"}, True),
        ({"level": "reduceret"}, {"level": "minimalt"}, False),
        ({"status": "not_stated"}, {"status": "not_stated"}, True),
        ({"status": "not_stated"}, {"status": "suppressed"}, False),
        ({"value": "0"}, {"status": "not_stated"}, False),
    ],
)
def test_levels_and_missing_figures_agree_only_with_their_like(observe, one, other, same):
    """A decided zero is not the same as a figure that is not stated."""
    assert says_the_same(observe(**one), observe(**other)) is same
    assert says_the_same(observe(**other), observe(**one)) is same


def test_every_observation_is_settled_once(facts):
    """Each row of the real data counts, agrees or contradicts in its own series and year, and none is lost."""
    found = []
    for series, years in settle(facts).items():
        for year, settled in years.items():
            rows = [settled.counts, *settled.agree, *settled.contradict]
            assert {(series_of(row), row.year) for row in rows} == {(series, year)}
            found += [row.id for row in rows]
    assert sorted(found) == sorted(row.id for row in facts.observations)


def test_the_city_of_2016_agrees_by_day_and_is_contradicted_by_night(facts):
    """6 (agreement) and 6.4 (page) are the same; 19 (agreement) and 18 (page) are not, and the agreement counts."""
    history = settle(facts)
    day = history[Series("utryg_nabolag", "", "koebenhavn")][2016]
    night = history[Series("utryg_aften_nat", "", "koebenhavn")][2016]
    assert [written(day.counts), *map(written, day.agree), day.contradict] == ["6", "6.4", ()]
    assert [written(night.counts), *map(written, night.contradict), night.agree] == ["19", "18", ()]


# What a revision has taken the place of


def test_a_revision_supersedes_what_was_published_before_it(settled):
    """20, then 21 as a revision: 20 was the figure, and is not any more."""
    found = settled((PRIMARY_OLD, "20"), (PRIMARY_NEW, {"value": "21", "status": "revised"}))
    assert (written(found.counts), sources(found.superseded)) == ("21", [PRIMARY_OLD])


def test_a_newer_figure_that_is_not_called_a_revision_contradicts(settled):
    """Its source may have counted something else; nobody says that the old figure was wrong."""
    assert settled((PRIMARY_OLD, "20"), (PRIMARY_NEW, "21")).superseded == ()


def test_what_comes_after_a_revision_is_not_superseded_by_it(settled):
    """A later page that still has the old figure contradicts the revision."""
    found = settled((PRIMARY_NEW, {"value": "21", "status": "revised"}), (PAGE_NEW, "20"), (PAGE_OLD, "20"))
    assert sources(found.superseded) == [PAGE_OLD]
    assert sorted(sources(found.contradict)) == sorted([PAGE_NEW, PAGE_OLD])


def test_a_revision_that_confirms_supersedes_nothing(settled):
    """The same figure again agrees."""
    found = settled((PRIMARY_OLD, "20"), (PRIMARY_NEW, {"value": "20", "status": "revised"}))
    assert (found.superseded, sources(found.agree)) == ((), [PRIMARY_OLD])


def test_a_revision_of_a_revision_supersedes_both(settled):
    """Only the last one counts."""
    found = settled(
        (PRIMARY_OLD, "20"), (PAGE_OLD, {"value": "21", "status": "revised"}), (PRIMARY_NEW, {"value": "22", "status": "revised"})
    )
    assert sorted(sources(found.superseded)) == sorted([PRIMARY_OLD, PAGE_OLD])


def test_the_size_of_a_sample_is_taken_from_a_figure_that_agrees_and_never_from_one_that_does_not(settled):
    """The document's own where it says one, else that of a page with the same figure."""
    page, wrong = (PAGE_OLD, {"value": "20.4", "n": "900"}), (PAGE_NEW, {"value": "22", "n": "100"})
    assert settled((PRIMARY_OLD, "20"), page, wrong).sized.source == PAGE_OLD
    assert settled((PRIMARY_OLD, {"value": "20", "n": "800"}), page).sized.source == PRIMARY_OLD
    assert settled((PRIMARY_OLD, "20"), wrong).sized.n is None
