"""What stands above the questions of a form, in whatever file: title, what to do, and what the form says of itself."""

from __future__ import annotations

from analysis.intake.forms.layout.shown import day
from analysis.intake.forms.model import Column, Form
from analysis.intake.forms.words import word

# What a form is known by, and how its columns are known whatever is written above them.
MARK, COLUMN_MARK = "statusbog-form", "#"


def marks_of(form: Form) -> tuple[str, ...]:
    """Return what a form says of itself, to be hidden in its file."""
    return MARK, form.id, str(form.edition), form.partnership


def title_of(form: Form) -> str:
    """Return the title."""
    return word(f"title.{form.kind}", year=form.edition, owner=form.owner.name)


def lines_of(form: Form, fill: str) -> list[str]:
    """Return what to do, a sentence or two on each line; ``fill`` is how this kind of file is filled in."""
    lines = [
        word("line.due", due=day(form.owner.due)) if form.owner.due else word("line.no_due"),
        word(f"line.{fill}", year=form.edition),
    ]
    if form.kind == "answers":
        if form.period:
            lines.append(word("line.period", first=day(form.period[0]), last=day(form.period[1])))
        return [*lines, word("line.choices"), word("line.numbers"), word("line.no_names")]
    has_sums = any(question.unit_kind == "dkk" for question in form.questions)
    return [*lines, word("line.again"), word("line.small"), *([word("line.markers")] if has_sums else [])]


def heading_of(form: Form, column: Column) -> str:
    """Return the heading of a column."""
    if column in ("about", "text"):
        return word(f"column.{form.kind}_{column}")
    if form.kind == "answers" and column in ("last", "answer"):
        return word("column.last_year" if column == "last" else "column.answer_year", year=form.edition, before=form.edition - 1)
    return word(f"column.{column}")
