"""Runs one notebook, or many at once."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from analysis.book.chapters import Job, read_source
from analysis.book.normalise import normalise
from analysis.book.parameters import fit

KEY = "statusbog"
# A kernel warns on each start that it listens on localhost. Sockets without a port would be the better way, but
# jupyter_client gives all kernels of a folder the same name for them.
QUIET = ["--IPKernelApp.log_level=50"]


@dataclass(frozen=True)
class Outcome:
    """How a job went: ``error`` is empty when it is done, otherwise it names the cell and what it said."""

    job: Job
    error: str = ""


def run_notebook(job: Job, out: Path, key: str, root: Path) -> Outcome:
    """Run a job and write the normalised notebook to ``out``.

    One that fails leaves what was there before untouched; as far as it came, with papermill's mark at the cell that
    stopped, it is kept under ``build/failed`` of the project at ``root``. Raises ``ParameterFault`` for parameters that do
    not fit.
    """
    source = read_source(job.source)
    parameters = fit(job.name, source, job.parameters)
    target, draft = out / job.target, root / "build" / "failed" / job.target
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        executed = papermill.execute_notebook(
            source, str(draft), parameters=parameters, kernel_name="python3", progress_bar=False, cwd=str(root), extra_arguments=QUIET
        )
    except PapermillExecutionError as error:
        line = error.source.strip().splitlines()[0]
        return Outcome(job, f"{job.name}, cell {error.cell_index + 1} ({line}): {error.ename}: {error.evalue}; see {draft}")
    draft.unlink()
    notebook = normalise(executed, folder=target.parent, edition=job.edition)
    notebook.metadata[KEY] = {"key": key}
    write(notebook, target)
    return Outcome(job)


def write(notebook: nbformat.NotebookNode, target: Path) -> None:
    """Write a notebook so that a reader of the file sees the old one or the new one, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    nbformat.write(notebook, unfinished)
    unfinished.replace(target)


def run_many(jobs: Sequence[tuple[Job, str]], out: Path, root: Path, workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each job as it ends; one that fails does not stop the others."""
    # Forking a process that has threads is not safe, and other systems cannot fork at all.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(workers, len(jobs)) or 1, mp_context=context) as pool:
        futures = [pool.submit(run_notebook, job, out, key, root) for job, key in jobs]
        for future in as_completed(futures):
            yield future.result()


def keys_of(jobs: Iterable[Job], inputs: str, pages: Path) -> list[tuple[Job, str]]:
    """Return each job with the key of what it is made from: source, parameters, whether there is a comment, common ``inputs``."""
    return [(job, key_of(job, inputs, pages)) for job in jobs]


def key_of(job: Job, inputs: str, pages: Path) -> str:
    comment = (pages / job.target).parent / "kommentar" / f"{job.chapter}.md"
    parameters = json.dumps([job.parameters, comment.is_file()])
    return digest(job.source.read_bytes(), parameters.encode(), inputs.encode())


def digest(*parts: bytes) -> str:
    """Return one hash of several parts."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def digest_of_files(paths: Iterable[Path], root: Path) -> str:
    """Return one hash of files: their names below ``root`` and their content."""
    found = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return digest(*(part for name, path in found for part in (name.encode(), path.read_bytes())))


def is_stale(job: Job, key: str, out: Path) -> bool:
    """Tell whether a job's notebook is missing or was made from something else."""
    target = out / job.target
    if not target.is_file():
        return True
    metadata = json.loads(target.read_text(encoding="utf-8"))["metadata"]
    return bool(metadata.get(KEY, {}).get("key") != key)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
