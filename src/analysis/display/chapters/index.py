"""The front page: the newest edition's verdicts at a glance, and the ways into the book."""

from __future__ import annotations

from analysis.display.blocks import Card, CardGroup, Cards, Table, Text
from analysis.display.parts.targets import counts_sentence, overview_table
from analysis.display.runs import phrase, quoted
from analysis.display.view.view import View

ACROSS = ("udvikling", "maal", "oekonomi", "kilder")


def introduction(view: View) -> Text:
    """Return what the partnership and the book are."""
    return Text((phrase(quoted(view.facts.partnership.about)), view.say("front.lead")))


def verdicts(view: View) -> Table:
    """Return each target with its newest figure and verdict, in one short table."""
    return overview_table(view)


def summary(view: View) -> Text:
    """Return how the newest edition's targets stand, in a sentence."""
    return Text((counts_sentence(view),))


def ways_in(view: View) -> Cards:
    """Return links to every edition, newest first, and to the pages across them."""
    years = sorted((edition.year for edition in view.facts.partnership.editions), reverse=True)
    editions = tuple(Card(f"{when}/resume.html", view.say("front.edition", year=when)) for when in years)
    across = tuple(Card(f"{page}.html", view.say(f"chapter.{page}"), view.say(f"front.{page}")) for page in ACROSS)
    return Cards((CardGroup(view.say("front.editions"), editions), CardGroup(view.say("front.across"), across)))
