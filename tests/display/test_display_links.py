"""No way within the book leads to nowhere: every link to a place of a page finds it, in every edition."""

import datetime as dt
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.display.chapters import index
from analysis.indicators import OTHERS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("*.md"))


def page_of(notebook, edition):
    """Return where a page of the book lies."""
    return f"{edition}/{notebook}.html" if edition else f"{notebook}.html"


def themes_of(notebook):
    """Return the themes of which an edition must have news for its book to have a chapter."""
    source = (NOTEBOOKS / f"{notebook}.md").read_text(encoding="utf-8")
    themes = set(re.findall(r"\w+", re.search(r"^  themes: \[(.*)\]$", source, re.MULTILINE)[1]))
    return themes | ({OTHERS} if "\n  others: true\n" in source else set())


@pytest.fixture(scope="module", params=["own", "mini", "broad"])
def book(request, pages_of, views, broad_views, mini_facts, view_of):
    """Every page of a partnership's book that a notebook makes, by where it lies."""
    minis = {edition.year: view_of(mini_facts, edition.year) for edition in mini_facts.partnership.editions}
    seen = {"own": views, "broad": broad_views, "mini": minis}[request.param]
    news = {year: set(view.news) for year, view in seen.items()}
    return {
        page_of(name, edition): BeautifulSoup("\n".join(block._repr_html_() for block in blocks if block), "html.parser")
        for name in CHAPTERS
        for edition, blocks in pages_of(request.param, name).items()
        if not themes_of(name) or themes_of(name) & news[edition]
    }


def target_of(page, href):
    """Return the page and the place that a link leads to, seen from a page."""
    way, _, place = href.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), way)) if way else page, place


def links_in(book):
    """Yield the links of all pages that lead to pages of the book: from where, to which page and place."""
    for page, soup in book.items():
        for link in soup.find_all("a", href=True):
            target, place = target_of(page, link["href"])
            if (
                "//" not in link["href"]
                and not target.startswith("mailto:")
                and "hent/" not in target
                and "kvitteringer" not in target
            ):
                yield page, target, place


def test_every_link_leads_to_a_page(book):
    """Of the same edition, of another one, or across them."""
    found = list(links_in(book))
    assert found
    assert [(page, target) for page, target, _ in found if target not in book] == []


def test_every_link_to_a_place_finds_it(book):
    """A section, a row, a fold or a figure of that page."""
    lost = [
        (page, target, place)
        for page, target, place in links_in(book)
        if place and target in book and book[target].find(id=place) is None
    ]
    assert lost == []


def test_no_place_is_given_twice_on_a_page(book):
    """So that a link has one place to lead to."""
    for page, soup in book.items():
        names = [node["id"] for node in soup.find_all(id=True)]
        assert sorted(set(names)) == sorted(names), page


def test_no_link_stands_within_another(book):
    """A link around a number would take the number's own way."""
    assert [(page, str(link)) for page, soup in book.items() for link in soup.select("a a")] == []


@pytest.mark.parametrize("indicator", ["utryg_nabolag", "bevilling"])
def test_an_answer_without_a_chapter_leads_to_the_page_across_the_years(mini_facts, view_of, indicator):
    """The newest figure is of an earlier year, and the edition has no chapter about it."""
    editions = (
        *mini_facts.partnership.editions,
        mini_facts.partnership.editions[-1].model_copy(update={"year": 2034, "as_of": dt.date(2034, 12, 31)}),
    )
    facts = replace(mini_facts, partnership=mini_facts.partnership.model_copy(update={"editions": editions}))
    view = view_of(facts, 2034)
    links = [answer.link.to for answer in index.answers(view).answers]
    assert view.facts.indicators[indicator].theme not in view.news
    assert not [link for link in links if link.startswith("2034/")]
    assert "udvikling.html#utryg-nabolag" in links


@pytest.mark.parametrize(
    ("page", "href", "target"),
    [
        ("2022/resume.html", "tryghed.html#a", ("2022/tryghed.html", "a")),
        ("2022/resume.html", "../kilder.html#b", ("kilder.html", "b")),
        ("2022/resume.html", "../2021/resume.html", ("2021/resume.html", "")),
        ("index.html", "2022/resume.html", ("2022/resume.html", "")),
        ("index.html", "#maal", ("index.html", "maal")),
    ],
)
def test_the_reader_of_links_finds_its_way(page, href, target):
    """Up, down and within."""
    assert target_of(page, href) == target
