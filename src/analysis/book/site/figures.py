"""The files that lie beside a page's figures: the rows that each draws, as CSV, and the picture by itself, as SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from analysis.display.figures.style import alone
from analysis.indicators import Result, csv_of

FIGURE = re.compile(r'<figure\b[^>]*\bid="figur-([^"]+)"[^>]*\bdata-drawn="([^"]*)"[^>]*>(.*?)</figure>', re.DOTALL)
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
FOLDER = "hent"


def figure_files(pages: Mapping[str, str], rows: Mapping[str, Result]) -> Iterator[tuple[str, str]]:
    """Yield, for each figure of each page, the path and the text of its two files. ``rows``: every row by its id."""
    for page, text in pages.items():
        folder = f"{page.rpartition('/')[0]}/" if "/" in page else ""
        for name, drawn, inside in FIGURE.findall(text):
            pictures = SVG.findall(inside)
            if pictures:
                found = [rows[row] for row in unescape(drawn).split() if row in rows]
                yield f"{folder}{FOLDER}/{name}.csv", csv_of(found)
                yield f"{folder}{FOLDER}/{name}.svg", alone(pictures[0])
