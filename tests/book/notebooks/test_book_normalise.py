"""A published notebook holds nothing of the run that made it, and no section that says nothing."""

from collections.abc import Mapping

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.book.notebooks.comments import Comment, included_texts
from analysis.book.notebooks.normalise import normalise


def shown(text: str = "1"):
    return [new_output("display_data", data={"text/plain": text}, metadata={"x": 1})]


def made(*cells, comments: Mapping[str, Comment] = {}, edition: int | None = 2022):
    notebook = new_notebook(cells=list(cells), metadata={"papermill": {"duration": 1.0}})
    return normalise(notebook, name="kapitel", edition=edition, comments=comments)


def test_the_run_leaves_no_trace() -> None:
    """No times, no papermill, no Python version."""
    cell = new_code_cell("1", outputs=shown(), metadata={"papermill": {"start": "now"}, "execution": {"iopub": "now"}})
    notebook = made(new_markdown_cell("# Titel"), cell)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert notebook.cells[1].metadata == {"tags": ["hide-input"]}
    assert [cell.id for cell in notebook.cells] == ["cell-00", "cell-01"]


@pytest.mark.parametrize(
    ("title", "with_year"),
    [
        ("# Titel", "# Titel 2022"),
        ("# Titel\n\nSpørgsmål?", "# Titel 2022\n\nSpørgsmål?"),
        ("# Titel #", "# Titel 2022"),
        ("Titel\n=====", "Titel 2022\n====="),
        ("Før titlen.\n\n# Titel", "Før titlen.\n\n# Titel 2022"),
        ("```text\n# ikke\n```\n\n# Titel", "```text\n# ikke\n```\n\n# Titel 2022"),
    ],
)
def test_the_title_gets_the_editions_year(title: str, with_year: str) -> None:
    """The source is free of years. It is the first heading of the first level, wherever and however it is written."""
    code = new_code_cell("# no heading\n1", outputs=shown())
    assert [cell.source for cell in made(code, new_markdown_cell(title)).cells] == ["# no heading\n1", with_year]


def test_a_page_across_keeps_its_title() -> None:
    """It is of no year."""
    assert made(new_markdown_cell("# Titel"), edition=None).cells[0].source == "# Titel"


@pytest.mark.parametrize(("edition", "title"), [(2022, "# Kapitel 2022"), (None, "# Kapitel")])
def test_a_chapter_without_a_title_is_called_what_its_file_is_called(edition: int | None, title: str) -> None:
    """The year goes nowhere else, least of all into code."""
    cells = made(new_code_cell("year = 1", outputs=shown()), new_markdown_cell("## Afsnit\n\nOrd."), edition=edition).cells
    assert [cell.source for cell in cells] == [title, "year = 1", "## Afsnit\n\nOrd."]
    assert [cell.id for cell in cells] == ["cell-00", "cell-01", "cell-02"]


def test_a_section_without_output_is_left_out() -> None:
    """Heading and code go; the next section stays."""
    empty, full = new_code_cell("a"), new_code_cell("b", outputs=shown())
    notebook = made(new_markdown_cell("# T"), new_markdown_cell("## Tom"), empty, new_markdown_cell("## Fuld"), full)
    assert [cell.source for cell in notebook.cells] == ["# T 2022", "## Fuld", "b"]


def test_a_comment_that_nobody_wrote_is_left_out() -> None:
    """And one that somebody wrote stands in its place, with its headings below the section's."""
    comment = "## Kommentar\n\n```{include} kommentar/resume.md\n```"
    assert included_texts(new_notebook(cells=[new_markdown_cell(comment)])) == ["kommentar/resume.md"]
    assert len(made(new_markdown_cell("# T"), new_markdown_cell(comment)).cells) == 1
    found = made(
        new_markdown_cell("# T"), new_markdown_cell(comment), comments={"kommentar/resume.md": Comment("# Hvorfor\n\nDerfor.")}
    )
    assert found.cells[1].source == "## Kommentar\n\n### Hvorfor\n\nDerfor."


def test_what_stands_after_a_comment_that_nobody_wrote_stays() -> None:
    """The heading is the comment's; what the code shows is the chapter's. Code that shows nothing goes along."""
    comment = new_markdown_cell("## Kommentar\n\n```{include} kommentar/resume.md\n```")
    full, empty = new_code_cell("a", outputs=shown()), new_code_cell("b")
    assert [cell.source for cell in made(new_markdown_cell("# T"), comment.copy(), full).cells] == ["# T 2022", "a"]
    assert [cell.source for cell in made(new_markdown_cell("# T"), comment.copy(), empty).cells] == ["# T 2022"]
    found = made(new_markdown_cell("# T"), comment, full, comments={"kommentar/resume.md": Comment("Derfor.")})
    assert [cell.source for cell in found.cells] == ["# T 2022", "## Kommentar\n\nDerfor.", "a"]


def test_a_comment_may_stand_between_other_text() -> None:
    """Its section stays for what else it says; only the comment is put in or left out."""
    cell = "# T\n\nFør.\n\n```{include} kommentar/a.md\n:option: x\n```\n\nEfter."
    assert (
        made(new_markdown_cell(cell), comments={"kommentar/a.md": Comment("Midt.")}).cells[0].source
        == "# T 2022\n\nFør.\n\nMidt.\n\nEfter."
    )
    assert made(new_markdown_cell(cell)).cells[0].source == "# T 2022\n\nFør.\n\n\n\nEfter."


def test_defaults_that_were_replaced_are_out_of_sight() -> None:
    """The injected values are one click away."""
    default = new_code_cell("year = 1", metadata={"tags": ["parameters"]})
    injected = new_code_cell("year = 2", metadata={"tags": ["injected-parameters"]})
    notebook = made(new_markdown_cell("# T"), default, injected)
    assert [cell.metadata.tags for cell in notebook.cells[1:]] == [
        ["parameters", "remove-cell"],
        ["injected-parameters", "hide-input"],
    ]
