"""What is due, and why: content counts, time stamps never; what is current is left alone, and nothing stale is kept."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from analysis import cli
from analysis.book.notebooks import stale
from analysis.book.notebooks.chapters import Job, plan_jobs, read_chapters
from analysis.book.notebooks.comments import Comment
from analysis.book.notebooks.stale import Due, Staleness
from analysis.book.notebooks.update import Task, local_runner, update
from analysis.book.project import Place
from analysis.data import load

HEAD = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
statusbog:
  scope: SCOPE
  order: 1
---

# Titel

```{code-cell} ipython3
:tags: [parameters]

YEAR
as_of: str = ""
data: str = "data"
```
"""
CHAPTER = """
```{code-cell} ipython3
from analysis import display

view = display.open_edition(year=year, as_of=as_of, data=data)
```

## Penge

Her er pengene.

```{code-cell} ipython3
print("Der er", end=" ")
[str(cell.amount_dkk) for cell in view.of_plan("budgets", "plan")]
```

## Ingenting

```{code-cell} ipython3
view.one(indicator="anmeldelser", measure="rate", year=1900)
```

## Kommentar

```{include} kommentar/alt.md
```

+++

## Tal med en kommentar

```{include} kommentar/tal.md
```

```{code-cell} ipython3
40 + 2
```

## Til sidst

```{code-cell} ipython3
view.facts.partnership.about
```
"""
JOB = Job("alt", "notebooks/alt.md", 2032, (("year", 2032), ("as_of", ""), ("data", "data")), "2032/alt.ipynb")


@pytest.fixture(scope="module")
def begun(root: Path, mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a project of its own about the invented partnership, with the sources that it is given."""

    def make(**sources: str) -> Path:
        project = tmp_path_factory.mktemp("project")
        shutil.copytree(mini, project / "data")
        for name in ("_config.yml", "requirements.txt"):
            shutil.copy(root / name, project)
        for folder in ("book", "notebooks"):
            (project / folder).mkdir()
        for name, source in sources.items():
            (project / "notebooks" / f"{name}.md").write_text(source, encoding="utf-8")
        return project

    return make


def edition(code: str) -> str:
    return HEAD.replace("SCOPE", "edition").replace("YEAR", "year: int = 2022") + code


def front(code: str) -> str:
    cell = f"\n```{{code-cell}} ipython3\nfrom pathlib import Path\nfrom analysis import display\n\n{code}\n```\n"
    return HEAD.replace("SCOPE", "front").replace("YEAR\n", "") + cell


def command(project: Path, *arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return cli.main(list(arguments))


@pytest.fixture(scope="module")
def made(begun: Callable[..., Path]) -> Path:
    """A project whose one chapter has run for three editions."""
    project = begun(alt=edition(CHAPTER))
    assert command(project, "run", "-j", "1") == 0
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(made, tmp_path / "project")


def due_in(project: Path, job: Job = JOB, *, force: bool = False) -> Due:
    return Staleness(project, project / "book", project / "data").due(job, force=force)


def make(project: Path, due: Due, pages: Path) -> bytes:
    """Do what is due and return the notebook that comes of it."""
    if due.what == "render" and pages != project / "book":
        shutil.copytree(project / "book", pages)
    update([Task(due, Place(project, project), pages)], local_runner(1, 600))
    return (pages / due.job.target).read_bytes()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


# Why a notebook runs


NOT_THERE = "it is not there, or not as it was made"
NOTEBOOK, SOURCE, BUDGETS = "book/2032/alt.ipynb", "notebooks/alt.md", "data/budgets.csv"


def test_what_is_made_is_current(project: Path) -> None:
    """Nothing is to be done with it; by force it is."""
    assert (due_in(project).what, due_in(project).why) == ("nothing", "")
    assert (due_in(project, force=True).what, due_in(project, force=True).why) == ("run", "forced")


def test_what_is_made_is_a_valid_notebook(project: Path) -> None:
    """Also one that prints."""
    notebook = nbformat.read(project / NOTEBOOK, as_version=4)
    assert "stream" in {output.output_type for cell in notebook.cells for output in cell.get("outputs", [])}
    nbformat.validate(notebook)


def test_time_stamps_say_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever was touched, as by a clone, is as it was."""
    for path in project.rglob("*"):
        os.utime(path, (1, 1))
    assert due_in(project).what == "nothing"
    assert command(project, "run") == 0
    assert capsys.readouterr().out.startswith("Nothing to do")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda p: (p / NOTEBOOK).unlink(), NOT_THERE),
        (lambda p: (p / NOTEBOOK).write_bytes((p / NOTEBOOK).read_bytes()[:-100]), NOT_THERE),
        (lambda p: (p / NOTEBOOK).write_text("[]", encoding="utf-8"), NOT_THERE),
        (lambda p: edit(p / NOTEBOOK, "60000", "70000"), NOT_THERE),
        (lambda p: edit(p / NOTEBOOK, "Her er pengene", "Her er alle pengene"), NOT_THERE),
        (lambda p: edit(p / SOURCE, "40 + 2", "40 + 3"), "its source's code changed"),
        (lambda p: edit(p / SOURCE, ":tags: [parameters]", ":tags: [parameters, hide-input]"), "its source's code changed"),
        (lambda p: edit(p / "requirements.txt", "==", "== "), "the locked versions in requirements.txt changed"),
        (lambda p: edit(p / BUDGETS, ",60000,,no,", ",60000,,yes,"), "(budgets plan)"),
        (lambda p: edit(p / "data/partnership.toml", "Et opdigtet", "Et andet"), "(partnership about)"),
    ],
)
def test_a_notebook_runs_when_what_it_was_made_of_changed(project: Path, change: Callable[[Path], object], why: str) -> None:
    """The reason names what it was; of the data, what the notebook read of it."""
    change(project)
    due = due_in(project)
    assert due.what == "run"
    assert due.why == (f"the data that it read changed {why}" if why.startswith("(") else why)


