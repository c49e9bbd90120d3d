"""The site: built from what is new, as it would be built from nothing, and put in place only when it is whole."""

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis import cli
from analysis.book import make
from analysis.book.claims import MARK, claim
from analysis.book.site import html
from analysis.book.site.contents import configuration
from analysis.book.site.contents import pages_in as pages_in_contents
from analysis.book.site.finish import Finishing, frame_of_pages
from analysis.book.site.html import build_html, put_in_place
from analysis.book.site.theme import STATIC
from analysis.data import load
from analysis.errors import RunFailed

TOC = """format: jb-book
root: index
chapters:
- file: anden
- file: 2014/resume
"""
THIRD = "- file: tredje\n"
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """Change a text, and let the file look older than it was."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    os.utime(path, (1, 1))


def nothing_more(_folder: Path) -> None:
    """Add nothing to the pages."""


class Site:
    """A few pages of their own, and what was built from them."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.pages, self.out = folder / "book", folder / "out"
        self.facts = load(root / "data")
        self.config = configuration(root / "_config.yml", "Status", frame_of_pages(self.facts))
        (self.pages / "2014").mkdir(parents=True)
        shutil.copy(root / "book" / "2014" / "resume.ipynb", self.pages / "2014")
        self.write("_toc.yml", TOC + THIRD)
        self.write("tredje.md", "# En tredje side\n\nKort.\n")
        self.write("index.md", "# Forside\n\nVelkommen.\n\n![Et billede](billede.svg)\n")
        self.write("anden.md", "# En anden side\n\nHer er et afsnit.\n\n(sted)=\n## Afsnit\n\nOrd.\n")
        self.write("billede.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1"/>')
        notebook = json.loads((self.pages / "2014/resume.ipynb").read_text(encoding="utf-8"))
        text = ["## Kommentar\n", "\n", "Se {ref}`afsnittet <sted>`."]
        notebook["cells"].append({"cell_type": "markdown", "id": "kommentar", "metadata": {}, "source": text})
        self.write("2014/resume.ipynb", json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")

    def write(self, name: str, text: str) -> None:
        (self.pages / name).write_text(text, encoding="utf-8", newline="\n")

    def build(self, out: Path | None = None) -> Tree:
        out = out or self.out
        finish = Finishing(self.facts, "Status", tuple(pages_in_contents(self.pages)))
        return tree(build_html(self.pages, self.config, out / "work", out, finish).parent)

    def shows(self, page: str) -> str:
        return (self.out / "html" / f"{page}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def begun(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(root, tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(begun: Site) -> Site:
    """The pages, with a build that can be built upon. What a test changes stays changed, and is still a site."""
    if not (begun.out / "work" / "known.json").exists():
        begun.build()
    return begun


# From what is new, as from nothing


def test_a_build_of_what_changed_is_the_same_as_a_whole_one(site: Site, tmp_path: Path) -> None:
    """Byte for byte, and only what changed is read: content counts, not time stamps. With nothing changed nothing changes."""
    before = tree(site.out / "html")
    untouched = site.out / "work/_build/.doctrees/index.doctree"
    read = untouched.stat().st_mtime_ns
    edit(site.pages / "anden.md", "Her er et afsnit.", "Her er et afsnit om zebraer.")
    edit(site.pages / "2014/resume.ipynb", "## Kommentar", "## Vores kommentar")
    after = site.build()
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"anden.html", "2014/resume.html", "2014/samlet.html", "soegeindeks.js"}
    assert untouched.stat().st_mtime_ns == read
    assert site.build() == after
    assert site.build(tmp_path) == after


def test_a_title_changes_wherever_it_is_shown(site: Site) -> None:
    """In the contents at the side of every page."""
    edit(site.pages / "anden.md", "# En anden side", "# En helt anden side")
    site.build()
    for page in ("index", "anden", "2014/resume"):
        assert "En helt anden side" in site.shows(page)


def test_a_picture_is_shown_as_it_is_now(site: Site) -> None:
    """Although no page says anything else than before."""
    edit(site.pages / "billede.svg", 'width="1"', 'width="2"')
    assert b'width="2"' in site.build()["_images/billede.svg"]


def test_every_page_names_the_look_with_a_mark_of_its_content(site: Site) -> None:
    """So that a browser never shows an old one."""
    sheet = zlib.crc32((STATIC / "statusbog.css").read_bytes())
    pages = [name for name in site.build() if name.endswith(".html")]
    assert len(pages) > 5
    assert [name for name in pages if f"_static/statusbog.css?v={sheet:08x}" not in site.shows(name.removesuffix(".html"))] == []


def test_a_page_that_is_no_more_is_not_in_the_site(site: Site) -> None:
    """Nor is it in the contents of the others."""
    assert "En tredje side" in site.shows("index")
    (site.pages / "tredje.md").unlink()
    site.write("_toc.yml", TOC)
    assert "tredje.html" not in site.build()
    assert "En tredje side" not in site.shows("index")


def test_a_build_that_fails_says_why_and_leaves_the_site_that_stands(site: Site) -> None:
    """The warning itself, and nothing around it."""
    before = tree(site.out / "html")
    text = (site.pages / "anden.md").read_text(encoding="utf-8")
    site.write("anden.md", text + "\n[Ingen steder](findes-ikke.md)\n")
    with pytest.raises(RunFailed) as failed:
        site.build()
    first, warning = str(failed.value).splitlines()
    assert first == "jupyter-book did not build the pages:"
    assert "anden.md:10: WARNING: " in warning
    assert "findes-ikke.md" in warning
    assert warning.isprintable()
    assert tree(site.out / "html") == before
    site.write("anden.md", text)


def test_a_place_that_another_page_refers_to_and_that_is_no_more_is_a_fault(site: Site) -> None:
    """Also when the page that refers to it says what it always said."""
    edit(site.pages / "anden.md", "(sted)=\n", "")
    with pytest.raises(RunFailed, match=r"resume\.ipynb.*undefined label: 'sted'"):
        site.build()
    edit(site.pages / "anden.md", "## Afsnit", "(sted)=\n## Afsnit")


# What is kept from one build to the next. Here a function stands in for jupyter-book


@pytest.fixture
def book(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    """Builds two pages and returns what was already there when jupyter-book was called. It may be made to fail."""
    pages = tmp_path / "book"
    pages.mkdir()
    for name in ("index", "anden"):
        (pages / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    (pages / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    found: list[str] = []

    def build(fails: type[BaseException] | None = None, config: str = "") -> list[str]:
        def call(pages: Path, _config: object, work: Path, _meanwhile: object) -> None:
            doctrees = work / "_build" / ".doctrees"
            found[:] = sorted(path.name for path in work.rglob("*") if path.is_file() and path.name != MARK)
            for page in pages.glob("*.md"):
                for path in (work / "_build" / "html" / f"{page.stem}.html", doctrees / f"{page.stem}.doctree"):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
            if fails:
                raise fails

        monkeypatch.setattr(html, "call_jupyter_book", call)
        if fails:
            with pytest.raises(fails):
                build_html(pages, {"title": config}, tmp_path / "work", tmp_path, nothing_more)
        else:
            build_html(pages, {"title": config}, tmp_path / "work", tmp_path, nothing_more)
        return list(found)

    return build


ALL = ["anden.doctree", "anden.html", "index.doctree", "index.html"]


def test_what_was_read_is_kept_for_pages_that_say_the_same(book: Callable[..., list[str]], tmp_path: Path) -> None:
    """Of the others it is forgotten. While a build is under way nothing says that it can be built upon."""
    assert book() == []
    assert book() == ALL
    edit(tmp_path / "book/anden.md", "# anden\n", "# anden\n\nOrd.\n")
    assert book() == [name for name in ALL if name != "anden.doctree"]


@pytest.mark.parametrize("how", [RunFailed, KeyboardInterrupt])
def test_a_build_that_was_stopped_is_not_built_upon(
    book: Callable[..., list[str]], tmp_path: Path, how: type[BaseException]
) -> None:
    """Sphinx would take pages for read that it had only begun with. The site that stands stays."""
    book()
    before = tree(tmp_path / "html")
    (tmp_path / "book/index.md").write_text("# index\n\nOrd.\n", encoding="utf-8")
    book(how)
    assert tree(tmp_path / "html") == before
    assert not (tmp_path / "work/known.json").exists()
    assert book() == []
    assert tree(tmp_path / "html") != before


@pytest.mark.parametrize("note", ["", "{", "{}", '{"frame": "x"}'])
def test_a_note_that_cannot_be_read_is_none(book: Callable[..., list[str]], tmp_path: Path, note: str) -> None:
    """The build begins from nothing."""
    book()
    (tmp_path / "work/known.json").write_text(note, encoding="utf-8")
    assert book() == []


def test_what_every_page_shows_makes_every_page_new(book: Callable[..., list[str]], tmp_path: Path) -> None:
    """Settings, contents, titles and look."""
    book()
    assert book(config="Ny titel") == []
    for path, text in (("_toc.yml", "root: index\n"), ("anden.md", "# Ny\n"), ("_static/ny.css", "a {}\n")):
        (tmp_path / "book/_static").mkdir(exist_ok=True)
        (tmp_path / "book" / path).write_text(text, encoding="utf-8")
        assert book(config="Ny titel") == []
    assert book(config="Ny titel") == ALL


# The swap


@pytest.fixture
def swap(tmp_path: Path) -> dict[str, Path]:
    """A built site and the one that stands, in one page each."""
    found = {"work": tmp_path / "work", "built": tmp_path / "work" / "_build" / "html", "html": tmp_path / "html"}
    claim(found["html"], "site")
    claim(found["work"], "work")
    for name in ("built", "html"):
        found[name].mkdir(parents=True, exist_ok=True)
        (found[name] / "index.html").write_text(name, encoding="utf-8")
    return found


def pages_in(folder: Path) -> Tree:
    return {name: text for name, text in tree(folder).items() if name != MARK}


def test_a_site_takes_the_place_of_the_one_that_stands(swap: dict[str, Path]) -> None:
    """Nothing of the old one stays, nor of an attempt before; what readers do not need is left out. The mark says whose it is."""
    (swap["html"] / "gammel.html").write_text("", encoding="utf-8")
    (swap["built"] / ".buildinfo").write_text("", encoding="utf-8")
    for name in ("new", "old"):
        (swap["work"] / name / "halv").mkdir(parents=True)
    put_in_place(swap["work"], swap["html"], nothing_more)
    assert pages_in(swap["html"]) == {"index.html": b"built"}
    assert 'kind = "site"' in (swap["html"] / MARK).read_text(encoding="utf-8")
    assert sorted(path.name for path in swap["work"].iterdir() if path.name != MARK) == ["_build"]


def test_a_site_that_an_interrupted_swap_had_put_aside_is_put_back(swap: dict[str, Path]) -> None:
    """Before anything else, so that there is one whatever happens then: here there is nothing to put in its place."""
    swap["html"].rename(swap["work"] / "old")
    shutil.rmtree(swap["built"])
    with pytest.raises(FileNotFoundError):
        put_in_place(swap["work"], swap["html"], nothing_more)
    assert pages_in(swap["html"]) == {"index.html": b"html"}


def test_a_build_that_fails_puts_back_what_an_interrupted_swap_had_put_aside(
    book: Callable[..., list[str]], tmp_path: Path
) -> None:
    """A reader finds the site, whatever became of the builds since."""
    book()
    (tmp_path / "html").rename(tmp_path / "work" / "old")
    book(RunFailed)
    assert (tmp_path / "html/index.html").is_file()


# The command


SOURCE = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
statusbog:
  scope: front
  order: 0
---

# Forside

```{code-cell} ipython3
:tags: [parameters]

as_of: str = ""
data: str = "data"
```

```{code-cell} ipython3
from analysis import display

display.index.answer(display.open_front(as_of=as_of, data=data))
```
"""
HEAVY = "{'pandas', 'numpy', 'sphinx', 'jupyter_book', 'papermill', 'jupytext', 'nbformat', 'matplotlib'}"


def loaded(project: Path, *arguments: str) -> str:
    """Run a command and return which heavy packages it imported."""
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try:\n    code = main({list(arguments)})\nexcept SystemExit as end:\n    code = end.code\n"
        f"print(sorted({HEAVY} & set(sys.modules)))\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def built(root: Path, mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose site is built."""
    project = tmp_path_factory.mktemp("built")
    shutil.copytree(mini, project / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, project)
    for name, text in {
        "notebooks/index.md": SOURCE,
        "notebooks/om/metode.md": SOURCE.replace("scope: front", "scope: about").replace("# Forside", "# Metode"),
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    assert "sphinx" not in loaded(project, "build")
    return project


def test_a_second_build_imports_nothing_heavy_and_writes_nothing(built: Path) -> None:
    """It only looks whether all is as it was; so does a second run."""
    before = {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in built.rglob("*") if path.name != ".lock" and path.is_file()
    }
    assert (built / "build/html/om/metode.html") in before
    assert loaded(built, "build") == "[]"
    assert loaded(built, "run") == "[]"
    assert before == {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in built.rglob("*") if path.name != ".lock" and path.is_file()
    }


def test_help_imports_nothing_heavy(built: Path) -> None:
    """An answer at once."""
    assert loaded(built, "--help") == "[]"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("build/html/index.html", True),
        ("build/html/_static/statusbog.css", True),
        ("book/index.ipynb", True),
        ("book/_toc.yml", True),
        ("book/om/metode.ipynb", True),
        ("data/kommentar/2032/resume.md", True),
        ("data/kommentar/udvikling.md", True),
        ("data/om/metode.md", True),
        ("notebooks/om/metode.md", True),
        ("notebooks/index.md", True),
        ("data/partnership.toml", True),
        ("_config.yml", True),
        ("requirements.txt", True),
        ("build/html/.index.html.tmp", False),
        ("build/failed/index.ipynb", False),
        ("ran.txt", False),
        ("CHANGELOG.md", False),
        ("book/noter.txt", True),
    ],
)
def test_a_site_is_made_again_when_anything_changed_that_it_is_made_of_or_in_it(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, made: bool
) -> None:
    """A file that is another one, or new, or gone. And once it is made it is not made again."""
    project = shutil.copytree(built, tmp_path / "project")
    calls: list[str] = []
    monkeypatch.setattr(make, "make_site", lambda *_: calls.append("made"))
    monkeypatch.chdir(project)
    assert cli.main(["build"]) == 0
    path = project / name
    content = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    for new in ((content or b"x") + b"\n", content):
        if new is None:
            path.unlink()
        else:
            path.write_bytes(new)
        calls.clear()
        assert cli.main(["build"]) == 0
        assert calls == ["made"] * made
        assert cli.main(["build"]) == 0
        assert calls == ["made"] * made


def test_a_page_that_somebody_removed_comes_back_as_it_was(built: Path, tmp_path: Path) -> None:
    """With the pages that stand beside it."""
    project = shutil.copytree(built, tmp_path / "project")
    before = tree(project / "build/html")
    (project / "build/html/om/metode.html").unlink()
    assert "sphinx" not in loaded(project, "build")
    assert tree(project / "build/html") == before
