"""What only shows when the files are read together: names, repeats, days, units, targets and sums."""

from __future__ import annotations

import pytest

from analysis.data import load
from analysis.data.checks.agreements import NEEDED_BY_RULE, faults_of_rule
from analysis.data.checks.values import RANGES
from analysis.data.definitions import RuleName, Unit

OBSERVATIONS, BUDGETS, INDICATORS = "observations.csv", "budgets.csv", "indicators.toml"
A2013, A2017, A2021 = (f"agreements/aftale-{year}.toml" for year in (2013, 2017, 2021))
CORRECT = "correct the value"
KINDS = {"against": "geography, or an earlier year"}
WHOLE = "write the number as the source has it, without a point; a point parts decimals here, never thousands"
CLAIM = "if the source itself adds up wrongly, give the total the status source_claim"
SUM = f"correct the total or a part; {CLAIM}"


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "found", "todo"),
    [
        (OBSERVATIONS, "ssp_aktiveringer,", "ssp_aktivering,", "indicator", "ssp_aktivering", "did you mean ssp_aktiveringer?"),
        (OBSERVATIONS, "anmeldelser,indbrud", "anmeldelser,indbrut", "category", "indbrut", "did you mean indbrud?"),
        (OBSERVATIONS, "distrikt-15,", "distrikt-51,", "geography", "distrikt-51", "did you mean distrikt-15?"),
        (OBSERVATIONS, ",br-2022-09-22,", ",br-2022-09-23,", "source", "br-2022-09-23", "did you mean br-2022-09-22?"),
        ("significance.csv", ",amager-vest,", ",amager-west,", "against", "amager-west", "did you mean amager-vest?"),
        ("significance.csv", "utryg_nabolag,", "utryg_nabo,", "indicator", "utryg_nabo", "did you mean utryg_nabolag?"),
        ("status.csv", "tryghedsplan-2022", "tryghedsplan-2202", "plan", "tryghedsplan-2202", "did you mean tryghedsplan-2022?"),
        ("activities.csv", ",omdoemme,", ",omdomme,", "effort_area", "omdomme", "did you mean omdoemme?"),
        (BUDGETS, "bylivspuljen,,2018", "bylivspuljer,,2018", "activity", "bylivspuljer", "did you mean bylivspuljen?"),
        ("deliverables.csv", ",ung-i-job,", ",ung-job,", "activity", "ung-job", "did you mean ung-i-job?"),
        ("status.csv", ",blaa-bane,", ",blue-bane,", "activity", "blue-bane", "did you mean blaa-bane?"),
    ],
)
def test_an_unknown_name_in_a_table_gets_a_suggestion(broken, file, old, new, column, found, todo):
    """The message names the cell and the known name that is nearest."""
    broken(file, old, new).says_only(
        f"{file}, row {{row}}, column {column}", f"'{found}'", f"a known {KINDS.get(column, column)}", todo
    )


def test_an_unknown_plan_in_the_budgets_is_named(broken):
    """A plan is written as in plans.toml."""
    message = broken(BUDGETS, "tryghedsplan-2013,dialogmoeder", "tryghedsplan-2013x,dialogmoeder")
    message.says_only(
        f"{BUDGETS}, row {{row}}, column plan", "'tryghedsplan-2013x'", "a known plan", "did you mean tryghedsplan-2013?"
    )


def test_an_activity_of_another_plan_is_unknown(broken):
    """Activities belong to their plan, and the message lists that plan's."""
    message = broken("deliverables.csv", "tryghedsplan-2013,mobile-byrum-13", "tryghedsplan-2022,mobile-byrum-13")
    assert message.has_fault(
        "deliverables.csv, row 2, column activity", "'mobile-byrum-13'", "use one of: aktiviteter-ved-containeren, "
    )


def test_an_unknown_name_without_a_near_one_lists_the_known(broken):
    """The message has all areas when none is like the one found."""
    message = broken(OBSERVATIONS, "distrikt-15,2012", "xyz,2012")
    assert message.has_fault(
        OBSERVATIONS, "found 'xyz'; expected a known geography; use one of: amager-oest, amager-vest, distrikt-15"
    )


