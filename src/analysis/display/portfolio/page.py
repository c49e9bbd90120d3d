"""The page of a portfolio: every partnership with its newest edition's verdicts, the same figures side by side, and the way to each book."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.display.blocks import render
from analysis.display.language.language import language
from analysis.display.portfolio.across import count, sides
from analysis.display.portfolio.summary import VERDICTS, Absent, Summary
from analysis.display.runs import NOTHING, year

PAGE_WORDS = (
    *("lead", "caption", "partnership", "before", "absent", "across", "how", "area", "year", "value", "order", "targets"),
    *("empty", "foot"),
)
# How the sign of a hidden figure stands in a summary.
SIGN = ">..<"
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
    years = sorted({summary.year for summary in made if not summary.is_empty})
    hidden = any(SIGN in html for summary in made for html in (summary.targets, *(c.value for c in summary.figures.values())))
    heads = [say(f"portfolio.{key}") for key in ("partnership", "edition")]
    heads += [say(f"verdict.{VERDICTS[place]}") for place in given]
    return render(
        "portfolio.html",
        title=title,
        words={key: say(f"portfolio.{key}") for key in PAGE_WORDS},
        caveats=[
            say("portfolio.own_targets"),
            say("portfolio.editions", years=say.listed(map(year, years))) if len(years) > 1 else NOTHING,
            say("crime.hidden") if hidden else NOTHING,
        ],
        hidden={
            summary.name: say("portfolio.hidden", count=count(summary.hidden_count)) for summary in made if summary.hidden_count
        },
        lines=lines,
        made=made,
        heads=heads,
        given=given,
        verdicts=VERDICTS,
        sides=sides(made, say),
        style=style,
    )
