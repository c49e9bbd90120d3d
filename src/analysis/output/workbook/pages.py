"""The sheets of a document's tables: each with its number, its source, the words in it that stand for no number, and its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.display.blocks import Table
from analysis.display.documents.document import Document
from analysis.display.runs import Phrase
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.output.sequence import NumberedTable, sequence
from analysis.output.workbook.names import numbered_name, table_name
from analysis.output.workbook.sheet import Grid, Line, Sheet
from analysis.output.workbook.tables import grid_of, words_in


@dataclass(frozen=True)
class Note:
    """A note to a table: what it is called and what it says."""

    name: str
    text: str


@dataclass(frozen=True)
class Page:
    """A table of a document as a sheet, with its notes, which stand among all others on a sheet of their own too."""

    sheet: Sheet
    notes: tuple[Note, ...]
    words: tuple[str, ...]


def pages_of(view: View, document: Document) -> tuple[Page, ...]:
    """Return the tables of a document as sheets, in their order."""
    pages: list[Page] = []
    for part in sequence(document):
        if isinstance(part, NumberedTable):
            pages.append(page_of(view, document, part, [page.sheet.name for page in pages]))
    return tuple(pages)


def page_of(view: View, document: Document, part: NumberedTable, taken: list[str]) -> Page:
    """Return one table as a sheet."""
    table, label = part.table, document.words["table"].format(number=part.number)
    unfinished = frozenset(view.say.text("search.stop").split())
    name = numbered_name(label, table.caption.text, short_of(view, table), taken, unfinished)
    grid = grid_of(view, table, table_name(name))
    notes = tuple(
        Note(view.say.text("workbook.note").format(number=f"{part.number}.{place}"), note.text)
        for place, note in enumerate(table.notes, 1)
    )
    words = words_in(view, grid.rows)
    return Page(Sheet(name, f"{label}. {grid.about}", tuple(lines_of(view, table, grid, notes)), grid), notes, words)


def lines_of(view: View, table: Table, grid: Grid, notes: tuple[Note, ...]) -> Iterator[Line]:
    """Yield what stands between title and table: the way back, the source where no note has it, words for no number, notes."""
    yield Line(view.say.text("workbook.to_contents"), sheet=view.say.text("workbook.contents"))
    sources = view.sources(rows_of(table)).text
    if sources and not any(sources in note.text for note in notes):
        yield Line(view.say("workbook.source", sources=sources).text)
    if words := words_in(view, grid.rows):
        yield Line(explained(view, words))
    yield from (Line(f"{note.name}: {note.text}") for note in notes)


def explained(view: View, words: Iterable[str]) -> str:
    """Return what the words mean that stand instead of a number."""
    return " ".join(view.say.text(f"workbook.word_{word}") for word in words)


def phrases_of(table: Table) -> Iterator[Phrase]:
    """Yield everything that a table's cells say."""
    for row in table.rows:
        for cell in row:
            yield from (cell.text, cell.second)


def rows_of(table: Table) -> tuple[Result, ...]:
    """Return the rows that a table shows, each once."""
    return tuple(dict.fromkeys(row for said in phrases_of(table) for row in said.rows))


def short_of(view: View, table: Table) -> str:
    """Return the short name of the one thing that a table is about; nothing where it is about several, or about a plan."""
    rows = rows_of(table)
    about = {(row.indicator, row.category, row.plan, row.breakdown) for row in rows if row.measure not in ("lower", "upper")}
    indicator, *parts = next(iter(about)) if len(about) == 1 else ("", "", "", "")
    found = view.known.indicators.get(indicator)
    return found.short if found and not any(parts) else ""
