"""The yearly plan as a document: effort areas, each activity, who is responsible, what it is to deliver, and its money."""

from __future__ import annotations

from analysis.display.blocks import Section
from analysis.display.chapters import tryghedsplan
from analysis.display.documents.document import Document
from analysis.display.documents.made import document
from analysis.display.view.view import View


def plan(view: View) -> Document:
    """Return the plan that covers an edition's year."""
    parts = {
        "activities": tryghedsplan.activities(view),
        "budget": tryghedsplan.budget(view),
        "deliverables": tryghedsplan.deliverables(view),
    }
    return document(view, "plan", tuple(Section(key, view.say(f"document.{key}"), (block,)) for key, block in parts.items()))
