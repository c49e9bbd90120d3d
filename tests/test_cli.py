"""The command line: exit codes, messages, and the contract of the results table."""

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import cli
from analysis.data import Facts, load

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


@pytest.fixture(scope="module")
def facts(root: Path) -> Facts:
    return load(root / "data")


@pytest.fixture(autouse=True)
def in_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


def test_check_says_that_all_is_well_and_counts(facts: Facts, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0."""
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out.startswith(f"No faults: {len(facts.observations)} observations")


def test_check_reports_every_fault_and_ends_with_1(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One message, no traceback."""
    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("24.2", '"24,2"').replace(",217,", ",-217,"), encoding="utf-8")
    assert cli.main(["check", "--data", str(tmp_path / "data")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("statusbog: 2 faults in the data:")
    assert "found '24,2'" in message
    assert "write 24.2" in message
    assert "Traceback" not in message


def test_results_as_csv_have_the_contracts_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """In order, with plain numbers."""
    assert cli.main(["results", "--year", "2022", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == COLUMNS
    values = {(r["indicator"], r["category"], r["geography"], r["year"], r["measure"]): r["value"] for r in rows}
    assert values["borgervendt_pr_1000", "", "partnerskab-2021", "2021", "observed"] == "26.0"
    assert values["utryg_nabolag", "", "partnerskab-2021", "2022", "observed"] == "17"
    assert values["samarbejdsandel", "", "partnerskab-2021", "2022", "share"].startswith("91.666")


def test_results_as_json_are_records(capsys: pytest.CaptureFixture[str]) -> None:
    """One object for each row."""
    assert cli.main(["results", "--year", "2016", "--format", "json", "--as-of", "2016-12-31"]) == 0
    assert set(json.loads(capsys.readouterr().out)[0]) == set(COLUMNS)


def test_a_table_for_the_eye_has_lines_that_can_be_read(facts: Facts, capsys: pytest.CaptureFixture[str]) -> None:
    """However many inputs a row has."""
    assert cli.main(["results", "--year", str(facts.newest_edition().year), "--format", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == COLUMNS
    assert max(len(line) for line in lines) < len(COLUMNS) * 62


def test_whoever_reads_only_the_first_line_is_not_told_of_a_fault(facts: Facts, root: Path) -> None:
    """The output is longer than a pipe holds; exit 0."""
    year = str(facts.newest_edition().year)
    command = [sys.executable, "-m", "analysis.cli", "results", "--year", year]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout
        assert done.stderr
        assert done.stdout.readline()
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == 0


def test_without_an_output_all_is_done_as_well(root: Path) -> None:
    """A shell can close it."""
    code = "import sys; sys.stdout = None; from analysis import cli; sys.exit(cli.main(['check']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["results", "--year", "1999"], "edition 1999: no such edition; expected one of 2013, 2014"),
        (["results", "--year", "2022", "--as-of", "24-05-2022"], "expected a day that exists, written YYYY-MM-DD"),
        (["run", "--year", "2022", "-p", "as_of", "2022-05-24"], "the published notebooks are never overwritten"),
        (["run", "--year", "2022", "-p", "as_of", "2022-05-24", "--out", "book"], "the folder of the published notebooks"),
        (["run", "--year", "2022", "--out", "book/trial"], "the folder of the published notebooks"),
        (["run", "--year", "2022", "-p", "yaer", "2022", "--out", "x"], "unknown parameter yaer"),
        (["run", "-p", "year", "abc", "--out", "x"], "statusbog: -p: found year = 'abc'; expected a value of type int"),
        (["run", "-p", "nothing", "1", "--out", "x"], "-p: found the unknown parameter nothing; expected one of as_of, year"),
        (["run", "--out", "/proc/x"], "/proc/x: found a folder that cannot be read or written to"),
        (["check", "--data", "no-such-folder"], "found no such folder"),
    ],
)
def test_the_users_mistakes_end_with_1_and_one_message(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What, where, expected, found, what to do."""
    assert cli.main(arguments) == 1
    assert message in (said := capsys.readouterr().err)
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["nothing"], ["results"], ["results", "--year", "abc"]),
        *(["check", "--data", ""], ["run", "--out", ""], ["build", "--portfolio", " "]),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """As command lines do."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_cannot_be_written_to_ends_with_3_and_one_message(
    code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was being written; any other fault of the system is a bug, and shows its traceback."""

    def fails(_options: object) -> int:
        raise OSError(code, os.strerror(code), "build/html")

    monkeypatch.setattr("analysis.cli.data.check", fails)
    assert cli.main(["check"]) == 3
    assert capsys.readouterr().err.startswith(f"statusbog: build/html: {os.strerror(code)}; what was published stands")
    code = errno.EISDIR
    with pytest.raises(IsADirectoryError):
        cli.main(["check"])
