"""The page that leads to the books: every partnership with its verdicts, in a page that needs nothing else."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from many.make_many import WAYS, make_many

from analysis import display
from analysis.data import load, load_portfolio
from analysis.display.figures.spans import WIDTH, axis_of
from analysis.display.language.language import language
from analysis.display.portfolio import VERDICTS, Absent, Book, page, summary_of
from analysis.display.portfolio.across import order
from analysis.display.view.opened import edition_of
from analysis.indicators import edition_rows, standing_of
from analysis.indicators.compare.across import Standing

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
    """Newest edition, and how many targets are met, not met, on their way, not yet there, undetermined, or only followed.

    What none of them has got has no column.
    """
    table = soup.find("table")
    expected = []
    for folder, year in ((root / "data", 2022), (mini, 2033)):
        facts = load(folder)
        counts = counted(facts, year)
        expected.append([facts.partnership.name, str(year), *(str(counts[verdict]) for verdict in VERDICTS)])
    given = [place for place in range(len(COLUMNS)) if any(row[place] != "0" for row in expected)]
    assert [cell.get_text(strip=True) for cell in table.find("thead").find_all("th")] == [COLUMNS[place] for place in given]
    assert rows_of(table) == [[row[place] for place in given] for row in expected]
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
    assert not soup.find_all(["script", "img", "iframe", "object"])
    assert [link["href"] for link in soup.find_all("link")] == ["data:,"]  # or a browser would ask for an icon
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


# The same figures side by side


def entries_of(folder, count):
    """What the page says of so many of the invented partnerships; each number that it shows has a receipt in its book."""
    _, members = load_portfolio(make_many(folder, count))
    found = []
    for member in members:
        facts = member.load()
        known = frozenset(row.id for row in edition_rows(facts, 2033))
        found.append(summary_of(Book(edition_of(facts, 2033), f"../{member.id}/html", known)))
    return found


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    return entries_of(tmp_path_factory.mktemp("many"), 10)


@pytest.fixture(scope="module")
def side(entries, style):
    return BeautifulSoup(page("Mange", entries, style), "html.parser").find("section", id="safety")


def test_every_partnership_has_a_line_with_its_own_year_area_figure_and_interval(side, entries):
    """In the portfolio's order, whatever the figures say, and not in that of the figures."""
    lines = rows_of(side.find("table"))
    assert [line[0] for line in lines] == [entry.name for entry in entries]
    values = [int(line[3].split()[0]) for line in lines]
    assert values != sorted(values)
    assert [line[2] for line in lines] == ["2033"] * 9 + ["2032"]
    assert all(line[1].endswith("bjerg B") for line in lines)
    assert [":" in line[3] for line in lines] == [number != 7 for number in range(10)]


def test_what_cannot_be_compared_says_why(side):
    """Another definition, another question, another year; and without the number of answers there is no place."""
    said = [line[-1] for line in rows_of(side.find("table"))]
    assert said[3] == "Kan ikke sammenlignes med de fleste andre: en anden afgrænsning."
    assert said[5] == "Kan ikke sammenlignes med de fleste andre: et andet spørgsmål."
    assert said[7] == "Ingen plads: det er ukendt, hvor sikkert tallet er."
    assert said[9] == "Kan ikke sammenlignes med de fleste andre: et andet år."
    assert "Tal, der ikke kan sammenlignes med de fleste: 3." in side.find("p").get_text()


def test_where_intervals_overlap_there_is_no_order(side, entries):
    """The names of those that a figure cannot be told from stand beside it, and the reason."""
    ends = {e.name: e.figures["safety"].figure.limits for e in entries}
    for name, *_, said in rows_of(side.find("table")):
        if said.startswith("Ingen plads: intervallet overlapper "):
            named = [other for other in ends if other in said]
            assert named
            assert all(ends[name][0] <= ends[other][1] and ends[other][0] <= ends[name][1] for other in named)
            assert said.endswith(", så forskellen kan være tilfældig.")
    assert len(side.find_all("svg")) == 6  # the comparable ones with an interval


def test_intervals_that_lie_apart_give_an_order(entries, style):
    """From the lowest figure, of so many."""
    alike = [entry for number, entry in enumerate(entries) if number not in WAYS]
    chosen = sorted(alike, key=lambda entry: entry.figures["safety"].figure.row.known)
    lowest, highest = chosen[0], chosen[-1]
    soup = BeautifulSoup(page("To", [highest, lowest], style), "html.parser").find("section", id="safety")
    assert [line[-1] for line in rows_of(soup.find("table"))] == [
        f"nr. {place} af 2 , regnet fra det laveste tal" for place in (2, 1)
    ]
    assert soup.p.get_text() == "Intervallerne overlapper ikke, så de 2 tal kan stilles i rækkefølge."


