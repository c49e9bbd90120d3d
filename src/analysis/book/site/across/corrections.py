"""Puts what was published and is other now into the pages: the page of corrections, and a line on the pages that it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup

from analysis.book.site.across.receipts import Known, Pages
from analysis.book.site.markup import dressed
from analysis.book.site.places import CORRECTIONS, ROOT, year_of
from analysis.data.ledger import Record
from analysis.display.blocks import written
from analysis.display.chapters import rettelser
from analysis.display.runs import Phrase
from analysis.display.view.view import View

FIRST_CHAPTER = "resume"
END_OF_TITLE, END_OF_TEXT = "</h1>", "<!--/side-->"


def with_corrections(pages: Pages, known: Known, record: Record, packages: Collection[int] = ()) -> Iterator[tuple[str, str]]:
    """Yield the pages that say something of what is other now than it was when it was published.

    ``packages`` are the editions that anybody can compute again.
    """
    view = known.book
    if rettelser.PLACE in pages.get(CORRECTIONS, ""):
        block = rettelser.page(view, record, known.rows, packages)
        text = dressed(block._repr_html_(), CORRECTIONS)
        yield CORRECTIONS, pages[CORRECTIONS].replace(rettelser.PLACE, text)
    for page in pages:
        if (edition := year_of(page)) and page.rpartition("/")[2] == FIRST_CHAPTER:
            said = rettelser.line_of_edition(view, record, int(edition))
            if said:
                way = line(view, said, f"../{CORRECTIONS}.html", "corrections.line_link")
                yield page, pages[page].replace(END_OF_TITLE, f"{END_OF_TITLE}\n{way}", 1)
    if said := rettelser.line_of_front(view, record):
        way = line(view, said, f"{CORRECTIONS}.html", "corrections.front_link")
        yield ROOT, pages[ROOT].replace(END_OF_TEXT, f"{way}\n{END_OF_TEXT}", 1)


def line(view: View, said: Phrase, address: str, words: str) -> str:
    """Return a line with the way to the corrections."""
    link = Markup('<a href="{}">{}</a>').format(address, view.say.text(words))
    return f'<p class="corrections-line">{written(said)} {link}</p>'
