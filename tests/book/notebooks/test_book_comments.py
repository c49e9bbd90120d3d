"""Comments lie beside the facts: each is found by its page, is a part of it, and is named when no page has a place for it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from book_projects import cell, source_text

from analysis import cli
from analysis.book.notebooks.comments import Comment, Comments, place_of
from analysis.data import Facts, load

WITH_COMMENT = "\n## Kommentar\n\n```{include} kommentar/NAME.md\n```\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def facts(mini: Path) -> Facts:
    return load(mini)


@pytest.mark.parametrize(
    ("edition", "name", "place"),
    [
        (2032, "kommentar/resume.md", "kommentar/2032/resume.md"),
        (None, "kommentar/udvikling.md", "kommentar/udvikling.md"),
        (None, "om/metode.md", "om/metode.md"),
        (2032, "om/metode.md", "om/metode.md"),
    ],
)
def test_a_comment_lies_where_its_page_looks(edition: int | None, name: str, place: str) -> None:
    """By the edition's year; a page across has no year."""
    assert place_of(edition, name) == place


def test_a_page_gets_the_comments_that_say_something(tmp_path: Path, facts: Facts) -> None:
    """Not an empty one, and none from outside the folder, whatever its name."""
    write(tmp_path / "kommentar/2032/resume.md", "\ufeffGodt.\r\n")
    write(tmp_path / "kommentar/2032/tom.md", " \n\n")
    write(tmp_path / "hemmeligt.md", "x")
    names = ["kommentar/resume.md", "kommentar/tom.md", "kommentar/mangler.md", "kommentar/../../hemmeligt.md"]
    assert Comments(tmp_path, facts).of(2032, names) == {"kommentar/resume.md": Comment("Godt.")}


def test_comments_that_are_links_are_read(tmp_path: Path, facts: Facts) -> None:
    """A file, and a whole folder; one that leads back to itself is no obstacle."""
    write(tmp_path / "andetsteds/2032/resume.md", "Herfra.")
    data = tmp_path / "data"
    data.mkdir()
    (data / "kommentar").symlink_to(tmp_path / "andetsteds")
    (data / "kommentar" / "2032" / "igen").symlink_to(data / "kommentar")
    found = Comments(data, facts).of(2032, ["kommentar/resume.md"])
    assert found == {"kommentar/resume.md": Comment("Herfra.")}


def test_what_explains_the_folder_or_is_hidden_is_no_comment(tmp_path: Path, facts: Facts) -> None:
    """An editor's lock that leads nowhere, a README, a folder."""
    write(tmp_path / "kommentar/README.md", "Sådan.")
    (tmp_path / "kommentar/2032/mappe.md").mkdir(parents=True)
    (tmp_path / "kommentar/2032/.#resume.md").symlink_to("nobody@nowhere.1")
    assert Comments(tmp_path, facts).unread({None}) == []


@pytest.fixture(scope="module")
def made(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a chapter and a page across that have a place for a comment, and another partnership's data."""
    project = new_project(
        tmp_path_factory.mktemp("comments") / "project",
        index=source_text(cell("1 + 1"), "front"),
        alt=source_text(cell("year") + WITH_COMMENT.replace("NAME", "alt"), "edition"),
        tvaers=source_text(cell("2 + 2") + WITH_COMMENT.replace("NAME", "tvaers")),
    )
    shutil.copytree(project / "data", project / "andre" / "by")
    partnership = project / "andre" / "by" / "partnership.toml"
    write(partnership, partnership.read_text(encoding="utf-8").replace("proeveby", "andenby"))
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = shutil.copytree(made, tmp_path / "project")
    monkeypatch.chdir(found)
    return found


def shown(pages: Path, name: str) -> str:
    return (pages / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("data", "pages"), [("data", "book"), ("andre/by", "build/andenby/book")])
def test_every_partnership_has_its_comments_beside_its_data(project: Path, data: str, pages: str) -> None:
    """In its edition and in its page across; a chapter without one has no such section. They survive what is built."""
    write(project / data / "kommentar/2032/alt.md", "Lysere *parker*.")
    write(project / data / "kommentar/tvaers.md", "I alle årene.")
    assert cli.main(["run", "--data", data]) == 0
    assert "Lysere *parker*." in shown(project / pages, "2032/alt.ipynb")
    assert "I alle årene." in shown(project / pages, "tvaers.ipynb")
    assert "Kommentar" not in shown(project / pages, "2033/alt.ipynb")
    write(project / data / "kommentar/2032/alt.md", "Flere lamper.")
    assert cli.main(["run", "--data", data]) == 0
    assert "Flere lamper." in shown(project / pages, "2032/alt.ipynb")


@pytest.mark.parametrize("name", ["kommentar/2032/alle.md", "kommentar/alt.md", "kommentar/2032/Alt.md", "om/findes-ikke.md"])
def test_a_comment_that_no_page_has_a_place_for_is_named(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The book is made all the same."""
    write(project / "data" / name, "Ord.")
    assert cli.main(["run"]) == 0
    assert (
        f"statusbog: data/{name}: found a text that no page has a place for; expected the name of a chapter"
        in capsys.readouterr().err
    )


def test_of_one_edition_only_its_own_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The others' pages have not been asked."""
    for name in ("2031/alt.md", "2032/alle.md", "tvaers.md"):
        write(project / "data/kommentar" / name, "Ord.")
    assert cli.main(["run", "--year", "2032"]) == 0
    assert [line.split(":")[1].strip() for line in capsys.readouterr().err.splitlines() if "no page" in line] == [
        "data/kommentar/2032/alle.md"
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("2032/alt.md", b"\xff\xfe\xff", "data:\n  kommentar/2032/alt.md"),
        ("2032/alt.txt", b"x", "kommentar/2032/alt.txt: found .txt; expected a text with the ending .md"),
        ("2099/alt.md", b"x", "kommentar/2099/: found comments for 2099; expected the year of an edition"),
    ],
)
def test_a_comment_that_cannot_be_one_stops_before_any_work(
    project: Path, name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message, no traceback, nothing made."""
    write(project / "data/kommentar" / name, "").write_bytes(content)
    assert cli.main(["run"]) == 1
    assert said in capsys.readouterr().err
    assert list((project / "book").rglob("*.ipynb")) == []
