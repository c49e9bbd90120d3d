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
