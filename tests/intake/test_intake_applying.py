"""A delivery's rows are held against what is there, taken in all together or not at all, and taken back again."""

import csv
import io
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data import Facts, load
from analysis.data.writing import one_writer
from analysis.errors import DataFaults, UserError
from analysis.intake.applying import held
from analysis.intake.applying.apply import Package, take_back, take_in, weigh
from analysis.intake.applying.changes import Given, changes_by
from analysis.intake.applying.kept import Kept, checksum, faults_of_kept, free_name, kept_in
from analysis.intake.applying.plausible import LOOKED_AT, chance_of, times_in
from analysis.intake.sheets import Finding

SOURCE = """

[sources.politi-2024]
title = "Anmeldelser 2024"
short = "Politiet 2024"
kind = "delivery"
role = "primary"
publisher = "Politiet"
published = 2025-02-01
precision = "day"
"""
CRIME = {"indicator": "anmeldelser", "category": "indbrud", "geography": "partnerskab-2021"}


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """The project's facts with a source that has no figures yet."""
    for path in (root / "data").rglob("*"):
        if path.is_file() and path.suffix in {".toml", ".csv", ".md"} and path.relative_to(root / "data").parts[0] != "deliveries":
            copy = tmp_path / "data" / path.relative_to(root / "data")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    with (tmp_path / "data" / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    return tmp_path / "data"


def crime(cell: str, **cells: object) -> Given:
    return Given("observations.csv", {**CRIME, "status": "ok", **cells}, "Ark1", cell)


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., Package]:
    """A file with some content, understood as some rows."""

    def of(*given: Given, name: str = "politi 2024.xlsx", content: bytes = b"PK", **more: object) -> Package:
        path = tmp_path / name
        path.write_bytes(content)
        fields = {"findings": (), "figures": (), "source": "politi-2024", "mapping": "politi.toml", **more}
        return Package(path, checksum(path), given, **fields)  # type: ignore[arg-type]

    return of


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def rows_of(folder: Path, table: str = "observations.csv") -> list[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / table).read_text(encoding="utf-8"))))


def value_of(facts: Facts, year: int) -> object:
    return next(
        row.value
        for row in facts.observations
        if (row.indicator, row.category, row.geography, row.year) == ("anmeldelser", "indbrud", "partnerskab-2021", year)
    )


def test_rows_are_taken_in_with_their_cells_and_taken_back(folder: Path, package: Callable[..., Package]) -> None:
    """New figures stand behind the old ones, the original lies beside; taken back, no figure is left and no byte is lost."""
    before = files_of(folder)
    new = value_of(load(folder), 2021)
    take_in(folder, [package(crime("C7", year=2031, value=new), crime("B7", year=2030, value=new))], "Vi mangler resten.")
    added = [row for row in rows_of(folder) if row["delivery"]]
    assert [(row["year"], row["sheet"], row["cell"], row["source"], row["section"]) for row in added] == [
        ("2031", "Ark1", "C7", "politi-2024", "Ark1"),
        ("2030", "Ark1", "B7", "politi-2024", "Ark1"),
    ]
    assert (folder / "deliveries" / "politi 2024.xlsx").read_bytes() == b"PK"
    assert [(line.added, line.revised, line.known, line.undone) for line in kept_in(folder)] == [(2, 0, 0, "no")]
    assert list(faults_of_kept(folder, {"politi 2024.xlsx"})) == []
    assert take_back(folder).file == "politi 2024.xlsx"
    assert [row for row in rows_of(folder) if row["delivery"]] == []
    assert load(folder).observations == load_from(before, folder.parent / "again").observations
    assert (folder / "deliveries" / "politi 2024.xlsx").exists()
    with pytest.raises(UserError, match="nothing to take back"):
        take_back(folder)


def load_from(files: Mapping[str, bytes], folder: Path) -> Facts:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return load(folder)