def test_a_category_must_be_given_where_there_are_some(broken):
    """An indicator with categories has no figure without one."""
    message = broken(OBSERVATIONS, "anmeldelser,indbrud", "anmeldelser,")
    assert message.has_fault(
        f"{OBSERVATIONS}, row {message.row}, column category: found ''; expected a known category; use one of: "
    )


def test_a_category_must_be_empty_where_there_are_none(broken):
    """The message says which indicator has no categories."""
    expected = "an empty cell: ssp_aktiveringer has no categories"
    message = broken(OBSERVATIONS, "ssp_aktiveringer,,", "ssp_aktiveringer,indbrud,")
    message.says_only(f"{OBSERVATIONS}, row {{row}}, column category", "'indbrud'", expected, "empty the cell")


@pytest.mark.parametrize("against", ["20211", "202"])
def test_a_difference_is_against_a_year_or_an_area(broken, against):
    """A number that is no year is neither."""
    assert broken("significance.csv", ",2021,no", f",{against},no").has_fault("significance.csv, row 2, column against", against)


@pytest.mark.parametrize(
    ("file", "near", "found", "where"),
    [
        ("partnership.toml", "amager-vest", "amager-west", "geographies.partnerskab-2013.part_of"),
        (A2013, "distrikt-29", "distrikt-92", "targets.tryghedsindeks.geography"),
        (A2013, "partnerskab-2013", "partnerskab-213", "geography"),
        (A2013, "ssp_aktiveringer", "ssp_aktivering", "targets.ssp.indicator"),
        (A2013, "vold_trusler", "vold_truslr", "targets.vold-trusler.category"),
        (A2017, "koebenhavn", "kobenhavn", "targets.utryg-nabolag.reference"),
        (A2021, "status-2022", "status-22", "source"),
        ("plans.toml", "finansiering", "finansering", "plans.tryghedsplan-2013.indicator"),
        ("plans.toml", "partnerskab-2013", "partnerskab-213", "plans.tryghedsplan-2013.geography"),
        ("plans.toml", "plan-2013", "plan-213", "plans.tryghedsplan-2013.source"),
        ("discrepancies.toml", "kk-hele-koebenhavn-2016", "kk-hele-koebenhavn-216", "sources"),
    ],
)
def test_an_unknown_name_in_a_definition_gets_a_suggestion(broken, file, near, found, where):
    """The message names the key and the known name that is nearest."""
    message = broken(file, f'"{near}"', f'"{found}"')
    assert message.has_fault(f"{file}, column ", where, f"found '{found}'; expected a known ", f"; did you mean {near}?")


def test_an_unknown_instrument_among_the_lags_is_named(broken):
    """Otherwise its figures would be shown a year too late."""
    broken(A2013, "politiet = 1", "politi = 1").says_only(f"{A2013}, column lags", "'politi'", "a known", "did you mean politiet?")


def test_a_plan_of_an_unknown_agreement_is_named(broken):
    """The message names the plan and the agreement that is nearest."""
    message = broken("plans.toml", 'agreement = "aftale-2013"', 'agreement = "aftale-2031"')
    assert message.has_fault("plans.toml, column plans.tryghedsplan-2013.agreement", "'aftale-2031'")


def test_a_plan_of_an_unknown_agreement_is_not_blamed_on_its_activities(broken):
    """Rows that are right are not called wrong because their plan names no agreement."""
    message = broken("plans.toml", 'agreement = "aftale-2013"', 'agreement = "aftale-2031"')
    assert [line for line in message.faults if line.startswith("activities.csv")] == []


def test_an_unknown_source_of_a_discrepancy_tells_which_discrepancy(broken):
    """There are dozens of them, and no row number."""
    message = broken("discrepancies.toml", '"kk-hele-koebenhavn-2016"', '"kk-hele-koebenhavn-216"')
    assert message.has_fault("discrepancies.toml", "aften-2016-hele-byen")


