"""How sure the figures are: only what the sources allow, to the published decimals, and never part of the verdict."""

from dataclasses import replace
from decimal import Decimal

import pytest
from rows_in_tests import only, pick, verdict_of

from analysis.data import load
from analysis.indicators import columns_of, edition_rows


@pytest.fixture(scope="module")
def rows_of(root):
    facts = load(root / "data")
    made = {year: {row.id: row for row in edition_rows(facts, year)} for year in (2013, 2016, 2022)}
    return made.__getitem__


def value(rows, name, decimals=3):
    return round(float(rows[name].value), decimals)


@pytest.mark.parametrize(
    ("category", "ratio", "low", "high", "p_value"),
    [
        ("narkotika", 1.53, 1.15, 2.03, 0.004),
        ("chikane", 0.76, 0.55, 1.06, 0.13),
        ("tyveri-roeveri", 0.71, 0.46, 1.10, 0.16),
        ("vold-vaaben", 1.26, 0.88, 1.81, 0.24),
        ("haervaerk", 1.12, 0.70, 1.79, 0.72),
        ("indbrud", 0.82, 0.35, 1.92, 0.82),
        ("trusler", 0.92, 0.52, 1.62, 0.88),
    ],
)
def test_the_changes_of_2021_have_the_ratios_worked_out_by_hand(rows_of, category, ratio, low, high, p_value):
    """Rate ratio with 95 % score interval and conditional exact p, worked out outside the project."""
    rows, name = rows_of(2022), f"aftale-2021.{category}.2021"
    found = [value(rows, f"2022.{measure}.{name}.ratio", 2) for measure in ("rate", "lower", "upper")]
    assert found == [ratio, low, high]
    assert value(rows, f"2022.p_value.{name}") == pytest.approx(p_value, abs=0.0051)


def test_only_narcotics_survives_the_correction_for_seven_categories(rows_of):
    """Seven times the smallest p is 0.03; all others are far above 0.05."""
    holm = pick(rows_of(2022).values(), aspect="holm", measure="p_value")
    adjusted = {row.category: float(row.value) for row in holm}
    assert (len(adjusted), {row.family for row in holm}) == (7, {7})
    assert only(rows_of(2022).values(), aspect="holm", measure="count").value == 7
    assert columns_of(holm[0])[11].startswith("holm over 7; equal population assumed; ")
    assert [category for category, p in adjusted.items() if p < 0.05] == ["narkotika"]


def test_a_total_is_no_member_of_the_family(rows_of):
    """215 and 239 are the other four over again."""
    assert not [row for row in rows_of(2022).values() if row.category == "samlet" and row.measure == "p_value"]


def test_counts_have_exact_limits_below_ten_and_byars_from_ten(rows_of):
    """9 burglaries: 4.12 to 17.08. 67 cases of violence: 51.9 to 85.1."""
    rows = rows_of(2022)
    nine = "anmeldelser.indbrud.partnerskab-2021.2021.interval"
    many = "anmeldelser.vold_vaaben.partnerskab-2021.2021.interval"
    assert (value(rows, f"2022.lower.{nine}", 2), value(rows, f"2022.upper.{nine}", 2)) == (4.12, 17.08)
    assert [columns_of(rows[f"2022.lower.{name}"])[11] for name in (nine, many)] == ["exact poisson 95 %", "byar 95 %"]
    assert (value(rows, f"2022.lower.{many}", 1), value(rows, f"2022.upper.{many}", 1)) == (51.9, 85.1)


def test_a_share_without_a_sample_size_has_no_interval(rows_of):
    """Nobody has published how many answered in the area; the city's 9 % of 2020 rests on 4,880."""
    rows = rows_of(2022)
    assert "2022.lower.utryg_nabolag.partnerskab-2021.2022.interval" not in rows
    city = "utryg_nabolag.koebenhavn.2020.interval"
    assert columns_of(rows[f"2022.lower.{city}"])[11] == "wilson 95 %; n 4880; approximate"
    assert (value(rows, f"2022.lower.{city}", 1), value(rows, f"2022.upper.{city}", 1)) == (8.2, 9.8)


def test_a_full_count_has_no_interval(rows_of):
    """11 of 12 activities are all there are; the 92 % that the source states is rounded, and that is all."""
    limits = [row for row in rows_of(2022).values() if row.indicator == "samarbejdsandel" and row.measure in ("lower", "upper")]
    assert {row.aspect for row in limits} <= {"rounding"}


