"""How many verdicts there are of each standing: in an edition, and in all up to it."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from invented import reports, target, world
from rows_in_tests import pick

from analysis.data import load
from analysis.indicators import JUDGED, all_edition_rows, edition_rows, standing_of

NONE = dict.fromkeys(
    ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "monitored", "baseline", "judged", "targets"), 0
)


def counted(rows, aspect):
    return {row.category: int(row.known) for row in pick(rows, measure="count", aspect=aspect)}


def with_targets(counts):
    """Some counts with the number of targets: what was judged, and what could not be."""
    return NONE | counts | {"targets": counts.get("judged", 0) + counts.get("undetermined", 0)}


def by_hand(rows):
    """The verdicts of some rows counted anew, from value and flags alone."""
    found = Counter()
    for row in pick(rows, measure="verdict"):
        interim = "interim_" if "interim" in row.flags and row.value in ("met", "not_met") else ""
        found["baseline" if "baseline_year" in row.flags else f"{interim}{row.value}"] += 1
        found["judged"] += row.value in ("met", "not_met")
        found["targets"] += row.value in ("met", "not_met") or (row.value == "undetermined" and "baseline_year" not in row.flags)
    return NONE | found


# By hand, from tests/mini: 2030 is the baseline of both crime targets. 2031: 53 burglaries within 53, 21 vandalism above 20.
# 2032: burglary hidden, vandalism 20 (revised to 19 on 1 June 2033) within 20, unsafe 29 after 30.
BY_HAND = [
    (2031, "2031-12-31", {"baseline": 2}, {"baseline": 2}),
    (
        2032,
        "2032-12-31",
        {"met": 1, "not_met": 1, "judged": 2, "baseline": 1},
        {"met": 1, "not_met": 1, "judged": 2, "baseline": 3},
    ),
    (
        2033,
        "2033-12-31",
        {"met": 2, "judged": 2, "undetermined": 1},
        {"met": 3, "not_met": 1, "judged": 4, "undetermined": 1, "baseline": 3},
    ),
    (
        2033,
        "2033-05-31",
        {"met": 2, "judged": 2, "undetermined": 1},
        {"met": 3, "not_met": 1, "judged": 4, "undetermined": 1, "baseline": 3},
    ),
    (2033, "2033-04-30", {"undetermined": 3}, {"met": 1, "not_met": 1, "judged": 2, "undetermined": 3, "baseline": 3}),
    (2033, "2032-04-30", {"undetermined": 3}, {"undetermined": 5, "baseline": 3}),
    (2031, "2031-02-28", {}, {}),
]


@pytest.mark.parametrize(("edition", "day", "own", "so_far"), BY_HAND)
def test_the_counts_of_the_miniature_partnership(mini, edition, day, own, so_far):
    """In the edition, and in all of them as they are on that day: one before it as of its own day, or the day asked for."""
    rows = edition_rows(load(mini), edition, dt.date.fromisoformat(day))
    assert counted(rows, "verdicts") == with_targets(own)
    assert counted(rows, "so_far") == with_targets(so_far)


@pytest.mark.parametrize("folder", ["data", "tests/mini/data"])
def test_every_count_is_that_of_the_verdict_rows(root, folder):
    """Of the edition's own rows, and of the rows of all editions up to it: every verdict once."""
    facts = load(root / folder)
    rows = all_edition_rows(facts)
    for edition in facts.partnership.editions:
        own = [row for row in rows if row.edition == edition.year]
        assert counted(own, "verdicts") == by_hand(own)
        assert counted(own, "so_far") == by_hand([row for row in rows if row.edition <= edition.year])


@pytest.mark.parametrize(("edition", "day"), [(2022, "2022-05-24"), (2016, "2014-01-01"), (2022, "2030-01-01")])
def test_counts_on_another_day_are_of_the_rows_of_that_day(facts, edition, day):
    """An edition before is never newer than its own day."""
    last = dt.date.fromisoformat(day)
    rows = edition_rows(facts, edition, last)
    before = [
        row for e in facts.partnership.editions if e.year < edition for row in edition_rows(facts, e.year, min(e.as_of, last))
    ]
    assert counted(rows, "verdicts") == by_hand(rows)
    assert counted(rows, "so_far") == by_hand([*before, *rows])


def test_a_hidden_figure_is_counted_as_undetermined():
    """2 reports from a delivery are hidden: the count says neither that the target was met nor that it was not."""
    facts = world(reports(2020, "40"), reports(2021, "2", source="levering"), targets=[target("at_most_baseline")])
    rows = edition_rows(facts, 2021)
    assert counted(rows, "verdicts") == with_targets({"undetermined": 1})
    assert counted(rows, "so_far") == with_targets({"undetermined": 1, "baseline": 1})


def test_interim_readings_are_counted_apart_and_are_judged():
    """One before its final year, one in it."""
    goals = [target("at_most_baseline", id="paa-vej", final_year=2024), target("at_most_baseline", id="nu", final_year=2021)]
    facts = world(reports(2020, "40"), reports(2021, "30"), targets=goals)
    assert counted(edition_rows(facts, 2021), "verdicts") == with_targets({"met": 1, "interim_met": 1, "judged": 2})


def test_the_judged_are_the_met_and_the_not_met_interim_or_not():
    """What is undetermined, monitored or a baseline has no verdict on a figure."""
    assert {"met", "not_met", "interim_met", "interim_not_met"} == JUDGED


def test_a_count_rests_on_what_its_verdicts_rest_on(mini):
    """The inputs of the counted verdicts, each once; a count of none has none."""
    rows = edition_rows(load(mini), 2032)
    verdicts = [row for row in pick(rows, measure="verdict") if standing_of(row) == "met"]
    (count,) = pick(rows, measure="count", aspect="verdicts", category="met")
    assert list(count.inputs) == list(dict.fromkeys(fact for row in verdicts for fact in row.inputs))
    assert all(row.inputs == () for row in pick(rows, measure="count", aspect="verdicts") if row.value == 0)


def test_without_any_target_every_count_is_none():
    """An agreement that only describes."""
    rows = edition_rows(world(reports(2020, "40")), 2020)
    assert counted(rows, "verdicts") == counted(rows, "so_far") == NONE


def test_editions_need_not_stand_in_order():
    """The counts so far are of the years before, wherever they stand in the file."""
    facts = world(reports(2020, "40"), reports(2021, "30"), targets=[target("at_most_baseline")])
    turned = replace(facts, partnership=facts.partnership.model_copy(update={"editions": facts.partnership.editions[::-1]}))
    assert counted(edition_rows(turned, 2021), "so_far") == counted(edition_rows(facts, 2021), "so_far")
