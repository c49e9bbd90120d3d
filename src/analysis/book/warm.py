"""Where clean processes come from: copies of a process that has imported everything, where the system can copy processes."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext

import psutil


def server() -> ForkServerContext | None:
    """Return the way to fork copies of a warm process beside this one, or ``None`` where the system cannot (Windows).

    The warm process starts with the first copy and ends with this process. It has a single thread whatever this one has.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analysis.book.preload"])
    return context


def has_one_thread() -> bool:
    """Tell whether this process may be forked itself."""
    return psutil.Process().num_threads() == 1
