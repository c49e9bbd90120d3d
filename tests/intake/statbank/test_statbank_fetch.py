"""From a bank to rows of the data: proposed, shown, taken in with its note, got again, and taken back."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from false_bank import ASKED, FIGURES, MAPPING, PERIODS, SEXES, VARIABLES, Bank, Reply, Tell, jsonstat, of_json, tableinfo

from analysis.data import load
from analysis.intake.statbank.bank.banks import bank_of
from analysis.intake.statbank.bank.info import info_of
from analysis.intake.statbank.source import source_of

FILE, SOURCE = "127-0-0-1-FOLK1A.json", "127-0-0-1-folk1a-2034-02-12"
CRIMES, QUARTERS = "Anmeldte forbrydelser", ("2032K1", "2032K2", "2032K3", "2032K4")
FLOW = (
    MAPPING.replace('dated = "first_day"\n', "")
    .replace('"FOLK1A"', '"STRAF11"')
    .replace('variables = ["OMRÅDE", "KØN", "Tid"]\n', "")
    .replace('Folketal den 1. i kvartalet"]\nindicator = "indbyggere"', f'{CRIMES}"]\nindicator = "anmeldelser"\ncategory = "alle"')
)


def rows(data: Path) -> list[dict[str, str]]:
    text = (data / "observations.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row.get("delivery")]


def offers_flow(bank: Bank, periods: tuple[str, ...], figures: list[object]) -> None:
    """The bank has a table of what happened in parts of a year."""
    variables = [VARIABLES[0], ("Tid", "tid", dict.fromkeys(periods))]
    bank.says("tableinfo", of_json(tableinfo("STRAF11", CRIMES, variables)))
    asked = {"OMRÅDE": {"101": "Bredeby"}, "Tid": dict(zip(periods, periods, strict=True))}
    bank.says("data", of_json(jsonstat(asked, figures, CRIMES, "STRAF11")))


@pytest.fixture
def flow(data: Path, bank: Bank) -> Path:
    """The mapping that asks for what was reported."""
    path = data / "intake" / "straf.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FLOW.format(bank=bank.address), encoding="utf-8")
    return path


def result(tell: Tell, indicator: str, year: int = 2032) -> dict[str, str]:
    """The figure of the town in a year, as the book has it; nothing where it has none."""
    code, out, said = tell("results", "--year", "2033", "--as-of", "2034-12-31", "--format", "csv")
    assert code == 0, said
    found = [
        row
        for row in csv.DictReader(io.StringIO(out))
        if (row["indicator"], row["geography"], row["year"], row["period"]) == (indicator, "byen", str(year), "")
        and row["measure"] in ("observed", "total", "rate")
    ]
    return found[0] if found else {}


def test_from_a_proposal_to_rows_and_back(tell: Tell, data: Path, bank: Bank, files: Callable[[], dict[str, bytes]]) -> None:
    """A first mapping that needs nothing more; a look; the rows with their day; and everything as it was."""
    before, mapping = files(), data / "intake" / "folketal.toml"
    asked = ("FOLK1A", "OMRÅDE=101", "Tid=>=2032K1")
    assert tell("fetch", *asked, "--bank", bank.address, "--propose", "-o", mapping)[0] == 0
    assert tomllib.loads(mapping.read_text(encoding="utf-8"))["fetch"]["values"] == {"OMRÅDE": ["101"], "Tid": [">=2032K1"]}
    proposed = files()
    code, out, _ = tell("fetch", "FOLK1A", "--dry-run")
    assert (code, "5 added" in out, files()) == (0, True, proposed)
    code, out, _ = tell("fetch", "FOLK1A")
    assert (code, "taken in" in out) == (0, True)
    assert [(row["indicator"], row["geography"], row["period"], row["value"], row["status"]) for row in rows(data)] == [
        ("indbyggere", "byen", "2032-01-01", "5300", "ok"),
        ("indbyggere", "byen", "2032-04-01", "5310", "ok"),
        ("indbyggere", "byen", "2032-07-01", "", "not_stated"),
        ("indbyggere", "byen", "2032-10-01", "5330", "ok"),
        ("indbyggere", "byen", "2033-01-01", "5400", "ok"),
    ]
    assert {(row["source"], row["section"], row["published"], row["delivery"]) for row in rows(data)} == {
        (SOURCE, "FOLK1A; OMRÅDE 101", "2034-02-12", FILE)
    }
    assert tell("check")[0] == 0
    assert tell("fetch", "--undo")[0] == 0
    after = files()
    assert {name: after[name] for name in before if name != "observations.csv"} == {
        name: content for name, content in before.items() if name != "observations.csv"
    }
    assert rows(data) == []
    assert tell("fetch", "FOLK1A")[0] == 0


def test_what_came_is_kept_with_where_it_is_from(tell: Tell, data: Path, bank: Bank, mapping: Path) -> None:
    """The body byte for byte, its checksum, the bank's own time, what was asked; and a source that is public."""
    body = json.dumps(jsonstat(ASKED, FIGURES), ensure_ascii=False, indent=2).encode("utf-8-sig")
    bank.says("data", Reply(body))
    assert tell("fetch", "FOLK1A")[0] == 0
    assert (data / "deliveries" / FILE).read_bytes() == body
    record = json.loads((data / "deliveries" / f"{FILE}.fetched.json").read_text(encoding="utf-8"))
    assert record["sha256"] == hashlib.sha256(body).hexdigest()
    assert (record["updated"], record["address"]) == ("2034-02-12T08:00:00", f"{bank.address}/data")
    assert [one["codes"] for one in record["asked"]] == [ASKED["OMRÅDE"], ASKED["Tid"]]
    source = load(data).sources[SOURCE]
    assert (source.kind, str(source.published), source.precision) == ("web", "2034-02-12", "day")


