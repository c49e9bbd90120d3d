"""Parts of years, made figures, a source's own limits, groups, themes and the newer rules: what the results say of them, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import measured, reports, seen, target, world

from analysis.data import PARTS_OF_A_YEAR, part_of_year
from analysis.errors import NotComparable
from analysis.indicators import csv_of, edition_rows, measures, themes_with_news
from analysis.indicators.frame import COLUMNS, frame_of

FLOW = {"sager": measured("count", adds_up=True, theme="kriminalitet")}
STOCK = {"sager": measured("count", adds_up=False, theme="kriminalitet")}


def parts(year, values, part="quarter", indicator="sager", **fields):
    """A figure for each part of a year; ``None`` where there is none."""
    periods = [part_of_year(year, part, number + 1).text for number in range(len(values))]
    found = zip(periods, values, strict=True)
    return [seen(indicator, year, value, period=period, **fields) for period, value in found if value is not None]


def rows_of(facts, edition, /, **wanted):
    """The rows of an edition whose fields are what is wanted."""
    return [row for row in edition_rows(facts, edition) if all(getattr(row, field) == value for field, value in wanted.items())]


def verdicts(facts, year):
    return [(row.value, row.flags) for row in rows_of(facts, year, measure="verdict")]


# Parts of a year


@pytest.mark.parametrize(
    ("part", "values", "total"),
    [
        ("quarter", ["1", "2", "3", "4"], 10),
        ("half", ["1", "2"], 3),
        ("month", [str(n) for n in range(12)], 66),
        ("quarter", ["0", "0", "0", "0"], 0),
        ("quarter", ["1", "2", "3", None], None),
        ("month", ["1"] * 11 + [None], None),
        ("half", ["1", None], None),
    ],
)
def test_a_flow_makes_the_year_when_all_its_parts_are_there(part, values, total):
    """Nothing is added up with something missing; the inputs are the parts."""
    facts = world(*parts(2021, values, part), indicators=FLOW)
    found = rows_of(facts, 2021, aspect="made")
    assert [row.value for row in found] == ([] if total is None else [total])
    for row in found:
        assert (row.measure, row.method, row.year, row.span.is_year) == ("total", "sum_of_periods", 2021, True)
        assert [fact.id for fact in row.inputs] == [one.id for one in facts.observations]


@pytest.mark.parametrize("indicators", [STOCK, {"sager": measured("count", theme="kriminalitet")}])
def test_a_stock_never_adds_up(indicators):
    """Nor what nobody says anything of."""
    assert rows_of(world(*parts(2021, ["1", "2", "3", "4"]), indicators=indicators), 2021, aspect="made") == []


@pytest.mark.parametrize("own", [seen("sager", 2021, "11"), seen("sager", 2021, None, status="suppressed")])
def test_the_year_is_the_sources_own_where_it_has_one(own):
    """Also where the source hides it."""
    assert rows_of(world(*parts(2021, ["1", "2", "3", "4"]), own, indicators=FLOW), 2021, aspect="made") == []


@pytest.mark.parametrize("status", ["suppressed", "not_stated", "source_claim"])
def test_a_part_without_a_sure_number_makes_no_year(status):
    """A claim is not added to figures."""
    odd = seen("sager", 2021, "4" if status == "source_claim" else None, period="2021K4", status=status)
    assert rows_of(world(*parts(2021, ["1", "2", "3"]), odd, indicators=FLOW), 2021, aspect="made") == []


@pytest.mark.parametrize(("status", "made"), [("ok", "ok"), ("provisional", "provisional"), ("revised", "revised")])
def test_a_year_is_as_settled_as_its_parts(status, made):
    """A provisional quarter makes a provisional year; words about precision make it approximate."""
    last = seen("sager", 2021, "4", period="2021K4", status=status, qualifier="about")
    (row,) = rows_of(world(*parts(2021, ["1", "2", "3"]), last, indicators=FLOW), 2021, aspect="made")
    assert (row.status, row.flags) == (made, ("approximate",))


def test_quarters_go_before_months_and_halves():
    """One sum, though three could be made."""
    figures = [*parts(2021, ["1", "1", "1", "1"]), *parts(2021, ["1"] * 12, "month"), *parts(2021, ["3", "3"], "half")]
    assert [row.value for row in rows_of(world(*figures, indicators=FLOW), 2021, aspect="made")] == [4]


def test_the_same_quarter_of_two_years_is_compared_and_nothing_else_is():
    """K1 with K1; a quarter with no year, a rolling year with no other part."""
    figures = [
        *parts(2020, ["5", "6"]),
        *parts(2021, ["7", "6"]),
        seen("sager", 2021, "30", period="2021-04-01/2022-03-31", source="s2022"),
        seen("sager", 2020, "28", period="2020-04-01/2021-03-31"),
        seen("sager", 2020, "27", period="2020-07-01/2021-06-30", source="s2021"),
        seen("sager", 2020, "99"),
    ]
    found = {
        row.span.name: (row.value, row.against_year) for row in rows_of(world(*figures, indicators=FLOW), 2022, measure="change")
    }
    assert found == {}  # the edition's own year is 2022
    early = world(*(one for one in figures if one.source != "s2022"), indicators=FLOW)
    changes = {row.span.name: (row.value, row.against_year) for row in rows_of(early, 2021, measure="change")}
    assert changes == {"K1": (2, 2020), "K2": (0, 2020)}


@given(st.sampled_from(["", "2021K1", "2021M01", "2021H1", "2021-01-01", "2021-04-01/2022-03-31"]), st.sampled_from(["", "koen"]))
def test_no_change_is_made_between_a_part_and_another(period, breakdown):
    """The arithmetic itself refuses, whoever asks."""
    whole = seen("sager", 2020, "5")
    other = seen("sager", 2021, "5", period=period, breakdown=breakdown, group="maend" if breakdown else "")
    indicator = world(indicators=FLOW).indicators["sager"]
    if period or breakdown:
        with pytest.raises(NotComparable):
            measures.change(whole, other, indicator)
    else:
        assert measures.change(whole, other, indicator) == 0


def test_a_target_judges_years_only():
    """Two quarters of the year say nothing about it; four do."""
    goal = target("falls_each_year", "sager")
    half = world(*parts(2020, ["5", "5", "5", "5"]), *parts(2021, ["1", "1"]), indicators=FLOW, targets=[goal])
    assert verdicts(half, 2021) == [("undetermined", ("no_observation",))]
    whole = world(*parts(2020, ["5", "5", "5", "5"]), *parts(2021, ["1", "1", "1", "1"]), indicators=FLOW, targets=[goal])
    assert verdicts(whole, 2021) == [("met", ("hardly_chance",))]
    (verdict,) = rows_of(whole, 2021, measure="verdict")
    assert len(verdict.inputs) == 8


def test_a_quarter_is_not_taken_for_the_baseline():
    """Nor for the figure before."""
    goal = target("at_most_baseline", "sager")
    facts = world(*parts(2020, ["5"]), seen("sager", 2021, "4"), indicators=FLOW, targets=[goal])
    assert verdicts(facts, 2021) == [("undetermined", ("no_reference",))]
    assert rows_of(facts, 2021, measure="baseline") == []


def test_the_table_has_three_more_columns_only_where_there_are_parts():
    """Behind the thirteen, which stay where they were."""
    without = world(seen("sager", 2021, "4"), indicators=FLOW)
    assert list(frame_of(edition_rows(without, 2021)).columns) == list(COLUMNS)
    facts = world(*parts(2021, ["1", "2"]), seen("sager", 2021, "9", breakdown="koen", group="maend"), indicators=FLOW)
    table = frame_of(edition_rows(facts, 2021))
    assert list(table.columns) == [*COLUMNS, "period", "breakdown", "group"]
    said = table.loc[table["measure"] == "observed", ["value", "period", "breakdown", "group"]].to_numpy().tolist()
    assert said == [[1, "2021K1", "", ""], [2, "2021K2", "", ""], [9, "", "koen", "maend"]]
    assert csv_of(edition_rows(facts, 2021)).splitlines()[0].endswith("inputs,period,breakdown,group")


# Small counts of parts and groups


@pytest.mark.parametrize("part", sorted(PARTS_OF_A_YEAR))
def test_a_small_part_cannot_be_worked_out_from_the_year(part):
    """A source has published the year; a second of the delivered parts is hidden, and one more from those behind the 2 if there is one."""
    count = PARTS_OF_A_YEAR[part]
    values = ["2", *["10"] * (count - 1)]
    year = seen("sager", 2021, str(2 + 10 * (count - 1)))
    facts = world(*parts(2021, values, part, source="levering"), year, indicators=FLOW)
    shown = [row.value for row in rows_of(facts, 2021, measure="observed") if row.span.part == part]
    assert shown.count(None) == min(count, 3)
    assert Decimal(2) not in shown


def test_a_small_group_cannot_be_worked_out_from_everybody():
    """Women and men make everybody: when the men are hidden, so are the women."""
    groups = {"koen": {"name": "K", "groups": {"maend": "M", "kvinder": "K"}}}
    indicators = {"sager": measured("count", theme="kriminalitet", breakdowns=groups)}
    figures = [
        seen("sager", 2021, "3", breakdown="koen", group="maend", source="levering"),
        seen("sager", 2021, "40", breakdown="koen", group="kvinder", source="levering"),
        seen("sager", 2021, "43"),
    ]
    facts = world(*figures, indicators=indicators)
    assert {row.group: row.value for row in rows_of(facts, 2021, measure="observed")} == {"": 43, "maend": None, "kvinder": None}


def test_a_year_made_of_hidden_parts_is_not_judged_by_them():
    """What the verdict rests on is hidden."""
    goal = target("falls_each_year", "sager")
    figures = [*parts(2020, ["9", "9", "9", "9"]), *parts(2021, ["2", "9", "9", "9"], source="levering")]
    (verdict,) = rows_of(world(*figures, indicators=FLOW, targets=[goal]), 2021, measure="verdict")
    assert (verdict.value, verdict.status) == ("undetermined", "suppressed")


# Rates of a population

RATE = {
    "sager": measured("count", theme="kriminalitet"),
    "boere": measured("count", theme="kriminalitet"),
    "rate": measured("per_1000", decimals=1, theme="kriminalitet", counted_by={"indicator": "sager", "population": "boere"}),
}


@pytest.mark.parametrize(
    ("people", "value", "day"),
    [
        ([("638147", "2021-01-01")], "34.5", "2021-01-01"),
        ([("638147", "")], "34.5", ""),
        ([("700000", ""), ("638147", "2021-01-01")], "34.5", "2021-01-01"),
        ([("640000", "2021-07-01"), ("638147", "2021-01-01")], "34.5", "2021-01-01"),
        ([("638147", "2021K1")], None, None),
        ([("0", "2021-01-01")], None, None),
        ([], None, None),
    ],
)
def test_a_rate_is_made_of_the_count_and_the_population(people, value, day):
    """22,042 reports and 638,147 inhabitants are 34.5: the first day of the year before any other, and before the year as a whole."""
    figures = [seen("boere", 2021, number, period=period) for number, period in people]
    facts = world(seen("sager", 2021, "22042"), *figures, indicators=RATE)
    found = rows_of(facts, 2021, indicator="rate", measure="rate")
    assert [str(row.value) for row in found] == ([value] if value else [])
    for row in found:
        assert (row.method, row.aspect) == ("rate_of_counts", "made")
        assert [fact.id.split(".")[0] for fact in row.inputs] == ["sager", "boere"]
        assert (day or "boere.kvarter.2021.") in row.inputs[1].id


def test_a_rate_that_a_source_has_is_left_to_it():
    """Even where the counts would give another."""
    facts = world(seen("sager", 2021, "22042"), seen("boere", 2021, "638147"), seen("rate", 2021, "34.4"), indicators=RATE)
    found = [row.value for row in rows_of(facts, 2021, indicator="rate") if row.measure in ("rate", "observed")]
    assert found == [Decimal("34.4")]


def test_two_made_rates_are_tested_with_both_populations():
    """Twice as many reports of twice as many people: nothing has changed. Of as many people it has."""
    goal = target("at_most_baseline", "rate")
    counts = [seen("sager", 2020, "100"), seen("sager", 2021, "200")]
    for people, flags in ((("10000", "20000"), ("could_be_chance",)), (("10000", "10000"), ("hardly_chance",))):
        figures = [seen("boere", year, number, period=f"{year}-01-01") for year, number in zip((2020, 2021), people, strict=True)]
        facts = world(*counts, *figures, indicators=RATE, targets=[goal])
        assert [found[1][-1:] for found in verdicts(facts, 2021)] == [flags]
        assert "same_population" not in {flag for row in rows_of(facts, 2021, measure="p_value") for flag in row.flags}
        assert rows_of(facts, 2021, measure="lower", aspect="interval", indicator="rate", year=2021)[0].flags == ()


# A source's own limits


def limited(year, value, lower, upper, **fields):
    return seen("utryg", year, value, lower=lower, upper=upper, **fields)


def test_a_sources_own_limits_stand_instead_of_the_books():
    """As they were published, whether a target is about the series or not; where there are none the book's own stand."""
    facts = world(
        limited(2020, "30", "26.5", "34", n=200), seen("utryg", 2021, "25", n=200), targets=[target("falls_each_year", "utryg")]
    )
    found = {(row.year, row.measure): (str(row.value)[:4], row.method) for row in rows_of(facts, 2021, aspect="interval")}
    assert found[2020, "lower"] == ("26.5", "published_interval")
    assert found[2020, "upper"] == ("34", "published_interval")
    assert found[2021, "lower"][1] == "wilson"
    alone = world(limited(2021, "30", "26", "34"))
    assert [row.value for row in rows_of(alone, 2021, aspect="interval")] == [26, 34]