def test_what_was_taken_back_may_come_again(folder: Path, package: Callable[..., Package]) -> None:
    """The same file under the same name is kept once."""
    rows = (crime("B7", year=2022, value=40),)
    for _ in range(2):
        take_in(folder, [package(*rows)], "Prøve")
        take_back(folder)
    take_in(folder, [package(*rows)], "Prøve")
    assert [line.undone for line in kept_in(folder)] == ["yes", "yes", "no"]
    assert sorted(path.name for path in (folder / "deliveries").iterdir()) == [
        "deliveries.csv",
        "politi 2024.xlsx",
        "questions.csv",
    ]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"year": 2030, "value": 4}, "added"),
        ({"year": 2021, "value": "same"}, "known"),
        ({"year": 2021, "value": "same", "status": "provisional"}, "known"),
        ({"year": 2021, "value": 1}, "revised"),
        ({"year": 2021, "value": None, "status": "suppressed"}, "revised"),
    ],
)
def test_a_row_is_new_or_known_or_revises(folder: Path, given: dict[str, object], what: str) -> None:
    """Held against the newest row about the same."""
    facts = load(folder)
    if given["value"] == "same":
        given = {**given, "value": f"{value_of(facts, 2021)}.0"}
    (change,) = changes_by([crime("B2", **given)], facts, "politi-2024").rows
    assert change.what == what


def test_one_source_says_one_thing(folder: Path, package: Callable[..., Package]) -> None:
    """Neither a file nor the table may have two figures of a source for the same."""
    take_in(folder, [package(crime("B7", year=2022, value=40))], "Prøve")
    before = files_of(folder)
    with pytest.raises(DataFaults) as raised:
        take_in(
            folder,
            [
                package(
                    crime("B9", year=2022, value=41), crime("C9", year=2031, value=1), crime("D9", year=2031, value=2), content=b"x"
                )
            ],
            "x",
        )
    assert "Ark1!B9: found another figure for anmeldelser indbrud partnerskab-2021 2022" in str(raised.value)
    assert "Ark1!D9: found two different figures for anmeldelser indbrud partnerskab-2021 2031" in str(raised.value)
    assert files_of(folder) == before


def test_all_files_are_taken_in_or_none(folder: Path, package: Callable[..., Package]) -> None:
    """A fault in the second keeps the first out, and nothing is kept."""
    before = files_of(folder)
    good = package(crime("B7", year=2022, value=40), name="a.xlsx", content=b"a")
    bad = package(crime("B7", year=2023, value=4, geography="nowhere"), name="b.xlsx", content=b"b")
    with pytest.raises(DataFaults, match="nowhere"):
        take_in(folder, [good, bad], "Prøve")
    assert files_of(folder) == before


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([crime("B7", year=2022, value=4000)], "chance alone would do that less than once in 1,000,000 times"),
        ([crime("B7", year=2022, value=40)], "found no"),
        (
            [Given("observations.csv", {**CRIME, "category": "tyveri", "year": 2022, "value": 5, "status": "ok"}, "Ark1", "B2")],
            "for the first time",
        ),
    ],
)
def test_what_is_unlikely_is_asked_and_the_reason_is_kept(
    folder: Path, package: Callable[..., Package], rows: list[Given], asked: str
) -> None:
    """Without a reason nothing is taken in."""
    before = files_of(folder)
    with pytest.raises(DataFaults, match=asked):
        take_in(folder, [package(*rows)], "")
    assert files_of(folder) == before
    take_in(folder, [package(*rows)], "Politiet har ringet.")
    said = list(csv.DictReader(io.StringIO((folder / "deliveries" / "questions.csv").read_text(encoding="utf-8"))))
    assert any(asked in line["question"] for line in said)
    assert {line["reason"] for line in said} == {"Politiet har ringet."}
    assert kept_in(folder)[0].accepted == "Politiet har ringet."


