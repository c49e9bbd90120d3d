"""The facts as a whole: what was public on a day, all faults at once, and the project's own data."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter

import pytest

from analysis.data import find_data, load, parse_day
from analysis.data.facts import Facts
from analysis.data.folder import strangers
from analysis.data.tables import OPTIONAL_TABLES, TABLES
from analysis.errors import DataFaults, UserError

PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # e-mail
    r"|\+45|\b(?:tlf|telefon|mobil)\b"  # announced telephone numbers
    r"|\b\d{2} \d{2} \d{2} \d{2}\b|(?<![\w-])(?!\d+0000\b)\d{8}\b"  # telephone numbers, but no round sums
    r"|\b\d{6}-\d{4}\b",  # civil registration numbers
    re.IGNORECASE,
)
ROWS = ["observations", "significance", "activities", "budgets", "deliverables", "status"]
DAY = dt.date(2016, 12, 31)


# Faults


def test_nothing_is_wrong_with_the_real_data(facts):
    """The project's own data load without a fault."""
    assert isinstance(facts, Facts)


def test_several_faults_are_reported_at_once_sorted_and_counted(change, complaint):
    """Definitions, cells and cross-checks; by file, then row, then column."""
    change("status.csv", ",yes,no,no,", ",ja,no,nej,")
    change("observations.csv", "2012,6,", "2012,seks,")
    change("observations.csv", "2022,17,", "2022,117,")
    change("discrepancies.toml", '"kk-hele-koebenhavn-2016"', '"kk-hele-koebenhavn-216"')
    change("budgets.csv", "2021,1289000,", "2021,1290000,")
    message = complaint()
    assert message.splitlines()[0] == "6 faults in the data:"
    starts = ["budgets.csv, row 206", "discrepancies.toml", "observations.csv, row 4,", "observations.csv, row 41,"]
    starts += ["status.csv, row 2, column adjustment", "status.csv, row 2, column on_plan"]
    assert all(line.startswith(start) for line, start in zip(message.faults, starts, strict=True)), message


def test_every_file_is_read_though_a_definition_is_broken(change, complaint):
    """A broken definition does not hide the faults of the tables."""
    change("sources.toml", "note =", "notes =")
    change("partnership.toml", 'name = "Amager', "name = Amager")
    change("observations.csv", "2012,6,", "2012,seks,")
    message = complaint()
    assert message.splitlines()[0] == "3 faults in the data:"
    assert [line.partition(",")[0].partition(":")[0] for line in message.faults] == [
        "observations.csv",
        "partnership.toml",
        "sources.toml",
    ]


def test_an_empty_folder_lists_every_file(tmp_path):
    """Eleven files and the folder of agreements are missing."""
    with pytest.raises(DataFaults) as raised:
        load(tmp_path)
    assert str(raised.value).startswith("12 faults in the data:\n")


def test_the_faults_can_be_read_one_by_one(folder, change):
    """The error carries the faults and ends the program with 1."""
    row = change("observations.csv", "2012,6,", "2012,seks,")
    with pytest.raises(DataFaults) as raised:
        load(folder)
    (fault,) = raised.value.faults
    assert (fault.file, fault.row, fault.column, fault.found) == ("observations.csv", row, "value", "'seks'")
    assert raised.value.exit_code == 1


# What was public on a day


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_were_published_later_are_hidden(facts, name):
    """Each table keeps its public rows, in order, and no other."""
    kept = getattr(facts.as_of(DAY), name)
    assert kept == tuple(row for row in getattr(facts, name) if row.published <= DAY)
    assert len(kept) < len(getattr(facts, name))


def test_sources_agreements_and_plans_that_were_published_later_are_hidden(facts):
    """At the end of 2016 the agreement of 2017 was known, the status of 2022 was not."""
    then = facts.as_of(DAY)
    assert [a.id for a in then.agreements] == ["aftale-2013", "aftale-2017"]
    assert [p.id for p in then.plans] == ["tryghedsplan-2013", "tryghedsplan-2017"]
    assert "status-2022" in facts.sources
    assert "status-2022" not in then.sources


@pytest.mark.parametrize(("day", "plans"), [(dt.date(2016, 12, 5), 1), (dt.date(2016, 12, 6), 2)])
def test_a_source_is_public_on_its_own_day(facts, day, plans):
    """The day itself counts."""
    assert len(facts.as_of(day).plans) == plans


def test_before_the_first_source_nothing_was_public(facts):
    """No row, agreement or plan is older than its source."""
    then = facts.as_of(min(source.published for source in facts.sources.values()) - dt.timedelta(days=1))
    assert not any([then.sources, then.agreements, then.plans, *(getattr(then, name) for name in ROWS)])


def test_on_the_last_day_everything_is_public(facts):
    """The day of the newest source hides nothing."""
    assert facts.last_published() == max(source.published for source in facts.sources.values())
    assert vars(facts.as_of(facts.last_published())) == vars(facts)