@pytest.mark.parametrize(
    ("rule", "before", "now", "sizes", "flag"),
    [
        ("falls_each_year", ("30", "28", "32"), ("25", "23", "27"), None, "intervals_apart"),
        ("rises_each_year", ("25", "23", "27"), ("30", "28", "32"), None, "intervals_apart"),
        ("falls_each_year", ("30", "28", "32"), ("27", "25", "28"), None, "intervals_overlap"),
        ("falls_each_year", ("30", "28", "32"), ("27", "25", "29"), None, "intervals_overlap"),
        ("falls_each_year", ("30", "20", "40"), ("29", "19", "39"), 100, "could_be_chance"),
        ("falls_each_year", ("30", "28", "32"), ("25", "23", "27"), 100, "intervals_apart"),
        ("falls_each_year", ("30", None, None), ("25", "23", "27"), None, "unknown_sample_size"),
    ],
)
def test_two_intervals_of_the_source_say_only_what_they_say(rule, before, now, sizes, flag):
    """Apart is apart; overlapping decides nothing, and with the sizes known the book's own test stands beside it."""
    figures = [limited(year, *limits, n=sizes) for year, limits in ((2020, before), (2021, now))]
    assert [found[1][-1] for found in verdicts(world(*figures, targets=[target(rule, "utryg")]), 2021)] == [flag]