@pytest.mark.parametrize(("bank_key", "publisher"), [("dst", "Danmarks Statistik"), ("kk", "Københavns Kommune")])
def test_the_licence_and_the_publisher_stand_in_the_source(bank_key: str, publisher: str) -> None:
    """Of the banks that the program knows."""
    described = source_of(bank_of(bank_key), info_of(tableinfo(), "FOLK1A"), dt.date(2034, 3, 1))
    assert described.key == f"{bank_key}-folk1a-2034-02-12"
    assert f"Kilde: {publisher}. Licens: CC BY 4.0." in described.text
    assert "Hentet 1. marts 2034 fra " in described.text
    assert described.source.publisher == publisher


def test_next_year_is_the_same_command(tell: Tell, data: Path, bank: Bank, mapping: Path) -> None:
    """What is known already is not written again, what the bank has revised is a row of its own, and what is new is new."""
    assert tell("fetch", "FOLK1A")[0] == 0
    code, out, _ = tell("fetch", "FOLK1A")
    assert (code, "nothing new; 5 figures, updated 2034-02-12" in out) == (0, True)
    later = (*PERIODS, "2034K1")
    bank.says(
        "tableinfo",
        of_json(tableinfo(variables=[*VARIABLES[:2], ("Tid", "tid", dict.fromkeys(later))], updated="2035-02-12T08:00:00")),
    )
    asked = {**ASKED, "Tid": dict(zip(later, later, strict=True))}
    bank.says("data", of_json(jsonstat(asked, [5300, 5310, 5320, 5330, 5401, 5500])))
    before = rows(data)
    code, _, said = tell("fetch", "FOLK1A")
    assert (code, rows(data)) == (1, before)
    assert "found 2 figures that the bank has changed: " in said
    assert "indbyggere byen 2032 2032-07-01 not_stated → 5320; indbyggere byen 2033 2033-01-01 5400 → 5401; expected" in said
    assert "5320  (not stated, 127-0-0-1-folk1a-2034-02-12)" in tell("fetch", "FOLK1A", "--dry-run")[1]
    assert tell("fetch", "FOLK1A", "--accept", "banken har rettet dem")[0] == 0
    new = [(row["period"], row["value"], row["status"]) for row in rows(data) if row["source"].endswith("2035-02-12")]
    assert new == [("2032-07-01", "5320", "revised"), ("2033-01-01", "5401", "revised"), ("2034-01-01", "5500", "ok")]
    assert sorted(path.name for path in (data / "deliveries").glob("*.json")) == sorted(
        [FILE, f"{FILE}.fetched.json", FILE.replace(".json", "-2.json"), FILE.replace(".json", "-2.json.fetched.json")]
    )
    assert tell("check")[0] == 0


def test_an_update_that_was_taken_back_is_no_measure_of_age(tell: Tell, data: Path, bank: Bank, mapping: Path) -> None:
    """The bank has taken an update back, and so has the analyst; an update of another table counts for nothing."""
    bank.says("tableinfo", of_json(tableinfo(updated="2034-05-12T08:00:00Z")))
    assert tell("fetch", "FOLK1A")[0] == 0
    bank.says("tableinfo", of_json(tableinfo()))
    code, _, said = tell("fetch", "FOLK1A")
    assert (code, "an update of 2034-02-12 08:00:00, older than that of 2034-05-12 08:00:00+00:00" in said) == (1, True)
    assert tell("fetch", "--undo")[0] == 0
    assert tell("fetch", "FOLK1A")[0] == 0
    assert {row["published"] for row in rows(data)} == {"2034-02-12"}


