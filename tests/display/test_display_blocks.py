"""The blocks of a page: an empty one shows nothing, a full one is escaped and accessible HTML."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from analysis.display import blocks
from analysis.display.blocks import (
    Answer,
    Answers,
    Figure,
    Flow,
    Fold,
    Link,
    Links,
    Profile,
    Profiles,
    Section,
    Stack,
    Step,
    Table,
    Text,
    cell,
)
from analysis.display.figures.style import Picture
from analysis.display.runs import NOTHING, Because, Shown, phrase
from analysis.indicators import Result

NASTY = "<script>alert('x')</script> & \"5\""
SAID = phrase(NASTY)
TABLE = Table(
    phrase("Anmeldelser"),
    tuple(map(phrase, ("Slags", "2020", "2021", "Vurdering"))),
    (
        (cell("Indbrud"), cell("11", numeric=True), cell("9", numeric=True), cell("Opfyldt", "sikkert", verdict="met")),
        (cell("Samlet", link="maal.html"), cell(), cell("9", numeric=True), cell()),
    ),
    (phrase("En note."),),
    frozenset({1}),
)
ROW = Result("2022.observed.x", 2022, "", "", "", "", 2022, "observed", None, "count", "ok", "published", ())
OTHER = Result("2022.observed.y", 2022, "", "", "", "", 2022, "observed", None, "count", "ok", "published", ())
PICTURE = Picture('<svg><path class="wide"/></svg>', '<svg><path class="narrow"/></svg>')
WORDS = {key: phrase(key) for key in ("csv", "svg", "link", "behind")}
FIGURE = Figure("tal", phrase("Færre"), phrase("Antal."), phrase("Fra 11 til 9."), PICTURE, (ROW, OTHER), (TABLE,), WORDS)
EMPTY = [
    Table(phrase("x"), (phrase("a"),)),
    Text(()),
    Links(()),
    Figure("x", phrase("x")),
    Answers(()),
    Profiles(()),
    Flow(phrase("x")),
    Stack(()),
    Stack((Text(()), Stack(()))),
    Section("x", phrase("En overskrift"), (Text(()), Fold(phrase("y"), (Text(()),)))),
    Fold(phrase("En fold"), (Text(()),)),
]


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
    Text((phrase("Et afsnit."),))._ipython_display_()
    (bundle,) = published
    assert bundle["text/html"].strip() == "<p>Et afsnit.</p>"
    assert bundle["text/plain"] == "Et afsnit."


@pytest.mark.parametrize(
    "block",
    [
        Table(SAID, (SAID,), ((cell(SAID, SAID, verdict="met"),), (cell(SAID, link=f"a.html?{NASTY}"),)), (SAID,)),
        Table(SAID, (SAID,), ((cell(SAID),),), groups={0: SAID}),
        Text((SAID,)),
        Text((SAID,), bullets=True),
        Text((SAID,), note=True),
        Text((SAID,), lead=True),
        Links((Link(f"a.html?{NASTY}", SAID),)),
        Figure("x", SAID, SAID, SAID, PICTURE, (), (Text((SAID,)),), dict.fromkeys(WORDS, SAID)),
        Section("x", SAID, (Text((SAID,)),)),
        Fold(SAID, (Text((SAID,)),)),
        Answers((Answer(SAID, SAID, (SAID,), Link(f"a.html?{NASTY}", SAID)),)),
        Profiles((Profile("x", SAID, (cell(SAID, SAID),), (SAID,), ((SAID, SAID),)),)),
        Flow(SAID, (Step(SAID, ((SAID, (Link("", SAID), Link(f"a.html?{NASTY}", SAID))),)),)),
    ],
    ids=lambda b: type(b).__name__,
)
def test_everything_put_into_a_block_is_escaped(block):
    """Whatever a data file says, the page runs nothing of it and shows it to the letter."""
    page = soup(block)
    assert page.find("script") is None
    assert NASTY in page.get_text()
    assert not [name for node in page.select("*") for name in node.attrs if name.startswith("on")]


@pytest.mark.parametrize("run", [NASTY, Because(NASTY, "quoted"), Shown((ROW,), NASTY), Shown((), NASTY)], ids=str)
def test_every_kind_of_run_is_escaped(run):
    """Words, text with a reason, and what is shown of a row."""
    page = soup(Text((phrase(run),)))
    assert page.find("script") is None
    assert page.get_text().strip() == NASTY


def test_what_is_shown_of_rows_leads_to_its_receipt():
    """A link that names every row and leads to the first one's receipt."""
    (link,) = soup(Text((phrase("Der var ", Shown((ROW, OTHER), "færre"), "."),))).find_all("a")
    assert (link.get_text(), link["data-rows"].split()) == ("færre", [ROW.id, OTHER.id])
    assert link["href"] == f"kvitteringer.html#{ROW.id}"


