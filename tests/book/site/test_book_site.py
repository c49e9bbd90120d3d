"""The built book: every page there, every link good, no English, nothing asked of another host."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

from analysis.book.notebooks.chapters import Job
from analysis.book.site.contents import edition_entry, table_of_contents

ENGLISH = (
    "Skip to main content",
    "Back to top",
    "Search this book",
    "Contents",
    "Next",
    "Previous",
    "previous page",
    "next page",
    "Toggle",
    "Click to show",
    "Show code",
    "Hide code",
    "Print to PDF",
    "Fullscreen",
    "Permalink",
    "Link to this heading",
    "Last updated",
    "Copyright",
    "By The",
    "Light",
    "Dark",
    "Table of Contents",
    "Download",
)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    found = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    return {path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in found}


def files_of(toc: object) -> Iterator[str]:
    """Yield every file that a table of contents names."""
    if isinstance(toc, dict):
        yield from (value for key, value in toc.items() if key in ("file", "root"))
        for value in toc.values():
            yield from files_of(value)
    elif isinstance(toc, list):
        for value in toc:
            yield from files_of(value)


def test_every_page_of_the_contents_is_there(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """A project elsewhere shipped empty books for months, and all was green."""
    toc = yaml.safe_load((site.parents[1] / "book" / "_toc.yml").read_text(encoding="utf-8"))
    named = set(files_of(toc))
    assert {f"{name}.html" for name in named} <= set(pages)
    assert len(named) > 40
    for name in named:
        assert len(pages[f"{name}.html"].find("main").get_text(strip=True)) > 300, name


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Page and anchor."""
    anchors = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in pages.items()}
    for name, page in pages.items():
        for href in sorted({link["href"] for link in page.find_all("a", href=True)} - {"#"}):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = ((site / name).parent / unquote(parts.path) if parts.path else site / name).resolve()
            assert target.is_file(), f"{name}: {href}"
            key = target.relative_to(site.resolve()).as_posix()
            if parts.fragment and key in pages:
                assert unquote(parts.fragment) in anchors[key], f"{name}: {href}"


def test_every_page_is_danish(pages: dict[str, BeautifulSoup]) -> None:
    """In what is seen and in what a screen reader says."""
    for name, page in pages.items():
        assert page.html["lang"] == "da"
        texts = [
            text.strip()
            for tag in page.body.find_all(["a", "button", "span", "p", "summary", "label", "h1", "h2"])
            for text in tag.find_all(string=True)
        ]
        spoken = [tag[key] for key in ("title", "aria-label", "alt", "placeholder") for tag in page.find_all(attrs={key: True})]
        for english in ENGLISH:
            assert english not in texts, f"{name}: {english}"
            assert not [said for said in spoken if said.startswith(english)], f"{name}: {english}"


def test_no_page_asks_another_host(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """No scripts, styles, fonts or pictures from elsewhere; links that a reader may follow are another thing."""
    for name, page in pages.items():
        for tag, key in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")):
            assert not [t[key] for t in page.find_all(tag) if re.match(r"(https?:)?//", t.get(key, ""))], name
        assert "mathjax" not in (site / name).read_text(encoding="utf-8").lower(), name
    for style in (site / "_static").rglob("*.css"):
        assert not re.search(r"@import[^;]*https?://|url\([\"']?https?://", style.read_text(encoding="utf-8")), style


def test_every_figure_has_a_description_and_a_table_on_its_page(pages: dict[str, BeautifulSoup]) -> None:
    """The picture is for the eye, the table for everyone."""
    described = 0
    for name, page in pages.items():
        for figure in page.find_all("figure", class_="figure"):
            described += 1
            assert len(page.find(id=figure["aria-describedby"]).get_text(strip=True)) > 30, name
            assert page.find(id=figure["aria-labelledby"]).get_text(strip=True), name
            assert page.find("table"), name
    assert described > 20


def test_every_table_has_a_caption_and_scoped_heads(pages: dict[str, BeautifulSoup]) -> None:
    """So that a screen reader can say where a cell stands."""
    for name, page in pages.items():
        for table in page.find_all("table", class_="statusbog-table"):
            assert table.caption.get_text(strip=True), name
            assert all(th.get("scope") in ("col", "row", "rowgroup") for th in table.find_all("th")), name


def test_no_personal_data_or_machine_is_named(root: Path, site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Aggregates only."""
    for name, page in pages.items():
        text = (site / name).read_text(encoding="utf-8")
        assert not [folder for folder in (root, site.parents[1]) if str(folder) in text], name
        assert not re.search(r"[\w.]+@[\w.]+\.(dk|com)\b", page.get_text()), name


def test_the_contents_run_from_the_newest_edition_to_the_pages_about_the_book() -> None:
    """Front page, editions with their chapters folded in, across, about."""
    jobs = [
        Job(n.rsplit("/", maxsplit=1)[-1], Path(), y, (), f"{n}.ipynb")
        for n, y in (("index", None), ("2022/resume", 2022), ("2022/tryghed", 2022), ("maal", None), ("om/metode", None))
    ]
    toc = table_of_contents(jobs, {"editions": "U", "across": "T", "about": "O"})
    assert list(files_of(toc)) == ["index", "2022/resume", "2022/tryghed", "maal", "om/metode"]
    assert edition_entry(2022, jobs[1:2]) == {"file": "2022/resume", "title": "2022"}
