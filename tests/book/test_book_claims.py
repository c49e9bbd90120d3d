"""Nothing of the user's is deleted or written over: what is not ours is refused by name, before any work, or left and named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from book_projects import cell, source_text, tree

from analysis import cli
from analysis.book import make
from analysis.book.claims import MARK, claim, fault_of, kind_of
from analysis.book.site.html import build_html
from analysis.errors import UserError

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def write(path: Path, text: str = "mit\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose notebooks have run, with another partnership's book below build/."""
    project = new_project(
        tmp_path_factory.mktemp("made") / "project",
        index=source_text(cell("1 + 1"), "front"),
        alt=source_text(cell("year"), "edition"),
    )
    for name in ("src", "tests", "docs"):
        write(project / name / "fil.txt")
    shutil.copytree(project / "data", project / "andre" / "by")
    partnership = project / "andre" / "by" / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8").replace("proeveby", "andenby"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["run", "-j", "2"]) == 0
        assert cli.main(["run", "-j", "2", "--data", "andre/by"]) == 0
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, and a folder of the user's own beside it."""
    found = shutil.copytree(made, tmp_path / "project")
    write(tmp_path / "mine" / "noter.txt")
    monkeypatch.chdir(found)
    return found


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would run a notebook or build a page is a fault of the test."""

    def fail(*_: object, **__: object) -> None:
        pytest.fail("work was begun")

    for name in ("update", "build_html"):
        monkeypatch.setattr(make, name, fail)


def everything(project: Path) -> dict[str, bytes]:
    """All files of the project and beside it; a stopped command may leave its lock."""
    return {name: text for name, text in tree(project.parent).items() if not name.endswith("build/.lock")}


BOOK = "the folder of the published notebooks or of a site"
OWN = "found one of the project's own folders; expected a new one"


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("command", [["build"], ["run", "--year", "2032"], ["run", "--force"]])
@pytest.mark.parametrize(
    ("out", "said"),
    [
        (".", OWN),
        ("data", OWN),
        ("data/agreements", OWN),
        ("data/ny", OWN),
        ("notebooks", OWN),
        ("notebooks/om", OWN),
        ("src", OWN),
        ("src/dybt/nede", OWN),
        ("tests", OWN),
        ("docs", OWN),
        ("andre/by", OWN),
        ("book", BOOK),
        ("book/2032", BOOK),
        ("book/ny", BOOK),
        ("build/andenby/book", BOOK),
        ("build/andenby/book/2032", BOOK),
        ("requirements.txt", "requirements.txt: found a file; expected a folder"),
        ("requirements.txt/x", "requirements.txt: found a file; expected a folder"),
        ("../link-to-book", BOOK),
        ("../link-to-data", OWN),
        ("../link-to-project", OWN),
    ],
)
def test_a_place_that_is_not_for_it_is_refused_before_any_work(
    project: Path, command: list[str], out: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, with exit code 1; every file is as it was."""
    for name, target in {"book": "book", "data": "data", "project": "."}.items():
        (project.parent / f"link-to-{name}").symlink_to(project / target)
    before = everything(project)
    assert cli.main([*command, "--out", out]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert (project / out).resolve().name in message
    assert everything(project) == before


@pytest.mark.usefixtures("no_work")
def test_another_partnerships_data_are_no_place_either(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever they lie."""
    data = shutil.copytree(project / "andre" / "by", project.parent / "udenfor" / "data")
    before = everything(project)
    for out in (data, data / "kommentar"):
        assert cli.main(["run", "--data", str(data), "--out", str(out)]) == 1
        assert OWN in capsys.readouterr().err
    assert everything(project) == before


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("name", ["html", "work"])
@pytest.mark.parametrize("kind", ["folder", "link", "file"])
@pytest.mark.parametrize("out", ["../mine", "build"])
def test_a_folder_of_the_users_is_not_taken_for_the_sites(
    project: Path, name: str, kind: str, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither one with files of his own, nor a link, nor a file of that name."""
    place = project / out / name
    if kind == "folder":
        write(place / "vigtigt.txt")
    elif kind == "link":
        write(project.parent / "andet" / "vigtigt.txt")
        place.symlink_to(project.parent / "andet")
    else:
        write(place)
    before = everything(project)
    assert cli.main(["build", "--out", out]) == 1
    message = capsys.readouterr().err
    assert f"{place.parent.resolve() / name}: found " in message
    assert {"folder": "files that this program has not put there", "link": "found a link", "file": "found a file"}[kind] in message
    assert everything(project) == before


def test_what_lies_beside_the_site_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A site is built into a folder with other things, and built again; only html/ and work/ are ours, and say so."""
    for _ in range(2):
        assert cli.main(["build", "--out", "../mine"]) == 0
        (project / "_config.yml").write_text((project / "_config.yml").read_text(encoding="utf-8") + "# ny\n", encoding="utf-8")
        (project / "book/ny.css").write_text("a {}\n", encoding="utf-8")
    mine = project.parent / "mine"
    assert sorted(path.name for path in mine.iterdir()) == ["html", "noter.txt", "work"]
    assert (kind_of(mine / "html"), kind_of(mine / "work"), kind_of(mine)) == ("site", "work", "")
    assert (mine / "noter.txt").read_text(encoding="utf-8") == "mit\n"
    write(mine / "html" / "mere.txt")
    (mine / "html" / MARK).unlink()
    assert cli.main(["build", "--out", "../mine"]) == 1
    assert "expected an empty folder or one with its mark (.statusbog); nothing was touched" in capsys.readouterr().err
    assert (mine / "html" / "mere.txt").is_file()


@pytest.mark.parametrize("out", ["trial", "build/trial", "../mine", "../new/deep"])
def test_a_trial_may_be_made_again_in_its_folder(project: Path, out: str) -> None:
    """A new one in the project, one below build/, or any outside it; and it says where it wrote."""
    for as_of in ("2032-06-01", "2033-06-01"):
        assert cli.main(["run", "--year", "2032", "-p", "as_of", as_of, "--out", out, "-j", "1"]) == 0
        assert as_of in (project / out / "2032" / "alt.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [NOTEBOOK, "{", "", '{"metadata": {"statusbog": {"scope": "edition"}}, "cells": []}'])
def test_a_trial_writes_over_no_notebook_of_the_users(project: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it is; nothing else is written either."""
    mine = project.parent / "mine" / "2032" / "alt.ipynb"
    write(mine, text)
    before = everything(project)
    assert cli.main(["run", "--year", "2032", "--out", "../mine"]) == 1
    assert f"{mine}: found a notebook that this program has not made" in capsys.readouterr().err
    assert everything(project) == before


@pytest.mark.usefixtures("no_work")
def test_a_trial_gets_into_no_book_by_a_link(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of the trial leads to the published one."""
    (project.parent / "mine" / "2032").symlink_to(project / "book" / "2032")
    before = everything(project)
    assert cli.main(["run", "--year", "2032", "-p", "as_of", "2032-06-01", "--out", "../mine"]) == 1
    assert BOOK in capsys.readouterr().err
    assert everything(project) == before


# Notebooks in the book that are not ours


def test_a_notebook_of_the_users_in_the_book_is_left_and_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that we made and that the plan no longer has is removed."""
    write(project / "book" / "noter.ipynb", NOTEBOOK)
    gone = project / "book" / "2032" / "tidligere.ipynb"
    shutil.copy(project / "book" / "2032" / "alt.ipynb", gone)
    changed = project / "book" / "2032" / "ret.ipynb"
    changed.write_text(gone.read_text(encoding="utf-8").replace("# Titel", "# Min titel"), encoding="utf-8")
    assert cli.main(["run"]) == 0
    said = capsys.readouterr().err
    assert not gone.exists()
    for path in (project / "book" / "noter.ipynb", changed):
        assert path.is_file()
        assert f"{path}: found a notebook that the book does not have" in said


def test_a_published_notebook_that_was_changed_is_named_made_again_and_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand, or by another program; what stood there lies below build/, one for each change."""
    path = project / "book" / "2032" / "alt.ipynb"
    published = path.read_bytes()
    kept = project / "build" / "changed-by-hand" / "2032"
    for number, change in enumerate(("# Min titel", "# En tredje titel"), 1):
        changed = published.decode().replace("# Titel", change)
        path.write_text(changed, encoding="utf-8")
        assert cli.main(["build"] if number == 1 else ["run"]) == 0
        where = kept / f"alt{'' if number == 1 else '-2'}.ipynb"
        assert f"{path}: found a notebook that was changed by hand or not made by this program; it was made again" in (
            said := capsys.readouterr().err
        )
        assert str(where) in said
        assert path.read_bytes() == published
        assert where.read_text(encoding="utf-8") == changed
    write(path, NOTEBOOK)
    assert cli.main(["run"]) == 0
    assert (kept / "alt-3.ipynb").read_text(encoding="utf-8") == NOTEBOOK


def test_a_notebook_that_another_version_made_is_no_change_by_hand(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is made again without a word."""
    path = project / "book" / "2032" / "alt.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["metadata"]["statusbog"]["facts"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert cli.main(["run"]) == 0
    assert "changed by hand" not in capsys.readouterr().err
    assert not (project / "build" / "changed-by-hand").exists()


# What failed


def test_drafts_of_an_earlier_run_are_not_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder has those of the last one, and none when all went well."""
    source = project / "notebooks" / "alt.md"
    text = source.read_text(encoding="utf-8")
    for code in ("1 / (year - 2032)", "1 / (year - 2031)"):
        source.write_text(text.replace("\nyear\n", f"\n{code}\n"), encoding="utf-8")
        assert cli.main(["run"]) == 3
    assert [name for name in tree(project / "build" / "failed") if name != MARK] == ["2031/alt.ipynb"]
    assert "2031/alt, cell 4 (1 / (year - 2031)): ZeroDivisionError: division by zero; see " in capsys.readouterr().err
    source.write_text(text, encoding="utf-8")
    assert cli.main(["run"]) == 0
    assert list(tree(project / "build" / "failed")) == [MARK]


def test_a_folder_of_the_users_is_not_taken_for_drafts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused by name."""
    write(project / "build" / "failed" / "min.ipynb")
    assert cli.main(["run", "--force"]) == 1
    assert f"{project / 'build' / 'failed'}: found files that this program has not put there" in capsys.readouterr().err
    assert (project / "build" / "failed" / "min.ipynb").is_file()


def test_another_partnerships_book_takes_no_folder_of_the_users(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor one that is ours and for something else."""
    book = project / "build" / "andenby" / "book"
    (book / MARK).unlink()
    before = tree(book)
    assert cli.main(["run", "--force", "--data", "andre/by"]) == 1
    assert f"{book}: found files that this program has not put there" in capsys.readouterr().err
    assert tree(book) == before


# The marks themselves


def test_a_mark_says_what_a_folder_is(tmp_path: Path) -> None:
    """To people and to the program; a folder with it is ours, of this kind and no other."""
    claim(tmp_path / "a" / "b", "work")
    assert (
        (tmp_path / "a" / "b" / MARK)
        .read_text(encoding="utf-8")
        .startswith("# statusbog made this folder and replaces what is in it.")
    )
    assert fault_of(tmp_path / "a" / "b", "work") == ""
    write(tmp_path / "a" / "b" / "fil")
    assert fault_of(tmp_path / "a" / "b", "work") == ""
    assert "found files" in fault_of(tmp_path / "a" / "b", "site")
    assert "found files" in fault_of(tmp_path / "a", "work")


@pytest.mark.parametrize("mark", ["", "kind = work", "kind = 1", 'sort = "work"', "\xff"])
def test_a_mark_that_is_none_is_none(tmp_path: Path, mark: str) -> None:
    """Somebody else's file of that name makes no folder ours."""
    write(tmp_path / MARK, mark)
    assert "found files" in fault_of(tmp_path, "work")


def test_a_folder_in_a_place_that_does_not_exist_for_anybody_is_one_message() -> None:
    """The system's own word is in it."""
    with pytest.raises(
        UserError, match=r"/proc/statusbog: found a folder that cannot be read or written to \(.*\); expected one that can"
    ):
        claim(Path("/proc/statusbog"), "work")


def test_the_builder_itself_refuses_too(root: Path, tmp_path: Path) -> None:
    """Whoever calls it."""
    write(tmp_path / "html" / "vigtigt.txt")
    write(tmp_path / "work" / "vigtigt.txt")
    before = tree(tmp_path)
    with pytest.raises(UserError, match=r"(?s)html: found files.*work: found files"):
        build_html(root / "book", {}, tmp_path / "work", tmp_path, lambda _: None)
    assert tree(tmp_path) == before
