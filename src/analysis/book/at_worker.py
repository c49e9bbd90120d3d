"""What a Dask worker does with a notebook. This file is sent to the workers, so it knows nothing but the standard library.

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
from typing import Any

# Each client sends this file, and it is loaded anew each time: what an earlier one has started and unpacked stays.
FOLDERS: dict[str, tempfile.TemporaryDirectory[str]] = globals().get("FOLDERS", {})
WARM: dict[tuple[int, str], subprocess.Popen[bytes]] = globals().get("WARM", {})
ONE_AT_A_TIME = globals().get("ONE_AT_A_TIME", threading.Lock())


def differences(expected: dict[str, str]) -> list[str]:
    """Return in what this worker is not as expected: its Python, and the versions of its packages."""
    found = {name: version_of(name) for name in expected}
    return [f"{name} {found[name]}, expected {version}" for name, version in expected.items() if found[name] != version]


def version_of(name: str) -> str:
    """Return the version of a package here; of Python the first two numbers."""
    if name == "python":
        return ".".join(platform.python_version_tuple()[:2])
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def run(task: bytes, work: bytes, code: bytes, expected: dict[str, str]) -> tuple[str, Any]:
    """Return ``("refused", reasons)`` from a worker that is not as expected, else ``("ended", how)`` the task ended, pickled."""
    wrong = differences(expected)
    if wrong:
        return "refused", wrong
    process = warm_process(unpacked(code))
    try:
        process.stdin.write(pickle.dumps((task, unpacked(work))))  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        return "ended", pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - from our own process
    except (EOFError, OSError):
        process.kill()
        raise RuntimeError(f"the process beside this worker ended with code {process.wait()}") from None


def warm_process(code: str) -> subprocess.Popen[bytes]:
    """Return this thread's process that has imported the code, started on first use. It ends when its input does."""
    key = (threading.get_ident(), code)
    if key not in WARM or WARM[key].poll() is not None:
        WARM[key] = subprocess.Popen(
            [sys.executable, "-c", "from analysis.book.beside_worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": code},
        )
        atexit.register(WARM[key].kill)
    return WARM[key]


def unpacked(archive: bytes) -> str:
    """Return the folder that holds an archive's files; each archive is unpacked once."""
    name = hashlib.sha256(archive).hexdigest()
    with ONE_AT_A_TIME:
        if name not in FOLDERS:
            folder = tempfile.TemporaryDirectory(prefix="statusbog-")
            with zipfile.ZipFile(io.BytesIO(archive)) as files:
                files.extractall(folder.name)
            FOLDERS[name] = folder
    return FOLDERS[name].name
