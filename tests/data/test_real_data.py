"""What the partnership's own data say, held against the documents: pinned editions, and rules for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from analysis.data import Facts, texts
from analysis.data import definitions as d

EDITIONS = (2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What nobody but the owner can know: that a figure was never counted or published by anybody.
TOO_MUCH = re.compile(
    r"aldrig (?:opgjort|offentliggjort|oplyst)|ikke (?:er )?offentliggjort|ikke blandt bogens kilder|ikke opgjort"
)


@pytest.fixture(scope="module")
def facts(own_facts: Facts) -> Facts:
    """The project's own facts."""
    return own_facts


def strings_of(value: object) -> Iterator[str]:
    """Every text inside a definition or a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings_of(part)


def everything(facts: Facts) -> Iterator[str]:
    """Every text of the data folder."""
    definitions = [facts.partnership, *facts.sources.values(), *facts.indicators.values(), *facts.agreements]
    rows = [*facts.observations, *facts.significance, *facts.statements, *facts.activities, *facts.budgets]
    for found in [*definitions, *facts.plans, *facts.discrepancies, *rows, *facts.deliverables, *facts.status]:
        yield from strings_of(found.model_dump())


def observation(facts: Facts, name: str):
    return next(o for o in facts.observations if o.id == name)


def deliverable(facts: Facts, name: str):
    return next(item for item in facts.deliverables if f"{item.activity}.{item.deliverable}" == name)


# Only what the sources bear


def test_no_text_claims_more_than_that_something_is_not_in_the_books_sources(facts):
    """The book does not know what others have counted or published."""
    assert not [text for text in everything(facts) if TOO_MUCH.search(text)]


def test_a_goal_is_said_as_a_goal_and_not_as_a_finding(facts):
    """A title beside a cross must not read as if it had happened."""
    labels = [t.label for a in facts.agreements for t in a.targets if t.rule != "monitor"]
    assert len(labels) > 20
    assert not [label for label in labels if not re.search(r"\b(?:skal|må)\b", label) or "inden" in label]


def test_every_statement_is_a_sentence_that_the_change_can_follow(facts):
    """The sentence ends where ``, 2 færre end i 2020`` can stand, so neither with a full stop nor with the category's name alone."""
    for indicator in facts.indicators.values():
        assert not indicator.sentence.endswith((".", ",", ":")), indicator.sentence
        if "{category}" in indicator.sentence:
            assert all(c.phrase for c in indicator.categories.values()), indicator.name


def test_a_year_without_an_amount_is_not_a_year_with_nothing(facts):
    """The agreement 2013-2016 gives no amount for 2013; only a printed 0 is a zero."""
    row = observation(facts, "bevilling.ramme.partnerskab-2013.2013.aftale-2013")
    assert (row.status, row.value) == ("not_stated", None)
    assert "ikke er afsat midler" in row.note


@pytest.mark.parametrize(
    ("name", "qualifier", "words", "value"),
    [
        ("andel_boern_unge.partnerskab-2013.2016.aftale-2017", "about", "", 17),
        ("andel_boern_unge.oevrige-koebenhavn.2016.aftale-2017", "about", "", 10),
        ("utryg_unge.urbanplanen.2016.plan-2017", "up_to", "", 43),
        ("utryg_at_bo.urbanplanen.2010.aftale-2013", "in_words", "en tredjedel", Decimal("33.3")),
        ("utryg_at_bo.urbanplanen.2010.plan-2017", "in_words", "en tredjedel", Decimal("33.3")),
        ("oensker_indsats.urbanplanen.2010.aftale-2013", "more_than", "over halvdelen", 50),
        ("byudvikling.urbanplanen.2016.plan-2017", "about", "ca. 80 mio. kr.", 80_000_000),
    ],
)
def test_how_exact_a_source_says_its_figure_is_stands_with_it(facts, name, qualifier, words, value):
    row = observation(facts, name)
    assert (row.qualifier, row.as_written, row.value) == (qualifier, words, value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("koordinationsnetvaerk-18-plus.moeder", "hope"),
        ("dialog-kommunikation-og-begivenheder.utrygge-i-urbanplanen", "background"),
        ("dialog-kommunikation-og-begivenheder.utrygge-ved-grupper-af-unge", "background"),
        ("ungeengagement-i-laeringsrum.ansatte-unge", "background"),
        ("skolefravaer.fravaer-generelt", "background"),
        ("skolefravaer.fravaer-udsatte", "background"),
        ("foraeldreindsats.ungdomsuddannelse", "background"),
        ("bemandede-legepladser.amagerplanen-i-styregruppen", "observed"),
    ],
)
def test_a_number_is_a_deliverable_only_where_an_activity_delivers_it(facts, name, kind):
    assert deliverable(facts, name).kind == kind


