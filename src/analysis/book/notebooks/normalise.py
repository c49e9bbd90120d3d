"""Makes an executed notebook the same bytes each time, and fit for readers."""

from __future__ import annotations

import re
from collections.abc import Collection

from nbformat import NotebookNode

INCLUDE = re.compile(r"```\{include\} (\S+)")


def normalise(notebook: NotebookNode, *, comments: Collection[str], edition: int | None) -> NotebookNode:
    """Return the notebook without traces of its run, its code folded away, and without sections that say nothing.

    ``comments`` are the included files that are there: one that is not takes its section with it. The first heading of an
    edition's chapter gets the edition's year.
    """
    notebook.cells = [cell for section in sections_of(notebook.cells) if says_something(section, comments) for cell in section]
    opening = len(sections_of(notebook.cells)[0])
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index:02d}"
        clean_cell(cell, shows_nothing=index >= opening and not cell.get("outputs"))
    if edition is not None:
        title_with_year(notebook, edition)
    kernel = notebook.metadata.get("kernelspec", {})
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(name="python3", display_name=kernel.get("display_name", "Python 3"), language="python"),
        language_info=NotebookNode(name="python"),
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def sections_of(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Return the cells in sections: each begins at a Markdown cell with a heading."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#") and sections[-1]:
            sections.append([])
        sections[-1].append(cell)
    return sections


def included_files(notebook: NotebookNode) -> list[str]:
    """Return the files that the notebook's prose includes, as it names them."""
    return [name for cell in notebook.cells if cell.cell_type == "markdown" for name in INCLUDE.findall(cell.source)]


def included_beside_code(notebook: NotebookNode) -> list[str]:
    """Return those of them that share a section with code: they come and go with what the code shows."""
    sections = [section for section in sections_of(notebook.cells) if any(cell.cell_type == "code" for cell in section)]
    return [name for section in sections for name in included_files(NotebookNode(cells=section))]


def says_something(section: list[NotebookNode], comments: Collection[str]) -> bool:
    """Tell whether a section has a place in the page: the title has, and whatever shows output or includes a file."""
    head = section[0]
    if head.cell_type != "markdown" or not head.source.startswith("## "):
        return True
    code = [cell for cell in section if cell.cell_type == "code"]
    included = INCLUDE.search(head.source)
    if included:
        return included.group(1) in comments
    return not code or any(cell.outputs for cell in code)


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


def title_with_year(notebook: NotebookNode, edition: int) -> None:
    """Put the edition's year behind the first heading."""
    first = notebook.cells[0]
    title, _, rest = first.source.partition("\n")
    first.source = f"{title} {edition}\n{rest}".rstrip()
