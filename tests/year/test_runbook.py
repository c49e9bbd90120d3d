"""The runbook is true: what it tells somebody to run exists and does what it says, and what it names is there."""

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

from analysis import cli
from analysis.year.comments import CHAPTERS

RUNBOOK = "docs/aarlig-opdatering.md"
EXAMPLE = 2023  # the year that the runbook has as its example
# Not there before somebody needs them.
OPTIONAL = (
    "data/statements.csv",
    f"data/kommentar/{EXAMPLE}",
    f"data/draft/{EXAMPLE}",
    "data/draft",
    "data/deliveries",
    "data/deliveries/deliveries.csv",
    "data/intake",
    "data/skabelon.docx",
)
PROGRAM = ".venv/bin/statusbog"


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / RUNBOOK).read_text(encoding="utf-8")


def commands_in(text: str) -> list[str]:
    """Every command line of the program, in blocks and in sentences, without what a shell does with its output."""
    blocks = [
        line.strip()
        for block in re.findall(r"^ *```text\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]
    quoted = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```text\n.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE))
    return [line.partition(" > ")[0] for line in (*blocks, *quoted) if line.startswith(f"{PROGRAM} ")]


def files_in(text: str) -> set[str]:
    """Every file and folder that is named in quotes with a folder before it, or at the project's top."""
    return {name for name in re.findall(r"`([\w./-]+)`", text) if re.match(r"(?:data|docs|book)/|[\w-]+\.(?:md|toml)$", name)}


def test_every_command_line_is_one_that_the_program_understands(text: str) -> None:
    """With all its options; argparse ends with 2 for another."""
    found = commands_in(text)
    of_the_year = {
        "new-year",
        "forms",
        "status",
        "intake",
        "preview",
        "signoff",
        "publish",
        "verify",
        "correct",
        "fetch",
        "attack",
        "withdraw",
    }
    assert {line.split()[1] for line in found} == {"check", "results", "run", "build", "serve", *of_the_year}
    for line in found:
        cli.parser().parse_args(shlex.split(line)[1:])


def test_every_file_is_there_or_need_not_be(root: Path, text: str) -> None:
    """Chapters' comments are named as their chapters."""
    chapters = {path.name for path in (root / "notebooks").glob("*.md")}
    places = [name for name in files_in(text) if name not in OPTIONAL and name not in chapters]
    assert {"data/observations.csv", "data/agreements", "CHANGELOG.md", "pyproject.toml", "book/_toc.yml"} <= set(places)
    assert not [name for name in places if not (root / name).exists()]


def test_every_table_and_definition_has_its_step(root: Path, text: str) -> None:
    """Whatever lies in the data folder, the runbook says when it is written."""
    files = {
        f"data/{path.name}" for path in (root / "data").iterdir() if path.suffix in (".csv", ".toml") or path.name == "agreements"
    }
    assert files <= files_in(text)


def test_what_is_published_is_built_before_and_after(text: str) -> None:
    """A refusal awaits who publishes pages that are not built, and the pages across show what is published."""
    lines = [line.strip() for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    builds = {f"{PROGRAM} build", "make book"}
    for command in ("publish", "correct"):
        (place,) = [n for n, line in enumerate(lines) if line.startswith(f"{PROGRAM} {command} ")]
        assert {lines[place - 1], lines[place + 1]} <= builds
    assert lines[lines.index("make book") + 1].startswith(f"{PROGRAM} publish ")


def test_steps_are_numbered_without_a_gap(text: str) -> None:
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < 20


def test_the_step_that_runs_all_tests_runs_them_on_the_next_year_too(root: Path) -> None:
    """``make test`` has the tests that look at data there, and the pipeline all of them; make says what it would do.

    A make that runs this test hands its own variables down; they are left out.
    """
    if not shutil.which("make"):
        pytest.skip("there is no make on this machine")
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ON_NEXT_YEAR"))}

    def steps(*arguments: str) -> str:
        command = ["make", "-n", "test", *arguments]
        return subprocess.run(command, cwd=root, env=alone, capture_output=True, text=True, check=True).stdout

    noted = r"pytest .*--note-looks=(\S+)\n(?:.*\n)*.*make_year\.py build/next-year\n(?:.*\n)*.*pytest .*--leave-out=\1 "
    assert re.search(rf"{noted}.*tests/data tests/indicators tests/display", steps())
    pipeline = re.search(r"^make test (.*)$", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert pipeline
    assert re.search(r"pytest .*--ignore tests/year tests\n", steps(*pipeline[1].split()))


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
