"""What a Dask worker does with a notebook. This file is sent to the workers, so it knows nothing but Dask.

The notebook itself is run by a warm process beside the worker, with the code that was sent along, whatever the worker has.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.metadata
import io
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import threading
import zipfile
from contextlib import contextmanager
from functools import cache
from typing import Any, Iterator  # noqa: UP035 - a worker must be able to say that its Python is too old

from distributed import get_worker

# The folders that archives were unpacked to, and the warm processes that have nothing to do, each with its code's folder.
FOLDERS: dict[str, str] = {}
IDLE: list[tuple[str, subprocess.Popen[bytes]]] = []
ONE_AT_A_TIME = threading.Lock()
CHECK_SECONDS = 1
# The threads of linear algebra are settled before the import of the rest, which imports NumPy: with threads it could not be copied.
START = (
    "from analysis.book.engine.warm import keep_to_one_thread; keep_to_one_thread(); "
    "from analysis.book.cluster.warm_process import main; main()"
)


def differences(expected: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return each package (and ``python``) whose version here is not the expected one: its name, found, expected."""
    found = ((name, version_of(name), version) for name, version in expected.items())
    return [(name, version, wanted) for name, version, wanted in found if version != wanted]


def introduction(expected: dict[str, str], dask_worker: Any) -> tuple[str, list[tuple[str, str, str]]]:
    """Return what a worker is called, if it has a name, and what makes it unfit."""
    return "" if dask_worker.name == dask_worker.address else str(dask_worker.name), differences(expected)


@cache
def version_of(name: str) -> str:
    """Return the version of a package here, of Python the first two numbers; nothing where it is not installed."""
    if name == "python":
        return ".".join(platform.python_version_tuple()[:2])
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def run_at_worker(task: bytes, work: bytes, code: bytes, expected: dict[str, str]) -> tuple[str, Any]:
    """Return how a task ended, and with what.

    ``ended`` with how the notebook ended, pickled; ``refused`` with the worker's address and its introduction, when it is not
    fit. Raises ``ChildProcessError`` with its exit code when the process beside the worker died: Dask then tries again.
    """
    worker = get_worker()
    if differences(expected):
        return "refused", (worker.address, introduction(expected, worker))
    here = unpacked(code, worker.local_directory)
    question = pickle.dumps((task, unpacked(work, worker.local_directory), worker.state.nthreads))
    process = idle_process(here) or start_process(here)
    try:
        with ended_when_unwanted(process, worker, worker.get_current_task()):
            process.stdin.write(question)  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            ended = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - from our own process
    except (EOFError, OSError, pickle.UnpicklingError):
        process.kill()
        raise ChildProcessError(process.wait()) from None
    IDLE.append((here, process))
    return "ended", ended


def idle_process(code: str) -> subprocess.Popen[bytes] | None:
    """Return a process that has imported the code and has nothing to do. Those with other code are ended on the way."""
    with ONE_AT_A_TIME:
        while IDLE:
            known, process = IDLE.pop()
            if known == code and process.poll() is None:
                return process
            process.kill()
            process.wait()
    return None


def start_process(code: str) -> subprocess.Popen[bytes]:
    """Return a new process that imports the code, and nothing of that name from elsewhere. It ends when this worker does."""
    process = subprocess.Popen(  # noqa: S603 - a program of our own
        [sys.executable, "-P", "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=code,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [code, os.environ.get("PYTHONPATH")]))},
    )
    atexit.register(process.kill)
    return process


@contextmanager
def ended_when_unwanted(process: subprocess.Popen[bytes], worker: Any, key: Any) -> Iterator[None]:
    """End a process when its task is no longer wanted, which is when the client has gone."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(CHECK_SECONDS):
            task = worker.state.tasks.get(key)
            if task is None or task.state == "cancelled":
                process.kill()
                return

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def unpacked(archive: bytes, below: str) -> str:
    """Return the folder that holds an archive's files; each archive is unpacked once. Dask removes it with its own."""
    name = hashlib.sha256(archive).hexdigest()
    with ONE_AT_A_TIME:
        if name not in FOLDERS:
            folder = tempfile.mkdtemp(prefix="statusbog-", dir=below)
            with zipfile.ZipFile(io.BytesIO(archive)) as files:
                files.extractall(folder)
            FOLDERS[name] = folder
    return FOLDERS[name]
