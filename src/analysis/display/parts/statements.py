"""What sources say about figures in words: why something changed, as its owner explains it, and what they claim."""

from __future__ import annotations

from analysis.data import Statement
from analysis.display.runs import NOTHING, Phrase, joined, name, quoted
from analysis.display.view.view import View
from analysis.indicators import Result


def statements(view: View, kind: str) -> list[Statement]:
    """Return the statements of a kind that are public."""
    return [said for said in view.facts.statements if said.kind == kind]


def explanation(view: View, row: Result) -> Phrase:
    """Return how the owner of a figure explains it or its change; nothing where no source does."""
    series = (row.indicator, row.category, row.geography, row.year)
    said = [
        view.say("statement.explanation", owner=name(s.owner), text=quoted(s.text), source=view.source(s.source))
        for s in statements(view, "explanation")
        if (s.indicator, s.category, s.geography, s.year) == series
    ]
    return joined(" ", said) if said else NOTHING


def claims(view: View, theme: str) -> list[Phrase]:
    """Return what sources of the edition claim in words about a theme, which no figure in the book bears out."""
    return [
        view.say("statement.claim", text=quoted(s.text), source=view.source(s.source))
        for s in statements(view, "claim")
        if view.facts.indicators[s.indicator].theme == theme and is_of_the_edition(view, s.source)
    ]


def is_of_the_edition(view: View, source: str) -> bool:
    """Tell whether a source came out in the edition's year, or is the text of an agreement that begins in it."""
    begins = {agreement.from_year for agreement in view.facts.agreements if agreement.source == source}
    return view.year in {view.facts.sources[source].published.year, *begins}