def test_a_record_that_lacks_something_is_none(project: Path) -> None:
    """As that of another version of this program, or of a merge that was put right by hand."""
    path = project / NOTEBOOK
    whole = path.read_text(encoding="utf-8")
    for part in json.loads(whole)["metadata"]["statusbog"]:
        notebook = json.loads(whole)
        del notebook["metadata"]["statusbog"][part]
        path.write_text(json.dumps(notebook), encoding="utf-8")
        assert (due_in(project).what, due_in(project).why) == ("run", NOT_THERE), part


def test_other_parameters_are_another_notebook(project: Path) -> None:
    """And several reasons are all given."""
    other = replace(JOB, parameters=(("year", 2032), ("as_of", "2032-06-01"), ("data", "data")))
    assert due_in(project, other).why == "its parameters changed"
    edit(project / SOURCE, "40 + 2", "42")
    edit(project / "requirements.txt", "==", "== ")
    assert (
        due_in(project, other).why
        == "its source's code changed; its parameters changed; the locked versions in requirements.txt changed"
    )


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("display/language/da.toml", "run"),
        ("display/templates/table.html", "run"),
        ("indicators/measures.py", "run"),
        ("data/facts.py", "run"),
        ("book/notebooks/run.py", "nothing"),
        ("messages/en/book.toml", "nothing"),
        ("cli/data.py", "nothing"),
        ("book/notebooks/normalise.py", "render"),
        ("book/notebooks/plain_markdown.py", "render"),
    ],
)
def test_the_package_is_what_notebooks_call_of_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, what: str
) -> None:
    """What runs notebooks is no part of them; how they are written is a matter of text."""
    package = shutil.copytree(stale.PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(stale, "PACKAGE", package)
    assert due_in(project).what == "nothing"
    with (package / file).open("a", encoding="utf-8") as code:
        code.write("\n")
    assert due_in(project).what == what
    assert due_in(project).why in {"run": ["the package changed"], "render": ["its prose changed"], "nothing": [""]}[what]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/activities.csv", "Lys i parken", "Lys i haven"),
        ("data/observations.csv", "2033,29,,ok,210", "2033,28,,ok,210"),
        ("data/README.md", "#", "##"),
    ],
)
def test_data_that_it_did_not_read_is_nothing_to_a_notebook(project: Path, file: str, old: str, new: str) -> None:
    """Nor is what it cannot see yet."""
    edit(project / file, old, new)
    assert due_in(project).what == "nothing"


# New text without a run