def test_a_corrected_plan_row_is_seen_from_its_day_on(folder, again):
    """Before it the old amount counts, and after it only the new one."""
    again("budgets.csv", "tryghedsplan-2017,moedefacilitering,,2018", "?,not_decided", "?,not_stated")
    facts = load(folder)
    for day, statuses in ((dt.date(2022, 5, 23), ["not_decided"]), (dt.date(2022, 5, 24), ["not_stated"])):
        cells = [b for b in facts.as_of(day).budgets if b.plan == "tryghedsplan-2017" and b.activity == "moedefacilitering"]
        assert [b.status for b in cells if b.year == 2018] == statuses


def test_the_facts_themselves_are_not_changed(facts):
    """``as_of`` returns other facts, and twice is as good as once."""
    before = len(facts.observations)
    then = facts.as_of(DAY)
    assert len(facts.observations) == before
    assert vars(then.as_of(DAY)) == vars(then)


# Editions, folders and days


def test_an_edition_is_found_by_its_year(facts):
    """The edition has the day up to which it sees."""
    assert facts.edition(2013).as_of == dt.date(2014, 12, 31)
    assert facts.newest_edition().year == 2022


@pytest.mark.parametrize(("year", "plans"), [(2012, []), (2016, ["tryghedsplan-2013"]), (2022, ["tryghedsplan-2022"])])
def test_a_year_has_the_plans_that_cover_it(facts, year, plans):
    """A year before the first plan has none."""
    assert [plan.id for plan in facts.plans_of(year)] == plans


def test_of_two_plans_for_the_same_money_the_newest_counts(folder, change):
    """Wherever in the file it stands."""
    change("plans.toml", "years = [2021, 2022, 2023, 2024]", "years = [2020, 2021, 2022, 2023, 2024]")
    facts = load(folder)
    assert [plan.id for plan in facts.plans_of(2020)] == ["tryghedsplan-2022"]
    assert [plan.id for plan in facts.as_of(DAY).plans_of(2020)] == ["tryghedsplan-2017"]


def test_an_unknown_edition_lists_those_there_are(facts):
    """The message says what was asked for, what there is and what to do."""
    years = "2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022"
    with pytest.raises(UserError) as raised:
        facts.edition(2012)
    todo = "add it to partnership.toml or choose another year."
    assert str(raised.value) == f"edition 2012: no such edition; expected one of {years}; {todo}"


@pytest.mark.parametrize("below", ["", "notebooks", "notebooks/2022"])
def test_the_data_folder_is_found_here_or_above(folder, monkeypatch, below):
    """Notebooks start in different folders."""
    here = folder.parent / below
    here.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(here)
    assert find_data("data") == folder


def test_the_nearest_data_folder_counts(folder, monkeypatch, tmp_path):
    """A folder of the same name further up is not asked for, and one without partnership.toml is passed over."""
    near = tmp_path / "a" / "data"
    (tmp_path / "a" / "b" / "data").mkdir(parents=True)
    near.mkdir()
    (near / "partnership.toml").touch()
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert find_data("data") == near


def test_the_data_folder_may_be_given_absolutely(folder, monkeypatch):
    """From wherever."""
    monkeypatch.chdir(folder.anchor)
    assert find_data(folder) == folder