@pytest.mark.parametrize(("lower", "upper", "flag"), [("57", "63", "goal_inside_interval"), ("60", "64", "goal_inside_interval")])
@pytest.mark.parametrize("rule", ["at_least", "at_most"])
def test_a_fixed_goal_inside_the_interval_is_said(rule, lower, upper, flag):
    """The edge is inside; the verdict follows the figure to the letter."""
    facts = world(limited(2021, "62", lower, upper), targets=[target(rule, "utryg", threshold=60, baseline_year=None)])
    assert verdicts(facts, 2021) == [("met" if rule == "at_least" else "not_met", (flag,))]
    outside = world(limited(2021, "70", "66", "74"), targets=[target("at_least", "utryg", threshold=60, baseline_year=None)])
    assert verdicts(outside, 2021) == [("met", ("goal_outside_interval",))]


# Groups


@pytest.mark.parametrize(("n", "flags"), [(99, ("small_group",)), (100, ()), (None, ())])
def test_a_group_in_which_few_answered_is_marked(n, flags):
    """And everybody never is."""
    facts = world(seen("utryg", 2021, "30", breakdown="koen", group="maend", n=n), seen("utryg", 2021, "31", n=10))
    assert {row.group: row.flags for row in rows_of(facts, 2021, measure="observed")} == {"": (), "maend": flags}


