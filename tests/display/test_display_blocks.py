"""The blocks of a page: an empty one shows nothing, a full one is escaped and accessible HTML."""

import pytest
from bs4 import BeautifulSoup

from analysis.display import blocks
from analysis.display.blocks import Card, CardGroup, Cards, Figure, Profile, Profiles, Stack, Table, Text, cell
from analysis.display.runs import Because, Phrase, Shown, phrase
from analysis.indicators import Result

ROW = Result("x", 2022, "", "", "", "", 2022, "observed", None, "count", "ok", "published", ())
NASTY = "<script>alert('x')</script> & \"5\""


def said(*texts):
    return tuple(map(phrase, texts))


TABLE = Table(
    phrase("Anmeldelser"),
    said("Slags", "2020", "2021", "Vurdering"),
    (
        (cell("Indbrud"), cell("11", numeric=True), cell("9", numeric=True), cell("Opfyldt", "sikkert", verdict="met")),
        (cell("Samlet", link="maal.html"), cell(), cell("9", numeric=True), cell()),
    ),
    said("En note."),
    frozenset({1}),
)
EMPTY = [
    Table(phrase("x"), said("a")),
    Text(),
    Figure(phrase("x"), phrase("y")),
    Cards(),
    Profiles(),
    Stack(),
    Stack((Text(), Stack())),
]
PROFILE = Profile(phrase("1. Café"), (cell("Ja", "Som planlagt"),), said("Det går godt."), (said("Ansvarlig", "3B"),))
CARDS = Cards(
    (
        CardGroup(
            phrase("Udgaver"),
            (Card("2022/resume.html", phrase("Status 2022")), Card("2021/resume.html", phrase("Status 2021"), phrase("den før"))),
        ),
    )
)


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
    Text(said("Et afsnit."))._ipython_display_()
    (bundle,) = published
    assert bundle["text/html"].strip() == "<p>Et afsnit.</p>"
    assert bundle["text/plain"] == "Et afsnit."


RUNS = {"plain": lambda text: text, "shown": lambda text: Shown((ROW,), text), "because": lambda text: Because(text, "name")}
BLOCKS = {
    "table": lambda one: Table(
        one, (one,), ((cell(one, one, verdict="met"),), (cell(one, link=f"a.html?{NASTY}"),)), (one,), frozenset({0})
    ),
    "text": lambda one: Text((one,)),
    "bullets": lambda one: Text((one,), bullets=True),
    "note": lambda one: Text((one,), note=True),
    "figure": lambda one: Figure(one, one, "<svg></svg>"),
    "cards": lambda one: Cards((CardGroup(one, (Card(f"a.html?{NASTY}", one, one),)),)),
    "profiles": lambda one: Profiles((Profile(one, (cell(one, one),), (one,), ((one, one),)),)),
    "stack": lambda one: Stack((Text((one,)), Figure(one, one, "<svg></svg>"))),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("block", BLOCKS)
def test_everything_put_into_a_block_is_escaped(block, run):
    """Whatever a data file says, in text and in attributes, the page runs nothing of it and shows it to the letter."""
    page = soup(BLOCKS[block](Phrase((RUNS[run](NASTY),))))
    assert page.find("script") is None
    assert NASTY in page.get_text()
    known = {"class", "scope", "role", "tabindex", "aria-label", "href", "data-rows", "data-no-rows"}
    assert {name for tag in page.find_all() for name in tag.attrs} <= known
    assert all(NASTY in tag["aria-label"] for tag in page.find_all(attrs={"aria-label": True}))
    assert {link["href"] for link in page.find_all("a")} <= {f"a.html?{NASTY}", "kvitteringer.html#x"}


@pytest.mark.parametrize("run", RUNS)
def test_every_kind_of_run_is_written(run):
    """A phrase of several runs is one text."""
    page = soup(Text((phrase("a ", RUNS[run]("5"), " b"),)))
    assert page.get_text().strip() == "a 5 b"


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
    page = soup(Figure(*said("Anmeldelser", "Fra 11 til 9."), "<svg><path/></svg>"))
    assert page.find(attrs={"role": "img"})["aria-label"] == "Fra 11 til 9."
    assert page.figcaption.get_text() == "Anmeldelser"
    assert page.svg.path is not None


def test_bullets_are_a_list_and_paragraphs_are_not():
    """Sentences of equal weight are list items."""
    assert [item.get_text() for item in soup(Text(said("a", "b"), bullets=True)).select("ul li")] == ["a", "b"]
    assert [item.get_text() for item in soup(Text(said("a", "b"))).select("p")] == ["a", "b"]


def test_a_stack_leaves_out_its_empty_blocks():
    """In HTML and in text."""
    stack = Stack((Text(said("a")), Text(), Stack((Text(said("b")),))))
    assert repr(stack) == "a\n\nb"
    assert [item.get_text() for item in soup(stack).select("p")] == ["a", "b"]


def test_a_profile_has_heading_badges_words_and_facts():
    """An activity half-way through the year."""
    page = soup(Profiles((PROFILE,)))
    assert page.h3.get_text() == "1. Café"
    assert page.select_one(".statusbog-badge").get_text() == "Som planlagt: Ja"
    assert (page.dt.get_text(), page.dd.get_text()) == ("Ansvarlig", "3B")


def test_cards_are_links_in_groups():
    """With a line each, where there is one."""
    page = soup(CARDS)
    assert [link["href"] for link in page.select("h3 + div a")] == ["2022/resume.html", "2021/resume.html"]
    assert [line.get_text() for line in page.select("span.second")] == ["den før"]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Profiles((PROFILE,)), "1. Café: Det går godt."),
        (CARDS, "Udgaver: Status 2022, Status 2021"),
        (Figure(*said("Anmeldelser", "Fra 11 til 9."), "<svg/>"), "Anmeldelser\nFra 11 til 9."),
    ],
)
def test_a_block_as_text_says_what_it_shows(block, text):
    """For a reader without HTML, and for a comparison of two builds."""
    assert repr(block) == text


def test_what_comes_from_rows_leads_to_its_receipt_and_other_digits_say_why():
    """Each in markup of its own; words without digits are words."""
    page = soup(Text((phrase("I ", Because("2022", "year"), " var ", Shown((ROW,), "17 %"), " i ", Because("Byen", "name")),)))
    assert (page.a["data-rows"], page.a["href"], page.a.get_text()) == ("x", "kvitteringer.html#x", "17 %")
    assert [(span["data-no-rows"], span.get_text()) for span in page.find_all("span")] == [("year", "2022")]
    assert page.p.get_text() == "I 2022 var 17 % i Byen"


def test_a_link_in_a_cell_holds_no_other_link():
    """A number in it keeps its own way to its receipt."""
    table = Table(phrase("x"), said("a"), ((cell(phrase("Se ", Shown((ROW,), "17")), link="maal.html"),),))
    assert [(link["href"], link.get_text()) for link in soup(table).find_all("a")] == [
        ("maal.html", "Se "),
        ("kvitteringer.html#x", "17"),
    ]
