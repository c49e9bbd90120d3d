"""Verdicts and what must be known beside them: changed categories, breaks, interim readings, rounding, pages.

Every expectation is worked out by hand from the figures in the test and the wording of the rule.
"""

from decimal import Decimal

import pytest
from invented import broken, reports, seen, target, world
from rows_in_tests import ids_of, only, pick, verdict_of

from analysis.indicators import columns_of, edition_rows, standing_of
from analysis.indicators.kinds.targets import held_against

WORDS = {
    "could_be_chance",
    "hardly_chance",
    "unjudged_break",
    "unjudged_category",
    "unknown_sample_size",
    "unknown_counts",
    "full_count",
}


def verdict_in(facts, edition):
    return verdict_of(edition_rows(facts, edition), "maal")


def known_beside(row):
    """A verdict's flags, but for what is said about chance."""
    return [flag for flag in row.flags if flag not in WORDS]


# A category that another took the place of


@pytest.mark.parametrize(
    ("rule", "scope", "count", "found"),
    [
        ("reduce_by", "broader", "195", "met"),
        ("reduce_by", "broader", "196", "undetermined"),
        ("reduce_by", "narrower", "195", "undetermined"),
        ("reduce_by", "narrower", "196", "not_met"),
        ("reduce_by", "other", "1", "undetermined"),
        ("at_most_baseline", "broader", "244", "met"),
        ("at_most_baseline", "broader", "245", "undetermined"),
        ("at_most_baseline", "narrower", "245", "not_met"),
        ("falls_from_baseline", "broader", "243", "met"),
        ("falls_from_baseline", "broader", "244", "undetermined"),
        ("falls_from_baseline", "narrower", "244", "not_met"),
        ("falls_each_year", "narrower", "244", "not_met"),
        ("at_least", "broader", "100", "undetermined"),
        ("at_least", "broader", "99", "not_met"),
        ("at_least", "narrower", "100", "met"),
        ("at_least", "narrower", "99", "undetermined"),
    ],
)
def test_the_figure_of_a_new_category_decides_only_what_it_proves(rule, scope, count, found):
    """244 thefts in the baseline, less 20 % 195; "at least" asks for 100."""
    more = {"percent_by_year": {2021: 20, 2022: 20, 2023: 20, 2024: 20}, "threshold": 100, "category": "tyveri"}
    facts = world(
        reports(2020, "244", "tyveri"), reports(2021, count, "tyveri_roeveri"), targets=[target(rule, **more)], follows=scope
    )
    row = verdict_in(facts, 2021)
    assert (row.value, row.successor) == (found, "tyveri_roeveri")
    decided = found != "undetermined"
    assert known_beside(row) == ["category_changed"] + ([] if decided else ["scope_undecided"])
    assert ("unjudged_category" in row.flags) is decided
    said = "category changed to tyveri_roeveri" + ("" if decided else "; what the new category covers decides nothing")
    assert said in columns_of(row)[11]


@pytest.mark.parametrize(
    ("before", "goal", "after", "found"),
    [("244", 195, "128", "met"), ("73", 58, "66", "undetermined")],
    ids=["theft of 2015 counts robbery too", "violence of 2015 counts weapons too"],
)
def test_the_broader_categories_of_2015_prove_that_a_target_was_met_and_never_that_it_was_not(before, goal, after, found):
    """128 thefts and robberies keep within 195 thefts; of 66 cases of violence or weapons 58 or fewer can be violence.

    244 less 20 % is 195.2, 73 less 20 % is 58.4: the agreement's own table says 195 and 58.
    """
    goals = target("reduce_by", category="tyveri", percent_by_year=dict.fromkeys(range(2021, 2025), 20))
    facts = world(reports(2020, before, "tyveri"), reports(2021, after, "tyveri_roeveri"), targets=[goals], follows="broader")
    rows = edition_rows(facts, 2021)
    assert only(rows, measure="target", year=2021).value == goal
    assert verdict_of(rows, "maal").value == found


def test_a_figure_of_the_categorys_own_goes_before_its_successors():
    """The successor is only looked for where there is none; the verdict then has no such flag."""
    facts = world(
        *(reports(year, "10", "tyveri") for year in (2020, 2021)),
        reports(2021, "40", "tyveri_roeveri"),
        targets=[target("at_most_baseline", category="tyveri")],
        follows="other",
    )
    row = verdict_in(facts, 2021)
    assert (row.value, row.successor, known_beside(row)) == ("met", "", [])


