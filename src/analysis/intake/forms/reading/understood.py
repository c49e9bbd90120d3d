"""From a filled form to rows: what each cell means, where it stands, and everything that has to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.data import Facts
from analysis.data.tables import TABLES
from analysis.intake.applying.changes import Given
from analysis.intake.expected import key_of, source_key
from analysis.intake.forms.layout import forms_of
from analysis.intake.forms.model import Column, Form, Mark, Question
from analysis.intake.forms.reading.grid import Grid, Line, grid_of
from analysis.intake.forms.reading.mark import marks_in, recognise
from analysis.intake.forms.reading.written import Written, shown, written
from analysis.intake.forms.writing.headings import title_of
from analysis.intake.sheets import Cell, Delivery, Finding, Kind, Sheet, place_of, spans

KEYS = "intake.forms."
STATUS = "status.csv"
CHOICES = ("on_plan", "concern", "adjustment")
# What the reading says of every form that is as it was sent: its keys are hidden, and it is protected.
OWN = frozenset({"intake.reading.hidden_rows", "intake.reading.hidden_columns", "intake.reading.protected"})


@dataclass(frozen=True)
class Filled:
    """What a filled form says: which it is, its rows with the sheet and cell of each, and what has to be said of it.

    ``source`` is the source in ``sources.toml`` that the rows are from, as the drafts of a new edition name it; empty where there
    is none such.
    """

    mark: Mark
    given: tuple[Given, ...]
    findings: tuple[Finding, ...]
    source: str = ""


@dataclass(frozen=True)
class Said:
    """A question's line, and what was written into it."""

    line: Line
    answer: Written


def read(delivery: Delivery, facts: Facts) -> Filled:
    """Return what a filled form says. What can be meant in two ways becomes no row, but a finding that asks.

    Raises ``ValueError`` for a delivery that ``recognise`` does not know.
    """
    mark = recognise(delivery)
    if mark is None:
        raise ValueError(delivery.name)
    form, refusal = form_of(mark, facts)
    if form is None:
        return Filled(mark, (), (refusal,) if refusal else ())
    grids = [(sheet, grid) for sheet in delivery.sheets if is_of(sheet, mark) and (grid := grid_of(sheet, form))]
    if not grids:
        return Filled(mark, (), (Finding("refuse", f"{KEYS}no_heading"),))
    said = [Said(line, answer_of(line)) for _, grid in grids for line in grid.lines]
    findings = [
        *(finding for finding in delivery.findings if finding.key not in OWN),
        *(finding for sheet, grid in grids for finding in about_sheet(sheet, grid)),
        *(finding for one in said for finding in about_answer(one)),
        *about_doubles(said),
    ]
    once = {one.line.question.key: one for one in reversed(said) if not is_doubted(one, said) and not is_covered(one.line)}
    kept = [one for one in said if once.get(one.line.question.key) is one]
    rows, lacking = rows_of(form, kept)
    return Filled(mark, tuple(rows), (*findings, *lacking, *about_unanswered(form, said)), likely_source(form, facts))


def form_of(mark: Mark, facts: Facts) -> tuple[Form | None, Finding | None]:
    """Return the form that a mark names, or why the data folder has none such."""
    if mark.partnership != facts.partnership.id:
        values = {"found": mark.partnership, "expected": facts.partnership.id}
        return None, Finding("refuse", f"{KEYS}partnership", values=values)
    years = [edition.year for edition in facts.partnership.editions]
    if mark.edition not in map(str, years):
        return None, Finding("refuse", f"{KEYS}edition", values={"found": mark.edition, "years": ", ".join(map(str, years))})
    forms = forms_of(facts, int(mark.edition))
    found = next((form for form in forms if form.id == mark.form), None)
    values = {"found": mark.form, "forms": ", ".join(form.id for form in forms)}
    return found, None if found else Finding("refuse", f"{KEYS}form", values=values)


def likely_source(form: Form, facts: Facts) -> str:
    """Return the source that a form's rows are from: its supplier's of the year, or last time's document anew."""
    keys = [f"{form.owner.id}-{form.edition}"]
    for table in dict.fromkeys(question.table for question in form.questions):
        rows = [row for row in getattr(facts, table.removesuffix(".csv")) if row.year < form.edition]
        last = max(rows, key=lambda row: (row.year, facts.sources[row.source].role == "primary", row.published), default=None)
        keys.append(source_key(facts, form.edition, last, ""))
    return next((key for key in keys if key in facts.sources), "")


