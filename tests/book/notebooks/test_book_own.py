"""Chapters that a user adds: where they lie, what they may be called, what is run, and what is said of their numbers and pictures."""

import json
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest
from book_projects import cell, command, source_text

from analysis.book.make import Choice, plan
from analysis.book.notebooks.chapters import job_of_page, plan_jobs, read_chapters
from analysis.book.project import Project
from analysis.book.site.contents import table_of_contents
from analysis.book.site.numbers import numbers_in, numbers_in_prose
from analysis.book.stamp import inputs_of
from analysis.book.watch.session import state_of_sources
from analysis.data import load
from analysis.errors import UserError

EDITION = source_text(cell("year"), "edition")
ACROSS = source_text(cell("1"))
MORE_MONEY = [("60000", "70000"), ("60.000", "70.000"), ("100000", "110000"), ("100.000", "110.000")]
OPEN = "from analysis import display\nview = display.open_edition(year=year, as_of=as_of, data=data)"


def write(path: Path, text: str = EDITION) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(new_project: Callable[..., Path], tmp_path: Path) -> Path:
    """A project with one chapter of the book's own kind."""
    return new_project(tmp_path / "project", standard=EDITION)


def chapters(root: Path) -> list[str]:
    return [chapter.source for chapter in read_chapters(root / "notebooks", Project(root, root / "data").trusted_notebooks)]


def faults(root: Path) -> list[str]:
    with pytest.raises(UserError) as caught:
        chapters(root)
    return str(caught.value).splitlines()


# Where they lie


def test_own_chapters_come_after_the_others(project: Path) -> None:
    """Whatever their order says; those of all partnerships and those of the data in one row."""
    write(project / "notebooks" / "egne" / "b.md", EDITION.replace("order: 1", "order: -5"))
    write(project / "data" / "notebooks" / "a.md", EDITION.replace("order: 1", "order: -7"))
    assert chapters(project) == ["notebooks/standard.md", "data/notebooks/a.md", "notebooks/egne/b.md"]
    jobs = plan(Project(project, project / "data"), load(project / "data"), Choice())
    newest = [job for job in jobs if job.edition == 2033]
    assert [(job.target, job.is_own) for job in newest] == [
        ("2033/standard.ipynb", False),
        ("2033/a.ipynb", True),
        ("2033/b.ipynb", True),
    ]
    toc = table_of_contents(jobs, {"editions": "U", "across": "T", "about": "O"})
    assert [part["file"] for part in toc["parts"][0]["chapters"][0]["sections"]] == ["2033/a", "2033/b"]


def test_an_own_chapter_is_left_out_where_its_themes_have_no_news(project: Path) -> None:
    """As any other; the invented partnership has money from its second edition on."""
    write(project / "notebooks" / "egne" / "penge.md", EDITION.replace("order: 1", "order: 1\n  themes: [oekonomi]"))
    facts, found = load(project / "data"), read_chapters(project / "notebooks")
    jobs = [job.target for job in plan_jobs(facts, found, "data") if job.chapter == "penge"]
    assert jobs == ["2033/penge.ipynb", "2032/penge.ipynb"]
    assert job_of_page(facts, found, "data", "2032/penge")
    assert job_of_page(facts, found, "data", "2031/penge") is None


def test_only_the_projects_own_data_folder_has_notebooks_that_run(project: Path, tmp_path: Path) -> None:
    """Opening somebody else's folder runs nothing of theirs, and says so."""
    evil = "from pathlib import Path\nPath('ran').write_text('x')"
    (project / "data").rename(tmp_path / "project" / "other")
    write(project / "other" / "notebooks" / "skadelig.md", source_text(cell(evil)))
    done = command(project, "run", "--data", "other", "--year", "2033", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "other/notebooks: found notebooks beside the data; they are not run" in done.stderr
    assert "skadelig" not in command(project, "run", "--explain", "--data", "other").stdout
    assert not list(project.rglob("ran"))


def test_what_an_own_chapter_says_is_part_of_what_a_book_is_made_from(project: Path) -> None:
    """A saved one is seen by those who watch, and makes a new book."""
    path = write(project / "data" / "notebooks" / "eget.md")
    whole = Project(project, project / "data")
    before = inputs_of(whole), state_of_sources(whole)
    path.write_text(EDITION + "\nMere.\n", encoding="utf-8")
    assert inputs_of(whole) != before[0]
    assert state_of_sources(whole) != before[1]


# What they may be called


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("notebooks/egne/standard.md", EDITION, "found two sources of the page standard.ipynb; expected one"),
        ("data/notebooks/standard.md", ACROSS, "data/notebooks/standard.md: found a name that notebooks/standard.md has too"),
        ("notebooks/egne/Mit kapitel.md", EDITION, "found a name that cannot be the address of a page"),
        ("notebooks/egne/kvitteringer.md", EDITION, "found a name that cannot be the address of a page"),
        ("notebooks/egne/2022.md", ACROSS, "found a name that cannot be the address of a page"),
        ("notebooks/egne/forside.md", ACROSS.replace("across", "front"), "scope: found front; expected edition or across"),
        ("notebooks/egne/om-os.md", ACROSS.replace("across", "about"), "scope: found about; expected edition or across"),
    ],
)
def test_a_name_or_place_that_cannot_be_is_one_fault(project: Path, place: str, text: str, said: str) -> None:
    """Before anything is run."""
    write(project / place, text)
    found = faults(project)
    assert len(found) == 1
    assert place in found[0]
    assert said in found[0]