def test_digits_without_row_say_why_and_words_need_not():
    """A year is a year."""
    page = soup(Text((phrase("I ", Because("2022", "year"), " i ", Because("byen", "name")),)))
    assert [(node.get_text(), node["data-no-rows"]) for node in page.find_all(attrs={"data-no-rows": True})] == [("2022", "year")]


def test_a_link_around_a_value_lets_the_value_keep_its_own():
    """No link lies within another; each run leads where it belongs."""
    table = Table(NOTHING, (NOTHING,), ((cell(phrase("Se ", Shown((ROW,), "9")), link="a.html"),),))
    links = soup(table).find_all("a")
    assert [(link.get_text(), link["href"].partition("#")[0]) for link in links] == [("Se ", "a.html"), ("9", "kvitteringer.html")]
    assert not [link for link in links if link.find("a")]


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


def test_a_head_can_stand_before_a_group_of_rows():
    """It names the rows below it, over the width of the table."""
    page = soup(replace(TABLE, groups={1: phrase("I alt")}))
    (head,) = page.select("tr.group th")
    assert (head.get_text(), head["scope"], head["colspan"]) == ("I alt", "rowgroup", "4")
    assert [row.th.get_text() for row in page.select("tbody tr")] == ["Indbrud", "I alt", "Samlet"]


def test_a_row_can_have_a_place_in_the_page():
    """For links to it."""
    page = soup(Table(NOTHING, (NOTHING,), ((replace(cell("Café"), name="aktivitet-cafe"),),)))
    assert page.select_one("tbody th")["id"] == "aktivitet-cafe"


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


def test_a_figure_has_title_measure_description_and_its_numbers():
    """The title says what it shows; the description is for everybody, and the figure is tied to both."""
    page = soup(FIGURE)
    assert page.figure["id"] == "figur-tal"
    assert page.find(id=page.figure["aria-labelledby"]).get_text() == "Færre"
    assert page.find(id=page.figure["aria-describedby"]).get_text() == "Fra 11 til 9."
    assert page.select_one("figcaption .figure-subtitle").get_text() == "Antal."
    assert page.select_one("details.behind table caption").get_text() == "Anmeldelser"


def test_a_figure_is_there_for_a_wide_page_and_for_a_phone():
    """The page shows one of them."""
    page = soup(FIGURE)
    assert page.select_one(".figure-wide path")["class"] == ["wide"]
    assert page.select_one(".figure-narrow path")["class"] == ["narrow"]


def test_a_figure_says_which_rows_it_draws_and_where_they_can_be_had():
    """All their ids, files named after the figure, and a link to itself."""
    page = soup(FIGURE)
    assert page.figure["data-drawn"].split() == [ROW.id, OTHER.id]
    assert [link["href"] for link in page.select(".tools a")] == ["hent/tal.csv", "hent/tal.svg", "#figur-tal"]


def test_a_figure_as_text_has_what_stands_behind_it():
    """Title, measure, description, and the table."""
    assert repr(FIGURE).splitlines()[:4] == ["Færre", "Antal.", "Fra 11 til 9.", "Anmeldelser"]


