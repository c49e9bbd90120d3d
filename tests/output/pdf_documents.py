"""The documents that the tests of PDF files look at, and an invented one that says everything a document can say."""

import datetime as dt
from pathlib import Path

from looking import cache

from analysis.data import load
from analysis.display.blocks import Cell, Figure, Section, Table, Text, cell
from analysis.display.documents.document import Document
from analysis.display.documents.plan import plan
from analysis.display.documents.status import status
from analysis.display.figures.style import picture
from analysis.display.runs import Because, phrase
from analysis.display.view.opened import Opening, look
from analysis.output.pdf import pdf_of

ROOT = Path(__file__).parents[2]
PLACES = {"own": ROOT / "data", "mini": ROOT / "tests" / "mini" / "data", "broad": ROOT / "tests" / "broad" / "data"}
KINDS = {"status": status, "plan": plan}
EDITIONS = [
    *(("own", year, "status") for year in range(2013, 2023)),
    ("own", 2022, "plan"),
    *(("broad", 2033, kind) for kind in KINDS),
    ("mini", 2033, "status"),
]


@cache
def facts_of(place):
    return load(PLACES[place])


@cache
def document_of(place, year, kind):
    return KINDS[kind](look(Opening("edition", year, ""), facts_of(place)))


@cache
def made(place, year, kind):
    return pdf_of(document_of(place, year, kind))


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 704 300" aria-hidden="true"><g><a class="r" href="kvitteringer.html#x" '
    'data-rows="x"><text x="40" y="60" style="font-size: 13.5px; font-family: inherit; fill: var(--area)">Hyggeligt 17 %</text></a>'
    "</g></svg>"
)
WORDS = {
    "contents": "Indhold",
    "table": "Tabel {number}",
    "figure": "Figur {number}",
    "page": "Side {page} af {pages}",
    "sources": "Kilder",
}


def figure(**changed):
    given = {
        "name": "ro",
        "title": phrase("Roligere"),
        "subtitle": phrase("Procent"),
        "description": phrase("Linjediagram: 17 % i 2033."),
    }
    return Figure(**(given | {"picture": picture(lambda _: SVG)} | changed))


def table(rows=12, **changed):
    """A table with groups, a strong row, a second line and an empty cell."""
    body = [
        (cell(f"Sted {n}", "ved åen" if n % 2 else ""), cell(f"{n}.000", numeric=True), Cell(numeric=True)) for n in range(rows)
    ]
    given = {
        "caption": phrase("Steder"),
        "columns": (phrase("Sted"), phrase("Tal"), phrase("Mere")),
        "rows": tuple(body),
        "notes": (phrase("Kilde: optalt."),),
        "strong_rows": frozenset({rows - 1}),
        "groups": {0: phrase("Nord"), rows // 2: phrase("Syd")},
    }
    return Table(**(given | changed))


def document(*blocks, **changed):
    """A document with these blocks, or with one of each kind."""
    every = (Text((phrase("Første."),), lead=True), Text((phrase("Et."), phrase("To.")), bullets=True), table(), figure())
    given = {
        "kind": "status",
        "year": 2033,
        "language": "da",
        "day": dt.date(2033, 5, 4),
        "version": "1.2",
        "author": "Partnerskabet",
        "title": phrase("Status 2033"),
        "subtitle": phrase("Bilag"),
        "facts": ((phrase("Data til og med"), phrase(Because("4. maj 2033", "date"))), (phrase("Udgives af"), phrase("Byen"))),
        "blocks": (Section("a", phrase("Afsnit"), blocks or every),),
        "words": WORDS,
    }
    return Document(**(given | changed))
