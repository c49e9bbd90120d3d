"""A new year breaks nothing: the edition after the newest is added to a copy of the project, and the book is brought up to date.

``make_year.py`` adds it by the runbook's steps, with invented figures. The copy's book is made once before it and once after.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from by_hand import ByHand
from looking import CHANGED
from make_year import NewYear, add_year, copy_project, make

from analysis.book.notebooks.chapters import plan_jobs, read_chapters
from analysis.data import Facts, examine, load
from analysis.errors import DataWarning
from analysis.indicators import Result, edition_rows, results

pytestmark = pytest.mark.pipeline

STATUSBOG = (sys.executable, "-m", "analysis.cli")


@dataclass(frozen=True)
class Made:
    """A project with a new year, what was published in it before, and what is now."""

    root: Path
    new: NewYear
    before: dict[str, bytes]
    after: dict[str, bytes]

    @property
    def changed(self) -> set[str]:
        """The published files that are new, gone or no longer the same bytes."""
        return {name for name in {*self.before, *self.after} if self.before.get(name) != self.after.get(name)}

    def text(self, name: str) -> str:
        """What a reader of a published notebook reads, as plain text."""
        notebook = nbformat.reads(self.after[name].decode(), as_version=4)
        shown = [output.data["text/plain"] for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
        return "\n".join([*(cell.source for cell in notebook.cells if cell.cell_type == "markdown"), *shown])


def statusbog(project: Path, *arguments: str) -> str:
    """Run the program in a project and return what it says; it must go well."""
    settings = os.environ | {"PYTHONPATH": str(project / "src")}
    done = subprocess.run([*STATUSBOG, *arguments], cwd=project, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def published(project: Path) -> dict[str, bytes]:
    files = [path for path in (project / "book").rglob("*") if path.is_file()]
    return {path.relative_to(project / "book").as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The project with a new year; its book was up to date before, and is again."""
    project = tmp_path_factory.mktemp("year") / "bog"
    copy_project(root, project)
    statusbog(project, "run")
    before = published(project)
    new = add_year(project)
    statusbog(project, "build")
    return Made(project, new, before, published(project))


@pytest.fixture(scope="module")
def old_facts(root: Path) -> Facts:
    return load(root / "data")


@pytest.fixture(scope="module")
def examined(made: Made) -> tuple[Facts, tuple[DataWarning, ...]]:
    facts, warnings = examine(made.new.data)
    return facts, tuple(warnings)


@pytest.fixture(scope="module")
def facts(examined: tuple[Facts, tuple[DataWarning, ...]]) -> Facts:
    return examined[0]


@pytest.fixture(scope="module")
def rows(facts: Facts, made: Made) -> tuple[Result, ...]:
    """The results of the new edition."""
    return edition_rows(facts, made.new.year)


@pytest.fixture(scope="module")
def by_hand(made: Made) -> ByHand:
    return ByHand(made.new.data, made.new.year)


# The data


def test_check_finds_no_fault(made: Made) -> None:
    """And counts what was added."""
    said = statusbog(made.root, "check")
    assert said.startswith("No faults: ")
    assert f" {len(made.new.rows('observations.csv'))} observations" in said


def test_check_asks_about_the_revised_part_of_a_published_total_and_about_nothing_else(
    root: Path, examined: tuple[Facts, tuple[DataWarning, ...]]
) -> None:
    """What it asked of the data before, it still asks."""
    asked = [str(found) for found in examined[1] if str(found) not in {str(old) for old in examine(root / "data")[1]}]
    assert len(asked) <= 1, asked
    assert all("found a part that was published after its total" in text for text in asked), asked


def test_every_kind_of_document_and_every_table_has_something_new(made: Made, old_facts: Facts, facts: Facts) -> None:
    """Otherwise the rest of this file shows less than it says."""
    kinds = {source.kind for key, source in facts.sources.items() if key not in old_facts.sources}
    assert kinds == {"agreement", "plan", "status", "web", "delivery"}
    tables = (
        "observations",
        "significance",
        "statements",
        "activities",
        "budgets",
        "deliverables",
        "status",
        "plans",
        "discrepancies",
    )
    assert not [name for name in tables if len(getattr(facts, name)) <= len(getattr(old_facts, name))]
    answered = {row.activity for row in facts.status if row.plan == made.new.plan["id"]}
    assert answered == {row.activity for row in facts.activities if row.plan == made.new.plan["id"]}


