"""The warm process beside a Dask worker: it has imported everything, and forks a clean copy of itself for each notebook."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from functools import partial
from pathlib import Path
from typing import IO, Any

from papermill.engines import papermill_engines

import analysis.book.engine.preload  # noqa: F401 - first: this process is copied
from analysis.book.engine.engine import WarmEngine
from analysis.book.engine.processes import fair_limits, run_each
from analysis.book.notebooks.run import run_notebook
from analysis.book.notebooks.stale import Due
from analysis.book.project import Place
from analysis.data import load
from analysis.indicators import all_edition_rows

# Papermill finds the engine by itself only where this package is installed, which it need not be at a worker.
papermill_engines.register("statusbog", WarmEngine)


def serve() -> None:
    """Answer tasks from standard input on standard output until the input ends, which no notebook gets hold of."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    end_with_worker()
    with tasks, answers:
        answer_all(tasks, answers)


def end_with_worker() -> None:
    """Look each second whether the worker is still there; when it is not, leave, with the notebook that is being run."""
    worker = os.getppid()

    def look(*_: Any) -> None:
        if os.getppid() != worker:
            sys.exit("statusbog: the worker has gone.")

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 1, 1)


def know_results(place: Place, due: Due) -> None:
    """Work out the results that chapters ask for before the copy is made, so that each copy has them."""
    all_edition_rows(load(place.cwd / str(dict(due.job.parameters)["data"])))


def answer_all(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Read tasks, each with the folder of its files and how many run here at once, and write how they ended."""
    while True:
        try:
            task, folder, at_once = pickle.load(tasks)  # noqa: S301 - from the worker that started this process
        except EOFError:
            return
        due, seconds = pickle.loads(task)  # noqa: S301 - from the client
        place = Place(Path(folder), Path(folder))
        know_results(place, due)
        (ended,) = run_each(partial(run_notebook, place=place), [due], workers=1, limits=fair_limits(seconds, at_once))
        answers.write(pickle.dumps(pickle.dumps((ended.result, ended.why))))
        answers.flush()