def test_a_section_has_its_place_and_its_heading():
    """The empty blocks are left out."""
    page = soup(Section("utryg", phrase("17 % er utrygge"), (Text((phrase("a"),)), Text(()), TABLE)))
    assert page.section["id"] == "utryg"
    assert page.section.h2.get_text() == "17 % er utrygge"
    assert [node.name for node in page.section.find_all(recursive=False)] == ["h2", "p", "table", "p"]


def test_a_fold_is_closed_under_its_summary():
    """The reader opens it; nothing of it is lost without script."""
    page = soup(Fold(phrase("Tallene bag"), (TABLE,)))
    assert "open" not in page.details.attrs
    assert page.summary.get_text() == "Tallene bag"
    assert page.details.table is not None


def test_an_answer_has_its_question_how_sure_it_is_and_a_way_to_more():
    """The question and the answer are one heading."""
    answer = Answer(phrase("Er vi tryggere?"), phrase("På niveau"), (phrase("a"), phrase("b")), Link("t.html", phrase("Mere")))
    page = soup(Answers((answer,)))
    assert page.h2.get_text() == "Er vi tryggere? På niveau"
    assert page.select_one("h2 .says").get_text() == "På niveau"
    assert [line.get_text() for line in page.find_all("p")] == ["a", "b", "Mere"]
    assert page.a["href"] == "t.html"
    assert repr(Answers((answer,))) == "Er vi tryggere? På niveau a b"


def test_a_flow_is_steps_of_text_with_links():
    """What has no place to lead to is no link."""
    steps = (
        Step(phrase("Aktiviteter"), ((phrase("Byrum"), (Link("#lys", phrase("Lys")), Link("", phrase("Café")))),)),
        Step(phrase("Virkning"), ((NOTHING, ()),)),
    )
    page = soup(Flow(phrase("Sådan virker det"), steps))
    assert page.div["aria-label"] == "Sådan virker det"
    assert [step.h3.get_text() for step in page.select(".flow-step")] == ["Aktiviteter", "Virkning"]
    assert [item.get_text() for item in page.find_all("li")] == ["Lys", "Café"]
    assert [link["href"] for link in page.find_all("a")] == ["#lys"]


def test_bullets_are_a_list_and_paragraphs_are_not():
    """Sentences of equal weight are list items."""
    assert [item.get_text() for item in soup(Text((phrase("a"), phrase("b")), bullets=True)).select("ul li")] == ["a", "b"]
    assert [item.get_text() for item in soup(Text((phrase("a"), phrase("b")))).select("p")] == ["a", "b"]


def test_a_stack_leaves_out_its_empty_blocks():
    """In HTML and in text."""
    stack = Stack((Text((phrase("a"),)), Text(()), Stack((Text((phrase("b"),)),))))
    assert repr(stack) == "a\n\nb"
    assert [item.get_text() for item in soup(stack).select("p")] == ["a", "b"]


def test_a_profile_is_folded_under_its_heading_and_has_badges_words_and_facts():
    """An activity half-way through the year; its place in the page is its name."""
    said = (phrase("Det går godt."),)
    profile = Profile("cafe", phrase("1. Café"), (cell("Ja", "Som planlagt"),), said, ((phrase("Ansvarlig"), phrase("3B")),))
    page = soup(Profiles((profile,)))
    assert page.details["id"] == "cafe"
    assert page.summary.get_text().startswith("1. Café")
    assert page.select_one("summary .badge").get_text() == "Som planlagt: Ja"
    assert (page.p.get_text(), page.dt.get_text(), page.dd.get_text()) == ("Det går godt.", "Ansvarlig", "3B")


def test_ways_to_other_pages_are_a_list():
    """Each with its address."""
    page = soup(Links((Link("a.html", phrase("A")), Link("#b", phrase("B")))))
    assert [(link.get_text(), link["href"]) for link in page.select("li a")] == [("A", "a.html"), ("B", "#b")]
