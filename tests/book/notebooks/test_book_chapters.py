"""Sources: which files are, where their pages lie, and what is said of those that are none."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from book_projects import cell, command, source_text
from bs4 import BeautifulSoup

from analysis.book.notebooks.chapters import Chapter, Job, Placement, plan_jobs, read_chapters
from analysis.book.site.contents import table_of_contents
from analysis.data import load
from analysis.errors import UserError

GOOD = source_text(cell("1"))


def write(path: Path, text: str = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "notebooks" / "god.md")
    return tmp_path / "notebooks"


def test_what_is_hidden_or_no_file_is_no_source(folder: Path) -> None:
    """An editor's lock that leads nowhere, what macOS makes, a folder with such a name, a file of another kind."""
    (folder / ".#god.md").symlink_to("somebody@nowhere.1")
    write(folder / "._god.md", "\x00\x05\x16\x07")
    (folder / "mappe.md").mkdir()
    write(folder / "god.md~", "x")
    write(folder / "noter.txt", "x")
    assert [chapter.source for chapter in read_chapters(folder)] == ["notebooks/god.md"]


def test_a_source_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    """To a file that lies elsewhere; it is called what the link is called."""
    (folder / "anden.md").symlink_to(write(tmp_path / "andetsteds" / "x.md"))
    assert [chapter.name for chapter in read_chapters(folder)] == ["anden", "god"]


FRONT = "---\nkernelspec:\n  name: python3\n  display_name: Python 3\nstatusbog: {}\n---\n\n# T\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Læs mig\n", "found no statusbog part in the front matter; expected scope and order there"),
        ("", "found no statusbog part"),
        ("---\nstatusbog: [\n---\n", "found a file that cannot be read (while parsing a flow node"),
        ("---\n- statusbog\n---\n", "found no statusbog part"),
        (FRONT.format("x"), "found no statusbog part"),
        (GOOD.replace("  name: python3\n", ""), "found no kernelspec with name and display_name"),
        (GOOD + "\n```{code-cell} ipython3\n:tags: [\n\n1\n```\n", "found a file that cannot be read ("),
        (FRONT.format("{scope: edition}"), "statusbog: order: found nothing; expected a whole number; correct it."),
        (FRONT.format("{scope: kapitel, order: 1}"), "scope: found 'kapitel'; expected front, edition, across or about"),
        (FRONT.format("{scope: edition, order: først}"), "order: found 'først'; expected a whole number"),
        (FRONT.format("{scope: edition, order: 1, themes: [tryhged]}"), "themes: found 'tryhged'; expected a list of themes"),
        (
            FRONT.format("{scope: edition, order: 1, tema: x}"),
            "tema: found 'x'; expected no such key, only scope, order, themes and others",
        ),
    ],
)
def test_a_file_that_is_no_source_is_named(folder: Path, text: str, said: str) -> None:
    """With what was found in its front matter and what was expected there."""
    write(folder / "daarlig.md", text)
    with pytest.raises(UserError) as caught:
        read_chapters(folder)
    assert str(caught.value).startswith("notebooks/daarlig.md")
    assert said in str(caught.value)


def test_all_faults_of_all_sources_come_at_once(folder: Path) -> None:
    """Not UTF-8, a link that leads nowhere, no front matter, two sources of one page."""
    write(folder / "a.md").write_bytes(GOOD.encode() + b"\xe5")
    (folder / "b.md").symlink_to(folder / "ingen-steder.md")
    write(folder / "c.md", "# c\n")
    write(folder / "om" / "metode.md", source_text(cell("1"), "about"))
    write(folder / "metode.md", source_text(cell("1"), "about"))
    with pytest.raises(UserError) as caught:
        read_chapters(folder)
    lines = str(caught.value).splitlines()
    two = "notebooks/metode.md, notebooks/om/metode.md"
    assert [line.split(":")[0] for line in lines] == ["notebooks/a.md", "notebooks/b.md", "notebooks/c.md", two]
    assert "expected a notebook source in MyST Markdown, UTF-8 text" in lines[0]
    assert lines[3] == f"{two}: found two sources of the page om/metode.ipynb; expected one; rename one of them, or remove it."