def is_of(sheet: Sheet, mark: Mark) -> bool:
    """Tell whether a sheet is of a form: it says so, or says nothing and may have lost its mark."""
    marks = list(marks_in(sheet))
    return sheet.visible == "visible" and (not marks or mark in marks)


def answer_of(line: Line) -> Written:
    """Return what was written into a question's line."""
    place = line.cell("answer")
    answer = written(line.question, line.value("answer"), line.sheet.look(*place)) if place else Written()
    if not answer.is_answer or not answer.cells:
        return answer
    more: dict[str, object] = {}
    for column in sorted(line.question.takes):
        value = line.value(column)
        if value in (None, ""):
            continue
        if column == "note":
            more["note"] = " ".join(shown(value).split())
            continue
        part = written(number_question(line.question, column), value, line.sheet.look(*(line.cell(column) or (0, 0))))
        if not part.is_answer:
            return part
        more[column] = part.cells["value"]
    return Written({**answer.cells, **more}, answer.kind, answer.key, answer.values)


def number_question(question: Question, column: Column) -> Question:
    """Return the question that one of the further columns asks: a number of people, or an end of an interval in the same unit."""
    unit = ("", "count") if column == "n" else (question.unit, question.unit_kind)
    return Question(question.key, "", "", "number", question.table, {}, "value", unit=unit[0], unit_kind=unit[1])


# Rows


def rows_of(form: Form, said: Iterable[Said]) -> tuple[list[Given], list[Finding]]:
    """Return the rows that answers make, and a finding for each that is not whole."""
    rows: list[Given] = []
    lacking: list[Finding] = []
    by_activity: dict[tuple[object, object], list[Said]] = {}
    for one in said:
        question = one.line.question
        if question.table == STATUS:
            by_activity.setdefault((question.cells["plan"], question.cells["activity"]), []).append(one)
        elif one.answer.is_answer:
            made = free_row(form, one) if question.is_free else row_of(form, [one])
            (rows if isinstance(made, Given) else lacking).append(made)  # type: ignore[arg-type]
    for answers in by_activity.values():
        filled = [one for one in answers if one.answer.is_answer]
        columns = {one.line.question.column for one in filled}
        if columns >= set(CHOICES):
            rows.append(row_of(form, filled))
        elif columns:
            open_ones = [one for one in answers if one.line.question.column in CHOICES and not one.answer.is_answer]
            if not any(one.answer.kind in ("ask", "refuse") for one in open_ones):
                lacking.append(finding("warn", "half", answers[0].line, cells_of(open_ones), about=answers[0].line.question.about))
    return rows, lacking


def row_of(form: Form, said: list[Said]) -> Given:
    """Return a row that one answer, or several about the same, make."""
    cells: dict[str, object] = dict(said[0].line.question.cells)
    for one in said:
        cells |= one.answer.cells
    first = said[0].line
    known = TABLES[first.question.table].model_fields
    kept = {name: value for name, value in cells.items() if name in known or value not in (None, "")}
    return Given(first.question.table, kept, first.sheet.name, cells_of(said), title_of(form))


def free_row(form: Form, one: Said) -> Given | Finding:
    """Return the row of a number that the person has named, or what lacks to make it one."""
    label, unit = (" ".join(shown(one.line.value(column) or "").split()) for column in ("text", "unit"))
    if not label or label == one.line.question.text or not unit:
        return finding("ask", "unnamed", one.line, cells_of([one]), found=shown(one.line.value("answer")))
    cells = {**one.line.question.cells, **one.answer.cells, "deliverable": key_of(label), "label": label, "unit": unit}
    return Given(one.line.question.table, cells, one.line.sheet.name, cells_of([one]), title_of(form))


def cells_of(said: Iterable[Said]) -> str:
    """Return where answers stand."""
    places = [(one.line.sheet, place) for one in said if (place := one.line.cell("answer"))]
    return "+".join(place_of(sheet, *place) for sheet, place in places)


# What has to be said


