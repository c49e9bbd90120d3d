"""An edition's status as the analyst reads it: a table by owner, and a list of what lacks; and the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from analysis.data import Facts
from analysis.intake.expected import Answer, Figure, Grant, Owner, Reported, Subject
from analysis.messages import message
from analysis.year.status import Completeness, Owed

KINDS: dict[str, type[Subject]] = {"figures": Figure, "answers": Answer, "numbers": Reported, "sums": Grant}
WIDEST_NAME = 44


def table(found: Completeness) -> list[str]:
    """Return a line for each owner: the day, the name, and of each kind of thing how much is there of how much is owed."""
    head = [message(f"year.status.{name}") for name in ("due", "owner", *KINDS, "missing")]
    rows = [head, *(row_of(owner, owed) for owner, owed in found.by_owner().items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lefts = 2  # the day and the name
    return [
        "  ".join(
            cell.ljust(width) if number < lefts else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def row_of(owner: Owner, owed: Sequence[Owed]) -> list[str]:
    """Return an owner's line as cells."""
    name = owner.name if len(owner.name) <= WIDEST_NAME else owner.name[: WIDEST_NAME - 3].rstrip() + "..."
    counts = []
    for kind in KINDS.values():
        own = [one for one in owed if isinstance(one.subject, kind)]
        counts.append(f"{sum(one.state != 'missing' for one in own)}/{len(own)}" if own else "-")
    missing = sum(one.state == "missing" for one in owed)
    return [owner.due.isoformat() if owner.due else "-", name, *counts, str(missing)]


def lacking(facts: Facts, missing: Iterable[Owed]) -> list[str]:
    """Return what lacks, under the name of each owner: the same thing of several areas or categories on a line."""
    by_owner: dict[Owner, list[Owed]] = {}
    for one in missing:
        by_owner.setdefault(one.owner, []).append(one)
    lines: list[str] = []
    for owner, owed in by_owner.items():
        key = "year.status.owes" if owner.due else "year.status.owes_some_day"
        lines.append(message(key, owner=owner.name, due=owner.due, count=len(owed)))
        for (what, is_target), same in groupby(owed, key=lambda one: (about(facts, one.subject), "target" in one.reasons)):
            parts = ", ".join(part for one in same if (part := part_of(facts, one.subject)))
            said = f"{what}: {parts}" if parts else what
            lines.append(message("year.status.target", what=said) if is_target else f"  {said}")
    return lines


def about(facts: Facts, subject: Subject) -> str:
    """Return what something is about, in the names of the data."""
    if isinstance(subject, Figure):
        area = facts.partnership.geographies[subject.geography].short
        return f"{facts.indicators[subject.indicator].short}, {area}, {subject.year}"
    name = next(
        (row.name for row in facts.activities if (row.plan, row.activity) == (subject.plan, subject.activity)), subject.activity
    )
    return message(f"year.status.about.{next(kind for kind, known in KINDS.items() if isinstance(subject, known))}", name=name)


def about_part(facts: Facts, subject: Subject) -> str:
    """Return what something is about, with its part where it has one."""
    what, part = about(facts, subject), part_of(facts, subject)
    return f"{what}: {part}" if part else what


def part_of(facts: Facts, subject: Subject) -> str:
    """Return which part of it something is: the category of a figure, the label of a number; nothing where there are no parts."""
    if isinstance(subject, Figure):
        categories = facts.indicators[subject.indicator].categories
        return categories[subject.category].name if subject.category in categories else subject.category
    if isinstance(subject, Reported):
        key = (subject.plan, subject.activity, subject.deliverable)
        return next((row.label for row in facts.deliverables if (row.plan, row.activity, row.deliverable) == key), "")
    return ""


def as_data(found: Completeness, comments: Sequence[str]) -> dict[str, Any]:
    """Return an edition's status as plain data: owners with what they owe, each with its columns, reasons and state."""
    kinds = {known: kind for kind, known in KINDS.items()}
    return {
        "edition": found.year,
        "complete": found.is_complete,
        "owners": [
            {
                "id": owner.id,
                "name": owner.name,
                "due": owner.due.isoformat() if owner.due else None,
                "owes": [
                    {
                        "kind": kinds[type(one.subject)],
                        **{name: getattr(one.subject, name) for name in one.subject.__slots__},
                        "reasons": list(one.reasons),
                        "state": one.state,
                    }
                    for one in owed
                ],
            }
            for owner, owed in found.by_owner().items()
        ],
        "comments_unwritten": list(comments),
    }
