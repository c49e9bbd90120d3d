"""The committee's appendix: targets, safety, crime, cooperation, own themes, the plan's money, the activities, notes and sources."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from analysis.display.blocks import Block, Section, Text
from analysis.display.chapters import andre, tryghed
from analysis.display.chapters.resume import themes_missing, years_of_instruments
from analysis.display.documents.cooperation import cooperation
from analysis.display.documents.crime import crime
from analysis.display.documents.document import Document
from analysis.display.documents.ending import endings
from analysis.display.documents.goals import goals
from analysis.display.documents.made import document, opening
from analysis.display.documents.midway import midway
from analysis.display.documents.money import money
from analysis.display.documents.people import comment
from analysis.display.documents.told import told
from analysis.display.parts.indicators.section import owner, unplaced
from analysis.display.parts.series import survey_indicators
from analysis.display.runs import NOTHING, Phrase, joined, name
from analysis.display.view.view import View

NONE: Mapping[str, str] = MappingProxyType({})


def status(view: View, comments: Mapping[str, str] = NONE) -> Document:
    """Return the status of an edition as the committee knows it.

    ``comments`` are the texts that people wrote for the edition's chapters, by the chapter's name (``kommentar/<year>/<name>.md`` of
    the data folder). Raises ``DataFaults`` for what they say and the results do not.
    """
    parts = (
        part(view, "targets_many" if len(view.agreements) > 1 else "targets", goals(view), comments, "resume"),
        part(view, "safety", safety(view), comments, "tryghed"),
        part(view, "crime", crime(view), comments, "kriminalitet"),
        part(view, "cooperation", cooperation(view), comments, "samarbejde"),
        *themes(view),
        part(view, "others", (), comments, "andre"),
        part(view, "plan", money(view), comments, "tryghedsplan"),
        part(view, "midway", midway(view), comments, "midtvejsstatus"),
    )
    found = (begin(view), *parts)
    return document(view, "status", (*found, *endings(view, found)))


def part(view: View, key: str, blocks: tuple[Block, ...], comments: Mapping[str, str], chapter: str) -> Section:
    """Return a section with what people wrote for its chapter behind the rest; empty without either."""
    return Section(key, view.say(f"document.{key}"), (*blocks, comment(view, chapter, comments.get(chapter, ""))))


def begin(view: View) -> Text:
    """Return what the status is about, how new its figures are, and what it has nothing new on."""
    agreements = view.listed(name(agreement.name) for agreement in view.agreements)
    return opening(
        view,
        view.say("document.status_about", agreements=agreements) if agreements else NOTHING,
        joined(" ", [*years_of_instruments(view), *themes_missing(view)]),
        view.note(view.facts.partnership.editions_note),
    )


def safety(view: View) -> tuple[Block, ...]:
    """Return a section for each question that the survey asks and each other indicator, and the levels that are judged."""
    if tryghed.THEME not in view.news:
        return ()
    asked = {key for key in survey_indicators(view, tryghed.THEME) if view.facts.indicators[key].role}
    shown = asked | set(unplaced(view, [tryghed.THEME]))
    return (*(told(view, key) for key in view.facts.indicators if key in shown), tryghed.levels(view))


def themes(view: View) -> tuple[Section, ...]:
    """Return a section for each theme that the data folder adds, and for what the plans' themes have beside the plans."""
    found = ((theme, unplaced(view, [theme])) for theme in andre.themes(view))
    return tuple(
        Section(theme, view.theme(theme), (*(told(view, key) for key in keys), Text(answerable(view, keys[0]), note=True)))
        for theme, keys in found
        if keys
    )


def answerable(view: View, indicator: str) -> tuple[Phrase, ...]:
    """Return who answers for an indicator's theme; nothing for one of the book's own."""
    return tuple(filter(None, (owner(view, indicator),)))