def test_that_nothing_happened_is_no_deliverable(facts):
    """Status 2022 gives it as the reason why there was no pavilion."""
    assert "haendelser" not in {item.deliverable for item in facts.deliverables}


def test_adjustments_that_an_answer_has_described_are_neither_none_nor_more(facts):
    answers = {s.activity: s.adjustment for s in facts.status if s.year == 2022}
    assert answers.pop("formidlingsindsats-familier") == "partly"
    assert set(answers.values()) == {"no"}


def test_the_index_has_only_the_levels_that_the_documents_name(facts):
    index = facts.indicators["tryghedsindeks"]
    assert index.levels == ("minimalt", "reduceret")
    assert set(index.level_names) == set(index.levels)


def test_what_no_source_places_has_an_area_of_its_own(facts):
    """The 18 respondents that dropped out belong to no area that the source names."""
    row = next(o for o in facts.observations if o.indicator == "undersoegelse_udgaaede")
    assert facts.partnership.geographies[row.geography].kind == "other"
    assert row.geography == "undersoegelsen"


def test_a_source_without_a_date_has_an_estimated_one_and_says_how(facts):
    """The day that is used is the last one that it can have been."""
    estimated = [source for source in facts.sources.values() if source.precision == "estimated"]
    assert facts.sources["aftale-2013"] in estimated
    assert all(source.note for source in estimated)
    assert all(
        (s.published.month, s.published.day) == (12, 31) or any("dato" in note.text.lower() for note in s.note) for s in estimated
    )


def test_the_index_target_is_set_for_the_end_of_2016_and_measured_in_a_district(facts):
    target = next(t for a in facts.agreements for t in a.targets if t.id == "tryghedsindeks")
    assert target.final_year == target.deadline == 2016
    said = texts(target.note, 2016)
    assert "distrikt 29" in said
    assert "særanalyse" in said


def test_ranges_are_written_with_a_dash(facts):
    """13–15-årige and april–juni; headings of the documents and their cells are quoted as they stand."""
    texts_of_the_book = [
        *facts.activities,
        *facts.deliverables,
        *facts.status,
        *facts.statements,
        *facts.discrepancies,
        *facts.plans,
    ]
    said = [
        text
        for found in texts_of_the_book
        for field, value in found.model_dump().items()
        if field not in ("id", "section", "published", "sources", "footnotes", "period_from", "period_to")
        for text in strings_of(value)
    ]
    assert [text for text in said if re.search(r"(?<![\w-])\d+-\d+|[a-zæøå]+-(?:juni|december)\b", text)] == []


# What was missing


def test_the_police_explain_what_they_count(facts):
    """Beside the four changes that Status 2022 lets them explain, with its hedge; not beside the others."""
    said = {s.category: s for s in facts.statements if s.kind == "explanation" and s.source == "status-2022"}
    assert set(said) == {"narkotika", "chikane", "trusler", "haervaerk"}
    for statement in said.values():
        assert (statement.owner, statement.year, statement.against) == ("Københavns Politi", 2021, "2020")
        assert "givetvis" in statement.text
        assert "Panorama" in statement.text
        assert "covid-19" in statement.text


def test_claims_without_figures_stand_as_claims(facts):
    """The agreement 2017-2020 says that safety rose; the one before it who the unsafe are."""
    said = [(s.indicator, s.source) for s in facts.statements if s.kind == "claim"]
    assert ("utryg_nabolag", "aftale-2017") in said
    assert ("utryg_aften_nat", "aftale-2017") in said
    assert ("utryg_at_bo", "aftale-2013") in said


@pytest.mark.parametrize("year", [2018, 2020, 2022])
def test_what_the_city_says_about_evenings_against_its_first_survey_is_there(facts, year):
    found = [s for s in facts.significance if (s.indicator, s.geography, s.year) == ("utryg_aften_nat", "koebenhavn", year)]
    assert [s.significant for s in found if s.against == "2009"] == ["yes"]


