"""Results on the command line: some measures in words, and what differs from another folder or another day."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from analysis import cli

MET = {"met", "not met", "undetermined", "monitored"}


@pytest.fixture(autouse=True)
def in_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


@pytest.fixture
def trial(mini: Path, tmp_path: Path) -> Path:
    """A copy of the invented partnership's data, to be changed."""
    return Path(shutil.copytree(mini, tmp_path / "data"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["results", *arguments]) == 0
    return capsys.readouterr().out


def with_value(data: Path, old: str, new: str) -> None:
    """Writes another value into the one row of the observations that has this one."""
    path = data / "observations.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_verdicts_are_one_line_each_and_no_wider_than_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """With the words of the data, the figure, the goal, and why there is none."""
    rows = list(csv.DictReader(io.StringIO(said(capsys, "--year", "2021", "--only", "verdict", "--format", "csv"))))
    assert {row["measure"] for row in rows} == {"verdict"}
    heads, *lines = said(capsys, "--year", "2021", "--only", "verdict").splitlines()
    assert heads.split()[:4] == ["what", "area", "year", "verdict"]
    assert max(map(len, lines)) <= 100
    lines = [line for line in lines if not line.startswith("  ")]  # the labels of targets about the same
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        start = heads.index("verdict")
        on_the_way = {"met": "on the way", "not_met": "not yet"} if "interim" in row["method"] else {}
        assert line[start:].startswith(on_the_way.get(row["value"], row["value"].replace("_", " ")))
        assert (len(line) > heads.index("why")) == (row["value"] == "undetermined")


def test_a_line_has_what_was_judged_and_the_goal(capsys: pytest.CaptureFixture[str]) -> None:
    """An area's figure, a distance, a share made of two counts."""
    lines = [" ".join(line.split()) for line in said(capsys, "--year", "2022", "--only", "verdict").splitlines()]
    assert any(line.endswith("2021 met 9 ≤ 11") for line in lines)
    assert any(line.endswith("not yet 8 points < 8 points") for line in lines)
    assert any(line.endswith("met 91.7 % ≥ 75 %") for line in lines)


def test_a_verdict_on_a_hidden_figure_says_why_there_is_none(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the figure and the goal, where it stands as hidden too."""
    arguments = ("--year", "2033", "--data", str(mini), "--only", "verdict")
    hidden = [line for line in said(capsys, *arguments).splitlines() if "suppressed" in line and "undetermined" in line]
    assert hidden
    assert all(line.endswith("hidden figure") for line in hidden)


def test_other_measures_are_lines_too(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several at once, and every row of them."""
    arguments = ["--year", "2032", "--data", str(mini), "--only", "change, gap"]
    rows = json.loads(said(capsys, *arguments, "--format", "json"))
    assert {row["measure"] for row in rows} == {"change", "gap"}
    lines = said(capsys, *arguments).splitlines()
    assert len(lines) == len(rows) + 1
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "verdcit"], "--only verdcit: found no such measure in this edition; expected some of baseline, change"),
        (["--against", "24-05-2022"], "--against 24-05-2022: found neither a folder nor a day"),
        (["--against", "no-such-folder"], "expected another partnership's data folder, or a day written YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_shown_is_one_message(
    arguments: list[str], message: str, mini: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1."""
    assert cli.main(["results", "--year", "2032", "--data", str(mini), *arguments]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert len(error.splitlines()) == 1


def test_against_itself_nothing_differs(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the number of rows is said."""
    arguments = ["--year", "2032", "--data", str(mini), "--against", str(mini)]
    assert said(capsys, *arguments).startswith("Nothing differs: ")
    assert json.loads(said(capsys, *arguments, "--format", "json")) == []


def test_against_another_folder_only_what_differs_is_shown(mini: Path, trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The count first, then old and new, with the cause; the same in CSV and JSON, with every row that follows."""
    with_value(trial, ",2031,53,,", ",2031,54,,")
    arguments = ["--year", "2032", "--data", str(trial), "--against", str(mini)]
    first, _, heads, line, *_ = said(capsys, *arguments).splitlines()
    assert first.startswith("1 thing differs")
    assert first.endswith("correction 1.")
    assert "before" in heads
    assert line.split()[-4:-1] == ["53", "54", "correction"]
    records = json.loads(said(capsys, *arguments, "--format", "json"))
    assert [(one["value_old"], one["value_new"]) for one in records if not one["follows"]] == [("53", "54")]
    rows = list(csv.DictReader(io.StringIO(said(capsys, *arguments, "--format", "csv"))))
    assert [{key: str(value) for key, value in record.items()} for record in records] == rows
    verdicts = json.loads(said(capsys, *arguments, "--format", "json", "--only", "verdict"))
    assert verdicts == [record for record in records if record["measure"] == "verdict"]


def test_against_a_day_the_same_edition_is_held_against_itself(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What came out between the two days is new."""
    records = json.loads(said(capsys, "--year", "2032", "--data", str(mini), "--against", "2032-01-01", "--format", "json"))
    assert {record["cause"] for record in records if not record["follows"]} == {"new_figure"}


def test_a_reading_on_the_way_has_the_books_word(capsys: pytest.CaptureFixture[str]) -> None:
    """A target that is for a later year is not yet met, or on the way; the table for machines keeps the formal verdict."""
    found = {}
    for year in ("2019", "2022"):
        found[year] = said(capsys, "--year", year, "--only", "verdict")
        rows = csv.DictReader(io.StringIO(said(capsys, "--year", year, "--only", "verdict", "--format", "csv")))
        assert {row["value"] for row in rows} <= {"met", "not_met", "undetermined", "monitored"}
    assert (found["2019"].count("on the way"), found["2022"].count("not yet")) == (1, 2)


def test_verdicts_about_the_same_have_the_label_of_their_target_below(capsys: pytest.CaptureFixture[str]) -> None:
    """Uncut, on a line of its own, which no other verdict has."""
    lines = said(capsys, "--year", "2022", "--only", "verdict").splitlines()
    labels = [line.strip() for line in lines if line.startswith("  ")]
    assert len(labels) == len(set(labels)) == 4
    assert labels[:2] == ["Andelen af utrygge skal falde hvert år", "Andelen af utrygge skal nærme sig byens niveau frem mod 2024"]
    assert max(map(len, labels)) < 80