def finding(kind: Kind, key: str, line: Line, cells: str, **values: object) -> Finding:
    """Return a finding about a line."""
    return Finding(kind, KEYS + key, line.sheet.name, cells, values)


def about_answer(one: Said) -> Iterator[Finding]:
    """Yield what there is to say of one answer, and that it stands in joined cells."""
    if one.answer.key:
        asked = {"question": one.line.question.text, "about": one.line.question.about}
        yield finding(one.answer.kind, one.answer.key, one.line, cells_of([one]), **{**asked, **one.answer.values})
    elif not one.answer.is_answer and one.line.question.is_free and is_worded(one.line):
        yield finding("warn", "no_answer", one.line, cells_of([one]), found=shown(one.line.value("text")))
    place = one.line.cell("answer")
    if place and is_covered(one.line):
        area = next(area for area in one.line.sheet.merged if place in area)
        yield finding("ask", "joined", one.line, str(area), about=one.line.question.about)


def is_worded(line: Line) -> bool:
    """Tell whether a person has named something to be counted."""
    return bool(line.value("text")) and shown(line.value("text")) != line.question.text


def is_covered(line: Line) -> bool:
    """Tell whether a line's answer is part of a joined cell that does not begin with it, or covers the answer of another line."""
    place = line.cell("answer")
    if place is None:
        return False
    return any(place in area and (area.bottom > area.top or (area.top, area.left) != place) for area in line.sheet.merged)


def about_sheet(sheet: Sheet, grid: Grid) -> Iterator[Finding]:
    """Yield what stands on a sheet beside the form's own lines, and lines that cannot be trusted."""
    if grid.astray:
        values = {"found": shown(sheet.value(*grid.astray[0]))}
        yield Finding("ask", f"{KEYS}astray", sheet.name, spans(grid.astray), values)
    for key, rows in (("sorted", grid.doubted), ("unknown", grid.unknown)):
        if rows:
            yield Finding("ask", f"{KEYS}{key}", sheet.name, rows_said(sheet, rows), {"count": len(rows)})
    hidden = [line for line in grid.lines if is_hidden(line) and line.value("answer") not in (None, "")]
    if hidden:
        yield Finding("ask", f"{KEYS}hidden", sheet.name, rows_said(sheet, [line.row for line in hidden]), {"count": len(hidden)})


def rows_said(sheet: Sheet, rows: Iterable[int]) -> str:
    """Return the places of whole rows."""
    return spans([(row, column) for row in rows for column in range(1, len(sheet.rows[row - 1]) + 1)])


def is_doubted(one: Said, said: Iterable[Said]) -> bool:
    """Tell whether the same question is answered otherwise elsewhere, or its line is hidden."""
    others = [other for other in said if other.line.question.key == one.line.question.key and other.answer.cells]
    return is_hidden(one.line) or any(other.answer.cells != others[0].answer.cells for other in others)


def is_hidden(line: Line) -> bool:
    """Tell whether somebody has hidden a line, or the column of answers."""
    place = line.cell("answer")
    return line.row in line.sheet.hidden_rows or bool(place and place[1] in line.sheet.hidden_columns)


def about_doubles(said: list[Said]) -> Iterator[Finding]:
    """Yield a finding for each question that has two different answers."""
    by_key: dict[str, list[Said]] = {}
    for one in said:
        if one.answer.cells:
            by_key.setdefault(one.line.question.key, []).append(one)
    for same in by_key.values():
        if is_doubted(same[0], same) and not is_hidden(same[0].line):
            places: list[Cell] = [place for one in same if (place := one.line.cell("answer"))]
            yield finding("ask", "twice", same[0].line, spans(places), question=same[0].line.question.text)


def about_unanswered(form: Form, said: Iterable[Said]) -> Iterator[Finding]:
    """Yield that some questions have no answer, of those that may not stay empty: how many of how many."""
    answered = {one.line.question.key for one in said if one.answer.cells or one.answer.key}
    asked = [question for question in form.questions if not question.is_free and not question.is_optional]
    missing = [question for question in asked if question.key not in answered]
    if missing:
        values: Mapping[str, object] = {
            "missing": len(missing),
            "count": len(asked),
            "first": f"{missing[0].about}: {missing[0].text}",
        }
        yield Finding("warn", f"{KEYS}unanswered", values=values)