def with_comment(project: Path, name: str, text: str = "Godt gået.\n") -> None:
    for year in (2031, 2032, 2033):
        folder = project / "data" / "kommentar" / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda p: edit(p / SOURCE, "Her er pengene.", "Her er *alle* pengene."),
        lambda p: edit(p / SOURCE, "# Titel", "# En anden titel"),
        lambda p: edit(p / SOURCE, "## Ingenting\n", ""),
        lambda p: edit(p / SOURCE, "```{code-cell} ipython3\n40", "## Et afsnit mere\n\n```{code-cell} ipython3\n40"),
        lambda p: edit(p / SOURCE, "## Til sidst\n", "Ord.\n\n+++\n\n## Til allersidst\n"),
        lambda p: with_comment(p, "alt.md"),
    ],
)
def test_new_text_is_put_in_without_a_run_and_is_what_a_run_would_give(
    project: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    """Byte for byte; and then it is current."""
    change(project)
    due = due_in(project)
    assert (due.what, due.why) == ("render", "its prose changed")
    forced = make(project, due_in(project, force=True), tmp_path / "forced")
    assert make(project, due, project / "book") == forced
    assert due_in(project).what == "nothing"


def test_what_the_code_after_a_comment_shows_needs_no_comment(project: Path, tmp_path: Path) -> None:
    """Only the heading comes and goes with the comment, so its text alone is enough."""
    before = (project / NOTEBOOK).read_text(encoding="utf-8")
    assert '"42"' in before
    assert "Tal med en kommentar" not in before
    with_comment(project, "tal.md")
    assert due_in(project).what == "render"
    forced = make(project, due_in(project, force=True), tmp_path / "forced")
    assert "Tal med en kommentar" in forced.decode()
    assert make(project, due_in(project), project / "book") == forced


def test_a_comment_that_says_something_else_is_put_in_without_a_run(project: Path) -> None:
    """It is the edition's own: the other editions have theirs."""
    with_comment(project, "alt.md")
    make(project, due_in(project), project / "book")
    (project / "data/kommentar/2032/alt.md").write_text("Hvor *ærgerligt*.\n", encoding="utf-8")
    assert (due_in(project).what, due_in(project).why) == ("render", "its prose changed")
    assert "Hvor *ærgerligt*." in make(project, due_in(project), project / "book").decode()
    assert due_in(project).what == "nothing"
    job = replace(JOB, edition=2033, target="2033/alt.ipynb", parameters=(("year", 2033), *JOB.parameters[1:]))
    assert dict(due_in(project, job).comments) == {"kommentar/alt.md": Comment("Godt gået.")}


def test_a_comment_that_is_taken_away_takes_its_section_along(project: Path) -> None:
    """Again without a run."""
    before = (project / NOTEBOOK).read_bytes()
    with_comment(project, "alt.md")
    assert "Kommentar" in make(project, due_in(project), project / "book").decode()
    shutil.rmtree(project / "data" / "kommentar")
    assert due_in(project).what == "render"
    assert make(project, due_in(project), project / "book") == before


# What the command says and does


def explained(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert command(project, "run", "--explain") == 0
    return capsys.readouterr().out.splitlines()


def test_what_would_run_is_explained_and_nothing_is_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Newest edition first, a line for each notebook, and the sums."""
    names = ["2033/alt", "2032/alt", "2031/alt"]
    assert explained(project, capsys) == [*(f"{n} is current" for n in names), "0 to run, 0 to get new text, 3 current."]
    edit(project / BUDGETS, "60.000,ok,1", "60.000,ok,")
    (project / "book/2031/alt.ipynb").unlink()
    before = {path: path.read_bytes() for path in project.rglob("*.ipynb")}
    why = "runs: the data that it read changed (budgets plan)"
    assert explained(project, capsys) == [
        f"2033/alt {why}",
        f"2032/alt {why}",
        f"2031/alt runs: {NOT_THERE}",
        "3 to run, 0 to get new text, 0 current.",
    ]
    assert {path: path.read_bytes() for path in project.rglob("*.ipynb")} == before
    edit(project / BUDGETS, "60.000,ok,", "60.000,ok,1")
    edit(project / SOURCE, "Her er", "Der er")
    assert explained(project, capsys)[1] == "2032/alt gets its new text without a run: its prose changed"


ONCE = """
if Path("once").exists():
    file, old, new = Path("once").read_text(encoding="utf-8").splitlines()
    Path("once").unlink()
    Path(file).write_text(Path(file).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
"""
ABOUT = "display.open_front(as_of=as_of, data=data).facts.partnership.about"


def while_it_runs(project: Path, file: str, old: str, new: str) -> None:
    """Run, and have a file edited by the first notebook that runs."""
    assert old in (project / file).read_text(encoding="utf-8")
    (project / "once").write_text(f"{file}\n{old}\n{new}", encoding="utf-8")
    assert command(project, "run", "-j", "1") == 0
    assert new in (project / file).read_text(encoding="utf-8")


def test_what_is_edited_while_notebooks_run_is_not_missed(begun: Callable[..., Path]) -> None:
    """Here the chapter itself edits its source: the next run has something to do."""
    project = begun(index=front(ONCE + ABOUT))
    while_it_runs(project, "notebooks/index.md", "# Titel", "# Ny titel")
    assert command(project, "run") == 0
    assert "# Ny titel" in (project / "book/index.ipynb").read_text(encoding="utf-8")


def test_what_ran_on_data_that_were_put_back_runs_again(begun: Callable[..., Path]) -> None:
    """Somebody tried another word while it ran, and thought better of it."""
    project = begun(index=front(ONCE + ABOUT))
    while_it_runs(project, "data/partnership.toml", "Et opdigtet", "Et andet")
    edit(project / "data/partnership.toml", "Et andet", "Et opdigtet")
    assert command(project, "run") == 0
    assert "Et opdigtet" in (project / "book/index.ipynb").read_text(encoding="utf-8")


def test_what_ran_with_code_that_was_put_back_runs_again(begun: Callable[..., Path]) -> None:
    """The record says what ran, not what was there when it was planned."""
    project = begun(index=front(ONCE), senere=front("40 + 2").replace("scope: front", "scope: across"))
    while_it_runs(project, "notebooks/senere.md", "40 + 2", "40 + 3")
    edit(project / "notebooks/senere.md", "40 + 3", "40 + 2")
    assert command(project, "run") == 0
    assert '"42"' in (project / "book/senere.ipynb").read_text(encoding="utf-8")


# Chapters of the real book, about the invented partnership


@pytest.fixture(scope="module")
def again(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., set[str]]:
    """Tells which notebooks run again when one text of the data is another, and nothing else is."""
    chapters = ("index", "resume", "tryghed", "kriminalitet", "tryghedsplan", "oekonomi")
    project = new_project(tmp_path_factory.mktemp("chapters") / "project", *chapters)
    assert command(project, "run", "-j", "2") == 0

    def tell(file: str, old: str, new: str) -> set[str]:
        folder = shutil.copytree(project / "data", tmp_path_factory.mktemp("data") / "data")
        edit(folder / file, old, new)
        staleness = Staleness(project, project / "book", folder)
        due = [staleness.due(job) for job in plan_jobs(load(folder), read_chapters(project / "notebooks"), "data")]
        assert all(d.why.startswith("the data that it read changed") for d in due if d.what != "nothing")
        return {d.job.name for d in due if d.what == "run"}

    return tell


def test_the_same_data_run_nothing(again: Callable[..., set[str]]) -> None:
    """Written in another way."""
    assert again("partnership.toml", 'id = "proeveby"', "id = 'proeveby'") == set()


def test_an_amount_of_a_plan_runs_the_chapters_about_the_plan(again: Callable[..., set[str]]) -> None:
    """In the editions that the plan covers, and the page about money; no chapter about anything else."""
    changed = again("budgets.csv", "lys,,2033,0,,no,0,", "lys,,2033,5000,,no,5.000,")
    assert changed >= {"2032/tryghedsplan", "2033/tryghedsplan", "oekonomi"}
    assert not [name for name in changed if name.startswith("2031/") or name.endswith(("tryghed", "kriminalitet"))]


def test_a_figure_runs_the_chapters_that_show_it(again: Callable[..., set[str]]) -> None:
    """Of the editions that can see it: it was published in 2032. It is not about money."""
    changed = again("observations.csv", "haervaerk,omraade-a,2031,21", "haervaerk,omraade-a,2031,22")
    assert changed >= {"2032/kriminalitet", "2032/resume"}
    assert not [name for name in changed if name.startswith("2031/") or name.endswith(("tryghedsplan", "oekonomi"))]
