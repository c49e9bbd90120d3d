"""What the runbook tells somebody to run does what it says, on a copy of the project."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from make_year import NewYear, add_year, copy_project
from runbook import EXAMPLE, PROGRAM, commands_in

from analysis.year.comments import CHAPTERS

pytestmark = pytest.mark.pipeline


# Followed on a copy


@pytest.fixture(scope="module")
def followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NewYear]:
    """A copy of the project in which the year's figures are written and nothing is run yet."""
    project = tmp_path_factory.mktemp("runbook") / "bog"
    copy_project(root, project)
    told(project, "run")
    return project, add_year(project)


def told(project: Path, *arguments: str) -> str:
    settings = os.environ | {"PYTHONPATH": str(project / "src")}
    command = [sys.executable, "-m", "analysis.cli", *arguments]
    done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tell(followed: tuple[Path, NewYear], text: str) -> Callable[[str], str]:
    """Runs the runbook's own command line that begins in a way, for the copy's year, and returns what it says."""

    def run(start: str) -> str:
        line = min((line for line in commands_in(text) if f"{line} ".startswith(f"{PROGRAM} {start} ")), key=len)
        return told(followed[0], *shlex.split(line.replace(str(EXAMPLE), str(followed[1].year)))[1:])

    return run


def test_the_data_are_without_fault_when_all_is_written(tell: Callable[[str], str]) -> None:
    assert tell("check").startswith("No faults")


def test_explaining_names_the_new_edition_and_the_pages_across_and_no_old_one(
    tell: Callable[[str], str], followed: tuple[Path, NewYear]
) -> None:
    runs = re.findall(r"^(\S+) (?:runs|gets its new text)", tell("run --explain"), re.MULTILINE)
    years = {name.partition("/")[0] for name in runs if re.match(r"\d{4}/", name)}
    assert years == {str(followed[1].year)}
    assert any("/" not in name for name in runs)


def test_results_are_verdicts_to_read_and_a_file(tell: Callable[[str], str], followed: tuple[Path, NewYear]) -> None:
    """A line for each target that is judged; the file has the same verdicts."""
    verdicts = tell(f"results --year {EXAMPLE} --only verdict")
    rows = list(csv.DictReader(io.StringIO(tell(f"results --year {EXAMPLE} --format csv"))))
    judged = [row for row in rows if row["measure"] == "verdict"]
    assert {row["edition"] for row in rows} == {str(followed[1].year)}
    assert len(verdicts.splitlines()) >= len(judged) > 0


def test_a_draft_leaves_the_published_pages_alone(tell: Callable[[str], str], followed: tuple[Path, NewYear]) -> None:
    """It lies below build/, with the one file that is sent to those who approve."""
    project, new = followed
    before = sorted(path.relative_to(project) for path in (project / "book").rglob("*"))
    tell(f"preview {EXAMPLE} --one-file")
    assert (project / "build" / f"preview-{new.year}" / f"preview-{new.year}.html").is_file()
    assert sorted(path.relative_to(project) for path in (project / "book").rglob("*")) == before


def test_a_revised_figure_from_a_page_around_is_lost(root: Path, followed: tuple[Path, NewYear]) -> None:
    """As step 6 warns: with the role context the older figure of the partnership's own document counts, and no warning says so."""
    project, new = followed
    copy = Path(shutil.copytree(new.data, project / "andre-data"))
    head, found, rest = (copy / "sources.toml").read_text(encoding="utf-8").partition(f"[sources.{new.sources['delivery']['key']}]")
    changed = head + found + rest.replace('role = "primary"', 'role = "context"', 1)
    (copy / "sources.toml").write_text(changed, encoding="utf-8")
    revised = rows_of(project, new, copy, f".{new.sources['delivery']['key']}", "observed")
    assert [(row["status"], "contradicts" in row["method"]) for row in revised] == [("revised", True)]
    assert warnings_of(project, copy) <= warnings_of(project, root / "data")


def warnings_of(project: Path, data: Path) -> set[str]:
    """What ``check`` asks about; it must find no fault."""
    first, *more = told(project, "check", "--data", str(data)).splitlines()
    assert first.startswith("No faults")
    return {line for line in more if line.startswith(" ")}


def rows_of(project: Path, new: NewYear, data: Path, ending: str, measure: str) -> list[dict[str, str]]:
    """The rows of a measure in the new edition's results whose id ends in a way."""
    table = told(project, "results", "--year", str(new.year), "--data", str(data), "--format", "csv")
    return [row for row in csv.DictReader(io.StringIO(table)) if row["measure"] == measure and row["id"].endswith(ending)]


