"""The sign of a hidden figure is explained on each page that shows it, outside what is folded."""

import pytest

from analysis.book.site.across.hidden import with_signs_explained
from analysis.book.site.markup import before_block
from analysis.display.language.language import language

SIGN = '<a class="r" href="#x">..</a>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<h1>A</h1><p>B</p><table><td>{SIGN}</td></table>", f"<h1>A</h1><p>B</p>NOTE<table><td>{SIGN}</td></table>"),
        (f"<main><figure><img><details><table>{SIGN}", f"<main>NOTE<figure><img><details><table>{SIGN}"),
        (f"<p>A<br></p><ul><li>{SIGN}</li></ul>", f"<p>A<br></p>NOTE<ul><li>{SIGN}</li></ul>"),
        (f"<div>{SIGN}</div>", '<div><a class="r" href="#x">NOTE..</a></div>'),
    ],
)
def test_a_note_stands_before_the_outermost_block(body, expected):
    """Never inside a fold, a table or a figure; where nothing holds the place, at the place itself."""
    assert before_block(body, body.index(".."), "NOTE") == expected


def test_only_pages_with_the_sign_are_changed_and_once():
    """The way to the method is there where the book has the page, as it is seen from each page."""
    pages = {"index": f"<table>{SIGN}{SIGN}</table>", "2022/resume": f"<p>{SIGN}</p>", "maal": "<p>A.. B</p>", "om/metode": ""}
    found = dict(with_signs_explained(pages, pages, language("da")))
    assert set(found) == {"index", "2022/resume"}
    assert [text.count("To prikker") for text in found.values()] == [1, 1]
    assert 'href="om/metode.html#sma-tal"' in found["index"]
    assert 'href="../om/metode.html#sma-tal"' in found["2022/resume"]
    del pages["om/metode"]
    assert "metode.html" not in "".join(dict(with_signs_explained(pages, pages, language("da"))).values())
