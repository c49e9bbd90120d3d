"""Sphinx extension: the book's theme, and what each page shows in it. Nothing of Sphinx's own look or search is used."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from myst_nb.sphinx_ import HideCodeCellNode

from analysis.book.site.markup import dressed, first_point, parted
from analysis.book.site.places import ACCESS, LOST, RECEIPTS, SEARCH, WHOLE, Places, around, year_of
from analysis.book.site.theme import FOLDER, STATIC

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

THEME = "statusbog"
Context = dict[str, Any]


def places_of(env: BuildEnvironment) -> Places:
    """Return the pages that the contents name, in their order, with their titles."""
    root = env.config.root_doc
    return Places({page: env.titles[page].astext() for page in dict.fromkeys(pages_below(env, root)) if page in env.titles})


def pages_below(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Yield a page and those that the contents have under it."""
    yield page
    for child in env.toctree_includes.get(page, []):
        yield from pages_below(env, child)


@lru_cache(maxsize=32)
def checksum(name: str) -> str:
    """Return a mark of the content of a file of the theme, so that a browser never shows an old one."""
    return f"{zlib.crc32((STATIC / name).read_bytes()):08x}"


def theirs(pathto: Callable[..., str]) -> Callable[[str], str]:
    """Return what gives the way from a page to a file of the theme."""
    return lambda name: f"{pathto(f'_static/{name}', 1)}?v={checksum(name)}"


def show(app: Sphinx, page: str, _template: str, context: Context, doctree: object) -> None:
    """Give a page's template its words, its place among the others and its text."""
    places = places_of(app.env)
    body = dressed(context.get("body", ""), page)
    opening, rest = parted(body)
    title = places.titles.get(page, context.get("heading", ""))
    context |= {
        "w": context["words"],
        "at": around(places, page),
        "static": theirs(context["pathto"]),
        "access": ACCESS,
        "opening": opening,
        "rest": rest,
        "short_title": places.short(page) if page in places.titles else title,
        "full_title": title if title == app.config.project else f"{title} – {app.config.project}",
        "description": context.get("lead") or first_point(rest),
        "address": f"{context['home']}/{page}.html" if context.get("home") and not context.get("unlisted") else "",
        "print_line": quoted_in_style(print_line(context, title)),
        "has_code": doctree is not None and "cell_input" in body,
    }
    if "<figure" in body:
        context["dataset"] = dataset(context, page)


def print_line(context: Context, title: str) -> str:
    """Return what stands in the margin of every sheet of a page: title, version and publisher."""
    said = context["words"]["print_line"].format(title=title, version=context["version"])
    return " · ".join(filter(None, [context.get("draft_mark", ""), said, context.get("publisher", "")]))


def quoted_in_style(text: str) -> str:
    """Return a text as a style sheet has it, whatever is in it."""
    return '"' + "".join(letter if letter.isalnum() or letter in " .,·–-" else f"\\{ord(letter):x} " for letter in text) + '"'


def dataset(context: Context, page: str) -> str:
    """Return what machines are told about the figures of a page (schema.org), safe inside a script element."""
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": context["full_title"],
        "description": context["description"],
        "inLanguage": context["language"],
        "version": context["version"],
        "temporalCoverage": year_of(page),
        "publisher": {"@type": "Organization", "name": context["publisher"]} if context.get("publisher") else "",
        "url": context["address"],
    }
    return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False).replace("<", "\\u003c")


def made_pages(app: Sphinx) -> Iterator[tuple[str, Context, str]]:
    """Yield the pages that no source is for: search, the page for lost readers, and those that are filled at the end."""
    words = app.config.html_context["words"]
    places = places_of(app.env)
    yield SEARCH, {"heading": words["search"], "unlisted": True}, "search.html"
    yield LOST, {"heading": words["lost"], "lead": words["lost_lead"], "unlisted": True, "made": "lost"}, "made.html"
    yield ACCESS, {"heading": words["accessibility"], "lead": words["access_lead"], "made": "access"}, "made.html"
    yield RECEIPTS, receipts_page(words["receipts_across"], words), "made.html"
    for year in places.years:
        yield f"{year}/{RECEIPTS}", receipts_page(words["receipts_of"].format(year=year), words), "made.html"
        heading = words["whole_title"].format(year=year)
        yield f"{year}/{WHOLE}", {"heading": heading, "unlisted": True, "made": WHOLE}, "made.html"


def receipts_page(heading: str, words: dict[str, str]) -> Context:
    """Return what is known of a page of receipts before it is filled."""
    return {"heading": heading, "lead": words["receipts_lead"], "unlisted": True, "made": RECEIPTS}


def settle(_app: Sphinx, config: Config) -> None:
    """Drop the options that Jupyter Book sets for its own theme."""
    config.html_theme_options = {}
    config.html_favicon = config.html_logo = None


def leave_out_search(app: Sphinx) -> None:
    """Have no index made by Sphinx: the book's own is made from the finished pages."""
    app.builder.search = False  # type: ignore[attr-defined]


def no_fold(_translator: object, _node: object) -> None:
    """Write code as it is: one switch for the whole page shows it."""


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_html_theme(THEME, str(FOLDER))
    app.add_node(HideCodeCellNode, override=True, html=(no_fold, no_fold))
    app.connect("config-inited", settle)
    app.connect("builder-inited", leave_out_search)
    app.connect("html-page-context", show)
    app.connect("html-collect-pages", made_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
