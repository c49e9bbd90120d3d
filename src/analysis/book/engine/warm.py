"""A warm process has imported everything that notebooks import. Where the system can copy processes, notebooks run in its copies."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.util
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

import psutil

from analysis.messages import catalogue, spoken

ONE_AT_A_TIME = Lock()
# The second is what the first cell that runs imports, the last what the first error imports.
MODULES = ("jupytext", "IPython.core.logger", "matplotlib_inline.backend_inline", "papermill", "analysis.display", "stack_data")
# Two names of multiprocessing's come behind the folder, and a socket's path may have 103 bytes on macOS.
LONGEST_FOLDER_BYTES = 64
SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - what is made there has a name of its own


def keep_to_one_thread() -> None:
    """Have linear algebra start no thread for each processor. To be called before NumPy is imported.

    A process with threads cannot be copied safely, and nothing in the book is large enough to gain from them.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@contextmanager
def importing() -> Iterator[None]:
    """Have the garbage collector look at nothing that comes about inside, now or later, here or in any copy.

    What is imported stays; to look through it costs a tenth of the imports, and in a copy it copies the memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def warm_up() -> None:
    """Import what notebooks import, and rehearse what they show. Nothing that is imported here may start threads."""
    keep_to_one_thread()
    gc.collect()  # of what was done before nothing is kept that nobody needs
    with importing():
        for name in MODULES:
            import_module(name)
        import_module("analysis.display.rehearsal").rehearse()
        catalogue(spoken())


def server(*preload: str) -> Any:
    """Return the way to fork copies of a warm process beside this one, or ``None`` where the system cannot (Windows).

    The warm process starts with the first copy, imports also what is named here, and ends with this process. It has a single
    thread whatever this one has.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analysis.book.engine.preload", *preload])
    settle_in_a_short_folder()
    return context


def settle_in_a_short_folder() -> None:
    """Let multiprocessing choose the folder of its sockets, which it does once, where their paths are not too long."""
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER_BYTES:
        tempfile.tempdir = next((folder for folder in SHORT_FOLDERS if os.access(folder, os.W_OK)), before)
    try:
        multiprocessing.util.get_temp_dir()
    finally:
        tempfile.tempdir = before


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
