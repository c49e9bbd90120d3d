"""Words of the data in the analyst's language: statuses, answers, and what kind of number a row of the plan is."""

from __future__ import annotations

from analysis.messages import has_message, message

ANSWERS = frozenset({"on_plan", "concern", "adjustment"})


def status_said(status: str) -> str:
    """Return a status in the analyst's language; itself where there is no other word for it."""
    return message(key) if has_message(key := f"results.status.{status}") else status


def cell_said(column: str, value: str) -> str:
    """Return what a cell of a table says in the analyst's language: an answer with what it answers; any other cell as it is."""
    if column == "status":
        return status_said(value)
    word = message(key) if column in {*ANSWERS, "kind"} and has_message(key := f"intake.shown.word.{value}") else value
    return message(f"intake.shown.answer.{column}", answer=word) if column in ANSWERS else word
