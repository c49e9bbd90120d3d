"""A draft as one file: every chapter of an edition, what moved and the receipts, with nothing outside it, for a reader's mail."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.book.site.contents import pages_in
from analysis.book.site.places import RECEIPTS, WHOLE, year_of
from analysis.book.site.whole import lowered, named, text_of

STYLE = "_static/statusbog.css"
HEAD = re.compile(r"<head>.*?</head>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PRINT_LINE = re.compile(r"<style>@page.*?</style>", re.DOTALL)
DRAFT = re.compile(r'<p class="draft".*?</p>', re.DOTALL)
LANGUAGE = re.compile(r'<html lang="([^"]+)"')
WAY = re.compile(r'<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
OUTSIDE = re.compile(r"^(?:[a-z]+:|//)", re.IGNORECASE)
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def one_file(html: Path, book: Path, year: int) -> str:
    """Return an edition of a site as one page that asks for no other file and runs nothing.

    A way to a page that is in it leads there; of a way to any other page only the words are left.
    """
    chapters = [page.partition("/")[2] for page in pages_in(book) if year_of(page) == str(year)]
    parts = {name: (html / f"{year}/{name}.html").read_text(encoding="utf-8") for name in [*chapters, RECEIPTS]}
    frame = (html / f"{year}/{WHOLE}.html").read_text(encoding="utf-8")
    body = "\n".join(section(name, page, set(parts)) for name, page in parts.items())
    head = "\n".join(
        [
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="robots" content="noindex">',
            *(found[0] for found in (TITLE.search(frame),) if found),
            f"<style>{(html / STYLE).read_text(encoding='utf-8')}</style>",
            *PRINT_LINE.findall(frame)[:1],
        ]
    )
    draft, language = "".join(DRAFT.findall(frame)[:1]), "".join(LANGUAGE.findall(frame)[:1])
    main = f'<main id="indhold" class="wrap">\n{body}\n</main>'
    return f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body class="page">\n{draft}\n{main}\n</body>\n</html>\n'


def section(name: str, page: str, inside: set[str]) -> str:
    """Return a page's text as a section, with names of its own and ways that stay in the file."""
    text = SCRIPTS.sub("", named(text_of(page), name))
    text = WAY.sub(lambda found: way_inside(found, inside), text)
    return f'<section id="{name}" class="whole-chapter">{lowered(text)}</section>'


def way_inside(found: re.Match[str], inside: set[str]) -> str:
    """Return a link that leads to the same place in this file, or out to the web; the words alone where it leads to neither."""
    before, address, after, text = found.groups()
    page, mark, place = address.partition("#")
    name = page.removesuffix(".html")
    if not page or OUTSIDE.match(address):
        return found[0]
    if name in inside:
        return f'<a{before}href="#{name}{f"-{place}" if mark else ""}"{after}>{text}</a>'
    return f"<span>{text}</span>"
