"""Fills the tags of a comment from the results: a number with the book's words for it, a claim with its own once it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.data import Facts, warnings_of_comment
from analysis.data.comments import tags_of
from analysis.display.parts.comments import in_markdown, said_by_tag
from analysis.display.runs import Phrase
from analysis.display.view.view import View
from analysis.errors import DataWarning, Fault


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
        said = said_by_tag(view, tag, file)
        if isinstance(said, Phrase):
            shown[tag.written] = in_markdown(said)
        else:
            faults += said
    return Filled(tuple(shown.items()), tuple(faults), tuple(warnings_of_comment(file, text, facts)))
