"""A published notebook holds nothing of the run that made it, and no section that says nothing."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.book.notebooks.normalise import included_files, normalise


def shown(text: str = "1"):
    return [new_output("display_data", data={"text/plain": text}, metadata={"x": 1})]


def made(*cells, comments: tuple[str, ...] = (), edition: int | None = 2022):
    return normalise(new_notebook(cells=list(cells), metadata={"papermill": {"duration": 1.0}}), comments=comments, edition=edition)


def test_the_run_leaves_no_trace() -> None:
    """No times, no papermill, no Python version."""
    cell = new_code_cell("1", outputs=shown(), metadata={"papermill": {"start": "now"}, "execution": {"iopub": "now"}})
    notebook = made(new_markdown_cell("# Titel"), cell)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert notebook.cells[1].metadata == {"tags": ["hide-input"]}
    assert [cell.id for cell in notebook.cells] == ["cell-00", "cell-01"]


def test_the_title_gets_the_editions_year() -> None:
    """The source is free of years."""
    assert made(new_markdown_cell("# Titel\n\nSpørgsmål?")).cells[0].source == "# Titel 2022\n\nSpørgsmål?"
    assert made(new_markdown_cell("# Titel"), edition=None).cells[0].source == "# Titel"


def test_a_section_without_output_is_left_out() -> None:
    """Heading and code go; the next section stays."""
    empty, full = new_code_cell("a"), new_code_cell("b", outputs=shown())
    notebook = made(new_markdown_cell("# T"), new_markdown_cell("## Tom"), empty, new_markdown_cell("## Fuld"), full)
    assert [cell.source for cell in notebook.cells] == ["# T 2022", "## Fuld", "b"]


def test_a_comment_that_nobody_wrote_is_left_out() -> None:
    """And one that somebody wrote is kept."""
    comment = new_markdown_cell("## Kommentar\n\n```{include} kommentar/resume.md\n```")
    assert included_files(new_notebook(cells=[comment])) == ["kommentar/resume.md"]
    assert len(made(new_markdown_cell("# T"), comment).cells) == 1
    assert len(made(new_markdown_cell("# T"), comment, comments=("kommentar/resume.md",)).cells) == 2


def test_defaults_that_were_replaced_are_out_of_sight() -> None:
    """The injected values are one click away."""
    default = new_code_cell("year = 1", metadata={"tags": ["parameters"]})
    injected = new_code_cell("year = 2", metadata={"tags": ["injected-parameters"]})
    notebook = made(new_markdown_cell("# T"), default, injected)
    assert [cell.metadata.tags for cell in notebook.cells[1:]] == [
        ["parameters", "remove-cell"],
        ["injected-parameters", "hide-input"],
    ]
