"""The page kilder: the sources, what they lack, where they disagree, and every figure from a page."""

import pytest
from bs4 import BeautifulSoup
from walking import blocks_of, rows_in, section_in, table_in, texts

from analysis.display.blocks import Fold, Links, Profiles, Section, Stack
from analysis.display.chapters import kilder


def test_documents_stand_oldest_first(book):
    """Every document once, by its title; the last day that it can be of decides."""
    found = [row[0] for row in texts(kilder.table(book, "primary"))]
    days = {source.title: source.published for source in book.facts.sources.values() if source.role == "primary"}
    assert sorted(found) == sorted(days)
    assert [days[title] for title in found] == sorted(days.values())


@pytest.mark.parametrize(
    ("precision", "said"),
    [("day", "24. maj 2022"), ("year", "2022"), ("estimated", "senest 24. maj 2022 (anslået)")],
)
def test_a_day_is_said_as_well_as_it_is_known(book, precision, said):
    """A day, only a year, or an estimate."""
    source = book.facts.sources["status-2022"].model_copy(update={"precision": precision})
    assert kilder.published(book, source).text == said


def test_pages_are_linked(book):
    """To where they were found, and only to the web."""
    links = [link["href"] for link in BeautifulSoup(kilder.table(book, "context")._repr_html_(), "html.parser").find_all("a")]
    assert len(links) == len(kilder.table(book, "context").rows)
    assert all(link.startswith("https://") for link in links)


def test_what_a_document_lacked_is_listed_with_the_document(book):
    """Each thing once."""
    wanted = [[what, source.short] for source in book.facts.sources.values() for what in source.missing]
    assert texts(kilder.missing(book)) == wanted
    assert wanted


def test_a_disagreement_has_what_the_sources_say_and_what_the_book_does(book):
    """Title, text, decision and the sources that it is about."""
    found = next(d for d in book.facts.discrepancies if d.severity == "high")
    shown = kilder.discrepancies(book, "high").items[0]
    assert (shown.heading.text, shown.paragraphs[0].text) == (found.title, found.text)
    assert shown.facts[0][1].text == found.decision
    assert all(
        book.facts.sources[source].short in shown.facts[1][1].text for source in found.sources if source in book.facts.sources
    )


def test_every_disagreement_is_shown_once(book):
    """In one of three groups."""
    shown = [item.heading.text for severity in ("high", "medium", "low") for item in kilder.discrepancies(book, severity).items]
    assert sorted(shown) == sorted(found.title for found in book.facts.discrepancies)


def test_the_page_is_in_parts_that_can_be_found(book):
    """Every part of the contents is there, under its place and its words, in that order."""
    (contents,) = blocks_of(kilder.contents(book), Links)
    page = Stack((kilder.documents(book), kilder.pages(book), kilder.disagreements(book), kilder.figures(book)))
    sections = blocks_of(page, Section)
    assert [link.to for link in contents.links] == [f"#{section.name}" for section in sections]
    assert [link.text for link in contents.links] == [section.heading for section in sections]


def test_a_part_that_holds_nothing_is_not_in_the_contents(mini_facts, view_of):
    """The invented partnership has one disagreement, of the first kind, and one figure from a page."""
    view = view_of(mini_facts, 2033)
    assert [link.to for link in kilder.contents(view).links] == ["#dokumenter", "#hjemmesider", "#uoverensstemmelser-high", "#tal"]


def test_long_lists_are_folded(book):
    """What could not be had, every disagreement, and all figures from pages."""
    missing, figures = kilder.documents(book), kilder.figures(book)
    assert [fold.summary for fold in blocks_of(missing, Fold)] == [kilder.missing(book).caption]
    assert table_in(blocks_of(figures, Fold)[0]) == kilder.context(book)
    assert [profiles.items for profiles in blocks_of(kilder.disagreements(book), Profiles)] == [
        items for severity in ("high", "medium", "low") if (items := kilder.discrepancies(book, severity).items)
    ]


def test_a_disagreement_has_a_place_of_its_own(book):
    """Its id in the data, which a link can lead to."""
    names = [item.name for profiles in blocks_of(kilder.disagreements(book), Profiles) for item in profiles.items]
    assert sorted(names) == sorted(found.id for found in book.facts.discrepancies)
    assert section_in(kilder.disagreements(book), "uoverensstemmelser-high")


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        ({"indicator": "utryg_aften_nat", "geography": "koebenhavn", "year": 2016, "flags": ("contradicts",)}, "18\u00a0%"),
        ({"indicator": "borgervendt_pr_1000", "geography": "koebenhavn", "year": 2020}, "38"),
        ({"unit": "count", "geography": "koebenhavn", "year": 2022, "value": 3596}, "3.596"),
    ],
)
def test_every_figure_from_a_page_is_named_with_its_page(book, wanted, written):
    """Also the one that contradicts a document."""
    table = kilder.context(book)
    row = next(r for r in rows_in(table) if all(getattr(r, field) == value for field, value in wanted.items()))
    cells = next(cells for cells in table.rows if row in cells[3].text.rows)
    assert cells[3].text.text == written
    assert cells[4].text.text == book.sources([row]).text


def test_no_figure_from_a_document_is_called_context(book):
    """The first source of each is a page."""
    assert {book.facts.sources[row.inputs[0].source].role for row in rows_in(kilder.context(book))} == {"context"}
