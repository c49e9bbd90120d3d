"""A draft beside the published book: marked on every page, with what moved, as one file, and with approvals of that very file."""

import csv
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from released import edit

from analysis import cli
from analysis.book.project import Project
from analysis.data import load
from analysis.display.parts import moved
from analysis.release.preview import draft as draft_module
from analysis.release.preview.draft import view_of
from analysis.release.preview.one_file import section
from analysis.release.preview.signoffs import content_of

FOR_THE_GROUP = ("--who", "styregruppens formand")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def drafted(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the draft of the edition that is not published yet, and its one file."""
    project = tmp_path_factory.mktemp("preview") / "project"
    shutil.copytree(published_once, project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["preview", "2033", "--one-file", "-j", "2"]) == 0
    return project


@pytest.fixture
def project(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the test is."""
    found = tmp_path / "project"
    shutil.copytree(drafted, found)
    monkeypatch.chdir(found)
    return found


@pytest.fixture(scope="module")
def draft(drafted: Path) -> Path:
    """The draft's folder, to be looked at."""
    return drafted / "build" / "preview-2033"


def test_a_draft_is_marked_on_every_page_and_the_book_is_left_alone(published_once: Path, drafted: Path, draft: Path) -> None:
    """On screen, in the title and in the margin of every sheet; the published notebooks and the data are the same bytes."""
    pages = list((draft / "html").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "Kladde til Status 2033" in html, page
        assert "<title>KLADDE: " in html, page
        assert re.search(r'@bottom-left \{ content: "KLADDE', html), page
        assert 'name="robots" content="noindex"' in html, page
    for name in ("book", "data"):
        assert tree(drafted / name) == tree(published_once / name)


def test_what_moved_is_held_against_the_edition_before(draft: Path) -> None:
    """The count first; a figure's old and new value with its year and cause; every number leads to its receipt."""
    html = (draft / "html" / "2033" / "flyttet.html").read_text(encoding="utf-8")
    said = text_of(html)
    assert re.search(r"\d+ ting har flyttet sig siden Status 2032 \.", said)
    assert "30 % 2032 29 % Nyt tal" in said
    assert "fra Udgangspunkt til Opfyldt" in said
    receipts = (draft / "html" / "2033" / "kvitteringer.html").read_text(encoding="utf-8")
    places = re.findall(r'href="kvitteringer.html#([^"]+)"', html)
    assert places
    assert all(f'id="{place}"' in receipts for place in places)


def test_a_published_edition_is_held_against_what_was_published(project: Path, statusbog) -> None:
    """A figure that was changed in the data since, with its old value and the cause; nothing else has moved."""
    edit(project / "data" / "observations.csv", "omraade-a,2031,53,", "omraade-a,2031,54,")
    assert statusbog("preview", "2032", "-j", "2")[0] == 0
    said = text_of((project / "build" / "preview-2032" / "html" / "2032" / "flyttet.html").read_text(encoding="utf-8"))
    assert "Én ting har flyttet sig siden den udgivne Status 2032 ." in said
    assert "53 54 Rettelse: samme kilde siger noget andet" in said


def test_a_trial_with_another_day_becomes_pages(project: Path, statusbog) -> None:
    """Named for what it is, in a folder of its own, from what was public on that day."""
    assert statusbog("preview", "2033", "-p", "as_of", "2033-05-15", "-j", "2")[0] == 0
    folder = project / "build" / "trial-2033"
    html = (folder / "html" / "2033" / "resume.html").read_text(encoding="utf-8")
    assert "Prøve af Status 2033 med as_of = 2033-05-15" in html
    assert "15. maj 2033" in text_of(html)
    assert "Kladde" in (project / "build" / "preview-2033" / "html" / "2033" / "resume.html").read_text(encoding="utf-8")


def test_the_one_file_has_everything_inside_and_the_same_bytes_twice(project: Path, draft: Path, statusbog) -> None:
    """Chapters, what moved, receipts and looks; nothing outside it is asked for and nothing in it runs."""
    file = draft / "preview-2033.html"
    html = file.read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|link|img|iframe|object)\b", html) == []
    assert re.findall(r'\b(?:src|srcset|action)="|url\((?!#)|@import', html) == []
    assert "default-src 'none'" in html
    assert "Kladde til Status 2033" in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    ways = re.findall(r'<a\b[^>]*href="([^"]*)"', html)
    assert {way[1:] for way in ways if way.startswith("#")} <= set(ids)
    assert all(way.startswith(("#", "https://", "http://", "mailto:")) for way in ways)
    assert {"resume", "flyttet", "kvitteringer"} <= set(ids)
    first = file.read_bytes()
    _, said, _ = statusbog("preview", "2033", "--one-file", "-j", "2")
    assert (project / "build" / "preview-2033" / file.name).read_bytes() == first
    assert hashlib.sha256(first).hexdigest() in said


def test_of_own_chapters_is_said_what_the_book_says(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of their numbers have no receipt."""
    own = (project / "notebooks" / "resume.md").read_text(encoding="utf-8") + "\nDer er 77 af dem.\n"
    (project / "data" / "notebooks").mkdir(exist_ok=True)
    (project / "data" / "notebooks" / "eget.md").write_text(own, encoding="utf-8")
    for name in ("update", "build_draft"):  # the rest is as it is tried above
        monkeypatch.setattr(draft_module, name, lambda *_arguments, **_more: None)
    draft_module.make_draft(
        draft_module.Draft(Project(project, project / "data"), 2033), load(project / "data"), lambda _: iter(())
    )
    said = capsys.readouterr().err
    assert "data/notebooks/eget.md: found " in said
    assert "77 in the text of data/notebooks/eget.md" in said


def test_ways_stay_in_the_file() -> None:
    """To a chapter that is in it, to a place on its own page, out to the web; of any other only the words are left."""
    page = (
        '<!--side--><h1 id="top">A</h1><a href="b.html">b</a><a class="r" href="b.html#x">c</a><a href="#top">d</a>'
        '<a href="https://example.org/">e</a><a href="../om/metode.html#y">f</a><!--/side-->'
    )
    found = section("a", page, {"a", "b"})
    assert '<h2 id="a-top">A</h2>' in found
    assert '<a href="#b">b</a><a class="r" href="#b-x">c</a><a href="#a-top">d</a>' in found
    assert '<a href="https://example.org/">e</a><span>f</span>' in found


def test_an_approval_is_kept_with_the_checksum_of_the_file(project: Path, draft: Path, statusbog) -> None:
    """Once by each; of another file, or after the data have changed, it is refused and nothing is written."""
    sent = project / "sendt.html"
    sent.write_bytes((draft / "preview-2033.html").read_bytes())
    arguments = ("signoff", "2033", *FOR_THE_GROUP, "--file", str(sent), "--day", "2033-12-02", "-j", "2")
    assert statusbog(*arguments)[0] == 0
    ledger = project / "data" / "ledger" / "signoffs.csv"
    with ledger.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["edition"], row["who"], row["day"]) == ("2033", "styregruppens formand", "2033-12-02")
    assert row["content"] == content_of(project / "data", load(project / "data"), 2033)
    assert row["checksum"] == hashlib.sha256(sent.read_bytes()).hexdigest()
    kept = ledger.read_bytes()
    code, _, error = statusbog(*arguments)
    assert (code, "has approved this very file already" in error) == (1, True)
    edit(project / "data" / "observations.csv", "omraade-b,2033,29,", "omraade-b,2033,28,")
    code, _, error = statusbog(*arguments[:2], "--who", "kommunen", *arguments[4:])
    assert (code, "not that of the draft of 2033 from today's data" in error) == (1, True)
    assert statusbog(*arguments[:5], str(project / "findes-ikke.html"))[0] == 1
    assert ledger.read_bytes() == kept
    assert statusbog("check")[0] == 0
    assert statusbog("verify")[0] == 0


def test_a_list_of_approvals_that_was_damaged_is_refused(project: Path, draft: Path, statusbog) -> None:
    """By name, with what to do."""
    (project / "data" / "ledger" / "signoffs.csv").write_text("who,what\na,b\n", encoding="utf-8")
    sent = draft / "preview-2033.html"
    code, _, error = statusbog("signoff", "2033", *FOR_THE_GROUP, "--file", str(sent), "-j", "2")
    assert code == 1
    assert "ledger/signoffs.csv: found a file that is not as it was written" in error


def test_a_folder_that_is_not_ours_is_left_alone(project: Path, statusbog) -> None:
    """A draft is refused before any work where something else lies."""
    mine = project / "build" / "preview-2032" / "noter.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    code, _, error = statusbog("preview", "2032")
    assert code == 1
    assert "preview-2032" in error
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_verdict_that_is_only_read_on_the_way_has_the_books_word(root: Path) -> None:
    """On the page of moves as on every other: not yet, where the target is for a later year."""
    view = view_of(load(root / "data"), 2022)
    verdicts = [row for row in view.rows.table if row.measure == "verdict" and row.value == "not_met"]
    said = {moved.in_words(view, row).text for row in verdicts if "interim" in row.flags}
    formal = {moved.in_words(view, row).text for row in verdicts if "interim" not in row.flags}
    assert (said, formal) == ({"Endnu ikke"}, {"Ikke opfyldt"})
