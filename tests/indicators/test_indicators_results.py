"""The one results table: its contract, the published numbers that it must give again, and what it must never say."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import seen, target, world
from rows_in_tests import ids_of, only, pick, verdict_of

from analysis.data import load
from analysis.errors import UserError
from analysis.indicators import all_edition_rows, columns_of, edition_rows, results
from analysis.indicators.frame import FLAGS
from analysis.indicators.rows import as_input, fact_of_cell, fact_of_deliverable, fact_of_observation, fact_of_significance

COLUMNS = [
    "id",
    "edition",
    "theme",
    "indicator",
    "category",
    "geography",
    "year",
    "measure",
    "value",
    "unit",
    "status",
    "method",
    "inputs",
]
MEASURES = [
    "observed",
    "baseline",
    "target",
    "change",
    "change_pct",
    "gap",
    "share",
    "rate",
    "total",
    "lower",
    "upper",
    "p_value",
    "verdict",
    "n",
    "count",
    "significance",
]
STATUSES = ["ok", "provisional", "revised", "suppressed", "not_stated", "not_decided", "no_grant", "not_applicable", "source_claim"]
THEMES = ["tryghed", "kriminalitet", "ssp", "samarbejde", "oekonomi", "aktiviteter"]
COMPUTED = {"change", "change_pct", "gap", "share", "total", "lower"}
REASONS = {
    "no_observation",
    "no_reference",
    "baseline_year",
    "category_changed",
    "scope_undecided",
}  # beside what is said about chance
PUBLISHED = range(2013, 2023)  # the editions whose values are pinned here
SURVEY = ["utryg-nabolag-by", "utryg-aften-nat-by"]


def changed(facts, name, **fields):
    """The facts with one observation changed, as a new delivery of data might have it."""
    rows = [row.model_copy(update=fields) if row.id == name else row for row in facts.observations]
    assert any(row.id == name for row in facts.observations)
    return replace(facts, observations=tuple(rows))


def broader(facts):
    """The facts with what theft with robbery, and violence with weapons, cover beside the categories before them: more."""
    crime = facts.indicators["anmeldelser"]
    wider = {
        key: category.model_copy(update={"scope": "broader"}) if key in {"tyveri_roeveri", "vold_trusler_vaaben"} else category
        for key, category in crime.categories.items()
    }
    return replace(facts, indicators=facts.indicators | {"anmeldelser": crime.model_copy(update={"categories": wider})})


def said_with(row, flags):
    """What a verdict's flags among these say to the public."""
    return [FLAGS[flag].format(successor=row.successor) for flag in row.flags if flag in flags]


# The contract


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_edition_makes_a_table_in_the_shape_of_the_contract(facts, year):
    """The columns in order, and only the words that scripts outside the project know."""
    table = results(facts, year)
    assert list(table.columns) == COLUMNS
    assert len(table) > 100
    assert set(table["edition"]) == {year}
    assert set(table["measure"]) <= set(MEASURES)
    assert set(table["status"]) <= set(STATUSES)
    assert set(table["theme"]) <= {*THEMES, ""}
    assert set(table.loc[table["theme"] == "", "method"]) == {"count of verdicts"}, "verdicts of all themes are counted together"


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_value_is_an_exact_decimal_a_word_or_nothing(editions, year):
    """No value has passed through binary floating point, and a computed one without status is never empty."""
    assert {type(row.value) for row in editions[year]} <= {Decimal, str, type(None)}
    assert [row.id for row in editions[year] if row.value is None and row.status == "ok"] == []


def test_ids_are_unique_in_all_editions_together(facts):
    """A receipt names a row by its id alone."""
    counts = Counter(row.id for row in all_edition_rows(facts))
    assert [name for name, count in counts.items() if count > 1] == []


def test_all_editions_come_oldest_first(facts):
    """Each as of its own day."""
    rows = all_edition_rows(facts)
    assert list(dict.fromkeys(row.edition for row in rows)) == sorted(e.year for e in facts.partnership.editions)
    assert rows[: len(edition_rows(facts, 2013))] == edition_rows(facts, 2013)