@pytest.mark.parametrize("years", [3])
def test_the_years_after_it_go_as_well(root: Path, tmp_path: Path, years: int) -> None:
    """With a new agreement where the old one ends; each on top of the one before."""
    new = make(tmp_path / "bog", root)
    for _ in range(years):
        new = add_year(tmp_path / "bog")
        facts, _warnings = examine(new.data)
        found = {(row.agreement, row.target): row.value for row in edition_rows(facts, new.year) if row.measure == "verdict"}
        expected = ByHand(new.data, new.year).verdicts()
        assert expected
        assert {key: found[key] for key in expected} == expected
    assert len(new.agreements) > len(NewYear(root / "data").agreements)


# The old editions


def test_old_editions_have_the_same_results_to_the_byte(old_facts: Facts, facts: Facts) -> None:
    """Whatever was added, revised or explained since."""
    years = [edition.year for edition in old_facts.partnership.editions]
    tables = {year: [results(known, year).to_csv() for known in (old_facts, facts)] for year in years}
    assert not [year for year, (before, after) in tables.items() if before != after]


def test_only_the_new_edition_and_the_pages_across_are_published_anew(made: Made, facts: Facts) -> None:
    """An old edition's notebooks are the same bytes."""
    jobs = plan_jobs(facts, read_chapters(made.root / "notebooks"), "data")
    own = {job.target for job in jobs if job.edition == made.new.year}
    across = {job.target for job in jobs if job.edition is None}
    assert own <= made.changed
    assert {"index.ipynb", "maal.ipynb", "udvikling.ipynb", "oekonomi.ipynb", "kilder.ipynb"} <= made.changed
    assert made.changed <= own | across | {"_toc.yml"}


def test_an_old_edition_has_the_chapters_that_it_had(made: Made) -> None:
    """And the new one those of the newest before it."""
    chapters = {
        year: {name.partition("/")[2] for name in made.after if name.startswith(f"{year}/")}
        for year in (made.new.year - 1, made.new.year)
    }
    assert chapters[made.new.year] >= chapters[made.new.year - 1] > set()


def test_a_second_run_has_nothing_to_do(made: Made) -> None:
    assert "Nothing to do" in statusbog(made.root, "run")


# The new edition


def test_every_verdict_is_what_the_agreement_says(rows: tuple[Result, ...], by_hand: ByHand, made: Made) -> None:
    """Worked out from the files alone."""
    found = {(row.agreement, row.target): row.value for row in rows if row.measure == "verdict"}
    expected = by_hand.verdicts()
    assert {key: found[key] for key in expected} == expected
    assert {target["id"] for target in made.new.agreement["targets"]} <= {target for _, target in expected}


def test_every_change_is_right_to_the_last_digit(rows: tuple[Result, ...], by_hand: ByHand) -> None:
    """Each of them, and no other; one that small counts hide has no value to hold up."""
    for measure, unit, expected in (("change", None, by_hand.changes()), ("change_pct", "percent", by_hand.changes_in_percent())):
        found = {
            ((row.indicator, row.category, row.geography), row.year, row.against_year): row.value
            for row in rows
            if row.measure == measure and row.method in ("difference", "per_cent") and unit in (None, row.unit)
        }
        hidden = {change for change, value in found.items() if value is None}
        assert {change: value for change, value in found.items() if change not in hidden} == {
            change: value for change, value in expected.items() if change not in hidden
        }
        assert expected.keys() - hidden


def test_every_gap_is_right_to_the_last_digit(rows: tuple[Result, ...], by_hand: ByHand) -> None:
    found = {((r.indicator, r.category, r.geography), r.year, r.against_area): r.value for r in rows if r.measure == "gap"}
    assert found == by_hand.gaps()
    assert any(year == by_hand.year for _, year, _ in found)


def test_a_revised_figure_counts_and_the_old_one_stands_beside_it(rows: tuple[Result, ...], made: Made) -> None:
    """In the results of the new edition, and nowhere else."""
    old = made.new.revised
    own = (old["indicator"], old["category"], old["geography"], int(old["year"]))
    found = [row for row in rows if row.measure == "observed" and (row.indicator, row.category, row.geography, row.year) == own]
    assert {(row.status, row.value, "superseded" in row.flags) for row in found} == {
        ("revised", Decimal(old["value"]) + 4, False),
        (old["status"], Decimal(old["value"]), True),
    }


