"""Files for machines: what is new (Atom), which pages there are, and that robots are welcome."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from analysis.book.site.markup import PARAGRAPH, plain
from analysis.book.site.places import CHANGES
from analysis.data import Partnership
from analysis.display.language.language import Language

RELEASE = re.compile(r"<h2\b[^>]*>(.*?)</h2>(.*?)(?=<h2\b|$)", re.DOTALL)
ENTRY = """<entry>
<title>{title}</title>
<id>{id}</id>
<updated>{day}T00:00:00Z</updated>
<link href="{link}"/>
<summary>{summary}</summary>
</entry>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>{title}</title>
<id>{id}</id>
<updated>{day}T00:00:00Z</updated>
<author><name>{author}</name></author>
{entries}
</feed>
"""


class News(NamedTuple):
    """Something new: what it is called, the day that it is from, the page that it leads to, and a few words."""

    name: str
    title: str
    day: dt.date
    page: str
    summary: str = ""


def releases(page: str, say: Language) -> list[News]:
    """Return the releases that the page of changes has, each with its day; with the first thing that it says of each."""
    found = ((plain(heading), text) for heading, text in RELEASE.findall(page))
    dated = ((heading, text, day) for heading, text in found if (day := say.read_date(heading)))
    return [News(f"version-{heading.split()[0]}", heading, day, CHANGES, first_words(text)) for heading, text, day in dated]


def first_words(text: str) -> str:
    """Return the first paragraph of a text in plain words."""
    found = PARAGRAPH.search(text)
    return plain(found[1]) if found else ""


def editions(partnership: Partnership, say: Language) -> Iterator[News]:
    """Yield the editions, each from the day up to which it knows what was published."""
    for edition in partnership.editions:
        title = say("site.status", year=edition.year).text
        yield News(str(edition.year), title, edition.as_of, f"{edition.year}/resume", partnership.about)


def feed(partnership: Partnership, title: str, changes: Sequence[News], say: Language) -> str:
    """Return the feed of releases and editions, newest first. Without an address its names are no addresses either."""
    home = partnership.address.rstrip("/")
    news = sorted([*changes, *editions(partnership, say)], key=lambda one: one.day, reverse=True)
    name = f"urn:statusbog:{partnership.id}"
    entries = "\n".join(entry(one, name, f"{home}/" if home else "") for one in news)
    author = partnership.publisher or partnership.name
    said = {"title": title, "id": name, "author": author, "language": partnership.language}
    return FEED.format(entries=entries, day=news[0].day.isoformat(), **{key: escape(text) for key, text in said.items()})


def entry(one: News, name: str, home: str) -> str:
    """Return one piece of news as the feed has it."""
    said = {"title": one.title, "id": f"{name}:{one.name}", "link": f"{home}{one.page}.html", "summary": one.summary}
    return ENTRY.format(day=one.day.isoformat(), **{key: escape(text) for key, text in said.items()})


def sitemap(home: str, pages: Iterable[str]) -> str:
    """Return the list of pages for search engines."""
    places = "\n".join(f"<url><loc>{escape(f'{home}/{page}.html')}</loc></url>" for page in dict.fromkeys(pages))
    start = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{start}\n{places}\n</urlset>\n"


def robots(home: str) -> str:
    """Return what robots may do: everything. With an address they are told where the list of pages is."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {home}/sitemap.xml\n" if home else "")
