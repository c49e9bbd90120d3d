"""Which themes an edition has something new to say about."""

import pytest

from analysis.indicators import themes_with_news

NEWS = {
    2013: "kriminalitet oekonomi ssp tryghed",
    2014: "oekonomi",
    2015: "oekonomi",
    2016: "kriminalitet oekonomi ssp tryghed",
    2017: "kriminalitet oekonomi ssp tryghed",
    2018: "oekonomi",
    2019: "oekonomi tryghed",
    2020: "oekonomi tryghed",
    2021: "kriminalitet oekonomi tryghed",
    2022: "aktiviteter kriminalitet oekonomi samarbejde tryghed",
}


@pytest.mark.parametrize("edition", NEWS)
def test_an_edition_has_news_where_it_has_a_figure_of_its_own_or_a_new_baseline(facts, editions, edition):
    """2014 has only its plan; 2019 and 2020 have a survey figure but no counts; 2022 has a mid-year status."""
    assert sorted(themes_with_news(facts, editions[edition], edition)) == NEWS[edition].split()


def test_a_table_without_rows_has_no_news(facts):
    """Nothing is said about a year without results."""
    assert themes_with_news(facts, (), 2022) == frozenset()


def test_a_target_without_figure_is_no_news(facts, editions):
    """All crime verdicts of 2018 lack their observation, and crime is not news."""
    crime = [row for row in editions[2018] if row.theme == "kriminalitet" and row.measure in {"verdict", "target"}]
    assert crime
    assert themes_with_news(facts, crime, 2018) == frozenset()


def test_next_years_budget_is_no_news(facts, editions):
    """The plan of four years is in the edition 2021 with all its columns; only that of 2021 is its own."""
    budget = [row for row in editions[2021] if row.measure == "observed" and row.indicator == "bevilling"]
    own, others = ([row for row in budget if (row.year == 2021) is own] for own in (True, False))
    assert themes_with_news(facts, own, 2021) == {"oekonomi"}
    assert themes_with_news(facts, others, 2021) == frozenset()