@pytest.mark.parametrize(
    "order",
    [
        ("FOLK1A", "--bank", "BANK", "OMRÅDE=101", "Tid=(1)", "--propose"),
        ("--propose", "FOLK1A", "OMRÅDE=101", "--bank", "BANK", "Tid=(1)"),
        ("--bank", "BANK", "--propose", "FOLK1A", "OMRÅDE=101", "Tid=(1)"),
    ],
)
def test_options_may_stand_between_what_is_asked(tell: Tell, bank: Bank, order: tuple[str, ...]) -> None:
    """As in the command's own examples."""
    bank.says("data", of_json(jsonstat({**ASKED, "Tid": {"2033K1": "2033K1"}}, [5400])))
    assert tell("fetch", *(bank.address if one == "BANK" else one for one in order))[0] == 0
    assert [len(one["variables"]) for one in bank.asked("data")] == [2]


def test_a_table_whose_original_is_gone_is_taken_back_as_what_it_was(tell: Tell, data: Path, mapping: Path) -> None:
    """Not as a register, whose rows are never kept."""
    assert tell("fetch", "FOLK1A")[0] == 0
    (data / "deliveries" / FILE).unlink()
    code, out, _ = tell("fetch", "--undo")
    assert (code, "The original is not in deliveries/" in out, rows(data)) == (0, True, [])


def test_what_somebody_has_written_in_a_source_stays_when_it_is_taken_back(tell: Tell, data: Path, mapping: Path) -> None:
    """Only what was written there by the command goes."""
    assert tell("fetch", "FOLK1A")[0] == 0
    sources = data / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("127.0.0.1:", "min egen note: "), encoding="utf-8")
    assert tell("fetch", "--undo")[0] == 0
    assert "min egen note" in sources.read_text(encoding="utf-8")


def test_a_row_that_is_changed_is_held_against_what_came(tell: Tell, data: Path, mapping: Path) -> None:
    """As every row that was read in a file."""
    assert tell("fetch", "FOLK1A")[0] == 0
    path = data / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",5330,", ",5333,"), encoding="utf-8")
    code, out, said = tell("check")
    assert code == 1
    assert f"found 5333; expected 5330, what value[3] of {FILE} says" in out + said


def test_a_streamed_table_is_read_again_by_what_was_asked(tell: Tell, data: Path, bank: Bank, mapping: Path) -> None:
    """A row that is not there is nought, also when it is checked later."""
    bank.says("data", Reply("OMRÅDE;KØN;TID;INDHOLD\r\n101;TOT;2033K1;5400\r\n101;TOT;2032K2;..\r\n".encode("utf-8-sig")))
    code, _, said = tell("fetch", "FOLK1A", "--bulk")
    assert (code, "no choice of KØN" in said) == (1, True)
    mapping.write_text(mapping.read_text(encoding="utf-8") + '\n[[columns]]\nheading = "køn"\nholds = "names"\n', encoding="utf-8")
    assert tell("fetch", "FOLK1A", "KØN=TOT", "--bulk")[0] == 0
    assert [(row["value"], row["status"], row["cell"]) for row in rows(data)] == [
        ("0", "ok", "INDHOLD[0]"),
        ("", "not_stated", "INDHOLD[1]"),
        ("0", "ok", "INDHOLD[2]"),
        ("0", "ok", "INDHOLD[3]"),
        ("5400", "ok", "INDHOLD[4]"),
    ]
    code, out, said = tell("check")
    assert (code, "FOLK1A.csv" in out + said) == (0, False), "nothing that cannot be read again"
    assert bank.asked("data")[0]["valuePresentation"] == "Code"


def test_a_stream_without_a_mark_at_its_end_is_not_trusted(
    tell: Tell, bank: Bank, mapping: Path, files: Callable[[], dict[str, bytes]]
) -> None:
    """It may have broken off between two rows."""
    before = files()
    bank.says("data", Reply("OMRÅDE;KØN;TID;INDHOLD\r\n101;TOT;2033K1;5400\r\n".encode(), length=False))
    code, _, said = tell("fetch", "FOLK1A", "KØN=TOT", "--bulk")
    assert (code, "an answer in the format BULK whose end is not marked" in said, files()) == (1, True, before)


