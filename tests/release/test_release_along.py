"""When the files that a reader takes along are made again."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data import load
from analysis.display.view.opened import edition_of
from analysis.release.along import state_of, view_of

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def facts():
    return load(DATA)


def without_one(facts):
    """The facts with another value of a count that 2022 shows, and that 2021 could have known but shows nothing of."""
    shown = {fact.id for row in edition_of(facts, 2022).rows.table for fact in row.inputs}
    unshown = shown - {fact.id for row in edition_of(facts, 2021).rows.table for fact in row.inputs}
    known = {figure.id for figure in edition_of(facts, 2021).known.observations}
    chosen = min(f.id for f in facts.observations if f.id in unshown & known and f.indicator == "anmeldelser" and f.value)
    observations = tuple(f.model_copy(update={"value": f.value + 1}) if f.id == chosen else f for f in facts.observations)
    return replace(facts, observations=observations)


def test_files_follow_the_figures_that_their_edition_shows_and_no_others(facts):
    """An edition that knows a figure, and has no result that rests on it, keeps its files."""
    other = without_one(facts)
    same = {year: state_of(DATA, facts, year, "") == state_of(DATA, other, year, "") for year in (2021, 2022)}
    assert same == {2021: True, 2022: False}


def test_an_edition_without_the_figures_that_it_does_not_show_has_the_same_results(facts):
    """Only figures are left out, and only those that no row rests on."""
    whole, view = edition_of(facts, 2021), view_of(facts, 2021)
    assert view.rows.table == whole.rows.table
    assert replace(view.known, observations=()).__dict__ == replace(whole.known, observations=()).__dict__
    assert {fact.id for row in whole.rows.table for fact in row.inputs} & {f.id for f in whole.known.observations} == {
        f.id for f in view.known.observations
    }