def known_inputs(facts):
    """Every fact that a row can come from, as the input that it is, by its id."""
    found = {fact_of_observation(row) for row in facts.observations} | {fact_of_cell(row) for row in facts.budgets}
    found |= {fact_of_deliverable(row) for row in facts.deliverables} | {fact_of_significance(row) for row in facts.significance}
    for answer in facts.status:
        for field in ("on_plan", "concern", "adjustment"):
            name = f"{answer.plan}.{answer.activity}.{answer.year}.{field}"
            found.add(as_input(name, answer))
    return found


@pytest.mark.parametrize("folder", ["data", "tests/mini/data"])
def test_every_input_is_a_fact_with_its_own_source_section_and_day(root, folder):
    """Of every row of every edition: observations, budget cells, deliverables, answers and what a source says of differences."""
    facts = load(root / folder)
    known = known_inputs(facts)
    for row in all_edition_rows(facts):
        assert set(row.inputs) <= known, row.id
        assert len(set(ids_of(row))) == len(row.inputs), row.id


@pytest.mark.parametrize("folder", ["data", "tests/mini/data"])
def test_the_day_of_an_input_is_that_of_its_source(root, folder):
    """And no row of an edition rests on what was published after the edition's day."""
    facts = load(root / folder)
    days = {edition.year: edition.as_of for edition in facts.partnership.editions}
    for row in all_edition_rows(facts):
        for fact in row.inputs:
            assert facts.sources[fact.source].published == fact.published <= days[row.edition], (row.id, fact)


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_computed_value_says_what_it_came_from(editions, year):
    """A computed row has inputs, unless it says that nothing is known or counts what there is none of."""
    silent = [row for row in editions[year] if row.measure in COMPUTED and not row.inputs]
    assert [row.id for row in silent if row.value is not None and (row.method, row.value) != ("count_of_answers", 0)] == []


def test_the_same_facts_give_the_same_table(facts):
    """Two calls are equal, to the byte of their CSV."""
    one, other = results(facts, 2022), results(facts, 2022)
    assert one.equals(other)
    assert one.to_csv(index=False) == other.to_csv(index=False)


def test_an_edition_that_does_not_exist_is_the_users_error(facts):
    """The message lists the editions there are."""
    with pytest.raises(UserError, match=r"edition 2012: no such edition; expected one of 2013, 2014, .*2022"):
        results(facts, 2012)


# Published numbers, from tests/expected


def test_the_four_categories_of_2015_sum_to_263(editions):
    """48 + 128 + 66 + 21, as the agreement states it."""
    row = only(editions[2016], measure="total", indicator="anmeldelser", category="samlet", year=2015)
    assert (row.value, len(row.inputs)) == (263, 4)


def test_the_changes_of_tables_1_and_2_are_those_of_the_document(editions, expected):
    """-2, -14, +14, +1.8 and -19, +4, +41, -2, with the total +24."""
    for row in expected("status_2022_tabel_1_2.csv"):
        series = {"indicator": row["indicator"], "category": row["category"], "geography": "partnerskab-2021"}
        observed = [only(editions[2022], measure="observed", year=year, **series).value for year in (2020, 2021)]
        change = only(editions[2022], measure="change", year=2021, against_year=2020, **series)
        assert [str(value) for value in observed] == [row["2020"], row["2021"]]
        assert (str(change.value), columns_of(change)[11]) == (row["change"], "difference from 2020")


@pytest.mark.parametrize(("year", "total"), [(2020, 215), (2021, 239)])
def test_the_monitored_categories_sum_to_the_total_of_table_2(editions, year, total):
    """80 + 33 + 78 + 24 and 61 + 37 + 119 + 22."""
    row = only(editions[2022], measure="total", indicator="anmeldelser", geography="partnerskab-2021", year=year)
    assert row.value == total