@pytest.mark.parametrize(
    ("key", "near", "found"),
    [
        ("instrument", "politiet", "politi"),
        ("follows", "tyveri", "tyverii"),
        ("numerator", "aktiviteter_med_partnere", "aktiviteter_med_partner"),
        ("denominator", "aktiviteter_i_alt", "aktiviteter_ialt"),
    ],
)
def test_an_indicator_names_what_exists(broken, key, near, found):
    """An unknown instrument silently changes the year that an edition shows; an unknown part removes a share."""
    assert broken(INDICATORS, f'{key} = "{near}"', f'{key} = "{found}"').has_fault(INDICATORS, f"'{found}'")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('[[totals]]\nindicator = "anmeldelser"', '[[totals]]\nindicator = "anmeldelse"', "anmeldelse"),
        (
            'category = "samlet"\ngeography = "partnerskab-2013"\nyears',
            'category = "sammen"\ngeography = "partnerskab-2013"\nyears',
            "sammen",
        ),
        ('geography = "partnerskab-2013"\nyears = [2015', 'geography = "partnerskab-213"\nyears = [2015', "partnerskab-213"),
        ('parts = ["indbrud"', 'parts = ["indbrut"', "indbrut"),
    ],
    ids=["indicator", "category", "geography", "part"],
)
def test_a_total_names_what_exists(broken, old, new, found):
    """A misspelt part would silently turn off the check of the sum and remove the total from the book."""
    assert broken(A2017, old, new).has_fault(A2017, f"'{found}'")


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        ("partnership.toml", "year = 2014", "year = 2013", "2013"),
        (A2017, 'id = "utryg-aften-nat"', 'id = "utryg-nabolag"', "utryg-nabolag"),
        (A2017, 'id = "byliv"', 'id = "dialog"', "dialog"),
        (A2017, 'id = "aftale-2017"', 'id = "aftale-2013"', "aftale-2013"),
        ("plans.toml", 'id = "tryghedsplan-2017"', 'id = "tryghedsplan-2013"', "tryghedsplan-2013"),
        ("discrepancies.toml", 'id = "vold-2015-over-maaltallet"', 'id = "fald-18-procent-2012-2015"', "fald-18-procent-2012-2015"),
    ],
)
def test_an_id_stands_once(broken, file, old, new, word):
    """Two of one name would hide each other or give two results one name."""
    message = broken(file, old, new)
    assert message.has_fault(file.partition("/")[0], word)


@pytest.mark.parametrize(
    ("file", "start"),
    [
        (OBSERVATIONS, "ssp_aktiveringer,,distrikt-15,2012"),
        ("significance.csv", "utryg_nabolag,,partnerskab-2021,2022,2021"),
        ("activities.csv", "tryghedsplan-2022,blaa-bane"),
        (BUDGETS, "tryghedsplan-2013,dialogmoeder,,2013"),
        ("deliverables.csv", "tryghedsplan-2022,blaa-bane"),
        ("status.csv", "tryghedsplan-2022,blaa-bane"),
    ],
)
def test_the_same_row_twice_is_named_with_the_other_row(folder, row_of, complaint, file, start):
    """The message has the rows of both, and what the row is about."""
    path, first = folder / file, row_of(file, start)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[first - 1]]), "utf-8")
    message, words = complaint(), filter(None, start.split(","))
    again = (
        f"again, as in row {first}; expected each observation once; remove one of them; a correction is a row with its own source"
    )
    assert message.has_fault(f"{file}, row {len(lines) + 1}: found ", again, *words)


def test_a_corrected_cell_takes_the_place_of_the_one_it_corrects(folder, again):
    """The same cell from a newer source is no repeat, and it is not added to the sum a second time."""
    again(BUDGETS, "tryghedsplan-2017,moedefacilitering,,2017", "2000", "2000")
    assert load(folder)


