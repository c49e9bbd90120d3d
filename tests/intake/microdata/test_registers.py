"""Registers: the counts are those of a slow count that shares no code, however the rows come."""

import csv
import json
import tomllib
from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import COLUMNS, MAPPING, as_csv, counted_slowly, made_rows, write

from analysis.cli.data import examined
from analysis.data import load
from analysis.errors import DataFaults, UserError
from analysis.indicators import results
from analysis.intake.microdata.codes import shape_of
from analysis.intake.microdata.files import opened
from analysis.intake.registers import read as reading
from analysis.intake.registers.cases import BUCKETS, NEVER, REASON, Slim, settle
from analysis.intake.registers.counting import count
from analysis.intake.registers.model import RegisterMapping
from analysis.intake.registers.nesting import follows, sums_of
from analysis.intake.registers.planning import plan_of
from analysis.intake.registers.read import read_register


def mapping_of(text: str = "", period: str = "year", **changes: object) -> RegisterMapping:
    return RegisterMapping.model_validate(tomllib.loads(text or MAPPING.format(period=period)) | changes)


def found(paths: list[Path], mapping: RegisterMapping) -> tuple[Counter, Counter]:
    """What the program counts: cells that are not 0, and reasons."""
    tallied = read_register(paths, mapping)
    cells = ("category", "geography", "year", "period", "value")
    rows = [[row.cells.get(name, "") for name in cells] for row in tallied.given]
    counts = Counter({(area, category, year, period): value for category, area, year, period, value in rows if value})
    said = {one.key.rsplit(".", 1)[-1]: one.values.get("count", 0) for one in tallied.findings}
    return counts, Counter({reason: said[reason] for reason in REASON if reason in said})


def parquet(path: Path, rows: list[dict[str, str]]) -> Path:
    """The rows as Parquet, the time of writing stored as a time."""
    text = write(path.with_suffix(".csv"), rows)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * REPLACE (try_cast(trim(skrevet) AS TIMESTAMP) AS skrevet) FROM read_csv('{text}', all_varchar=true)) "
            f"TO '{path}' (FORMAT parquet)"
        )
    text.unlink()
    return path


