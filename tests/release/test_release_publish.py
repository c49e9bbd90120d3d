"""Publishing and correcting: what stands in the way, what is written, and what a bad day leaves behind."""

import argparse
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from released import DAY, edit

from analysis import cli
from analysis.archive import unzipped
from analysis.book.notebooks.stale import json_hash
from analysis.cli.release import wish_of
from analysis.data import load
from analysis.data.ledger import VERIFIED, read_record
from analysis.intake.expected import Figure
from analysis.release.preview.signoffs import content_of
from analysis.year.report import about_part

PUBLISH = ["publish", "2033", "--note", "Godkendt af styregruppen", "--accept", "Svarene kommer ikke"]
NEW_ROW = "anmeldelser,haervaerk,omraade-a,2031,25,,revised,,,,rettelse-2033,Tabel 1,2033-06-01\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kept(project: Path) -> dict[str, bytes]:
    """What was published, as it lies there."""
    return {name: content for name, content in tree(project / "data").items() if name.startswith(("ledger/", "published/"))}


# Publishing


def test_an_edition_is_published_whole(project, statusbog):
    """Each row of its results table is a line; what it follows from is frozen; the files that were there stay as they were."""
    before = kept(project)
    code, said, _ = statusbog(*PUBLISH, "--day", "2033-12-02")
    count = len(statusbog("results", "--year", "2033", "--format", "csv")[1].splitlines()) - 1
    assert (code, said.splitlines()[0]) == (0, f"2033: published {count} numbers, release 1")
    assert "Build the site again with statusbog build" in said
    entries = read_record(project / "data").ledgers[2033].entries
    assert (len(entries), {(entry.cause, str(entry.day), entry.release) for entry in entries}) == (
        count,
        {("first", "2033-12-02", 1)},
    )
    after = kept(project)
    assert {name for name in before if after[name] != before[name]} == {VERIFIED}
    assert sorted(set(after) - set(before)) == ["ledger/2033.csv", "published/2033/1.json", "published/2033/1.zip"]
    assert statusbog("verify")[0] == 0


def test_the_same_day_gives_the_same_bytes(project, statusbog, tmp_path):
    """Nothing in a ledger or a frozen copy tells where or when it was written."""
    shutil.copytree(project, tmp_path / "other")
    assert statusbog(*PUBLISH, "--day", DAY)[0] == 0
    here = kept(project)
    os.chdir(tmp_path / "other")
    assert statusbog(*PUBLISH, "--day", DAY)[0] == 0
    assert kept(tmp_path / "other") == here


def test_the_frozen_copy_says_what_it_was_made_of(project):
    """The data files as they are, once for both editions; the results table; the lock, the program and the notebooks."""
    data = project / "data"
    releases = [json.loads((data / "published" / year / "1.json").read_text(encoding="utf-8")) for year in ("2031", "2032")]
    assert releases[0]["data"] == releases[1]["data"]
    archives = [path.name for path in (data / "published" / "data").iterdir()]
    assert archives == [f"{releases[0]['data']}.zip"]
    files = unzipped((data / "published" / "data" / archives[0]).read_bytes())
    assert files["observations.csv"] == (data / "observations.csv").read_bytes()
    assert set(releases[0]["notebooks"]) == {"2031/resume.ipynb"}
    assert (releases[0]["note"], releases[0]["edition"], releases[0]["as_of"]) == ("Godkendt", 2031, "2031-12-31")


def comment(project: Path) -> None:
    (project / "data/kommentar/2033").mkdir(parents=True)
    (project / "data/kommentar/2033/tryghet.md").write_text("Det går godt.\n", encoding="utf-8")


REFUSED = [
    ("a day before the last", None, ["--day", "2033-11-30"], "the day 2033-11-30 lies before 2033-12-01"),
    (
        "a stale notebook",
        lambda p: edit(p / "data/observations.csv", "omraade-b,2033,29", "omraade-b,2033,28"),
        [],
        "run statusbog run",
    ),
    ("a changed source", lambda p: edit(p / "notebooks/resume.md", "display.resume.revised(view)", "view.year"), [], "2033/resume"),
    ("a comment in no place", comment, [], "kommentar/2033/tryghet.md: a comment that no page has a place for"),
]


