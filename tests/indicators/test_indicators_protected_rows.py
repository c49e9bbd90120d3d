"""Small counts that their owner has not published are hidden everywhere, and nothing shown gives them back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.data import load
from analysis.indicators import edition_rows
from analysis.indicators.disclosure import Unprotectable

NEW = "partnerskab-2021"


@pytest.fixture(scope="module")
def facts(root):
    return load(root / "data")


def delivered(facts, source="status-2022", **values):
    """Return the facts as if the source were an unpublished delivery, with other counts for 2021 and the total that follows."""
    observations = [
        o.model_copy(update={"value": Decimal(values[o.category])})
        if o.source == source and o.year == 2021 and o.category in values
        else o
        for o in facts.observations
    ]
    sources = facts.sources | {source: facts.sources[source].model_copy(update={"kind": "delivery"})}
    return replace(facts, observations=tuple(observations), sources=sources)


def of_2021(rows, measure="observed"):
    return {
        r.category: (r.value, r.status)
        for r in rows
        if r.measure == measure and r.geography == NEW and r.year == 2021 and r.indicator == "anmeldelser"
    }


def test_figures_that_their_owner_published_are_never_hidden(facts):
    """The status of 2022 is public, so a 3 in it would stay."""
    assert not [row for row in edition_rows(facts, 2022) if row.status == "suppressed"]


def test_a_small_count_takes_one_more_with_it(facts):
    """Threats 3 of a stated total: with only that cell hidden, the total gives it back."""
    rows = edition_rows(delivered(facts, trusler=3, samlet=220), 2022)
    hidden = {category for category, (_, status) in of_2021(rows).items() if status == "suppressed"}
    assert "trusler" in hidden
    assert len(hidden) >= 2
    assert all(value is None for category, (value, _) in of_2021(rows).items() if category in hidden)


def test_nothing_derived_gives_a_hidden_count_away(facts):
    """No change, percentage, interval, p-value or ratio rests on a hidden figure and still has a number."""
    rows = edition_rows(delivered(facts, trusler=3, samlet=220), 2022)
    hidden = {r.inputs.split()[0] for r in rows if r.measure == "observed" and r.status == "suppressed"}
    derived = [r for r in rows if hidden & set(r.inputs.split()) and r.measure not in ("verdict", "total")]
    assert any(r.id.endswith(".holm") and r.category == "indbrud" for r in derived), "Holm's correction rests on the whole family"
    assert derived
    assert all(r.value is None and r.status == "suppressed" for r in derived)


def test_a_verdict_on_a_hidden_count_is_undetermined_and_says_why(facts):
    """Burglary 2 in 2021 would be met; the word would tell that it is at most 11."""
    rows = edition_rows(delivered(facts, indbrud=2), 2022)
    verdict = next(r for r in rows if r.id == "2022.verdict.aftale-2021.indbrud.2021")
    assert (verdict.value, verdict.status) == ("undetermined", "suppressed")
    assert "chance" not in verdict.method


def test_the_threshold_is_the_partnerships_own(facts):
    """Raised to 10, a 9 is hidden too."""
    strict = facts.partnership.model_copy(update={"disclosure": facts.partnership.disclosure.model_copy(update={"threshold": 10})})
    given = delivered(facts)
    assert of_2021(edition_rows(given, 2022))["indbrud"] == (Decimal(9), "ok")
    assert of_2021(edition_rows(replace(given, partnership=strict), 2022))["indbrud"] == (None, "suppressed")


def test_a_count_that_published_figures_give_away_is_refused(facts):
    """When all but one part of a total, and the total, are public, hiding the last part would be pretence."""
    given = delivered(facts, trusler=3, samlet=220)
    observations = []
    for o in given.observations:
        moved = o.geography == NEW and o.year == 2021 and o.category in ("chikane", "haervaerk", "narkotika", "samlet")
        observations.append(o.model_copy(update={"source": "br-2022-09-22"}) if moved else o)
    with pytest.raises(Unprotectable, match="trusler"):
        edition_rows(replace(given, observations=tuple(observations)), 2022)


def test_an_older_delivery_of_a_hidden_count_is_hidden_too(facts):
    """A newer delivery says 3, an older one 2: neither is shown."""
    given = delivered(facts, trusler=3, samlet=220)
    old = next(o for o in given.observations if o.category == "trusler" and o.year == 2021)
    source = given.sources["status-2022"].model_copy(update={"published": old.published.replace(month=4)})
    older = old.model_copy(update={"value": Decimal(2), "source": "foer", "published": source.published})
    both = replace(given, observations=(*given.observations, older), sources=given.sources | {"foer": source})
    shown = [
        row for row in edition_rows(both, 2022) if row.measure == "observed" and row.category == "trusler" and row.year == 2021
    ]
    assert [row.value for row in shown] == [None, None]


def test_a_figure_that_a_published_source_repeats_is_public(facts):
    """A page that says the same makes the delivery's 3 public; nothing is hidden."""
    given = delivered(facts, trusler=3, samlet=220)
    old = next(o for o in given.observations if o.category == "trusler" and o.year == 2021)
    page = old.model_copy(update={"source": "br-2022-09-22"})
    rows = edition_rows(replace(given, observations=(*given.observations, page)), 2022)
    assert of_2021(rows)["trusler"] == (Decimal(3), "ok")


def test_what_an_earlier_edition_showed_cannot_give_a_later_one_away(facts):
    """Revised in the year after: the old total and the old parts are known, so the hidden part stays protected."""
    given = delivered(facts, trusler=3, samlet=220)
    first = {c for c, (_, s) in of_2021(edition_rows(given, 2022)).items() if s == "suppressed"}
    later = given.partnership.editions[-1].model_copy(
        update={"year": 2023, "as_of": given.partnership.editions[-1].as_of.replace(year=2023)}
    )
    wider = replace(given, partnership=given.partnership.model_copy(update={"editions": (*given.partnership.editions, later)}))
    again = {c for c, (_, s) in of_2021(edition_rows(wider, 2023)).items() if s == "suppressed"}
    assert again == first
