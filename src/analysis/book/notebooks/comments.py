"""What people write for a page, in Markdown files beside the facts: read here, and put into the page as text and nothing more.

A source says where such a text goes: ``{include} kommentar/<name>.md`` is ``kommentar/<year>/<name>.md`` of the data folder in an
edition and ``kommentar/<name>.md`` in a page across; ``{include} om/<name>.md`` is that file for a page about the book.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from nbformat import NotebookNode

from analysis.book.notebooks.plain_markdown import plain_markdown
from analysis.data import text_files

PLACEHOLDER = re.compile(r"^```\{include\} ((?:kommentar|om)/\S+\.md)[ \t]*\n(?:.*\n)*?```[ \t]*$", re.MULTILINE)


class Comments:
    """The texts of a data folder, which can be read because its facts could be loaded, and which no page has asked for."""

    def __init__(self, data: Path) -> None:
        files = [path for path in text_files(data) if path.is_file() and path.name != "README.md"]
        self.unasked = {path.relative_to(data).as_posix() for path in files}
        self.texts = {
            path.relative_to(data).as_posix(): path.read_text(encoding="utf-8-sig", errors="replace").strip()
            for path in files
            if path.suffix == ".md"
        }

    def of(self, edition: int | None, names: list[str]) -> dict[str, str]:
        """Return the texts that an edition's page, or one across (``None``), includes under these names, where there are any."""
        places = {name: place_of(edition, name) for name in names}
        self.unasked.difference_update(places.values())
        texts = {name: self.texts.get(place, "") for name, place in places.items()}
        return {name: text for name, text in texts.items() if plain_markdown(text, 1)}

    def unread(self, editions: Collection[int | None]) -> list[str]:
        """Return the texts of these editions that no page has asked for; with the pages across, of whatever year."""
        folders = tuple(f"kommentar/{year}/" for year in editions)
        return sorted(name for name in self.unasked if None in editions or name.startswith(folders))


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


def put_in(section: list[NotebookNode], comments: Mapping[str, str]) -> None:
    """Put the texts that a section includes into it, with their headings one level below its own."""
    level = len(section[0].source) - len(section[0].source.lstrip("#")) + 1 if section[0].cell_type == "markdown" else 2
    for cell in section:
        if cell.cell_type == "markdown":
            cell.source = PLACEHOLDER.sub(lambda found: plain_markdown(comments.get(found[1], ""), level), cell.source).strip()
