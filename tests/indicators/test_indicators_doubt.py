"""What is said about chance beside a verdict, and that verdict, change, test and doubt hold a figure against one and the same year."""

import math
from decimal import Decimal

import pytest
from invented import broken, reports, seen, target, world
from rows_in_tests import only, pick, verdict_of
from statsmodels.stats.proportion import proportion_confint

from analysis.indicators import edition_rows
from analysis.indicators.doubt import doubt_of_shares

Z = 1.959963984540054  # the normal quantile of 97.5 %


def sized(share, n, deff=None):
    """A share and the figure that says how many answered: one and the same."""
    row = seen("utryg", 2021, share, n=Decimal(n), deff=None if deff is None else Decimal(deff))
    return row, row


def newcombe(before, after):
    """Newcombe's interval of after less before, by his own formula from two Wilson intervals; shares in per cent, effective sizes."""
    (p1, n1), (p2, n2) = ((share / 100, size) for share, size in (after, before))
    (l1, u1), (l2, u2) = (proportion_confint(p * n, n, method="wilson") for p, n in ((p1, n1), (p2, n2)))
    return p1 - p2 - math.hypot(p1 - l1, u2 - p2), p1 - p2 + math.hypot(u1 - p1, p2 - l2)


def test_a_fall_that_is_clear_however_the_shares_were_rounded_is_hardly_chance():
    """27 % of 412 to 15 % of 430, design effect 1.3. At worst 26.5 to 15.5, of 316.9 and 330.8 effective answers.

    By hand the pooled share is 0.209, the standard error 0.0320 and z = 0.11/0.0320 = 3.4; Newcombe's upper limit is below 0.
    """
    assert doubt_of_shares(sized("27", 412, "1.3"), sized("15", 430, "1.3")) == "hardly_chance"
    first, second = 412 / 1.3, 430 / 1.3
    pooled = (0.265 * first + 0.155 * second) / (first + second)
    assert 0.11 / math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second)) == pytest.approx(3.4, abs=0.05)
    assert newcombe((26.5, first), (15.5, second))[1] < -0.04


@pytest.mark.parametrize(
    ("before", "after", "n", "found"),
    [
        ("27", "26", 400, "could_be_chance"),
        ("27", "27", 400, "could_be_chance"),
        ("20", "17", 1000, "rounded_shares"),
        ("17", "20", 1000, "rounded_shares"),
        ("20.0", "17.0", 1000, "could_be_chance"),
        ("20.0", "16.0", 1000, "hardly_chance"),
        ("16.0", "20.0", 1000, "hardly_chance"),
        ("27", "27", 1_000_000, "rounded_shares"),
        ("0", "0", 50, "could_be_chance"),
        ("100", "100", 50, "could_be_chance"),
        ("100", "0", 50, "hardly_chance"),
    ],
)
def test_shares_are_judged_by_the_worst_and_the_best_that_rounding_can_have_done(before, after, n, found):
    """20 to 17 % of 1,000: 19.5 to 17.5 could be chance, 20.5 to 16.5 hardly, so it cannot be said; in tenths it can."""
    assert doubt_of_shares(sized(before, n), sized(after, n)) == found


@pytest.mark.parametrize("n", [150, 400, 900, 2500])
@pytest.mark.parametrize("before", [5, 20, 50])
@pytest.mark.parametrize("after", [2, 5, 16, 20, 22, 45, 60])
def test_the_word_follows_from_newcombes_interval_worked_out_from_two_wilson_intervals(before, after, n):
    """At the four corners of what the whole percentages can have been, by formulas of the test's own."""
    step = 0.5 if after >= before else -0.5
    close = newcombe((before + step, n), (after - step, n))
    apart = newcombe((before - step, n), (after + step, n))
    clear = [low > 0 if after >= before else high < 0 for low, high in (close, apart)]
    word = {(True, True): "hardly_chance", (False, False): "could_be_chance", (False, True): "rounded_shares"}[tuple(clear)]
    assert doubt_of_shares(sized(str(before), n), sized(str(after), n)) == word


def test_a_design_effect_below_1_makes_a_sample_surer():
    """20.0 to 17.0 % of 1,000 could be chance; drawn so well that it counts as 2,500 each, hardly."""
    assert doubt_of_shares(sized("20.0", 1000), sized("17.0", 1000)) == "could_be_chance"
    assert doubt_of_shares(sized("20.0", 1000, "0.4"), sized("17.0", 1000, "0.4")) == "hardly_chance"


