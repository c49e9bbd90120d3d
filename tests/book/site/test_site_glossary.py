"""Terms lead to the glossary where a chapter first uses them, and nothing else does."""

import re

import pytest

from analysis.book.site.across.glossary import GLOSSARY, Terms, with_terms
from analysis.book.site.search import Rules
from analysis.display.language.language import language

RULES = Rules(language("da").group("search"))
PAGE = (
    "<!--side--><table><tbody><tr><td><p><strong>anmeldelse</strong></p></td><td>En sag.</td></tr>"
    "<tr><td><p><strong>indsatsområde</strong></p></td><td>Et emne.</td></tr>"
    "<tr><td><strong>ekstraordinær aktivering</strong></td><td>En gang.</td></tr>"
    "<tr><td><strong>p-værdi</strong></td><td>En chance.</td></tr>"
    "<tr><td>forhold</td><td>Uden fed: ikke et link.</td></tr></tbody></table><!--/side-->"
)


@pytest.fixture
def terms():
    found = Terms(RULES)
    found.named(PAGE)
    return found


def links_in(html):
    """The links to the glossary, as their places and their texts."""
    return re.findall(r'<a class="term" href="g\.html#([^"]+)">([^<]+)</a>', html)


def test_each_term_in_bold_gets_a_place_of_plain_letters():
    """And no other row; a place has no space and no letter that an address would write otherwise."""
    page = Terms(RULES).named(PAGE)
    assert re.findall(r'<strong id="([^"]+)">', page) == [
        "ord-anmeldelse",
        "ord-indsatsomraade",
        "ord-ekstraordinaer-aktivering",
        "ord-p-vaerdi",
    ]


def test_a_sign_is_no_term_and_a_term_that_stands_twice_has_one_place():
    """No place stands on the page twice, whatever a partnership writes in its glossary."""
    rows = "".join(f"<tr><td><strong>{word}</strong></td></tr>" for word in ("+", "–", "anmeldelse", "Anmeldelser"))
    assert re.findall(r'id="([^"]+)"', Terms(RULES).named(rows)) == ["ord-anmeldelse"]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Antallet af anmeldelser faldt.", ["anmeldelser"]),
        ("Anmeldelserne faldt, og en anmeldelse er en sag.", ["Anmeldelserne"]),
        ("Et af indsatsområderne.", ["indsatsområderne"]),
        ("En ekstraordinær\u00a0aktivering.", ["ekstraordinær\u00a0aktivering"]),
        ("Alle ekstraordinære aktiveringer.", ["ekstraordinære aktiveringer"]),
        ("En p-værdi.", ["p-værdi"]),
        ("Ekstraordinær. Aktivering.", []),
        ("En SSP-anmeldelse og et anmeldelsestal.", []),
        ("I forhold til.", []),
        ("", []),
    ],
)
def test_a_form_of_a_term_is_a_use_of_it_and_a_part_of_a_word_is_not(terms, text, linked):
    assert [said for _, said in links_in(terms.linked(f"<p>{text}</p>", "g.html"))] == linked


@pytest.mark.parametrize("tag", ["h2", "a", "table", "svg", "code", "summary", "figure"])
def test_what_is_something_else_already_is_left_alone(terms, tag):
    """The first use in running text counts, after it too."""
    html = f"<{tag}><b>anmeldelse</b></{tag}><p>anmeldelse <br>og anmeldelse</p>"
    assert links_in(terms.linked(html, "g.html")) == [("ord-anmeldelse", "anmeldelse")]
    assert terms.linked(html, "g.html").startswith(f"<{tag}><b>anmeldelse</b></{tag}>")


def test_only_chapters_are_linked_each_with_its_own_way():
    """Not the pages about the book; not what stands around a page's text."""
    chapter = "<title>anmeldelse</title><!--side--><p>anmeldelse</p><!--/side--><footer>anmeldelse</footer>"
    pages = {GLOSSARY: PAGE, "om/metode": chapter, "2022/tryghed": chapter, "maal": chapter}
    found = dict(with_terms(pages, ("2022/tryghed", "maal", "om/metode", GLOSSARY), RULES))
    assert set(found) == {GLOSSARY, "2022/tryghed", "maal"}
    for page, way in (("2022/tryghed", "../om/ordliste.html"), ("maal", "om/ordliste.html")):
        assert found[page] == chapter.replace("<p>anmeldelse", f'<p><a class="term" href="{way}#ord-anmeldelse">anmeldelse</a>')


def test_a_book_without_a_glossary_has_no_terms():
    assert list(with_terms({"maal": "<!--side--><p>anmeldelse</p><!--/side-->"}, ("maal",), RULES)) == []
