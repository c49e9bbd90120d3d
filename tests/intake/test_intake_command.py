"""The command: a mapping is proposed, a file is read by it, shown, taken in with its cells, and taken back."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis import cli
from analysis.data import load

SOURCE = """

[sources.politi-2033]
title = "Anmeldelser"
short = "Politiet 2033"
kind = "delivery"
role = "primary"
publisher = "Politiet"
published = 2034-02-01
precision = "day"
"""
Tell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(mini: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(mini, tmp_path / "data")
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    return folder


@pytest.fixture
def tell(root: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Runs intake on the copy; its exit code and what it says."""
    monkeypatch.chdir(root)

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["intake", *map(str, arguments), "--data", str(data)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def police(data: Path, tmp_path: Path) -> Callable[..., Path]:
    """A workbook of counts as the police might send it, by categories and years."""
    facts = load(data)
    crime = next(key for key, indicator in facts.indicators.items() if indicator.role == "crime")
    area = next(area for area in facts.partnership.geographies.values() if area.kind == "partnership")
    names = [category.name for category in facts.indicators[crime].categories.values() if category.role is None]

    def made(name: str = "politi.xlsx", years: tuple[int, ...] = (2032, 2033), first: int = 40, top: int = 3) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Anmeldelser"
        sheet["A1"] = f"Antal anmeldelser, {area.name}"
        for column, year in enumerate(years, 2):
            sheet.cell(top, 1, "Gerningstype")
            sheet.cell(top, column, year)
            for row, category in enumerate(names, top + 1):
                sheet.cell(row, 1, category)
                sheet.cell(row, column, first + row - top + column)
        book.save(tmp_path / name)
        return tmp_path / name

    return made


def table(data: Path) -> list[dict[str, str]]:
    text = (data / "observations.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row.get("delivery")]


def test_from_a_workbook_to_rows_and_back(tell: Tell, data: Path, police: Callable[..., Path]) -> None:
    """Propose, look, take in, and take back."""
    before, file = (data / "observations.csv").read_bytes(), police()
    mapping = data / "intake" / "politi.toml"
    assert tell(file, "--propose", "-o", mapping)[0] == 0
    code, out, _ = tell(file, "--dry-run", "--format", "csv")
    shown = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {row["cell"] for row in shown} >= {"B4", "C4"}
    assert (data / "observations.csv").read_bytes() == before
    code, out, _ = tell(file, "--accept", "En prøve")
    assert code == 0
    assert "taken in" in out
    taken = {(row["category"], row["year"]): row for row in table(data)}
    for row in shown:
        there = taken[row["category"], row["year"]]
        assert (there["value"], there["sheet"], there["cell"], there["source"]) == (
            row["value"],
            "Anmeldelser",
            row["cell"],
            "politi-2033",
        )
    assert (data / "deliveries" / "politi.xlsx").read_bytes() == file.read_bytes()
    assert cli.main(["check", "--data", str(data)]) == 0
    assert tell("--undo")[0] == 0
    assert table(data) == []


@pytest.fixture
def checked(
    tell: Tell, data: Path, police: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> Callable[[], tuple[int, str]]:
    """Takes a delivery in, and then says what ``statusbog check`` does: its exit code and all that it prints."""
    tell(police(), "--propose", "-o", data / "intake" / "politi.toml")
    assert tell(police(), "--accept", "En prøve")[0] == 0

    def check() -> tuple[int, str]:
        code = cli.main(["check", "--data", str(data)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return check


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_row_that_is_not_what_its_cell_says_is_a_fault(checked: Callable[[], tuple[int, str]], data: Path) -> None:
    """Another figure, a status or another year; the words that people add to a row are their own."""
    row = next(one for one in table(data) if one["cell"] == "C4")
    path, text = data / "observations.csv", (data / "observations.csv").read_text(encoding="utf-8")
    begin = ",".join(row[name] for name in ("indicator", "category", "geography", "year"))
    assert f"{begin},{row['value']},,ok," in text
    changed(path, f"{begin},{row['value']},,ok,", f"{begin},{int(row['value']) + 7},,ok,")
    code, said = checked()
    assert code == 1
    assert f"column value: found {int(row['value']) + 7}; expected {row['value']}, what Anmeldelser!C4 of politi.xlsx says" in said
    path.write_text(text.replace(f"{begin},{row['value']},,ok,", f"{begin},,,not_stated,"), encoding="utf-8")
    assert "found nothing; expected " in checked()[1]
    path.write_text(text.replace(f"{begin},{row['value']}", f"{begin[:-4]}2030,{row['value']}"), encoding="utf-8")
    assert "found a row about anmeldelser" in checked()[1]
    path.write_text(text.replace(f"{begin},{row['value']},,ok,", f"{begin},{row['value']},,provisional,"), encoding="utf-8")
    assert checked()[0] == 0


def test_a_mapping_that_is_gone_or_says_something_else_is_told_once(checked: Callable[[], tuple[int, str]], data: Path) -> None:
    """Rows that cannot be held against their original are a warning; those that all differ are one fault."""
    path = data / "intake" / "politi.toml"
    text = path.read_text(encoding="utf-8")
    count = len(table(data))
    changed(path, "format = 1", "format = 2")
    code, said = checked()
    assert (code, said.count("deliveries/politi.xlsx")) == (0, 1)
    assert f"{count} rows that cannot be held against the file by politi.toml" in said
    path.write_text(text.replace('words = ["Indbrud"]', 'words = ["Andet"]'), encoding="utf-8")
    assert "2 rows whose cells politi.toml does not read any more, first Anmeldelser!B" in checked()[1]
    path.unlink()
    code, said = checked()
    assert code == 0
    assert "found no mapping politi.toml in intake" in said


def test_a_name_with_another_year_is_accepted_with_a_reason(tell: Tell, data: Path, police: Callable[..., Path]) -> None:
    """The message says so; without the reason nothing is taken in, with it the question is kept beside the reason."""
    file = police("politi-2034.xlsx")
    assert tell(file, "--propose", "-o", data / "intake" / "politi.toml")[0] == 0
    code, _, error = tell(file)
    assert code == 1
    assert "politi-2034.xlsx, and its figures are about 2032, 2033" in error
    assert "accept it with --accept and the reason; the name of a file decides nothing" in error
    assert tell(file, "--accept", "Politiets tal er et år ældre.")[0] == 0
    questions = list(csv.DictReader(io.StringIO((data / "deliveries" / "questions.csv").read_text(encoding="utf-8"))))
    assert {row["reason"] for row in questions if "politi-2034.xlsx, and" in row["question"]} == {"Politiets tal er et år ældre."}


def test_nothing_is_read_without_a_mapping(tell: Tell, police: Callable[..., Path]) -> None:
    """The message says how to get one."""
    code, _, error = tell(police(), "--dry-run")
    assert code == 1
    assert "found no mapping in data/intake that fits the file" in error
    assert "--propose" in error


def test_the_same_file_again_is_told(tell: Tell, data: Path, police: Callable[..., Path]) -> None:
    """Also when it only has another name, and when only what is no figure differs."""
    tell(police(), "--propose", "-o", data / "intake" / "politi.toml")
    assert tell(police(), "--accept", "En prøve")[0] == 0
    code, _, error = tell(police(name="ny.xlsx", top=5), "--source", "politi-2033", "--accept", "En prøve")
    assert code == 1
    assert "all there already from politi-2033" in error


def test_everything_is_shown_as_an_object(tell: Tell, data: Path, police: Callable[..., Path]) -> None:
    """Figures, changes, findings and what has to be accepted."""
    tell(police(), "--propose", "-o", data / "intake" / "politi.toml")
    code, out, _ = tell(police(), "--dry-run", "--format", "json")
    (one,) = json.loads(out)
    assert code == 0
    assert (one["file"], one["mapping"], one["source"]) == ("politi.xlsx", "politi.toml", "politi-2033")
    assert len(one["observations"]) == sum(len(rows) for rows in one["changes"].values())
    assert {"kind", "key", "sheet", "cells", "text"} == set(one["findings"][0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no file: found none"),
        (["a.xlsx", "--undo"], "found nothing to take back"),
        (["a.xlsx", "b.xlsx", "--undo"], "--undo takes one file at most"),
        (["--undo", "--propose"], "choose one of them"),
        (["a.xlsx", "b.xlsx", "--propose"], "for one file"),
        (["a.xlsx", "-o", "m.toml"], "add --propose"),
        (["no-such.xlsx", "--dry-run", "--mapping", "no.toml"], "no.toml: found no such file"),
        (["no-such.xlsx", "--dry-run", "--source", "nobody"], "the source nobody, which sources.toml has not"),
    ],
)
def test_what_does_not_go_together_is_told(tell: Tell, arguments: list[str], said: str) -> None:
    """One message, exit 1."""
    code, _, error = tell(*arguments)
    assert code == 1
    assert said in error


def test_a_proposal_writes_over_nothing(tell: Tell, police: Callable[..., Path], tmp_path: Path) -> None:
    """What is there stays."""
    (tmp_path / "m.toml").write_text("mine")
    code, _, error = tell(police(), "--propose", "-o", tmp_path / "m.toml")
    assert code == 1
    assert "is there already" in error
    assert (tmp_path / "m.toml").read_text() == "mine"
