"""A plan's money and answers: sums with and without effort areas, what is left of the money set aside, and who answered what."""

from decimal import Decimal

import pytest
from invented import activity, answer, money, plan, promise, seen, world
from rows_in_tests import ids_of, only, pick

from analysis.indicators import columns_of, edition_rows
from analysis.indicators.kinds.plans import WITHOUT_EFFORT_AREA

ACTIVITIES = (activity("lys", "byrum"), activity("bede", "byrum"), activity("moeder", "dialog"), activity("fest"))


def spending(*cells, activities=ACTIVITIES, observations=(), status=(), deliverables=(), **fields):
    """The rows of the edition 2022 with this plan."""
    tables = {
        "plans": (plan(**fields),),
        "budgets": cells,
        "activities": activities,
        "status": status,
        "deliverables": deliverables,
    }
    return edition_rows(world(*observations, tables=tables), 2022)


def sums(rows, year=2022):
    """The sums of a year by effort area: the measure and the value."""
    found = [row for row in rows if row.method in ("sum_of_cells", "known_cells") and row.year == year]
    return {row.effort_area: (row.measure, row.value) for row in found}


def frame(amount, year=2022):
    return seen("penge", year, amount, category="ramme", source="s2022")


# Effort areas


def test_the_effort_areas_and_what_lies_outside_them_make_the_plans_sum():
    """10 + 20 for the streets, 40 for talks, 5 for a party that belongs to none: 75 in all."""
    rows = spending(money("lys", 10), money("bede", 20), money("moeder", 40), money("fest", 5))
    assert sums(rows) == {
        "": ("total", 75),
        "byrum": ("total", 30),
        "dialog": ("total", 40),
        WITHOUT_EFFORT_AREA: ("total", 5),
    }


def test_a_cell_whose_activity_is_not_listed_is_outside_the_effort_areas():
    """Its activity may be published later than its money."""
    rows = spending(money("lys", 10), money("ukendt", 7))
    assert sums(rows) == {"": ("total", 17), "byrum": ("total", 10), WITHOUT_EFFORT_AREA: ("total", 7)}


def test_a_plan_without_effort_areas_has_only_its_sum():
    """There is nothing outside what is not there."""
    assert sums(spending(money("fest", 5), activities=(activity("fest"),))) == {"": ("total", 5)}


def test_a_plan_with_every_activity_in_an_effort_area_has_no_sum_outside():
    """No row about nothing."""
    assert sums(spending(money("lys", 10))) == {"": ("total", 10), "byrum": ("total", 10)}


def test_an_unknown_cell_makes_its_own_sums_lower_bounds_and_no_others():
    """ "?" for the flower beds: at least 10 for the streets, at least 50 in all, and still exactly 40 for talks."""
    rows = spending(money("lys", 10), money("bede", status="not_decided"), money("moeder", 40))
    assert sums(rows) == {"": ("lower", 50), "byrum": ("lower", 10), "dialog": ("total", 40)}
    assert {row.effort_area: row.unknown for row in pick(rows, measure="lower")} == {"": ("bede",), "byrum": ("bede",)}


def test_an_approximate_amount_makes_an_approximate_sum():
    """ "ca. 10" and 20 are about 30; the talks are exact."""
    rows = spending(money("lys", 10, approximate="yes"), money("bede", 20), money("moeder", 40))
    flags = {row.effort_area: row.flags for row in pick(rows, method="sum_of_cells")}
    assert flags == {"": ("approximate",), "byrum": ("approximate",), "dialog": ()}


def test_the_effort_areas_add_up_in_every_plan_of_every_edition(editions):
    """With what lies outside them; a sum of which nothing is known adds nothing, and one unknown cell is in one area."""
    seen_any = False
    for rows in editions.values():
        for whole in pick([row for row in rows if row.method in ("sum_of_cells", "known_cells")], effort_area=""):
            parts = [
                row for row in pick(rows, plan=whole.plan, year=whole.year)
                if row.method in ("sum_of_cells", "known_cells") and row.effort_area
            ]  # fmt: skip
            if parts:
                seen_any = True
                assert sum(row.number or Decimal(0) for row in parts) == (whole.number or Decimal(0)), whole.id
                assert sorted(name for row in parts for name in row.unknown) == sorted(whole.unknown), whole.id
                assert {fact for row in parts for fact in row.inputs} == set(whole.inputs), whole.id
    assert seen_any


# What is left of the money set aside


def test_what_is_set_aside_less_what_the_plan_shares_out_remains():
    """100 set aside, 60 and 15 shared out: 25 remain, from the frame and both cells."""
    row = only(spending(money("lys", 60), money("fest", 15), observations=[frame("100")]), aspect="remainder")
    assert (row.measure, row.value, row.unit, row.year) == ("total", 25, "dkk", 2022)
    assert ids_of(row) == ["penge.ramme.kvarter.2022.s2022", "plan.lys.2022", "plan.fest.2022"]
    assert columns_of(row)[11] == "set aside less what the plan shares out"


