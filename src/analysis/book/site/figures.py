"""The files that lie beside a page's figures: the rows that each draws, as CSV, and the picture by itself, as SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape

from analysis.book.site.markup import plain
from analysis.display.figures.style import alone
from analysis.indicators import Result, csv_of

FIGURE = re.compile(r'<figure\b[^>]*\bid="figur-([^"]+)"[^>]*\bdata-drawn="([^"]*)"[^>]*>(.*?)</figure>', re.DOTALL)
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TITLE = re.compile(r'<p class="figure-title"[^>]*>(.*?)</p>', re.DOTALL)
FOLDER = "hent"


@dataclass(frozen=True)
class PartFile:
    """A file of a part of a page: where it lies, what writes what it says, and what the part is called for readers."""

    path: str
    write: Callable[[], str]
    title: str

    @property
    def text(self) -> str:
        """What it says. Whoever only lists files does without."""
        return self.write()


def figure_files(pages: Mapping[str, str], rows: Mapping[str, Result]) -> Iterator[PartFile]:
    """Yield, for each figure of each page, its two files. ``rows``: every row by its id."""
    for page, text in pages.items():
        folder = f"{page.rpartition('/')[0]}/" if "/" in page else ""
        for name, drawn, inside in FIGURE.findall(text):
            pictures = SVG.findall(inside)
            if pictures:
                found = [rows[row] for row in unescape(drawn).split() if row in rows]
                title = plain("".join(TITLE.findall(inside)[:1]))
                yield PartFile(f"{folder}{FOLDER}/{name}.csv", partial(csv_of, found), title)
                yield PartFile(f"{folder}{FOLDER}/{name}.svg", partial(alone, pictures[0]), title)
