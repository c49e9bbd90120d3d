"""A target as a reader sees it: goal, figure, verdict with its reasons and doubts, and the sentence about it."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from walking import numbers_in, words_about

from analysis.data import Break, RuleName
from analysis.display.parts import targets
from analysis.indicators import Standing, standing_of


@pytest.fixture(scope="module")
def view(views):
    return views[2022]


def target_of(view, name):
    """An agreement and its target, by the target's id, in the newest agreement that has it."""
    return next((agreement, target) for agreement in view.agreements for target in agreement.targets if target.id == name)


@pytest.mark.parametrize(
    ("edition", "target", "text"),
    [
        (2022, "indbrud", "Højst 11"),
        (2022, "borgervendt", "Højst 24,2"),
        (2022, "utryg-nabolag-fald", "Under 17\u00a0%"),
        (2022, "samarbejde", "Mindst 75\u00a0%"),
        (2022, "narkotika", "–"),
        (2015, "haervaerk", "Højst 60"),
        (2015, "ssp", "Under 6"),
        (2021, "indbrud", "Højst 11"),
    ],
)
def test_a_goal_is_said_in_words(views, edition, target, text):
    """Of the year that the edition judges; in the baseline's year, the first that follows."""
    view = views[edition]
    said = targets.goal_text(view, *target_of(view, target))
    assert said.text == text
    assert {row.measure for row in said.rows} == ({"target"} if numbers_in(text) else set())


def test_a_distance_is_said_with_the_area_it_is_to(view):
    """Under 11 points to the city, whatever the city is called."""
    agreement, target = target_of(view, "utryg-aften-nat-by")
    said = targets.goal_text(view, agreement, target)
    assert said.text == f"Afstand til {view.area(target.reference).text} under 11 procentpoint"


@pytest.mark.parametrize("rule", get_args(RuleName))
def test_every_rule_has_words_for_its_goal(view, rule):
    """Also where the goal has no number."""
    target = target_of(view, "utryg-aften-nat-by")[1].model_copy(update={"rule": rule})
    goal = view.one(measure="target", target="utryg-aften-nat-by")
    assert targets.goal_words(view, target, goal)
    assert targets.goal_words(view, target, None)
    assert not targets.goal_words(view, target, None).rows


@pytest.mark.parametrize(
    ("edition", "target", "key"),
    [
        (2022, "indbrud", "met"),
        (2022, "vold-vaaben", "not_met"),
        (2022, "narkotika", "monitored"),
        (2022, "utryg-nabolag-by", "interim_not_met"),
        (2021, "indbrud", "baseline"),
        (2021, "samarbejde", "undetermined"),
    ],
)
def test_a_verdict_has_an_icon_and_a_word_that_know_their_row(views, edition, target, key):
    """Colour is never the only sign."""
    view = views[edition]
    row = targets.verdict_row(view, *target_of(view, target))
    cell = targets.verdict_cell(view, row)
    assert standing_of(row) == cell.verdict == key
    assert cell.text.text == f"{view.say.text(f'icon.{key}')} {view.say.text(f'verdict.{key}')}"
    assert cell.text.rows == (row,)


def test_a_verdict_that_cannot_be_given_says_why(views):
    """The book's sources have no figure: that is all that can be said."""
    view = views[2021]
    cell = targets.verdict_cell(view, targets.verdict_row(view, *target_of(view, "samarbejde")))
    assert cell.second.text == "Tallet for 2021 findes ikke i bogens kilder."


@pytest.mark.parametrize(
    ("scope", "count", "standing", "decides"),
    [
        ("broader", 50, "met", True),
        ("broader", 60, "undetermined", False),
        ("narrower", 60, "not_met", True),
        ("narrower", 50, "undetermined", False),
        ("other", 50, "undetermined", False),
    ],
)
def test_a_category_that_changed_proves_only_what_it_can(mini_facts, view_of, scope, count, standing, decides):
    """Broader and under the limit is met, broader and above it decides nothing; narrower the reverse. The page says which."""
    view = view_of(redefined(mini_facts, scope, count), 2032)
    row = targets.verdict_row(view, *target_of(view, "indbrud"))
    cell = targets.verdict_cell(view, row)
    assert cell.verdict == standing
    assert "tallet er villaindbrud" in cell.second.text
    assert ("hverken" in cell.second.text) is not decides


def redefined(facts, scope, count):
    """Facts in which burglary is counted as another category from 2031 on; the goal of that year is at most 53."""
    definition = facts.indicators["anmeldelser"]
    new = definition.categories["indbrud"].model_copy(update={"name": "Villaindbrud", "follows": "indbrud", "scope": scope})
    indicators = {
        **facts.indicators,
        "anmeldelser": definition.model_copy(update={"categories": {**definition.categories, "villaindbrud": new}}),
    }
    rows = tuple(
        o.model_copy(update={"category": "villaindbrud", "value": Decimal(count)})
        if (o.category, o.year) == ("indbrud", 2031)
        else o
        for o in facts.observations
    )
    (agreement,) = facts.agreements
    return replace(facts, indicators=indicators, observations=rows, agreements=(agreement.model_copy(update={"totals": ()}),))