@pytest.mark.parametrize(("change", "arguments", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_stands_in_the_way_is_said_and_nothing_is_written(project, statusbog, change, arguments, said):
    """One message, exit 1."""
    if change:
        change(project)
    before = kept(project)
    code, _, error = statusbog(*PUBLISH, *(arguments or ["--day", DAY]))
    assert (code, kept(project)) == (1, before)
    assert "statusbog: nothing was published; 1 thing stands in the way:\n" in error
    assert said in error


def test_everything_that_stands_in_the_way_is_said_at_once(project, statusbog):
    """Not one thing, and after that is mended another."""
    comment(project)
    edit(project / "data/observations.csv", "omraade-a,2031,21,", "omraade-a,2031,22,")
    code, _, error = statusbog(*PUBLISH, "--day", "2033-01-01")
    assert code == 1
    assert "nothing was published; 4 things stand in the way:" in error
    for said in ("lies before", "2032 has been published, and ", "run statusbog run", "tryghet.md"):
        assert said in error


def test_a_notebook_that_another_run_makes_otherwise_is_named(project, statusbog):
    """Not stale by its record, and all the same not what is published."""
    path = project / "book" / "2033" / "resume.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = "Rettet i hånden"
    notebook["metadata"]["statusbog"]["cells"] = json_hash(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    code, _, error = statusbog(*PUBLISH, "--day", DAY)
    assert (code, "say something else when they are run again (2033/resume)" in error) == (1, True)
    assert not list((project / "build").glob("publish-*"))


def test_what_an_edition_lacks_stands_in_the_way_until_somebody_says_why(project, statusbog):
    """The reason is kept with the release."""
    code, _, error = statusbog(*PUBLISH[:4], "--day", DAY)
    assert (code, "2033 lacks 1 figure that is expected (" in error) == (1, True)
    assert statusbog(*PUBLISH, "--day", DAY)[0] == 0
    kept_with = json.loads((project / "data/published/2033/1.json").read_text(encoding="utf-8"))
    assert kept_with["accepted"] == "Svarene kommer ikke"


def test_figures_and_answers_that_lack_are_told_apart(project, statusbog):
    """Each figure with its category; an answer is taken in from a form, for no status says that it is not stated."""
    lines = statusbog(*PUBLISH[:4], "--day", DAY)[2].splitlines()
    (figures,) = (line for line in lines if "as not_stated" in line)
    (answers,) = (line for line in lines if "2 answers about activities" in line)
    assert "(numbers: Café: Gæster)" in figures
    assert "not_stated" not in answers


def test_a_figure_that_lacks_is_named_with_its_category(mini):
    """Of an indicator with many, the area and the year are not enough."""
    assert about_part(load(mini), Figure("anmeldelser", "indbrud", "omraade-a", 2032)).endswith("Område A, 2032: Indbrud")


def approve(project: Path, content: str) -> None:
    header = "edition,who,day,checksum,version" + (",content" if content else "")
    row = "2033,styregruppens formand,2033-11-30,abc,2033.1" + (f",{content}" if content else "")
    (project / "data/ledger/signoffs.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")


def now(project: Path) -> str:
    return content_of(project / "data", load(project / "data"), 2033)


@pytest.mark.parametrize("content", ["", "another"], ids=["of an older program", "of another draft"])
def test_what_was_approved_is_what_is_published(project, statusbog, content):
    """Or somebody says why not. Nobody has to approve an edition."""
    reasons = [("x", False), ("", True)]
    for accepted, is_refused in reasons:
        approve(project, content)
        error = statusbog(*PUBLISH[:4], *(("--accept", accepted) if accepted else ()), "--day", "2033-11-01")[2]
        assert ("2033 was approved by styregruppens formand on 2033-11-30, but " in error) == is_refused
    approve(project, now(project))
    assert "was approved by" not in statusbog(*PUBLISH[:4], "--day", "2033-11-01")[2]


@pytest.mark.parametrize("is_comment", [True, False])
def test_a_comment_or_a_figure_changed_since_the_approval_stands_in_the_way(project, statusbog, is_comment):
    """Both are in what was approved."""
    approve(project, now(project))
    if is_comment:
        (project / "data/kommentar/2033").mkdir(parents=True, exist_ok=True)
        (project / "data/kommentar/2033/resume.md").write_text("Det går godt.\n", encoding="utf-8")
    else:
        edit(project / "data/observations.csv", "omraade-b,2033,29", "omraade-b,2033,28")
    assert "was approved by" in statusbog(*PUBLISH[:4], "--day", DAY)[2]


@pytest.mark.parametrize(("name", "is_refused"), [("statusbog", True), ("another-program", False)])
def test_the_installed_program_is_the_one_that_the_project_says(project, statusbog, name, is_refused):
    """Or the ledger would bear a wrong version; a project of another name has its own."""
    (project / "pyproject.toml").write_text(f'[project]\nname = "{name}"\nversion = "1999.1"\n', encoding="utf-8")
    for arguments in (PUBLISH, ("correct", "2032", "--reason", "x", "--kind", "error")):
        error = statusbog(*arguments, "--day", "2033-11-01")[2]
        assert ("but pyproject.toml says 1999.1: run make book first" in error) == is_refused


def test_deliveries_are_looked_at_as_check_does(project, statusbog):
    """What was taken in is listed and unchanged, or nothing is published."""
    (project / "data/deliveries").mkdir()
    (project / "data/deliveries/deliveries.csv").write_text("noget andet\n", encoding="utf-8")
    code, _, error = statusbog(*PUBLISH, "--day", DAY)
    assert (code, "deliveries/deliveries.csv: found" in error) == (1, True)
    assert 2033 not in read_record(project / "data").ledgers


def test_a_question_of_check_stands_in_the_way(project, statusbog):
    """As it does with ``check --strict``."""
    (project / "data/observation.csv").write_text("x\n", encoding="utf-8")
    code, _, error = statusbog(*PUBLISH[:4], "--day", DAY)
    assert (code, "a question of statusbog check is open: observation.csv" in error) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish", "2031", "--note", "x", "--day", DAY], "2031 was published on 2033-12-01, and its numbers are the same"),
        (["publish", "2040", "--note", "x", "--day", DAY], "2040"),
        (["correct", "2031", "--reason", "x", "--kind", "error", "--day", DAY], "2031: every number is as it was published"),
        (["correct", "2033", "--reason", "x", "--kind", "error", "--day", DAY], "2033 has not been published"),
        (["verify", "--year", "2033"], "2033 has not been published; published are: 2031, 2032"),
    ],
)
def test_what_cannot_be_asked_for_is_said(project, statusbog, arguments, said):
    """One message, exit 1."""
    code, _, error = statusbog(*arguments)
    assert (code, said in error) == (1, True)


@pytest.mark.parametrize("arguments", [["--note", " "], ["--note", "x", "--day", "1. december"], []])
def test_wrong_usage_is_exit_2(project, arguments, capsys):
    """A note without words, a day that is none, no note."""
    with pytest.raises(SystemExit) as stop:
        cli.main(["publish", "2033", *arguments])
    assert stop.value.code == 2


# Correcting


def revise(project: Path, statusbog) -> None:
    """A source has a new figure for what two published editions show."""
    path = project / "data" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("omraade-a,2031,21,", "omraade-a,2031,22,"), encoding="utf-8")
    assert statusbog("run", "-j", "2")[0] == 0


