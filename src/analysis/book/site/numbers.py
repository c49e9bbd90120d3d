"""The plain numbers of chapters that users have added: those that no row stands behind, which their pages show as quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from analysis.book.notebooks.chapters import read_source
from analysis.book.site.markup import NUMBER, YEAR, pieces_of
from analysis.messages import message

BY_HAND = re.compile(r'<g data-no-rows="quoted">(.*?)</g>|<text\b[^>]*data-no-rows="quoted"[^>]*>(.*?)</text>', re.DOTALL)
PROSE = MarkdownIt("commonmark").enable("table")
MOST_NAMED = 3
Found = tuple[int, str]  # the cell of the published notebook, counted from 1, and the number as it stands there


def plain_numbers(notebook: Path) -> list[Found]:
    """Return the numbers that a notebook's cells show and that say neither which row they are nor why they need none.

    Years are none of them.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"] if notebook.is_file() else []
    shown = ((place, output) for place, cell in enumerate(cells, 1) for output in cell.get("outputs", []))
    return [(place, number) for place, output in shown for number in numbers_in(html_of(output))]


def numbers_in_prose(source: Path) -> list[Found]:
    """Return the numbers that stand in the prose of a source, as of no cell (0): written by hand, they stay when figures change.

    Code and what is included from elsewhere are no prose of its own.
    """
    prose = (cell.source for cell in read_source(source).cells if cell.cell_type == "markdown")
    return [(0, number) for text in prose for number in numbers_in(PROSE.render(text))]


def html_of(output: Mapping[str, Any]) -> str:
    """Return what an output shows as HTML; of several forms the one that the page has."""
    data = output.get("data", {})
    if "text/html" in data:
        return text_of(data["text/html"])
    return escape(text_of(data.get("text/markdown", data.get("text/plain", output.get("text", "")))))


def text_of(said: str | list[str]) -> str:
    return said if isinstance(said, str) else "".join(said)


def numbers_in(html: str) -> Iterator[str]:
    """Yield the numbers in HTML that have neither rows nor a reason, and those that somebody wrote into a picture by hand."""
    for piece, is_open in pieces_of(html, lambda _tag, piece: "data-rows=" in piece or "data-no-rows=" in piece):
        if is_open and not piece.startswith("&"):
            yield from NUMBER.findall(YEAR.sub("", piece))
    for marks in BY_HAND.findall(html):
        yield from NUMBER.findall(YEAR.sub("", unescape(re.sub("<[^>]+>", "", "".join(marks)))))


def line_of_numbers(chapter: str, found: Mapping[str, list[Found]]) -> str:
    """Return one line about a chapter: how many numbers there are, on how many of its pages, where, and the first few."""
    places = [(name, *one) for name, numbers in found.items() for one in numbers]
    first = ", ".join(
        message("book.own.number" if cell else "book.own.number_in_prose", number=number, name=name, cell=cell)
        for name, cell, number in places[:MOST_NAMED]
    )
    return message("book.own.numbers", chapter=chapter, count=len(places), first=first)