FORMS = {
    "csv": lambda folder, rows: [write(folder / "a.csv", rows)],
    "windows": lambda folder, rows: [write(folder / "a.txt", rows, separator=";", encoding="windows-1252", end="\r\n")],
    "bom": lambda folder, rows: [write(folder / "a.csv", rows, separator="\t", encoding="utf-8-sig")],
    "utf16": lambda folder, rows: [write(folder / "a.csv", rows, separator=";", encoding="utf-16")],
    "cp850": lambda folder, rows: [write(folder / "a.csv", rows, separator=";", encoding="cp850")],
    "parquet": lambda folder, rows: [parquet(folder / "a.parquet", rows)],
    "many": lambda folder, rows: [
        write(folder / "a.csv", rows[:300]),
        write(folder / "b.csv", rows[300:400], separator=";", encoding="windows-1252"),
        parquet(folder / "c.parquet", rows[400:]),
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_counts_are_those_of_a_slow_count(form: str, tmp_path: Path) -> None:
    """Whatever the encoding, separator and kind of file, and corrections in other files than what they correct."""
    rows = made_rows(700, seed=len(form))
    changes = {"encoding": "cp850"} if form == "cp850" else {}
    assert found(FORMS[form](tmp_path, rows), mapping_of(**changes)) == counted_slowly(rows)
    assert len(counted_slowly(rows)[1]) >= 9


@pytest.mark.parametrize("period", ["quarter", "month"])
def test_parts_of_years(period: str, tmp_path: Path) -> None:
    """Each incident in the part of the year that its day is in."""
    rows = made_rows(400, seed=5)
    assert found([write(tmp_path / "a.csv", rows)], mapping_of(period=period)) == counted_slowly(rows, period)


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), count=st.integers(3, 60), shares=st.integers(1, 4))
def test_shares_do_not_change_the_counts(seed: int, count: int, shares: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file that is read in several shares, for want of memory, gives the same."""
    mapping, path = mapping_of(), write(tmp_path_factory.mktemp("r") / "a.csv", made_rows(count, seed))
    plan = plan_of(mapping, opened([path], mapping))
    assert counting(plan, shares) == counting(plan, 1)


def counting(plan, shares: int) -> tuple:
    counted = count(plan, shares)
    return dict(counted.cells), counted.rows, counted.untimed, counted.broken


def test_what_does_not_fit_is_counted_in_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many shares each time, and an error of the engine's own is never shown."""
    asked = []

    def small(plan, shares):
        asked.append(shares)
        if shares < 4:
            raise duckdb.OutOfMemoryException("row: Ib Hansen")
        return count(plan, shares)

    rows = made_rows(200, seed=2)
    monkeypatch.setattr(reading, "count", small)
    assert found([write(tmp_path / "a.csv", rows)], mapping_of())[0] == counted_slowly(rows)[0]
    assert asked == [1, 2, 4]


def test_all_rows_count_without_a_case_column(tmp_path: Path) -> None:
    """Then nothing is a correction; an indicator's zero is a row where the register reaches."""
    rows = [row | {"status": "", "sag": ""} for row in made_rows(200, seed=9)]
    text = MAPPING.format(period="year").replace('case = "Sag"\n', "").replace('registered = "Skrevet"\n', "")
    counts, _ = found([write(tmp_path / "a.csv", rows)], mapping_of(text))
    slow = counted_slowly([row | {"sag": str(number)} for number, row in enumerate(rows)])[0]
    assert counts == slow
    tallied = read_register([tmp_path / "a.csv"], mapping_of(text))
    assert {row.cells["year"] for row in tallied.given} == {year for *_, year, _ in slow}
    few = write(tmp_path / "few.csv", [rows[0] | {"dato": "2026-05-01", "kode": "120", "område": "Bakken"}])
    zeros = {
        (row.cells["geography"], row.cells["category"])
        for row in read_register([few], mapping_of(text)).given
        if not row.cells["value"]
    }
    assert zeros == {("byen", "indbrud"), ("omraade-a", "indbrud"), ("omraade-a", "haervaerk"), ("omraade-a", "samlet")}


def test_a_stored_time_is_on_its_danish_day(tmp_path: Path) -> None:
    """Half past eleven at night in Greenwich is the next year here; a stored day is a day."""
    path = tmp_path / "a.parquet"
    for kind, written, year in (("TIMESTAMPTZ", "2026-12-31 23:30:00+00", 2027), ("DATE", "2026-12-31", 2026)):
        row = (
            f"'S1' AS sag, CAST('{written}' AS {kind}) AS dato, '120' AS kode, 'Bakken' AS \"område\", 'x' AS status, '' AS skrevet"
        )
        with duckdb.connect() as connection:
            connection.execute(f"COPY (SELECT {row}) TO '{path}' (FORMAT parquet)")
        assert [place[2] for place in found([path], mapping_of())[0]] == [year, year]


def test_two_ids_with_one_number_alike_are_two_cases() -> None:
    """Only both numbers tell a case."""
    rows = Slim(
        np.array([7, 7, 7], np.uint64), np.array([1, 2, 1], np.uint64), np.array([5, 9, NEVER]), np.array([20, 21, 22], np.int32)
    )
    assert settle([rows]).cells == {20: 1, 21: 1}
    assert BUCKETS > 1


def test_lines_that_are_no_rows_are_counted(tmp_path: Path) -> None:
    """Too few and too many cells, and letters that are none; and lines that an open quote swallows are asked about."""
    rows = [{**row, "navn": "x"} for row in made_rows(100, seed=4)]
    content = as_csv(rows).splitlines(keepends=True)
    content.insert(3, b"S-1,2026-01-01\n")
    content.insert(9, b"S-2,2026-01-01,110,Bakken,,,x,y,z\n")
    content.insert(12, b"S-3,2026-01-01,110,Bakken\xff\xff,,2029-01-01T00:00:00,x\n\n")
    path = tmp_path / "a.csv"
    path.write_bytes(b"".join(content))
    mapping = mapping_of(encoding="utf-8")
    said = {one.key: one for one in read_register([path], mapping).findings}
    assert said["microdata.register.broken"].values["count"] == 3
    assert "microdata.register.lost" not in said
    assert said["microdata.register.all"].values["rows"] == len(rows)
    path.write_bytes(as_csv(rows) + b'S-9,2026-01-01,110,Bakken,,,"a\nb\nc"\n')
    said = {one.key: one for one in read_register([path], mapping).findings}
    assert (said["microdata.register.lost"].kind, said["microdata.register.lost"].values["count"]) == ("ask", 2)


def bad_file(tmp_path: Path, name: str) -> Path:
    rows = made_rows(20, seed=1)
    contents = {
        "none.csv": None,
        "empty.csv": b"",
        "book.csv": b"PK\x03\x04 and so on",
        "headless.csv": as_csv(rows).split(b"\n", 1)[1],
        "twice.csv": as_csv(rows).replace(b",status,", b",kode,", 1),
        "one.csv": b"Ib Hansen\nElse Jensen\n",
        "cut.parquet": b"PAR1 and no more",
        "a[1].csv": as_csv(rows),
        "lost.csv": as_csv(rows).replace("Å".encode(), b"\xc3\xa6\xe6"),
    }
    path = tmp_path / name
    if contents[name] is not None:
        path.write_bytes(contents[name])
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.csv", "found no such file, and no table in such a folder"),
        ("empty.csv", "found an empty file"),
        ("book.csv", "found a file that is neither a text table nor Parquet"),
        ("headless.csv", "column Sag: found no column with the heading Sag"),
        ("twice.csv", "found several columns with the heading Kode"),
        ("one.csv", "found a first line that is no line of headings"),
        ("cut.parquet", "found a file that cannot be read to its end"),
        ("a[1].csv", "found a name of a file or folder with one of the signs"),
        ("lost.csv", "found letters that are lost or mixed up"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, said: str) -> None:
    """And nothing that stands in it."""
    with pytest.raises(DataFaults) as error:
        read_register([bad_file(tmp_path, name)], mapping_of())
    assert said in str(error.value)
    assert not any(word in str(error.value) for word in ("Hansen", "Else", "S-0", "Bakken"))


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its checksum would be another file's."""
    path = write(tmp_path / "a.csv", made_rows(20, seed=1))

    def slow(plan, shares):
        path.write_bytes(path.read_bytes() + b"\n")
        return count(plan, shares)

    monkeypatch.setattr(reading, "count", slow)
    with pytest.raises(DataFaults, match="changed while it was read"):
        read_register([path], mapping_of())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('indicator = "anmeldelser"', 'indicator = "anmeldt"', "anmeldt"),
        ('indicator = "anmeldelser"', 'indicator = "utryg_nabolag"', "found the indicator utryg_nabolag in the unit percent"),
        ('categories = ["indbrud", "samlet"]', 'categories = ["brand"]', "brand"),
        ('geographies = ["byen"]', 'geographies = ["maanen"]', "maanen"),
        ("to_year = 2026", "", "110 with two meanings in 2027"),
        ('"DD-MM-YYYY"]', '"DD-MM-YYYY", "MM-DD-YYYY"]', "forms that read each text in one way only"),
        ('"DD-MM-YYYY"]', '"DD-MM-YY"]', "a form with YYYY, MM and DD"),
        ('skip = "En anden by"', "", "the areas of the book that the names mean"),
        ('case = "Sag"\n', "", "also the column that tells cases apart"),
        ('status = "Status"\n', "", "a heading here and what stands under it"),
        ('kind = "register"', 'kind = "registre"', "found the kind registre; expected one of register, answers"),
        ("[columns]", "[colums]", "colums"),
    ],
)
def test_a_mapping_that_cannot_be_is_told(tell, register: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    """By the key, with what to do."""
    text = register.read_text(encoding="utf-8")
    assert old in text
    register.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, _, error = tell(write(tmp_path / "a.csv", made_rows(20, seed=1)), "--mapping", register, "--dry-run")
    assert code == 1
    assert said in error


def test_a_slip_in_a_key_and_an_unknown_name_are_told_together(tell, register: Path, tmp_path: Path) -> None:
    """Not one after the other."""
    text = register.read_text(encoding="utf-8")
    text = text.replace("from_year = 2025", "fromyear = 2025", 1).replace('["haervaerk", "samlet"]', '["hærværk"]', 1)
    register.write_text(text.replace('["byen"]', '["maanen"]'), encoding="utf-8")
    code, _, error = tell(write(tmp_path / "a.csv", made_rows(20, seed=1)), "--mapping", register, "--dry-run")
    assert code == 1
    assert all(said in error for said in ("fromyear", "add from_year", "hærværk", "maanen")), error


def test_what_is_counted_anew_has_the_same_name_and_another_file_another(
    tell, data: Path, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers see the supplier's name, also of a second file of that name; and taking back asks which of several is meant."""
    by = ("--mapping", register, "--source", "optalt", "--accept", "Prøve")
    path = write(tmp_path / "januar.csv", made_rows(200, seed=11))
    assert tell(path, *by)[0] == 0
    code, out, _ = tell("--undo", "--dry-run")
    assert (code, out.startswith("januar.csv (optalt): "), "nothing was changed" in out) == (0, True, True)
    assert [tell("--undo")[0], tell(path, *by)[0]] == [0, 0]
    later = [row | {"dato": "2028-05-05", "sag": f"N{number}"} for number, row in enumerate(made_rows(200, seed=12))]
    register.write_text(register.read_text(encoding="utf-8").replace("from_year = 2025", "from_year = 2028", 1), encoding="utf-8")
    assert tell(write(path, later), "--mapping", register, "--source", "optalt-2", "--accept", "Prøve")[0] == 0
    rows = [row for row in table(data / "observations.csv") if row.get("delivery")]
    assert {(row["section"], row["delivery"]) for row in rows} == {("januar.csv", "januar.csv"), ("januar.csv", "januar-2.csv")}
    notes = [line["delivery"] for line in table(data / "deliveries" / "registers.csv")]
    assert notes == ["januar.csv", "januar-2.csv"]
    code, _, error = tell("--undo", "nobody.csv")
    assert (code, "januar-2.csv (optalt-2), januar.csv (optalt)" in error) == (1, True)
    code, out, error = tell("--undo", "--dry-run")
    assert (code, out.startswith("januar-2.csv (optalt-2): ")) == (0, True)
    assert "--undo: takes back januar-2.csv (optalt-2), the newest; these stay: januar.csv (optalt)" in error
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert tell("--undo")[:2] == (0, "")
    code, out, _ = tell("--undo", "januar.csv")
    assert (code, out.startswith("januar.csv: taken back")) == (0, True)
    assert {row["delivery"] for row in table(data / "observations.csv") if row.get("delivery")} == {"januar-2.csv"}
    check(data, "")


def test_a_year_that_was_not_over_is_asked_about(tell, data: Path, register: Path, tmp_path: Path) -> None:
    """By intake, and by check when it was accepted."""
    sources = data / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("2029-02-01", "2028-06-01"), encoding="utf-8")
    path, by = write(tmp_path / "a.csv", made_rows(200, seed=11)), ("--mapping", register, "--source", "optalt")
    code, _, error = tell(path, *by)
    assert code == 1
    assert "of anmeldelser for 2028, which was not over when the source was published on 2028-06-01" in error
    assert tell(path, *by, "--accept", "Prøve")[0] == 0
    assert any("column year: found 2028, which was not over when its source" in str(one) for one in examined(data)[1])


def test_from_a_register_to_rows_and_back(tell, data: Path, register: Path, tmp_path: Path) -> None:
    """Counts are written, the file is not kept, a changed count is a fault, and the counts can be taken back."""
    rows = made_rows(600, seed=11)
    path, before = write(tmp_path / "januar.csv", rows), (data / "observations.csv").read_bytes()
    code, out, _ = tell(path, "--mapping", register, "--dry-run", "--format", "csv", "--source", "optalt")
    shown = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert (data / "observations.csv").read_bytes() == before
    code, _, error = tell(path, "--mapping", register, "--source", "side", "--accept", "Prøve")
    assert (code, "column side.kind: found a source of kind web; expected kind delivery" in error) == (1, True)
    code, _, error = tell(path, "--mapping", register, "--source", "optalt")
    assert (code, "more than a fifth of those that could be counted" in error) == (1, True)
    assert tell(path, "--mapping", register, "--source", "optalt", "--accept", "Prøve")[0] == 0
    taken = [row for row in table(data / "observations.csv") if row.get("delivery")]
    assert [row["value"] for row in taken] == [row["value"] for row in shown]
    slow = counted_slowly(rows)[0]
    assert {
        (row["geography"], row["category"], int(row["year"]), ""): int(row["value"]) for row in taken if row["value"] != "0"
    } == slow
    assert sorted(file.name for file in (data / "deliveries").iterdir()) == ["deliveries.csv", "questions.csv", "registers.csv"]
    assert {(row.get("cell", ""), row["counted_rows"]) for row in taken} == {("", str(len(rows)))}
    (note,) = table(data / "deliveries" / "registers.csv")
    assert (note["name"], note["size"], note["rows"]) == ("januar.csv", str(path.stat().st_size), str(len(rows)))
    assert "the very file that was taken in" in tell(path, "--mapping", register, "--source", "optalt", "--accept", "x")[2]
    check(data, "")
    text = (data / "observations.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "januar.csv" in line)
    first = taken[0]["value"]
    (data / "observations.csv").write_text(
        text.replace(line, line.replace(f",{first},", f",{int(first) + 1},", 1)), encoding="utf-8"
    )
    check(data, "that are not the figures that were counted in it")
    (data / "observations.csv").write_text(text, encoding="utf-8")
    code, out, _ = tell("--undo")
    assert (code, "were never kept" in out) == (0, True)
    assert b"januar" not in (data / "observations.csv").read_bytes()
    check(data, "")


def test_small_counts_of_a_register_are_hidden(tell, data: Path, register: Path, tmp_path: Path) -> None:
    """What is counted is from a delivery, so that no count from 1 up to the threshold is in the results table."""
    rows = [{**row, "sag": f"S{number}", "status": "åben"} for number, row in enumerate(made_rows(120, seed=13))]
    path = write(tmp_path / "a.csv", rows)
    assert tell(path, "--mapping", register, "--source", "optalt", "--accept", "Prøve")[0] == 0
    counts = {int(row["value"]) for row in table(data / "observations.csv") if row.get("delivery")}
    assert counts & {1, 2, 3, 4}
    shown = results(load(data), 2031)
    own = shown[shown["id"].str.endswith(".optalt") & (shown["measure"] == "observed")]
    assert set(own["status"]) == {"ok", "suppressed"}
    assert not set(own["value"].dropna().astype(float)) & {1.0, 2.0, 3.0, 4.0}
    assert own["value"][own["status"] == "suppressed"].isna().all()


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def check(data: Path, said: str) -> None:
    """Hold what ``check`` finds in the deliveries against what is expected."""
    if not said:
        examined(data)
        return
    with pytest.raises(UserError, match=said):
        examined(data)


def test_only_codes_that_look_like_listed_ones_are_named(tell, register: Path, tmp_path: Path) -> None:
    """A name in the column of codes is counted, and not said."""
    rows = [
        row | {"kode": kode} for row, kode in zip(made_rows(9, seed=3), ["777", "778", "Ib Hansen", "0101701234"] * 3, strict=False)
    ]
    rows += [row | {"sag": f"T{number}"} for number, row in enumerate(made_rows(300, seed=3))]
    code, out, _ = tell(write(tmp_path / "a.csv", rows), "--mapping", register, "--dry-run")
    assert code == 0
    assert "the unknown codes 777, 778" in out
    assert not any(word in out for word in ("Hansen", "hansen", "0101701234"))
    assert (shape_of("a1.b"), shape_of("110")) == ("[a-z][0-9]\\.[a-z]", "[0-9][0-9][0-9]")


def test_only_registers_are_counted_on_a_cluster(tell, answers: Path, tmp_path: Path) -> None:
    """Neither answers nor a workbook; nobody is asked."""
    path = write(tmp_path / "a.csv", made_rows(5, seed=1))
    for more in ([], ["--mapping", answers]):
        code, _, error = tell(path, *more, "--scheduler", "tcp://127.0.0.1:9", "--dry-run")
        assert code == 1
        assert "found no mapping of a register" in error


def test_nothing_that_can_be_placed_is_told(tell, register: Path, tmp_path: Path) -> None:
    """All rows of another year."""
    rows = [row | {"dato": "1999-01-01"} for row in made_rows(20, seed=1)]
    code, _, error = tell(write(tmp_path / "a.csv", rows), "--mapping", register, "--dry-run")
    assert code == 1
    assert "found no incident with a day, a code and an area that the mapping has" in error


def test_a_folder_and_a_pattern_are_many_files(tell, register: Path, tmp_path: Path) -> None:
    """Each file once, and the note has a line for each."""
    folder = tmp_path / "mange"
    folder.mkdir()
    rows = made_rows(300, seed=6)
    for number in range(3):
        write(folder / f"{number}.csv", rows[number::3])
    whole = tell(write(tmp_path / "a.csv", rows), "--mapping", register, "--dry-run", "--format", "json")[1]
    for place in (folder, folder / "*.csv"):
        parts = tell(place, folder / "0.csv", "--mapping", register, "--dry-run", "--format", "json")[1]
        assert values(parts) == values(whole)
    assert len(COLUMNS) == 7


def values(text: str) -> list[tuple]:
    return [(row["geography"], row["category"], row["year"], row["value"]) for row in json.loads(text)[0]["observations"]]


NESTED = '[[areas]]\nnames = ["Bakken"]\ngeographies = ["byen"]'
REST = '[[areas]]\nnames = ["Bakken"]\ngeographies = ["byen", "omraade-b"]'


def test_areas_that_are_the_sum_of_others_have_to_be_said(tell, data: Path, register: Path, tmp_path: Path) -> None:
    """What is to be written is said, and is enough."""
    rows = write(tmp_path / "a.csv", made_rows(60, seed=3))
    register.write_text(register.read_text(encoding="utf-8").replace(NESTED, REST), encoding="utf-8")
    code, _, error = tell(rows, "--mapping", register, "--dry-run", "--source", "optalt")
    written = 'parts = ["omraade-a", "omraade-b"]'
    assert code == 1
    assert "byen is counted from the same names as omraade-a, omraade-b together, from 2025" in error
    assert f"write {written} under [geographies.byen]" in error
    path = data / "partnership.toml"
    said = path.read_text(encoding="utf-8").replace("[geographies.byen]", f"[geographies.byen]\n{written}")
    path.write_text(said, encoding="utf-8")
    assert tell(rows, "--mapping", register, "--dry-run", "--source", "optalt")[0] == 0


@pytest.mark.parametrize(
    ("names", "said", "found"),
    [
        ({"by": "abc", "vest": "a", "oest": "bc"}, [], [("by", ("vest", "oest"))]),
        ({"by": "abc", "vest": "a", "oest": "bc"}, [("by", ("vest", "oest"))], []),
        (
            {"by": "abc", "vest": "ab", "oest": "c", "gade": "a", "vej": "b"},
            [("by", ("vest", "oest"))],
            [("vest", ("gade", "vej"))],
        ),
        (
            {"by": "abc", "vest": "ab", "oest": "c", "gade": "a", "vej": "b"},
            [],
            [("vest", ("gade", "vej")), ("by", ("vest", "oest"))],
        ),
        ({"by": "abcd", "a": "ab", "b": "cd", "c": "ac", "d": "bd"}, [], [("by", ("a", "b")), ("by", ("c", "d"))]),
        ({"by": "abc", "a": "ab", "b": "bc"}, [], []),
        ({"by": "ab", "a": "ab"}, [], []),
    ],
)
def test_which_sums_of_areas_are_asked_for(names: dict, said: list, found: list) -> None:
    """The coarsest, from the smallest area up, and none that follows from what is said."""
    known, asked = list(said), []
    for one in sums_of({area: frozenset(map(ord, letters)) for area, letters in names.items()}):
        if not follows(one, known):
            known.append(one)
            asked.append(one)
    assert asked == found
