"""What sources say about figures in words: why something changed, as its owner explains it, and what they claim."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.data import Statement
from analysis.display.runs import NOTHING, Phrase, lower_first, name, quoted
from analysis.display.view.view import View
from analysis.indicators import Result


def statements(view: View, kind: str) -> list[Statement]:
    """Return the statements of a kind that are public."""
    return [said for said in view.facts.statements if said.kind == kind]


def explanations(view: View, rows: Iterable[Result]) -> list[Phrase]:
    """Return how the owners of figures explain them or their changes, each explanation once with all that it is about."""
    about: dict[tuple[str, str, str], dict[Phrase, None]] = {}
    said = statements(view, "explanation")
    for row in rows:
        series = (row.indicator, row.category, row.geography, row.year)
        for s in (s for s in said if (s.indicator, s.category, s.geography, s.year) == series):
            about.setdefault((s.owner, s.text, s.source), {})[explained(view, row)] = None
    return [
        view.say(
            "statement.explanation_of" if any(what) else "statement.explanation",
            what=view.listed(what),
            owner=name(owner),
            text=quoted(text),
            source=view.source(source),
        )
        for (owner, text, source), what in about.items()
    ]


def explained(view: View, row: Result) -> Phrase:
    """Return the category that an explanation is about; nothing where the figure has none and stands beside it."""
    return lower_first(view.category(row.indicator, row.category)) if row.category else NOTHING


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
