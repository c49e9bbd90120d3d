"""Makes one notebook: runs it, or gives its prose anew to what it showed when it ran."""

from __future__ import annotations

import os
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors

from analysis.book.notebooks.chapters import parse_source
from analysis.book.notebooks.normalise import normalise
from analysis.book.notebooks.stale import Due, read_record, with_record
from analysis.book.project import Place
from analysis.display import Read
from analysis.display.view.opened import OPENED

# What a notebook asked of the data is itself asked in a last cell, which any kernel can answer.
LAST_CELL = """from IPython.display import JSON
from analysis.display import reads
JSON({"reads": reads()})"""


@dataclass(frozen=True)
class Made:
    """A notebook as text; or an error that names the cell and what it said, and the notebook as far as it came."""

    text: str = ""
    error: str = ""
    draft: str = ""


def run_notebook(due: Due, place: Place) -> Made:
    """Run a job in this process, which must be made for it: what a copied process had opened before is not the notebook's.

    Where processes cannot be copied it runs in an ordinary kernel, with the same result.
    """
    OPENED.clear()
    notebook = prepare(due)
    notebook.cells.append(new_code_cell(LAST_CELL))
    engine = {"engine_name": "statusbog", "here": True} if hasattr(os, "fork") else {"engine_name": None}
    with chdir(place.cwd):
        executed = papermill_engines.execute_notebook_with_engine(
            nb=notebook, kernel_name="python3", progress_bar=False, input_path=None, **engine
        )
    try:
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        said = f"cell {error.cell_index + 1} ({error.source.strip().splitlines()[0]}): {error.ename}: {error.evalue}"
        return Made(error=said, draft=nbformat.writes(executed))
    read = executed.cells.pop().outputs[0].data["application/json"]["reads"]
    return Made(finished(executed, due, read))


def render_notebook(due: Due, published: Path) -> Made:
    """Return a published notebook with the prose that its source has now, and the outputs that it has."""
    before = nbformat.reads(published.read_text(encoding="utf-8"), as_version=4)
    outputs = {cell.execution_count: cell.outputs for cell in before.cells if cell.cell_type == "code"}
    notebook = prepare(due)
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()), 1):
        cell.execution_count, cell.outputs = count, outputs.get(count, [])
    record = read_record(published)
    return Made(finished(notebook, due, [read | {"facts": record["facts"]} for read in record["read"]]))


def prepare(due: Due) -> NotebookNode:
    """Return a job's source as a notebook with the job's parameters in it."""
    source, parameters = parse_source(due.source), dict(due.job.parameters)
    return papermill.execute_notebook(source, None, parameters=parameters, kernel_name="python3", prepare_only=True)


def finished(notebook: NotebookNode, due: Due, read: list[Read]) -> str:
    """Return a notebook that has run as the text that is published."""
    notebook = normalise(notebook, comments=due.comments, edition=due.job.edition)
    return with_record(nbformat.writes(notebook), due, read)