def test_the_same_name_in_both_folders_is_one_fault(project: Path) -> None:
    """That names both."""
    for place in ("notebooks/egne/eget.md", "data/notebooks/eget.md"):
        write(project / place)
    (said,) = faults(project)
    assert said.startswith("notebooks/egne/eget.md, data/notebooks/eget.md: found two sources of the page eget.ipynb")


# What is said when they run


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("frame = view.frame()\nframe['findes-ikke']", "cell 5 (frame = view.frame()): KeyError: 'findes-ikke'"),
        ("display.value('2033.findes-ikke')", "found no row 2033.findes-ikke in what this notebook has opened"),
        (
            "from matplotlib import pyplot as plt\nplt.plot([1, 2])\nNone",
            "cell 5 (from matplotlib import pyplot as plt): found a picture without words; expected one that says what it shows",
        ),
        ("import warnings\nwarnings.warn('gammelt')", "cell 5 (import warnings): found a warning ("),
    ],
)
def test_a_mistake_ends_with_3_and_names_the_cell(project: Path, code: str, said: str) -> None:
    """The other chapters are run, and nothing of the one that failed is published."""
    write(project / "notebooks" / "egne" / "eget.md", source_text(cell(OPEN) + "\n" + cell(code), "edition"))
    done = command(project, "run", "--year", "2033", "--language", "en")
    assert done.returncode == 3, done.stderr
    assert "2033/eget, cell" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "book" / "2033" / "standard.ipynb").is_file()
    assert not (project / "book" / "2033" / "eget.ipynb").exists()


def test_numbers_without_a_receipt_are_named_in_one_line_and_stop_nothing(project: Path) -> None:
    """In what cells show, in pictures and in prose; values, names and years are none of them."""
    code = """row = view.frame(measure="observed").query("value > 0").iloc[0]
display.text("Med ", display.value(row), " og ", row["label"], " i 2033, uden: ", "1.234 og 5")"""
    text = source_text("Der er 77 af dem.\n\n" + cell(OPEN) + "\n" + cell(code) + "\n" + cell("print('9,5')"), "edition")
    write(project / "notebooks" / "egne" / "eget.md", text)
    done = command(project, "run", "--year", "2033", "--language", "en")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "without a receipt" in line]
    assert (
        "notebooks/egne/eget.md: found 4 numbers without a receipt (77 in the text of notebooks/egne/eget.md, 1.234 in 2033/eget"
        in line
    )
    assert "display.value(row)" in line


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a data-rows="x">17</a> og <span data-no-rows="name">3</span>', []),
        ("<td>17,5</td><td>2022</td><td>1.200.000</td>", ["17,5", "1.200.000"]),
        ("<style>a {width: 3px}</style><pre>4</pre><svg><text>5</text></svg>", []),
        ('<svg><g data-no-rows="quoted"><text>ca. 6</text></g><text data-no-rows="axis">7</text></svg>', ["6"]),
        ('<svg><text x="1" data-no-rows="quoted">8</text></svg>', ["8"]),
        ("&#8211; og &amp;", []),
    ],
)
def test_a_plain_number_is_one_that_nothing_stands_behind(html: str, found: list[str]) -> None:
    """As the page would have to quote it."""
    assert list(numbers_in(html)) == found


def test_the_numbers_of_prose_are_those_that_somebody_has_written(tmp_path: Path) -> None:
    """Code, what is included, and a list's own numbers are none."""
    text = source_text("Der er 12.\n\n1. Først `3`\n2. Så\n\n```{include} kommentar/4.md\n```\n")
    assert numbers_in_prose(write(tmp_path / "a.md", text)) == [(0, "12")]


def test_an_own_chapter_is_made_the_same_again_and_runs_when_its_rows_change(project: Path) -> None:
    """With a figure and a table; a figure of another theme changes nothing."""
    code = """display.style()
money = view.frame(theme="oekonomi", method="published").query("value > 0")
ax = sns.barplot(money, x="value", y="label", errorbar=None)
display.figure(ax, title="Penge", description="Søjler. " + display.value(money, label=True), rows=money)"""
    write(
        project / "notebooks" / "egne" / "eget.md",
        source_text(cell("import seaborn as sns\n" + OPEN) + "\n" + cell(code), "edition"),
    )
    assert command(project, "run", "--year", "2032").returncode == 0
    path = project / "book" / "2032" / "eget.ipynb"
    first = path.read_bytes()
    assert b"data-rows" in first
    assert "image/png" not in json.dumps(json.loads(first))
    assert command(project, "run", "--year", "2032", "--force").returncode == 0
    assert path.read_bytes() == first
    for name, is_due in (("observations.csv", False), ("budgets.csv", True)):
        changed = project / "data" / name
        before = changed.read_text(encoding="utf-8")
        pairs = {"observations.csv": [(",2031,53,", ",2031,54,")], "budgets.csv": MORE_MONEY}[name]
        changed.write_text(reduce(lambda text, pair: text.replace(*pair), pairs, before), encoding="utf-8")
        assert changed.read_text(encoding="utf-8") != before
        done = command(project, "run", "--explain", "--year", "2032", "--language", "en")
        (line,) = [line for line in done.stdout.splitlines() if "2032/eget" in line] or [done.stderr]
        assert line == "2032/eget is current" if not is_due else "the data that it read changed (rows theme=oekonomi" in line, line
        changed.write_text(before, encoding="utf-8")