def test_a_corrected_cell_counts_in_the_corrected_sum(folder, again):
    """The newest amounts are those that are added up."""
    again(BUDGETS, "tryghedsplan-2017,moedefacilitering,,2017", "2000", "3000")
    again(BUDGETS, "tryghedsplan-2017,,,2017", "1200000", "1201000")
    assert load(folder)


def test_the_same_figure_from_another_source_is_no_repeat(facts):
    """Two sources may say the same."""
    said = {(o.indicator, o.category, o.geography, o.year) for o in facts.observations}
    assert len(said) < len(facts.observations)


@pytest.mark.parametrize("file", [OBSERVATIONS, "significance.csv", "activities.csv", BUDGETS, "deliverables.csv", "status.csv"])
def test_a_day_that_differs_from_the_sources_is_named(broken, file):
    """A row is published when its source is."""
    expected = "2022-05-24, the day of status-2022 in sources.toml"
    message = broken(file, "2022-05-24", "2022-05-25")
    message.says_only(f"{file}, row {{row}}, column published", "2022-05-25", expected, "correct the one that is wrong")


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "found", "expected", "todo"),
    [
        (OBSERVATIONS, "2022,17,", "2022,117,", "value", "117", "percent from 0 to 100", CORRECT),
        (OBSERVATIONS, "2022,17,", "2022,-17,", "value", "-17", "percent from 0 to 100", CORRECT),
        (OBSERVATIONS, "2012,77,", "2012,-77,", "value", "-77", "count from 0 upwards", CORRECT),
        (OBSERVATIONS, "2012,77,", "2012,77.5,", "value", "77.5", "a whole number: the unit is count", WHOLE),
        (OBSERVATIONS, "2019,1313,", "2019,1.313,", "value", "1.313", "a whole number: the unit is count", WHOLE),
        (OBSERVATIONS, "2014,750000,", "2014,-1,", "value", "-1", "dkk from 0 upwards", CORRECT),
        (OBSERVATIONS, "2015,-18,", "2015,-118,", "value", "-118", "percent_change from -100 upwards", CORRECT),
        (OBSERVATIONS, "2021,26.0,", "2021,-26.0,", "value", "-26.0", "per_1000 from 0 upwards", CORRECT),
        (BUDGETS, "2021,1289000,", "2021,1.289,", "amount_dkk", "1.289", "a whole number: the unit is dkk", WHOLE),
        (BUDGETS, "2013,150000,", "2013,-150000,", "amount_dkk", "-150000", "dkk from 0 upwards", CORRECT),
        (BUDGETS, ",2000000,", ",2000000.5,", "amount_to_dkk", "2000000.5", "a whole number: the unit is dkk", WHOLE),
        (OBSERVATIONS, ",reduceret,", ",reducereet,", "level", "'reducereet'", "a known level", "did you mean reduceret?"),
        (
            OBSERVATIONS,
            "2012,6,,ok",
            "2012,,reduceret,ok",
            "level",
            "reduceret",
            "a number: ssp_aktiveringer has no levels",
            "move it to value",
        ),
        (
            OBSERVATIONS,
            "2012,,reduceret,ok",
            "2012,5,,ok",
            "value",
            "5",
            "a level: tryghedsindeks is not a number",
            "move it to level",
        ),
    ],
)
def test_a_value_outside_its_unit_is_named(broken, file, old, new, column, found, expected, todo):
    """The message says what the unit allows."""
    broken(file, old, new).says(f"{file}, row {{row}}, column {column}", found, expected, todo)


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "unit"),
    [
        (BUDGETS, "2023,350000,", "2023,350.000,", "amount_dkk", "dkk"),
        (BUDGETS, "1000000,2000000,", "1000,2000.000,", "amount_to_dkk", "dkk"),
        (OBSERVATIONS, "2014,750000,", "2014,750.000,", "value", "dkk"),
        (OBSERVATIONS, "2012,77,", "2012,77.000,", "value", "count"),
    ],
)
def test_a_single_thousands_point_before_noughts_is_named(broken, file, old, new, column, unit):
    """350.000 kroner are not 350, although 350.000 is a whole number."""
    found = new.strip(",").rpartition(",")[2]
    message = broken(file, old, new)
    message.says(f"{file}, row {{row}}, column {column}", found, f"the unit is {unit}", WHOLE)


