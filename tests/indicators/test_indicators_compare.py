"""What moved between two sets of results: why, what only follows from it, and in which order it is shown."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicators.invented import answer, plan, promise, reports, seen, target, world

from analysis.indicators import edition_rows
from analysis.indicators.compare import changes, moved

GOAL = target("at_most_baseline")
BEFORE = (reports(2020, "10"), reports(2021, "8"), reports(2022, "9"))


def rows(*observations, year=2022, as_of=None, **rest):
    return edition_rows(world(*observations, targets=[GOAL], **rest), year, as_of)


def roots(found):
    return {(change.cause, change.row.measure, change.row.year): change for change in found if not change.follows}


def test_nothing_moved_between_equals():
    """The same facts, read twice."""
    assert changes(rows(*BEFORE), rows(*BEFORE)) == ()


@pytest.mark.parametrize(
    ("after", "cause", "values"),
    [
        ((reports(2020, "10"), reports(2021, "8"), reports(2022, "12")), "correction", ("9", "12")),
        ((*BEFORE, reports(2022, "12", source="s2023", status="revised")), "revision", ("9", "12")),
        ((*BEFORE, reports(2022, "9", source="s2023")), "revision", ("9", "9")),
        ((reports(2020, "10"), reports(2021, "8"), reports(2022, "9", status="provisional")), "correction", ("9", "9")),
        (BEFORE[:2], "gone", ("9", None)),
        ((*BEFORE, reports(2022, "3", category="tyveri")), "new_figure", (None, "3")),
    ],
)
def test_a_figure_that_moved_says_why(after, cause, values):
    """Another source, the same source with another value, no such row before or any more."""
    found = roots(changes(rows(*BEFORE), rows(*after, as_of=dt.date(2024, 1, 1))))
    change = found[cause, "observed", 2022]
    assert tuple(None if side is None else str(side.value) for side in (change.old, change.new)) == values
    assert len(found) == 1


def test_what_is_worked_out_from_a_figure_follows_it():
    """The change, the verdict and its chance have one cause, which is told once; a verdict that turned is named."""
    after = (*BEFORE[:2], reports(2022, "12"))
    (group,) = moved(changes(rows(*BEFORE), rows(*after)))
    assert group.root.row.measure == "observed"
    assert {change.row.measure for change in group.followers} >= {"change", "verdict", "lower", "upper", "p_value"}
    assert [(change.old.value, change.new.value) for change in group.turned] == [("met", "not_met")]
    assert {change.cause for change in (group.root, *group.followers) if change.old and change.new} == {"correction"}


def test_a_figure_that_no_longer_counts_follows_the_one_that_does():
    """It is a row of its own then, and nobody has to read it twice."""
    after = (*BEFORE, reports(2022, "12", source="s2023", status="revised"))
    (group,) = moved(changes(rows(*BEFORE), rows(*after, as_of=dt.date(2024, 1, 1))))
    assert "superseded" in {flag for change in group.followers for flag in change.row.flags}


def test_another_rule_for_the_same_facts_is_method():
    """A goal that was made another leads what follows from it, and no figure has moved."""
    two = [target("reduce_by", percent_by_year={2021: by, 2022: 20, 2023: 30, 2024: 40}) for by in (10, 50)]
    sides = [edition_rows(world(*BEFORE[:2], reports(2021, "6", category="tyveri"), targets=[one]), 2021) for one in two]
    (group,) = moved(changes(*sides))
    assert (group.root.cause, group.root.row.aspect, group.root.row.year) == ("method", "step", 2021)
    assert [(change.old.value, change.new.value) for change in group.turned] == [("met", "not_met")]


def test_a_later_edition_is_held_against_the_one_before():
    """A new year's figures are new, those of the year before read beside them; nothing looks gone, and the verdict has moved on."""
    found = changes(rows(*BEFORE, year=2021), rows(*BEFORE, year=2022))
    (group,) = moved(found)
    assert (group.root.cause, str(group.root.earlier.value), str(group.root.new.value)) == ("new_figure", "8", "9")
    assert [change for change in found if change.cause == "gone"] == []
    verdict = next(change for change in found if change.row.measure == "verdict")
    assert (verdict.old.year, verdict.new.year, verdict.is_turned) == (2021, 2022, False)