# In the table


def test_shares_with_sample_sizes_are_judged_beside_their_verdict():
    """27 to 15 % is a fall, and hardly chance; without one of the sizes that cannot be judged."""
    known = {"n": Decimal(412), "deff": Decimal("1.3")}
    goal = target("falls_each_year", "utryg")
    for more, word in ((known, "hardly_chance"), ({}, "unknown_sample_size")):
        facts = world(seen("utryg", 2020, "27", **known), seen("utryg", 2021, "15", **more), targets=[goal])
        row = verdict_of(edition_rows(facts, 2021), "maal")
        assert (row.value, row.flags) == ("met", (word,))


def test_a_gap_between_four_shares_is_not_judged():
    """Two gaps of two samples each: no test of the project's says anything of that."""
    figures = [
        seen("utryg", year, share, geography=area, n=Decimal(500))
        for year, area, share in ((2020, "kvarter", "30"), (2020, "by", "10"), (2021, "kvarter", "15"), (2021, "by", "10"))
    ]
    row = verdict_of(edition_rows(world(*figures, targets=[target("approaches", "utryg", reference="by")]), 2021), "maal")
    assert (row.value, row.flags) == ("met", ("interim", "rounded_shares"))


TOTAL = {
    "indicator": "anmeldelser",
    "category": "samlet",
    "geography": "kvarter",
    "years": [2020, 2021],
    "parts": ["indbrud", "haervaerk"],
}


@pytest.mark.parametrize("totals", [[TOTAL], []], ids=["the agreement says what it sums", "its role says that it is a sum"])
def test_a_total_is_tested_by_itself_and_never_a_member_of_the_family(totals):
    """100 to 60 in all: 60 of 160 is z = 3.2 from a half, hardly chance. 50 to 30 twice: z = 2.2, p = 0.03, twice that after Holm."""
    counts = [reports(2020, "50", key) for key in ("indbrud", "haervaerk")] + [
        reports(2021, "30", key) for key in ("indbrud", "haervaerk")
    ]
    counts += [reports(2020, "100", "samlet"), reports(2021, "60", "samlet")]
    goals = [target("at_most_baseline", id=key, category=key) for key in ("indbrud", "haervaerk", "samlet")]
    crime = {
        "name": "Crime",
        "short": "Crime",
        "theme": "kriminalitet",
        "instrument": "maaling",
        "definition": ".",
        "unit": "count",
    }
    facts = world(*counts, targets=goals, totals=totals, indicators={"anmeldelser": crime | {"role": "crime"}})
    if not totals:
        sums = facts.indicators["anmeldelser"].categories["samlet"].model_copy(update={"role": "total"})
        categories = facts.indicators["anmeldelser"].categories | {"samlet": sums}
        facts.indicators["anmeldelser"] = facts.indicators["anmeldelser"].model_copy(update={"categories": categories})
    rows = edition_rows(facts, 2021)
    assert {name: verdict_of(rows, name).flags for name in ("indbrud", "haervaerk", "samlet")} == {
        "indbrud": ("could_be_chance",),
        "haervaerk": ("could_be_chance",),
        "samlet": ("hardly_chance",),
    }
    family = pick(rows, aspect="holm", measure="p_value")
    assert [(row.target, row.family) for row in family] == [("indbrud", 2), ("haervaerk", 2)]
    alone, corrected = (only(rows, measure="p_value", aspect=aspect, target="indbrud").known for aspect in ("chance", "holm"))
    assert float(corrected) == pytest.approx(2 * float(alone))
    assert (only(rows, aspect="holm", measure="count").value, only(rows, aspect="holm", measure="count").agreement) == (2, "aftale")


