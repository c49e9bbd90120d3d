"""``statusbog init``: a folder that is right from the first moment, and never one that somebody's things lie in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from analysis import cli
from analysis.data import examine, load
from analysis.data.tables import TABLES
from analysis.year.init import begin_folder


def test_a_new_folder_is_without_fault_and_says_what_it_waits_for(tmp_path: Path) -> None:
    """Two warnings: nobody has agreed on anything, and nobody has said anything."""
    begin_folder(tmp_path / "valby" / "data", "", 2031)
    facts, warnings = examine(tmp_path / "valby" / "data")
    assert (facts.partnership.id, facts.partnership.name) == ("valby", "valby")
    assert [(edition.year, edition.as_of.isoformat()) for edition in facts.partnership.editions] == [(2031, "2031-12-31")]
    assert sorted(warning.file for warning in warnings) == ["agreements/", "sources.toml"]
    assert {name for name in TABLES if (tmp_path / "valby" / "data" / name).is_file()} == set(TABLES)


def test_two_folders_of_a_name_are_the_same(tmp_path: Path) -> None:
    """Nothing in them is of the day or the machine."""
    for place in ("a", "b"):
        begin_folder(tmp_path / place, "Sydhavnens Partnerskab", 2031)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / place).rglob("*") if p.is_file()} for place in ("a", "b"))
    assert first == second
    assert b'id = "sydhavnens-partnerskab"' in first["partnership.toml"]


@pytest.mark.parametrize("name", ['Ny"by', "Ny\\by", "$year by", "Øst & Vest"])
def test_a_name_may_have_any_letter(tmp_path: Path, name: str) -> None:
    begin_folder(tmp_path / "x", name, 2031)
    assert load(tmp_path / "x").partnership.name == name


def test_what_stands_as_a_comment_is_valid_when_the_signs_are_taken_away(tmp_path: Path) -> None:
    """Also the agreement in its README: it is an example that can be used."""
    begin_folder(tmp_path, "Valby", 2031)
    for path in tmp_path.glob("*.toml"):
        text = re.sub(r"^# ?(\[|[a-z_]+ = )", r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = re.sub(r"^(plans = \[\]|discrepancies = \[\]|\[sources\])\n", "", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", (tmp_path / "agreements" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "agreements" / "aftale-2031.toml").write_text(re.sub(r"^# ?", "", example, flags=re.MULTILINE), encoding="utf-8")
    facts, _ = examine(tmp_path)
    assert [target.id for agreement in facts.agreements for target in agreement.targets] == ["indbrud"]
    assert set(facts.partnership.suppliers) == {"politiet"}
    assert facts.plans
    assert facts.discrepancies


def full(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (full, "holds something; expected a folder that is empty or not there; choose another one."),
        (lambda path: path.write_text("x"), "is a file or a link; expected a folder"),
    ],
)
def test_a_place_that_somebody_has_is_left_alone(tmp_path: Path, make, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One message, exit 1, nothing written."""
    make(tmp_path / "x")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert cli.main(["init", str(tmp_path / "x")]) == 1
    assert said in (message := capsys.readouterr().err)
    assert len(message.splitlines()) == 1
    assert before == sorted(path.name for path in tmp_path.rglob("*"))


def test_a_name_that_the_books_own_folders_have_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", str(tmp_path / "x"), "--name", "Html"]) == 1
    assert "found the name Html; expected another one" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_without_a_year_the_first_edition_is_that_of_the_projects_newest(tmp_path: Path, root: Path, capsys) -> None:
    """No clock is asked."""
    assert cli.main(["init", str(tmp_path / "valby")]) == 0
    year = load(root / "data").newest_edition().year
    assert f"its first edition is {year}" in capsys.readouterr().out
    assert load(tmp_path / "valby").newest_edition().year == year


def test_a_new_folders_first_page_is_built(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition without anything is a book all the same."""
    project = tmp_path / "project"
    for name in ("notebooks", "book"):
        shutil.copytree(root / name, project / name, ignore=shutil.ignore_patterns("*.ipynb"))
    for name in ("_config.yml", "pyproject.toml", "CHANGELOG.md"):
        shutil.copy(root / name, project / name)
    begin_folder(project / "valby" / "data", "Valby Partnerskab", 2031)
    monkeypatch.chdir(project)
    assert cli.main(["build", "--data", "valby/data", "-j", "1"]) == 0
    page = project / "build" / "valby-partnerskab" / "html" / "index.html"
    assert "Valby Partnerskab" in page.read_text(encoding="utf-8")