def test_old_and_new_stand_side_by_side(project, statusbog):
    """The old line stays, the new one follows with kind and reason, and both can be proved."""
    revise(project, statusbog)
    old = (project / "data/ledger/2032.csv").read_bytes()
    code, said, error = statusbog(
        "correct", "2032", "--reason", "Politiet har talt igen", "--kind", "revision", "--day", "2034-01-02"
    )
    assert (code, said.partition(",")[0]) == (0, "2032: release 2: 11 numbers changed"), error
    assert (project / "data/ledger/2032.csv").read_bytes().startswith(old)
    ledger = read_record(project / "data").ledgers[2032]
    change = next(change for change in ledger.changes() if change.after.measure == "observed" and change.amounts)
    assert (change.before.value, change.after.value, change.amounts) == ("21", "22", (21, 22))
    assert {(entry.cause, entry.reason, str(entry.day)) for entry in ledger.releases[2]} == {
        ("revision", "Politiet har talt igen", "2034-01-02")
    }
    code, said, _ = statusbog("verify", "--year", "2032")
    count = len(ledger.releases[2])
    assert (code, f"{count} of {count} earlier values stand" in said) == (0, True)
    assert len(list((project / "data/published/data").iterdir())) == 2


def test_a_number_that_is_gone_is_withdrawn_and_a_new_one_is_new(project, statusbog):
    """Nothing takes the place of a number whose row is gone; its line stays in the ledger."""
    edit(project / "data/observations.csv", "utryg_nabolag,,omraade-a,2031,,,not_stated,,,,aftale,Tekst,2031-03-01\n", "")
    assert statusbog("run", "-j", "2")[0] == 0
    code, _, error = statusbog("correct", "2032", "--reason", "Stod der ikke", "--kind", "error", "--day", DAY)
    assert code == 0, error
    ledger = read_record(project / "data").ledgers[2032]
    gone = [entry for entry in ledger.releases[2] if entry.number.is_withdrawn]
    assert gone
    assert all(entry.cause == "error" and entry.number.id not in ledger.in_force for entry in gone)
    assert statusbog("verify", "--year", "2032")[0] == 0