@pytest.mark.parametrize(
    ("category", "percent"), [("narkotika", "52.5641"), ("chikane", "-23.75"), ("trusler", "-8.3333"), ("indbrud", None)]
)
def test_a_change_in_per_cent_stands_only_beside_counts_that_carry_it(editions, category, percent):
    """78 to 119 is 52.56 %; 11 to 9 has no percentage."""
    found = pick(editions[2022], measure="change_pct", category=category, year=2021)
    assert [str(row.value)[: len(percent or "")] for row in found] == ([percent] if percent else [])


def test_the_share_of_activities_with_partners_is_eleven_twelfths(editions):
    """At full precision; the document's 92 is its rounding."""
    share = only(editions[2022], measure="share", indicator="samarbejdsandel")
    assert str(share.value).startswith("91.66666666666666")
    assert ids_of(share) == [
        "aktiviteter_med_partnere.partnerskab-2021.2022.status-2022",
        "aktiviteter_i_alt.partnerskab-2021.2022.status-2022",
    ]


@pytest.mark.parametrize(
    ("edition", "indicator", "reference", "year", "gap"),
    [
        (2016, "utryg_nabolag", "koebenhavn", 2016, "6"),
        (2016, "utryg_aften_nat", "koebenhavn", 2016, "10"),
        (2022, "utryg_nabolag", "koebenhavn", 2022, "8"),
        (2022, "utryg_nabolag", "amager-vest", 2022, "14"),
        (2022, "utryg_aften_nat", "koebenhavn", 2022, "14"),
        (2022, "utryg_aften_nat", "amager-vest", 2022, "20"),
        (2022, "borgervendt_pr_1000", "koebenhavn", 2021, "-8.5"),
        (2022, "borgervendt_pr_1000", "koebenhavn", 2020, "-14"),
    ],
)
def test_the_distance_to_district_and_city(editions, edition, indicator, reference, year, gap):
    """17 against 9 and 3, 31 against 17 and 11, 26.0 against 34.5; 24.2 against 38 is 24 against 38."""
    rows = pick(editions[edition], measure="gap", indicator=indicator, year=year, against_area=reference)
    assert [str(row.value) for row in rows] == [gap]


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("change.utryg_nabolag.partnerskab-2021.2022", "percentage_points"),
        ("gap.utryg_nabolag.partnerskab-2021.2022.koebenhavn", "percentage_points"),
        ("target.aftale-2021.utryg-nabolag-by.2022", "percentage_points"),
        ("target.aftale-2021.utryg-nabolag-fald.2022", "percent"),
        ("change.anmeldelser.narkotika.partnerskab-2021.2021", "count"),
        ("change_pct.anmeldelser.narkotika.partnerskab-2021.2021", "percent"),
        ("change.borgervendt_pr_1000.partnerskab-2021.2021", "per_1000"),
        ("share.samarbejdsandel.partnerskab-2021.2022", "percent"),
        ("total.tryghedsplan-2022.2022", "dkk"),
        ("verdict.aftale-2021.indbrud.2021", "verdict"),
    ],
)
def test_a_row_has_the_unit_of_its_measure(editions, row, unit):
    """A difference of percentages is in percentage points."""
    assert only(editions[2022], id=f"2022.{row}").unit == unit


def test_what_the_source_says_about_chance_stands_with_the_difference(editions):
    """The status calls the change from 2021 not significant and the distance to the city significant."""
    night = {"indicator": "utryg_aften_nat", "geography": "partnerskab-2021", "year": 2022}
    change = only(editions[2022], measure="change", against_year=2021, **night)
    gap = only(editions[2022], measure="gap", against_area="koebenhavn", **night)
    assert columns_of(change)[11] == "difference from 2021; published: not significant"
    assert columns_of(gap)[11] == "difference to koebenhavn; published: significant"


