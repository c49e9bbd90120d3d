"""Folds a plan where a later edition shows the same one, with the way there.

A published notebook shows its plan as its edition knew it and never changes; which edition is the newest, the site knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markupsafe import escape

from analysis.book.site.places import year_of

PLAN = re.compile(r'<div class="plan" data-plan="([^"]+)">(.*?)</div><!--/plan-->', re.DOTALL)


def folded_plans(pages: Mapping[str, str], chapters: Iterable[str], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pages whose plan a later edition shows, with the plan folded and the way to the newest such page."""
    found = [(page, plan) for page in chapters if page in pages and year_of(page) for plan, _ in PLAN.findall(pages[page])]
    newest = {plan: page for page, plan in sorted(found)}
    for page in dict(found):
        text = PLAN.sub(partial(folded, page, newest, words), pages[page])
        if text != pages[page]:
            yield page, text


def folded(page: str, newest: Mapping[str, str], words: Mapping[str, str], plan: re.Match[str]) -> str:
    """Return a plan as it stands where it is the newest, and folded elsewhere."""
    there = newest[plan[1]]
    if there == page:
        return plan[0]
    now, then = (in_year(words[key], year_of(where)) for key, where in (("plan_now", there), ("plan_then", page)))
    return f'<p><a href="../{there}.html">{now}</a></p>\n<details class="fold">\n<summary>{then}</summary>{plan[0]}</details>'


def in_year(text: str, year: str) -> str:
    """Return words with their year, which says that it is one."""
    return str(escape(text)).format(year=f'<span data-no-rows="year">{year}</span>')
