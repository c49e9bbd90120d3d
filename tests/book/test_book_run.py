"""Running: what is published is current, made the same again, and untouched by trials and failures."""

import json
import shutil
from pathlib import Path

import pytest

from analysis import cli
from analysis.book.chapters import Job, plan_jobs, read_chapters
from analysis.book.project import find_project
from analysis.book.run import is_stale, keys_of, run_many, run_notebook
from analysis.data import load

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


def source(folder: Path, name: str, code: str) -> Job:
    path = folder / f"{name}.md"
    path.write_text(f"{HEAD}\n```{{code-cell}} ipython3\n{code}\n```\n", encoding="utf-8")
    return Job(name, path, 2022, (("year", 2022),), f"2022/{name}.ipynb")


def published(root: Path) -> list[Job]:
    return plan_jobs(load(root / "data"), read_chapters(root / "notebooks"), "data")


def test_every_page_of_the_plan_is_published_and_no_other(root: Path) -> None:
    """book/ holds the notebooks that the facts call for."""
    found = {path.relative_to(root / "book").as_posix() for path in (root / "book").rglob("*.ipynb")}
    assert found == {job.target for job in published(root)}


def test_what_is_published_is_current(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone has nothing to run: each notebook carries the key of the facts, code and versions it was made from."""
    monkeypatch.chdir(root)
    stale = [job.name for job, key in keys_of(published(root), find_project(None).inputs(), root / "book") if is_stale(job, key, root / "book")]
    assert not stale, "run: statusbog run, and commit book/"


def test_published_notebooks_are_small_and_name_no_machine(root: Path) -> None:
    """They stay in the history for ever."""
    for path in (root / "book").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert len(text) < 300_000, path
        assert str(root) not in text
        assert "/home/" not in text


def test_a_notebook_comes_out_the_same_again(root: Path, tmp_path: Path) -> None:
    """Byte for byte what is published, pictures included."""
    job = next(job for job in published(root) if job.target == "2022/kriminalitet.ipynb")
    key = json.loads((root / "book" / job.target).read_text(encoding="utf-8"))["metadata"]["statusbog"]["key"]
    assert not run_notebook(job, tmp_path, key, root).error
    assert (tmp_path / job.target).read_bytes() == (root / "book" / job.target).read_bytes()


def test_one_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    """The error names notebook, cell and cause; the draft is kept; what was published before stays."""
    good, bad = source(tmp_path, "god", "year"), source(tmp_path, "daarlig", "1 / 0")
    out = tmp_path / "out"
    (out / "2022").mkdir(parents=True)
    (out / "2022" / "daarlig.ipynb").write_text("{}", encoding="utf-8")
    outcomes = {outcome.job.chapter: outcome.error for outcome in run_many([(bad, "k"), (good, "k")], out, tmp_path, 1)}
    assert outcomes["god"] == ""
    assert outcomes["daarlig"].startswith("2022/daarlig, cell 4 (1 / 0): ZeroDivisionError: division by zero")
    assert (out / "2022" / "god.ipynb").is_file()
    assert (out / "2022" / "daarlig.ipynb").read_text(encoding="utf-8") == "{}"
    assert (tmp_path / "build" / "failed" / "2022" / "daarlig.ipynb").is_file()


def test_a_failed_notebook_ends_the_command_with_3(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the last lines say which, where and why."""
    shutil.copytree(root / "tests" / "mini" / "data", tmp_path / "data")
    shutil.copy(root / "_config.yml", tmp_path)
    shutil.copy(root / "requirements.txt", tmp_path)
    (tmp_path / "notebooks").mkdir()
    source(tmp_path / "notebooks", "daarlig", "1 / 0")
    text = (tmp_path / "notebooks" / "daarlig.md").read_text(encoding="utf-8")
    front = "statusbog:\n  scope: edition\n  order: 1\n---\n\n# Titel"
    text = text.replace("---\n\n# Titel", front, 1).replace("year: int = 2022", 'year: int = 2022\nas_of: str = ""\ndata: str = "data"')
    (tmp_path / "notebooks" / "daarlig.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["run", "--year", "2032", "-j", "1"]) == 3
    assert "1 of 1 notebooks failed" in (message := capsys.readouterr().err)
    assert "2032/daarlig, cell 4 (1 / 0): ZeroDivisionError" in message


def test_a_trial_goes_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other parameters, another folder: the published notebook is not touched."""
    monkeypatch.chdir(root)
    before = (root / "book" / "2014" / "resume.ipynb").read_bytes()
    assert cli.main(["run", "--year", "2014", "-p", "as_of", "2013-12-31", "--out", str(tmp_path), "-j", "2"]) == 0
    trial = (tmp_path / "2014" / "resume.ipynb").read_text(encoding="utf-8")
    assert "31. december 2013" in trial
    assert (root / "book" / "2014" / "resume.ipynb").read_bytes() == before