def test_each_number_leads_to_its_receipt_in_its_own_book(side, entries):
    """Value and interval, by the way to that book; and a dot has no number of its own."""
    for line, entry in zip(side.find("tbody").find_all("tr"), entries, strict=True):
        links = line.find_all("a", class_="r")
        assert len(links) == (1 if entry.figures["safety"].figure.lower is None else 3)
        for link in links:
            assert link["href"] == f"{entry.way}/2033/kvitteringer.html#{link['data-rows']}"
        loose = [
            text for text in line.find_all(string=re.compile(r"\d")) if not text.find_parent(["a", "svg"], class_=["r", "span"])
        ]
        assert all(text.find_parent(attrs={"data-no-rows": True}) for text in loose), loose


def test_counts_are_shown_without_any_order(entries, style):
    """How many reports there are depends on how many people there are."""
    side = BeautifulSoup(page("Mange", entries, style), "html.parser").find("section", id="crime")
    assert {line[-1] for line in rows_of(side.find("table"))} == {
        "Ingen plads: et antal afhænger af, hvor mange der bor i området."
    }
    assert not side.find("svg")


def test_a_hidden_figure_is_hidden_here_too(entries, style):
    """Its line stays, with the sign that it is hidden, no interval and no picture."""
    first, *others = entries
    compared = first.figures["safety"]
    row = replace(compared.figure.row, value=None, status="suppressed")
    hidden = replace(compared, figure=replace(compared.figure, row=row, lower=None, upper=None), value="..", interval="")
    soup = BeautifulSoup(page("Mange", [replace(first, figures={"safety": hidden}), *others], style), "html.parser")
    line = soup.find("section", id="safety").find("tbody").find("tr")
    assert line.find_all("td")[-1].get_text() == "Tallet er skjult for at beskytte små tal."
    assert not line.find("svg")


def test_one_that_failed_keeps_its_line(entries, style):
    """With the way to its book of before, where there is one; it has no figures and no targets."""
    soup = BeautifulSoup(page("Mange", [Absent("Et"), Absent("To", "../to/html"), *entries[:2]], style), "html.parser")
    first, second = (line.get_text(" ", strip=True) for line in soup.find("tbody").find_all("tr")[:2])
    assert first == "Et Bogen kunne ikke laves denne gang, og der er ingen fra før."
    assert second == "To Bogen kunne ikke laves denne gang. Her er den fra før."
    assert soup.find("tbody").find("a")["href"] == "../to/html/index.html"
    assert len(soup.find_all("details")) == len(rows_of(soup.find("section", id="safety").find("table"))) == 2
    assert page("Ingen", [Absent("Et")], style).count("<table") == 1


@pytest.mark.parametrize(
    ("values", "ends"),
    [((27, 62), (20, 70)), (("0.4", "0.5"), ("0.4", "0.5")), ((30, 30), (30, 31)), ((-3, 850), (-100, 900)), ((0, 0), (0, 1))],
)
def test_an_axis_has_round_ends_and_room_for_all(values, ends):
    """Whatever lies on it lies within the picture."""
    known = [Decimal(value) for value in values]
    axis = axis_of(known)
    assert axis.first <= known[0] <= known[1] <= axis.last
    assert all(0 <= axis.place(value) <= WIDTH for value in known)
    assert (axis.first, axis.last) == tuple(map(Decimal, ends))


@pytest.mark.parametrize(("count", "said"), [(1, "A"), (2, "A og B"), (4, "A, B, C og D"), (5, "A, B, C og 2 andre")])
def test_of_many_names_the_first_few_are_said(count, said):
    """And how many more there are, when that is more than one."""
    standing = Standing(of=9, refusal="overlap", overlaps=tuple(range(count)))
    expected = f"Ingen plads: intervallet overlapper {said}, så forskellen kan være tilfældig."
    assert order(standing, "ABCDEFGHI", language("da")).text == expected


def test_an_edition_with_nothing_in_it_has_no_zeros(books, style):
    """Nothing was measured there; and of verdicts that were not given it is said how many rest on hidden figures."""
    first, other = books
    empty = replace(other, targets="", figures={})
    soup = BeautifulSoup(page("Mange", [replace(first, hidden_count=2), empty], style), "html.parser")
    _, none = rows_of(soup.find("table"))
    assert none[2:] == ["Ingen mål eller tal i udgaven endnu"]
    assert "2022" in soup.find("footer").get_text()
    two, one = (
        BeautifulSoup(page("Mange", [first, last], style), "html.parser").get_text()
        for last in (replace(other, hidden_count=1), empty)
    )
    assert "heraf 1, fordi et tal er skjult" in two
    assert "Udgaverne er ikke fra samme år (2022 og 2033)" in two
    assert "Udgaverne er ikke" not in one
