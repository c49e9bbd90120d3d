"""Where clean processes come from: copies of a process that has imported everything, where the system can copy processes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

import psutil

ONE_AT_A_TIME = Lock()


def server() -> Any:
    """Return the way to fork copies of a warm process beside this one, or ``None`` where the system cannot (Windows).

    The warm process starts with the first copy and ends with this process. It has a single thread whatever this one has.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analysis.book.engine.preload"])
    return context


def has_one_thread() -> bool:
    """Tell whether this process may be forked itself."""
    return psutil.Process().num_threads() == 1


@contextmanager
def no_main_module() -> Iterator[None]:
    """Keep a process that is started from running this process's main module once more, as multiprocessing would have it do."""
    with ONE_AT_A_TIME:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