def test_the_sums_of_the_plans_are_totals_only_when_every_cell_is_known(editions, expected):
    """With "?" or an empty cell in the year, the sum is a lower bound that lists the unknown activities."""
    for row in expected("budget_sums.csv"):
        edition, name = {"tryghedsplan-2017": 2018, "tryghedsplan-2022": 2022}[row["plan"]], f"{row['plan']}.{row['year']}"
        sums = [r for measure in ("total", "lower") for r in pick(editions[edition], id=f"{edition}.{measure}.{name}")]
        method = f"at least; unknown: {row['unknown']}" if row["unknown"] else "sum of cells"
        assert [(r.measure, str(r.value), columns_of(r)[11]) for r in sums] == [(row["measure"], row["value"], method)]
        assert [(" ".join(r.unknown), r.effort_area, r.plan) for r in sums] == [(row["unknown"], "", row["plan"])]


@pytest.mark.parametrize(("edition", "year", "status"), [(2018, 2019, "not_decided"), (2022, 2023, "not_stated")])
def test_a_lower_bound_says_why_it_is_no_total(editions, edition, year, status):
    """Not decided ("?") in the plan of 2017, not stated (an empty cell) in that of 2022."""
    assert only(editions[edition], measure="lower", indicator="bevilling", category="", year=year).status == status


def test_the_stated_totals_of_2018_to_2020_are_a_frame(editions):
    """1,200,000 a year, beside sums that are smaller."""
    frames = [row for row in editions[2017] if row.measure == "observed" and row.category == "samlet" and row.method == "frame"]
    assert [(row.year, row.value) for row in frames] == [(2018, 1_200_000), (2019, 1_200_000), (2020, 1_200_000)]


def test_an_effort_area_without_any_known_amount_has_no_sum(editions):
    """The pool for city life is "?" in 2018: no amount, not 0."""
    row = only(editions[2017], measure="lower", category="byliv", year=2018)
    assert (row.value, row.status) == (None, "not_decided")


@pytest.mark.parametrize("edition", [2013, 2014, 2015, 2016])
def test_a_plan_that_calls_itself_incomplete_has_no_total(editions, edition):
    """The scanned plan of 2013 only bounds its sums from below."""
    assert pick(editions[edition], measure="total", indicator="finansiering") == []
    assert pick(editions[edition], measure="lower", indicator="finansiering", category="", year=2013)[0].value == 1_550_000


def test_a_plan_that_calls_itself_incomplete_has_no_total_even_of_known_cells(facts):
    """Every cell of 2022 is known, but rows may be missing from the table."""
    plans = tuple(plan.model_copy(update={"complete": False}) for plan in facts.plans)
    rows = [row for row in edition_rows(replace(facts, plans=plans), 2022) if row.id.endswith(".tryghedsplan-2022.2022")]
    assert [(row.measure, row.value) for row in rows] == [("lower", 1_313_000)]


@pytest.mark.parametrize(
    ("indicator", "answer", "count"),
    [("paa_plan", "yes", 8), ("paa_plan", "partly", 4), ("paa_plan", "no", 0), ("bekymring", "yes", 2), ("justering", "yes", 0)],
)
def test_the_answers_half_way_through_2022_are_counted(editions, indicator, answer, count):
    """Of twelve activities 3, 6, 8 and 9 go partly as planned, and 5 and 9 have a concern."""
    assert only(editions[2022], measure="total", indicator=indicator, category=answer).value == count


# Verdicts


@pytest.mark.parametrize("edition", [2016, 2019, 2020, 2022])
def test_the_verdicts_are_those_worked_out_by_hand(facts, expected, edition):
    """Agreement, target, year, verdict and flag of every target in the edition."""
    by_hand = [row for row in expected("verdicts.csv") if row["edition"] == str(edition)]
    rows = edition_rows(broader(facts), edition)
    found = [
        [row.agreement, row.target, str(row.year), row.value, "; ".join(said_with(row, REASONS))]
        for row in pick(rows, measure="verdict")
    ]
    assert found == [[row[key] for key in ("agreement", "target", "year", "verdict", "flag")] for row in by_hand]


