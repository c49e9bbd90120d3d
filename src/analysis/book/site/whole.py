"""Puts the chapters of an edition after one another on one page, for reading and printing."""

from __future__ import annotations

import re
from collections.abc import Iterable

SIDE = re.compile(r"<!--side-->(.*?)<!--/side-->", re.DOTALL)
CHIPS = re.compile(r'<nav class="chips".*?</nav>', re.DOTALL)
CODE = re.compile(r'<div class="cell_input.*?</pre></div>\s*</div>\s*</div>', re.DOTALL)
HEADING = re.compile(r"<(/?)h([1-5])\b")
NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
PLACE = re.compile(r'\b((?:xlink:)?href)="#([^"]+)"|url\(#([^)]+)\)')


def text_of(page: str) -> str:
    """Return what a page says, without its frame."""
    found = SIDE.search(page)
    return found[1] if found else ""


def whole_edition(chapters: Iterable[tuple[str, str]]) -> str:
    """Return the texts of chapters, each given with its name, as sections with names of their own and headings one level down."""
    return "\n".join(f'<section class="whole-chapter">{lowered(named(text_of(page), name))}</section>' for name, page in chapters)


def lowered(text: str) -> str:
    """Return a text with its headings one level down, without the ways to other years and without code."""
    return HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", CODE.sub("", CHIPS.sub("", text)))


def named(text: str, name: str) -> str:
    """Return a text in which every name, and every way to one, says which chapter it belongs to."""
    text = NAMED.sub(lambda found: f'{found[1]}="{" ".join(f"{name}-{one}" for one in found[2].split())}"', text)
    return PLACE.sub(lambda f: f'{f[1]}="#{name}-{f[2]}"' if f[1] else f"url(#{name}-{f[3]})", text)
