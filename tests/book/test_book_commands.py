"""The commands that run and build: what they refuse before any work, what they say, and where they say that it is."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from book_projects import cell, command, source_text, tree

from analysis import cli
from analysis.book import make
from analysis.book.notebooks import update
from analysis.book.notebooks.update import Task
from analysis.errors import RunFailed

COMMANDS = ("check", "results", "run", "build", "serve")


@pytest.fixture(scope="module")
def made(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project."""
    return new_project(
        tmp_path_factory.mktemp("commands") / "project",
        index=source_text(cell("1 + 1"), "front"),
        alt=source_text(cell("year"), "edition"),
    )


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    found = tmp_path / "project"
    subprocess.run(["cp", "-r", made, found], check=True)
    monkeypatch.chdir(found)
    return found


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would run a notebook or build a page is a fault of the test."""

    def fail(*_: object, **__: object) -> None:
        pytest.fail("work was begun")

    for name in ("update", "build_html", "make_site"):
        monkeypatch.setattr(make, name, fail)


# Usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "-j", "-1"], "argument -j: found -1; expected a whole number of 1 or more"),
        (["run", "-j", "0"], "argument -j: found 0; expected a whole number of 1 or more"),
        (["build", "-j", "to"], "argument -j: found to; expected a whole number of 1 or more"),
        (["build", "-j", "1.5"], "argument -j: found 1.5; expected"),
        (["run", "--timeout", "0"], "argument --timeout: found 0; expected seconds, more than 0 and at most 604800"),
        (["run", "--timeout", "-3"], "argument --timeout: found -3; expected seconds"),
        (["run", "--timeout", "nan"], "argument --timeout: found nan; expected seconds"),
        (["run", "--timeout", "inf"], "argument --timeout: found inf; expected seconds"),
        (["run", "--timeout", "1e300"], "argument --timeout: found 1e300; expected seconds"),
        (["run", "--timeout", "snart"], "argument --timeout: found snart; expected seconds"),
        (["serve", "--port", "99999"], "argument --port: found 99999; expected a whole number from 0 to 65535"),
        (["serve", "--port", "-1"], "argument --port: found -1; expected a whole number from 0 to 65535"),
        (["run", "--year", "-5"], "argument --year: found -5; expected a whole number from 1 to 9999"),
        (["run", "--year", "2032", "20320"], "argument --year: found 20320; expected a whole number from 1 to 9999"),
        (["results", "--year", "0"], "argument --year: found 0; expected a whole number from 1 to 9999"),
        (["results", "--year", "2_0_3_2"], "argument --year: found 2_0_3_2; expected"),
        (["run", "--all", "--year", "2032"], "argument --year: not allowed with argument --all"),
    ],
)
def test_an_impossible_number_is_wrong_usage(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, with what was found and what was expected."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_examples_that_can_be_given_and_exit_codes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of each command."""
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    examples = [line.split(" > ")[0].split()[1:] for line in said.splitlines() if line.startswith("  statusbog ")]
    assert len(examples) >= 2
    for example in examples:
        assert cli.parser().parse_args(example).command
        assert example[0] == name
    assert re.findall(r"^  (\d)  \w", said, re.MULTILINE) == ["0", "1", "2", "3"]


def test_the_program_says_its_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That of the project, where it is this one that is installed and not a copy of it that is run."""
    if json.loads(distribution("statusbog").read_text("direct_url.json") or "{}").get("url") != root.as_uri():
        pytest.skip("another folder's project is installed")
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    version = re.search(r'^version = "(.*)"$', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert capsys.readouterr().out == f"statusbog {version[1]}\n"


# What is refused before any work


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ("--year 2032 -p as_of snart", "as_of: found 'snart'; expected a day that exists"),
        ("-p as_of 2032-02-30", "as_of: found '2032-02-30'; expected a day that exists"),
        ("-p as_of 2031-02-28", "as_of: found 2031-02-28; expected 2031-03-01 or a later day, for nothing was published before"),
        ("--year 2032 -p year 2031", "-p year 2031: found an edition that --year does not choose (2032); expected the same"),
        ("--year 2031 2032 -p year 2031", "-p year 2031: found an edition that --year does not choose (2031, 2032)"),
        ("-p year 1999", "edition 1999"),
        ("-p year 2031 -p year 2032", "-p year: found it more than once; expected one value"),
        ("-p as_of 2032-06-01 -p as_of 2032-07-01", "-p as_of: found it more than once"),
        ("-p data andre/by", "-p data: found another folder's data; expected the parameter left alone; give --data DIR instead"),
    ],
)
def test_a_parameter_that_cannot_be_is_said_once(
    project: Path, parameters: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the number of notebooks; nothing is run and nothing written."""
    before = tree(project)
    assert cli.main(["run", *parameters.split(), "--out", "build/trial"]) == 1
    message = capsys.readouterr().err
    assert message.count(said) == 1
    assert len(message.splitlines()) == 1
    assert {name for name in tree(project) if not name.endswith(".lock")} == set(before)


