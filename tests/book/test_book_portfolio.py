"""Many partnerships: a book for each, made by the same notebooks, and a page that leads to them all."""

import csv
import io
import shutil
from collections import Counter
from pathlib import Path
from typing import cast

import pytest
import yaml
from book_projects import source_text
from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis import cli
from analysis.book import portfolio as books
from analysis.book.make import Choice
from analysis.book.notebooks.chapters import plan_jobs, read_chapters
from analysis.book.portfolio.away import Brought, packed, parcel_of, unpack
from analysis.book.portfolio.finish import Finish
from analysis.book.portfolio.make import tell_of_own_chapters, tell_what_is_given_away
from analysis.book.portfolio.members import Failure, Member
from analysis.book.project import Project
from analysis.data import WHOLE_YEAR, Named, load, portfolio
from analysis.display.portfolio import Summary
from analysis.indicators.compare.shared import Known, Told

FOLDERS = {"proeveby": "data", "bakken": "andre/bakken", "anden-by": "../fremmed/anden-by"}
CHAPTERS = ("index", "resume", "udvikling")


def partnership(mini: Path, folder: Path, name: str) -> None:
    """Copy the invented partnership's data under another id and name."""
    shutil.copytree(mini, folder)
    path = folder / "partnership.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"proeveby"', f'"{name}"').replace("Prøveby Partnerskab", f"Partnerskab {name}"), encoding="utf-8")


def write_portfolio(path: Path, *folders: str, more: str = "") -> Path:
    members = "".join(f'[[partnerships]]\ndata = "{folder}"\n' for folder in folders)
    path.write_text(f'title = "Alle partnerskaber"\n{more}{members}', encoding="utf-8")
    return path


def new_project(root: Path, mini: Path, folder: Path) -> Path:
    """A project with three of its chapters and three partnerships: its own, another one in it, and one outside it."""
    project = folder / "project"
    shutil.copytree(root / "docs", project / "docs")
    (project / "notebooks").mkdir()
    files = [path.name for path in root.glob("*.md")] + ["data/README.md"]
    partnership(mini, project / "data", "proeveby")
    for name in ("_config.yml", "requirements.txt", *files, *(f"notebooks/{name}.md" for name in CHAPTERS)):
        shutil.copy(root / name, project / name)
    partnership(mini, project / "andre" / "bakken", "bakken")
    partnership(mini, folder / "fremmed" / "anden-by", "anden-by")
    observations = project / "andre" / "bakken" / "observations.csv"
    text = observations.read_text(encoding="utf-8")
    observations.write_text(text.replace("omraade-b,2033,29,", "omraade-b,2033,31,"), encoding="utf-8")
    write_portfolio(project / "portfolio.toml", *FOLDERS.values())
    return project


def files(*folders: Path) -> dict[str, tuple[bytes, int, int]]:
    """What files hold, and which file and when it was written. The pages about the book are copied anew each time."""
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