@pytest.mark.parametrize("arguments", [["run"], ["run", "--explain"], ["build"]])
def test_the_command_says_it_and_does_nothing(new_project: Callable[..., Path], tmp_path: Path, arguments: list[str]) -> None:
    """Exit code 1, no traceback."""
    project = new_project(tmp_path / "project", README="# Læs mig\n")
    done = command(project, *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("statusbog: notebooks/README.md: found no statusbog part in the front matter")
    assert "Traceback" not in done.stderr


# Pages about the book


def placed(name: str, scope: str, order: int) -> Chapter:
    return Chapter(name, f"notebooks/{name}.md", Placement(scope=scope, order=order))


def test_a_page_about_the_book_is_made_once_and_lies_in_om(mini: Path) -> None:
    """With the parameters of a page across; after those, in order."""
    chapters = [
        placed("index", "front", 0),
        placed("kvalitet", "about", 1),
        placed("metode", "about", 2),
        placed("maal", "across", 3),
    ]
    jobs = plan_jobs(load(mini), chapters, "data")
    assert [job.target for job in jobs] == ["index.ipynb", "maal.ipynb", "om/kvalitet.ipynb", "om/metode.ipynb"]
    assert {job.parameters for job in jobs} == {(("as_of", ""), ("data", "data"))}
    assert [job.is_about for job in jobs] == [False, False, True, True]


def test_chosen_editions_have_the_jobs_that_they_have_among_all(mini: Path) -> None:
    """In the same order; and nothing of the others."""
    facts, chapters = load(mini), [placed("index", "front", 0), placed("resume", "edition", 1), placed("plan", "edition", 2)]
    every = plan_jobs(facts, chapters, "data")
    years = [edition.year for edition in facts.partnership.editions]
    for chosen in (years[:1], years):
        assert plan_jobs(facts, chapters, "data", chosen) == [job for job in every if job.edition in chosen] != []


def test_pages_about_the_book_stand_under_their_own_heading() -> None:
    """In their order."""
    names = {"index": None, "2032/resume": 2032, "maal": None, "om/kvalitet": None, "om/metode": None}
    jobs = [Job(name.rsplit("/", maxsplit=1)[-1], "", year, (), f"{name}.ipynb") for name, year in names.items()]
    toc = table_of_contents(jobs, {"editions": "U", "across": "T", "about": "O"})
    assert toc["parts"][1] == {"caption": "T", "chapters": [{"file": "maal"}]}
    assert toc["parts"][2] == {
        "caption": "O",
        "chapters": [{"file": "om/kvalitet"}, {"file": "om/metode"}],
    }


def test_a_page_about_the_book_is_built_with_its_text_from_beside_the_data(
    new_project: Callable[..., Path], tmp_path: Path
) -> None:
    """Per partnership: what its data folder says, and what its data hold. A chapter without a title gets one, and so a place."""
    about = source_text(
        "## Om tallene\n\n```{include} om/metode.md\n```\n\n"
        + cell("from analysis import display\ndisplay.open_book(as_of=as_of, data=data).facts.partnership.name"),
        "about",
        "# Metode",
    )
    project = new_project(
        tmp_path / "project", index=source_text(cell("1"), "front"), om__metode=about, uden=source_text(cell("2"), "edition", "")
    )
    write(project / "data" / "om" / "metode.md", "# Særligt\n\nKun her.\n")
    assert (done := command(project, "build")).returncode == 0, done.stderr
    page = (project / "build/html/om/metode.html").read_text(encoding="utf-8")
    assert "Kun her." in page
    assert "Prøveby Partnerskab" in page
    toc = yaml.safe_load((project / "book/_toc.yml").read_text(encoding="utf-8"))
    assert [part["file"] for part in toc["parts"][-1]["chapters"]] == ["om/metode"]
    page = BeautifulSoup((project / "build/html/2032/uden.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find("h1").get_text().startswith("Uden 2032")
    assert "2 2032" not in (project / "book/2032/uden.ipynb").read_text(encoding="utf-8")
