"""What people say about the results: true and false of each kind, and never true across a break or of what nobody knows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import broken, reports, said, seen, target, world

from analysis.data.comments import AskedClaim, AskedNumber
from analysis.indicators import edition_rows, judged, row_of

SHARES = {2020: "20", 2021: "22", 2022: "18", 2023: "19", 2024: "21"}


def shares(values=SHARES, **fields):
    return [seen("utryg", year, value, **fields) for year, value in values.items()]


def claim(kind, indicator="utryg", category="", geography="", year=None, **fields):
    return AskedClaim(kind, indicator, category, geography, year, **fields)


def found(claimed, *observations, year=2024, **fields):
    facts = world(*observations, **fields)
    return judged(claimed, edition_rows(facts, year), facts)


def holds(claimed, *observations, **fields):
    result = found(claimed, *observations, **fields)
    return result.holds, result.why


@pytest.mark.parametrize(
    ("claimed", "true"),
    [
        (claim("rose"), True),
        (claim("fell"), False),
        (claim("level"), False),
        (claim("rose", since=2020), True),
        (claim("fell", since=2021), True),
        (claim("rose", since=2021), False),
        (claim("fell", year=2022), True),
        (claim("fell", year=2022, since=2020), True),
        (claim("level", year=2022, since=2020), False),
        (claim("rose", geography="kvarter"), True),
    ],
)
def test_a_figure_fell_rose_or_stayed(claimed, true):
    """Since the measurement before, or since the year that is named; also of an earlier year than the edition's."""
    assert holds(claimed, *shares()) == (true, "")


def test_the_same_figure_twice_has_not_moved():
    """It neither fell nor rose."""
    figures = shares({2023: "20", 2024: "20"})
    assert [holds(claim(kind), *figures)[0] for kind in ("fell", "rose", "level")] == [False, False, True]


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ({2024: "21"}, "no_figure"),
        ({}, "no_figure"),
        ({2023: "19.0", 2024: "21"}, "rough"),
    ],
)
@pytest.mark.parametrize("kind", ["fell", "rose", "level"])
def test_what_cannot_be_compared_has_not_moved(kind, figures, why):
    """Nothing before it, nothing at all, or another number of decimals."""
    assert holds(claim(kind), *shares(figures)) == (False, why)


@pytest.mark.parametrize("kind", ["fell", "rose", "level", "highest", "lowest"])
@pytest.mark.parametrize("sort", ["supplier", "question"])
def test_nothing_is_true_across_a_break(kind, sort):
    """Whichever of the two changed; on one side of it claims are judged."""
    assert holds(claim(kind, since=2020), *shares(), breaks=[broken(sort, 2022)]) == (False, "broken")
    assert found(claim("rose", since=2022), *shares(), breaks=[broken(sort, 2022)]).holds


def test_a_break_elsewhere_is_none_here():
    """It names the areas that it is about."""
    assert found(claim("rose", since=2020), *shares(), breaks=[broken(from_year=2022, geographies=["by"])]).holds


def hidden_in(year):
    return [*shares({y: value for y, value in SHARES.items() if y != year}), seen("utryg", year, status="suppressed")]


@pytest.mark.parametrize("kind", ["fell", "rose", "level", "highest", "lowest"])
@pytest.mark.parametrize("year", [2022, 2024])
def test_nothing_is_true_of_a_hidden_figure(kind, year):
    """Neither of the figure itself, nor of what is held against it."""
    assert holds(claim(kind, since=2022), *hidden_in(year)) == (False, "hidden")


@pytest.mark.parametrize("kind", ["highest", "lowest"])
def test_no_figure_is_the_highest_of_those_among_which_one_is_hidden(kind):
    """That one may lie beyond it; how two others moved is known all the same."""
    assert holds(claim(kind, since=2022), *hidden_in(2023)) == (False, "hidden")
    assert found(claim("rose", since=2022), *hidden_in(2023)).holds


@pytest.mark.parametrize("kind", ["fell", "rose", "level", "highest", "lowest"])
def test_nothing_is_true_of_a_small_count_that_the_book_hides(kind):
    """It comes from a delivery, and the results have no number for it."""
    figures = [reports(2022, "9"), reports(2023, "12"), reports(2024, "3", source="levering")]
    claimed = claim(kind, "anmeldelser", "indbrud", since=2022)
    assert holds(claimed, *figures) == (False, "hidden")


@pytest.mark.parametrize(("qualifier", "why"), [("up_to", "rough"), ("at_least", "rough"), ("about", "rough"), ("in_words", "")])
def test_what_a_source_says_roughly_is_not_compared(qualifier, why):
    """»Op mod 43 %« may be less; »en tredjedel« is a number."""
    figures = [seen("utryg", 2023, "19"), seen("utryg", 2024, "21", qualifier=qualifier, as_written="ord")]
    assert holds(claim("rose"), *figures) == (not why, why)