@pytest.mark.parametrize("edition", [2013, 2014, 2015, 2017, 2018, 2021])
def test_without_figures_of_its_own_an_edition_judges_nothing(editions, edition):
    """Baselines and missing figures are undetermined, and what has no target is monitored."""
    assert {row.value for row in pick(editions[edition], measure="verdict")} <= {"undetermined", "monitored"}


def test_the_targets_of_2013_to_2016_are_in_the_table(editions, expected):
    """All 24, in the edition that begins the agreement."""
    for row in expected("maaltal_2013_2016.csv"):
        goals = pick(editions[2013], measure="target", indicator="anmeldelser", category=row["category"])
        baseline = only(editions[2013], measure="baseline", category=row["category"])
        assert [str(baseline.value), *(str(goal.value) for goal in goals)] == [row[str(year)] for year in range(2012, 2017)]


@pytest.mark.parametrize(("level", "found"), [("lav", "met"), ("middel", "met"), ("hoej", "not_met")])
def test_a_level_is_judged_by_its_order(level, found):
    """Of three levels "lav" and "middel" keep the middle one, "hoej" does not."""
    figures = (seen("trin", 2020, level="middel"), seen("trin", 2021, level=level))
    rows = edition_rows(world(*figures, targets=[target("level", "trin", level="middel")]), 2021)
    assert verdict_of(rows, "maal").value == found
    assert only(rows, measure="target", year=2021).value == "middel"


# What must never be said


def test_the_claim_of_18_per_cent_is_shown_as_a_claim(editions):
    """-18 is what the agreement of 2017 says, not what anybody counted."""
    (claim,) = [row for row in pick(editions[2016], status="source_claim") if row.value == -18]
    assert (claim.measure, claim.method, columns_of(claim)[11]) == ("change_pct", "published", "published")


@pytest.mark.parametrize("category", ["tyveri", "tyveri_roeveri", "vold_trusler", "vold_trusler_vaaben", "samlet"])
def test_no_change_from_2012_to_2015_is_computed_for_categories_that_changed(editions, category):
    """Theft and violence were counted more broadly in 2015; the total of four has no counterpart in 2012."""
    rows = pick(editions[2016], indicator="anmeldelser", category=category)
    assert [row.id for row in rows if row.method in {"difference", "per_cent"}] == []


@pytest.mark.parametrize("year", PUBLISHED)
def test_nothing_compares_the_old_area_with_the_new(facts, editions, year):
    """No row rests on observations of both areas of the partnership, but for one that counts verdicts."""
    area = {row.id: row.geography for row in facts.observations}
    both = {"partnerskab-2013", "partnerskab-2021"}
    for row in editions[year]:
        if row.method != "count_of_verdicts":
            assert not both <= {area.get(name) for name in ids_of(row)}, row.id


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_change_rests_on_two_figures_of_its_own_series(facts, editions, year):
    """Two years, one indicator, one category, one area, the later year the row's own."""
    by_id = {row.id: row for row in facts.observations}
    for row in editions[year]:
        if row.measure == "change":
            before, after = (by_id[name] for name in ids_of(row))
            series = {(o.indicator, o.category, o.geography) for o in (before, after)}
            assert series == {(row.indicator, row.category, row.geography)}
            assert (before.year, after.year) == (row.against_year, row.year)
            assert before.year < after.year


def test_figures_of_different_precision_make_no_change(editions):
    """The city's 6.6 in 2015 and 6 in 2016 would be a fall made by rounding."""
    assert pick(editions[2016], measure="change", indicator="utryg_nabolag", geography="koebenhavn") == []


def test_the_report_that_contradicts_is_shown_and_marked(editions):
    """19 counts for the city by night in 2016; 18 stands beside it."""
    rows = pick(editions[2016], measure="observed", indicator="utryg_aften_nat", geography="koebenhavn", year=2016)
    assert {columns_of(row)[11]: row.value for row in rows} == {"published": 19, "published; contradicts": 18}