def test_groups_are_neither_summed_nor_taken_for_everybody():
    """A target has no figure where only groups have one."""
    groups = [seen("anmeldelser", 2021, "5", category="indbrud", breakdown="koen", group=group) for group in ("maend", "kvinder")]
    facts = world(*groups, reports(2020, "11"), targets=[target("at_most_baseline")])
    assert verdicts(facts, 2021) == [("undetermined", ("no_observation",))]
    assert [row for row in edition_rows(facts, 2021) if row.measure in ("total", "change")] == []


# The newer rules


@pytest.mark.parametrize(
    ("goal", "own", "other", "said"),
    [
        ({"rule": "within", "points": 3}, "17", "14", "met"),
        ({"rule": "within", "points": 3}, "11", "14", "met"),
        ({"rule": "within", "points": 3}, "10", "14", "not_met"),
        ({"rule": "within", "points": 3, "direction": "down"}, "10", "14", "met"),
        ({"rule": "within", "points": 3, "direction": "up"}, "10", "14", "not_met"),
        ({"rule": "within", "points": 3}, "17", None, "undetermined"),
        ({"rule": "within", "points": 3}, None, "14", "undetermined"),
        ({"rule": "at_most_times", "times": 2}, "28", "14", "met"),
        ({"rule": "at_most_times", "times": 2}, "29", "14", "not_met"),
        ({"rule": "at_most_times", "times": 2}, "29", None, "undetermined"),
        ({"rule": "at_most_times", "times": 2}, None, "14", "undetermined"),
    ],
)
def test_a_rule_about_another_area_looks_at_the_same_year(goal, own, other, said):
    """Both figures are its inputs; without either it says which one lacks."""
    figures = [seen("utryg", 2021, own)] if own else []
    figures += [seen("utryg", 2021, other, geography="by")] if other else []
    facts = world(
        *figures,
        targets=[
            target(goal["rule"], "utryg", baseline_year=None, reference="by", **{k: v for k, v in goal.items() if k != "rule"})
        ],
    )
    ((found, flags),) = verdicts(facts, 2021)
    assert found == said
    expected = "unjudged_reference" if own and other else "no_reference" if own else "no_observation"
    assert expected in flags
    (verdict,) = rows_of(facts, 2021, measure="verdict")
    assert verdict.against_area == "by"
    assert len(verdict.inputs) == len(figures)