def test_citizens_crime_is_defined_as_its_source_defines_it(facts):
    said = texts(facts.indicators["borgervendt_pr_1000"].caveat, 2022)
    for word in (
        "drab",
        "færdselslov",
        "indbrud",
        "narkotika og smugling",
        "røveri",
        "sædelighed",
        "tyveri",
        "vold",
        "brugstyveri",
    ):
        assert word in said


# Breaks


@pytest.mark.parametrize("indicator", ["utryg_nabolag", "utryg_aften_nat"])
def test_the_survey_changed_supplier_in_2017(facts, indicator):
    """As the municipality's page of 2018 says; for every area, for it is one survey."""
    (found,) = facts.indicators[indicator].breaks
    assert (found.kind, found.from_year, found.before, found.after) == ("supplier", 2017, "Danmarks Statistik", "Epinion")
    assert found.source == "kk-tryghedsundersoegelsen-2018"
    assert not found.geographies


def test_a_category_says_what_it_covers_beside_the_one_before(facts):
    categories = facts.indicators["anmeldelser"].categories
    followers = {key: (c.follows, c.scope) for key, c in categories.items() if c.follows}
    assert followers == {
        "tyveri_roeveri": ("tyveri", "broader"),
        "vold_trusler_vaaben": ("vold_trusler", "broader"),
        "vold_vaaben": ("vold_trusler_vaaben", "narrower"),
    }


# What was not known on its day


def notes_in(value: object) -> Iterator[tuple[d.Note, ...]]:
    """Every list of notes inside a definition."""
    if isinstance(value, tuple) and value and all(isinstance(part, d.Note) for part in value):
        yield value
    elif isinstance(value, d.Definition):
        for name in type(value).model_fields:
            yield from notes_in(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from notes_in(part)


def visible(facts: Facts, year: int) -> Iterator[tuple[str, bool]]:
    """Every dated text that the edition of a year can show, and the names of what it has figures for.

    Beside each: whether it is a text of an agreement or a plan, which may look ahead to its own years.
    """
    then = facts.as_of(facts.edition(year).as_of)
    areas = {o.geography: then.partnership.geographies[o.geography] for o in then.observations}
    measured = {o.indicator: then.indicators[o.indicator] for o in then.observations}
    yield from ((text, False) for area in areas.values() for text in (area.name, area.short))
    for found, looks_ahead in ((areas, False), (measured, False), (then.partnership.editions_note, False), (then.agreements, True)):
        yield from ((texts(notes, year), looks_ahead) for notes in notes_in(found))
    yield from ((texts(plan.note, year), True) for plan in then.plans)


@pytest.mark.parametrize("year", EDITIONS)
def test_an_edition_says_nothing_that_was_not_known_on_its_day(facts, year):
    """No year after the edition's day, but for the periods of agreements that were known by then, and what they say themselves."""
    day = facts.edition(year).as_of
    known = facts.as_of(day).agreements
    agreed = {y for a in known for y in range(a.from_year, a.to_year + 1)}
    said = list(visible(facts, year))
    assert any(text for text, _ in said)
    for text, looks_ahead in said:
        rest = text
        for agreement in known:
            rest = rest.replace(f"{agreement.from_year}–{agreement.to_year}", "")
        late = {int(found) for found in YEAR.findall(rest) if int(found) > max(day.year, year)}
        assert not late - (agreed if looks_ahead else set()), text


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Bogens kilder har kun tal for 2012 og 2016.", 2016),
        ("Området gjaldt til og med 2020.", 2021),
        ("givetvis forklares med politiets fokus", 2022),
        ("Politiets tal er dynamiske", 2021),
        ("Efter navnet er røveri regnet med.", 2015),
        ("Aftalen 2017–2020 måler i stedet", 2015),
    ],
)
def test_a_note_begins_when_it_became_known(facts, words, first):
    """The agreement 2017-2020 is public on the last day of the edition 2015."""
    seen = [year for year in EDITIONS if any(words in text for text, _ in visible(facts, year))]
    assert seen[:1] == [first]


def test_editions_made_afterwards_say_so_and_the_others_do_not(facts):
    said = {year: texts(facts.partnership.editions_note, year) for year in EDITIONS}
    assert all("bagud" in said[year] for year in range(2013, 2022))
    assert said[2022] == ""
