"""The committee's appendix: targets, safety, crime, cooperation, the plan with its money, and the activities half-way."""

from __future__ import annotations

from analysis.display.blocks import Section
from analysis.display.chapters import kriminalitet, midtvejsstatus, resume, samarbejde, tryghed, tryghedsplan
from analysis.display.documents.document import Document
from analysis.display.documents.made import document
from analysis.display.view.view import View


def status(view: View) -> Document:
    """Return the status of an edition as the committee knows it."""
    parts = {
        "targets": (resume.introduction(view), resume.targets(view)),
        "safety": (tryghed.points(view), tryghed.questions(view)),
        "crime": (kriminalitet.points(view), kriminalitet.reports(view), kriminalitet.path(view)),
        "cooperation": (samarbejde.ssp(view), samarbejde.share(view)),
        "plan": (tryghedsplan.points(view), tryghedsplan.budget(view)),
        "midway": (midtvejsstatus.glance(view), midtvejsstatus.one_by_one(view)),
    }
    return document(view, "status", tuple(Section(key, view.say(f"document.{key}"), blocks) for key, blocks in parts.items()))
