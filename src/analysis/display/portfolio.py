"""The front page of a portfolio: every partnership with its newest edition's verdicts, and the way to its book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.display.blocks import Cell, Table, render
from analysis.display.chapters import index as front
from analysis.display.chapters.resume import counts
from analysis.display.language.words import say
from analysis.display.parts.values import verdict_key
from analysis.display.view.view import View

VERDICTS = ("met", "not_met", "undetermined", "monitored", "baseline")


@dataclass(frozen=True)
class Book:
    """A partnership's newest edition, and where its book lies seen from the page; empty while it has no pages."""

    view: View
    way: str


def page(title: str, books: Iterable[Book], style: str) -> str:
    """Return the page as HTML that asks for no other file. The books are gone through once, and not kept."""
    said = [(row_of(book), (book.view.facts.partnership.name, counts(book.view), targets(book))) for book in books]
    table, details = overview([row for row, _ in said]), [detail for _, detail in said]
    return render("portfolio.html", title=title, lead=say("portfolio.lead"), table=table, details=details, style=style)


def overview(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return each partnership with how many targets got which verdict."""
    columns = tuple(say(f"portfolio.{key}") for key in ("partnership", "edition", *VERDICTS))
    return Table(say("portfolio.caption"), columns, tuple(rows))


def row_of(book: Book) -> tuple[Cell, ...]:
    """Return a partnership's name, its newest edition, and how many targets got which verdict."""
    found = [verdict_key(row) for row in book.view.pick(measure="verdict")]
    numbers = (Cell(str(found.count(verdict)), numeric=True) for verdict in VERDICTS)
    name = Cell(book.view.facts.partnership.name, link=book.way and f"{book.way}/index.html")
    return name, Cell(str(book.view.year), numeric=True), *numbers


def targets(book: Book) -> Table:
    """Return the targets of a partnership as on its own front page, with links that lead to its book from here."""
    table = front.verdicts(book.view)
    rows = tuple((replace(row[0], link=book.way and f"{book.way}/{row[0].link}"), *row[1:]) for row in table.rows)
    caption = say("portfolio.details", partnership=book.view.facts.partnership.name, year=book.view.year)
    return replace(table, caption=caption, rows=rows)
