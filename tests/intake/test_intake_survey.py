"""A survey as its office sends it: an area with a year in its name, shares beside one another, and one number of answers for both."""

from decimal import Decimal

import pytest
from made_deliveries import delivery_of, keys_of, sheet_of

from analysis.intake import propose
from analysis.intake.mapping.model import Defaults, Named
from analysis.intake.understanding import understand
from analysis.intake.values.periods import Time, time_in, times_said

OWN = "Partnerskabsområdet fra 2021"
ROWS = [
    ["Københavns Kommunes Tryghedsundersøgelse 2023"],
    ["Andel utrygge i procent af dem, der har svaret"],
    [],
    ["Område", "Utrygge i nabolaget", "Utrygge aften og nat", "Antal svar"],
    [OWN, 16, 29, 214],
    ["Bydelen Amager Vest", 14, 22, 1021],
]


def survey(*, title=ROWS[0][0], rows=ROWS):
    """The survey as a delivery, under a title of its own."""
    return delivery_of(sheet_of([[title], *rows[1:]], "Utryghed"))


def values_of(found):
    """Of each observation: indicator, area, year and value."""
    return {(row.indicator, row.geography, row.year, str(row.value)) for row in found.observations}


@pytest.mark.parametrize("name", [OWN, "Partnerskabsområdet (fra 2021)", "Partnerskabsområdet siden 2021"])
def test_a_year_in_an_areas_name_is_not_the_figures_year(name, project_facts):
    """It is the area since then; the figures are about the year of the title."""
    proposal = propose(survey(rows=[*ROWS[:4], [name, 16, 29, 214], ROWS[5]]), project_facts)
    assert [(one.geography, one.category) for one in proposal.mapping.names if name in one.words] == [("partnerskab-2021", "")]
    assert proposal.mapping.seen_years == (2023,)
    assert ("utryg_nabolag", "partnerskab-2021", 2023, "16") in values_of(proposal.understood)


def test_a_year_in_an_areas_name_is_no_year_where_nothing_else_says_one(project_facts):
    """Then the year is asked about, also where a line over the table names the area, or a mapping has a place for the year."""
    proposal = propose(survey(title=f"Tryghed i {OWN}"), project_facts)
    assert (proposal.understood.observations, proposal.mapping.seen_years) == ((), ())
    assert ("ask", "no_year") in keys_of(proposal.understood)
    mapping = propose(survey(), project_facts).mapping
    names = [one for one in mapping.names if OWN not in one.words]
    with_place = Named(words=("Partnerskabsområdet fra {time}",), geography="partnerskab-2021")
    found = understand(survey(), mapping.model_copy(update={"names": (*names, with_place)}), project_facts)
    assert ("utryg_nabolag", "partnerskab-2021", 2023, "16") in values_of(found)


def test_another_year_than_the_mappings_default_is_asked_about(project_facts):
    """Neither of them decides; with the same year there is nothing to ask."""
    mapping = propose(survey(), project_facts).mapping
    for year, count in ((2023, 4), (2024, 0)):
        found = understand(survey(), mapping.model_copy(update={"defaults": Defaults(year=year)}), project_facts)
        assert len(found.observations) == count
        assert (("ask", "other_than_default") in keys_of(found)) is (count == 0)


def test_one_number_of_answers_belongs_to_every_share_of_its_row(project_facts):
    """The same column beside two indicators is the base of both, area by area."""
    found = propose(survey(), project_facts).understood
    assert {(row.indicator, row.geography, row.n) for row in found.observations} == {
        (indicator, area, Decimal(n))
        for indicator in ("utryg_nabolag", "utryg_aften_nat")
        for area, n in (("partnerskab-2021", 214), ("amager-vest", 1021))
    }
    assert keys_of(found, "ask", "skip") == set()


def test_a_number_of_answers_stays_in_its_own_table(project_facts):
    """Shares in another table of the file have none because of it, and one that belongs to no share is said."""
    alone = [ROWS[0], ["Område", "Antal svar"], [OWN, 214]]
    shares = sheet_of([ROWS[0], ROWS[1], [], ROWS[3][:3], [OWN, 16, 29]], "Utryghed")
    found = propose(delivery_of(shares, sheet_of(alone, "Svar")), project_facts).understood
    assert {row.n for row in found.observations} == {None}
    assert ("skip", "loose_figure") in keys_of(found)


@pytest.mark.parametrize(
    ("text", "rest", "time"),
    [
        ("Indbrud 2024", "Indbrud", Time(2024)),
        (OWN, OWN, None),
        ("Området fra og med 2021", "Området fra og med 2021", None),
        ("Anmeldelser fra 1. januar til 31. december 2021", None, None),
    ],
)
def test_a_time_since_which_something_is_so_is_told_apart(text, rest, time):
    """The words before a year decide; a stretch of days from one day to another is a time."""
    if rest is not None:
        assert time_in(text) == (rest, time)
    assert bool(times_said(text)) is (text[0] in "IA")
