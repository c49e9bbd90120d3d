"""What people write for a page, in Markdown files beside the facts: read here, and put into the page as text and nothing more.

A source says where such a text goes: ``{include} kommentar/<name>.md`` is ``kommentar/<year>/<name>.md`` of the data folder in an
edition and ``kommentar/<name>.md`` in a page across; ``{include} om/<name>.md`` is that file for a page about the book.
Numbers in a comment are tags that the results fill, and its claims are held against them (``data.comments`` reads both).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from analysis.book.notebooks.plain_markdown import plain_markdown
from analysis.book.notebooks.tags import Filled, filled
from analysis.data import Facts, text_files
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import DataFaults, DataWarning, Fault

PLACEHOLDER = re.compile(r"^```\{include\} ((?:kommentar|om)/\S+\.md)[ \t]*\n(?:.*\n)*?```[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Comment:
    """A text for a page, and the HTML that stands in place of each of its tags, by the tag as it is written."""

    text: str
    shown: tuple[tuple[str, str], ...] = ()


class Comments:
    """The texts of a data folder, which can be read because its facts could be loaded, and which no page has asked for."""

    def __init__(self, data: Path, facts: Facts) -> None:
        files = [path for path in text_files(data) if path.is_file() and path.name != "README.md"]
        self.facts = facts
        self.unasked = {path.relative_to(data).as_posix() for path in files}
        self.texts = {
            path.relative_to(data).as_posix(): path.read_text(encoding="utf-8-sig", errors="replace")
            for path in files
            if path.suffix == ".md"
        }
        self.filled: dict[tuple[str, str], Filled] = {}

    def of(self, edition: int | None, names: list[str], as_of: str = "") -> dict[str, Comment]:
        """Return the texts that an edition's page, or one across (``None``), includes under these names, where there are any.

        ``as_of`` is the day whose results fill them; empty: the edition's own.
        """
        places = {name: place_of(edition, name) for name in names}
        self.unasked.difference_update(places.values())
        found = {name: self.comment(place, edition, as_of) for name, place in places.items() if self.texts.get(place)}
        return {name: comment for name, comment in found.items() if plain_markdown(comment.text, 1, dict(comment.shown))}

    def comment(self, place: str, edition: int | None, as_of: str) -> Comment:
        """Return a text with what stands in place of its tags. Only comments have tags."""
        text = self.texts[place]
        if not place.startswith("kommentar/"):
            return Comment(text.strip())
        if (place, as_of) not in self.filled:
            opening = Opening("book", 0, as_of) if edition is None else Opening("edition", edition, as_of)
            self.filled[place, as_of] = filled(place, text, self.facts, lambda: view_of(opening, self.facts))
        return Comment(text.strip(), self.filled[place, as_of].shown)

    @property
    def faults(self) -> list[Fault]:
        """What the results do not say, of the texts that pages have asked for."""
        return [fault for found in self.filled.values() for fault in found.faults]

    @property
    def warnings(self) -> list[DataWarning]:
        """The numbers in those texts that are written by hand."""
        return [warning for found in self.filled.values() for warning in found.warnings]

    def refuse_what_is_not_so(self) -> None:
        """Raise ``DataFaults`` with every number and claim that the results do not say, when there are any."""
        if self.faults:
            raise DataFaults(self.faults)

    def unread(self, editions: Collection[int | None]) -> list[str]:
        """Return the texts of these editions that no page has asked for; with the pages across, of whatever year."""
        folders = tuple(f"kommentar/{year}/" for year in editions)
        return sorted(name for name in self.unasked if None in editions or name.startswith(folders))


def view_of(opening: Opening, facts: Facts) -> View:
    """Return the view whose results fill the tags of a page."""
    found = look(opening, facts)
    if not isinstance(found, View):
        raise TypeError(opening)
    return found


def place_of(edition: int | None, name: str) -> str:
    """Return where in a data folder the text lies that an edition's page, or one across, includes under a name."""
    folder, _, rest = name.partition("/")
    return name if edition is None or folder == "om" else f"{folder}/{edition}/{rest}"


def included_texts(notebook: NotebookNode) -> list[str]:
    """Return the texts that the notebook's prose includes, as it names them."""
    return [name for cell in notebook.cells if cell.cell_type == "markdown" for name in PLACEHOLDER.findall(cell.source)]


def sections_of(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Return the cells in sections: each begins at a Markdown cell with a heading."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#") and sections[-1]:
            sections.append([])
        sections[-1].append(cell)
    return sections


def put_in(section: list[NotebookNode], comments: Mapping[str, Comment]) -> None:
    """Put the texts that a section includes into it, with their headings one level below its own."""
    level = len(section[0].source) - len(section[0].source.lstrip("#")) + 1 if section[0].cell_type == "markdown" else 2

    def text_of(found: re.Match[str]) -> str:
        comment = comments.get(found[1], Comment(""))
        return plain_markdown(comment.text, level, dict(comment.shown))

    for cell in section:
        if cell.cell_type == "markdown":
            cell.source = PLACEHOLDER.sub(text_of, cell.source).strip()