def test_a_data_folder_that_is_nowhere_is_named(monkeypatch, tmp_path):
    """The message names the folder and the option that gives another."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as raised:
        find_data("no-such-data")
    assert str(raised.value).startswith("data folder no-such-data: no partnership.toml there or in a folder above; ")
    assert "--data DIR" in str(raised.value)


def test_a_day_is_read():
    """YYYY-MM-DD; an empty text is no day."""
    assert parse_day("2022-05-24") == dt.date(2022, 5, 24)
    assert parse_day("") is None


@pytest.mark.parametrize("text", ["2022-02-30", "24-05-2022", "2022-5-24", "2022", "i dag", " ", "20220524", "2022-W21-2"])
def test_a_day_that_is_none_is_named(text):
    """The message shows what was given and how a day is written."""
    with pytest.raises(UserError) as raised:
        parse_day(text)
    assert str(raised.value) == f"as_of: found {text!r}; expected a day that exists, written YYYY-MM-DD; correct it."


# The project's own data


def test_no_file_lies_in_the_folder_without_being_read(own_data):
    """Nothing is asked about them."""
    assert list(strangers(own_data)) == []


@pytest.mark.parametrize(
    ("source", "counts"),
    [("aftale-2013", (15, 0)), ("plan-2013", (0, 72)), ("aftale-2017", (21, 0)), ("plan-2017", (3, 72)), ("status-2022", (34, 64))],
)
def test_as_much_is_there_of_each_document_as_was_transcribed(own_facts, source, counts):
    """A row that is lost would otherwise not be missed: observations and budget cells."""
    assert tuple(sum(row.source == source for row in rows) for rows in (own_facts.observations, own_facts.budgets)) == counts


@pytest.mark.parametrize("file", [name for name in TABLES if name not in OPTIONAL_TABLES])
def test_every_row_of_a_file_is_loaded(own_facts, own_data, file):
    """As many rows as the file has below its header."""
    with (own_data / file).open(encoding="utf-8", newline="") as lines:
        assert len(getattr(own_facts, file.removesuffix(".csv"))) == sum(1 for _ in csv.reader(lines)) - 1


@pytest.mark.parametrize(
    "ids",
    [
        lambda f: [o.id for o in f.observations],
        lambda f: [a.id for a in f.agreements],
        lambda f: [(a.id, target.id) for a in f.agreements for target in a.targets],
        lambda f: [(a.id, area.id) for a in f.agreements for area in a.effort_areas],
        lambda f: [p.id for p in f.plans],
        lambda f: [found.id for found in f.discrepancies],
        lambda f: [edition.year for edition in f.partnership.editions],
        lambda f: [source.short for source in f.sources.values()],
    ],
    ids=["observations", "agreements", "targets", "effort areas", "plans", "discrepancies", "editions", "short source names"],
)
def test_ids_are_unique(own_facts, ids):
    """Nothing is named twice."""
    assert [name for name, count in Counter(ids(own_facts)).items() if count > 1] == []


def test_every_source_is_used(own_facts):
    """A source that nothing cites does not belong in the list."""
    used = {row.source for name in ROWS for row in getattr(own_facts, name)}
    used |= {a.source for a in own_facts.agreements} | {p.source for p in own_facts.plans}
    used |= {source for found in own_facts.discrepancies for source in found.sources}
    used |= {row.source for row in own_facts.statements}
    assert set(own_facts.sources) == used


@pytest.mark.parametrize(("sign", "status"), [("?", "not_decided"), ("-", "no_grant")])
def test_a_sign_in_a_budget_means_its_status(own_facts, sign, status):
    """A question mark is not decided, a dash no grant, and neither is anything else."""
    assert {b.status for b in own_facts.budgets if b.sign == sign} == {status}
    assert {b.sign for b in own_facts.budgets if b.status == status} == {sign}


def test_an_empty_sign_in_a_budget_is_not_stated(own_facts):
    """An empty cell says nothing: neither nought nor no grant."""
    assert {b.status for b in own_facts.budgets if not b.sign} == {"not_stated"}


def test_a_sign_that_is_an_amount_is_the_amount(own_facts):
    """What stands in the source, to the letter, is what was transcribed as a number."""
    plain = [b for b in own_facts.budgets if re.fullmatch(r"[\d.]+( kr\.)?", b.sign)]
    assert plain
    assert [b for b in plain if b.sign.removesuffix(" kr.").replace(".", "") != str(b.amount_dkk)] == []


def test_every_budget_line_and_footnote_has_its_words(own_facts):
    """A line has a name and a footnote a text in its plan."""
    plans = {plan.id: plan for plan in own_facts.plans}
    assert [b for b in own_facts.budgets if b.line and b.line not in plans[b.plan].line_names] == []
    assert [b for b in own_facts.budgets if b.footnote and b.footnote not in plans[b.plan].footnotes] == []


def test_rows_are_of_their_plans_years(own_facts):
    """A budget and a midway status are about a year of the plan."""
    years = {plan.id: plan.years for plan in own_facts.plans}
    assert [row for row in (*own_facts.budgets, *own_facts.status) if row.year not in years[row.plan]] == []


def test_every_indicator_names_what_exists(own_facts):
    """Instrument, the parts of a share and the category that another follows."""
    for indicator in own_facts.indicators.values():
        assert indicator.instrument in own_facts.instruments
        assert indicator.ratio is None or {indicator.ratio.numerator, indicator.ratio.denominator} <= set(own_facts.indicators)
        assert {c.follows for c in indicator.categories.values() if c.follows} <= set(indicator.categories)
        assert set(indicator.level_names) == set(indicator.levels)


def test_no_observation_is_about_the_time_after_its_publication(own_facts):
    """A figure is published in its year or later; only money is set aside ahead."""
    early = [o for o in own_facts.observations if o.year > o.published.year and own_facts.indicators[o.indicator].unit != "dkk"]
    assert early == []


def test_no_file_holds_an_address_or_a_number_of_a_person(own_data):
    """No e-mail, telephone or civil registration number."""
    found = {
        path.name: PERSONAL.findall(path.read_text("utf-8")) for path in own_data.rglob("*") if path.suffix in {".csv", ".toml"}
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize("text", ["anna.and@kk.dk", "+45 33", "Tlf. 3366", "33 66 33 66", "ring 33663366", "010190-1234"])
def test_the_pattern_for_persons_finds_them(text):
    """The test above can fail."""
    assert PERSONAL.search(text)
