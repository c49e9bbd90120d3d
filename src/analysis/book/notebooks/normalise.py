"""Makes an executed notebook the same bytes each time, and fit for readers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from analysis.book.notebooks.comments import PLACEHOLDER, Comment, put_in, sections_of
from analysis.book.notebooks.plain_markdown import PARSER

CLOSING_MARKS = re.compile(r"\s+#+\s*$")


def normalise(notebook: NotebookNode, *, name: str, edition: int | None, comments: Mapping[str, Comment]) -> NotebookNode:
    """Return the notebook without traces of its run, its code folded away, and without sections that say nothing.

    ``comments`` are the texts that it includes: one that is not there takes its heading with it. The title of an edition's
    chapter gets the edition's year; a chapter without a title is called what its file is called (``name``).
    """
    sections = [found for section in sections_of(notebook.cells) if (found := what_says_something(section, comments))]
    for section in sections:
        put_in(section, comments)
    notebook.cells = [cell for section in sections for cell in section]
    opening = len(sections[0]) if sections else 0
    for index, cell in enumerate(notebook.cells):
        clean_cell(cell, shows_nothing=index >= opening and not cell.get("outputs"))
    give_title(notebook, name, edition)
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index:02d}"
    kernel = notebook.metadata.get("kernelspec", {})
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(name="python3", display_name=kernel.get("display_name", "Python 3"), language="python"),
        language_info=NotebookNode(name="python"),
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def what_says_something(section: list[NotebookNode], comments: Mapping[str, Comment]) -> list[NotebookNode]:
    """Return what has a place in the page: the title's section, and whatever shows output or includes a text.

    A text that is not there takes its heading along, but not what the code after it shows.
    """
    head = section[0]
    if head.cell_type != "markdown" or not head.source.startswith("## "):
        return section
    code = [cell for cell in section if cell.cell_type == "code"]
    shows = any(cell.outputs for cell in code)
    included = PLACEHOLDER.search(head.source)
    if included and included[1] not in comments:
        return code if shows else []
    return section if included or shows or not code else []


def clean_cell(cell: NotebookNode, *, shows_nothing: bool) -> None:
    """Drop what a run leaves behind; fold code away, and take out what shows nothing and the defaults that were replaced."""
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in ("parameters", "injected-parameters")]
    if cell.cell_type == "code":
        tags.append("remove-cell" if tags == ["parameters"] or shows_nothing else "hide-input")
        for output in cell.outputs:
            output.pop("transient", None)
            if "metadata" in output:
                output.metadata = NotebookNode()
    cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()


def give_title(notebook: NotebookNode, name: str, edition: int | None) -> None:
    """Put the edition's year behind the title, which is the first heading of the first level; make one where there is none."""
    year = "" if edition is None else f" {edition}"
    for cell in notebook.cells:
        lines = cell.source.split("\n")
        row = title_row(cell.source) if cell.cell_type == "markdown" else None
        if row is not None:
            lines[row] = f"{CLOSING_MARKS.sub('', lines[row]).rstrip()}{year}"
            cell.source = "\n".join(lines).rstrip()
            return
    notebook.cells.insert(0, new_markdown_cell(f"# {name.capitalize()}{year}"))


def title_row(text: str) -> int | None:
    """Return the line in which the title of a Markdown text ends, counted from 0, or ``None``."""
    for token in PARSER.parse(text):
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0 and token.map:
            return token.map[1] - (1 if token.markup == "#" else 2)
    return None
