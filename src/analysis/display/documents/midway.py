"""How the activities go half-way through the year, on paper: one table, each activity on a line with all that is said of it."""

from __future__ import annotations

from analysis.data import ActivityStatus
from analysis.display.blocks import Block, Cell, Table, Text, cell
from analysis.display.chapters.midtvejsstatus import (
    activity_of,
    answer,
    answers,
    deliverable_facts,
    glance,
    name_of,
    questions,
)
from analysis.display.parts.values import shown
from analysis.display.runs import NOTHING, joined, name, phrase, quoted
from analysis.display.view.view import View


def midway(view: View) -> tuple[Block, ...]:
    """Return the period and the answers counted, and the table; nothing without answers."""
    return (Text(tuple(filter(None, [joined(" ", glance(view).paragraphs)]))), answers_table(view))


def answers_table(view: View) -> Table:
    """Return each activity and who is responsible, its three answers, and what it says and delivers in short."""
    given = answers(view)
    columns = (
        view.say("document.activity"),
        *(phrase(name(view.facts.indicators[key].short)) for key in questions(view)),
        view.say("document.in_short"),
    )
    used = [row for status in given for key in questions(view) if (row := answer(view, status, key))]
    notes = (view.say("midway.note", sources=view.sources(used)),)
    return Table(view.say("document.midway_caption"), columns, tuple(answer_row(view, status) for status in given), notes)


def answer_row(view: View, status: ActivityStatus) -> tuple[Cell, ...]:
    responsible = activity_of(view, status).responsible
    delivered = deliverable_facts(view, status)
    numbers = joined("; ", (view.say("document.deliverable", label=label, value=said) for label, said in delivered))
    return (
        cell(name_of(view, status), quoted(responsible) if responsible else NOTHING),
        *(cell(shown(view, answer(view, status, key))) for key in questions(view)),
        cell(
            quoted(status.comment) if status.comment else view.say("status.not_stated"),
            view.say("document.delivered", points=numbers) if numbers else NOTHING,
        ),
    )
