"""How a notebook opens the data, what it then asks of it, and whether the answers are still the same."""

from __future__ import annotations

from typing import Any, NamedTuple, NotRequired, TypedDict, cast

from analysis.data import Facts, find_data, fingerprint_of_data, load_content, parse_day
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.indicators import all_edition_rows, edition_rows


class Opening(NamedTuple):
    """How a notebook opened the data: an edition, the book, the front page or the history; empty or 0 is what these choose."""

    kind: str
    year: int
    as_of: str


class Read(TypedDict):
    """What a notebook read: how it opened the data, the hash of them all, and each question with the hash of its answer.

    The hash of all is kept once for the whole notebook.
    """

    open: dict[str, Any]
    facts: NotRequired[str]
    asked: dict[str, str]


def open_edition(*, year: int, as_of: str, data: str) -> View:
    """Return the view of one edition. ``as_of`` is a day written YYYY-MM-DD, or empty for the edition's own."""
    return cast(View, opened(Opening("edition", year, as_of), data))


def open_book(*, as_of: str, data: str) -> View:
    """Return the view across editions: the newest edition's year, and by default everything that is public by now."""
    return cast(View, opened(Opening("book", 0, as_of), data))


def open_front(*, as_of: str, data: str) -> View:
    """Return the view of the newest edition, as that edition sees it."""
    return cast(View, opened(Opening("front", 0, as_of), data))


def rows_of_all_editions(*, data: str, as_of: str = "") -> Rows:
    """Return the results of every edition, oldest first, each as of its own day and nothing later than ``as_of``."""
    return cast(Rows, opened(Opening("history", 0, as_of), data))


# What this process has opened, and how. It is only ever added to, and read when a notebook has come to its end.
OPENED: list[tuple[Opening, str, View | Rows]] = []


def opened(opening: Opening, data: str) -> View | Rows:
    """Return what a notebook opens, and remember that it did."""
    folder = find_data(data)
    content = fingerprint_of_data(folder)
    found = look(opening, load_content(folder, content))
    OPENED.append((opening, content, found))
    return found


def look(opening: Opening, facts: Facts) -> View | Rows:
    """Return the view or the rows that an opening asks for."""
    day = parse_day(opening.as_of)
    if opening.kind == "history":
        return Rows(all_edition_rows(facts, day), facts, set())
    year = opening.year if opening.kind == "edition" else facts.newest_edition().year
    day = day or (facts.last_published() if opening.kind == "book" else facts.edition(year).as_of)
    return View(facts.as_of(day, year), year, day, edition_rows(facts, year, day))


def edition_of(facts: Facts, year: int) -> View:
    """Return the view of an edition on its own day, for what is no notebook. Raises ``UserError`` for an edition that is not there."""
    return cast(View, look(Opening("edition", year, ""), facts))


def forget_reads() -> None:
    """Begin anew: what this process has asked of the data so far is no notebook's that runs from now on."""
    OPENED.clear()


def reads() -> list[Read]:
    """Return what this process has asked of the data so far, with the hash of each answer."""
    return [
        {"open": opening._asdict(), "facts": facts, "asked": {question: found.answer(question) for question in sorted(found.asked)}}
        for opening, facts, found in OPENED
    ]


class Answers:
    """What the facts answer now to what was asked before; each question is answered once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: dict[Opening, View | Rows] = {}
        self.answers: dict[tuple[Opening, str], str] = {}

    def changed(self, reads: list[Read]) -> list[str]:
        """Return the questions that have another answer now."""
        return [
            question
            for read in reads
            for question, answer in read["asked"].items()
            if self.answer(Opening(**read["open"]), question) != answer
        ]

    def answer(self, opening: Opening, question: str) -> str:
        """Return the hash of the answer; an empty one when the question can no longer be asked."""
        if (opening, question) not in self.answers:
            try:
                if opening not in self.found:
                    self.found[opening] = look(opening, self.facts)
                self.answers[opening, question] = self.found[opening].answer(question)
            except (UserError, AttributeError):
                self.answers[opening, question] = ""
        return self.answers[opening, question]