def test_a_successor_without_a_figure_is_no_observation():
    """A hidden figure proves nothing, and the verdict says what is missing."""
    facts = world(
        reports(2020, "10", "tyveri"),
        reports(2021, None, "tyveri_roeveri", status="suppressed"),
        targets=[target("at_most_baseline", category="tyveri")],
        follows="broader",
    )
    row = verdict_in(facts, 2021)
    assert (row.value, row.flags) == ("undetermined", ("no_observation",))


# Breaks of supplier and question


@pytest.mark.parametrize(("kind", "flag"), [("supplier", "supplier_changed"), ("question", "question_changed")])
@pytest.mark.parametrize(("after", "found"), [("25", "met"), ("35", "not_met")])
def test_across_a_break_a_verdict_stays_to_the_letter_with_a_flag_and_without_a_word_about_chance(kind, flag, after, found):
    """30 % asked by one supplier, 25 % or 35 % by another; how many answered is known and does not help."""
    figures = (seen("utryg", 2020, "30", n=900), seen("utryg", 2021, after, n=900))
    facts = world(*figures, targets=[target("at_most_baseline", "utryg")], breaks=[broken(kind, 2021)])
    rows = edition_rows(facts, 2021)
    row = verdict_of(rows, "maal")
    assert (row.value, row.flags) == (found, (flag, "unjudged_break"))
    assert columns_of(row)[11] == f"at_most_baseline; {kind} changed since 2020; cannot be judged: series broken"
    assert pick(rows, measure="change") == pick(rows, measure="change_pct") == []


def test_across_a_break_no_counts_are_tested():
    """40 and 20 reports: no change, no ratio, no p-value; each by itself keeps its interval."""
    facts = world(reports(2020, "40"), reports(2021, "20"), targets=[target("at_most_baseline")], breaks=[broken("supplier", 2021)])
    rows = edition_rows(facts, 2021)
    assert pick(rows, against_year=2020, measure="p_value") == pick(rows, measure="change") == pick(rows, aspect="ratio") == []
    assert pick(rows, aspect="holm") == []
    assert {row.year for row in pick(rows, aspect="interval")} == {2020, 2021}
    assert verdict_of(rows, "maal").flags == ("supplier_changed", "unjudged_break")


def test_on_one_side_of_a_break_everything_is_computed():
    """The break is from 2021; 2021 and 2022 are both on its new side, and so is a baseline of 2021."""
    facts = world(
        *(reports(year, count) for year, count in ((2020, "40"), (2021, "40"), (2022, "20"))),
        targets=[target("at_most_baseline", baseline_year=2021, years=[2022, 2023])],
        breaks=[broken("supplier", 2021)],
    )
    rows = edition_rows(facts, 2022)
    assert verdict_of(rows, "maal").flags == ("hardly_chance",)
    assert only(rows, measure="change").value == -20
    assert len(pick(rows, aspect="holm", measure="p_value")) == 1


def test_a_fall_each_year_looks_only_for_a_break_since_last_year():
    """The baseline of 2020 lies before the break from 2022; the verdict of 2022 does too, that of 2023 is held against 2022."""
    figures = [seen("utryg", year, share) for year, share in ((2020, "40"), (2021, "30"), (2022, "20"), (2023, "10"))]
    facts = world(*figures, targets=[target("falls_each_year", "utryg")], breaks=[broken("question", 2022)])
    found = {year: known_beside(verdict_in(facts, year)) for year in (2021, 2022, 2023)}
    assert found == {2021: [], 2022: ["question_changed"], 2023: []}
    assert verdict_in(facts, 2022).against_year == 2021


def test_between_two_measurements_one_break_is_enough():
    """The change is from the measurement before, and 2020 to 2023 leaps over the break of 2022."""
    facts = world(
        seen("utryg", 2020, "40"), seen("utryg", 2023, "30"), targets=[target("at_most_baseline", "utryg")], breaks=[broken()]
    )
    rows = edition_rows(facts, 2023)
    assert pick(rows, measure="change") == []
    assert verdict_of(rows, "maal").value == "met"


GAPS = [seen("utryg", year, share, geography=area) for area, year, share in (
    ("kvarter", 2020, "30"), ("by", 2020, "10"), ("kvarter", 2024, "25"), ("by", 2024, "10"),
)]  # fmt: skip


