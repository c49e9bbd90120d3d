"""Running: what is published is current, made the same again, and untouched by trials and failures."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import cli
from analysis.book.engine.processes import Limits, run_each
from analysis.book.make import Choice, plan, tasks_of
from analysis.book.notebooks.chapters import Job, plan_jobs, read_chapters
from analysis.book.notebooks.stale import Staleness
from analysis.book.notebooks.update import Task, local_runner, run_task, update
from analysis.book.project import Place, Project
from analysis.data import load
from analysis.errors import RunFailed

HEAD = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
---

# Titel

```{code-cell} ipython3
:tags: [parameters]

year: int = 2022
```
"""


STATUSBOG = [sys.executable, "-m", "analysis.cli"]


@pytest.fixture
def project(root: Path, mini: Path, tmp_path: Path) -> Path:
    """A project of its own about the invented partnership, with no chapters yet."""
    shutil.copytree(mini, tmp_path / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "book").mkdir()
    return tmp_path


def chapter(project: Path, name: str, code: str) -> Job:
    """Add a chapter whose one cell is the code, and return its job in the edition 2032."""
    head = HEAD.replace("---\n\n# Titel", "statusbog:\n  scope: edition\n  order: 1\n---\n\n# Titel")
    head = head.replace("year: int = 2022", 'year: int = 2022\nas_of: str = ""\ndata: str = "data"')
    (project / "notebooks" / f"{name}.md").write_text(f"{head}\n```{{code-cell}} ipython3\n{code}\n```\n", encoding="utf-8")
    parameters = (("year", 2032), ("as_of", ""), ("data", "data"))
    return Job(name, f"notebooks/{name}.md", 2032, parameters, f"2032/{name}.ipynb")


def tasks(project: Path, *jobs: Job) -> list[Task]:
    staleness = Staleness(project, project / "book", project / "data")
    return [Task(staleness.due(job), Place(project, project), project / "book") for job in jobs]


def published(root: Path) -> list[Job]:
    return plan_jobs(load(root / "data"), read_chapters(root / "notebooks"), "data")


def test_every_page_of_the_plan_is_published_and_no_other(root: Path) -> None:
    """book/ holds the notebooks that the facts call for."""
    found = {path.relative_to(root / "book").as_posix() for path in (root / "book").rglob("*.ipynb")}
    assert found == {job.target for job in published(root)}


def test_what_is_published_is_current(root: Path) -> None:
    """A fresh clone has nothing to run: each notebook carries a record of what it was made of, and that is still so."""
    project, facts = Project(root, root / "data"), load(root / "data")
    due = [task.due for task in tasks_of(project, plan(project, facts, Choice()), root / "book", force=False)]
    assert not [(d.job.name, d.why) for d in due if d.what != "nothing"], "run: statusbog run, and commit book/"


def test_published_notebooks_are_small_and_name_no_machine(root: Path) -> None:
    """They stay in the history for ever."""
    for path in (root / "book").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert len(text) < 500_000, path
        assert str(root) not in text
        assert "/home/" not in text


def test_notebooks_come_out_the_same_again(root: Path, tmp_path: Path) -> None:
    """Byte for byte what is published, pictures and records included; all but the mark of all data together."""
    project, facts = Project(root, root / "data"), load(root / "data")
    jobs = [job for job in plan(project, facts, Choice()) if job.target in ("2022/kriminalitet.ipynb", "oekonomi.ipynb")]
    made = [Task(t.due, t.place, tmp_path) for t in tasks_of(project, jobs, root / "book", force=True)]
    update(made, local_runner(2, 600))
    for job in jobs:
        new, old = (re.sub(rb'"facts": "\w+"', b"", (folder / job.target).read_bytes()) for folder in (tmp_path, root / "book"))
        assert new == old


def test_one_failure_does_not_stop_the_others(project: Path) -> None:
    """The error names notebook, cell and cause; the draft is kept; what was published before stays."""
    good, bad = chapter(project, "god", "year"), chapter(project, "daarlig", "1 / 0")
    old = project / "book" / bad.target
    old.parent.mkdir()
    old.write_text("{}", encoding="utf-8")
    with pytest.raises(RunFailed) as failed:
        update(tasks(project, bad, good), local_runner(1, 600))
    assert (
        "1 of 2 notebooks failed; the others are done.\n2032/daarlig, cell 4 (1 / 0): ZeroDivisionError: division by zero"
        in str(failed.value)
    )
    assert (project / "book" / good.target).is_file()
    assert old.read_text(encoding="utf-8") == "{}"
    assert "papermill-error-cell" in (project / "build" / "failed" / bad.target).read_text(encoding="utf-8")


def test_a_notebook_that_hangs_dies_or_eats_the_memory_is_one_message(project: Path) -> None:
    """The system enforces the limits; the other notebooks are done."""
    good = chapter(project, "god", "year")
    hangs = chapter(project, "haenger", "while True: pass")
    dies = chapter(project, "doer", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    eats = chapter(project, "spiser", "x = bytearray(10**12)")
    ends = list(run_each(run_task, tasks(project, hangs, dies, eats, good), workers=2, limits=Limits(3, 4 * 10**9)))
    said = {ended.task.due.job.chapter: ended.why or ended.result.error for ended in ends}
    assert "stopped after 3 seconds, the time limit" in said["haenger"]
    assert "killed by the system, most likely because memory ran out" in said["doer"]
    assert "cell 4 (x = bytearray(10**12)): MemoryError" in said["spiser"]
    assert said["god"] == ""


def test_a_failed_notebook_ends_the_command_with_3(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the last lines say which, where and why."""
    chapter(project, "daarlig", "1 / 0")
    monkeypatch.chdir(project)
    assert cli.main(["run", "--year", "2032", "-j", "1"]) == 3
    assert "1 of 1 notebook failed" in (message := capsys.readouterr().err)
    assert "2032/daarlig, cell 4 (1 / 0): ZeroDivisionError" in message


def test_a_disk_that_is_full_is_one_message_and_loses_nothing(project: Path) -> None:
    """Here no file may be longer than 500 bytes: what was published before stands, nothing half-written lies beside it."""
    chapter(project, "god", "year")
    old = project / "book" / "2032" / "god.ipynb"
    old.parent.mkdir()
    old.write_text("{}", encoding="utf-8")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); from analysis.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--year", "2032"], capture_output=True, text=True, check=False, cwd=project
    )
    assert done.returncode == 3, done.stderr
    assert "2032/god: could not be written to" in done.stderr
    assert "what stood there still does" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in old.parent.iterdir()] == ["god.ipynb"]
    assert old.read_text(encoding="utf-8") == "{}"


def test_a_folder_that_cannot_be_written_to_is_one_message(project: Path) -> None:
    """A file stands where build/ should be, which stops every user, the all-powerful one too."""
    (project / "build").write_text("", encoding="utf-8")
    done = subprocess.run([*STATUSBOG, "run"], capture_output=True, text=True, check=False, cwd=project)
    assert done.returncode == 1
    assert "found a folder that cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_trial_goes_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other parameters, another folder: the published notebook is not touched."""
    monkeypatch.chdir(root)
    before = (root / "book" / "2014" / "resume.ipynb").read_bytes()
    assert cli.main(["run", "--year", "2014", "-p", "as_of", "2013-12-31", "--out", str(tmp_path), "-j", "2"]) == 0
    trial = (tmp_path / "2014" / "resume.ipynb").read_text(encoding="utf-8")
    assert "2013-12-31" in trial
    assert (root / "book" / "2014" / "resume.ipynb").read_bytes() == before
