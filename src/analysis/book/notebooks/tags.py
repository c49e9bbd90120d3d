"""Fills the tags of a comment from the results: a number with the book's words for it, a claim with its own once it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.data import Facts, warnings_of_comment
from analysis.data.comments import AskedNumber, Tag, asked, tags_of
from analysis.display.parts.comments import in_markdown, judged_claim, said_figures, said_number, still, words_in_markdown
from analysis.display.runs import Phrase
from analysis.display.view.view import View
from analysis.errors import DataWarning, Fault, fault
from analysis.messages import message


@dataclass(frozen=True)
class Filled:
    """What stands in place of the tags of a comment, and what is wrong with it."""

    shown: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    warnings: tuple[DataWarning, ...]


def filled(file: str, text: str, facts: Facts, open_view: Callable[[], View]) -> Filled:
    """Return the tags of a comment filled. The view is opened when there is a tag that needs results."""
    shown: dict[str, str] = {}
    faults: list[Fault] = []
    tags = tags_of(text)
    view = open_view() if any(tag.kind != "own" for tag in tags) else None
    for tag in tags:
        said = filled_tag(file, tag, view)
        if isinstance(said, str):
            shown[tag.written] = said
        else:
            faults += said
    return Filled(tuple(shown.items()), tuple(faults), tuple(warnings_of_comment(file, text, facts)))


def filled_tag(file: str, tag: Tag, view: View | None) -> str | list[Fault]:
    """Return what stands in place of a tag, or what is wrong with it."""
    if tag.kind == "own" or view is None:
        return str(still(tag.parts[0]))
    wanted = asked(tag, view.known, file)
    if isinstance(wanted, list):
        return wanted
    if isinstance(wanted, AskedNumber):
        number = said_number(view, wanted)
        if isinstance(number, Phrase):
            return in_markdown(number)
        why = message(f"book.comments.why.{number}")
        return [fault("book.comments.number", file=file, row=tag.row, written=tag.written, sentence=tag.sentence, why=why)]
    found = judged_claim(view, wanted)
    if found.holds:
        return words_in_markdown(tag.words, found.rows)
    why = message(f"book.comments.why.{found.why}") if found.why else ""
    said = "; ".join(filter(None, (said_figures(view, found), why)))
    return [fault("book.comments.claim", file=file, row=tag.row, written=tag.written, sentence=tag.sentence, said=said)]