@pytest.mark.parametrize(
    ("geographies", "flags"),
    [
        ([], ["supplier_changed"]),
        (["kvarter"], ["supplier_changed"]),
        (["by"], ["supplier_changed"]),
        (["nabo"], []),
    ],
    ids=["all areas", "the quarter's own", "the city's", "another area's"],
)
def test_an_approach_rests_on_both_areas_so_a_break_of_either_touches_it(geographies, flags):
    """20 points apart, then 15. A break of an area that is on neither side does not matter."""
    facts = world(*GAPS, targets=[target("approaches", "utryg", reference="by")], breaks=[broken(geographies=geographies)])
    row = verdict_in(facts, 2024)
    assert (row.value, known_beside(row)) == ("met", flags)


@pytest.mark.parametrize(("geographies", "flags"), [(["by"], []), (["kvarter"], ["supplier_changed"])])
def test_a_break_of_another_area_does_not_touch_a_figure(geographies, flags):
    """The quarter's own figure is held against its own baseline."""
    facts = world(*GAPS, targets=[target("at_most_baseline", "utryg")], breaks=[broken(geographies=geographies)])
    rows = edition_rows(facts, 2024)
    assert known_beside(verdict_of(rows, "maal")) == flags
    assert [row.geography for row in pick(rows, measure="change")] == (["kvarter"] if not flags else ["by"])


def test_without_a_verdict_there_is_nothing_to_say_of_a_break():
    """A missing figure is the reason; monitoring and the baseline's own year compare nothing."""
    monitored = target("monitor", id="foelges", category="haervaerk")
    facts = world(
        reports(2020, "40"),
        reports(2021, "9", "haervaerk"),
        targets=[target("at_most_baseline"), monitored],
        breaks=[broken("supplier", 2021)],
    )
    rows = edition_rows(facts, 2021)
    assert (verdict_of(rows, "maal").flags, verdict_of(rows, "foelges").flags) == (("no_observation",), ())
    assert verdict_in(facts, 2020).flags == ("baseline_year",)


# Interim readings


def test_an_approach_is_read_on_the_way_until_its_last_year():
    """By 2024: 2021 to 2023 are interim, 2024 is not, and in the baseline's own year there is nothing to read."""
    figures = [
        seen("utryg", year, share, geography=area)
        for year in range(2020, 2025)
        for area, share in (("kvarter", "30"), ("by", "10"))
    ]
    facts = world(*figures, targets=[target("approaches", "utryg", reference="by")])
    found = {year: (verdict_in(facts, year).value, standing_of(verdict_in(facts, year))) for year in range(2020, 2025)}
    assert found == {
        2020: ("undetermined", "baseline"),
        2021: ("not_met", "interim_not_met"),
        2022: ("not_met", "interim_not_met"),
        2023: ("not_met", "interim_not_met"),
        2024: ("not_met", "not_met"),
    }


@pytest.mark.parametrize("rule", ["at_most_baseline", "falls_each_year", "falls_from_baseline", "at_least", "reduce_by"])
def test_a_target_with_a_final_year_is_read_on_the_way_there(rule):
    """Under every rule; without a final year each year is judged for itself."""
    more = {"threshold": 5, "percent_by_year": dict.fromkeys(range(2021, 2025), 10)}
    counts = [reports(year, "40") for year in (2020, 2021, 2022)]
    for final, interim in ((2022, {2021: True, 2022: False}), (None, {2021: False, 2022: False})):
        facts = world(*counts, targets=[target(rule, final_year=final, **more)])
        assert {year: "interim" in verdict_in(facts, year).flags for year in interim} == interim


def test_a_level_can_have_a_final_year_too():
    """ "middel" in 2021 keeps "middel" by 2022."""
    figures = [seen("trin", year, level="middel") for year in (2020, 2021, 2022)]
    facts = world(*figures, targets=[target("level", "trin", level="middel", final_year=2022)])
    assert [standing_of(verdict_in(facts, year)) for year in (2020, 2021, 2022)] == ["baseline", "interim_met", "met"]


def test_what_cannot_be_judged_is_never_interim():
    """Undetermined and monitored stay what they are before the last year."""
    goals = [target("at_most_baseline", final_year=2024), target("monitor", id="foelges", final_year=2024, category="haervaerk")]
    facts = world(reports(2020, "40"), reports(2021, "9", "haervaerk"), targets=goals)
    rows = edition_rows(facts, 2021)
    assert [standing_of(verdict_of(rows, name)) for name in ("maal", "foelges")] == ["undetermined", "monitored"]