@pytest.mark.parametrize("value", ["1.289", "2.500", "-5"])
def test_a_number_of_things_has_no_thousands_point(broken, value):
    """1.289 lamps are not one and a quarter; 7.5 participants may be."""
    expected = "a number from 0 upwards with at most 2 decimals; a point parts decimals here, never thousands"
    todo = "write the number as the source has it, without the points that part thousands"
    message = broken("deliverables.csv", ",no,7.5,,", f",no,{value},,")
    message.says("deliverables.csv, row {row}, column value", value, expected, todo)


@pytest.mark.parametrize("n", ["4.880", "4.88", "-4880"])
def test_a_sample_size_is_a_whole_positive_number(broken, n):
    """As many people answered as can be counted."""
    message = broken(OBSERVATIONS, "9,,ok,4880", f"9,,ok,{n}")
    assert message.has_fault(f"{OBSERVATIONS}, row {message.row}, column n")


@pytest.mark.parametrize("value", ["5,,", ",yes,"])
def test_an_answer_among_the_observations_is_a_fault(broken, value):
    """Answers stand in status.csv, and nothing else would make them right here."""
    message = broken(OBSERVATIONS, "ssp_aktiveringer,,distrikt-15,2012,6,,", f"paa_plan,,distrikt-15,2012,{value}")
    assert message.has_fault(f"{OBSERVATIONS}, row {message.row}, column ")
    assert "move it to" not in message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BUDGETS, ",1000000,2000000,", ",2000000,1000000,"),
        ("deliverables.csv", ",10,12,", ",12,10,"),
        ("status.csv", "2022-01-01,2022-04-30", "2022-04-30,2022-01-01"),
        (A2013, "from_year = 2013\nto_year = 2016", "from_year = 2016\nto_year = 2013"),
    ],
)
def test_a_range_is_not_upside_down(broken, file, old, new):
    """From is before to."""
    assert broken(file, old, new).has_fault(file)


NUMBERS = {"percent", "count", "per_1000", "dkk", "dkk_per_head", "minutes", "index"}


def test_every_unit_of_a_number_has_its_range():
    """A unit without one would stop the reading."""
    assert set(RANGES) == set(Unit.__args__) - {"level", "answer"}


def test_every_rule_says_what_it_needs():
    """A rule without an entry would stop the reading."""
    assert set(NEEDED_BY_RULE) == set(RuleName.__args__)


@pytest.mark.parametrize(
    ("rule", "units"),
    [
        ("level", {"level"}),
        ("monitor", {*NUMBERS, "level"}),
        ("approaches", NUMBERS - {"count", "dkk"}),
        ("within", NUMBERS - {"count", "dkk"}),
        ("at_most_times", NUMBERS - {"count", "dkk"}),
        ("at_least", NUMBERS),
        ("rises_each_year", NUMBERS),
    ],
)
def test_a_rule_judges_only_what_it_can(case_of, rule, units):
    """Two areas of different size have no distance in counts, and a change that a source claims is no series."""
    for unit in Unit.__args__:
        assert (case_of(rule, unit) == []) is (unit in units), unit


@pytest.fixture
def case_of(facts):
    """Makes the faults of a target's rule beside an indicator of a unit."""

    def faults(rule, unit):
        target = next(t for a in facts.agreements for t in a.targets if not t.category).model_copy(update={"rule": rule})
        indicator = facts.indicators[target.indicator].model_copy(update={"unit": unit})
        return [found for found in faults_of_rule("x.toml", target, indicator) if found.column.endswith(".rule")]

    return faults


def test_a_distance_is_reckoned_only_where_there_is_one(broken):
    """Of percentages and of numbers per 1,000, not of counts."""
    message = broken(INDICATORS, 'unit = "count"\n', 'unit = "count"\ngap = true\n')
    message.says_only(
        f"{INDICATORS}, column indicators.ssp_aktiveringer.gap",
        "true beside unit count",
        "distances only of percentages and of numbers per 1,000",
        "remove gap",
    )


