"""Fills the pages of receipts: one receipt for each row that a page of the same edition shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import cast

from analysis.book.site.markup import plain
from analysis.book.site.places import RECEIPTS, WHOLE, way_to_small_counts, year_of
from analysis.data import Facts
from analysis.display.parts.receipts import Use, receipts_html
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import RunFailed
from analysis.indicators import Result
from analysis.messages import message

SHOWN = re.compile(r'<a\b[^>]*\bdata-rows="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LINK = re.compile(r'<a\b([^>]*?) data-rows="([^"]*)"([^>]*)>([^<]*)</a>')
TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
Pages = dict[str, str]


@dataclass
class Seen:
    """What pages show of a row: its texts, and the pages by their names, both in the order in which they are met."""

    texts: dict[str, None] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)


class Known:
    """The rows of every edition, and of the pages across them, each with the view that has the words for it."""

    def __init__(self, facts: Facts) -> None:
        self.book = cast(View, look(Opening("book", 0, ""), facts))
        editions = [cast(View, look(Opening("edition", edition.year, ""), facts)) for edition in facts.partnership.editions]
        self.found = {row.id: (view, row) for view in (self.book, *editions) for row in view.rows.table}
        self.published = {row.id for view in editions for row in view.rows.table}

    @property
    def rows(self) -> dict[str, Result]:
        """Every row by its id."""
        return {name: row for name, (_, row) in self.found.items()}


def is_read(page: str) -> bool:
    """Tell whether a page has numbers that need receipts."""
    return page.rpartition("/")[2] not in (RECEIPTS, WHOLE)


def place_of(page: str) -> str:
    """Return the page that has the receipts of a page."""
    return f"{year}/{RECEIPTS}" if (year := year_of(page)) else RECEIPTS


def seen_in(pages: Pages) -> dict[str, dict[str, Seen]]:
    """Return, for each page of receipts, the rows that pages lead to from there, with what they show."""
    found: dict[str, dict[str, Seen]] = {}
    for page in filter(is_read, pages):
        for rows, text in SHOWN.findall(pages[page]):
            for row in unescape(rows).split():
                seen = found.setdefault(place_of(page), {}).setdefault(row, Seen())
                seen.texts[plain(text)] = None
                seen.pages[page] = None
    return found


def filled_receipts(pages: Pages, known: Known) -> Iterator[tuple[str, str]]:
    """Yield each page of receipts with its list. Raises ``RunFailed`` when pages show rows that the results have not."""
    seen = seen_in(pages)
    if unknown := sorted({row for rows in seen.values() for row in rows} - set(known.found)):
        raise RunFailed(message("book.receipts.unknown", rows=", ".join(unknown[:5]), count=len(unknown)))
    titles = {page: plain(found[1]) for page in pages if (found := TITLE.search(pages[page]))}
    for place in (page for page in pages if page.rpartition("/")[2] == RECEIPTS):
        yield place, receipts_html(uses(seen.get(place, {}), known, titles, way_to_small_counts(place)))


def uses(rows: dict[str, Seen], known: Known, titles: Pages, method: str) -> Iterable[tuple[View, Use]]:
    """Yield rows as they are shown, with the words for them. ``method`` is the address of the page about the method."""
    for row, seen in sorted(rows.items()):
        view, result = known.found[row]
        pages = tuple((address(page), titles.get(page, page)) for page in seen.pages)
        yield view, Use(result, tuple(seen.texts), pages, method)


def address(page: str) -> str:
    """Return the address of a page seen from its page of receipts."""
    return f"{page.rpartition('/')[2] if year_of(page) else page}.html"


def with_later_figures(page: str, published: Collection[str]) -> str:
    """Return a page whose figures from after every edition's day are quoted from the data.

    They are in no edition's results, which is what ``data-rows`` promises; the link leads to their receipt all the same.
    """

    def quoted(found: re.Match[str]) -> str:
        before, rows, after, text = found.groups()
        if all(row in published for row in unescape(rows).split()):
            return found[0]
        return f'<a{before}{after}><span data-no-rows="quoted">{text}</span></a>'

    return LINK.sub(quoted, page)