# Rounding


@pytest.mark.parametrize(
    ("rule", "before", "after", "flagged"),
    [
        ("falls_each_year", "17", "17", True),
        ("falls_each_year", "17", "18", False),
        ("falls_each_year", "18", "17", False),
        ("at_most_baseline", "17", "17", True),
        ("at_most_baseline", "17.0", "17.0", True),
        ("at_most_baseline", "17", "17.4", True),
        ("at_most_baseline", "17", "17.5", True),
        ("at_most_baseline", "17", "17.6", False),
        ("at_most_baseline", "17.0", "17.1", False),
        ("falls_from_baseline", "0", "0", True),
        ("reduce_by", "20", "18", True),
        ("reduce_by", "20", "17", False),
    ],
)
def test_a_share_that_rounding_alone_could_turn_is_flagged(rule, before, after, flagged):
    """17 was 16.5 to 17.5, so two of them may be up to 1 apart; less 10 % 20 is 18. Exactly as far apart is enough to tell."""
    ten = dict.fromkeys(range(2021, 2025), 10)
    facts = world(seen("utryg", 2020, before), seen("utryg", 2021, after), targets=[target(rule, "utryg", percent_by_year=ten)])
    assert ("within_rounding" in verdict_in(facts, 2021).flags) is flagged


@pytest.mark.parametrize(
    ("figures", "flagged"),
    [
        (("17", "9", "17", "9"), True),
        (("17", "9", "18", "9"), True),
        (("17", "9", "16", "9"), True),
        (("17", "9", "19", "9"), False),
        (("17.0", "9.0", "17.1", "9.0"), True),
        (("17.0", "9.0", "17.2", "9.0"), False),
        (("17.0", "9", "18.0", "9"), True),
        (("17.0", "9.0", "18.0", "9"), True),
        (("17.0", "9.0", "19.0", "9"), False),
    ],
    ids=[
        "8, 8",
        "8, 9",
        "8, 7",
        "8, 10",
        "8.0, 8.1",
        "8.0, 8.2",
        "the city's whole",
        "one year's whole",
        "one year's whole, 8 to 10",
    ],
)
def test_a_gap_rests_on_four_rounded_figures(figures, flagged):
    """Of whole percentages two gaps are told apart from 2 points; of tenths from 0.2; a gap is as fine as its coarser side."""
    places = [(2020, "kvarter"), (2020, "by"), (2021, "kvarter"), (2021, "by")]
    shares = [seen("utryg", year, share, geography=area) for (year, area), share in zip(places, figures, strict=True)]
    facts = world(*shares, targets=[target("approaches", "utryg", reference="by")])
    assert ("within_rounding" in verdict_in(facts, 2021).flags) is flagged


def test_counts_were_never_rounded():
    """17 reports are 17."""
    facts = world(reports(2020, "17"), reports(2021, "17"), targets=[target("at_most_baseline")])
    assert "within_rounding" not in verdict_in(facts, 2021).flags


@pytest.mark.parametrize(("stated", "flagged"), [("75", True), ("76", False)])
def test_a_threshold_is_exact_and_the_share_held_against_it_may_not_be(stated, flagged):
    """75 % may have been 74.5; 76 % was at least 75.5."""
    facts = world(seen("andel", 2021, stated), targets=[target("at_least", "andel", threshold=75, baseline_year=None)])
    row = verdict_in(facts, 2021)
    assert (row.value, "within_rounding" in row.flags) == ("met", flagged)


def test_a_share_that_the_book_works_out_is_exact():
    """3 of 4 is 75, whatever the source rounds it to."""
    facts = world(
        seen("med", 2021, "3"),
        seen("alle", 2021, "4"),
        seen("andel", 2021, "75"),
        targets=[target("at_least", "andel", threshold=75)],
    )
    row = verdict_in(facts, 2021)
    assert (row.value, row.flags, ids_of(row)) == ("met", ("full_count",), ["med.kvarter.2021.s2021", "alle.kvarter.2021.s2021"])


# Pages