def test_a_multiple_is_a_goal_of_its_own_with_its_step():
    """1.5 times 14 is 21, and the agreement's 1.5 is a row."""
    facts = world(
        seen("utryg", 2021, "20"),
        seen("utryg", 2021, "14", geography="by"),
        targets=[target("at_most_times", "utryg", baseline_year=None, reference="by", times=Decimal("1.5"), years=[2021])],
    )
    assert [row.value for row in rows_of(facts, 2021, measure="target")] == [Decimal("21.0")]
    assert [(row.value, row.unit) for row in rows_of(facts, 2021, aspect="step")] == [(Decimal("1.5"), "ratio")]


def test_a_distance_is_a_row_wherever_a_target_judges_it():
    """Also where the indicator asks for none, so that the page has the figure that the verdict is about."""
    facts = world(
        seen("andel2", 2021, "20"),
        seen("andel2", 2021, "14", geography="by"),
        indicators={"andel2": measured("percent")},
        targets=[target("within", "andel2", baseline_year=None, reference="by", points=5)],
    )
    assert [(row.value, row.unit) for row in rows_of(facts, 2021, measure="gap")] == [(6, "percentage_points")]
    assert [row.unit for row in rows_of(facts, 2021, measure="target", year=2021)] == ["percentage_points"]


@pytest.mark.parametrize(
    ("rule", "direction", "level", "said"),
    [
        ("level", None, "hoej", "not_met"),
        ("level", "up", "hoej", "met"),
        ("level", "up", "lav", "not_met"),
        ("level", "up", "middel", "met"),
    ],
)
def test_a_level_is_a_ceiling_or_with_a_direction_a_floor(rule, direction, level, said):
    """The level "middel" is asked for."""
    facts = world(seen("trin", 2021, None, level=level), targets=[target(rule, "trin", level="middel", direction=direction)])
    assert [found[0] for found in verdicts(facts, 2021)] == [said]


@pytest.mark.parametrize(
    ("direction", "before", "now", "flags"),
    [
        ("down", "30", "28", ("moves_as_wished",)),
        ("down", "30", "31", ("moves_against_wish",)),
        ("down", "30", "30", ("has_not_moved",)),
        ("up", "30", "31", ("moves_as_wished",)),
        ("up", "30", None, ()),
        (None, "30", "28", ()),
    ],
)
def test_what_is_only_followed_says_whether_it_moves_as_wished(direction, before, now, flags):
    """The verdict stays that it is followed."""
    figures = [seen("utryg", year, value) for year, value in ((2020, before), (2021, now)) if value]
    facts = world(*figures, targets=[target("monitor", "utryg", direction=direction)])
    assert verdicts(facts, 2021) == [("monitored", flags)]


