"""What the page across says of one partnership, as pieces of HTML: small, so that a hundred can be held at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from analysis.data import Role
from analysis.display.blocks import RECEIPTS, Table, written
from analysis.display.parts.targets import counts_sentence, overview_table
from analysis.display.parts.values import interval_text, shown
from analysis.display.runs import NOTHING, Phrase, joined, lower_first, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.compare.across import COMPARED, Figure, figure_of
from analysis.indicators.compare.shared import Known

VERDICTS = ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "monitored", "baseline")
SPOKEN = re.compile(r'aria-label="[^"]*"')
TO_RECEIPT = re.compile(r'<a class="r"[^>]* href="([^"#]*)#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Book:
    """A partnership's newest edition, and where its book lies seen from the page; empty while it has no pages.

    ``receipts`` are the ids of the rows that have a receipt in the book: no other number leads there.
    """

    view: View
    way: str
    receipts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Compared:
    """A partnership's figure of a role, with its rows, and how it is shown: value, interval and area.

    ``about`` is the category that it is of, where it has one.
    """

    figure: Figure
    value: Markup
    interval: Markup
    area: str
    about: str = ""


@dataclass(frozen=True)
class Summary:
    """What the page says of a partnership whose book was made: ``counts`` of verdicts, its targets, and its figures by their role.

    ``known`` is what all editions of its book show and hide, which the page says nothing of. ``hidden_count`` is how many of the
    verdicts that could not be given rest on a hidden figure, and ``from_day`` who publishes the book and to which day it looks.
    """

    name: str
    way: str
    language: str
    year: int
    counts: tuple[Markup, ...]
    sentence: Markup
    targets: Markup
    figures: Mapping[Role, Compared] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    hidden_count: int = 0
    from_day: Phrase = NOTHING

    @property
    def is_empty(self) -> bool:
        """Whether the edition has neither targets nor figures: nothing was measured, so nothing is counted."""
        return not self.targets and not self.figures


@dataclass(frozen=True)
class Absent:
    """A partnership whose book could not be made this time; ``way`` leads to the one of before, and is empty where there is none."""

    name: str
    way: str = ""


def summary_of(book: Book) -> Summary:
    """Return what the page says of a partnership."""
    view = book.view
    found = {row.category: row for row in view.pick(measure="count", aspect="verdicts")}
    counts = tuple(led(written(shown(view, found[verdict])), book) for verdict in VERDICTS)
    table = targets(book)
    return Summary(
        view.facts.partnership.name,
        book.way,
        view.facts.partnership.language,
        view.year,
        counts,
        led(written(counts_sentence(view)), book),
        led(Markup(table._repr_html_()), book) if table else Markup(),  # noqa: S704 - a table escapes what is in it
        {role: figure for role in COMPARED if (figure := compared(book, role)) is not None},
        hidden_count=sum("suppressed" in row.flags for row in view.pick(measure="verdict")),
        from_day=from_day(view),
    )


def from_day(view: View) -> Phrase:
    """Return who publishes a partnership's book, and to which day its newest edition looks."""
    partnership, day = view.facts.partnership, view.say.date(view.as_of)
    said = view.say("portfolio.from_day", partnership=name(partnership.name), year=view.year, day=day)
    return joined(
        " ", [said, view.say("portfolio.by", publisher=name(partnership.publisher)) if partnership.publisher else NOTHING]
    )


def compared(book: Book, role: Role) -> Compared | None:
    """Return a partnership's figure of a role; ``None`` where it has none."""
    view = book.view
    found = figure_of(view.known, view.rows.table, role)
    if found is None:
        return None
    value, interval = (led(written(said), book) for said in (shown(view, found.row), interval_text(view, found.row)))
    return Compared(slim(found), value, interval, view.geography_name(found.row.geography), about(view, found.row))


def about(view: View, row: Result) -> str:
    """Return the category of a figure, with its parts where an agreement says what it is the sum of; empty without a category."""
    if not row.category:
        return ""
    totals = [
        t for a in reversed(view.facts.agreements) for t in a.totals if (t.indicator, t.category) == (row.indicator, row.category)
    ]
    parts = [lower_first(view.category(row.indicator, part)) for total in totals[:1] for part in total.parts]
    return joined(": ", [view.category(row.indicator, row.category), view.listed(parts)]).text


def slim(figure: Figure) -> Figure:
    """Return a figure without what its rows came from, which its receipts say."""
    return replace(
        figure, row=bare(figure.row), lower=figure.lower and bare(figure.lower), upper=figure.upper and bare(figure.upper)
    )


def bare(row: Result) -> Result:
    """Return a row without its inputs."""
    return replace(row, inputs=())


def targets(book: Book) -> Table:
    """Return the targets of a partnership as on its own front page, with links that lead to its book from here."""
    table = overview_table(book.view, f"{book.way}/{book.view.year}/")
    rows = table.rows if book.way else tuple((replace(row[0], link=""), *row[1:]) for row in table.rows)
    partnership = phrase(name(book.view.facts.partnership.name))
    caption = book.view.say("portfolio.details", partnership=partnership, year=book.view.year)
    return replace(table, caption=caption, rows=rows)


def led(html: Markup, book: Book) -> Markup:
    """Return HTML whose numbers lead to their receipts in the book; those that have none there lead nowhere."""

    def way(found: re.Match[str]) -> str:
        place = f"{book.way}/{book.view.year}/{RECEIPTS}#{found[2]}"
        has_receipt = book.way and found[2] in book.receipts
        if has_receipt:
            return found[0].replace(f'href="{found[1]}#{found[2]}"', f'href="{place}"')
        spoken = SPOKEN.search(found[0])
        return f'<span role="img" {spoken[0]}>{found[3]}</span>' if spoken else found[3]

    return Markup(TO_RECEIPT.sub(way, html))  # noqa: S704 - it was escaped when it was written