def test_a_figure_of_the_category_that_took_its_place_is_judged(mini_facts, view_of):
    """And shown as what it is."""
    view = view_of(redefined(mini_facts, "broader", 50), 2032)
    row = targets.judged_row(view, *target_of(view, "indbrud"))
    assert (row.category, row.value) == ("villaindbrud", 50)


@pytest.mark.parametrize("kind", ["supplier", "question"])
def test_a_verdict_across_a_break_says_who_or_what_was_before_and_after(mini_facts, view_of, kind):
    """The letter of the agreement stands; that the difference may come of the break stands beside it."""
    found = Break(kind=kind, from_year=2033, before="Stat", after="Epi", source="status-2033")
    indicators = {
        **mini_facts.indicators,
        "utryg_nabolag": mini_facts.indicators["utryg_nabolag"].model_copy(update={"breaks": (found,)}),
    }
    view = view_of(replace(mini_facts, indicators=indicators), 2033)
    row = targets.verdict_row(view, *target_of(view, "utryg"))
    said = targets.remarks(view, row)
    assert (row.value, f"{kind}_changed" in row.flags) == ("met", True)
    assert "2033 (Stat før, Epi efter)" in said.text
    assert "hen over skiftet" in said.text


def test_a_verdict_has_what_the_source_says_about_chance_below_it(view):
    """The rise from 27 to 31 % is not significant, says the source, and the word knows the change."""
    row = targets.verdict_row(view, *target_of(view, "utryg-aften-nat-fald"))
    change = view.one(measure="change", indicator="utryg_aften_nat", geography="partnerskab-2021")
    cell = targets.verdict_cell(view, row, change)
    assert change in cell.second.rows
    assert words_about(cell.second, measure="change") == ["ændringen ikke statistisk signifikant"]
    assert change not in targets.verdict_cell(view, row).second.rows


def test_a_verdict_that_rests_on_a_page_names_the_page(view):
    """C4: which of the figures are of pages, on both sides."""
    rows = [row for row in view.pick(measure="verdict") if "from_page" in row.flags]
    assert rows
    for row in rows:
        pages = [view.source(fact.source).text for fact in row.inputs if view.facts.sources[fact.source].role == "context"]
        assert all(page in targets.remarks(view, row).text for page in pages)


@pytest.mark.parametrize(
    ("target", "measure", "value"),
    [
        ("indbrud", "observed", "9"),
        ("utryg-nabolag-by", "gap", "8"),
        ("borgervendt", "observed", "26.0"),
        ("samarbejde", "share", None),
    ],
)
def test_a_verdict_is_about_its_own_figure(view, target, measure, value):
    """The figure of its year, the gap where the target is to approach, the share that is computed and not the rounded one."""
    row = targets.judged_row(view, *target_of(view, target))
    assert row.measure == measure
    assert value is None or row.value == Decimal(value)


def test_only_the_figure_that_counts_is_judged(mini_facts, view_of):
    """19, and not the 20 that it took the place of."""
    view = view_of(mini_facts, 2033)
    assert targets.judged_row(view, *target_of(view, "haervaerk")).value == 19


@pytest.mark.parametrize("standing", get_args(Standing))
def test_every_standing_has_icon_word_and_sentence(view, standing):
    """Seven of them."""
    for key in (f"icon.{standing}", f"verdict.{standing}", f"sentence.verdict_{standing}"):
        assert view.say.has(key), key


@pytest.mark.parametrize(("values", "word"), [(("12", "7"), "mindre"), (("7", "12"), "større"), (("7", "7"), "den samme")])
def test_a_distance_says_how_it_has_moved(mini_facts, view_of, values, word):
    """By the two gaps, each with its year."""
    view, target = near(mini_facts, view_of, *values)
    said = targets.gap_statement(view, target, targets.gap_row(view, target, 2033))
    assert words_about(said, measure="gap", year=2033)[-1:] == [f"{values[1]} procentpoint"] or word in words_about(said, year=2033)
    assert word in words_about(said, measure="gap", year=2033)
    assert {row.known for row in said.rows} == set(map(Decimal, values))


def near(facts, view_of, then, now):
    """A view of a target that is to come nearer to the city, where 10 % are unsafe in both years."""
    (agreement,) = facts.agreements
    target = next(t for t in agreement.targets if t.id == "utryg")
    target = target.model_copy(update={"rule": "approaches", "reference": "byen"})
    values = {
        ("omraade-b", 2032): 10 + Decimal(then),
        ("omraade-b", 2033): 10 + Decimal(now),
        ("byen", 2032): Decimal(10),
        ("byen", 2033): Decimal(10),
    }
    rows = tuple(
        o.model_copy(update={"value": values[o.geography, o.year]})
        if o.indicator == "utryg_nabolag" and (o.geography, o.year) in values
        else o
        for o in facts.observations
    )
    agreement = agreement.model_copy(update={"targets": (target,)})
    view = view_of(replace(facts, agreements=(agreement,), observations=rows, significance=()), 2033)
    return view, target