@pytest.mark.parametrize(
    ("kind", "since", "values", "true"),
    [
        ("highest", 2021, SHARES, True),
        ("highest", 2020, SHARES, False),
        ("highest", 2022, SHARES, True),
        ("highest", 2023, SHARES, True),
        ("lowest", 2023, SHARES, False),
        ("lowest", 2021, SHARES, False),
        ("lowest", 2020, {2020: "20", 2021: "22", 2024: "21"}, True),
        ("highest", 2021, {2021: "22", 2022: "21", 2024: "21"}, False),
        ("highest", 2023, {2023: "21", 2024: "21"}, False),
        ("lowest", 2023, {2023: "21", 2024: "20"}, True),
    ],
)
def test_a_figure_is_the_highest_or_lowest_since_a_year(kind, since, values, true):
    """Beyond all after that year, which may itself be beyond it; as high as another one is not the highest."""
    assert holds(claim(kind, since=since), *shares(values)) == (true, "")


@pytest.mark.parametrize("since", [2019, 2024, 2025])
def test_a_year_without_a_figure_before_is_no_year_to_count_from(since):
    """Nor is the year itself, or one to come."""
    assert holds(claim("highest", since=since), *shares()) == (False, "no_figure")


@pytest.mark.parametrize(("city", "above", "below"), [("15", True, False), ("30", False, True), ("21", False, False)])
def test_an_area_lies_above_or_below_a_larger_one(city, above, below):
    """With the same figure it does neither."""
    figures = [*shares(), seen("utryg", 2024, city, geography="by")]
    assert [found(claim(kind, against_area="by"), *figures).holds for kind in ("above", "below")] == [above, below]


@pytest.mark.parametrize(
    ("claimed", "why"),
    [
        (claim("above", against_area="nabo"), "not_comparable"),
        (claim("above", against_area="by", year=2023), "not_comparable"),
        (claim("above", "anmeldelser", "indbrud", against_area="by"), "not_comparable"),
    ],
)
def test_only_what_the_results_hold_against_each_other_is_compared(claimed, why):
    """No neighbour, no city without a figure, and no counts of a part and a whole."""
    figures = [*shares(), seen("utryg", 2024, "15", geography="by"), seen("utryg", 2024, "15", geography="nabo")]
    figures += [reports(2024, "9"), reports(2024, "90", geography="by")]
    assert holds(claimed, *figures) == (False, why)


@pytest.mark.parametrize("word", ["yes", "no"])
@pytest.mark.parametrize(("against", "fields"), [("2023", {}), ("2023", {"since": 2023}), ("by", {"against_area": "by"})])
def test_a_difference_is_significant_when_its_source_says_so(word, against, fields):
    """About the year before, a year that is named, or a larger area."""
    tables = {"significance": (said(2024, against, significant=word),)}
    figures = [*shares(), seen("utryg", 2024, "15", geography="by")]
    assert found(claim("significant", **fields), *figures, tables=tables).holds is (word == "yes")
    assert found(claim("not_significant", **fields), *figures, tables=tables).holds is (word == "no")


@pytest.mark.parametrize("kind", ["significant", "not_significant"])
def test_where_nobody_has_said_anything_a_difference_is_neither(kind):
    """However large it looks."""
    assert holds(claim(kind), *shares({2023: "10", 2024: "90"})) == (False, "unsaid")
    tables = {"significance": (said(2024, "2022"),)}
    assert holds(claim(kind), *shares(), tables=tables) == (False, "unsaid")


@pytest.mark.parametrize(("after", "significant"), [("20", True), ("95", False)])
def test_where_the_source_is_silent_the_books_own_test_says_it(after, significant):
    """A count that is held against its baseline by a target."""
    figures = [reports(2020, "100"), reports(2024, after)]
    fields = {"targets": [target("at_most_baseline")], "year": 2024}
    claimed = {kind: claim(kind, "anmeldelser", "indbrud", since=2020) for kind in ("significant", "not_significant")}
    assert found(claimed["significant"], *figures, **fields).holds is significant
    assert found(claimed["not_significant"], *figures, **fields).holds is not significant


@pytest.mark.parametrize(("value", "met"), [("18", True), ("22", False)])
def test_a_target_is_met_or_not(value, met):
    """By the verdict and nothing else."""
    fields = {"targets": [target("at_most_baseline", "utryg")]}
    figures = shares({2020: "20", 2024: value})
    assert found(claim("met"), *figures, **fields).holds is met
    assert found(claim("not_met"), *figures, **fields).holds is not met
    assert found(claim("met", target="maal"), *figures, **fields).holds is met
    assert holds(claim("met", target="andet"), *figures, **fields) == (False, "unsaid")