@pytest.mark.parametrize(
    ("periods", "figures", "whole"),
    [
        (QUARTERS, [100, 110, 120, 130], "460"),
        (QUARTERS[:3], [100, 110, 120], ""),
        (QUARTERS, [100, 110, None, 130], ""),
        (("2032H1",), [210], ""),
        (("2032H1", "2032H2"), [210, 250], "460"),
        (("2032",), [470], "470"),
        (tuple(f"2032M{month:02d}" for month in range(1, 12)), [40] * 11, ""),
    ],
)
def test_a_flow_is_a_year_only_when_all_of_the_year_is_there(
    tell: Tell, bank: Bank, flow: Path, periods: tuple[str, ...], figures: list[object], whole: str
) -> None:
    """Four quarters are, three are not, and never a half."""
    offers_flow(bank, periods, figures)
    assert tell("fetch", "STRAF11", "Tid=*")[0] == 0
    assert result(tell, "anmeldelser").get("value", "") == whole


def test_inhabitants_go_where_rates_need_them(tell: Tell, bank: Bank, mapping: Path, flow: Path) -> None:
    """The rate is of the first of January, and quarters of inhabitants are never added up."""
    offers_flow(bank, QUARTERS, [100, 110, 120, 130])
    assert tell("fetch", "STRAF11", "Tid=*")[0] == 0
    assert result(tell, "anmeldelser_pr_1000") == {}
    bank.says("tableinfo", of_json(tableinfo()))
    bank.says("data", of_json(jsonstat(ASKED, [5300, 5310, 5320, 5330, 5400])))
    assert tell("fetch", "FOLK1A")[0] == 0
    rate = result(tell, "anmeldelser_pr_1000")
    assert (rate["value"], rate["method"]) == ("86.8", "count / population, per 1000")
    assert f"indbyggere.byen.2032-01-01.2032.{SOURCE}" in rate["inputs"]
    assert result(tell, "indbyggere") == {}


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2032", "2032-01-01"),
        ("2032H2", "2032-07-01"),
        ("2032K1", "2032-01-01"),
        ("2032Q2", "2032-04-01"),
        ("2032M11", "2032-11-01"),
        ("2032U05", "2032-01-26"),
        ("2032M01D15", "2032-01-15"),
    ],
)
def test_a_stock_is_of_the_first_day_however_the_bank_writes_its_time(
    tell: Tell, data: Path, bank: Bank, mapping: Path, period: str, day: str
) -> None:
    """Years, halves, quarters in two languages, months, weeks and days."""
    bank.says("tableinfo", of_json(tableinfo(variables=[*VARIABLES[:2], ("Tid", "tid", {period: period})])))
    bank.says("data", of_json(jsonstat({**ASKED, "Tid": {period: period}}, [5300])))
    assert tell("fetch", "FOLK1A", "Tid=*")[0] == 0
    assert [(row["year"], row["period"], row["value"]) for row in rows(data)] == [("2032", day, "5300")]
    assert tell("check")[0] == 0


def test_a_stock_without_its_day_and_a_flow_with_one_are_refused(
    tell: Tell, bank: Bank, mapping: Path, flow: Path, files: Callable[[], dict[str, bytes]]
) -> None:
    """Each with what to write in the mapping."""
    mapping.write_text(mapping.read_text(encoding="utf-8").replace('dated = "first_day"\n', ""), encoding="utf-8")
    flow.write_text(flow.read_text(encoding="utf-8").replace("format = 1", 'format = 1\ndated = "first_day"'), encoding="utf-8")
    before = files()
    code, _, said = tell("fetch", "FOLK1A")
    assert (code, "found indbyggere in 2032K1, without a day, and rates are made of it" in said) == (1, True)
    by_quarter = mapping.read_text(encoding="utf-8")
    for name, refused in (("Folketal 1. januar", True), ("Middelfolketal", False)):
        mapping.write_text(by_quarter.replace("Folketal den 1. i kvartalet", name), encoding="utf-8")
        bank.says("tableinfo", of_json(tableinfo(name=name, variables=[*VARIABLES[:2], ("Tid", "tid", {"2032": "2032"})])))
        bank.says("data", of_json(jsonstat({**ASKED, "Tid": {"2032": "2032"}}, [5300], name)))
        code, _, said = tell("fetch", "FOLK1A", "Tid=*", "--dry-run")
        assert (code, "found indbyggere in 2032, without a day" in said) == (int(refused), refused)
    before = files()
    offers_flow(bank, QUARTERS, [100, 110, 120, 130])
    code, _, said = tell("fetch", "STRAF11", "Tid=*")
    assert (code, 'found dated = "first_day", and anmeldelser is a flow' in said) == (1, True)
    assert files() == before


