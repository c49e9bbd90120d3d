"""The blocks of a page: an empty one shows nothing, a full one is escaped and accessible HTML."""

import pytest
from bs4 import BeautifulSoup

from analysis.display import blocks
from analysis.display.blocks import Cards, Cell, Figure, Profile, Profiles, Stack, Table, Text

NASTY = "<script>alert('x')</script> & \"5\""
TABLE = Table(
    "Anmeldelser",
    ("Slags", "2020", "2021", "Vurdering"),
    (
        (Cell("Indbrud"), Cell("11", numeric=True), Cell("9", numeric=True), Cell("Opfyldt", second="sikkert", verdict="met")),
        (Cell("Samlet", link="maal.html"), Cell("", numeric=False), Cell("9", numeric=True), Cell("")),
    ),
    ("En note.",),
    frozenset({1}),
)
EMPTY = [Table("x", ("a",), ()), Text(()), Figure("x", "y", ""), Cards(()), Profiles(()), Stack(()), Stack((Text(()), Stack(())))]


@pytest.fixture
def published(monkeypatch):
    """What blocks publish to the notebook, instead of to a notebook."""
    found = []
    monkeypatch.setattr(blocks, "publish_display_data", found.append)
    return found


def soup(block):
    return BeautifulSoup(block._repr_html_(), "html.parser")


@pytest.mark.parametrize("block", EMPTY, ids=lambda b: type(b).__name__)
def test_an_empty_block_shows_nothing(published, block):
    """Nothing is published, so the page has no trace of it."""
    block._ipython_display_()
    assert not block
    assert published == []


def test_a_full_block_is_published_as_html_and_as_text(published):
    """The text is what a reader without HTML gets."""
    Text(("Et afsnit.",))._ipython_display_()
    (bundle,) = published
    assert bundle["text/html"].strip() == "<p>Et afsnit.</p>"
    assert bundle["text/plain"] == "Et afsnit."


@pytest.mark.parametrize(
    "block",
    [
        Table(NASTY, (NASTY,), ((Cell(NASTY, second=NASTY, verdict="met"),), (Cell(NASTY, link=f"a.html?{NASTY}"),)), (NASTY,)),
        Text((NASTY,)),
        Text((NASTY,), bullets=True),
        Text((NASTY,), note=True),
        Figure(NASTY, NASTY, "<svg></svg>"),
        Cards(((NASTY, ((NASTY, NASTY, NASTY),)),)),
        Profiles((Profile(NASTY, (Cell(NASTY, second=NASTY),), (NASTY,), ((NASTY, NASTY),)),)),
    ],
    ids=lambda b: type(b).__name__,
)
def test_everything_put_into_a_block_is_escaped(block):
    """Whatever a data file says, the page runs nothing of it and shows it to the letter."""
    page = soup(block)
    assert page.find("script") is None
    assert NASTY in page.get_text()


def test_a_table_has_a_caption_and_heads_for_columns_and_rows():
    """So that a screen reader can say what a number is about."""
    page = soup(TABLE)
    assert page.caption.get_text() == "Anmeldelser"
    assert [head.get_text() for head in page.select("thead th[scope=col]")] == ["Slags", "2020", "2021", "Vurdering"]
    assert [head.get_text() for head in page.select("tbody th[scope=row]")] == ["Indbrud", "Samlet"]
    assert len(page.find_all("th")) == 6


def test_numbers_stand_to_the_right_under_a_head_that_does_too():
    """A column is numeric when all its filled cells are."""
    page = soup(TABLE)
    assert [head.get("class") for head in page.select("thead th")] == [None, ["num"], ["num"], None]
    assert [cell.get_text() for cell in page.select("tbody td.num")] == ["11", "9", "9"]


def test_a_table_shows_verdict_second_line_link_sum_and_note():
    """Each in markup of its own."""
    page = soup(TABLE)
    assert page.select_one("span.verdict.verdict-met").get_text() == "Opfyldt"
    assert page.select_one("span.second").get_text() == "sikkert"
    assert page.select_one("th a")["href"] == "maal.html"
    assert page.select_one("tr.sum th").get_text() == "Samlet"
    assert page.select_one("p.statusbog-note").get_text() == "En note."


def test_a_table_as_text_has_everything_too():
    """Caption, heads, rows with second lines, notes."""
    assert repr(TABLE).splitlines() == [
        "Anmeldelser",
        "Slags | 2020 | 2021 | Vurdering",
        "Indbrud | 11 | 9 | Opfyldt (sikkert)",
        "Samlet |  | 9 | ",
        "En note.",
    ]


def test_a_figure_is_an_image_with_a_description_and_a_caption():
    """The description stands for the picture; the caption is for all."""
    page = soup(Figure("Anmeldelser", "Fra 11 til 9.", "<svg><path/></svg>"))
    assert page.find(attrs={"role": "img"})["aria-label"] == "Fra 11 til 9."
    assert page.figcaption.get_text() == "Anmeldelser"
    assert page.svg.path is not None


def test_bullets_are_a_list_and_paragraphs_are_not():
    """Sentences of equal weight are list items."""
    assert [item.get_text() for item in soup(Text(("a", "b"), bullets=True)).select("ul li")] == ["a", "b"]
    assert [item.get_text() for item in soup(Text(("a", "b"))).select("p")] == ["a", "b"]


def test_a_stack_leaves_out_its_empty_blocks():
    """In HTML and in text."""
    stack = Stack((Text(("a",)), Text(()), Stack((Text(("b",)),))))
    assert repr(stack) == "a\n\nb"
    assert [item.get_text() for item in soup(stack).select("p")] == ["a", "b"]


def test_a_profile_has_heading_badges_words_and_facts():
    """An activity half-way through the year."""
    profile = Profile("1. Café", (Cell("Ja", second="Som planlagt"),), ("Det går godt.",), (("Ansvarlig", "3B"),))
    page = soup(Profiles((profile,)))
    assert page.h3.get_text() == "1. Café"
    assert page.select_one(".statusbog-badge").get_text() == "Som planlagt: Ja"
    assert (page.dt.get_text(), page.dd.get_text()) == ("Ansvarlig", "3B")


def test_cards_are_links_in_groups():
    """With a line each, where there is one."""
    page = soup(Cards((("Udgaver", (("Status 2022", "", "2022/resume.html"), ("Status 2021", "den før", "2021/resume.html"))),)))
    assert [link["href"] for link in page.select("h3 + div a")] == ["2022/resume.html", "2021/resume.html"]
    assert [line.get_text() for line in page.select("span.second")] == ["den før"]