def test_a_hidden_figure_is_an_undetermined_verdict_with_its_reason(mini_facts, view_of):
    """And no number of it is on the page."""
    view = view_of(mini_facts, 2033)
    _, verdict, newest, before, _ = targets.target_row(view, *target_of(view, "indbrud"))
    assert newest.text.text == ".."
    assert verdict.verdict == "undetermined"
    assert "change" not in {row.measure for row in before.text.rows}
    said = targets.sentence(view, *target_of(view, "indbrud"))
    assert "skjult" in said.text
    assert not [
        run
        for run in said
        if any(row.measure in ("observed", "change") for row in getattr(run, "rows", ())) and numbers_in(run.text)
    ]


# The sentence about a target


def sentence_about(view, target):
    """The sentence about a target, by its id."""
    return targets.sentence(view, *target_of(view, target))


@pytest.mark.parametrize(
    ("target", "numbers"),
    [
        ("utryg-nabolag-fald", {"17"}),
        ("utryg-aften-nat-by", {"14", "11"}),
        ("vold-vaaben", {"67", "14", "53"}),
        ("narkotika", {"119", "41"}),
        ("samarbejde", {"92", "75"}),
    ],
)
def test_a_sentence_says_figure_movement_and_goal(view, target, numbers):
    """Its numbers are those of the target's rows."""
    said = sentence_about(view, target)
    assert {number for run in said if getattr(run, "rows", ()) for number in numbers_in(run.text)} == numbers


def test_the_one_change_that_is_hardly_chance_is_said_where_it_stands(view):
    """The rise in narcotics, which no target is about."""
    said = {t.id: sentence_about(view, t.id) for _, t in view.targets}
    assert [key for key, one in said.items() if words_about(one, measure="p_value") and "næppe" in one.text] == ["narkotika"]


def test_a_rounded_figure_that_stands_still_is_said_as_rounded(view):
    """17 and 17 per cent are the same when rounded, and no more is claimed."""
    assert "Afrundet er det det samme som i 2021" in sentence_about(view, "utryg-nabolag-fald").text


def test_a_sentence_without_a_figure_says_that_the_books_sources_lack_it(views):
    """And does not guess, nor say that nobody published it."""
    said = {(year, t.id): targets.sentence(views[year], a, t) for year in (2014, 2018) for a, t in views[year].targets}
    assert not [one for one in said.values() if "offentliggjort" in one.text]
    burglary = said[2014, "indbrud"]
    assert "tallet for 2013 findes ikke i bogens kilder" in burglary.text
    assert words_about(burglary, measure="target") == ["69"]


def test_the_distance_to_the_city_is_said_in_the_baseline_year(views):
    """6 points in 2016, and that it is where the target starts from."""
    (said,) = [
        one
        for a, t in views[2016].targets
        if words_about(one := targets.sentence(views[2016], a, t), measure="gap", indicator="utryg_nabolag")
    ]
    assert words_about(said, measure="gap") == ["6 procentpoint"]
    assert "Det er udgangspunktet for målet" in said.text


# The figure before


def test_the_figure_before_is_that_of_the_measurement_before(view):
    """67 after 53 in 2020; of a distance, the one it starts from; of a share without an earlier one, none."""
    found = {key: targets.target_row(view, *target_of(view, key))[3] for key in ("vold-vaaben", "utryg-aften-nat-by", "samarbejde")}
    assert [(one.text.text, one.second.text) for one in found.values()] == [
        ("53", "2020"),
        ("11 procentpoint", "2021"),
        ("ingen", ""),
    ]


def test_the_figure_before_is_the_one_that_counts(mini_facts, view_of):
    """A later revision of the earlier figure takes its place."""
    old = next(o for o in mini_facts.observations if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2032))
    day = mini_facts.sources["rettelse-2033"].published
    new = old.model_copy(update={"value": Decimal(26), "status": "revised", "source": "rettelse-2033", "published": day})
    view = view_of(replace(mini_facts, observations=(*mini_facts.observations, new), significance=()), 2033)
    before = targets.target_row(view, *target_of(view, "utryg"))[3]
    assert (before.text.text, before.second.text) == ("26\u00a0% (rettet)", "2032")


def test_a_target_leads_to_its_place_only_where_the_edition_has_its_chapter(mini_facts, view_of):
    """A path of goals leads to the path; a theme without news to nowhere; from elsewhere through the edition's folder."""
    view = view_of(mini_facts, 2033)
    found = {t.id: targets.chapter_of(view, t, "2033/") for _, t in view.targets}
    assert found == {
        "indbrud": "2033/kriminalitet.html#maaltal",
        "haervaerk": "2033/kriminalitet.html#anmeldelser",
        "utryg": "2033/tryghed.html#utryg-nabolag",
    }
    silent = view_of(
        replace(mini_facts, observations=tuple(o for o in mini_facts.observations if o.indicator != "utryg_nabolag")), 2033
    )
    assert targets.chapter_of(silent, target_of(silent, "utryg")[1]) == ""