def test_the_rates_interval_follows_from_its_count(rows_of):
    """217 reports are 26.0 per 1,000, so Byar's limits of 217 are 22.7 and 29.7; 2020 has no count and no interval."""
    rows, name = rows_of(2022), "borgervendt_pr_1000.partnerskab-2021.{}.interval"
    assert (value(rows, f"2022.lower.{name.format(2021)}", 1), value(rows, f"2022.upper.{name.format(2021)}", 1)) == (22.7, 29.7)
    assert f"2022.lower.{name.format(2020)}" not in rows


DOUBTS_2022 = {
    "utryg-nabolag-fald": ("unknown_sample_size", "cannot be judged: no sample size"),
    "utryg-aften-nat-by": ("unknown_sample_size", "cannot be judged: no sample size"),
    "borgervendt": ("unknown_counts", "cannot be judged: no counts"),
    "indbrud": ("could_be_chance", "could be chance"),
    "vold-vaaben": ("could_be_chance", "could be chance"),
    "samarbejde": ("full_count", "full count"),
}


@pytest.mark.parametrize("target", DOUBTS_2022)
def test_each_verdict_says_what_chance_could_do(rows_of, target):
    """Beside the formal word, never instead of it."""
    row = verdict_of(rows_of(2022).values(), target, "aftale-2021")
    flag, text = DOUBTS_2022[target]
    assert row.value in ("met", "not_met")
    assert row.flags[-1] == flag
    assert columns_of(row)[11].endswith(f"; {text}")


def test_the_falls_from_2012_to_2015_are_hardly_chance(rows_of):
    """Burglary, vandalism, narcotics and harassment; 6 activations to 1 could be chance."""
    rows = rows_of(2016).values()
    for target in ("indbrud", "haervaerk", "narkotika", "chikane"):
        assert verdict_of(rows, target, "aftale-2013").flags[-1] == "hardly_chance"
    assert verdict_of(rows, "ssp", "aftale-2013").flags[-1] == "could_be_chance"


def test_a_target_of_a_quarter_fewer_is_rarely_luck_and_rarely_proved(rows_of):
    """77 burglaries less 25 %: hit by luck in 4 %, proved in 35 % of cases, 3 years for 80 %."""
    rows, name = rows_of(2013), "aftale-2013.indbrud.2016"
    assert value(rows, f"2013.p_value.{name}.luck", 0) == 4
    assert value(rows, f"2013.p_value.{name}.power", 0) == 35
    assert rows[f"2013.rate.{name}.years"].value == Decimal(3)


def test_a_target_of_no_more_is_hit_by_luck_in_half_of_all_years(rows_of):
    """11 burglaries: 54 %. There is no fall to prove."""
    rows, name = rows_of(2022), "aftale-2021.indbrud.2024"
    assert value(rows, f"2022.p_value.{name}.luck", 0) == 54
    assert f"2022.p_value.{name}.power" not in rows


def test_what_lies_within_the_visible_limits_cannot_be_told_from_chance(rows_of):
    """From 11 burglaries: 9 fewer or 13 more. From 1 activation no fall can be seen, not even to none."""
    rows = rows_of(2022)
    limits = [rows[f"2022.{end}.aftale-2021.indbrud.2024.visible"].value for end in ("lower", "upper")]
    assert limits == [Decimal(-9), Decimal(13)]
    none = rows_of(2016)["2016.lower.aftale-2017.ssp.2020.visible"]
    assert (none.value, none.status) == (None, "not_applicable")


def test_every_row_about_certainty_is_in_the_table_with_its_inputs(rows_of):
    """So that it can be traced like any other number."""
    for year in (2013, 2016, 2022):
        for row in rows_of(year).values():
            if row.measure in ("p_value", "rate") or row.aspect == "interval":
                assert row.inputs, row.id
                assert columns_of(row)[11], row.id


def test_none_and_none_again_is_no_comparison(root):
    """Two zeros have no ratio; the table stands, and the verdict says that chance cannot be judged."""
    facts = load(root / "data")
    zeros = [
        o.model_copy(update={"value": Decimal(0)}) if o.category == "indbrud" and o.year >= 2020 else o for o in facts.observations
    ]
    rows = edition_rows(replace(facts, observations=tuple(zeros)), 2022)
    verdict = verdict_of(rows, "indbrud", "aftale-2021")
    assert (verdict.value, verdict.flags) == ("met", ("unknown_counts",))
    assert len(pick(rows, aspect="holm", measure="p_value")) == 6
