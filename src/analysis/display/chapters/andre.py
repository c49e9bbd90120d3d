"""The chapter andre: what no other chapter of an edition has a place for, above all themes that the data folder adds."""

from __future__ import annotations

from analysis.display.blocks import Section, Stack, Text
from analysis.display.parts.basis import method as method_of
from analysis.display.parts.indicators.section import newest_rows, sections, unplaced
from analysis.display.parts.targets import verdict_point
from analysis.display.parts.values import statement_with_change
from analysis.display.runs import phrase
from analysis.display.view.view import View
from analysis.indicators import THEMES_OF_PLANS

MOST_POINTS = 5


def themes(view: View) -> tuple[str, ...]:
    """Return the themes of the chapter, in the order of the data."""
    return (*view.facts.themes, *sorted(THEMES_OF_PLANS))


def points(view: View) -> Text:
    """Return the chapter's main points: the newest figure of each indicator, and how its targets stand."""
    keys = unplaced(view, themes(view))
    said = [phrase(statement_with_change(view, row), ".") for key in keys for row in newest_rows(view, key)[:1]]
    verdicts = [verdict_point(view, a, t) for a, t in view.targets if t.indicator in keys]
    return Text((*said, *filter(None, verdicts))[:MOST_POINTS], bullets=True)


def everything(view: View) -> Stack:
    """Return a section for each indicator, theme by theme."""
    return Stack(tuple(section for theme in themes(view) for section in sections(view, [theme])))


def method(view: View) -> Section:
    """Return, folded, what the figures are and what to be careful about."""
    return method_of(view, *themes(view))
