"""The page kilder: the sources, what they lack, where they disagree, and every figure from a page."""

import pytest
from bs4 import BeautifulSoup

from analysis.display.chapters import kilder as sourcebook


def test_documents_stand_oldest_first_with_their_day_as_well_as_it_is_known(book):
    """A year, an estimate or a day."""
    rows = [[cell.text for cell in row] for row in sourcebook.table(book, "primary").rows]
    assert [row[0] for row in rows] == [
        "Aftale om Partnerskab for Amager 2013–2016",
        "Tryghedsplan for Amager Partnerskab 2013",
        "Tryghedsplan for Amager Partnerskab 2017",
        "Partnerskabsaftale 2017–2020, Amager Partnerskab",
        "Status på tryghed og kriminalitet for Amager Partnerskab (bilag 1)",
    ]
    assert [row[2] for row in rows][:3] == ["2013", "2013", "senest 6. december 2016 (anslået)"]
    assert rows[-1][2] == "24. maj 2022"


def test_pages_are_linked(book):
    """To where they were found, and only to the web."""
    links = [link["href"] for link in BeautifulSoup(sourcebook.table(book, "context")._repr_html_(), "html.parser").find_all("a")]
    assert len(links) == len(sourcebook.table(book, "context").rows)
    assert all(link.startswith("https://") for link in links)


def test_pictures_that_could_not_be_read_are_listed(book):
    """The three figures of the status among them."""
    missing = [[cell.text for cell in row] for row in sourcebook.missing(book).rows]
    assert ["Figur 3: borgervendt kriminalitet pr. 1.000 indbyggere (billede)", "Status 2022"] in missing


def test_a_disagreement_has_what_the_sources_say_and_what_the_book_does(book):
    """The fall of 18 % that cannot be made again comes first."""
    first = sourcebook.discrepancies(book, "high").items[0]
    assert first.heading.replace("\u00a0", " ") == "Faldet på 18 % kan ikke genskabes"
    assert [name for name, _ in first.facts] == ["Det gør bogen", "Kilder"]
    assert first.facts[1][1] == "Partnerskabsaftalen 2013–2016 og Partnerskabsaftalen 2017–2020"


def test_every_disagreement_is_shown_once(book):
    """In one of three groups."""
    shown = [item.heading for severity in ("high", "medium", "low") for item in sourcebook.discrepancies(book, severity).items]
    assert sorted(shown) == sorted(found.title for found in book.facts.discrepancies)


@pytest.mark.parametrize(
    "row",
    [
        ["Andel, der er utrygge i aften- og nattetimerne", "København", "2016", "18\u00a0%", "kk.dk 2017"],
        ["Borgervendt kriminalitet pr. 1.000 indbyggere", "København", "2020", "38", "kk.dk, nyhed"],
        ["Antal svar i Tryghedsundersøgelsen", "København", "2022", "3.596", "kk.dk 2022"],
    ],
)
def test_every_figure_from_a_page_is_named_with_its_page(book, row):
    """Also the one that contradicts a document."""
    assert row in [[cell.text for cell in cells] for cells in sourcebook.context(book).rows]


def test_no_figure_from_a_document_is_called_context(book):
    """Its sources are pages."""
    pages = {source.short for source in book.facts.sources.values() if source.role == "context"}
    assert {row[4].text for row in sourcebook.context(book).rows} <= pages
