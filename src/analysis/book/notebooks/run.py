"""Makes one notebook: runs it, or gives its prose anew to what it showed when it ran."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors

from analysis.book.engine.engine import execute
from analysis.book.notebooks.chapters import parse_source
from analysis.book.notebooks.normalise import normalise
from analysis.book.notebooks.stale import Due, read_record, with_record
from analysis.book.project import Place
from analysis.display import Read, forget_reads
from analysis.messages import message

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
    """Run a job in this process, which must be made for it: what a copied process had read before is not the notebook's."""
    forget_reads()
    notebook = prepare(due)
    notebook.cells.append(new_code_cell(LAST_CELL))
    with chdir(place.cwd):
        executed = execute(notebook)
    try:
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        line = error.source.strip().splitlines()[0]
        said = message("book.run.cell", cell=error.cell_index + 1, line=line, name=error.ename, value=error.evalue)
        return Made(error=said, draft=nbformat.writes(executed))
    if due.job.is_own and (fault := unfit(executed)):
        return Made(error=fault, draft=nbformat.writes(executed))
    read = next(output.data["application/json"]["reads"] for output in executed.cells.pop().outputs if "data" in output)
    return Made(finished(executed, due, read))


def unfit(executed: NotebookNode) -> str:
    """Return what in a user's chapter cannot be published: a picture without words, or a warning, which names places of this machine."""
    for number, cell in enumerate(executed.cells, 1):
        for output in cell.get("outputs", []):
            line = cell.source.strip().partition("\n")[0]
            if any(kind.startswith("image/") for kind in output.get("data", {})):
                return message("book.own.picture", cell=number, line=line)
            if output.get("name") == "stderr" and output.text.strip():
                return message("book.own.warning", cell=number, line=line, said=output.text.strip().splitlines()[0])
    return ""


def render_notebook(due: Due, published: Path) -> Made:
    """Return a published notebook with the prose that its source has now, and the outputs that it has.

    Whoever found that new prose is all that is due has found that it would read today what it read then.
    """
    before = nbformat.reads(published.read_text(encoding="utf-8"), as_version=4)
    outputs = {cell.execution_count: cell.outputs for cell in before.cells if cell.cell_type == "code"}
    notebook = prepare(due)
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()), 1):
        cell.execution_count, cell.outputs = count, outputs.get(count, [])
    record = read_record(published)
    return Made(finished(notebook, due, [read | {"facts": due.facts} for read in record["read"]]))


def prepare(due: Due) -> NotebookNode:
    """Return a job's source as a notebook with the job's parameters in it."""
    source, parameters = parse_source(due.source), dict(due.job.parameters)
    return papermill.execute_notebook(source, None, parameters=parameters, kernel_name="python3", prepare_only=True)


def finished(notebook: NotebookNode, due: Due, read: list[Read]) -> str:
    """Return a notebook that has run as the text that is published."""
    notebook = normalise(notebook, name=due.job.chapter, edition=due.job.edition, comments=dict(due.comments))
    return with_record(nbformat.writes(notebook), due, read)
