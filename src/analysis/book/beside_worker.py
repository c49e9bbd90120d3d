"""The warm process beside a Dask worker: it has imported everything, and forks a clean copy of itself for each notebook."""

from __future__ import annotations

import os
import pickle
import sys
from functools import partial
from pathlib import Path
from typing import IO

import analysis.book.preload  # noqa: F401 - first: this process is copied
from analysis.book.processes import fair_limits, run_each
from analysis.book.project import Place
from analysis.book.run import run_notebook
from analysis.book.stale import Due
from analysis.data import load
from analysis.indicators import all_edition_rows


def serve() -> None:
    """Answer tasks from standard input on standard output until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not come between the answers
    with answers:
        answer_all(sys.stdin.buffer, answers)


def know_results(place: Place, due: Due) -> None:
    """Work out the results that chapters ask for before the copy is made, so that each copy has them."""
    all_edition_rows(load(place.cwd / str(dict(due.job.parameters)["data"])))


def answer_all(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Read tasks, each with the folder that its files were unpacked to, and write how they ended."""
    while True:
        try:
            task, folder = pickle.load(tasks)  # noqa: S301 - from the worker that started this process
        except EOFError:
            return
        due, seconds, at_once = pickle.loads(task)  # noqa: S301 - from the client
        place = Place(Path(folder), Path(folder))
        know_results(place, due)
        (ended,) = run_each(partial(run_notebook, place=place), [due], workers=1, limits=fair_limits(seconds, at_once))
        answers.write(pickle.dumps(pickle.dumps((ended.result, ended.why))))
        answers.flush()