@pytest.mark.parametrize(
    ("sources", "flagged"),
    [(("s2020", "s2021"), False), (("side", "s2021"), True), (("s2020", "side"), True)],
    ids=["documents only", "the goal from a page", "the figure from a page"],
)
def test_a_verdict_that_rests_on_a_page_says_so(sources, flagged):
    """Whichever of the two it is."""
    figures = [reports(year, "40", source=source) for year, source in zip((2020, 2021), sources, strict=True)]
    row = verdict_in(world(*figures, targets=[target("at_most_baseline")]), 2021)
    assert ("from_page" in row.flags) is flagged
    assert ("rests on a page, not on the partnership's documents" in columns_of(row)[11]) is flagged


def test_a_page_that_only_repeats_a_figure_is_not_what_a_verdict_rests_on():
    """The document counts."""
    figures = [reports(2020, "40"), reports(2021, "40"), reports(2021, "40", source="side")]
    row = verdict_in(world(*figures, targets=[target("at_most_baseline")]), 2021)
    assert "from_page" not in row.flags


# What a year is held against, and the agreed steps


@pytest.mark.parametrize(
    ("rule", "year", "against"),
    [
        ("at_most_baseline", 2023, 2020),
        ("reduce_by", 2023, 2020),
        ("falls_from_baseline", 2023, 2020),
        ("approaches", 2023, 2020),
        ("falls_each_year", 2023, 2022),
        ("falls_each_year", 2021, 2020),
        ("at_least", 2023, None),
        ("level", 2023, None),
        ("monitor", 2023, None),
    ],
)
def test_each_rule_holds_a_year_against_its_own(rule, year, against):
    """The baseline, last year, or no year at all."""
    more = {"reference": "by", "threshold": 1, "percent_by_year": dict.fromkeys(range(2021, 2025), 5)}
    facts = world(targets=[target(rule, **more)])
    assert held_against(facts.agreements[0].targets[0], year) == against


def test_the_agreed_steps_stand_beside_the_goals_that_they_make():
    """70 less 10, 15, 20 and 25 % is 63, 59.5, 56 and 52.5: as whole reports 63, 60, 56 and 53."""
    facts = world(reports(2020, "70"), targets=[target("reduce_by", percent_by_year={2021: 10, 2022: 15, 2023: 20, 2024: 25})])
    rows = edition_rows(facts, 2020)
    goals = {row.year: row.value for row in pick(rows, measure="target")}
    steps = {row.year: (row.value, row.unit, row.against_year, columns_of(row)[11]) for row in pick(rows, aspect="step")}
    assert goals == {2021: 63, 2022: 60, 2023: 56, 2024: 53}
    said = "step of the agreement, per cent of 2020"
    assert steps == {year: (-percent, "percent", 2020, said) for year, percent in ((2021, 10), (2022, 15), (2023, 20), (2024, 25))}
    assert {row.measure for row in pick(rows, aspect="step")} == {"change_pct"}


def test_a_step_without_a_baseline_makes_no_goal_and_is_not_shown():
    """There is nothing to take a share of."""
    facts = world(reports(2021, "70"), targets=[target("reduce_by", percent_by_year=dict.fromkeys(range(2021, 2025), 10))])
    rows = edition_rows(facts, 2021)
    assert pick(rows, measure="target") == pick(rows, aspect="step") == []
    assert verdict_of(rows, "maal").flags == ("no_reference",)


def test_a_rates_goal_has_its_decimals():
    """24.2 per 1,000 less 10 % is 21.8, not 22."""
    ten = dict.fromkeys(range(2021, 2025), 10)
    facts = world(
        seen("pr_1000", 2020, "24.2"), seen("pr_1000", 2021, "21.9"), targets=[target("reduce_by", "pr_1000", percent_by_year=ten)]
    )
    rows = edition_rows(facts, 2021)
    assert only(rows, measure="target", year=2021).value == Decimal("21.8")
    assert verdict_of(rows, "maal").value == "not_met"


def test_a_distance_is_in_the_indicators_own_unit():
    """Percentage points between percentages; numbers per 1,000 lie so many per 1,000 apart."""
    figures = [
        seen(key, year, value, geography=area)
        for key in ("utryg", "pr_1000")
        for year, area, value in ((2020, "kvarter", "30"), (2020, "by", "10"), (2021, "kvarter", "25"), (2021, "by", "10"))
    ]
    units = {}
    for key in ("utryg", "pr_1000"):
        facts = world(*figures, targets=[target("approaches", key, reference="by", years=[2021])])
        units[key] = only(edition_rows(facts, 2021), measure="target").unit
    assert units == {"utryg": "percentage_points", "pr_1000": "per_1000"}