def test_a_total_that_does_not_add_up_is_asked_about(folder: Path, package: Callable[..., Package]) -> None:
    """What the reading has noticed is no less a question than what the book knows."""
    values = {"stated": 356, "summed": 350, "difference": 6}
    noticed = Finding("warn", "intake.understand.total_differs", "Ark1", "D4", values)
    again = package(crime("B7", year=2022, value=12), findings=(noticed,))
    assert noticed in weigh(again, load(folder), []).to_accept


def test_last_years_file_is_no_news(folder: Path, package: Callable[..., Package]) -> None:
    """The very same file, and another whose figures are all there, are refused whatever the reason."""
    rows = (crime("B7", year=2022, value=40), crime("C7", year=2023, value=41))
    take_in(folder, [package(*rows)], "Prøve")
    with pytest.raises(DataFaults, match=r"the very file that was taken in as politi 2024\.xlsx"):
        take_in(folder, [package(*rows)], "Prøve")
    with pytest.raises(DataFaults, match="2 figures, all there already from politi-2024, for the years 2022, 2023"):
        take_in(folder, [package(*rows, content=b"new date")], "Prøve")


def test_a_layout_that_moved_is_asked_about(folder: Path, package: Callable[..., Package]) -> None:
    """Only beside a delivery that was read by the same mapping."""
    take_in(folder, [package(crime("B7", year=2022, value=40))], "Prøve")
    kept = kept_in(folder)
    moved = weigh(package(crime("C8", year=2023, value=41), content=b"2"), load(folder), kept)
    assert "intake.plausible.moved" in {found.key for found in moved.questions}
    other = weigh(package(crime("C8", year=2023, value=41), content=b"2", mapping="other.toml"), load(folder), kept)
    assert "intake.plausible.moved" not in {found.key for found in other.questions}


def test_what_is_to_be_answered_is_no_matter_of_reasons(folder: Path, package: Callable[..., Package]) -> None:
    """A part that was not understood is answered in the mapping; a missing source is named."""
    asked = Finding("ask", "intake.apply.no_place", "Ark1", "A9", {"about": "Lommetyveri"})
    with pytest.raises(DataFaults) as raised:
        take_in(folder, [package(crime("B7", year=2022, value=40), findings=(asked,), source="")], "fordi")
    assert "Ark1!A9: found Lommetyveri, for which the book has no place" in str(raised.value)
    assert "found no source for the figures" in str(raised.value)


@pytest.mark.parametrize("key", sorted(LOOKED_AT))
def test_what_somebody_has_looked_at_is_a_matter_of_reasons(folder: Path, package: Callable[..., Package], key: str) -> None:
    """No key of a mapping answers it: without a reason nothing is taken in, and the message says how."""
    values = {
        "count": 1,
        "text": "x",
        "word": "x",
        "encoding": "x",
        "sign": "..",
        "name": "x",
        "years": "2022",
        "named": "2023",
        "figures": "x",
        "part": "0.1",
        "rows": 1000,
        "codes": "9",
    }
    asked = Finding("ask", key, "Ark1", "A9", values)
    weighed = weigh(package(crime("B7", year=2022, value=40), findings=(asked,)), load(folder), [])
    assert (asked in weighed.to_accept, weighed.refusals) == (True, [])
    assert "--accept" in asked.text("politi 2024.xlsx")