def test_a_wrong_sum_of_the_source_is_a_claim_and_the_book_adds_up_itself(followed: tuple[Path, NewYear]) -> None:
    """As step 8 says; as an ordinary figure it is a fault."""
    project, new = followed
    copy = Path(shutil.copytree(new.data, project / "forkert-sum"))
    total = next(t for t in new.agreement["totals"] if (t["indicator"], t["category"], t["geography"]) in new.figures)
    series = (total["indicator"], total["category"], total["geography"])
    year = int(new.revised["year"]) + 1
    start = f"{','.join(series)},{year},"
    table = (copy / "observations.csv").read_text(encoding="utf-8")
    assert table.count(f"\n{start}{new.figures[series]},,ok,") == 1
    wrong = table.replace(f"\n{start}{new.figures[series]},,ok,", f"\n{start}{new.figures[series] + 1},,source_claim,")
    (copy / "observations.csv").write_text(wrong, encoding="utf-8")
    assert told(project, "check", "--data", str(copy)).startswith("No faults")
    (row,) = rows_of(project, new, copy, f"{'.'.join(series)}.{year}", "total")
    assert row["value"] == str(new.figures[series])
    told(project, "run", "--year", str(new.year), "--data", str(copy), "--out", "build/forkert-sum")
    page = (project / "build" / "forkert-sum" / str(new.year) / "kriminalitet.ipynb").read_text(encoding="utf-8")
    assert "en stigning på" not in page
    assert f"| {new.figures[series]} |" in page


# The commands of the year, followed on a copy that nobody has written a figure into


@pytest.fixture(scope="module")
def begun(root: Path, text: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A copy of the project in which the edition is begun, and what each of the runbook's lines said."""
    project = tmp_path_factory.mktemp("begun") / "bog"
    copy_project(root, project)
    year = str(NewYear(project / "data").year)
    lines = ["new-year {}", "forms {}", "status {}", "new-year {} --day", "new-year {} --finish"]
    said = {}
    for start in lines:
        wanted = f"{PROGRAM} {start.format(EXAMPLE)}"
        line = min((line for line in commands_in(text) if f"{line} ".startswith(f"{wanted} ")), key=len)
        said[start] = told(project, *shlex.split(line.replace(str(EXAMPLE), year))[1:])
    return project, said


def test_the_commands_that_begin_a_year_do_as_it_says(begun: tuple[Path, dict[str, str]]) -> None:
    """Drafts and comment files are there, nothing of them is a fact, and each supplier has a form."""
    project, said = begun
    year = NewYear(project / "data").newest["year"]
    assert (project / "data" / "draft" / str(year) / "observations.csv").is_file()
    assert len(list((project / "data" / "kommentar" / str(year)).glob("*.md"))) == len(CHAPTERS)
    assert told(project, "check").startswith("No faults")
    assert "files written" in said["forms {}"]
    assert f"Edition {year}: of " in said["status {}"]
    assert " owes " in said["status {}"]
    assert f"sources.toml: status-{year} moved" in said["new-year {} --day"]
    assert "still wait for an answer" in said["new-year {} --finish"]


def test_a_form_comes_back_as_it_says(begun: tuple[Path, dict[str, str]], text: str) -> None:
    """Shown first and then taken in, by the runbook's own lines; its figures are facts, each with its cell."""
    project, _ = begun
    year = str(NewYear(project / "data").newest["year"])
    lines = [line.replace(str(EXAMPLE), year) for line in commands_in(text) if " intake skemaer/" in line]
    assert len(lines) == 2
    form = project / next(part for part in shlex.split(lines[0]) if part.startswith("skemaer/"))
    form.parent.mkdir()
    shutil.copy(next((project / "build" / "forms").rglob(form.name)), form)
    key = fill_one(form)
    shown = told(project, *shlex.split(lines[0])[1:])
    assert "nothing was changed" in shown
    told(project, *shlex.split(lines[1])[1:], "--accept", "opdigtet")
    rows = (project / "data" / "observations.csv").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(key)},.*,{re.escape(form.name)},Tal,F\d+$", rows, re.MULTILINE)


def fill_one(form: Path) -> str:
    """Write a figure into a form's first line of its own year, and return the figure's series and year as the table has them."""
    book = openpyxl.load_workbook(form)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "#answer" for cell in row))
    columns = {cell.value: cell.column for cell in head if cell.value}
    last = max(sheet.cell(row, columns["#year"]).value or 0 for row in range(head[0].row + 2, sheet.max_row + 1))
    for row in range(head[0].row + 2, sheet.max_row + 1):
        if sheet.cell(row, columns["#year"]).value == last:
            sheet.cell(row, columns["#answer"]).value = 10
            book.save(form)
            return str(sheet.cell(row, columns["#key"]).value).replace(" ", ",").replace(",-,", ",,")
    raise AssertionError(form)
