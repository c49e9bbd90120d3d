"""The warm process of a Dask worker, which has threads and cannot be copied itself: this one forks a copy for each notebook."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from functools import partial
from pathlib import Path
from typing import IO, Any

from analysis.book.engine.processes import fair_limits, run_each
from analysis.book.engine.warm import warm_up
from analysis.book.notebooks.run import Made, run_notebook
from analysis.book.notebooks.stale import Due
from analysis.book.project import Place
from analysis.data import load
from analysis.indicators import all_edition_rows
from analysis.messages import message, speaking


def main() -> None:
    """Do the tasks that come by standard input until it ends, and write how they ended to standard output.

    No notebook gets hold of either.
    """
    tasks, ends = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    warm_up()
    end_with_worker()
    with tasks, ends:
        do_all(tasks, ends)


def end_with_worker() -> None:
    """Look each second whether the worker is still there; when it is not, leave, with the notebook that is being run."""
    worker = os.getppid()

    def look(*_: Any) -> None:
        if os.getppid() != worker:
            sys.exit(message("book.cluster.worker_gone"))

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 1, 1)


def know_results(due: Due, folder: Path) -> None:
    """Work out the results that chapters ask for before the copy is made, so that each copy has them."""
    all_edition_rows(load(folder / str(dict(due.job.parameters)["data"])))


def run_due(due: Due, folder: Path) -> Made:
    """Run a notebook whose data lie in a folder."""
    return run_notebook(due, Place(folder, folder))


def do_all(tasks: IO[bytes], ends: IO[bytes]) -> None:
    """Read tasks, each with the folder of its files and how many run here at once, and write how they ended."""
    while True:
        try:
            task, folder, at_once = pickle.load(tasks)  # noqa: S301 - from the worker that started this process
        except EOFError:
            return
        function, argument, seconds, language = pickle.loads(task)  # noqa: S301 - from the client
        with speaking(language):
            if isinstance(argument, Due):
                know_results(argument, Path(folder))
            limits = fair_limits(seconds, at_once)
            (ended,) = run_each(partial(function, folder=Path(folder)), [argument], workers=1, limits=limits)
        ends.write(pickle.dumps(pickle.dumps((ended.result, ended.why))))
        ends.flush()