@pytest.fixture(scope="module")
def made(root: Path, mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after ``run --portfolio``."""
    project = new_project(root, mini, tmp_path_factory.mktemp("portfolio"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["run", "--portfolio", "portfolio.toml", "-j", "2"]) == 0
    return project


@pytest.fixture
def project(root: Path, mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose notebooks have not been run."""
    found = new_project(root, mini, tmp_path)
    monkeypatch.chdir(found)
    return found


def pages(project: Path, name: str) -> Path:
    return project / "book" if name == "proeveby" else project / "build" / name / "book"


def front(project: Path) -> BeautifulSoup:
    return BeautifulSoup((project / "build" / "portfolio" / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("name", FOLDERS)
def test_each_partnership_has_a_book_of_its_own(made: Path, name: str) -> None:
    """The notebooks that its facts call for, its contents, the pages about the book; the project's own is in book/."""
    folder = pages(made, name)
    jobs = plan_jobs(load(made / FOLDERS[name]), read_chapters(made / "notebooks"), "data")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb")}
    assert (
        found
        == {job.target for job in jobs}
        == {"index.ipynb", "udvikling.ipynb", *(f"{y}/resume.ipynb" for y in (2031, 2032, 2033))}
    )
    contents = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    assert (contents["root"], [part["file"] for part in contents["parts"][0]["chapters"]]) == (
        "index",
        ["2033/resume", "2032/resume", "2031/resume"],
    )


def test_the_page_lists_the_verdicts_that_the_results_have(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of each partnership's newest edition, in the portfolio's order."""
    monkeypatch.chdir(made)
    expected = []
    for name, folder in FOLDERS.items():
        assert cli.main(["results", "--year", "2033", "--format", "csv", "--data", folder]) == 0
        rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
        counts = Counter("baseline" if "baseline year" in r["method"] else r["value"] for r in rows if r["measure"] == "verdict")
        kinds = ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "monitored", "baseline")
        expected.append([f"Partnerskab {name}", "2033", *(str(counts[kind]) for kind in kinds)])
    somebodys = [place for place, cells in enumerate(zip(*expected, strict=True)) if any(cell != "0" for cell in cells)]
    expected = [[row[place] for place in somebodys] for row in expected]
    page = front(made)
    found = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in page.find("tbody").find_all("tr")]
    assert found == expected
    assert [row[2:4] for row in found] == [["2", "0"], ["1", "1"], ["2", "0"]]
    assert page.title.get_text() == "Alle partnerskaber"
    assert page.html["lang"] == "da"
    assert page.find_all("a") == []  # no pages have been built


def test_no_file_names_this_machine(made: Path) -> None:
    """Of a data folder outside the project a notebook knows the last two names."""
    for path in [*(made / "build").rglob("*"), *(made / "book").rglob("*")]:
        if path.is_file():
            assert str(made.parent).encode() not in path.read_bytes(), path
    for name, data in (("proeveby", "data"), ("bakken", "andre/bakken"), ("anden-by", "fremmed/anden-by")):
        assert f'data = \\"{data}\\"' in (pages(made, name) / "2033" / "resume.ipynb").read_text(encoding="utf-8")


def test_a_second_run_does_nothing(made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is run, nothing is written; a cluster is not even asked for."""
    monkeypatch.chdir(made)
    before = files(made / "build", made / "book")
    assert cli.main(["run", "--portfolio", "portfolio.toml", "--explain"]) == 0
    assert capsys.readouterr().out.endswith("0 to run, 0 to get new text, 15 current.\n")
    assert cli.main(["run", "--portfolio", "portfolio.toml"]) == 0
    assert files(made / "build", made / "book") == before
    pytest.importorskip("distributed")
    assert cli.main(["run", "--portfolio", "portfolio.toml", "--scheduler", "tcp://127.0.0.1:1"]) == 0
    assert files(made / "build", made / "book") == before


def test_changed_data_of_one_concern_no_other(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each notebook that would run is named with its partnership."""
    project = tmp_path / "project"
    shutil.copytree(made, project)
    shutil.copytree(made.parent / "fremmed", tmp_path / "fremmed")
    monkeypatch.chdir(project)
    path = project / "andre" / "bakken" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("omraade-b,2033,31,", "omraade-b,2033,32,"), encoding="utf-8")
    assert cli.main(["run", "--portfolio", "portfolio.toml", "--explain"]) == 0
    runs = [line.split()[0] for line in capsys.readouterr().out.splitlines() if " runs: " in line]
    assert runs == ["bakken/index", "bakken/2033/resume", "bakken/udvikling"]


def spoil(project: Path, mini: Path) -> None:
    """Six more of the portfolio, none of which can be: an id that another has, a bad key, a bad cell, no folder, a claim, a folder again."""
    for name, key in (("dobbelt", "bakken"), ("noegle", "noegle"), ("celle", "celle"), ("fremmed", "fremmed")):
        partnership(mini, project / "andre" / name, key)
    path = project / "andre" / "noegle" / "partnership.toml"
    path.write_text('farve = "blå"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    path = project / "andre" / "celle" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2030,70,", "2030,-70,"), encoding="utf-8")
    (project / "build" / "fremmed" / "book").mkdir(parents=True)
    (project / "build" / "fremmed" / "book" / "mit.txt").write_text("mit", encoding="utf-8")
    spoiled = [f"andre/{name}" for name in ("dobbelt", "noegle", "celle", "mangler", "fremmed")]
    write_portfolio(project / "portfolio.toml", "andre/bakken", *spoiled, "../fremmed/anden-by", "andre/../andre/bakken")


def test_what_is_wrong_with_one_stops_no_other(project: Path, mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each that cannot be made is named with its message, exit code 1; the others are whole, and the page loses nobody."""
    for name in CHAPTERS[1:]:
        (project / "notebooks" / f"{name}.md").unlink()
    spoil(project, mini)
    assert cli.main(["run", "--portfolio", "portfolio.toml", "-j", "2"]) == 1
    said = capsys.readouterr().err
    assert "6 of 8 partnerships could not be made; the others are done, and " in said
    assert "andre/dobbelt/partnership.toml, column id: found 'bakken'; expected an id that andre/bakken does not have; give" in said
    assert "andre/noegle/partnership.toml, column farve: found the unknown key 'farve'; expected only known keys; correct" in said
    assert "andre/celle/observations.csv, row 2, column " in said
    assert "no folder andre/mangler" in said
    assert "portfolio.toml, column data: found andre/../andre/bakken; expected each data folder once, and andre/bakken is" in said
    assert "build/fremmed/book: found files that this program has not put there" in said
    assert "Traceback" not in said
    assert all((pages(project, name) / "index.ipynb").is_file() for name in ("bakken", "anden-by"))
    assert [path.name for path in (project / "build" / "fremmed" / "book").iterdir()] == ["mit.txt"]
    lines = [row.get_text(" ", strip=True) for row in front(project).find("tbody").find_all("tr")]
    gone = "Bogen kunne ikke laves denne gang, og der er ingen fra før."
    assert [line.endswith(gone) for line in lines] == [False, True, True, True, True, True, False]
    names = ("Partnerskab bakken", "Partnerskab noegle", "Partnerskab celle", "andre/mangler", "Partnerskab fremmed")
    assert [line.removesuffix(gone).strip() for line in lines[1:-1]] == list(names)


def test_what_cannot_be_made_is_also_said_when_it_is_explained(
    project: Path, mini: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--explain`` tells of the others what would run, makes nothing, and has the exit code of the faults."""
    spoil(project, mini)
    assert cli.main(["run", "--portfolio", "portfolio.toml", "--explain"]) == 1
    out, err = capsys.readouterr()
    assert "bakken/index runs: " in out
    assert "anden-by/udvikling runs: " in out
    assert "5 of 8 partnerships cannot be made." in err  # whose folder a book would lie in is no question yet
    assert not (project / "build" / "portfolio").exists()


def test_of_own_chapters_is_said_what_is_said_of_one_partnership(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their numbers without a receipt, of the project's own; that they are not run, of another one; of one that failed nothing."""
    project = tmp_path / "project"
    shutil.copytree(made, project)
    shutil.copytree(made.parent / "fremmed", tmp_path / "fremmed")
    own = source_text("Der er 77 af dem.")
    for folder in ("data", "andre/bakken", "../fremmed/anden-by"):
        (project / folder / "notebooks").mkdir()
        (project / folder / "notebooks" / "eget.md").write_text(own, encoding="utf-8")
    found = books.read_portfolio(project / "portfolio.toml", project)
    tell_of_own_chapters(found, Choice(), {found.members[2]: Failure("", 1)})
    said = capsys.readouterr().err
    assert "data/notebooks/eget.md: found 1 number without a receipt (77 in the text of data/notebooks/eget.md)" in said
    assert "andre/bakken/notebooks" in said
    assert "anden-by" not in said


def test_what_one_book_hides_and_another_shows_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Once for each two books, with how many and the first of them."""
    told = Told("byen", "anmeldelser", "indbrud", 2032, WHOLE_YEAR, "", "", "Anmeldelser, Indbrud, Prøveby, 2032")
    members = [Member(Project(Path(), Path(name)), Named(Path(name), name)) for name in ("a/data", "b/data")]
    knowns = (Known(hidden=frozenset({told})), Known(shown=frozenset({told})))
    summaries = [Summary("", "", "da", 2033, (), Markup(), Markup(), known=known) for known in knowns]
    tell_what_is_given_away(dict(zip(members, summaries, strict=True)))
    (said,) = capsys.readouterr().err.splitlines()
    assert "b/data shows 1 figure that a/data hides" in said
    assert "the first is Anmeldelser, Indbrud, Prøveby, 2032:" in said


def test_those_that_fail_alike_have_one_message() -> None:
    """The first few are named, the others counted; the exit code is the gravest."""
    named = [books.members.Named(Path(f"p{number}"), f"p{number}") for number in range(9)]
    members = tuple(books.members.Member(books.members.Project(Path(), one.folder), one) for one in named)
    failures = {member: books.members.Failure("alike", 1) for member in members[:7]} | {
        members[8]: books.members.Failure("other", 3)
    }
    error = books.all_said(books.Portfolio("x", Path(), members), failures)
    assert error.exit_code == 3
    assert str(error).split("\n")[1:] == ["p0, p1, p2, p3, p4 and 2 more: alike", "p8: other"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'title = "Alle"\nfarve = 1\n[[partnerships]]\ndata = "data"\n',
            "portfolio.toml, column farve: found the unknown key 'farve'",
        ),
        ('title = "Alle"\n[[partnerships]]\nfolder = "data"\n', "portfolio.toml, column partnerships.no. 1.data: found nothing"),
        ('title = "Alle"\n', "portfolio.toml, column partnerships: found nothing"),
        ("title = Alle\n", "portfolio.toml, row 1: found what is no TOML"),
        (None, "portfolio.toml: found no such file"),
    ],
)
def test_a_portfolio_that_is_none_is_one_message(
    text: str | None, message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what was expected there."""
    (project / "portfolio.toml").unlink()
    if text is not None:
        (project / "portfolio.toml").write_text(text, encoding="utf-8")
    assert cli.main(["run", "--portfolio", "portfolio.toml"]) == 1
    assert message in (said := capsys.readouterr().err)
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["--out", "x"], ["--year", "2033"], ["--data", "data"], ["-p", "as_of", "2033-01-01"]])
def test_a_portfolio_has_no_trials(arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each partnership has its own editions and its own book."""
    assert cli.main(["run", "--portfolio", "portfolio.toml", *arguments]) == 1
    assert "; expected " in capsys.readouterr().err
    assert not (project / "x").exists()


def test_a_failure_in_one_book_stops_no_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message and the draft say whose notebook it was; all books have their contents, and the page is there."""
    write_portfolio(project / "portfolio.toml", "andre/bakken", "../fremmed/anden-by")
    for name in CHAPTERS[1:]:
        (project / "notebooks" / f"{name}.md").unlink()
    source = project / "notebooks" / "index.md"
    text = source.read_text(encoding="utf-8")
    head, cell = text.rsplit("```{code-cell} ipython3\n", 1)
    source.write_text(f'{head}```{{code-cell}} ipython3\nassert "bakken" not in data\n{cell}', encoding="utf-8")
    assert cli.main(["run", "--portfolio", "portfolio.toml", "-j", "2"]) == 3
    said = capsys.readouterr().err
    assert "1 of 2 partnerships could not be made; the others are done, and " in said
    assert "\nandre/bakken: 1 notebook failed.\nbakken/index, cell " in said
    assert "AssertionError" in said
    assert (project / "build" / "failed" / "bakken" / "index.ipynb").is_file()
    assert (pages(project, "anden-by") / "index.ipynb").is_file()
    assert not (pages(project, "bakken") / "index.ipynb").exists()
    assert all((pages(project, name) / "_toc.yml").is_file() for name in ("bakken", "anden-by"))
    failed, done = (row.get_text(" ", strip=True) for row in front(project).find("tbody").find_all("tr"))
    assert failed == "Partnerskab bakken Bogen kunne ikke laves denne gang, og der er ingen fra før."
    assert done.startswith("Partnerskab anden-by 2033 ")


def test_only_one_partnership_is_planned_at_a_time(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one's data are read when the notebooks of the one before have been handed out."""
    found = books.read_portfolio(project / "portfolio.toml", project)
    read: list[str] = []
    monkeypatch.setattr(portfolio, "load", lambda folder: read.append(folder.name) or load(folder))
    tasks = books.tasks(found, Choice(), {})
    assert [next(tasks).name for _ in range(5)][-1] == "udvikling"
    assert read == ["data"]
    assert next(tasks).name == "bakken/index"
    assert read == ["data", "bakken"]


def test_the_page_links_to_sites_that_are_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``build --portfolio`` builds them; each link on the page leads to a file, and none to another host."""
    for name in CHAPTERS[1:]:
        (project / "notebooks" / f"{name}.md").unlink()
    shutil.copy(Path(__file__).parents[2] / "notebooks" / "resume.md", project / "notebooks")
    write_portfolio(project / "portfolio.toml", "data", "../fremmed/anden-by")
    assert cli.main(["build", "--portfolio", "portfolio.toml", "-j", "2"]) == 0
    page = project / "build" / "portfolio" / "index.html"
    assert capsys.readouterr().out.endswith(f"The page that leads to the books is {page}\n")
    links = [link["href"] for link in front(project).find_all("a")]
    assert {link.rsplit("/", 1)[0] for link in links if link.endswith("index.html")} == {"../html", "../anden-by/html"}
    # The chapters left out above have no page here; tests/display/test_display_links.py follows the links to them.
    there = [link for link in links if link.partition("#")[0].endswith(("index.html", "resume.html"))]
    assert there
    assert all((page.parent / link.partition("#")[0]).is_file() for link in there)
    for name, html in (("data", "html"), ("anden-by", "anden-by/html")):
        folder = project / "build" / html
        index = (folder / "soegeindeks.js").read_text(encoding="utf-8")
        assert "resume" in index, name
        assert (folder / "search.html").is_file()
        back = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser").find(
            "a", string="Alle partnerskaber"
        )
        assert (folder / back["href"]).resolve() == page
    check_that_a_book_of_before_is_kept(project, capsys)
    shutil.rmtree(project / "build" / "anden-by" / "html")
    assert cli.main(["run", "--portfolio", "portfolio.toml"]) == 0
    assert {link["href"].split("/")[1] for link in front(project).find_all("a")} == {"html"}


def check_that_a_book_of_before_is_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One whose data are wrong now keeps its pages, and the page across says so; the other one has nothing to do."""
    path = project.parent / "fremmed" / "anden-by" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2030,70,", "2030,-70,"), encoding="utf-8")
    before = files(project / "build" / "html", project / "build" / "anden-by", project / "book")
    assert cli.main(["build", "--portfolio", "portfolio.toml", "-j", "2"]) == 1
    assert "../fremmed/anden-by/observations.csv, row 2, column " in capsys.readouterr().err
    assert files(project / "build" / "html", project / "build" / "anden-by", project / "book") == before
    line = front(project).find("tbody").find_all("tr")[1]
    assert line.get_text(" ", strip=True) == "Partnerskab anden-by Bogen kunne ikke laves denne gang. Her er den fra før."
    assert (project / "build" / "portfolio" / line.find("a")["href"]).is_file()
    path.write_text(text, encoding="utf-8")


# Partnerships that are finished on another machine


def task_of(project: Path, number: int) -> Finish:
    found = books.read_portfolio(project / "portfolio.toml", project)
    return Finish(found.members[number], found.title, found.front, with_pages=True)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, {"data/partnership.toml", "book/index.ipynb"}),
        (2, {"fremmed/anden-by/partnership.toml", "build/anden-by/book/index.ipynb"}),
    ],
)
def test_what_is_sent_is_one_partnership_and_no_other(made: Path, number: int, expected: set[str]) -> None:
    """Its data and its notebooks in their places, the sources and the settings; not the published book of the project's own."""
    sent = {name for _, name in parcel_of(task_of(made, number), 600).files()}
    assert expected | {"_config.yml", "requirements.txt", "notebooks/index.md"} <= sent
    assert not [name for name in sent if "bakken" in name]
    assert number == 0 or not [name for name in sent if name.startswith(("data/", "book/")) and name.endswith((".ipynb", ".toml"))]


def test_what_fails_there_is_said_as_here(made: Path, tmp_path: Path) -> None:
    """With the place where it lies here, and the exit code."""
    away = parcel_of(task_of(made, 2), 600)
    found = away.function(away.argument, tmp_path)
    assert (found.pages, found.result.exit_code) == (b"", 1)
    assert str(tmp_path) not in found.result.said


def test_pages_that_come_back_do_not_replace_what_is_the_users(project: Path) -> None:
    """A folder with other things in it and no mark is left alone, and the partnership has failed."""
    task = task_of(project, 1)
    theirs = project / "build" / "bakken" / "html" / "mit.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mit", encoding="utf-8")
    result = unpack(task, Brought(cast(Summary, "whatever"), packed(project / "andre" / "bakken")))
    assert isinstance(result, Failure)
    assert "found files that this program has not put there" in result.said
    assert [path.name for path in theirs.parent.iterdir()] == ["mit.txt"]
