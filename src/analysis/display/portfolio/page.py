"""The page of a portfolio: every partnership with its newest edition's verdicts, the same figures side by side, and the way to each book."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.display.blocks import render
from analysis.display.language.language import language
from analysis.display.portfolio.across import sides
from analysis.display.portfolio.summary import VERDICTS, Absent, Summary

PAGE_WORDS = ("lead", "caption", "partnership", "before", "absent", "across", "how", "area", "year", "value", "order", "targets")
# What the page is written in when no partnership says what it speaks.
OTHERWISE = "da"


def page(title: str, entries: Iterable[Summary | Absent], style: str) -> str:
    """Return the page as HTML that asks for no other file, with the partnerships in the order in which they are given.

    A verdict that no partnership has got has no column.
    """
    lines = list(entries)
    made = [entry for entry in lines if isinstance(entry, Summary)]
    say = language(next((summary.language for summary in made), OTHERWISE))
    given = [place for place in range(len(VERDICTS)) if any(entry.counts[place].striptags() != "0" for entry in made)]
    heads = [say(f"portfolio.{key}") for key in ("partnership", "edition")]
    heads += [say(f"verdict.{VERDICTS[place]}") for place in given]
    return render(
        "portfolio.html",
        title=title,
        words={key: say(f"portfolio.{key}") for key in PAGE_WORDS},
        lines=lines,
        made=made,
        heads=heads,
        given=given,
        sides=sides(made, say),
        style=style,
    )
