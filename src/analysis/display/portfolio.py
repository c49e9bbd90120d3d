"""The front page of a portfolio: every partnership with its newest edition's verdicts, and the way to its book."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.display.blocks import Cell, Table, cell, render
from analysis.display.language.language import Language
from analysis.display.parts.targets import counts_sentence, overview_table
from analysis.display.parts.values import shown
from analysis.display.runs import Phrase, name, phrase, year
from analysis.display.view.view import View

VERDICTS = ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "monitored", "baseline")

# The receipts lie in each book, beside the pages that show its numbers.
TO_RECEIPT = re.compile(r'<a class="r"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Book:
    """A partnership's newest edition, and where its book lies seen from the page; empty while it has no pages."""

    view: View
    way: str


def page(title: str, books: Iterable[Book], style: str) -> str:
    """Return the page as HTML that asks for no other file. The books are gone through once, and not kept."""
    said = [(row_of(book), detail_of(book), book.view.say) for book in books]
    table, details, say = overview([row for row, _, _ in said], said[0][2]), [detail for _, detail, _ in said], said[0][2]
    html = render("portfolio.html", title=title, lead=say("portfolio.lead"), table=table, details=details, style=style)
    return TO_RECEIPT.sub(r"\1", html)


def overview(rows: Iterable[tuple[Cell, ...]], say: Language) -> Table:
    """Return each partnership with how many targets got which verdict."""
    heads = (say(f"portfolio.{key}") for key in ("partnership", "edition"))
    columns = (*heads, *(say(f"verdict.{key}") for key in VERDICTS))
    return Table(say("portfolio.caption"), columns, tuple(rows))


def detail_of(book: Book) -> tuple[str, Phrase, Table]:
    """Return a partnership's name, how its targets stand in a sentence, and its targets."""
    return book.view.facts.partnership.name, counts_sentence(book.view), targets(book)


def row_of(book: Book) -> tuple[Cell, ...]:
    """Return a partnership's name, its newest edition, and how many targets got which verdict."""
    view = book.view
    found = {row.category: row for row in view.pick(measure="count", aspect="verdicts")}
    numbers = (cell(shown(view, found[verdict]), numeric=True) for verdict in VERDICTS)
    title = cell(name(view.facts.partnership.name), link=book.way and f"{book.way}/index.html")
    return title, cell(year(view.year), numeric=True), *numbers


def targets(book: Book) -> Table:
    """Return the targets of a partnership as on its own front page, with links that lead to its book from here."""
    table = overview_table(book.view, f"{book.way}/{book.view.year}/")
    rows = table.rows if book.way else tuple((replace(row[0], link=""), *row[1:]) for row in table.rows)
    partnership = phrase(name(book.view.facts.partnership.name))
    caption = book.view.say("portfolio.details", partnership=partnership, year=book.view.year)
    return replace(table, caption=caption, rows=rows)