def test_a_figure_that_agrees_is_an_input_too(editions):
    """6 in the agreement and 6.4 on the page are one row with two sources."""
    row = only(editions[2016], measure="observed", indicator="utryg_nabolag", geography="koebenhavn", year=2016)
    assert (row.value, [fact.source for fact in row.inputs]) == (6, ["aftale-2017", "kk-hele-koebenhavn-2016"])


# Vintages


def test_an_edition_shows_no_police_figures_of_its_own_year(editions):
    """2021 was counted by the day that the edition 2021 sees, but belongs to the edition 2022."""
    years = {
        measure: {row.year for row in pick(editions[2021], measure=measure, indicator="anmeldelser")}
        for measure in ("observed", "verdict")
    }
    assert years == {"observed": {2012, 2015, 2019, 2020}, "verdict": {2020}}


def test_on_the_day_of_the_status_the_city_of_2021_was_not_known(facts):
    """So the two targets to approach the city had nothing to be held against."""
    rows = edition_rows(facts, 2022, dt.date(2022, 5, 24))
    assert pick(rows, geography="koebenhavn", year=2021, theme="tryghed", measure="observed") == []
    for name in SURVEY:
        row = verdict_of(rows, name, "aftale-2021")
        assert (row.value, columns_of(row)[11]) == ("undetermined", "approaches; no reference")


def test_at_the_end_of_the_year_the_city_of_2021_was_known(editions):
    """9 and 16, from the council's minutes in September, so that the two targets are judged."""
    city = pick(editions[2022], geography="koebenhavn", year=2021, theme="tryghed", measure="observed")
    assert {row.indicator: row.value for row in city} == {"utryg_nabolag": 9, "utryg_aften_nat": 16}
    assert [verdict_of(editions[2022], target, "aftale-2021").value for target in SURVEY] == ["not_met", "not_met"]


def test_the_day_before_the_status_the_new_agreement_has_no_targets(facts):
    """Its targets are only known from the status."""
    rows = edition_rows(facts, 2022, dt.date(2022, 5, 23))
    assert [row.id for row in rows if "aftale-2021" in row.id] == []


@settings(max_examples=40)
@given(st.dates(dt.date(2031, 1, 1), dt.date(2034, 12, 31)), st.sampled_from([2031, 2032, 2033]))
def test_a_table_rests_on_nothing_published_after_its_day(mini, day, edition):
    """Whatever the day and the edition; every kind of input says when it was published."""
    for row in edition_rows(load(mini), edition, day):
        assert all(fact.published <= day for fact in row.inputs), row.id


@pytest.mark.parametrize(
    ("edition", "day"),
    [
        (2013, "2013-12-30"),
        (2016, "2016-12-31"),
        (2018, "2017-12-31"),
        (2022, "2022-05-24"),
        (2022, "2022-09-21"),
        (2022, "2030-01-01"),
    ],
)
def test_the_projects_tables_rest_on_nothing_published_after_their_day(facts, edition, day):
    """Days on which something was new, the day before one, and one long after everything."""
    last = dt.date.fromisoformat(day)
    for row in edition_rows(facts, edition, last):
        assert all(fact.published <= last for fact in row.inputs), row.id


def test_a_correction_leaves_the_table_of_an_earlier_day_as_it_was(facts):
    """A new row from a newer source changes only what is seen from its day on."""
    old = next(row for row in facts.observations if row.id == "anmeldelser.vold_vaaben.partnerskab-2021.2021.status-2022")
    source = facts.sources["status-2022"].model_copy(update={"published": dt.date(2022, 11, 1)})
    new = old.model_copy(update={"value": Decimal(52), "source": "rettelse", "published": source.published})
    corrected = replace(facts, sources=facts.sources | {"rettelse": source}, observations=(*facts.observations, new))
    day = dt.date(2022, 10, 31)
    assert edition_rows(corrected, 2022, day) == edition_rows(facts, 2022, day)
    assert verdict_of(edition_rows(corrected, 2022, day), "vold-vaaben", "aftale-2021").value == "not_met"
    assert verdict_of(edition_rows(corrected, 2022), "vold-vaaben", "aftale-2021").value == "met"


