"""Says on each page with a hidden figure what its sign means, before the first of them and outside what is folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import escape

from analysis.book.site.across.receipts import Pages
from analysis.book.site.markup import before_block
from analysis.book.site.places import METHOD, way_to_small_counts
from analysis.display.language.language import Language


def with_signs_explained(pages: Pages, wanted: Iterable[str], say: Language) -> Iterator[tuple[str, str]]:
    """Yield the wanted pages that show the sign of a hidden figure, with what it means and the way to how that is done."""
    sign = re.compile(f">\\s*{re.escape(say.text('status.suppressed'))}\\s*<")
    for page in wanted:
        found = sign.search(pages[page])
        if found:
            yield page, before_block(pages[page], found.start(), note(page, say, METHOD in pages))


def note(page: str, say: Language, has_method: bool) -> str:
    """Return what the sign means as HTML, with the way to the method where the book has the page."""
    said = escape(say.text("crime.hidden"))
    more = f' <a href="{way_to_small_counts(page)}">{escape(say.text("receipt.hidden_more"))}</a>.' if has_method else ""
    return f'<p class="statusbog-note">{said}{more}</p>\n'
