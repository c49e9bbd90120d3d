"""What can be said beside whole years: what is refused of it, what is asked about, and that folders of old need none of it."""

import shutil

import pytest

from analysis.data import examine, load
from analysis.errors import DataFaults


@pytest.fixture
def changed(broad, tmp_path):
    """Makes a copy of the invented partnership that says everything, with a text in a file replaced."""

    def change(file, old, new):
        folder = shutil.copytree(broad, tmp_path / "data")
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, old
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


def faults_of(folder):
    with pytest.raises(DataFaults) as error:
        load(folder)
    return [str(fault) for fault in error.value.faults]


INDICATORS, OBSERVATIONS, AGREEMENT = "indicators.toml", "observations.csv", "agreements/aftale.toml"
FRAFLYTNING = 'short = "Fraflytninger"\ntheme = "bolig"\nunit = "count"\ninstrument = "boligforeningen"\nadds_up = true\n'
QUARTER = "anmeldelser,indbrud,kvarter,2031,9,,ok,,,,2031K1,,,,,status-2032"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (INDICATORS, 'theme = "klima"', 'theme = "vejr"', "indicators.indbyggere.theme: found 'vejr'; expected a known theme"),
        (INDICATORS, "[themes.klima]", "[themes.tryghed]", "themes.tryghed: found the theme tryghed, which every book has"),
        (
            INDICATORS,
            "base = { year = 2025, value = 100 }\n",
            "",
            "tryghedsscore.base: found unit index and what does not go with it",
        ),
        (
            INDICATORS,
            FRAFLYTNING,
            FRAFLYTNING.replace("adds_up = true\n", ""),
            "fraflytning.adds_up: found nothing, and figures for",
        ),
        (
            INDICATORS,
            'unit = "index"',
            'unit = "index"\nadds_up = true',
            "tryghedsscore.adds_up: found adds_up = true with unit index",
        ),
        (INDICATORS, 'category = "alle", ', "", "counted_by: found counted_by without a category, and anmeldelser has categories"),
        (INDICATORS, 'population = "indbyggere"', 'population = "boere"', "'boere'; expected a known indicator"),
        (INDICATORS, 'population = "indbyggere"', 'population = "utryg_nabolag"', "counted_by: found utryg_nabolag"),
        (INDICATORS, 'groups = { kvinder = "Kvinder", maend = "Mænd" }', "groups = {}", "groups: found {}; expected at least one"),
        (OBSERVATIONS, ",koen,kvinder,", ",koen,koner,", "column group: found 'koner'; expected a known group; did you mean"),
        (OBSERVATIONS, ",koen,kvinder,", ",kon,kvinder,", "column breakdown: found 'kon'; expected a known breakdown"),
        (OBSERVATIONS, QUARTER, QUARTER.replace("2031K1", "2031Q1"), "column period: found '2031Q1'; expected a half-year"),
        (OBSERVATIONS, QUARTER, QUARTER.replace("2031K1", "2031K2"), "2031K2 status-2032"),
        (OBSERVATIONS, "210.50", "210.505", "found 210.505; expected at most 2 decimals: the unit is dkk_per_head"),
        (OBSERVATIONS, "98.50", "98.505", "found 98.505; expected at most 2 decimals: the unit is dkk"),
        (OBSERVATIONS, ",26,34,", ",26,134,", "column upper: found 134"),
        (AGREEMENT, "points = 5\n", "", "targets.utryg-by: found no points"),
        (AGREEMENT, "points = 2.5\n", 'points = "2.5"\n', "targets.score-by.points: found '2.5'; expected a number above 0"),
        (AGREEMENT, "points = 2.5\n", "points = 0\n", "targets.score-by.points: found 0; expected a number above 0"),
        (AGREEMENT, "points = 2.5\n", "points = nan\n", "targets.score-by.points: found NaN; expected a number above 0"),
        (AGREEMENT, "points = 2.5\n", "points = inf\n", "targets.score-by.points: found Infinity; expected a number above 0"),
        (AGREEMENT, "times = 1.1\n", "points = 1.1\n", "targets.respons: found no times"),
        (
            AGREEMENT,
            "times = 1.1\n",
            "times = 1.1\npoints = 2\n",
            "points beside the rule at_most_times; expected points only beside",
        ),
        (AGREEMENT, "threshold = 60\n", 'threshold = 60\ndirection = "up"\n', "direction beside the rule at_least"),
        (AGREEMENT, 'direction = "down"', 'direction = "ned"', "'ned'; expected 'up' or 'down'"),
        (
            AGREEMENT,
            'rule = "at_most_times"\nreference = "byen"\n',
            'rule = "at_most_times"\n',
            "targets.respons: found no reference",
        ),
    ],
)
def test_what_cannot_be_is_one_clear_fault(changed, file, old, new, said):
    """Where, what was found, what was expected."""
    faults = faults_of(changed(file, old, new))
    assert any(said in fault and fault.startswith(file) for fault in faults), faults


YEAR = "anmeldelser,indbrud,kvarter,2031,{value},,{status},,,,,,,,,status-2032,Tabel 1,2032-11-01\n"


@pytest.mark.parametrize(("value", "status", "wrong"), [("35", "ok", False), ("36", "ok", True), ("36", "source_claim", False)])
def test_a_year_of_a_flow_is_the_sum_of_its_quarters_from_the_same_source(changed, value, status, wrong):
    """9 and 8 and 10 and 8 are 35; a source that adds up wrongly itself is let be."""
    folder = changed(OBSERVATIONS, QUARTER, YEAR.format(value=value, status=status) + QUARTER)
    if wrong:
        assert any("expected 35, the sum of the 4 parts of the year" in fault for fault in faults_of(folder))
    else:
        assert len(load(folder).observations) == 105


def test_a_year_of_a_stock_is_no_sum(changed):
    """Nobody adds up inhabitants."""
    rows = "".join(f"indbyggere,,kvarter,2032,5300,,ok,,,,2032K{n},,,,,status-2033,Tabel 1,2033-11-01\n" for n in range(1, 5))
    year = "indbyggere,,kvarter,2032,5310,,ok,,,,,,,,,status-2033,Tabel 1,2033-11-01\n"
    assert load(changed(OBSERVATIONS, QUARTER, rows + year + QUARTER)).observations


def test_the_same_figure_of_another_part_or_group_is_another_row(broad):
    """No two rows are told apart by nothing."""
    facts = load(broad)
    assert len({(row.series, row.year, row.source) for row in facts.observations}) == len(facts.observations)


def test_a_period_that_was_not_over_when_it_was_published_is_asked_about(changed):
    """The fourth quarter of 2033 in a source of 1 November 2033."""
    row = "traeer,,kvarter,2033,325,,ok,,,,{period},,,,,status-2033,Tabel 1,2033-11-01\n"
    broken = changed(OBSERVATIONS, QUARTER, row.format(period="2033-12-31") + QUARTER)
    assert [str(found) for found in examine(broken)[1] if "which was not over" in str(found)] != []


def test_jumps_are_looked_for_within_a_series_only(broad):
    """A quarter beside a year, or a group beside everybody, is no jump."""
    assert [str(found) for found in examine(broad)[1]] == []


@pytest.mark.parametrize("folder", ["data", "tests/mini/data", "tests/data/format-2022"])
def test_a_folder_of_old_says_none_of_it_and_is_right(root, folder):
    """Every new column and key may be left out."""
    facts = load(root / folder)
    assert all(row.is_whole and row.lower is None for row in facts.observations)
    assert facts.themes == {}
    assert all(one.adds_up is None and not one.breakdowns and one.base is None for one in facts.indicators.values())