@pytest.mark.parametrize("kind", ["met", "not_met"])
@pytest.mark.parametrize(
    ("rule", "more", "why"),
    [
        ("approaches", {"reference": "by"}, "interim"),
        ("monitor", {}, "unsaid"),
        ("at_most_baseline", {"baseline_year": 2019}, "undecided"),
    ],
)
def test_a_target_on_its_way_or_undecided_is_neither_met_nor_missed(kind, rule, more, why):
    """Nor is a figure that is only followed."""
    years = {"years": [2021, 2022, 2023, 2024]} if rule != "approaches" else {"years": [2022, 2023, 2024], "final_year": 2024}
    figures = [
        *shares({2020: "30", 2022: "25"}),
        seen("utryg", 2020, "10", geography="by"),
        seen("utryg", 2022, "10", geography="by"),
    ]
    assert holds(claim(kind), *figures, targets=[target(rule, "utryg", **years | more)], year=2022) == (False, why)


def test_what_was_superseded_or_contradicts_counts_for_nothing():
    """A page has another figure, and the source has corrected one."""
    figures = [seen("utryg", 2023, "19"), seen("utryg", 2024, "21"), seen("utryg", 2024, "10", source="side")]
    assert found(claim("rose"), *figures).holds
    assert not found(claim("fell"), *figures).holds


def test_two_areas_of_the_partnerships_own_are_told_apart():
    """Without a name it is not known which is meant."""
    facts = world(*shares(), *shares(geography="by"))
    areas = {**facts.partnership.geographies, "by": facts.partnership.geographies["by"].model_copy(update={"kind": "partnership"})}
    both = replace(facts, partnership=facts.partnership.model_copy(update={"geographies": areas}))
    rows = edition_rows(both, 2024)
    assert judged(claim("rose"), rows, both).why == "several_areas"
    assert judged(claim("rose", geography="by"), rows, both).holds


def test_a_claim_rests_on_the_row_that_says_it():
    """The change where the results have one, and else the two figures."""
    assert [row.measure for row in found(claim("rose"), *shares()).rows] == ["change"]
    assert [row.year for row in found(claim("rose", since=2020), *shares()).rows] == [2020, 2024]
    assert [row.year for row in found(claim("highest", since=2021), *shares()).rows] == [2024, 2021, 2022, 2023]


@given(st.dictionaries(st.sampled_from(range(2020, 2024)), st.integers(0, 100), min_size=1), st.integers(0, 100), st.booleans())
def test_of_fell_rose_and_level_exactly_one_is_true_and_across_a_break_none(earlier, now, is_broken):
    """And a figure that is the highest since a year is not the lowest as well."""
    figures = shares({**{year: str(value) for year, value in earlier.items()}, 2024: str(now)})
    fields = {"breaks": [broken(from_year=2024)]} if is_broken else {}
    true = [kind for kind in ("fell", "rose", "level") if found(claim(kind), *figures, **fields).holds]
    assert len(true) == (0 if is_broken else 1)
    extremes = [kind for kind in ("highest", "lowest") if found(claim(kind, since=min(earlier)), *figures, **fields).holds]
    assert len(extremes) <= (0 if is_broken else 1)


# Numbers


def asked(indicator="utryg", category="", geography="", year=None, **fields):
    return AskedNumber(indicator, category, geography, year, **fields)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (asked(), "21"),
        (asked(year=2022), "18"),
        (asked(geography="by"), "15"),
        (asked(measure="change"), "2"),
        (asked(measure="change", since=2020), "1"),
        (asked(measure="gap", against_area="by"), "6"),
        (asked(measure="baseline"), "20"),
        (asked(measure="target"), "20"),
        (asked(measure="target", year=2022), "20"),
        (asked(measure="target", target="maal"), "20"),
        (asked("andel"), "50"),
        (asked("anmeldelser", "samlet"), "27"),
        (asked("anmeldelser", "indbrud", measure="change_pct"), "-50"),
    ],
)
def test_a_number_is_a_row_of_the_results(number, value):
    """The newest of the partnership's own area where neither is named."""
    figures = [*shares(), seen("utryg", 2024, "15", geography="by"), seen("alle", 2024, "4"), seen("med", 2024, "2")]
    figures += [
        reports(2023, "40"),
        reports(2024, "20"),
        reports(2024, "7", category="tyveri"),
        reports(2024, "99", "samlet", status="source_claim"),
    ]
    totals = [
        {"indicator": "anmeldelser", "category": "samlet", "geography": "kvarter", "years": [2024], "parts": ["indbrud", "tyveri"]}
    ]
    facts = world(*figures, targets=[target("at_most_baseline", "utryg")], totals=totals)
    assert row_of(number, edition_rows(facts, 2024), facts).value == Decimal(value)


@pytest.mark.parametrize(
    "number",
    [
        *(asked(year=2019), asked("pr_1000"), asked(geography="nabo"), asked(measure="gap", against_area="nabo")),
        *(asked(measure="change", since=2021), asked(measure="target", year=2030), asked(measure="target", target="andet")),
    ],
)
def test_a_number_that_the_results_have_not_is_none(number):
    """Nothing is computed for a comment."""
    facts = world(*shares(), targets=[target("at_most_baseline", "utryg")])
    assert row_of(number, edition_rows(facts, 2024), facts) == "no_figure"