def test_a_revision_of_an_earlier_year_is_seen_in_the_next_edition():
    """What the edition before said of 2021 and what this one says."""
    revised = reports(2021, "14", source="s2022", status="revised")
    found = roots(changes(rows(*BEFORE, year=2021), rows(*BEFORE, revised, year=2022)))
    change = found["revision", "observed", 2021]
    assert (str(change.old.value), str(change.new.value)) == ("8", "14")


def test_a_figure_that_was_hidden_to_protect_people_is_no_correction():
    """Its source says what it said."""
    few, many = (
        edition_rows(
            world(reports(2022, "4", source="levering")).__class__(**vars(world(reports(2022, value, source="levering")))), 2022
        )
        for value in ("4", "9")
    )
    (change,) = [change for change in changes(many, few) if not change.follows and change.row.measure == "observed"]
    assert (change.cause, change.new.status) == ("method", "suppressed")


def test_the_answers_about_a_plan_are_one_thing():
    """Forty answers are not forty lines."""
    names = ("cafe", "klub", "bad")
    tables = {"plans": (plan(),), "status": tuple(answer(name, "yes") for name in names)}
    promises = {"deliverables": tuple(promise(name, 3) for name in names)}
    groups = moved(changes(rows(*BEFORE), rows(*BEFORE, tables=tables | promises)))
    said = [group for group in groups if group.root.row.method in ("published", "promised")]
    assert sorted(group.root.row.indicator for group in said) == ["leverance", "paa_plan"]
    assert all({"cafe", "klub", "bad"} <= {change.row.activity for change in (group.root, *group.followers)} for group in said)


def test_the_largest_comes_first():
    """What turned a verdict; then what has another value, by how much; then what is new; then what is gone."""
    kinds = ("tyveri", "haervaerk", "tyveri_roeveri", "samlet")
    before = [*BEFORE, *(reports(2022, "100", category=kind) for kind in kinds[:3])]
    after = [
        *BEFORE[:2],
        reports(2022, "12"),
        *(reports(2022, value, category=kind) for value, kind in zip(("101", "150"), kinds, strict=False)),
    ]
    after += [reports(2022, "7", category="samlet")]
    said = [(group.root.cause, group.root.row.category) for group in moved(changes(rows(*before), rows(*after)))]
    expected = ["indbrud", "haervaerk", "tyveri", "samlet", "tyveri_roeveri"]
    assert [category for _, category in said] == expected
    assert [cause for cause, _ in said] == ["correction"] * 3 + ["new_figure", "gone"]


VALUES = st.lists(st.tuples(st.sampled_from(range(2020, 2023)), st.integers(0, 40)), max_size=3, unique_by=lambda pair: pair[0])


@settings(max_examples=15)
@given(VALUES, VALUES)
def test_there_and_back_is_the_same(one, other):
    """Whatever moved one way moves back the other way, and what follows names a row that stands for itself."""
    sides = [rows(*(reports(year, str(value)) for year, value in values), seen("pr_1000", 2020, "3.0")) for values in (one, other)]
    there, back = changes(*sides), changes(*reversed(sides))
    assert {(change.old, change.new) for change in there} == {(change.new, change.old) for change in back}
    leading = {change.row.id for change in there if not change.follows}
    assert len(leading) == sum(not change.follows for change in there)
    assert {change.follows for change in there if change.follows} <= leading


def test_every_pair_of_neighbours_in_the_projects_book_can_be_held_against_each_other(editions):
    """No figure that a source says is taken back from one edition to the next, and one edition holds against itself."""
    years = sorted(editions)
    for year, following in pairwise(years):
        found = changes(editions[year], editions[following])
        assert found
        assert [c.row.id for c in found if c.cause == "gone" and c.row.method == "published" and not c.row.plan] == []
        assert changes(editions[year], editions[year]) == ()