def test_a_year_is_an_edition(project: Path) -> None:
    """As a parameter it chooses the edition, so that a page never has one year in its title and another in its figures."""
    for number, year in enumerate((["-p", "year", "2031"], ["-p", "year", "2031", "--year", "2031"], ["--year", "2031"])):
        assert cli.main(["run", *year, "--out", f"build/{number}"]) == 0
        assert sorted(tree(project / "build" / str(number))) == ["2031/alt.ipynb"]
    texts = {(project / "build" / str(number) / "2031/alt.ipynb").read_text(encoding="utf-8") for number in range(3)}
    assert len(texts) == 1
    assert "# Titel 2031" in texts.pop()


def test_results_are_refused_for_a_day_before_everything(mini: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty table would look like an answer."""
    assert cli.main(["results", "--year", "2032", "--as-of", "1999-12-31"]) == 1
    assert (
        "as_of: found 1999-12-31; expected 2031-03-01 or a later day, for nothing was published before" in capsys.readouterr().err
    )


@pytest.mark.usefixtures("no_work")
def test_a_port_that_is_taken_is_said_before_the_book_is_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One message, exit code 1."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"statusbog: --port {port}: found that it cannot be used (")
    assert said.endswith("expected a free one; end the program that has it, or choose another port.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a folder that is in use cannot be removed")
def test_a_folder_that_is_gone_is_one_message(project: Path, tmp_path: Path) -> None:
    """Somebody removed it in another window."""
    lost = tmp_path / "lost"
    lost.mkdir()
    code = f"import os, shutil; shutil.rmtree({str(lost)!r}); from analysis.cli import main; raise SystemExit(main(['run']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=lost, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("statusbog: this folder: found that it is no longer there (")


@pytest.mark.parametrize("arguments", [["run", "--out", "/proc/x"], ["build", "--out", "/proc/x"], ["run", "--out", "x" * 300]])
def test_a_place_that_cannot_be_written_to_is_one_message(project: Path, arguments: list[str]) -> None:
    """Whatever the system has against it."""
    done = command(project, *arguments)
    assert done.returncode in (1, 3)
    assert "Traceback" not in done.stderr
    assert arguments[-1] in done.stderr


# What is said


def test_a_run_says_what_it_did_and_where_it_wrote(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the book, and in a folder of a trial."""
    assert cli.main(["run"]) == 0
    assert capsys.readouterr().out == f"4 run, 0 given new text, 0 current; the notebooks are in {project / 'book'}\n"
    source = project / "notebooks" / "index.md"
    source.write_text(source.read_text(encoding="utf-8").replace("# Titel", "# Ny titel"), encoding="utf-8")
    assert cli.main(["run"]) == 0
    assert capsys.readouterr().out == f"0 run, 1 given new text, 3 current; the notebooks are in {project / 'book'}\n"
    assert cli.main(["run", "--year", "2032", "-p", "as_of", "2032-06-01", "--out", "trial"]) == 0
    assert capsys.readouterr().out == f"1 run, 0 given new text, 0 current; the notebooks are in {project / 'trial'}\n"


def test_a_log_is_not_filled_by_progress(project: Path) -> None:
    """Ten lines at most, each whole; a bar is for a terminal."""
    for number in range(9):
        (project / "notebooks" / f"kapitel-{number}.md").write_text(source_text(cell("year"), "edition"), encoding="utf-8")
    done = command(project, "run", "-j", "2")
    assert done.returncode == 0
    assert "\r" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) <= 10
    assert all(re.fullmatch(r"statusbog: \d+ of 31 notebooks have run\.", line) for line in lines)
    assert lines[-1] == "statusbog: 31 of 31 notebooks have run."
    assert command(project, "run").stderr == ""


@pytest.mark.parametrize("how", ["csv", "json", "table"])
def test_every_letter_comes_out_whatever_the_settings(root: Path, how: str) -> None:
    """A terminal that is said to know only ASCII."""
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "results", "--year", "2022", "--format", how],
        cwd=root,
        env=os.environ | env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "anmeldelser" in done.stdout.decode("utf-8")


# Nothing is called done that is not


def test_a_run_whose_notebooks_do_not_come_to_their_end_has_failed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, and the next run does not say that there is nothing to do."""

    def loses_all(tasks: Iterable[Task]) -> Generator[object]:
        list(tasks)
        yield from ()

    with monkeypatch.context() as patch:
        patch.setattr("analysis.cli.run.runner", lambda _: loses_all)
        assert cli.main(["run"]) == 3
    said = capsys.readouterr().err
    assert "4 of 4 notebooks failed" in said
    assert "2032/alt: found no end of its run; expected a result or an error; run again." in said
    assert cli.main(["run"]) == 0
    assert capsys.readouterr().out.startswith("4 run")


def test_tasks_that_were_not_even_taken_are_no_success() -> None:
    """A runner that asks for nothing has done nothing."""
    with pytest.raises(RunFailed, match=r"alt: found no end of its run"):
        update.update(tasks_due("alt"), lambda _: (ended for ended in ()))


def tasks_due(*names: str) -> list[Task]:
    """Tasks that are to be run, and nothing else."""

    class Due:
        what = "run"

        def __init__(self, name: str) -> None:
            self.job = type("Job", (), {"name": name, "target": f"{name}.ipynb"})

    return [Task(Due(name), update.Place(Path(), Path()), Path("book")) for name in names]  # type: ignore[arg-type]
