"""The page that leads to the books: every partnership with its verdicts, in a page that needs nothing else."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup

from analysis import display
from analysis.data import load
from analysis.display.portfolio import VERDICTS, Book, page, summary_of
from analysis.indicators import edition_rows, standing_of

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}
COLUMNS = [
    "Partnerskab",
    "Udgave",
    "Opfyldt",
    "Ikke opfyldt",
    "På vej",
    "Endnu ikke",
    "Kan ikke afgøres",
    "Følges uden mål",
    "Udgangspunkt",
]


@pytest.fixture(scope="module")
def style(root):
    return (root / "src/analysis/book/site/theme/static/statusbog.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def books(views, mini):
    """The project's partnership with its pages as it was in 2022, the invented one without."""
    found = [Book(views[2022], "../html"), Book(display.open_front(as_of="", data=str(mini)), "")]
    return [summary_of(book) for book in found]


@pytest.fixture(scope="module")
def html(books, style):
    return page("Partnerskaber i <byen> & omegn", books, style)


@pytest.fixture(scope="module")
def soup(html):
    return BeautifulSoup(html, "html.parser")


def rows_of(table):
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.find("tbody").find_all("tr")]


def counted(facts, year):
    """How many targets of an edition have which standing, from the results table itself."""
    rows = edition_rows(facts, year, facts.edition(year).as_of)
    return Counter(standing_of(row) for row in rows if row.measure == "verdict")


def test_each_partnership_has_a_row_with_the_verdicts_that_the_results_have(soup, root, mini):
    """Newest edition, and how many targets are met, not met, on their way, not yet there, undetermined, or only followed."""
    table = soup.find("table")
    assert [cell.get_text(strip=True) for cell in table.find("thead").find_all("th")] == COLUMNS
    expected = []
    for folder, year in ((root / "data", 2022), (mini, 2033)):
        facts = load(folder)
        counts = counted(facts, year)
        expected.append([facts.partnership.name, str(year), *(str(counts[verdict]) for verdict in VERDICTS)])
    assert rows_of(table) == expected
    assert [row[2:] for row in expected] == [["3", "4", "0", "2", "0", "4", "0"], ["2", "0", "0", "0", "1", "0", "0"]]


def test_below_it_are_the_targets_of_each(soup):
    """As on the partnership's own front page, folded in, under its name; with the counts in a sentence."""
    names = [details.find("summary").get_text(strip=True) for details in soup.find_all("details")]
    assert names == ["Amager Partnerskab", "Prøveby Partnerskab"]
    own, other = (details.find("table") for details in soup.find_all("details"))
    assert own.find("caption").get_text().strip() == "Målene i Amager Partnerskab, 2022"
    assert [len(table.select("tbody tr:not(.group)")) for table in (own, other)] == [9, 3]
    assert ["Hærværk højst som i 2030", "✔ Opfyldt", "19 (rettet)", "21* 2031"] in rows_of(other)
    assert soup.find("details").p.get_text().startswith("Målene: 3 er opfyldt")


def test_a_partnership_is_linked_when_it_has_pages(soup):
    """And not when they have not been built; links are relative, and no number leads to receipts that lie elsewhere."""
    links = [link["href"] for link in soup.find_all("a")]
    assert links[0] == "../html/index.html"
    assert {link.partition("#")[0] for link in links[1:]} == {
        "../html/index.html",
        *(f"../html/2022/{chapter}.html" for chapter in ("tryghed", "kriminalitet", "samarbejde")),
    }
    assert "Prøveby Partnerskab" not in [link.get_text(strip=True) for link in soup.find_all("a")]


def test_the_page_asks_for_nothing_else(html, soup):
    """No other host, no other file, no code."""
    assert not soup.find_all(["script", "link", "img", "iframe", "object"])
    assert not [word for word in ("http:", "https:", 'href="/', 'src="', "url(", "@import") if word in html]


class Nesting(HTMLParser):
    """Reads HTML and raises when an element is not closed where it should be."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"


def test_the_page_is_whole_danish_html(html, soup):
    """Every element closed, no id twice, one heading of the first rank, each table with a caption and heads."""
    reader = Nesting()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert len(set(reader.ids)) == len(reader.ids)
    assert html.startswith("<!DOCTYPE html>")
    assert soup.html["lang"] == "da"
    assert soup.find("meta", charset=True)["charset"] == "utf-8"
    assert soup.find("meta", attrs={"name": "viewport"})
    assert (len(soup.find_all("h1")), len(soup.find_all("main"))) == (1, 1)
    for table in soup.find_all("table"):
        assert table.find("caption").get_text(strip=True)
        assert {cell.get("scope") for cell in table.find_all("th")} <= {"col", "row", "rowgroup"}


def test_what_is_put_into_the_page_is_escaped(html, soup):
    """The title is text, whatever is in it; the style is not text."""
    assert "<title>Partnerskaber i &lt;byen&gt; &amp; omegn</title>" in html
    assert soup.h1.get_text() == "Partnerskaber i <byen> & omegn"
    assert "&gt;" not in soup.style.get_text()


def test_the_page_is_the_same_for_the_same_facts(books, style, html):
    """Byte for byte."""
    assert page("Partnerskaber i <byen> & omegn", books, style) == html