@pytest.mark.parametrize("flagged", ["moves_as_wished"])
def test_a_hidden_count_tells_no_direction(flagged):
    """The side on which it lies would say something of it."""
    facts = world(
        reports(2020, "9", source="s2019"), reports(2021, "2", source="levering"), targets=[target("monitor", direction="down")]
    )
    assert verdicts(facts, 2021) == [("monitored", ())]
    shown = world(reports(2020, "9", source="s2019"), reports(2021, "2"), targets=[target("monitor", direction="down")])
    assert verdicts(shown, 2021) == [("monitored", (flagged,))]


@pytest.mark.parametrize(
    ("rule", "luck"), [("at_most_baseline", 1), ("at_least_baseline", 1), ("falls_each_year", -1), ("rises_each_year", -1)]
)
def test_with_no_change_one_side_is_as_likely_as_the_other(rule, luck):
    """Keeping a level is a little likelier than half, a real move a little less."""
    (row,) = rows_of(world(reports(2020, "40"), targets=[target(rule)]), 2020, aspect="luck")
    assert (row.known - 50) * luck > 0


def test_a_rise_of_a_share_is_a_fall_of_the_others():
    """From 30 % it takes as large a rise as a fall from 70 %."""
    up = rows_of(world(seen("utryg", 2020, "30", n=400), targets=[target("rises_each_year", "utryg")]), 2020, aspect="visible")
    down = rows_of(world(seen("utryg", 2020, "70", n=400), targets=[target("falls_each_year", "utryg")]), 2020, aspect="visible")
    assert [(row.measure, row.value) for row in up] == [("upper", -down[0].value)]


@pytest.mark.parametrize("unit", ["minutes", "index", "dkk_per_head"])
@pytest.mark.parametrize(("now", "said"), [("98.4", "met"), ("98.3", "not_met")])
def test_units_without_a_word_on_certainty_are_judged_and_not_tested(unit, now, said):
    """The difference of an index is in index points."""
    more = {"base": {"year": 2015}} if unit == "index" else {}
    facts = world(
        seen("maalt", 2020, "98.4"),
        seen("maalt", 2021, now),
        indicators={"maalt": measured(unit, decimals=1, **more)},
        targets=[target("at_least_baseline", "maalt")],
    )
    ((found, flags),) = verdicts(facts, 2021)
    assert (found, flags[-1]) == (said, "unjudged_unit")
    assert [row.unit for row in rows_of(facts, 2021, measure="change")] == ["index_points" if unit == "index" else unit]


# Themes of the data's own

OWN = {"bolig": {"name": "Bolig", "owner": "Foreningen", "lag": 1}}
FLATS = {"fraflytning": measured("count", theme="bolig", instrument="maaling")}


@pytest.mark.parametrize(("lags", "judged"), [({}, 2021), ({"maaling": 2}, 2020), ({"maaling": 0}, 2022)])
def test_a_theme_has_a_lag_of_its_own_where_the_agreement_has_none(lags, judged):
    """The agreement's word on the instrument goes first."""
    figures = [seen("fraflytning", year, str(50 - year % 10)) for year in (2020, 2021, 2022)]
    goal = target("falls_each_year", "fraflytning", baseline_year=2019, years=[2020, 2021, 2022])
    agreement = {"id": "aftale", "name": "Aftale", "source": "s2019", "from_year": 2020, "to_year": 2024, "geography": "kvarter"}
    facts = world(*figures, indicators=FLATS, themes=OWN, agreements=[agreement | {"lags": lags, "targets": [goal]}])
    assert [row.year for row in rows_of(facts, 2022, measure="verdict")] == [judged]


def test_a_theme_has_news_where_there_is_a_figure_of_its_own_year():
    """Without any target; with the theme's lag; and the page for what no chapter has a place for has something to say."""
    facts = world(seen("fraflytning", 2021, "40"), indicators=FLATS, themes=OWN)
    assert themes_with_news(facts, edition_rows(facts, 2022), 2022) == {"bolig", "andre"}
    assert themes_with_news(facts, edition_rows(facts, 2021), 2021) == set()


def test_an_indicator_of_a_plans_theme_is_news_for_the_other_page_only():
    """The chapter about the plan has nothing to say without one."""
    facts = world(seen("udgift", 2022, "40"), indicators={"udgift": measured("dkk_per_head", theme="oekonomi")})
    assert themes_with_news(facts, edition_rows(facts, 2022), 2022) == {"andre"}
