"""The sheets that lead to the others: cover, contents, and the notes of all tables with words, columns and methods explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.display.documents.document import Document
from analysis.display.runs import joined, name
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.frame import METHODS
from analysis.output.records import Records
from analysis.output.workbook.names import table_name
from analysis.output.workbook.pages import Page
from analysis.output.workbook.sheet import Entry, Grid, Line, Number, Sheet, Way
from analysis.output.workbook.tables import unique

# What a method says of a row alone, and for what its words have a letter instead.
OWN = ("unknown", "against_year", "against_area", "n", "family")
ANY = ("n", "family", "unknown")


def cover(view: View, document: Document) -> Sheet:
    """Return the first sheet: whose the workbook is, what it knows until when, what it holds, and where its numbers come from."""
    say, partnership = view.say, view.facts.partnership
    lines = [Line(say("workbook.about", title=document.title, year=view.year).text)]
    lines += [Line(joined(": ", fact).text) for fact in document.facts]
    if partnership.contact:
        lines.append(Line(say("workbook.contact", contact=name(partnership.contact)).text))
    addresses = {"book": partnership.address, "publisher_page": partnership.url}
    lines += [Line(say.text(f"workbook.{key}"), address=address) for key, address in addresses.items() if address]
    licence = partnership.licence
    said = say("take.licence", name=name(licence.name), url=name(licence.url)) if licence else say("take.no_licence")
    lines.append(Line(said.text, address=licence.url if licence else ""))
    lines.append(Line(say.text("workbook.holds"), heading=True))
    lines += [Line(say.text(f"workbook.to_{place}"), sheet=say.text(f"workbook.{place}")) for place in ("contents", "notes")]
    lines += [Line(say.text(f"workbook.{key}")) for key in ("holds_tables", "holds_records")]
    lines.append(Line(say.text("workbook.reading"), heading=True))
    lines += [Line(say.text(f"workbook.{key}")) for key in ("reading_numbers", "reading_words", "reading_notes")]
    lines.append(Line(document.words["sources"], heading=True))
    lines.append(Line(say("workbook.sources", sources=view.sources(view.rows.table)).text))
    return Sheet(say.text("workbook.cover"), document.title.text, tuple(lines))


def contents(view: View, document: Document, sheets: Sequence[Sheet]) -> Sheet:
    """Return the sheet with the way to every other."""
    say = view.say.text
    title = say("workbook.contents")
    back = Line(say("workbook.to_cover"), sheet=say("workbook.cover"))
    rows = tuple(
        (Way(sheet.name, sheet.name), sheet.grid.about if sheet.grid else "", Number(len(sheet.grid.rows) if sheet.grid else 0))
        for sheet in sheets
    )
    columns = tuple(say(f"workbook.contents_{key}") for key in ("sheet", "about", "rows"))
    grid = Grid(table_name(title), say("workbook.contents_title"), columns, rows)
    return Sheet(title, f"{say('workbook.contents_title')}: {document.title}", (back, Line(say("workbook.contents_lead"))), grid)


def notes(view: View, pages: Sequence[Page], listings: Sequence[tuple[Records, Sheet]]) -> Sheet:
    """Return the sheet with all notes, the words that stand for no number, the columns of the records, and the methods."""
    say = view.say.text
    title = say("workbook.notes")
    back = Line(say("workbook.to_contents"), sheet=say("workbook.contents"))
    rows = (*notes_of(pages), *words_of(view, pages), *columns_of(view, listings), *methods_of(view, listings))
    columns = tuple(say(f"workbook.notes_{key}") for key in ("what", "where", "text"))
    grid = Grid(table_name(title), say("workbook.notes_title"), unique(columns), rows)
    return Sheet(title, say("workbook.notes_title"), (back, Line(say("workbook.notes_lead"))), grid)


def notes_of(pages: Sequence[Page]) -> Iterator[tuple[Entry, ...]]:
    """Yield the notes of all tables."""
    for page in pages:
        yield from ((note.name, Way(page.sheet.name, page.sheet.name), note.text) for note in page.notes)


def words_of(view: View, pages: Sequence[Page]) -> Iterator[tuple[Entry, ...]]:
    """Yield the words that stand for no number in any table."""
    say = view.say.text
    for word in dict.fromkeys(word for page in pages for word in page.words):
        yield say("workbook.notes_word"), say("workbook.notes_tables"), say(f"workbook.word_{word}")


def columns_of(view: View, listings: Sequence[tuple[Records, Sheet]]) -> Iterator[tuple[Entry, ...]]:
    """Yield what each column of the records is."""
    for records, sheet in listings:
        for column in records.columns:
            what = view.say("workbook.notes_column", column=name(column.title)).text
            yield what, Way(sheet.name, sheet.name), column.about


def methods_of(view: View, listings: Sequence[tuple[Records, Sheet]]) -> Iterator[tuple[Entry, ...]]:
    """Yield the methods of the results in the order in which they are first used, each with what it is in words."""
    sheet = next(sheet for records, sheet in listings if records.name == "results")
    for written, says in dict.fromkeys(method_in_words(view, row) for row in view.rows.table):
        yield view.say("workbook.notes_method", method=name(written)).text, Way(sheet.name, sheet.name), says


def method_in_words(view: View, row: Result) -> tuple[str, str]:
    """Return how the results write the method of a row, without what is the row's own, and what it is in words."""
    written = METHODS[row.method].format_map({"rule": row.rule, "kind": row.kind, **dict.fromkeys(OWN, "…")})
    if row.method == "rule":
        return written, view.say.text(f"rule.{row.rule}")
    return written, view.say(f"way.{row.method}", **{key: view.say(f"workbook.any_{key}") for key in ANY}).text