# Bad days


def stopped_at(project: Path, step: str) -> None:
    """Publish in a process of its own, and kill it where the step begins."""
    code = f"""
import os, signal
from analysis import cli
from analysis.data import writing
def stop(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
writing.{step} = stop
cli.main({[*PUBLISH, "--day", DAY, "-j", "1"]!r})
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.pipeline
@pytest.mark.parametrize(("step", "published"), [("refuse_what_is_held", False), ("move_to_places", True)])
def test_a_publish_that_was_killed_is_whole_or_never_was(project, statusbog, step, published):
    """Whoever comes next finds the old state or the new one, and can go on."""
    before = kept(project)
    stopped_at(project, step)
    assert statusbog("verify")[0] == 0
    assert (2033 in read_record(project / "data").ledgers) is published
    assert published or kept(project) == before
    code, _, error = statusbog(*PUBLISH, "--day", DAY)
    assert (code, "was published on" in error) == ((1, True) if published else (0, False))
    assert statusbog("verify")[0] == 0


@pytest.mark.pipeline
def test_two_who_publish_at_once_publish_once(project):
    """The second waits, and is told that the edition has been published."""
    command = [sys.executable, "-m", "analysis.cli", *PUBLISH, "--day", DAY, "-j", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in both]
    assert sorted(code for _, code in ended) == [0, 1]
    assert "2033 was published on 2033-12-01" in next(said[1] for said, code in ended if code == 1)
    assert len(read_record(project / "data").ledgers[2033].releases) == 1


def test_a_frozen_copy_in_the_place_of_a_new_release_is_not_written_over(project, statusbog):
    """It may be all that is left of a ledger that was lost."""
    place = project / "data/published/2033/1.json"
    place.parent.mkdir()
    place.write_text("mit", encoding="utf-8")
    code, _, error = statusbog(*PUBLISH, "--day", DAY)
    assert (code, "published/2033/1.json: a frozen copy in the place of a release" in error) == (1, True)
    assert place.read_text(encoding="utf-8") == "mit"


def test_the_day_is_todays_where_none_is_given(project, monkeypatch):
    """The only thing that a clock is asked."""
    assert wish_of(argparse.Namespace(day=None, accept=None), (2033,), "x").day == dt.date.today()  # noqa: DTZ011 - as the program does
    assert wish_of(argparse.Namespace(day=dt.date(2033, 1, 2), accept=None), (2033,), "x").day == dt.date(2033, 1, 2)
