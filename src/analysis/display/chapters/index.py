"""The front page: the newest edition's verdicts at a glance, and the ways into the book."""

from __future__ import annotations

from analysis.display.blocks import Cards, Cell, Table, Text
from analysis.display.chapters.resume import counts
from analysis.display.language.words import say
from analysis.display.parts.values import goal_text, judged_row, number_cell, verdict_cell
from analysis.display.view.view import View

ACROSS = ("udvikling", "maal", "oekonomi", "kilder")


def introduction(view: View) -> Text:
    """Return what the partnership and the book are."""
    return Text((view.facts.partnership.about, say("front.lead")))


def verdicts(view: View) -> Table:
    """Return each target with its newest figure and verdict, in one short table."""
    rows = []
    for agreement in view.agreements:
        for target in agreement.targets:
            found = view.of_target(agreement, target, "verdict")
            if found and target.rule != "monitor":
                judged = judged_row(view, agreement, target)
                rows.append(
                    (
                        Cell(target.label, link=f"{view.year}/resume.html"),
                        verdict_cell(view, found[0], None),
                        number_cell(view, judged, str(found[0].year)),
                        Cell(goal_text(view, agreement, target, brief=True)),
                    )
                )
    columns = tuple(say(f"resume.{key}") for key in ("target", "verdict", "value", "goal"))
    return Table(say("front.caption", year=view.year), columns, tuple(rows))


def summary(view: View) -> Text:
    """Return how the newest edition's targets stand, in a sentence."""
    return Text((counts(view),))


def ways_in(view: View) -> Cards:
    """Return links to every edition, newest first, and to the pages across them."""
    years = sorted((edition.year for edition in view.facts.partnership.editions), reverse=True)
    editions = tuple((say("front.edition", year=year), "", f"{year}/resume.html") for year in years)
    across = tuple((say(f"chapter.{chapter}"), say(f"front.{chapter}"), f"{chapter}.html") for chapter in ACROSS)
    return Cards(((say("front.editions"), editions), (say("front.across"), across)))