def test_a_name_that_the_mapping_does_not_know_is_asked_about(
    tell: Tell, bank: Bank, mapping: Path, files: Callable[[], dict[str, bytes]]
) -> None:
    """The same code under another name may be another area."""
    before = files()
    bank.says("data", of_json(jsonstat({**ASKED, "OMRÅDE": {"101": "Storbredeby"}}, FIGURES)))
    code, _, said = tell("fetch", "FOLK1A")
    assert code == 1
    assert "Storbredeby" in said
    assert files() == before


def test_a_proposal_asks_what_it_does_not_know(tell: Tell, bank: Bank) -> None:
    """Codes without a name in the data, and a table that is no indicator, stand commented out."""
    bank.says("tableinfo", of_json(tableinfo(name="Ukendt tabel")))
    asked = {"OMRÅDE": {"000": "Hele landet"}, "KØN": {"TOT": SEXES["TOT"], "1": SEXES["1"]}, "Tid": {"2033K1": "2033K1"}}
    bank.says("data", of_json(jsonstat(asked, [1, 2], "Ukendt tabel")))
    code, out, _ = tell("fetch", "FOLK1A", "OMRÅDE=000", "KØN=TOT,1", "Tid=(1)", "--bank", bank.address, "--propose")
    assert code == 0
    assert '# words = ["Ukendt tabel"]\n# indicator = "?"' in out
    assert '# words = ["Hele landet"]\n# geography = "?"' in out
    assert 'words = ["I alt"]\nwhole = true' in out
    assert "\ndated" not in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "no table: found none; expected the code of one"),
        (("Tid=*",), "no table: found none"),
        (("FOLK1A",), "no mapping in data/intake that asks for FOLK1A"),
        (("FOLK1A", "101"), "found '101'; expected VARIABLE=CODE"),
        (("FOLK1A", "--undo"), "--undo takes nothing else"),
        (("FOLK1A", "--propose", "--mapping", "x.toml"), "--propose no mapping"),
        (("FOLK1A", "-o", "x.toml"), "-o says where --propose writes"),
        (("FOLK1A", "--propose", "-o", "README.md"), "README.md: is there already"),
        (("FOLK1A", "--source", "nogen"), "the source 'nogen'"),
        (("--mapping", "er-der-ikke.toml"), "er-der-ikke.toml"),
        (("../x", "Tid=*", "--propose"), "the table '../x'"),
    ],
)
def test_what_the_command_does_not_understand_it_says_before_it_asks(
    tell: Tell, bank: Bank, arguments: tuple[str, ...], expected: str
) -> None:
    """And nobody is asked."""
    code, _, said = tell("fetch", *arguments)
    assert (code, bank.requests) == (1, [])
    assert expected in said


def test_a_mapping_asks_for_its_own_table(tell: Tell, data: Path, bank: Bank, mapping: Path) -> None:
    """And one of two that ask for the same has to be chosen."""
    assert "a mapping that asks for FOLK1A, and a command that asks for FOLK2" in tell("fetch", "FOLK2", "--mapping", mapping)[2]
    other = shutil.copy(mapping, data / "intake" / "igen.toml")
    assert "several mappings in data/intake that ask for the table" in tell("fetch", "FOLK1A")[2]
    assert bank.requests == []
    assert tell("fetch", "--mapping", other, "--dry-run")[0] == 0


def test_the_same_table_can_be_asked_for_at_another_address(tell: Tell, bank: Bank, mapping: Path) -> None:
    """By the mapping that asks for it; of two banks with names it is the one that is named."""
    mapping.write_text(mapping.read_text(encoding="utf-8").replace(bank.address, "dst"), encoding="utf-8")
    assert "no mapping in data/intake that asks for FOLK1A" in tell("fetch", "FOLK1A", "--bank", "kk")[2]
    assert tell("fetch", "FOLK1A", "--bank", bank.address, "--dry-run")[0] == 0


def test_what_the_bank_says_of_a_table_is_shown(tell: Tell, bank: Bank, mapping: Path) -> None:
    """Its time, its note, and that it is closed."""
    bank.says("tableinfo", of_json(tableinfo(active=False, footnote={"text": "Nyt\nkvarter i 2033", "mandatory": True})))
    out = tell("fetch", "FOLK1A", "--dry-run")[1]
    assert "updated by the bank 2034-02-12 08:00:00" in out
    assert "a note of the bank on the table: Nyt kvarter i 2033" in out
    assert "a table that the bank no longer keeps up" in out
