"""Names and comments come out as text, wherever a page shows them: in titles, at the side, in the search, in the list of books."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from book_projects import cell, source_text
from bs4 import BeautifulSoup

from analysis import cli

SCRIPT = "<script>alert('navn')</script>"
NAME = f"""A {SCRIPT} & *fed* _kur_ {{sub}} `kode` $x$ <!-- k --> "cit" </title><img src=x onerror=alert(1)> {{{{ 7*7 }}}} {{% raw %}} %s \\ å"""
TITLE = "Alle <img src=x onerror=alert(2)> & {{ 1 }}"
COMMENT = """# <img src=x onerror=alert(3)> Hvorfor

<script>alert(4)</script> [fil](../../partnership.toml) ![b](http://udefra.dk/x.png) [web](https://www.kk.dk/?a=1&b=2)

```{include} ../../partnership.toml
```

```{code-cell} ipython3
open("ran", "w")
```

:::{raw} html
<script>alert(5)</script>
:::
"""


@pytest.fixture(scope="module")
def project(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two partnerships whose names, comments and portfolio's title would run, and the pages that are built of them."""
    project = new_project(
        tmp_path_factory.mktemp("escaping") / "project",
        "index",
        "resume",
        tvaers=source_text(cell("2 + 2") + "\n## Kommentar\n\n```{include} kommentar/tvaers.md\n```\n"),
    )
    partnership = project / "data" / "partnership.toml"
    text = partnership.read_text(encoding="utf-8").replace('name = "Prøveby Partnerskab"', f"name = {json.dumps(NAME)}")
    partnership.write_text(text, encoding="utf-8")
    for name in ("tvaers.md", "2032/resume.md"):
        (project / "data" / "kommentar" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "data" / "kommentar" / name).write_text(COMMENT, encoding="utf-8")
    shutil.copytree(project / "data", project / "andre" / "by")
    other = project / "andre" / "by" / "partnership.toml"
    other.write_text(text.replace("proeveby", "andenby").replace(json.dumps(NAME), json.dumps(f"2 {NAME}")), encoding="utf-8")
    members = '[[partnerships]]\ndata = "data"\n[[partnerships]]\ndata = "andre/by"\n'
    (project / "alle.toml").write_text(f"title = {json.dumps(TITLE)}\n{members}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["build", "--portfolio", "alle.toml", "-j", "2"]) == 0
    return project


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, BeautifulSoup]:
    files = [path for path in (project / "build").rglob("*.html") if not {"work", "_static"} & set(path.parts)]
    return {path.relative_to(project).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in files}


def test_nothing_that_was_written_runs(pages: dict[str, BeautifulSoup]) -> None:
    """No script and no element of anybody's but ours, on any page."""
    assert len(pages) > 15
    for name, page in pages.items():
        assert [tag for tag in page.find_all("script") if "alert" in tag.get_text()] == [], name
        assert page.find_all("img", src="x") == [], name
        assert [tag for tag in page.select("*") if any(key.startswith("on") for key in tag.attrs)] == [], name


def test_nothing_that_was_written_stands_raw_in_any_file(project: Path) -> None:
    """Scripts and indexes included; of the notebooks, in which it is text, none is published."""
    for path in (project / "build").rglob("*"):
        if path.is_file() and "work" not in path.parts and path.suffix not in (".ipynb", ".toml"):
            text = path.read_bytes()
            for raw in (b"<script>alert", b"<img src=x", b"<!-- k", b"</title><img"):
                assert raw not in text, path
    assert not (project / "ran").exists()


def test_the_name_is_shown_as_it_is(pages: dict[str, BeautifulSoup]) -> None:
    """In the title of every page and at its head, letter by letter."""
    for name, page in pages.items():
        if "/html/" not in name:
            continue
        own = f"2 {NAME}" if "/andenby/" in name else NAME
        assert f"Status for {own}" in page.title.get_text(), name
        assert page.find(class_="brand").get_text() == f"Status for {own}", name


def test_a_comment_is_shown_as_it_is(project: Path, pages: dict[str, BeautifulSoup]) -> None:
    """With its heading, its directives as text, and the only link that leads out of the book."""
    for name in ("build/html/tvaers.html", "build/html/2032/resume.html", "build/andenby/html/2032/resume.html"):
        article = pages[name].find("main")
        assert "<img src=x onerror=alert(3)> Hvorfor" in article.find("h3").get_text()
        for said in (
            "<script>alert(4)</script>",
            "```{include} ../../partnership.toml",
            "```{code-cell} ipython3",
            ":::{raw} html",
        ):
            assert said in article.get_text(), said
        assert "fil (../../partnership.toml) b (http://udefra.dk/x.png)" in article.get_text()
        assert [link["href"] for link in article.find_all("a", href=True) if "://" in link["href"]] == [
            "https://www.kk.dk/?a=1&b=2"
        ]
    assert not [path for path in (project / "build/html").rglob("*") if path.name in ("partnership.toml", "x.png")]


def test_each_book_leads_back_to_the_list_of_books(project: Path, pages: dict[str, BeautifulSoup]) -> None:
    """From every page, by the list's own title."""
    for name, page in pages.items():
        if "/html/" not in name:
            continue
        (link,) = [link for link in page.find("header").find_all("a") if link.get_text(strip=True) == TITLE]
        assert ((project / name).parent / link["href"]).resolve() == project / "build/portfolio/index.html", name
    assert pages["build/portfolio/index.html"].title.get_text() == TITLE


def test_a_book_of_its_own_leads_to_no_list(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be none."""
    monkeypatch.chdir(project)
    assert cli.main(["build"]) == 0
    assert TITLE not in BeautifulSoup((project / "build/html/index.html").read_text(encoding="utf-8"), "html.parser").get_text()