def test_everything_about_a_yearly_fall_is_held_against_last_year():
    """100, 50, 48: since last year hardly anything, since the baseline half. Verdict, change, ratio, p and doubt all say 50."""
    counts = [reports(year, count) for year, count in ((2020, "100"), (2021, "50"), (2022, "48"))]
    rows = edition_rows(world(*counts, targets=[target("falls_each_year")]), 2022)
    row = verdict_of(rows, "maal")
    assert (row.value, row.against_year, row.flags) == ("met", 2021, ("could_be_chance",))
    goal = only(rows, measure="target", year=2022)
    assert (goal.value, goal.against_year) == (50, 2021)
    assert only(rows, measure="change", against_year=2021).value == -2
    compared = [*pick(rows, aspect="ratio"), *pick(rows, aspect="chance"), *pick(rows, aspect="holm", measure="p_value")]
    assert len(compared) == 5
    assert {row.against_year for row in compared} == {2021}
    assert only(rows, measure="rate", aspect="ratio").value == Decimal("0.96")
    assert {fact.id for row in compared for fact in row.inputs} == {
        f"anmeldelser.indbrud.kvarter.{year}.s{year}" for year in (2021, 2022)
    }


def test_a_fall_from_the_baseline_is_held_against_the_baseline():
    """The same counts under another rule: 48 against 100."""
    counts = [reports(year, count) for year, count in ((2020, "100"), (2021, "50"), (2022, "48"))]
    rows = edition_rows(world(*counts, targets=[target("falls_from_baseline")]), 2022)
    assert verdict_of(rows, "maal").flags == ("hardly_chance",)
    assert {row.against_year for row in pick(rows, aspect="chance")} == {2020}
    assert {row.against_year: row.value for row in pick(rows, measure="change")} == {2021: -2, 2020: -52}


@pytest.mark.parametrize(
    ("rule", "strict"), [("at_most_baseline", False), ("falls_each_year", True), ("falls_from_baseline", True)]
)
@pytest.mark.parametrize("base", [1, 6, 40])
def test_luck_asks_for_fewer_where_the_rule_does(rule, strict, base):
    """Two years of the same mean: P(Y <= X) is (1 + P(X = Y))/2, P(Y < X) what is left of the other half. Summed by hand."""
    chance = [math.exp(count * math.log(base) - base - math.lgamma(count + 1)) for count in range(200)]
    same = sum(p * p for p in chance)
    rows = edition_rows(world(reports(2020, str(base)), targets=[target(rule)]), 2020)
    luck = only(rows, aspect="luck")
    assert float(luck.known) == pytest.approx(100 * (1 - same if strict else 1 + same) / 2)
    assert luck.unit == "percent"


def test_two_zeros_cannot_be_compared_and_one_can():
    """0 after 0 has no ratio; 0 after 9 has, and 9 against 0 is hardly chance (p = 2/512)."""
    for before, after, word in (("0", "0", "unknown_counts"), ("9", "0", "hardly_chance"), ("0", "0", "unknown_counts")):
        row = verdict_of(
            edition_rows(world(reports(2020, before), reports(2021, after), targets=[target("at_most_baseline")]), 2021), "maal"
        )
        assert (row.value, row.flags) == ("met", (word,))


def test_a_verdict_has_one_word_about_chance_and_no_other_row_of_the_formal_ones_has_any(editions):
    """Met and not met: exactly one. Undetermined and monitored: none."""
    words = {"could_be_chance", "hardly_chance", "full_count", "rounded_shares"}
    words |= {"unknown_sample_size", "unknown_counts", "unjudged_category", "unjudged_break", "unjudged_suppressed"}
    for rows in editions.values():
        for row in pick(rows, measure="verdict"):
            assert len(words & set(row.flags)) == (row.value in ("met", "not_met")), row.id


@pytest.mark.parametrize("kind", ["supplier", "question"])
def test_known_sample_sizes_do_not_help_across_a_break(kind):
    """Two samples of two questions are no test of a change."""
    figures = [seen("utryg", year, share, n=Decimal(2000)) for year, share in ((2020, "40"), (2021, "10"))]
    facts = world(*figures, targets=[target("falls_each_year", "utryg")], breaks=[broken(kind, 2021)])
    assert verdict_of(edition_rows(facts, 2021), "maal").flags[-1] == "unjudged_break"


def test_a_threshold_is_no_change():
    """A number that is to be at least so many is held against that, and not against what was counted in another year."""
    facts = world(reports(2020, "20"), reports(2021, "35"), targets=[target("at_least", threshold=30)])
    rows = edition_rows(facts, 2021)
    assert verdict_of(rows, "maal").flags[-1] == "unjudged_threshold"
    assert [row for row in rows if row.target and row.aspect in ("holm", "chance", "ratio", "visible", "luck", "power")] == []