@pytest.mark.parametrize(
    ("file", "old", "target", "key", "rule"),
    [
        (A2021, "threshold = 75\n", "samarbejde", "threshold", "at_least"),
        (A2017, 'reference = "koebenhavn"\n', "utryg-nabolag", "reference", "approaches"),
        (A2013, 'level = "reduceret"\n', "tryghedsindeks", "level", "level"),
        (A2013, "baseline_year = 2012\n", "tryghedsindeks", "baseline_year", "level"),
        (A2021, "baseline_year = 2021\n", "utryg-nabolag-fald", "baseline_year", "falls_each_year"),
    ],
)
def test_a_target_without_what_its_rule_needs_is_named(broken, file, old, target, key, rule):
    """The message has target, key and rule."""
    expected = f"{key}: the rule {rule} needs it"
    broken(file, old, "").says_only(f"{file}, column targets.{target}", f"no {key}", expected, f"add {key}")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("2013 = 10, 2014", "2014", "percentages for [2014, 2015, 2016]"),
        ("2016 = 25 }", "2016 = 25, 2017 = 30 }", "percentages for [2013, 2014, 2015, 2016, 2017]"),
    ],
)
def test_a_percentage_for_each_year_and_no_other(broken, old, new, found):
    """A target that reduces by percentages says by how many each year."""
    where = f"{A2013}, column targets.indbrud"
    broken(A2013, old, new).says_only(where, found, "one for each of [2013, 2014, 2015, 2016]", "complete percent_by_year")


def test_the_level_of_a_target_is_one_of_the_levels(broken):
    """An unknown one would stop the reckoning of the results."""
    assert broken(A2013, 'level = "reduceret"', 'level = "reduseret"').has_fault(A2013, "reduseret")


def test_a_target_has_a_category_where_its_indicator_has_some(broken):
    """Without one it could never be judged."""
    assert broken(A2013, 'category = "indbrud"\n', "").has_fault(A2013, "targets.indbrud")


def test_a_sentence_has_only_known_places(broken):
    """A misspelt place would stop the building of a page."""
    assert broken(INDICATORS, "var {value} utrygge", "var {vaerdi} utrygge").has_fault(INDICATORS, "vaerdi")


@pytest.mark.parametrize(
    ("old", "new", "total", "found", "expected"),
    [
        (
            "2021,239,",
            "2021,240,",
            "anmeldelser,samlet,partnerskab-2021,2021",
            "240",
            "239, the sum of chikane, haervaerk, narkotika, trusler",
        ),
        (
            "2021,61,",
            "2021,62,",
            "anmeldelser,samlet,partnerskab-2021,2021",
            "239",
            "240, the sum of chikane, haervaerk, narkotika, trusler",
        ),
        (
            "2015,263,",
            "2015,236,",
            "anmeldelser,samlet,partnerskab-2013,2015",
            "236",
            "263, the sum of indbrud, tyveri_roeveri, vold_trusler_vaaben",
        ),
    ],
)
def test_a_stated_total_that_is_not_the_sum_of_its_parts_is_named(broken, row_of, old, new, total, found, expected):
    """The message names the total's row, whether the total or a part is wrong, and how the sum is made."""
    row = row_of(OBSERVATIONS, total)
    broken(OBSERVATIONS, old, new).says_only(f"{OBSERVATIONS}, row {row}, column value", found, expected, SUM)


def test_a_total_is_checked_in_its_years_only(folder, change):
    """An agreement says in which years its total is the sum of those parts."""
    change(A2017, "years = [2015, 2016, 2017, 2018, 2019, 2020]\nparts", "years = [2016, 2017, 2018, 2019, 2020]\nparts")
    change(OBSERVATIONS, "2015,263,", "2015,236,")
    assert load(folder)


