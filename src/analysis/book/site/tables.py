"""The files that lie beside a page's tables: the rows that each shows, as CSV.

A table is named by its page and by the section that it stands in; the second and later ones of a section have a number. Tables
without rows of the results count too, so that a name is the same from year to year as far as a page is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape

from analysis.book.site.figures import FOLDER, PartFile
from analysis.book.site.markup import TABLE, plain
from analysis.indicators import Result, csv_of

PLACES = re.compile(rf'<section\b(?:[^>]*?\bid="(?P<id>[^"]*)")?[^>]*>|(?P<end></section>)|(?P<table>{TABLE.pattern})', re.DOTALL)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
ROWS = re.compile(r'\bdata-rows="([^"]*)"')
PREFIX = "tabel"


def table_files(pages: Mapping[str, str], rows: Mapping[str, Result]) -> Iterator[PartFile]:
    """Yield the file of each table of each page that shows rows, in the pages' order. ``rows``: every row by its id."""
    for page, text in pages.items():
        for name, table in named_tables(page, text):
            found = rows_of(table, rows)
            if found:
                folder, slash, _ = page.rpartition("/")
                yield PartFile(f"{folder}{slash}{FOLDER}/{PREFIX}-{name}.csv", partial(csv_of, found), caption_of(table))


def named_tables(page: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield each table of a page with its name: the page's own, and that of the section below the title in which it stands."""
    chapter = page.rpartition("/")[2]
    inside: list[str] = []  # the open sections; the outermost is the page itself, whose id has the edition's year in it
    seen: Counter[str] = Counter()
    for found in PLACES.finditer(text):
        if found["table"]:
            section = inside[-1] if inside else chapter
            seen[section] += 1
            yield f"{section}-{seen[section]}" if seen[section] > 1 else section, found["table"]
        elif found["end"]:
            inside = inside[:-1]
        else:
            own = f"{chapter}-{found['id']}" if inside and found["id"] else ""
            inside.append(own or (inside[-1] if inside else chapter))


def rows_of(table: str, rows: Mapping[str, Result]) -> list[Result]:
    """Return the rows that a table's cells show, each once, in the order of the cells."""
    named = (row for said in ROWS.findall(table) for row in unescape(said).split())
    return [rows[row] for row in dict.fromkeys(named) if row in rows]


def caption_of(table: str) -> str:
    """Return what a table is called; empty for one without a caption."""
    found = CAPTION.search(table)
    return plain(found[1]) if found else ""
