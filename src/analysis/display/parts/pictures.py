"""A figure with its words: what it shows as title, its measure below, a description, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analysis.display.blocks import Block, Figure, Picture
from analysis.display.figures.drawn import Drawn, rows_of
from analysis.display.runs import NOTHING, Part, Phrase, joined, phrase
from analysis.display.view.view import View

WORDS = ("csv", "svg", "link", "behind")


def figure(
    view: View,
    name: str,
    picture: Picture,
    drawn: Iterable[Drawn | None],
    *,
    title: Phrase,
    subtitle: Phrase,
    description: Phrase,
    behind: tuple[Block, ...] = (),
    hidden: Phrase = NOTHING,
) -> Figure:
    """Return a figure. ``name`` is its place in the page and the name of its files, the same from year to year.

    ``hidden`` says what it does not show, below its title and in its description.
    """
    subtitle, description = (joined(" ", [said, hidden]) for said in (subtitle, description))
    words = {key: view.say(f"figure.{key}") for key in WORDS}
    return Figure(slug(name), title, subtitle, description, picture, rows_of(drawn), behind, words, hidden)


def under(figure: Figure, title: Phrase, subtitle: Phrase, behind: Block) -> Figure:
    """Return a figure under another title and subtitle, with another table behind it; what it does not show is still said."""
    return replace(figure, title=title, subtitle=joined(" ", [subtitle, figure.hidden]), behind=(behind,))


def not_drawn(view: View, names: Iterable[Part]) -> Phrase:
    """Return what a figure does not show because its numbers are hidden, and why; nothing where there is nothing."""
    found = {said.text: said for said in map(phrase, names)}
    return view.say("figure.not_drawn", names=view.listed(found.values())) if found else NOTHING


def slug(name: str) -> str:
    """Return a key as part of an address."""
    return name.replace("_", "-")
