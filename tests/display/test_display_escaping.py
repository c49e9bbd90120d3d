"""Whatever the data say, in whatever field, is text on the page: nothing of it is run, and it is shown to the letter."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pydantic import BaseModel

from analysis.display.portfolio import Book, page, summary_of
from analysis.display.view import opened

NASTY = "<script>alert(\"x\")</script> & 'y' <b onclick=z>"
NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks").glob("*.md"))
TEXTS = {
    *("name", "short", "about", "title", "publisher", "note", "text", "decision", "label", "comment", "description", "phrase"),
    *("responsible", "target_group", "definition", "unit", "section", "as_written", "owner", "before", "after", "missing", "sign"),
    *("caveat", "economy_note", "editions_note", "number", "footnote"),
}
KEPT = {"unit": {"percent", "count", "per_1000", "dkk", "level", "percent_change", "answer"}}


def nasty(value, field=""):
    """Return a value with every text in it that a person writes replaced."""
    if isinstance(value, BaseModel):
        changed = {name: nasty(getattr(value, name), name) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    if isinstance(value, dict):
        return {
            key: NASTY if field in ("level_names", "line_names", "footnotes", "instruments") else nasty(v)
            for key, v in value.items()
        }
    if isinstance(value, tuple):
        return tuple(nasty(part, field) for part in value)
    return NASTY if isinstance(value, str) and value and field in TEXTS and value not in KEPT.get(field, ()) else value


@pytest.fixture(scope="module")
def nasty_facts(mini_facts):
    """The invented partnership, every text of which is a script."""
    return replace(mini_facts, **{field.name: nasty(getattr(mini_facts, field.name), field.name) for field in fields(mini_facts)})


def risks(soup):
    """Return what of a page could run or leak: scripts, handlers, markup from the data, links that are no pages."""
    inside = [
        tag
        for tag in soup.find_all()
        if tag.name in ("script", "b", "iframe", "object") or any(a.startswith("on") for a in tag.attrs)
    ]
    links = [
        link["href"]
        for link in soup.find_all("a")
        if not re.fullmatch(r"https://.*|(?:[\w./-]+\.(?:html|csv|svg))?(?:#[\w.-]+)?", link["href"])
    ]
    return inside, links


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_no_text_of_the_data_is_markup_on_a_page(notebook, nasty_facts, chapter, mini, root):
    """In cells, captions, notes, descriptions, pictures and attributes."""
    of_editions = "scope: edition" in (root / "notebooks" / f"{notebook}.md").read_text(encoding="utf-8")
    years = [{"year": edition.year} for edition in nasty_facts.partnership.editions] if of_editions else [{}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "load_content", lambda *_: nasty_facts)
        shown = [block for year in years for block in chapter.__wrapped__(notebook, data=str(mini), **year) if block]
    soup = BeautifulSoup("\n".join(block._repr_html_() for block in shown), "html.parser")
    assert risks(soup) == ([], [])
    # The invented partnership has nothing to say of cooperation; what has been corrected comes from ledgers.
    assert NASTY in soup.get_text() or notebook in {"samarbejde", "rettelser"}


def test_no_name_is_markup_on_the_page_of_several_partnerships(nasty_facts, view_of):
    """Its title and the names of partnerships are text."""
    html = page(NASTY, [summary_of(Book(view_of(nasty_facts, 2033), "../html"))], "body { color: black }")
    soup = BeautifulSoup(html, "html.parser")
    assert risks(soup) == ([], [])
    assert soup.title.get_text() == soup.h1.get_text() == NASTY
    assert NASTY in soup.find("table").get_text()