def test_a_total_with_an_unknown_part_is_not_checked(folder, change):
    """What is not stated is not nought."""
    change(OBSERVATIONS, "2021,61,,ok", "2021,,,not_stated")
    assert load(folder)


@pytest.mark.parametrize(
    ("old", "new", "found", "expected"),
    [
        ("samarbejdsandel,,partnerskab-2021,2022,92,", "samarbejdsandel,,partnerskab-2021,2022,91,", "91", "92, which is 11 of 12"),
        (
            "samarbejdsandel,,partnerskab-2021,2022,92,",
            "samarbejdsandel,,partnerskab-2021,2022,91.6,",
            "91.6",
            "91.7, which is 11 of 12",
        ),
        (
            "undersoegelse_svarprocent,,koebenhavn,2017,33,",
            "undersoegelse_svarprocent,,koebenhavn,2017,34,",
            "34",
            "33, which is 3041 of 9245",
        ),
    ],
)
def test_a_stated_share_that_does_not_follow_from_its_counts_is_named(broken, old, new, found, expected):
    """The message says what the counts give, with as many decimals as the share has."""
    where = f"{OBSERVATIONS}, row {{row}}, column value"
    todo = "correct the share or a count; if the source itself reckons wrongly, give the share the status source_claim"
    broken(OBSERVATIONS, old, new).says_only(where, found, expected, todo)


def test_a_share_with_very_many_decimals_is_a_fault_and_no_crash(broken):
    """Decimal arithmetic has 28 digits."""
    message = broken(OBSERVATIONS, "partnerskab-2021,2022,92,", f"partnerskab-2021,2022,91.{'6' * 30},")
    assert message.has_fault(f"{OBSERVATIONS}, row {message.row}, column value")


@pytest.mark.parametrize(
    ("old", "new", "whole", "found", "expected"),
    [
        ("2021,1289000,", "2021,1290000,", "tryghedsplan-2022,,,2021", "1290000", "1289000, the sum of its 15 parts"),
        ("2022,72000,", "2022,73000,", "tryghedsplan-2022,,,2022", "1313000", "1314000, the sum of its 15 parts"),
        ("2017,2000,", "2017,3000,", "tryghedsplan-2017,,,2017", "1200000", "1201000, the sum of its 10 parts"),
        (
            "loenmidler,2017,70000,",
            "loenmidler,2017,60000,",
            "ungeengagement-i-laeringsrum,,2017",
            "100000",
            "90000, the sum of its 2 parts",
        ),
        (",,,2018,1200000,", ",,,2018,120000,", "tryghedsplan-2017,,,2018", "120000", "640000, the sum of its 10 parts"),
    ],
)
def test_a_budget_total_that_is_not_the_sum_of_its_parts_is_named(broken, row_of, old, new, whole, found, expected):
    """A plan's total is its activities', an activity's its lines', and a frame is at least what is known of it."""
    row = row_of(BUDGETS, whole)
    broken(BUDGETS, old, new).says_only(f"{BUDGETS}, row {row}, column amount_dkk", found, expected, SUM)


def test_a_part_that_cannot_be_read_does_not_make_its_total_wrong(broken):
    """The one wrong cell is named, and nobody is told to correct a total that is right."""
    message = broken(BUDGETS, "2021,335000,", '2021,"335.000,00",')
    message.says_only(f"{BUDGETS}, row {{row}}, column amount_dkk", "'335.000,00'", "write 335000.00", CORRECT)


def test_a_frame_may_be_larger_than_what_is_known_of_it(facts):
    """In 2018–2020 some parts are not decided."""
    frames = {b.year: b.amount_dkk for b in facts.budgets if b.plan == "tryghedsplan-2017" and not b.activity}
    known = {
        year: sum(
            b.amount_dkk or 0
            for b in facts.budgets
            if b.plan == "tryghedsplan-2017" and b.activity and not b.line and b.year == year
        )
        for year in frames
    }
    assert {year: frames[year] - known[year] for year in frames} == {2017: 0, 2018: 560000, 2019: 965000, 2020: 965000}