# The states without a value


WITHOUT_VALUE = {
    "utryg_nabolag.partnerskab-2021.2022.status-2022": "utryg-nabolag-by",
    "utryg_nabolag.partnerskab-2021.2021.status-2022": "utryg-nabolag-fald",
    "utryg_nabolag.koebenhavn.2022.status-2022": "utryg-nabolag-by",
    "borgervendt_pr_1000.partnerskab-2021.2020.status-2022": "borgervendt",
    "borgervendt_pr_1000.koebenhavn.2021.status-2022": None,
    "anmeldelser.indbrud.partnerskab-2021.2020.status-2022": "indbrud",
    "anmeldelser.indbrud.partnerskab-2021.2021.status-2022": "indbrud",
    "aktiviteter_med_partnere.partnerskab-2021.2022.status-2022": None,
    "aktiviteter_i_alt.partnerskab-2021.2022.status-2022": None,
}


@pytest.mark.parametrize("name", WITHOUT_VALUE)
def test_a_figure_without_a_value_leaves_the_rest_of_the_table_standing(facts, name):
    """It is shown with its status, nothing is computed from it, and a target that rests on it alone is undetermined."""
    rows = edition_rows(changed(facts, name, value=None, status="suppressed"), 2022)
    shown = [(row.value, row.status) for row in rows if row.measure == "observed" and ids_of(row)[0] == name]
    assert shown == [(None, "suppressed")]
    assert [row.id for row in rows if name in ids_of(row) and row.measure in COMPUTED] == []
    if WITHOUT_VALUE[name]:
        assert verdict_of(rows, WITHOUT_VALUE[name], "aftale-2021").value == "undetermined"


def test_a_total_needs_all_its_parts(facts):
    """Without one of four categories there is no computed total; the one that the source states stays."""
    name = "anmeldelser.narkotika.partnerskab-2021.2021.status-2022"
    rows = edition_rows(changed(facts, name, value=None, status="suppressed"), 2022)
    series = {"indicator": "anmeldelser", "category": "samlet", "geography": "partnerskab-2021", "year": 2021}
    assert pick(rows, measure="total", **series) == []
    assert only(rows, measure="observed", **series).value == 239


def test_without_the_two_counts_the_stated_share_is_judged(facts):
    """The source's own 92 %, where the computed 91.67 % cannot be had."""
    name = "aktiviteter_med_partnere.partnerskab-2021.2022.status-2022"
    row = verdict_of(edition_rows(changed(facts, name, value=None, status="suppressed"), 2022), "samarbejde", "aftale-2021")
    assert (row.value, ids_of(row)) == ("met", ["samarbejdsandel.partnerskab-2021.2022.status-2022"])


def test_a_baseline_without_a_value_keeps_its_status(facts):
    """A reader is told why there is no number."""
    name = "anmeldelser.indbrud.partnerskab-2021.2020.status-2022"
    rows = edition_rows(changed(facts, name, value=None, status="suppressed"), 2022)
    assert [(row.value, row.status) for row in rows if row.measure == "baseline" and ids_of(row) == [name]] == [
        (None, "suppressed")
    ]


def test_a_share_of_no_activities_is_not_applicable(facts):
    """There is no percentage of zero, and the row says so."""
    rows = edition_rows(changed(facts, "aktiviteter_i_alt.partnerskab-2021.2022.status-2022", value=Decimal(0)), 2022)
    shares = pick(rows, measure="share", indicator="samarbejdsandel")
    assert [(row.value, row.status) for row in shares] == [(None, "not_applicable")]
    verdict = verdict_of(rows, "samarbejde", "aftale-2021")
    assert (verdict.value, verdict.flags) == ("undetermined", ("no_observation",))
