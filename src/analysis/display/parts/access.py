"""The page about accessibility: what was tested, and where the publisher's own statement is."""

from __future__ import annotations

from analysis.data import Partnership
from analysis.display.blocks import render
from analysis.display.language.language import Language, language
from analysis.display.runs import Phrase, quoted

TESTED = ("axe", "keys", "contrast", "narrow", "host", "when")


def access_html(partnership: Partnership) -> str:
    """Return what the page says, as HTML."""
    say = language(partnership.language)
    return render(
        "access.html",
        say=say,
        tested=[say(f"access.tested_{key}") for key in TESTED],
        declaration=partnership.declaration,
        contact=contact(say, partnership),
    )


def contact(say: Language, partnership: Partnership) -> Phrase | None:
    """Return whom to write to; ``None`` where the partnership names nobody."""
    return say("access.contact", contact=quoted(partnership.contact)) if partnership.contact else None
