"""The workbook of an edition: which sheets it has, in which order."""

from __future__ import annotations

from analysis.display.documents.document import Document
from analysis.display.view.view import View
from analysis.output.records import Records, records_of
from analysis.output.workbook.front import contents, cover, notes
from analysis.output.workbook.listing import listing_of
from analysis.output.workbook.pages import pages_of
from analysis.output.workbook.sheet import Sheet
from analysis.output.workbook.writing import Properties, written


def workbook_of(view: View, document: Document) -> bytes:
    """Return an edition as a workbook (XLSX) with the tables of a document and all records. The same edition gives the same bytes."""
    themes = dict.fromkeys(row.theme for row in view.rows.table if row.theme)
    properties = Properties(
        title=document.title.text,
        subject=view.say("workbook.subject", year=view.year).text,
        author=document.author,
        keywords=view.say.listed(view.theme(theme) for theme in themes).text,
        about=view.say("workbook.about", title=document.title, year=view.year).text,
        day=document.day,
        language=document.language,
        page=document.words["page"],
    )
    return written(sheets_of(view, document), properties)


def sheets_of(view: View, document: Document) -> tuple[Sheet, ...]:
    """Return the sheets of an edition's workbook: those that lead, one for each table, one for each kind of record."""
    pages = pages_of(view, document)
    taken = [view.say.text(f"workbook.{key}") for key in ("cover", "contents", "notes")] + [page.sheet.name for page in pages]
    listings: list[tuple[Records, Sheet]] = []
    for records in records_of(view):
        if records.rows:
            sheet = listing_of(view, records, [*taken, *(sheet.name for _, sheet in listings)])
            listings.append((records, sheet))
    explained = notes(view, pages, listings)
    tables = (*(page.sheet for page in pages), *(sheet for _, sheet in listings))
    return (cover(view, document), contents(view, document, (explained, *tables)), explained, *tables)
