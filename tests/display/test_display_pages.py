"""Every page of every edition, of the book and of an invented partnership: each of its blocks can be shown, and what it shows is accessible Danish HTML."""

import re
from itertools import chain, product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.display.blocks import Block

NOTEBOOKS = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "notebooks").glob("*.md")}
OF_EDITIONS = sorted(name for name, text in NOTEBOOKS.items() if "scope: edition" in text)
OTHERS = sorted(set(NOTEBOOKS) - set(OF_EDITIONS))
DAYS = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")


@pytest.fixture(scope="module", params=product(("own", "mini", "broad"), sorted(NOTEBOOKS)), ids="-".join)
def pages(request, pages_of):
    """What a notebook's cells show, by edition."""
    return pages_of(*request.param)


@pytest.fixture(scope="module")
def soups(pages):
    """The same as one document for each edition."""
    return {
        year: BeautifulSoup("\n".join(block._repr_html_() for block in blocks if block), "html.parser")
        for year, blocks in pages.items()
    }


def test_there_is_a_page_for_each_chapter_of_the_contract():
    """Their names are the book's addresses and never change."""
    assert set(OF_EDITIONS) >= {"resume", "tryghed", "kriminalitet", "samarbejde", "tryghedsplan", "midtvejsstatus"}
    assert set(OTHERS) >= {"index", "udvikling", "maal", "oekonomi", "kilder"}


def test_every_block_can_be_shown(pages):
    """As HTML and as text, in editions with and without figures for it."""
    assert all(pages.values())
    for block in chain.from_iterable(pages.values()):
        assert isinstance(block, Block)
        assert isinstance(repr(block), str)
        assert not block or block._repr_html_().strip()


def test_nothing_of_the_machinery_shows(soups):
    """No placeholder, no name of a type, no key of a definition."""
    for page in soups.values():
        said = page.get_text(" ")
        assert not re.search(r"\{[a-z_]*\}", said)
        for word in ("None", "nan", "Decimal", "not_stated", "not_decided", "not_met", "partnerskab-20", "aftale-20"):
            assert not re.search(rf"\b{word}\b", said), word


def test_a_percentage_never_stands_alone_on_a_line(soups):
    """Between number and sign is a no-break space, in generated text and in definitions; in a picture no line breaks."""
    for page in soups.values():
        said = " ".join(text for text in page.find_all(string=True) if not text.find_parent("svg"))
        assert re.findall(r"\w+ ?%", said.replace("\u00a0", "!")) == []


def test_numbers_are_danish(soups):
    """No decimal point, and a real minus before a number."""
    for page in soups.values():
        said = DAYS.sub("", page.get_text(" "))
        assert re.findall(r"\d\.\d(?!\d\d)", said) == []
        assert re.findall(r"(?<![\d\w])-\d", said) == []


def test_tables_can_be_heard(soups):
    """Each has a caption, heads with scope, and as many cells in a row as heads."""
    for page in soups.values():
        for table in page.find_all("table"):
            assert table.caption.get_text(strip=True)
            assert {head.get("scope") for head in table.find_all("th")} <= {"col", "row", "rowgroup"}
            heads = len(table.select("thead th"))
            rows = table.select("tbody tr:not(.group)")
            assert {len(row.find_all(["th", "td"])) for row in rows} == {heads}
            groups = [head for row in table.select("tbody tr.group") for head in row.find_all(["th", "td"])]
            assert all(head["scope"] == "rowgroup" and int(head["colspan"]) == heads for head in groups)


def test_pictures_have_words(soups):
    """Each has a title and a description on the page; the two drawings themselves are hidden from a screen reader."""
    for page in soups.values():
        for figure in page.find_all("figure"):
            for attribute in ("aria-labelledby", "aria-describedby"):
                assert figure.find(id=figure[attribute]).get_text(strip=True)
            drawings = figure.find_all("svg")
            assert len(drawings) == 2
            assert {svg["aria-hidden"] for svg in drawings} == {"true"}


def test_a_page_fetches_nothing_and_runs_nothing(soups):
    """The only addresses are links for a reader to follow."""
    for page in soups.values():
        assert page.find_all(["script", "style", "link", "img", "iframe", "image"]) == []
        assert [tag for tag in page.find_all() if any(name.startswith("on") or name == "src" for name in tag.attrs)] == []