def test_what_most_rows_say_otherwise_is_one_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then what they were read by has changed, and not the rows."""
    header = "indicator,category,geography,year,value,status,delivery,sheet,cell\n"
    lines = "".join(f"anmeldelser,indbrud,byen,{year},1,ok,a.xlsx,Ark1,B{year}\n" for year in range(2000, 2010))
    (tmp_path / "observations.csv").write_text(header + lines, encoding="utf-8")
    kept = Kept("a.xlsx", "a.xlsx", "", 1, "", "x", 10, 0, 0)
    cells = {"indicator": "anmeldelser", "category": "indbrud", "geography": "byen", "status": "ok", "value": 2}
    rows = [Given("observations.csv", {**cells, "year": year}, "Ark1", f"B{year}") for year in range(2000, 2010)]
    monkeypatch.setattr(held, "given_again", lambda *_: rows)
    found = held.of_delivery(tmp_path, kept, held.lines_read(tmp_path)["a.xlsx"], None)  # type: ignore[arg-type]
    assert [fault.found.partition(" rows")[0] for fault in found[0]] == ["10 of 10"]
    monkeypatch.setattr(held, "given_again", lambda *_: [replace(rows[0], cells={**rows[0].cells, "value": 1}), *rows[1:3]])
    found = held.of_delivery(tmp_path, kept, held.lines_read(tmp_path)["a.xlsx"], None)  # type: ignore[arg-type]
    assert [fault.row for fault in found[0]] == [3, 4]
    assert [doubt.found.partition(" whose")[0] for doubt in found[1]] == ["7 rows"]


def test_an_original_that_was_changed_or_lost_is_told(folder: Path, package: Callable[..., Package]) -> None:
    """So is a list that was written by hand, and a row that names a delivery nobody took in."""
    take_in(folder, [package(crime("B7", year=2022, value=40))], "Prøve")
    original = folder / "deliveries" / "politi 2024.xlsx"
    original.write_bytes(b"PK2")
    assert [fault.found for fault in faults_of_kept(folder, set())] == ["another content than the one that was taken in"]
    original.unlink()
    assert [fault.found for fault in faults_of_kept(folder, {"x.xlsx"})] == [
        "no file politi 2024.xlsx",
        "rows that name the delivery x.xlsx, which the list has not",
    ]
    path = folder / "deliveries" / "deliveries.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Prøve", '"Prøve"'), encoding="utf-8")
    assert "a list that the program did not write like this" in [fault.found for fault in faults_of_kept(folder, set())]


def test_somebody_else_is_writing(folder: Path, package: Callable[..., Package], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two analysts at once: the second is told."""
    monkeypatch.setattr("analysis.intake.applying.apply.one_writer", lambda place: one_writer(place, seconds=0.05))
    inside, done = threading.Event(), threading.Event()

    def other() -> None:
        with one_writer(folder):
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait(10)
    try:
        with pytest.raises(UserError, match="somebody else is writing"):
            take_in(folder, [package(crime("B7", year=2022, value=40))], "x")
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("politi.xlsx", "politi.xlsx"),
        ("../../etc/passwd", "etc-passwd"),
        ("a:b?.xlsx", "a-b-.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("...", "levering"),
        ("deliveries.csv", "deliveries-2.csv"),
        ("x" * 300 + ".xlsx", "x" * 120 + ".xlsx"),
    ],
)
def test_a_name_is_safe_everywhere(tmp_path: Path, name: str, kept: str) -> None:
    """Windows and shells take it, and it leads nowhere."""
    assert free_name(name, "0", tmp_path) == kept


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Unless the content is the same."""
    (tmp_path / "deliveries").mkdir()
    (tmp_path / "deliveries" / "A.xlsx").write_bytes(b"1")
    assert free_name("a.xlsx", "0", tmp_path) == "a-2.xlsx"
    assert free_name("A.xlsx", checksum(tmp_path / "deliveries" / "A.xlsx"), tmp_path) == "A.xlsx"


@pytest.mark.parametrize(
    ("first", "second", "chance"), [(10, 10, 1.0), (0, 0, None), (0, 1, 1.0), (0, 10, 2 / 2**10), (5, 15, 0.0414)]
)
def test_chance_is_that_of_the_exact_test(first: int, second: int, chance: float | None) -> None:
    """By hand: ten of ten on one side has two in 2^10 ways."""
    assert chance_of(first, second) == (None if chance is None else pytest.approx(chance, abs=5e-5))


@pytest.mark.parametrize(
    ("chance", "times"), [(0.00099, 1000), (1 / 1999, 1000), (1 / 45678, 40000), (0.0, 1_000_000), (1e-30, 1_000_000)]
)
def test_times_are_never_more_than_they_are(chance: float, times: int) -> None:
    """One digit, rounded down."""
    assert times_in(chance) == times