# The pages


def test_the_list_of_what_was_revised_shows_both_figures(made: Made) -> None:
    """A chapter lists revisions of what its own tables show, and the revised year is before them."""
    old, new = made.new.revised["value"], f"{Decimal(made.new.revised['value']) + 4} (rettet)"
    listed = made.text(f"{made.new.year}/resume.ipynb").partition("Tal, der er rettet siden")[2]
    assert re.search(rf"{made.new.revised['year']} \| {old} \| {re.escape(new)} \| {made.new.sources['delivery']['short']}", listed)


def test_comments_stand_in_their_chapters(made: Made) -> None:
    for chapter in ("tryghed", "kriminalitet"):
        assert f"En opdigtet kommentar om {chapter}." in made.text(f"{made.new.year}/{chapter}.ipynb")
    assert "opdigtet kommentar" not in made.text(f"{made.new.year}/resume.ipynb")


def test_a_note_stands_from_its_year_on_and_the_one_that_it_replaces_until_then(made: Made, facts: Facts) -> None:
    """Old editions keep the words that they had; test_only_the_new_edition shows it of their pages."""
    then, now = (
        " ".join(
            note.text for note in facts.as_of(facts.edition(year).as_of, year).indicators[made.new.revised["indicator"]].caveat
        )
        for year in (made.new.year - 1, made.new.year)
    )
    assert ("Opgørelsen er opdigtet." in then, "Opgørelsen er opdigtet." in now) == (False, True)
    assert "Opgørelsen er opdigtet." in made.text(f"{made.new.year}/kriminalitet.ipynb")


def test_the_new_plan_its_answers_and_the_explanation_are_on_their_pages(made: Made) -> None:
    assert made.new.plan["name"] in made.text(f"{made.new.year}/tryghedsplan.ipynb")
    assert "Opdigtet svar nummer 1." in made.text(f"{made.new.year}/midtvejsstatus.ipynb")
    assert "Ændringen kan skyldes noget opdigtet." in made.text(f"{made.new.year}/kriminalitet.ipynb")
    assert "Politiet har rettet et tal" in made.text("kilder.ipynb")


def test_the_whole_site_is_built(made: Made) -> None:
    """A page for each notebook, and the front page leads to the new edition."""
    html = made.root / "build" / "html"
    assert not [name for name in made.after if name.endswith(".ipynb") and not (html / name).with_suffix(".html").is_file()]
    front = (html / "index.html").read_text(encoding="utf-8")
    assert f'{made.new.year}/resume.html"' in front
    assert str(made.new.year) in front


# The copy itself


def test_nothing_invented_is_in_the_projects_own_data(root: Path) -> None:
    """The copy is made beside them, and a folder with something in it is refused."""
    assert not [p for p in (root / "data").rglob("*") if p.is_file() and b"opdigtet-" in p.read_bytes()]


def test_the_copy_differs_only_where_tests_are_heard_to_look(root: Path, made: Made) -> None:
    """So that every test that can come out otherwise there is run there; what the program makes anew lies in ``build``."""
    files = [path for path in made.root.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names = {path.relative_to(made.root) for path in files if path.relative_to(made.root).parts[0] not in ("build", *CHANGED)}
    assert {Path("README.md"), Path("notebooks/resume.md"), Path("src/analysis/cli/__init__.py")} < names
    assert [name for name in names if (made.root / name).read_bytes() != (root / name).read_bytes()] == []


def test_the_copy_is_not_made_over_anything(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is not empty"):
        make(tmp_path, root)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_same_data_give_the_same_copy(root: Path, made: Made, tmp_path: Path) -> None:
    shutil.copytree(root / "data", tmp_path / "data")
    for name in ("CHANGELOG.md", "pyproject.toml"):
        shutil.copy(root / name, tmp_path / name)
    again = add_year(tmp_path)
    names = [path.relative_to(again.data) for path in again.data.rglob("*") if path.is_file()]
    assert len(names) > 10
    assert not [name for name in names if (again.data / name).read_bytes() != (made.new.data / name).read_bytes()]