@pytest.mark.parametrize(
    "cell", [money("fest", status="not_decided"), money("fest", status="not_stated"), money("fest", 5, amount_to_dkk=9)]
)
def test_with_an_unknown_cell_at_most_so_much_remains(cell):
    """60 and an unknown amount of 100: at most 40, or 35 where the unknown one is at least 5."""
    row = only(spending(money("lys", 60), cell, observations=[frame("100")]), aspect="remainder")
    assert (row.measure, row.value) == ("upper", 35 if cell.amount_dkk else 40)


def test_an_incomplete_plan_leaves_at_most_so_much():
    """It calls itself incomplete: there may be more cells."""
    row = only(spending(money("lys", 60), observations=[frame("100")], complete=False), aspect="remainder")
    assert (row.measure, row.value) == ("upper", 40)


@pytest.mark.parametrize(
    ("cells", "frames"),
    [
        ([money("lys", 60)], []),
        ([money("lys", 60)], [frame("100", 2023)]),
        ([money("lys", status="not_decided")], [frame("100")]),
        ([money("lys", 160)], [frame("100")]),
        ([], [frame("100")]),
    ],
    ids=["nothing set aside", "for another year", "nothing known", "more than was set aside", "no plan for the year"],
)
def test_without_both_sides_nothing_remains(cells, frames):
    """And more than was set aside is no remainder."""
    assert pick(spending(*cells, observations=frames), aspect="remainder") == []


def test_exactly_what_was_set_aside_leaves_nothing():
    """A decided 0, and "-" for no grant, are known."""
    cells = [money("lys", 100), money("bede", 0), money("fest", status="no_grant")]
    row = only(spending(*cells, observations=[frame("100")]), aspect="remainder")
    assert (row.measure, row.value) == ("total", 0)


# Answers


def test_the_answers_are_counted_by_what_they_are_and_in_all():
    """Two go as planned, one partly, none not: three answered."""
    rows = spending(status=[answer("lys", "yes"), answer("bede", "yes"), answer("moeder", "partly")])
    totals = {row.category: row.value for row in pick(rows, measure="total", indicator="paa_plan")}
    everyone = only(rows, measure="count", indicator="paa_plan")
    assert (totals, everyone.value) == ({"yes": 2, "partly": 1, "no": 0}, 3)
    assert everyone.value == sum(totals.values())
    assert (everyone.category, everyone.method, len(everyone.inputs)) == ("", "count_of_answers", 3)


def test_without_answers_nothing_is_counted():
    """Nobody was asked, which is not the same as nobody answering "no"."""
    assert pick(spending(money("lys", 1)), method="count_of_answers") == []


def test_everyone_is_the_sum_of_the_answers_in_every_edition(editions):
    """For each question of each plan."""
    questions = {(row.indicator, row.edition) for rows in editions.values() for row in pick(rows, method="count_of_answers")}
    assert questions
    for indicator, edition in questions:
        found = pick(editions[edition], method="count_of_answers", indicator=indicator)
        assert only(found, measure="count").value == sum(row.known for row in pick(found, measure="total"))


# Deliverables


def test_what_is_promised_keeps_the_sources_own_words():
    """ "op mod 10 lamper" is not 10 lamps."""
    rows = spending(deliverables=[promise("lys", "10", qualifier="up_to", as_written="op mod 10")])
    row = only(rows, method="promised")
    assert (row.value, row.qualifier, row.kind, row.deliverable, columns_of(row)[11]) == (10, "up_to", "target", "lamper", "target")


def test_a_corrected_cell_is_credited_to_its_own_source():
    """A correction of 2023 to a plan of 2022."""
    corrected = money("lys", 12, source="s2021", published="2021-11-01")
    row = only(spending(corrected), measure="observed", activity="lys")
    assert [(fact.source, str(fact.published)) for fact in row.inputs] == [("s2021", "2021-11-01")]


# Keys that meet


def test_an_activity_may_have_the_key_of_an_effort_area():
    """A range for the activity and a lower bound for the area would both be ``lower.plan.byrum.2022``; each row has its own id."""
    rows = spending(money("byrum", 10, amount_to_dkk=20), activities=(activity("byrum", "byrum"),))
    lower = pick(rows, measure="lower", year=2022, indicator="penge")
    assert len({row.id for row in lower}) == len(lower) == 3
    assert {(row.activity, row.effort_area) for row in lower} == {("byrum", ""), ("", "byrum"), ("", "")}
